//! The findings of a run, for people and for programs.

use super::callers::Replay;
use super::compare::{Effect, Finding};
use super::outside::Verdict;
use super::repository::Update;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use tencentcloud_spec::diff::Class;

/// The keys by which a report's JSON is recognised.
pub(super) const KEYS: &[&str] = &["counts", "updates", "seconds"];

/// The keys by which a replay's JSON is recognised.
pub(super) const REPLAY_KEYS: &[&str] = &["replays"];

/// The maximum number of faults that are printed; the JSON has all.
const PRINTED: usize = 50;

/// The maximum number of findings of one update in the report.
const KEPT: usize = 20;

/// The report of a run.
#[derive(Default, Serialize)]
pub(super) struct HistoryReport {
    pub(super) counts: UpdateCounts,
    pub(super) updates: Vec<UpdateOutcome>,
    pub(super) seconds: f64,
}

/// Counts of updates.
#[derive(Default, Serialize)]
pub(super) struct UpdateCounts {
    /// Updates with two crates.
    compared: usize,
    /// Updates in which one side has no crate.
    unreadable: usize,
    /// Updates by the class of their changes on the wire.
    wire: BTreeMap<&'static str, usize>,
    /// Updates by the class of their changes in the crate.
    crates: BTreeMap<&'static str, usize>,
    /// Updates that are additive on the wire and breaking in the crate.
    additive_that_breaks: usize,
    /// For each kind of change, the number of these updates that have a breaking change of it.
    reasons: BTreeMap<&'static str, usize>,
    /// Updates with an alias of a runtime type that became a type.
    grown: usize,
    /// Updates in which a name changed its meaning, and the diff does not say breaking.
    moved_in_silence: usize,
    /// Updates that would break code by the tables, and the diff does not say breaking.
    broken_in_silence: usize,
    /// Updates that were checked with the outside tool.
    asked: usize,
    /// Updates that the outside tool calls breaking, and the diff does not.
    milder: usize,
    /// Updates that the outside tool could not compare.
    uncomparable: usize,
}

/// The result of one update.
#[derive(Serialize)]
pub(super) struct UpdateOutcome {
    pub(super) commit: String,
    pub(super) date: String,
    pub(super) product: String,
    pub(super) version: String,
    /// The reason if there are no two crates.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) unreadable: Option<String>,
    /// The gravest change on the wire.
    pub(super) wire: Option<Class>,
    /// The gravest change, on the wire or in the crate.
    pub(super) class: Option<Class>,
    /// The changes that the diff calls breaking.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) breaking: Vec<String>,
    /// The kinds of these changes.
    #[serde(skip)]
    pub(super) reasons: BTreeSet<&'static str>,
    /// The findings of the tables.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) findings: Vec<Finding>,
    /// The result of the outside tool, or the reason why there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) outside: Option<Result<Verdict, String>>,
}

impl UpdateOutcome {
    pub(super) fn new(update: &Update) -> Self {
        Self {
            commit: update.commit.clone(),
            date: update.date.clone(),
            product: update.product.clone(),
            version: update.version.clone(),
            unreadable: None,
            wire: None,
            class: None,
            breaking: Vec::new(),
            reasons: BTreeSet::new(),
            findings: Vec::new(),
            outside: None,
        }
    }

    fn is_breaking(&self) -> bool {
        self.class == Some(Class::Breaking)
    }

    fn has(&self, effect: Effect) -> bool {
        self.findings.iter().any(|finding| finding.effect == effect)
    }

    /// Returns a line for each finding that the diff does not call breaking.
    fn faults(&self) -> Vec<String> {
        if self.is_breaking() {
            return Vec::new();
        }
        let finding =
            |it: &Finding| format!("{:?} {}: {} → {}", it.effect, it.path, it.before, it.after);
        let outside = self.outside.iter().flatten().flat_map(|verdict| &verdict.breaking);
        self.findings
            .iter()
            .map(finding)
            .chain(outside.map(|line| format!("Outside {line}")))
            .collect()
    }

    fn name(&self) -> String {
        let Self { commit, date, product, version, .. } = self;
        format!("{date} {} {product}/{version}", commit.get(..10).unwrap_or(commit))
    }
}

impl HistoryReport {
    pub(super) fn new(updates: Vec<UpdateOutcome>, seconds: f64) -> Self {
        let mut report = Self { counts: UpdateCounts::default(), updates, seconds };
        for outcome in &mut report.updates {
            report.counts.add(outcome);
            outcome.findings.truncate(KEPT);
            outcome.breaking.truncate(KEPT);
            if let Some(Ok(verdict)) = &mut outcome.outside {
                verdict.breaking.truncate(KEPT);
            }
        }
        report
    }

    /// Returns whether a name changed its meaning or broke without a report.
    pub(super) fn has_faults(&self) -> bool {
        let UpdateCounts { moved_in_silence, broken_in_silence, milder, .. } = self.counts;
        moved_in_silence + broken_in_silence + milder > 0
    }

    /// Returns the report for programs.
    pub(super) fn json(&self) -> String {
        // Writing to memory cannot fail, and every key is a string.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// Returns the report for people.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        let faulty = self
            .updates
            .iter()
            .map(|outcome| (outcome, outcome.faults()))
            .filter(|(_, it)| !it.is_empty());
        for (outcome, faults) in faulty.take(PRINTED) {
            let _ = writeln!(text, "{}: {}", outcome.name(), faults.join("\n  "));
        }
        let counts = serde_json::to_string_pretty(&self.counts).unwrap_or_default();
        let _ = writeln!(text, "{counts}\nseconds: {:.0}", self.seconds);
        text
    }
}

impl UpdateCounts {
    fn add(&mut self, outcome: &UpdateOutcome) {
        if outcome.unreadable.is_some() {
            self.unreadable += 1;
            return;
        }
        let word = |class: Option<Class>| class.map_or("none", Class::word);
        self.compared += 1;
        *self.wire.entry(word(outcome.wire)).or_default() += 1;
        *self.crates.entry(word(outcome.class)).or_default() += 1;
        if outcome.wire == Some(Class::Additive) && outcome.is_breaking() {
            self.additive_that_breaks += 1;
            outcome.reasons.iter().for_each(|reason| *self.reasons.entry(reason).or_default() += 1);
        }
        self.asked += usize::from(outcome.outside.is_some());
        self.uncomparable += usize::from(matches!(outcome.outside, Some(Err(_))));
        self.grown +=
            usize::from(matches!(&outcome.outside, Some(Ok(verdict)) if !verdict.grown.is_empty()));
        if outcome.is_breaking() {
            return;
        }
        self.moved_in_silence += usize::from(outcome.has(Effect::Moved));
        self.broken_in_silence += usize::from(!outcome.findings.is_empty());
        let says_breaking =
            matches!(&outcome.outside, Some(Ok(verdict)) if !verdict.breaking.is_empty());
        self.milder += usize::from(says_breaking);
    }
}

/// Returns a replay's report for programs.
pub(super) fn replay_json(replays: &[Replay]) -> String {
    serde_json::to_string_pretty(&serde_json::json!({ "replays": replays })).unwrap_or_default()
        + "\n"
}

/// Returns a replay's report for people.
pub(super) fn replay_text(replays: &[Replay]) -> String {
    let mut text = String::new();
    for it in replays {
        let _ = writeln!(
            text,
            "{} from {}: {} uses, {} updates, {} changed the code, {} breaking, compiled {} times, \
                {} uses dropped as the \
             diff said, {} faults",
            it.version,
            it.from,
            it.uses,
            it.updates,
            it.changed,
            it.breaking,
            it.compiled,
            it.dropped,
            it.faults.len()
        );
        for fault in it.faults.iter().chain(&it.unusable).take(PRINTED) {
            let _ = writeln!(text, "  {fault}");
        }
    }
    text
}
