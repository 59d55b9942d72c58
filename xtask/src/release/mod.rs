//! `cargo xtask release`: versions and changelogs since the last release, and the publication.
//!
//! Without an option it is a dry run: it reads the repository, writes nothing, and simulates the
//! publication with its own clock. The decisions are in `plan`. Nothing here is specific to a
//! product.

mod baseline;
mod packages;
mod plan;
mod publish;
mod semver;
mod write;

use crate::workspace;
use baseline::Baseline;
use packages::Package;
use plan::Plan;
use publish::{PublishState, Registry, Simulation, publish};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;
use tencentcloud_spec::diagnostic::{Diagnostic, Diagnostics};
use tencentcloud_spec::diff::Class;
use tencentcloud_tool::outcome::exit;
use tencentcloud_tool::print;

const EXAMPLES: &str = "\
Examples:
  cargo xtask release                         # what would be released, in which order and when
  cargo xtask release --class tencentcloud-runtime=additive --write
  cargo xtask release --semver-checks --write # asks cargo-semver-checks, which must be installed
  cargo xtask release --publish               # after a stop, the same command goes on";

/// Raise the versions of what changed since the last release, write changelogs, and publish.
///
/// The class of a product crate is the most severe of the changes that `diff` finds; that of all
/// other crates, which share one version, is given or found by cargo-semver-checks. A crate whose
/// code changed and that has no class counts as breaking. Without an option nothing is written: the
/// versions, the changelogs and the times of the publication are printed.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The commit or tag of the last release [default: the last tag `v*`; without one, everything
    /// is new]
    #[arg(long, value_name = "REF")]
    since: Option<String>,
    /// The class of a crate's changes: `breaking`, `additive` or `docs`; the more severe one counts
    #[arg(long, value_name = "CRATE=CLASS", value_parser = parse_class)]
    class: Vec<(String, Class)>,
    /// Ask cargo-semver-checks about each crate that changed
    #[arg(long)]
    semver_checks: bool,
    /// Write the versions and the changelogs
    #[arg(long)]
    write: bool,
    /// Publish the crates whose versions and changelogs are written
    #[arg(long, conflicts_with = "write")]
    publish: bool,
    /// The file that lists what is published, for a run after a stop [default:
    /// target/release.json]
    #[arg(long, value_name = "FILE")]
    state: Option<PathBuf>,
    /// The folder of the workspace [default: this one]
    #[arg(long, value_name = "DIR")]
    workspace: Option<PathBuf>,
}

fn parse_class(text: &str) -> Result<(String, Class), String> {
    let (name, class) = text.split_once('=').ok_or("write CRATE=CLASS")?;
    match Class::ALL.into_iter().find(|it| it.word() == class) {
        Some(class) => Ok((name.to_owned(), class)),
        None => Err("the class is breaking, additive or docs".to_owned()),
    }
}

pub(crate) fn run(args: &Args) -> ExitCode {
    exit(release(args).map(|text| print::stdout(&text, ExitCode::SUCCESS)))
}

fn release(args: &Args) -> Result<String, Diagnostics> {
    let root = args.workspace.clone().unwrap_or_else(workspace::root);
    let (root, packages) = packages::published(&root)?;
    let baseline = Baseline::new(&root, args.since.as_deref())?;
    let verdicts = verdicts(args, &packages, &baseline)?;
    let plan = Plan::new(&root, &packages, &baseline, &verdicts)?;
    let files = write::files(&root, &plan)?;
    if args.write {
        write::write(&root, &files)?;
        return Ok(plan.text() + "\nNow run `cargo xtask codegen`, and commit.\n");
    }
    let path = args.state.clone().unwrap_or_else(|| root.join("target/release.json"));
    let mut state = PublishState::load(&path)?;
    let queue = plan.queue();
    if args.publish {
        write::refuse_unwritten(&root, &packages, &plan, &files)?;
        let mut registry = Registry::new(&root, &path);
        publish(&queue, &mut state, &mut registry)?;
        return Ok(format!("published: {}\n", state.published.len()));
    }
    let mut simulation = Simulation::start();
    publish(&queue, &mut state, &mut simulation)?;
    let changelogs = plan.releases.iter().filter(|it| !it.changelog.is_empty());
    let changelogs: String =
        changelogs.map(|it| format!("\n# {}\n\n{}", it.name, it.changelog)).collect();
    Ok(format!("{}\n{}{changelogs}", plan.text(), simulation.text()))
}

/// Returns the classes that are given or that cargo-semver-checks finds, by crate.
fn verdicts(
    args: &Args,
    packages: &[Package],
    baseline: &Baseline,
) -> Result<BTreeMap<String, Class>, Diagnostics> {
    let mut verdicts = BTreeMap::new();
    let mut add = |name: &str, class: Class| {
        let worst = verdicts.entry(name.to_owned()).or_insert(class);
        *worst = class.min(*worst);
    };
    for (name, class) in &args.class {
        if !packages.iter().any(|package| package.name == *name) {
            let message = format!("no crate `{name}` is published from this workspace");
            let names: Vec<_> = packages.iter().map(|package| package.name.as_str()).collect();
            let help = format!("name one of {}", names.join(", "));
            return Err(Diagnostic::error("unknown-crate", message).help(help).into());
        }
        add(name, *class);
    }
    if args.semver_checks {
        for package in packages.iter().filter(|it| it.is_library && baseline.is_changed(it)) {
            let class = semver::class(package, baseline)?;
            class.into_iter().for_each(|class| add(&package.name, class));
        }
    }
    Ok(verdicts)
}
