use super::scope::ident;
use super::source::source;
use crate::plan::{ActionPlan, ApiPlan, ExamplePlan, PackagePlan};
use proc_macro2::TokenStream;
use quote::quote;

/// The documented calls of a module as tests: the JSON texts, and a test that reads and writes each.
pub(super) fn files(package: &PackagePlan, api: &ApiPlan) -> Vec<(String, String)> {
    let mut files = Vec::new();
    let mut tests = Vec::new();
    for action in &api.actions {
        for example in &action.examples {
            tests.extend(request(package, api, action, example, &mut files));
            tests.extend(response(package, api, action, example, &mut files));
        }
    }
    if !tests.is_empty() {
        let docs = "The documented calls: each request and each answer is read into its type and written again.";
        files.push((format!("tests/{}.rs", api.module), source(&[docs.to_owned()], quote!(#(#tests)*))));
    }
    files
}

fn request(
    package: &PackagePlan,
    api: &ApiPlan,
    action: &ActionPlan,
    example: &ExamplePlan,
    files: &mut Vec<(String, String)>,
) -> Option<TokenStream> {
    let json = example.example.input.as_ref()?;
    Some(test(package, api, &format!("{}_request", example.name), &action.request.name, json, files))
}

fn response(
    package: &PackagePlan,
    api: &ApiPlan,
    action: &ActionPlan,
    example: &ExamplePlan,
    files: &mut Vec<(String, String)>,
) -> Option<TokenStream> {
    let json = example.example.output.as_ref()?;
    Some(test(package, api, &format!("{}_response", example.name), &action.response.name, json, files))
}

fn test(
    package: &PackagePlan,
    api: &ApiPlan,
    name: &str,
    r#type: &str,
    json: &serde_json::Value,
    files: &mut Vec<(String, String)>,
) -> TokenStream {
    let path = format!("{}/{name}.json", api.module);
    files.push((format!("tests/{path}"), format!("{json:#}\n")));
    let [library, module, test, r#type] = [&package.library, &api.module, name, r#type].map(ident);
    quote! {
        #[test]
        fn #test() {
            let mut value = #library::#module::#r#type::default();
            let differences = #library::runtime::codec::round_trip(include_str!(#path), &mut value);
            assert_eq!(differences, Ok(Vec::new()));
        }
    }
}
