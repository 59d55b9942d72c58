//! `cargo xtask bench`: measures the cost of generated code, compared with the same types with
//! serde's derive.

mod crates;
mod measure;
mod program;
mod sample;
mod types;

use crate::workspace;
use measure::Ratio;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;
use tencentcloud_codegen::{Files, Options, Runtime, generate};
use tencentcloud_spec::diagnostic::{Diagnostic, Diagnostics};
use tencentcloud_spec::model::{Api, from_json};
use tencentcloud_tool::codegen::unusable;
use tencentcloud_tool::outcome::exit;
use tencentcloud_tool::{codegen, print};

/// Measure what generated code costs to make, to compile and to run.
///
/// Prints ratios of medians from one run: the types of a product as they are generated, compared
/// with the same types with serde's derive, which the bench writes itself. Without a description it
/// repeats the actions of a committed one until there are 450.
#[derive(clap::Args)]
#[command(after_help = "Example, with a product of the vendor's metadata:
  cargo xtask import SERVICES/vpc --into target/descriptions
  cargo xtask bench target/descriptions/vpc/2017-03-12.json")]
pub(crate) struct Args {
    /// A normalised description [default: one of spec/api, enlarged].
    description: Option<PathBuf>,
    /// The number of measurements of each quantity.
    #[arg(long, value_name = "N", default_value_t = 5)]
    runs: usize,
    /// The folder in which the crates are written and built.
    #[arg(long, value_name = "DIR", default_value = "target/bench")]
    out: PathBuf,
    /// Replace files of an earlier run that were edited by hand.
    #[arg(long)]
    force: bool,
}

/// The minimum number of actions in the default description.
const ACTIONS: usize = 450;

pub(crate) fn run(args: &Args) -> ExitCode {
    exit(bench(args).map(|report| print::stdout(&report, ExitCode::SUCCESS)))
}

fn bench(args: &Args) -> Result<String, Diagnostics> {
    let api = match &args.description {
        Some(path) => described(path)?,
        None => enlarged(&committed()?, ACTIONS),
    };
    let (files, seconds) = generated(&api, &args.out)?;
    let sample = sample::sample(&api);
    crates::write(&api, &files, sample.as_ref(), &args.out, args.force)?;
    let ratios = measure::all(&args.out, args.runs, sample.is_some())
        .map_err(|error| unusable(&args.out, &error))?;
    Ok(report(&api, &files, seconds, &ratios))
}

/// Returns the crate, and the time that it took to make.
fn generated(api: &Api, out: &Path) -> Result<(Files, f64), Diagnostics> {
    let runtime = workspace::relative(&out.join(crates::WHOLE), &workspace::root().join("runtime"));
    let start = Instant::now();
    let files = generate(api, &Options { runtime: Runtime::Path(runtime), ..Options::default() })?;
    Ok((files, start.elapsed().as_secs_f64()))
}

fn report(api: &Api, files: &Files, seconds: f64, ratios: &[Ratio]) -> String {
    let kilobytes = files.iter().map(|(_, content)| content.len()).sum::<usize>() / 1000;
    let mut text = format!(
        "{} {}: {} actions, {} structures, {} files of {kilobytes} KB generated in {seconds:.2} \
            s\n\n",
        api.product,
        api.version,
        api.actions.len(),
        api.structures.len(),
        files.len()
    );
    text.push_str("| what | generated | with serde's derive | ratio |\n|---|---|---|---|\n");
    ratios.iter().for_each(|ratio| text.push_str(&ratio.row()));
    text
}

fn described(path: &Path) -> Result<Api, Diagnostics> {
    let text = fs::read_to_string(path).map_err(|error| unusable(path, &error))?;
    from_json(&text, &path.display().to_string()).map_err(Diagnostics::from)
}

/// Returns the first committed description.
fn committed() -> Result<Api, Diagnostics> {
    let folder = workspace::root().join("spec/api");
    let unreadable = |error| unusable(&folder, &error);
    for product in codegen::entries(&folder).map_err(unreadable)? {
        for file in codegen::entries(&product).map_err(unreadable)? {
            if file.extension().is_some_and(|extension| extension == "json") {
                return described(&file);
            }
        }
    }
    Err(Diagnostic::error("no-description", "there is no description in it")
        .in_file("spec/api")
        .into())
}

/// Returns the description repeated several times, each time with other names.
fn enlarged(api: &Api, actions: usize) -> Api {
    let mut large =
        Api { actions: Default::default(), structures: Default::default(), ..api.clone() };
    for copy in 1..=actions.div_ceil(api.actions.len().max(1)) {
        let mut renamed = api.clone();
        renamed.fields_mut().for_each(|field| rename(&mut field.r#type, copy));
        renamed.actions.values_mut().for_each(|action| action.waiters.clear());
        large.actions.extend(
            renamed.actions.into_iter().map(|(name, action)| (format!("{name}{copy}"), action)),
        );
        large
            .structures
            .extend(renamed.structures.into_iter().map(|(name, it)| (format!("{name}{copy}"), it)));
    }
    large
}

fn rename(r#type: &mut tencentcloud_spec::model::Type, copy: usize) {
    use tencentcloud_spec::model::Type;
    match r#type {
        Type::Structure(name) => name.push_str(&copy.to_string()),
        Type::Array(element) => rename(element, copy),
        _ => {}
    }
}
