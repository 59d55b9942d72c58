//! `cargo xtask facts`: converts the vendor's metadata and Go sources to `spec/facts`. The content
//! and the form of facts are defined in `tencentcloud_spec::facts`.

mod go;
mod make;

use crate::workspace;
use make::FactsSources;
pub(crate) use make::Made;
use rayon::prelude::*;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use tencentcloud_spec::diagnostic::{Diagnostic, Diagnostics};
use tencentcloud_tool::codegen::unusable;
use tencentcloud_tool::files::{NewFile, sweep, write_all};
use tencentcloud_tool::lock::Lock;
use tencentcloud_tool::outcome::exit;
use tencentcloud_tool::services::{self, ProductFolders};
use tencentcloud_tool::{print, tree};

const EXAMPLES: &str = "\
Examples:
  cargo xtask facts SERVICES                  # SERVICES: the folder of that name in the tccli \
  package
  cargo xtask facts SERVICES SERVICES_INTL --errors GO_SDK    # a clone of tencentcloud-sdk-go
  cargo xtask facts SERVICES --products cvm,sms --check";

/// Take the facts out of the vendor's metadata: names, types, flags, values and error codes, to
/// spec/facts.
///
/// No sentence is copied. Information from sentences, such as how a list is paged and which values
/// and limits a field has, is kept as data. The first folder decides which items exist; others,
/// such as the English edition, are read only for the information in their sentences. Without
/// --errors the error codes stay as they are. Overlays of facts (`corrects = "facts"`) in the
/// folder of sources next to that of facts correct what was read wrongly.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// `services` folders of the tccli packages: `<product>/<version>/api.json` and `examples.json`
    #[arg(required = true, value_name = "SERVICES")]
    services: Vec<PathBuf>,
    /// A clone of the vendor's Go SDK, which lists the error codes of each action
    #[arg(long, value_name = "GO_SDK")]
    errors: Option<PathBuf>,
    /// Only these products
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    products: Vec<String>,
    /// The folder of facts [default: spec/facts]
    #[arg(long, value_name = "DIR")]
    into: Option<PathBuf>,
    /// Write nothing; exit 1 and name each file that is outdated
    #[arg(long)]
    check: bool,
}

pub(crate) fn run(args: &Args) -> ExitCode {
    exit(update_facts(args))
}

fn update_facts(args: &Args) -> Result<ExitCode, Diagnostics> {
    let into = args.into.clone().unwrap_or_else(|| workspace::root().join("spec/facts"));
    let made = make_all(&args.services, &args.products, args.errors.as_deref(), &into)?;
    let changed: Vec<&Made> = made.iter().filter(|made| made.is_changed).collect();
    if args.check {
        let stale = changed.iter().map(|made| stale(made));
        let stale: Diagnostics = stale.collect();
        print::diagnostics(&stale);
        return Ok(if stale.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE });
    }
    let lock = Lock::acquire(&[&into]).map_err(tree::unwritable)?;
    changed
        .iter()
        .filter_map(|made| made.file.path.parent())
        .for_each(|folder| sweep(folder, &lock));
    let files: Vec<NewFile> = changed.into_iter().map(|made| made.file.clone()).collect();
    write_all(&into, &files).map_err(tree::unwritable)?;
    let lines: String = made.iter().map(|made| format!("{}\n", made.summary)).collect();
    Ok(print::stdout(&lines, ExitCode::SUCCESS))
}

fn stale(made: &Made) -> Diagnostic {
    Diagnostic::error("stale-facts", "the facts are not what these sources give")
        .in_file(made.file.path.display().to_string())
        .help("run the same command without `--check`")
}

/// Makes the facts of every product of the first folder, or of the wanted ones. Prints the numbers
/// on which the editions disagree.
///
/// # Errors
/// Returns an error if a folder does not have the form of metadata or of the Go SDK, or if a file
/// is damaged.
pub(crate) fn make_all(
    services: &[PathBuf],
    products: &[String],
    errors: Option<&Path>,
    into: &Path,
) -> Result<Vec<Made>, Diagnostics> {
    let Some((first, others)) = services.split_first() else { return Ok(Vec::new()) };
    let found = services::find_products(first, products)?;
    let go = errors.map(|sdk| go::root(sdk).map_err(|error| unusable(sdk, &error))).transpose()?;
    let sources = FactsSources { others, go: go.as_deref(), into };
    let versions: Vec<(&ProductFolders, &PathBuf)> = found
        .iter()
        .flat_map(|product| product.versions.iter().map(move |version| (product, version)))
        .collect();
    let made =
        versions.into_par_iter().map(|(product, version)| sources.make(&product.name, version));
    let mut made: Vec<Made> = made.collect::<Result<_, Diagnostics>>()?;
    let warnings = made.iter_mut().flat_map(|made| std::mem::take(&mut made.warnings));
    print::diagnostics(&warnings.collect());
    Ok(made)
}
