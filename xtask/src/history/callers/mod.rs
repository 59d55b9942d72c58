//! Programs that use the first crate of a version, compiled against every later one.
//!
//! The program uses every item that the first crate offers. Names are kept from update to update. A
//! use that no longer compiles is dropped if the diff reported it, and is a fault otherwise.

mod program;

use super::compare::{Effect, Finding, compare};
use super::compiler::{CRATE, Compiler};
use super::repository::{Update, Version};
use super::sides::{Describer, Said, Settled};
use super::tables::{self, Tables};
use program::{HEAD_LINES, Use, program, uses};
use serde::Serialize;
use std::collections::BTreeSet;
use tempfile::TempDir;
use tencentcloud_spec::diff::Class;
use tencentcloud_spec::model::Api;

/// The result of a replay of a version.
#[derive(Default, Serialize)]
pub(super) struct Replay {
    pub(super) version: String,
    /// The day of the first crate.
    pub(super) from: String,
    /// Uses in the program.
    pub(super) uses: usize,
    /// Uses that did not compile against the first crate either.
    pub(super) unusable: Vec<String>,
    pub(super) updates: usize,
    /// Updates in which one side has no crate.
    pub(super) unreadable: usize,
    /// Updates that changed the crate's code.
    pub(super) changed: usize,
    /// Crates that the program was compiled against.
    pub(super) compiled: usize,
    /// Updates that the diff calls breaking.
    pub(super) breaking: usize,
    /// Uses that were dropped because the diff had reported them.
    pub(super) dropped: usize,
    /// Items that broke or changed their meaning without a report.
    pub(super) faults: Vec<String>,
}

/// A compiler of programs.
pub(super) struct Callers<'a> {
    pub(super) describer: &'a Describer,
    pub(super) compiler: &'a Compiler,
    /// The program is compiled against one in this many changed crates, against those in which the
    /// tables find something, and against the last one.
    pub(super) every: usize,
}

impl Callers<'_> {
    /// Replays the updates of one version, the oldest first.
    ///
    /// # Errors
    /// Returns an error if the compiler fails for another reason than a use of the program.
    pub(super) fn replay(&self, updates: &[&Update]) -> Result<Replay, String> {
        let Some(first) = updates.first() else { return Ok(Replay::default()) };
        let name = format!("{}/{}", first.product, first.version);
        let mut replay = Replay { version: name, from: first.date.clone(), ..Replay::default() };
        let Some(mut run) = self.start(first, &mut replay)? else { return Ok(replay) };
        for update in updates {
            replay.updates += 1;
            match self.settle(&run.settled, update) {
                Ok((settled, said)) => run.advance(settled, &said, update, &mut replay)?,
                Err(_) => replay.unreadable += 1,
            }
            if run.is_due(self.every) {
                run.compile(self.compiler, &mut replay)?;
            }
        }
        if run.behind > 0 {
            run.compile(self.compiler, &mut replay)?;
        }
        Ok(replay)
    }

    /// Returns the first crate with its program, in which every use compiles.
    fn start(&self, update: &Update, replay: &mut Replay) -> Result<Option<Run>, String> {
        let Ok(settled) =
            self.version(&update.product, &update.before).and_then(Settled::with_default_names)
        else {
            replay.unreadable += 1;
            return Ok(None);
        };
        let tables = tables::parse_tables(&settled.files)?;
        let module = tables
            .sources
            .keys()
            .filter_map(|path| path.split("::").next())
            .next()
            .unwrap_or_default();
        let mut run = Run {
            uses: uses(&tables, module),
            module: module.to_owned(),
            first: tables.clone(),
            tables,
            settled,
            behind: 0,
            found: false,
            said: Vec::new(),
            folder: self.compiler.folder()?,
        };
        run.compile(self.compiler, replay)?;
        (replay.uses, replay.dropped) = (run.uses.len(), 0);
        replay.unusable = std::mem::take(&mut replay.faults);
        Ok(Some(run))
    }

    fn version(&self, product: &str, versions: &[Version]) -> Result<Vec<Api>, String> {
        let one = |version: &Version| {
            self.describer.version(product, version).map_err(|error| error.to_string())
        };
        versions.iter().map(one).collect()
    }

    fn settle(&self, settled: &Settled, update: &Update) -> Result<(Settled, Vec<Said>), String> {
        settled.next(self.version(&update.product, &update.after)?)
    }
}

/// The state of a replay.
struct Run {
    module: String,
    uses: Vec<Use>,
    /// The items of the first crate, without those that changed since.
    first: Tables,
    tables: Tables,
    settled: Settled,
    /// The number of changed crates since the program was compiled.
    behind: usize,
    /// True if the tables found something since the program was compiled.
    found: bool,
    /// The paths that the diff called breaking since the first crate.
    said: Vec<String>,
    folder: TempDir,
}

impl Run {
    fn advance(
        &mut self,
        settled: Settled,
        said: &[Said],
        update: &Update,
        replay: &mut Replay,
    ) -> Result<(), String> {
        let tables = tables::parse_tables(&settled.files)?;
        let breaking = said.iter().filter(|change| change.class == Class::Breaking);
        let before = self.said.len();
        self.said.extend(breaking.map(|change| change.path.clone()));
        replay.breaking += usize::from(self.said.len() > before);
        if tables != self.tables {
            replay.changed += 1;
            self.behind += 1;
            for finding in compare(&self.first, &tables) {
                self.found = true;
                self.check(&finding, update, replay);
            }
        }
        (self.settled, self.tables) = (settled, tables);
        Ok(())
    }

    /// Reports a name whose meaning changed. Such a use still compiles, so only the tables show it.
    fn check(&mut self, finding: &Finding, update: &Update, replay: &mut Replay) {
        if finding.effect == Effect::Moved && !self.is_said(&finding.path) {
            let Finding { path, before, after, .. } = finding;
            replay.faults.push(format!("{} {path}: {before} → {after}", update.name()));
        }
        self.first.items.remove(&finding.path);
    }

    fn is_due(&self, every: usize) -> bool {
        self.behind > 0 && (self.found || self.behind >= every)
    }

    /// Returns whether the diff called an item, or its parent, breaking.
    fn is_said(&self, path: &str) -> bool {
        // Both clients have the same methods.
        let path = path.replace("::blocking::Client", "::Client");
        let covers = |said: &String| {
            let rest = path.strip_prefix(said.as_str());
            rest.is_some_and(|rest| {
                rest.is_empty() || rest.starts_with("::") || rest.starts_with(" as ")
            })
        };
        self.said.iter().any(covers)
    }

    fn compile(&mut self, compiler: &Compiler, replay: &mut Replay) -> Result<(), String> {
        replay.compiled += 1;
        (self.behind, self.found) = (0, false);
        compiler.library(&self.settled.files, self.folder.path())?;
        // Names are resolved before types are checked, so errors of names hide errors of types.
        loop {
            let text = program(CRATE, &self.module, &self.uses);
            let failed = compiler.check(&text, self.folder.path())?;
            if failed.is_empty() {
                return Ok(());
            }
            let failed: BTreeSet<usize> =
                failed.iter().filter_map(|line| line.checked_sub(HEAD_LINES + 1)).collect();
            if failed.is_empty() {
                return Err(format!("the program of {} does not compile", replay.version));
            }
            let mut index = 0;
            let mut gone = Vec::new();
            self.uses.retain(|one| {
                index += 1;
                let fails = failed.contains(&(index - 1));
                gone.extend(fails.then(|| one.path.clone()));
                !fails
            });
            let (said, silent): (Vec<_>, Vec<_>) =
                gone.into_iter().partition(|path| self.is_said(path));
            replay.dropped += said.len();
            replay
                .faults
                .extend(silent.iter().map(|path| format!("{path} does not compile any more")));
        }
    }
}
