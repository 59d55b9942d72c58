//! `cargo xtask history`: tests the names and the diff on the real history of the API.
//!
//! For each update both crates are generated and compared in two ways that are independent of the
//! generator's plans: by tables read from the generated source, and by a tool that is not ours.

mod callers;
mod compare;
mod compiler;
mod draw;
mod outside;
mod report;
mod repository;
mod sides;
mod tables;

use crate::catalogue::{Progress, ReportFile};
use callers::{Callers, Replay};
use clap::ValueEnum;
use compiler::Compiler;
use outside::Verdict;
use rayon::prelude::*;
use report::{HistoryReport, UpdateOutcome};
use repository::{Repository, Update};
use sides::{Describer, Settled};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;
use tencentcloud_spec::diagnostic::{Diagnostic, Diagnostics};
use tencentcloud_spec::diff::Class;
use tencentcloud_tool::outcome::exit;
use tencentcloud_tool::{print, tree};

const EXAMPLES: &str = "\
Examples:
  cargo xtask history REPO                    # REPO: a clone of TencentCloud/tencentcloud-cli
  cargo xtask history REPO --updates 1500 --outside 1500 --report target/history.json
  cargo xtask history REPO --products batch,cvm --updates 200
  cargo xtask history REPO --callers batch,cvm --years 5";

/// Compare both crates of real updates with what the diff says of them.
///
/// An update is one change of one api.json in one commit. Each is generated before and after, and a
/// user's code must find every name with its old meaning, unless the diff says that the update is
/// breaking. Exits with 1 if it does not.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// A clone of TencentCloud/tencentcloud-cli with its history; a bare one is enough
    #[arg(value_name = "REPO")]
    repository: PathBuf,
    /// The number of updates to draw, spread over products and years
    #[arg(long, value_name = "N", default_value_t = 100)]
    updates: usize,
    /// The number of drawn updates to skip, to share the work
    #[arg(long, value_name = "N", default_value_t = 0)]
    skip: usize,
    /// Only these products
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    products: Vec<String>,
    /// The seed of the draw; another seed draws other updates
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    seed: u64,
    /// The number of updates to check with cargo-public-api too
    #[arg(long, value_name = "N", default_value_t = 0)]
    outside: usize,
    /// The names of the second crate of an update
    #[arg(long, value_enum, default_value_t = Naming::Kept)]
    names: Naming,
    /// Instead of a sample, replay all updates of these products and compile a program that uses
    /// everything of the first crate against the later ones
    #[arg(
        long,
        value_name = "A,B",
        value_delimiter = ',',
        conflicts_with_all = ["products", "names", "outside"]
    )]
    callers: Vec<String>,
    /// With --callers, the number of years to go back from the newest commit
    #[arg(long, value_name = "N", default_value_t = 5, requires = "callers")]
    years: u32,
    /// With --callers, compile against one in this many changed crates, those with findings, and
    /// the last one
    #[arg(long, value_name = "N", default_value_t = 1, requires = "callers")]
    every: usize,
    /// Write every update with its findings as JSON
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
}

/// The names of the second crate of an update.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Naming {
    /// The names of the first crate.
    Kept,
    /// Default names, as without a names file.
    Default,
}

pub(crate) fn run(args: &Args) -> ExitCode {
    exit(if args.callers.is_empty() { sample(args) } else { replay(args) })
}

fn sample(args: &Args) -> Result<ExitCode, Diagnostics> {
    let start = Instant::now();
    let report_file = report_file(args, report::KEYS)?;
    let repository = Repository::new(&args.repository);
    let mut updates = draw::draw(
        wanted(repository.updates()?, &args.products)?,
        args.skip + args.updates,
        args.seed,
    );
    updates.drain(..args.skip.min(updates.len()));
    let describer = Describer::new(&repository)?;
    let compiler = match args.outside {
        0 => None,
        _ => Some(outside::check_installed().and_then(|()| Compiler::new())?),
    };
    let judge = Judge { describer, compiler, naming: args.names };
    let progress = Progress::new("compared", updates.len());
    let judge_one = |(index, update): (usize, &Update)| {
        let outcome = judge.update(update, index < args.outside);
        progress.step(&update.name());
        outcome
    };
    let outcomes = updates.par_iter().enumerate().with_max_len(1).map(judge_one).collect();
    progress.finish();
    let report = HistoryReport::new(outcomes, start.elapsed().as_secs_f64());
    if let Some(file) = report_file {
        file.write(&report.json()).map_err(tree::unwritable)?;
    }
    Ok(print::stdout(
        &report.text(),
        if report.has_faults() { ExitCode::FAILURE } else { ExitCode::SUCCESS },
    ))
}

fn replay(args: &Args) -> Result<ExitCode, Diagnostics> {
    let report_file = report_file(args, report::REPLAY_KEYS)?;
    let repository = Repository::new(&args.repository);
    let mut updates = wanted(repository.updates()?, &args.callers)?;
    let newest = updates.iter().map(|update| update.date.as_str()).max().unwrap_or_default();
    let from = years_before(newest, args.years);
    updates.retain(|update| update.date >= from);
    let mut versions: BTreeMap<(&str, &str), Vec<&Update>> = BTreeMap::new();
    // A new or removed version has no caller, or no crate to call.
    for update in updates.iter().filter(|it| it.before.len() == 1 && it.after.len() == 1) {
        versions.entry((&update.product, &update.version)).or_default().push(update);
    }
    let (describer, compiler) = (Describer::new(&repository)?, Compiler::new()?);
    let callers = Callers { describer: &describer, compiler: &compiler, every: args.every };
    let progress = Progress::new("replayed", versions.len());
    let replay = |((product, version), updates): (&(&str, &str), &Vec<&Update>)| {
        let replay = callers.replay(updates);
        progress.step(&format!("{product}/{version}"));
        replay
    };
    let replays: Result<Vec<Replay>, String> = versions.par_iter().map(replay).collect();
    progress.finish();
    let replays = replays.map_err(|error| Diagnostics::from(Diagnostic::error("caller", error)))?;
    if let Some(file) = report_file {
        file.write(&report::replay_json(&replays)).map_err(tree::unwritable)?;
    }
    let is_bad = replays.iter().any(|replay| !replay.faults.is_empty());
    Ok(print::stdout(
        &report::replay_text(&replays),
        if is_bad { ExitCode::FAILURE } else { ExitCode::SUCCESS },
    ))
}

fn report_file(args: &Args, keys: &[&str]) -> Result<Option<ReportFile>, Diagnostics> {
    args.report.as_deref().map(|path| ReportFile::check(path, keys)).transpose()
}

/// Returns the day some years before a day, both as `2021-07-14`.
fn years_before(day: &str, years: u32) -> String {
    let year = day.get(..4).and_then(|year| year.parse::<u32>().ok()).unwrap_or_default();
    format!("{:04}{}", year.saturating_sub(years), day.get(4..).unwrap_or_default())
}

/// Returns the updates of some products, or of all.
fn wanted(mut updates: Vec<Update>, products: &[String]) -> Result<Vec<Update>, Diagnostics> {
    if let Some(missing) =
        products.iter().find(|it| !updates.iter().any(|update| update.product == **it))
    {
        let message = format!("`{missing}` has no update in this history");
        return Err(Diagnostic::error("unknown-product", message)
            .help("products are called as in tccli/services")
            .into());
    }
    updates.retain(|update| products.is_empty() || products.contains(&update.product));
    Ok(updates)
}

/// A comparison of the two sides of updates.
struct Judge {
    describer: Describer,
    compiler: Option<Compiler>,
    naming: Naming,
}

impl Judge {
    fn update(&self, update: &Update, ask: bool) -> UpdateOutcome {
        let mut outcome = UpdateOutcome::new(update);
        if let Err(reason) = self.fill(update, ask, &mut outcome) {
            outcome.unreadable = Some(reason);
        }
        outcome
    }

    fn fill(&self, update: &Update, ask: bool, outcome: &mut UpdateOutcome) -> Result<(), String> {
        let [before, after] = self.describer.describe(update).map_err(|error| error.to_string())?;
        let before = Settled::with_default_names(before)?;
        let (after, said) = match self.naming {
            Naming::Kept => before.next(after)?,
            Naming::Default => before.to(Settled::with_default_names(after)?)?,
        };
        outcome.wire = said.iter().filter(|change| change.is_wire).map(|change| change.class).min();
        outcome.class = said.iter().map(|change| change.class).min();
        let breaking = said.iter().filter(|change| change.class == Class::Breaking);
        let line = |change: &sides::Said| {
            let place = if change.is_wire { "wire" } else { "crate" };
            format!("{place} {}: {}: {}", change.path, change.kind, change.what)
        };
        outcome.reasons = breaking.clone().map(|change| change.kind).collect();
        outcome.breaking = breaking.map(line).collect();
        let [old, new] = tables::parse_changed_tables(&before.files, &after.files)?;
        outcome.findings = compare::compare(&old, &new);
        if let Some(compiler) = self.compiler.as_ref().filter(|_| ask) {
            let is_one = update.before.len() == 1 && update.after.len() == 1;
            let verdict = match is_one && self.naming == Naming::Kept {
                // No tool sees a difference between crates that differ only in comments.
                true if outside::is_same_code(&before.files, &after.files) => {
                    Ok(Verdict::default())
                }
                true => {
                    // Equal parts cost most of the time, and the tool has nothing to report about
                    // them.
                    let mut actions = tables::changed_actions(&before.files, &old, &new);
                    actions.extend(tables::changed_actions(&after.files, &new, &old));
                    let parts = [before.part(&actions)?, after.part(&actions)?];
                    outside::compare(compiler, [&parts[0], &parts[1]])
                }
                false => outside::compare(compiler, [&before.files, &after.files]),
            };
            outcome.outside = Some(verdict.map(|verdict| verdict.without_aliases(&new)));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_counted_from_a_day() {
        assert_eq!(years_before("2026-08-21", 5), "2021-08-21");
    }
}
