//! Module of `tencentcloud facts`: lists the products and their versions.

use super::carried::FactsSource;
use schemars::JsonSchema;
use serde::Serialize;
use std::process::ExitCode;
use tencentcloud_spec::diagnostic::Diagnostics;
use tencentcloud_spec::model::Api;
use tencentcloud_tool::codegen::generated;
use tencentcloud_tool::outcome::{Format, Outcome, Results, finish};

const EXAMPLES: &str = "\
Examples:
  tencentcloud facts                                # the names of all products
  tencentcloud facts sms cvm                        # their versions, with numbers of actions
  tencentcloud facts sms --format json";

/// List the products that there are facts of, or the versions of some.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Products, such as `sms`
    products: Vec<String>,
    /// How to print them
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    source: FactsSource,
}

/// The products, or the versions of some.
#[derive(Default, Serialize, JsonSchema)]
pub(crate) struct Listed {
    /// The names of all products, if none was named.
    #[serde(skip_serializing_if = "Option::is_none")]
    products: Option<Vec<String>>,
    /// The versions of the products that were named.
    #[serde(skip_serializing_if = "Option::is_none")]
    versions: Option<Vec<ProductVersion>>,
}

impl Results for Listed {
    const COMMAND: &'static str = "facts";
}

/// One version of a product's API.
#[derive(Serialize, JsonSchema)]
struct ProductVersion {
    product: String,
    version: String,
    /// The names of the actions.
    actions: Vec<String>,
    /// The names of the structures.
    structures: Vec<String>,
}

pub(crate) fn run(args: &Args) -> ExitCode {
    finish(args.format, list(args))
}

fn list(args: &Args) -> Result<Outcome<Listed>, Diagnostics> {
    if args.products.is_empty() {
        let products = args.source.products()?;
        let text = products.join("\n") + "\n";
        return Ok(Outcome::success(
            Listed { products: Some(products), ..Listed::default() },
            text,
        ));
    }
    let mut apis: Vec<Api> = Vec::new();
    for product in &args.products {
        apis.extend(args.source.apis(product)?);
    }
    let text = apis.iter().map(line).collect();
    let versions = Some(apis.into_iter().map(version).collect());
    Ok(Outcome::success(Listed { versions, ..Listed::default() }, text))
}

fn line(api: &Api) -> String {
    generated::Version::from_api(api).text(&api.product) + "\n"
}

fn version(api: Api) -> ProductVersion {
    ProductVersion {
        product: api.product,
        version: api.version,
        actions: api.actions.into_keys().collect(),
        structures: api.structures.into_keys().collect(),
    }
}
