//! The stages of an import, in order: one list.

use super::assign::Group;
use super::candidate::VersionKey;
use super::description;
use super::report::Imported;
use crate::check::check;
use crate::diagnostic::Diagnostics;
use crate::draft::Draft;
use crate::facts::{self, Gone};
use crate::infer::{Scalars, infer, report, unknown_types};
use crate::merge::merge;
use crate::model::Api;
use crate::overlay::{Outcomes, Phase, correct, report_stale};
use crate::passes::examples::{
    check_fit, drop_repeated, drop_unreadable, repair_damaged, type_queries, unpack,
};
use crate::passes::{body, mask_secrets, moments, paging_of, repeat, sensitive, values};
use crate::read::Document;
use crate::texts;

/// A stage of an import.
#[derive(Clone, Copy, Debug)]
pub struct Stage {
    /// Its name, here and in `ARCHITECTURE.md`.
    pub name: &'static str,
    /// The work of the stage, as a phrase that begins with a verb.
    pub does: &'static str,
    /// The file or the folder that it is in.
    pub source: &'static str,
    run: fn(&mut Work<'_>),
}

const fn stage(
    name: &'static str,
    source: &'static str,
    run: fn(&mut Work<'_>),
    does: &'static str,
) -> Stage {
    Stage { name, does, source, run }
}

/// The stages between the readers and the description, in the order in which each runs once.
pub const STAGES: [Stage; 15] = [
    stage(
        "restrict",
        "facts/restrict.rs",
        restrict,
        "removes from the documents what the facts do not have",
    ),
    stage(
        "merge",
        "merge",
        merge_all,
        "makes one draft of all documents, and warns where they disagree",
    ),
    stage(
        "unpack",
        "passes/examples",
        unpack_calls,
        "reads documented calls as JSON without envelopes",
    ),
    stage(
        "infer",
        "infer",
        infer_all,
        "adds structures and fields that only examples show, marked `inferred`",
    ),
    stage("correct", "overlay", correct_stated, "applies corrections of what documents state"),
    stage(
        "mend",
        "passes/examples",
        mend,
        "repairs and types documented calls with the types that are known now",
    ),
    stage(
        "report",
        "infer/report.rs",
        report_all,
        "warns of what is inferred, and of calls that do not fit",
    ),
    stage(
        "derive",
        "passes",
        derive,
        "derives bodies, value sets, paging, repeated calls and secrets",
    ),
    stage(
        "complete",
        "facts/complete.rs",
        complete,
        "takes from the facts what no document says of what is derived",
    ),
    stage(
        "texts",
        "texts",
        put_texts,
        "replaces other prose with what people wrote about things, by name",
    ),
    stage("moments", "passes/moments.rs", type_moments, "types the texts that are dates and times"),
    stage(
        "amend",
        "overlay",
        correct_derived,
        "applies corrections of derived values; needless ones are errors",
    ),
    stage(
        "mask",
        "passes/sensitive.rs",
        mask,
        "removes secrets from documented calls, and calls that repeat others",
    ),
    stage("check", "check.rs", check_all, "verifies what must hold for every description"),
    stage(
        "describe",
        "facts/words",
        describe,
        "documents from facts what nobody has put into words",
    ),
];

/// Makes a description of one version of one product.
pub(super) fn describe_version(
    key: &VersionKey,
    group: &Group<'_>,
    diagnostics: &mut Diagnostics,
) -> Imported {
    let mut work = Work {
        group,
        documents: group.documents.iter().map(|document| (*document).clone()).collect(),
        gone: Gone::default(),
        draft: Draft::new(Api::new(&key.product, &key.version)),
        scalars: Scalars::default(),
        outcomes: vec![None; group.corrections.len()],
        undescribed: Vec::new(),
        diagnostics,
    };
    STAGES.iter().for_each(|stage| (stage.run)(&mut work));
    Imported { api: work.draft.api, undescribed: work.undescribed }
}

/// The state that the stages work on.
struct Work<'a> {
    group: &'a Group<'a>,
    documents: Vec<Document>,
    /// Parts that the facts do not have.
    gone: Gone,
    draft: Draft,
    /// Examples that are no structures, though their types are called like one.
    scalars: Scalars,
    /// The outcomes of the corrections.
    outcomes: Outcomes,
    undescribed: Vec<(String, Vec<String>)>,
    diagnostics: &'a mut Diagnostics,
}

fn restrict(work: &mut Work<'_>) {
    if let Some(known) = &work.group.facts {
        for document in &mut work.documents {
            facts::restrict(document, &known.api, &mut work.gone, work.diagnostics);
        }
        work.documents.push(description::of_facts(known));
    }
}

fn merge_all(work: &mut Work<'_>) {
    merge(&mut work.draft, &work.documents, work.diagnostics);
}

fn unpack_calls(work: &mut Work<'_>) {
    unpack(&mut work.draft, work.diagnostics);
    facts::strip(&mut work.draft.api, &work.gone);
}

fn infer_all(work: &mut Work<'_>) {
    work.scalars = infer(&mut work.draft);
}

fn correct_stated(work: &mut Work<'_>) {
    correct(&mut work.draft, &work.group.corrections, Phase::Stated, &mut work.outcomes);
    unknown_types(&work.draft, &work.scalars, work.diagnostics);
}

fn mend(work: &mut Work<'_>) {
    infer(&mut work.draft);
    repair_damaged(&mut work.draft, work.diagnostics);
    infer(&mut work.draft);
    type_queries(&mut work.draft);
    facts::strip(&mut work.draft.api, &work.gone);
    drop_unreadable(&mut work.draft, work.diagnostics);
}

fn report_all(work: &mut Work<'_>) {
    report(&mut work.draft, work.diagnostics);
    check_fit(&work.draft, work.diagnostics);
}

fn derive(work: &mut Work<'_>) {
    body(&mut work.draft.api);
    values(&mut work.draft.api);
    paging_of(&mut work.draft, work.diagnostics);
    repeat(&mut work.draft.api, &work.draft.titles);
    sensitive(&mut work.draft.api);
}

fn complete(work: &mut Work<'_>) {
    if let Some(known) = &work.group.facts {
        facts::complete(&mut work.draft.api, &known.api);
    }
}

fn type_moments(work: &mut Work<'_>) {
    moments(&mut work.draft.api);
}

fn put_texts(work: &mut Work<'_>) {
    work.group
        .texts
        .iter()
        .for_each(|texts| texts::apply(texts, &mut work.draft.api, work.diagnostics));
}

fn correct_derived(work: &mut Work<'_>) {
    correct(&mut work.draft, &work.group.corrections, Phase::Derived, &mut work.outcomes);
    report_stale(&work.group.corrections, &work.outcomes, work.diagnostics);
}

/// Corrections say what is a secret, too; a secret does not make an example another one.
fn mask(work: &mut Work<'_>) {
    mask_secrets(&mut work.draft.api);
    drop_repeated(&mut work.draft);
}

fn check_all(work: &mut Work<'_>) {
    check(&mut work.draft, work.diagnostics);
}

fn describe(work: &mut Work<'_>) {
    if work.group.facts.is_some() {
        work.undescribed = facts::undescribed(&work.draft.api);
        facts::describe(&mut work.draft.api);
    }
}

#[cfg(test)]
mod tests {
    use super::STAGES;
    use std::fs;
    use std::path::Path;

    #[test]
    fn the_architecture_page_has_the_same_list() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let page = fs::read_to_string(root.join("../ARCHITECTURE.md")).unwrap();
        let rows = STAGES
            .map(|stage| format!("| {} | {} | `{}` |\n", stage.name, stage.does, stage.source));
        let table =
            format!("| stage | what it does | in `spec/src` |\n|---|---|---|\n{}\n", rows.concat());
        assert!(page.contains(&table), "ARCHITECTURE.md must have this table:\n{table}");
        for stage in STAGES {
            assert!(root.join("src").join(stage.source).exists(), "{}", stage.source);
        }
    }
}
