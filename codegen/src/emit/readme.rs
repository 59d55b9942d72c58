//! The crate's `README.md`.

use super::front_page::ExampleCall;
use super::manifest::{DEFAULT, DESCRIPTION, FEATURES, REPOSITORY};
use crate::files::HEADER;
use crate::options::{MIT, Options};
use crate::plan::{ApiPlan, PackagePlan, folder_name};
use std::fmt::Write as _;

/// A quick start that compiles, the features, the versions of the API and where to read on.
pub(super) fn readme(
    package: &PackagePlan,
    call: Option<&ExampleCall>,
    version: &str,
    options: &Options,
) -> String {
    let PackagePlan { name, title, product, apis, .. } = package;
    let mut text = format!(
        "<!-- {} -->\n\n# {name}\n\n\
         Client for {title} (`{product}`), a product of Tencent Cloud: typed requests and \
         responses, open enums for values \
         and error codes, paging, retries.\n\n",
        HEADER
    );
    let source = match options.standalone {
        true => format!("{{ path = \"../{}\" }}", folder_name(product)),
        false => format!("\"{version}\""),
    };
    let _ = write!(
        text,
        "## Quick start\n\n```toml\n[dependencies]\n{name} = {source}\n\
         tokio = {{ version = \"1\", features = [\"macros\", \"rt\"] }}\n```\n\n"
    );
    text += &call.map(|call| quick_start(package, call)).unwrap_or_default();
    text += "The client takes `TENCENTCLOUD_SECRET_ID` and `TENCENTCLOUD_SECRET_KEY` from the \
        environment.\n\n";
    text += "## Features\n\n| feature | on by default | what it adds |\n|---|---|---|\n";
    for (feature, docs) in FEATURES.into_iter().chain([DESCRIPTION]) {
        let by_default = if DEFAULT.contains(&feature) { "yes" } else { "no" };
        let _ = writeln!(text, "| `{feature}` | {by_default} | {docs} |");
    }
    text += "\n## Versions of the API\n\n";
    text += &apis.iter().map(|api| version_line(api, product)).collect::<String>();
    text + &links(name, options)
}

fn quick_start(PackagePlan { library, .. }: &PackagePlan, call: &ExampleCall) -> String {
    let statements: String = call.statements.iter().map(|line| format!("    {line}\n")).collect();
    format!(
        "```rust,no_run\n{}\n\n\
         #[tokio::main(flavor = \"current_thread\")]\n\
         async fn main() -> Result<(), {library}::runtime::Error> \
         {{\n{statements}    Ok(())\n}}\n```\n\n",
        call.import
    )
}

fn version_line(api: &ApiPlan, product: &str) -> String {
    let ApiPlan { module, version, actions, .. } = api;
    let explorer = format!(
        "https://console.tencentcloud.com/api/explorer?Product={product}&Version={version}"
    );
    format!(
        "- `{module}`: version {version}, actions: {}, [API Explorer]({explorer})\n",
        actions.len()
    )
}

fn links(name: &str, options: &Options) -> String {
    let documentation = match options.standalone {
        true => "`cargo doc --open`".to_owned(),
        false => format!("[docs.rs](https://docs.rs/{name})"),
    };
    let license = if options.license == MIT { "[MIT](LICENSE)" } else { "see `Cargo.toml`" };
    format!(
        "\nDocumentation: {documentation}. Credentials, errors, retries, paging, tests with a \
            mock: \
         [the guide]({REPOSITORY}/blob/main/docs/README.md). Licence: {license}.\n"
    )
}

#[cfg(test)]
mod tests {
    use super::readme;
    use crate::emit::front_page::example_call;
    use crate::options::Options;
    use crate::testing::{action, api, package};

    #[test]
    fn where_the_crate_comes_from() {
        let cases = [
            (
                Options { standalone: true, ..Options::default() },
                [
                    "tencentcloud-api-lamp = { path = \"../lamp\" }",
                    "`cargo doc --open`",
                    "[MIT](LICENSE)",
                ],
            ),
            (
                Options { license: "Apache-2.0".to_owned(), ..Options::default() },
                [
                    "tencentcloud-api-lamp = \"1.2.3\"",
                    "[docs.rs](https://docs.rs/tencentcloud-api-lamp)",
                    "Licence: see `Cargo.toml`.",
                ],
            ),
        ];
        let package = package(&api("A\n B"));
        for (options, parts) in cases {
            let text = readme(&package, None, "1.2.3", &options);
            for part in parts {
                assert!(text.contains(part), "{part} is not in {text}");
            }
            let version = "- `v20200101`: version 2020-01-01, actions: 2, [API Explorer](https://\
                console.tencentcloud.com/api/explorer?Product=lamp&Version=2020-01-01)\n";
            assert!(text.contains(version), "{text}");
            // Without a call there is no program.
            assert!(!text.contains("async fn main"), "{text}");
            assert!(text.contains("| `hyper` | yes |") && text.contains("| `http2` | no |"));
        }
    }

    #[test]
    fn the_quick_start_is_a_program() {
        let mut api = api("A.in X!: String");
        action(&mut api, "A").read_only = true;
        let package = package(&api);
        let call = example_call(&package);
        let text = readme(&package, call.as_ref(), "1.2.3", &Options::default());
        let program = "```rust,no_run\n\
            use tencentcloud_api_lamp::{ARequest, Client};\n\n\
            #[tokio::main(flavor = \"current_thread\")]\n\
            async fn main() -> Result<(), tencentcloud_api_lamp::runtime::Error> {\n    \
                let client = Client::from_env(\"ap-guangzhou\")?;\n    \
                let request = ARequest::new().x(\"…\");\n    \
                let response = client.a(request).await?;\n    \
                println!(\"{response:?}\");\n    \
                Ok(())\n}\n```\n";
        assert!(text.contains(program), "{text}");
    }
}
