//! `cargo xtask catalogue`: generates every product of a metadata folder as a crate, and tries
//! every documented call.

mod build;
mod dynamic;
mod examples;
mod outcome;
mod product;
mod progress;
mod report;
mod report_file;
mod store;

pub(crate) use progress::Progress;
pub(crate) use report_file::ReportFile;

use crate::workspace;
use outcome::ProductOutcome;
use rayon::prelude::*;
use report::CatalogueReport;
use std::cmp::Reverse;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;
use store::Store;
use tencentcloud_spec::diagnostic::Diagnostics;
use tencentcloud_tool::codegen::unusable;
use tencentcloud_tool::outcome::exit;
use tencentcloud_tool::services::{self, ProductFolders};
use tencentcloud_tool::{print, tree};

const EXAMPLES: &str = "\
Examples:
  cargo xtask catalogue SERVICES              # SERVICES: the folder of that name in the tccli \
  package
  cargo xtask catalogue SERVICES --products vpc,cvm --build --report target/report.json";

/// Generate every product of a metadata folder, and try every documented example on it.
///
/// Crates are written one after another. Crates with unchanged input are skipped, and files that
/// this tool did not write are not changed. Exits with 1 if a version has no crate, or with --build
/// if a crate has a warning or an error.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The `services` folder of the tccli package: `<product>/<version>/api.json` and
    /// `examples.json`
    #[arg(value_name = "SERVICES")]
    services: PathBuf,
    /// The folder of crates, which becomes a workspace [default: target/catalogue]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Only these products
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    products: Vec<String>,
    /// Compile every crate with `cargo check`, warnings denied
    #[arg(long)]
    build: bool,
    /// Write the counts, the failures and the times as JSON
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Replace generated files that were edited by hand
    #[arg(long)]
    force: bool,
}

pub(crate) fn run(args: &Args) -> ExitCode {
    exit(catalogue(args))
}

fn catalogue(args: &Args) -> Result<ExitCode, Diagnostics> {
    let start = Instant::now();
    let products = services::find_products(&args.services, &args.products)?;
    let out = args.out.clone().unwrap_or_else(|| workspace::root().join("target/catalogue"));
    let report_file =
        args.report.as_deref().map(|path| ReportFile::check(path, report::KEYS)).transpose()?;
    let outcomes = make_all(&products, &out, args.force)?;
    let mut report = CatalogueReport::new(outcomes);
    if args.build {
        build(&out, &products, &mut report).map_err(|error| unusable(&out, &error))?;
    }
    report.seconds.total = start.elapsed().as_secs_f64();
    if let Some(file) = report_file {
        file.write(&report.json()).map_err(tree::unwritable)?;
    }
    let is_bad = report.failures.iter().any(|failure| failure.stage.is_fatal());
    Ok(print::stdout(&report.text(), if is_bad { ExitCode::FAILURE } else { ExitCode::SUCCESS }))
}

/// Generates all crates, the largest first, so that no thread has a large one at the end.
fn make_all(
    products: &[ProductFolders],
    out: &Path,
    force: bool,
) -> Result<Vec<ProductOutcome>, Diagnostics> {
    let store = Store::open(out, force).map_err(tree::unwritable)?;
    let mut order: Vec<&ProductFolders> = products.iter().collect();
    order.sort_by_key(|product| Reverse(product.bytes));
    let progress = Progress::new("generated", products.len());
    let make = |product: &ProductFolders| {
        let outcome = product::make(product, &store);
        progress.step(&product.name);
        outcome
    };
    // Threads take one product at a time, because the order is by size.
    let mut outcomes: Vec<ProductOutcome> =
        order.into_par_iter().with_max_len(1).map(make).collect();
    progress.finish();
    outcomes.sort_by(|a, b| a.product.cmp(&b.product));
    let names: Vec<&str> = outcomes.iter().map(|outcome| outcome.product.as_str()).collect();
    store.write_workspace(&names)?;
    Ok(outcomes)
}

fn build(out: &Path, products: &[ProductFolders], report: &mut CatalogueReport) -> io::Result<()> {
    let start = Instant::now();
    let is_there = |product: &&ProductFolders| out.join(&product.name).join("Cargo.toml").is_file();
    let names: Vec<&str> =
        products.iter().filter(is_there).map(|product| product.name.as_str()).collect();
    report.failures.extend(build::check(out, &names)?);
    report.seconds.build = Some(start.elapsed().as_secs_f64());
    Ok(())
}
