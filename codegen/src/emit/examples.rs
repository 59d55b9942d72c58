use super::request_code::RequestCode;
use super::scope::ident;
use super::source::source;
use crate::plan::{ApiPlan, ExamplePlan, PackagePlan};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// The documented calls of a module as tests: the JSON texts, and a test that reads and writes
/// each. Requests are also made in Rust.
pub(super) fn files(package: &PackagePlan, api: &ApiPlan) -> Vec<(String, String)> {
    let (library, module) = (ident(&package.library), ident(&api.module));
    let path = quote!(#library::#module::);
    let mut writer = ExampleWriter {
        api,
        code: RequestCode::new(api, path.clone()),
        path,
        library,
        files: Vec::new(),
    };
    let mut tests = Vec::new();
    for action in &api.actions {
        for ExamplePlan { name, example } in &action.examples {
            if let Some(json) = &example.input {
                let made = writer.code.documented(&action.request, json);
                tests.push(writer.test(
                    &format!("{name}_request"),
                    &action.request.name,
                    json,
                    made,
                ));
            }
            if let Some(json) = &example.output {
                tests.push(writer.test(
                    &format!("{name}_response"),
                    &action.response.name,
                    json,
                    None,
                ));
            }
        }
    }
    let mut files = writer.files;
    if !tests.is_empty() {
        let docs = "The documented calls: each request and each response is read into its type and \
            written again, and each \
                    request that Rust has literals for is made.";
        let items = quote!(#![allow(clippy::all, deprecated)] #(#tests)*);
        files.push((format!("tests/{}.rs", api.module), source(&[docs.to_owned()], items)));
    }
    files
}

/// Writes the tests of one version.
struct ExampleWriter<'a> {
    api: &'a ApiPlan,
    code: RequestCode<'a>,
    /// The path of the version's module.
    path: TokenStream,
    library: Ident,
    files: Vec<(String, String)>,
}

impl ExampleWriter<'_> {
    fn test(
        &mut self,
        name: &str,
        r#type: &str,
        json: &serde_json::Value,
        made: Option<TokenStream>,
    ) -> TokenStream {
        let file = format!("{}/{name}.json", self.api.module);
        self.files.push((format!("tests/{file}"), format!("{json:#}\n")));
        let (test, r#type) = (ident(name), ident(r#type));
        let Self { path, library, .. } = self;
        let made = made.map(|made| quote!(let made = #made; assert_eq!(value, made);));
        quote! {
            #[test]
            fn #test() {
                let mut value = #path #r#type::default();
                let differences =
                    #library::runtime::codec::round_trip(include_str!(#file), &mut value);
                assert_eq!(differences, Ok(Vec::new()));
                #made
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::files;
    use crate::testing::{action, api, package};
    use serde_json::{Value, json};
    use tencentcloud_spec::model::Example;

    #[test]
    fn each_documented_text_is_a_file_and_a_test() {
        let cases: [(Option<Value>, Option<Value>, &[&str]); 4] = [
            (None, None, &[]),
            (Some(json!({})), None, &["move_1_request"]),
            (None, Some(json!({})), &["move_1_response"]),
            (Some(json!({})), Some(json!({})), &["move_1_request", "move_1_response"]),
        ];
        for (input, output, expected) in cases {
            let mut api = api("Move.in X: String\n Move.out Y: String");
            action(&mut api, "Move").examples =
                vec![Example { title: String::new(), input, output }];
            let package = package(&api);
            let files = files(&package, package.root().unwrap());
            let mut paths: Vec<_> =
                expected.iter().map(|it| format!("tests/v20200101/{it}.json")).collect();
            paths.extend((!expected.is_empty()).then(|| "tests/v20200101.rs".to_owned()));
            assert_eq!(files.iter().map(|(path, _)| path.clone()).collect::<Vec<_>>(), paths);
            let code = files.last().map_or("", |(_, code)| code);
            for name in expected {
                let r#type = if name.ends_with("request") { "MoveRequest" } else { "MoveResponse" };
                let value = format!("tencentcloud_api_lamp::v20200101::{type}::default();");
                let start = format!("#[test]\nfn {name}() {{\n    let mut value = {value}");
                assert!(code.contains(&start), "{code}");
            }
        }
    }

    #[test]
    fn only_requests_that_rust_has_literals_for_are_made() {
        let cases =
            [(json!({ "X": "a" }), true), (json!({ "Z": "a" }), false), (json!({ "X": 1 }), false)];
        for (input, is_made) in cases {
            let mut api = api("A.in X: String");
            let (title, output) = (String::new(), Some(json!({ "X": "a" })));
            action(&mut api, "A").examples = vec![Example { title, input: Some(input), output }];
            let package = package(&api);
            let files = files(&package, package.root().unwrap());
            let (_, code) = files.last().unwrap();
            let made = "let made = tencentcloud_api_lamp::v20200101::ARequest::new().x(\"a\");";
            assert_eq!(code.contains(made), is_made, "{code}");
            assert_eq!(code.matches("assert_eq!(value, made);").count(), usize::from(is_made));
        }
    }
}
