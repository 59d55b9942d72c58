//! From documents to descriptions: the whole pipeline, without any reading or writing of files.

mod assign;
mod candidate;
mod editions;
pub(crate) mod name;
mod read;

pub use crate::merge::Existing;
pub use read::{Format, SourceFile, Taken};

use crate::check::check;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::infer::{infer, report, unknown_types};
use crate::merge::{Draft, keep_order, keeps_some, merge, report_gone};
use crate::model::Api;
use crate::overlay::{Alone, Outcomes, Phase, correct, judge};
use crate::passes::examples::{check_fit, drop_repeated, drop_unreadable, repair_damaged, type_queries, unpack};
use crate::passes::{body, mask_secrets, paging_of, repeat, sensitive, values};
use crate::read::Document;
use crate::texts::apply;
use assign::Group;
use candidate::Key;

/// What the user says of all sources.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The product's short name, for documents that name none.
    pub product: Option<String>,
    /// The API version, for documents that name none.
    pub version: Option<String>,
}

/// Finds the descriptions that there are: those of one product, or all.
pub type Lookup<'a> = dyn Fn(Option<&str>) -> Vec<Result<Existing, Diagnostic>> + 'a;

/// A description, new or changed.
#[derive(Clone, Debug)]
pub struct Imported {
    /// What is known now.
    pub api: Api,
    /// What was known before.
    pub before: Option<Existing>,
}

/// What happened to the sources.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// What each source was taken for.
    pub sources: Vec<Taken>,
    /// What there is to say about them. Where there is an error, nothing may be written.
    pub diagnostics: Diagnostics,
}

/// Reads the sources and merges them with what there is, one description for each version of each product.
pub fn import(sources: &[SourceFile], existing: &Lookup<'_>, options: &Options) -> (Vec<Imported>, Report) {
    import_with(sources, existing, options, &|_| {})
}

/// Like [`import`], with a look at each document between reading and merging.
pub fn import_with(
    sources: &[SourceFile],
    existing: &Lookup<'_>,
    options: &Options,
    prepare: &dyn Fn(&mut Document),
) -> (Vec<Imported>, Report) {
    let mut report = Report::default();
    let mut read = read::read(sources, &mut report);
    read.documents.iter_mut().for_each(|(_, document)| prepare(document));
    let groups = assign::assign(&read, existing, options, &mut report);
    let imported = groups.into_iter().map(|(key, group)| {
        editions::check(&key, &group, sources, &mut report.diagnostics);
        let api = describe(&key, &group, &mut report.diagnostics);
        Imported { api, before: group.before }
    });
    (imported.collect(), report)
}

/// Makes one description. Where parts of an earlier one stay, what the documents say alone tells which corrections
/// of the overlay are needless.
fn describe(key: &Key, group: &Group<'_>, diagnostics: &mut Diagnostics) -> Api {
    let before = group.before.as_ref();
    let reference = before.filter(|_| !group.corrections.is_empty()).map(|before| Alone {
        outcomes: stages(key, group, (None, None), &mut Diagnostics::default()).1,
        parts_stay: keeps_some(before, &group.documents),
    });
    let (api, outcomes) = stages(key, group, (before, reference.as_ref()), diagnostics);
    judge(&group.corrections, &outcomes, reference.as_ref(), diagnostics);
    if let Some(before) = before {
        report_gone(before, &api, diagnostics);
    }
    api
}

/// The list of stages.
fn stages(
    key: &Key,
    Group { documents, corrections, texts, .. }: &Group<'_>,
    (before, alone): (Option<&Existing>, Option<&Alone>),
    diagnostics: &mut Diagnostics,
) -> (Api, Outcomes) {
    let mut outcomes = vec![None; corrections.len()];
    let mut draft = merge((&key.product, &key.version), documents, before, diagnostics);
    unpack(&mut draft, diagnostics);
    let scalars = infer(&mut draft);
    correct(&mut draft, corrections, Phase::Stated, (&mut outcomes, alone));
    unknown_types(&draft, &scalars, diagnostics);
    infer(&mut draft);
    repair_damaged(&mut draft, diagnostics);
    infer(&mut draft);
    keep_order(&mut draft);
    type_queries(&mut draft);
    drop_unreadable(&mut draft, diagnostics);
    report(&mut draft, diagnostics);
    check_fit(&draft, diagnostics);
    derive(&mut draft, diagnostics);
    texts.iter().for_each(|texts| apply(texts, &mut draft.api, diagnostics));
    correct(&mut draft, corrections, Phase::Derived, (&mut outcomes, alone));
    // Corrections say what is a secret, too; a secret does not make an example another one.
    mask_secrets(&mut draft.api);
    drop_repeated(&mut draft);
    check(&mut draft, diagnostics);
    (draft.api, outcomes)
}

/// What follows from a description.
fn derive(draft: &mut Draft, diagnostics: &mut Diagnostics) {
    body(&mut draft.api);
    values(&mut draft.api);
    paging_of(draft, diagnostics);
    repeat(&mut draft.api, &draft.kept);
    sensitive(&mut draft.api);
}
