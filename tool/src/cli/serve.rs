//! Module of `tencentcloud mock`: the library's command with the facts inside the program.

use super::carried::{FactsSource, Unpacked};
use std::process::ExitCode;
use tencentcloud_spec::diagnostic::{Diagnostic, Diagnostics};
use tencentcloud_tool::mock;
use tencentcloud_tool::outcome::finish;

const EXAMPLES: &str = "\
Examples:
  tencentcloud mock --product sms --port 9000
  tencentcloud mock --product sms --product cvm --port 0";

/// Serve products on this machine, to try programs without an account.
///
/// It checks signatures and parameters as the service does, returns documented examples or values
/// that fit, and prints what to point a client at. It runs until it is stopped with Ctrl-C.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(flatten)]
    args: mock::Args,
    #[command(flatten)]
    source: FactsSource,
}

pub(crate) fn run(args: &Args) -> ExitCode {
    match unpacked(args) {
        Ok(unpacked) => mock::run(&args.args, &unpacked.spec()),
        Err(diagnostics) => finish::<mock::Serving>(args.args.format, Err(diagnostics)),
    }
}

fn unpacked(args: &Args) -> Result<Unpacked, Diagnostics> {
    if args.args.spec.is_none() && args.args.product.is_empty() {
        let error = Diagnostic::error("no-product", "no product is named");
        return Err(error.help("name one with --product; `tencentcloud facts` lists all").into());
    }
    let products = if args.args.spec.is_some() { &[][..] } else { &args.args.product };
    args.source.unpack(products, None)
}
