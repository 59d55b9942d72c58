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
    let mut writer =
        Writer { api, code: RequestCode::new(api, path.clone()), path, library, files: Vec::new() };
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
struct Writer<'a> {
    api: &'a ApiPlan,
    code: RequestCode<'a>,
    /// The path of the version's module.
    path: TokenStream,
    library: Ident,
    files: Vec<(String, String)>,
}

impl Writer<'_> {
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
