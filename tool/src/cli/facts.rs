//! Module of `tencentcloud facts`: lists the products and their versions.

use super::carried::Source;
use super::finish;
use clap::ValueEnum;
use serde_json::json;
use std::process::ExitCode;
use tencentcloud_spec::diagnostic::Diagnostics;
use tencentcloud_spec::model::Api;
use tencentcloud_tool::codegen::summary;
use tencentcloud_tool::print;

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
    source: Source,
}

/// The output format of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    Text,
    /// As JSON.
    Json,
}

pub(crate) fn run(args: &Args) -> ExitCode {
    finish(list(args))
}

fn list(args: &Args) -> Result<ExitCode, Diagnostics> {
    if args.products.is_empty() {
        let products = args.source.products()?;
        let text = match args.format {
            Format::Text => products.join("\n") + "\n",
            Format::Json => print::json(&format!("{:#}\n", json!(products))),
        };
        return Ok(print::stdout(&text, ExitCode::SUCCESS));
    }
    let mut apis: Vec<Api> = Vec::new();
    for product in &args.products {
        apis.extend(args.source.apis(product)?);
    }
    let text = match args.format {
        Format::Text => apis.iter().map(line).collect(),
        Format::Json => {
            print::json(&format!("{:#}\n", apis.iter().map(object).collect::<serde_json::Value>()))
        }
    };
    Ok(print::stdout(&text, ExitCode::SUCCESS))
}

fn line(api: &Api) -> String {
    summary(api) + "\n"
}

fn object(api: &Api) -> serde_json::Value {
    json!({
        "product": api.product,
        "version": api.version,
        "actions": api.actions.keys().collect::<Vec<_>>(),
        "structures": api.structures.keys().collect::<Vec<_>>(),
    })
}
