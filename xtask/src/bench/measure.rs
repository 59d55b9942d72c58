//! Measurements of compilers and programs, in which the two sides take turns.

use super::crates::{DERIVE, OURS, RESPONSE};
use crate::process::cargo;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;
use tencentcloud_tool::print;

/// A quantity that is measured on our side and, if it exists there, on the side of derive.
pub(super) struct Ratio {
    what: String,
    ours: Vec<f64>,
    derive: Vec<f64>,
    /// True if a higher value is better, as for speeds.
    is_speed: bool,
}

impl Ratio {
    /// Returns a row of the table, with medians.
    pub(super) fn row(&self) -> String {
        let ours = median(&self.ours);
        match self.derive.as_slice() {
            [] => format!("| {} | {ours:.2} s | – | – |\n", self.what),
            derive => {
                let derive = median(derive);
                let ratio = if self.is_speed { derive / ours } else { ours / derive };
                format!("| {} | {ours:.2} s | {derive:.2} s | {ratio:.3} |\n", self.what)
            }
        }
    }
}

fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}

/// The number of turns in one run, in which a response is read and written. The two sides take
/// turns because the speed of a shared machine changes within a second.
const TURNS: usize = 10;
const TIMES: &str = "10";

/// The way in which cargo builds.
#[derive(Clone, Copy)]
enum Build {
    /// A check as of a dependency from a registry or a repository, which cargo does not compile
    /// incrementally.
    Check,
    /// The first check as of a member of the workspace.
    IncrementalCheck,
    Release,
}

/// Measures everything `runs` times.
///
/// # Errors
/// Returns an error if cargo or a program fails.
pub(super) fn all(out: &Path, runs: usize, with_speed: bool) -> io::Result<Vec<Ratio>> {
    let sides = [out.join(OURS), out.join(DERIVE)];
    let whole = [out.join("whole")];
    let mut ratios = builds(
        "the types and a program that uses all",
        &sides,
        &["bench-types", "bench-program"],
        runs,
    )?;
    if with_speed {
        ratios.extend(speeds(out, runs)?);
    }
    ratios.extend(builds("the whole crate and a program that calls all", &whole, &[], runs)?);
    Ok(ratios)
}

/// Measures each way to build: our folder, and that of derive if there is one.
fn builds(
    what: &str,
    folders: &[PathBuf],
    packages: &[&str],
    runs: usize,
) -> io::Result<Vec<Ratio>> {
    let ratio = |(how, build)| {
        let mut sides = compiled(folders, packages, build, runs)?.into_iter();
        let mut side = || sides.next().unwrap_or_default();
        Ok(Ratio {
            what: format!("{how} of {what}"),
            ours: side(),
            derive: side(),
            is_speed: false,
        })
    };
    [
        ("`cargo check`", Build::Check),
        ("`cargo check`, incremental for the first time,", Build::IncrementalCheck),
        ("release build", Build::Release),
    ]
    .into_iter()
    .map(ratio)
    .collect()
}

/// Returns the times that each folder's packages take to compile, after their dependencies are
/// compiled. The folders take turns.
fn compiled(
    folders: &[PathBuf],
    packages: &[&str],
    build: Build,
    runs: usize,
) -> io::Result<Vec<Vec<f64>>> {
    let mut seconds = vec![Vec::new(); folders.len()];
    for folder in folders {
        compile(folder, build)?;
    }
    for run in 0..runs {
        for (folder, seconds) in folders.iter().zip(&mut seconds) {
            clean(folder, packages, build)?;
            let start = Instant::now();
            compile(folder, build)?;
            seconds.push(start.elapsed().as_secs_f64());
            print::stderr(&format!("{} {run}: {:.2} s\n", folder.display(), seconds[run]));
        }
    }
    Ok(seconds)
}

fn compile(folder: &Path, build: Build) -> io::Result<()> {
    let command = match build {
        Build::Check | Build::IncrementalCheck => ["check"].as_slice(),
        Build::Release => &["build", "--release"],
    };
    build_with(folder, command, build)
}

/// Removes the compiled files of the workspace's own packages. Only these have no version of a
/// registry.
fn clean(folder: &Path, packages: &[&str], build: Build) -> io::Result<()> {
    let mut arguments = vec!["clean".to_owned()];
    arguments.extend(matches!(build, Build::Release).then(|| "--release".to_owned()));
    match packages {
        [] => arguments.push("--workspace".to_owned()),
        packages => arguments.extend(packages.iter().map(|package| format!("--package={package}"))),
    }
    build_with(folder, &arguments, build)
}

fn build_with(
    folder: &Path,
    arguments: &[impl AsRef<std::ffi::OsStr>],
    build: Build,
) -> io::Result<()> {
    let status = cargo()
        .args(arguments)
        .arg("--quiet")
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", "target")
        .env("CARGO_INCREMENTAL", if matches!(build, Build::IncrementalCheck) { "1" } else { "0" })
        // The variables that cargo sets for this program describe this program's own package.
        .env_remove("CARGO_MANIFEST_DIR")
        .stdin(Stdio::null())
        .status()?;
    if status.success() {
        Ok(())
    } else {
        Err(io::Error::other(format!("cargo failed in {}", folder.display())))
    }
}

/// Returns the times that each side's program takes to read and to write the same response.
fn speeds(out: &Path, runs: usize) -> io::Result<[Ratio; 2]> {
    let ratio = |what: &str| Ratio {
        what: what.to_owned(),
        ours: Vec::new(),
        derive: Vec::new(),
        is_speed: true,
    };
    let mut ratios = [
        ratio("reading a response of 1,000 items, 100 times; the ratio is of speeds"),
        ratio("writing it, 100 times"),
    ];
    for _ in 0..runs {
        let (mut ours, mut derive) = ([0.0; 2], [0.0; 2]);
        for _ in 0..TURNS {
            speed(out, OURS, &mut ours)?;
            speed(out, DERIVE, &mut derive)?;
        }
        for (ratio, (ours, derive)) in ratios.iter_mut().zip(ours.into_iter().zip(derive)) {
            ratio.ours.push(ours);
            ratio.derive.push(derive);
        }
    }
    Ok(ratios)
}

/// Adds the seconds that one side's program takes to read and to write.
fn speed(out: &Path, side: &str, sums: &mut [f64; 2]) -> io::Result<()> {
    let program = out.join(side).join("target/release/bench-program");
    let output = Command::new(program).arg("speed").arg(out.join(RESPONSE)).arg(TIMES).output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    let seconds: Vec<f64> = text.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    if !output.status.success() || seconds.len() != sums.len() {
        let why = String::from_utf8_lossy(&output.stderr);
        return Err(io::Error::other(format!("the program of `{side}` failed: {why}")));
    }
    sums.iter_mut().zip(seconds).for_each(|(sum, seconds)| *sum += seconds);
    Ok(())
}
