//! From documents to descriptions: the whole pipeline, without any reading or writing of files.

mod assign;
mod candidate;
mod description;
mod editions;
mod read;
mod report;

pub use report::{Format, Lookup, Options, Report, SourceFile, Taken};

use crate::check::check;
use crate::diagnostic::Diagnostics;
use crate::draft::Draft;
use crate::facts::{self, Facts, Gone};
use crate::infer::{infer, report, unknown_types};
use crate::merge::merge;
use crate::model::Api;
use crate::overlay::{Phase, correct, report_stale};
use crate::passes::examples::{check_fit, drop_repeated, drop_unreadable, repair_damaged, type_queries, unpack};
use crate::passes::{body, mask_secrets, paging_of, repeat, sensitive, values};
use crate::read::Document;
use crate::texts::apply;
use assign::Group;
use candidate::Key;

/// A description.
#[derive(Clone, Debug)]
pub struct Imported {
    /// What is known.
    pub api: Api,
    /// What only facts describe, by its owner: nobody has put it into words.
    pub undescribed: Vec<(String, Vec<String>)>,
}

/// Makes one description of each version of each product: of the sources, which include corrections, and of its facts.
/// Neither the order of the sources nor any earlier description matters.
pub fn import(sources: &[SourceFile], facts: &Lookup<'_>, options: &Options) -> (Vec<Imported>, Report) {
    let mut report = Report::default();
    let mut sources: Vec<&SourceFile> = sources.iter().collect();
    sources.sort_by(|a, b| (&a.name, &a.bytes).cmp(&(&b.name, &b.bytes)));
    let read = read::read(&sources, &mut report);
    let groups = assign::assign(&read, facts, options, &mut report);
    let imported = groups.into_iter().map(|(key, group)| {
        editions::check(&key, &group, &sources, &mut report.diagnostics);
        describe(&key, &group, &mut report.diagnostics)
    });
    (imported.collect(), report)
}

/// Makes one description, and describes by facts what nobody has put into words.
fn describe(key: &Key, group: &Group<'_>, diagnostics: &mut Diagnostics) -> Imported {
    let mut api = stages(key, group, diagnostics);
    let mut undescribed = Vec::new();
    if group.facts.is_some() {
        undescribed = facts::undescribed(&api);
        facts::describe(&mut api);
    }
    Imported { api, undescribed }
}

/// The documents that are merged: the facts, and what of the others the facts still have.
fn restricted(group: &Group<'_>, gone: &mut Gone, diagnostics: &mut Diagnostics) -> Vec<Document> {
    let mut documents: Vec<Document> = group.documents.iter().map(|document| (*document).clone()).collect();
    if let Some(known) = &group.facts {
        documents.iter_mut().for_each(|document| facts::restrict(document, &known.api, gone, diagnostics));
        documents.push(description::of_facts(known));
    }
    documents
}

/// The list of stages.
fn stages(key: &Key, group: &Group<'_>, diagnostics: &mut Diagnostics) -> Api {
    let corrections = &group.corrections;
    let mut outcomes = vec![None; corrections.len()];
    let mut gone = Gone::default();
    let documents = restricted(group, &mut gone, diagnostics);
    let mut draft = merge((&key.product, &key.version), &documents.iter().collect::<Vec<_>>(), diagnostics);
    unpack(&mut draft, diagnostics);
    facts::strip(&mut draft.api, &gone);
    let scalars = infer(&mut draft);
    correct(&mut draft, corrections, Phase::Stated, &mut outcomes);
    unknown_types(&draft, &scalars, diagnostics);
    complete(&mut draft, &gone, diagnostics);
    report(&mut draft, diagnostics);
    check_fit(&draft, diagnostics);
    derive(&mut draft, diagnostics);
    if let Some(Facts { api, .. }) = &group.facts {
        facts::complete(&mut draft.api, api);
    }
    group.texts.iter().for_each(|texts| apply(texts, &mut draft.api, diagnostics));
    correct(&mut draft, corrections, Phase::Derived, &mut outcomes);
    report_stale(corrections, &outcomes, diagnostics);
    // Corrections say what is a secret, too; a secret does not make an example another one.
    mask_secrets(&mut draft.api);
    drop_repeated(&mut draft);
    check(&mut draft, diagnostics);
    draft.api
}

/// What the documented calls show, once corrections are made.
fn complete(draft: &mut Draft, gone: &Gone, diagnostics: &mut Diagnostics) {
    infer(draft);
    repair_damaged(draft, diagnostics);
    infer(draft);
    type_queries(draft);
    facts::strip(&mut draft.api, gone);
    drop_unreadable(draft, diagnostics);
}

/// What follows from a description.
fn derive(draft: &mut Draft, diagnostics: &mut Diagnostics) {
    body(&mut draft.api);
    values(&mut draft.api);
    paging_of(draft, diagnostics);
    repeat(&mut draft.api, &draft.titles);
    sensitive(&mut draft.api);
}
