//! Module of `tencentcloud codegen`: the library's command with the facts inside the program.

use super::carried::FactsSource;
use std::process::ExitCode;
use tencentcloud_spec::diagnostic::{Diagnostic, Diagnostics};
use tencentcloud_tool::codegen::generated::Generated;
use tencentcloud_tool::codegen::{self, Defaults};
use tencentcloud_tool::outcome::{Outcome, finish};

const EXAMPLES: &str = "\
Examples:
  tencentcloud codegen sms cvm --out clients        # a crate each
  tencentcloud codegen sms --out clients --crate-name my-sms --license Apache-2.0
  tencentcloud codegen vpc --spec my-spec/api --out clients     # from descriptions of your own";

/// Write crates or modules of products from the facts inside the program, or from descriptions of
/// your own.
///
/// One crate a product, with all versions of its API. Names are settled once, and kept in the file
/// names.lock of the crate.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(flatten)]
    args: codegen::Args,
    #[command(flatten)]
    source: FactsSource,
}

pub(crate) fn run(args: &Args) -> ExitCode {
    finish(args.args.format, generate(args))
}

fn generate(args: &Args) -> Result<Outcome<Generated>, Diagnostics> {
    if args.args.spec.is_none() && args.args.products.is_empty() {
        let error = Diagnostic::error("no-product", "no product is named");
        return Err(error
            .help("name one, such as `tencentcloud codegen sms`; `tencentcloud facts` lists all")
            .into());
    }
    let products = if args.args.spec.is_some() { &[][..] } else { &args.args.products };
    let unpacked = args.source.unpack(products, None)?;
    let (spec, command) = (unpacked.spec(), Some("tencentcloud codegen"));
    let defaults = Defaults { spec, out: ".".into(), workspace: None, command };
    unpacked.generate(&args.args, &defaults)
}
