//! The sources of a description by rank of trust.

use crate::draft::Place;
use crate::language::is_foreign;
use crate::read::{Document, SourceKind};
use std::{cmp::Reverse, rc::Rc};

/// One source with its ranks; 0 is believed most.
#[derive(Clone, Debug)]
pub(crate) struct Source<'a> {
    /// The content.
    pub(crate) document: &'a Document,
    /// The file, as the user named it.
    pub(crate) file: Rc<str>,
    /// Its rank for types, flags and the order of fields: facts, then metadata first.
    pub(crate) type_rank: usize,
    /// Its rank for prose, error codes and limits: documents first.
    pub(crate) prose_rank: usize,
}

impl Source<'_> {
    /// A line of this source.
    pub(crate) fn place(&self, line: usize) -> Place {
        Place::new(&self.file, line)
    }

    /// Returns whether it is a description, which lists what other sources said.
    pub(crate) fn is_description(&self) -> bool {
        self.document.kind == SourceKind::Description
    }

    /// Returns whether it is the facts, which no person wrote.
    pub(crate) fn is_facts(&self) -> bool {
        self.document.kind == SourceKind::Facts
    }

    /// Returns whether it is metadata or made of it: it tells signed from unsigned.
    pub(crate) fn is_exact(&self) -> bool {
        matches!(self.document.kind, SourceKind::Facts | SourceKind::Metadata)
    }
}

/// Ranks documents; the result keeps their order.
pub(crate) fn rank(documents: &[Document]) -> Vec<Source<'_>> {
    let type_rank = ranks(documents, type_class);
    let prose_rank = ranks(documents, prose_class);
    let ranked = documents.iter().zip(type_rank.into_iter().zip(prose_rank));
    ranked
        .map(|(document, (type_rank, prose_rank))| Source {
            document,
            file: document.file.as_str().into(),
            type_rank,
            prose_rank,
        })
        .collect()
}

/// The rank of each document: by class, then the newest date, then the last in order.
fn ranks(documents: &[Document], class: fn(&Document) -> u8) -> Vec<usize> {
    let mut order: Vec<usize> = (0..documents.len()).collect();
    order.sort_by_key(|&i| {
        let document = &documents[i];
        (class(document), Reverse(document.date.as_deref()), Reverse(i))
    });
    let mut ranks = vec![0; documents.len()];
    for (rank, i) in order.into_iter().enumerate() {
        ranks[i] = rank;
    }
    ranks
}

/// The Chinese edition of the metadata is the vendor's original and has more than the translated
/// one.
fn type_class(document: &Document) -> u8 {
    match document.kind {
        SourceKind::Facts => 0,
        SourceKind::Metadata if is_chinese(document) => 1,
        SourceKind::Metadata => 2,
        SourceKind::Markdown | SourceKind::Page => 3,
        SourceKind::Description => 4,
    }
}

fn prose_class(document: &Document) -> u8 {
    match document.kind {
        SourceKind::Markdown | SourceKind::Page => 0,
        SourceKind::Metadata if is_chinese(document) => 2,
        SourceKind::Metadata => 1,
        SourceKind::Facts => 3,
        SourceKind::Description => 4,
    }
}

/// Returns whether most of what a document's actions, structures and examples say is not English.
fn is_chinese(document: &Document) -> bool {
    let actions = document.actions.iter().map(|action| action.docs.as_str());
    let examples = document
        .actions
        .iter()
        .flat_map(|action| &action.examples)
        .map(|example| example.title.as_str());
    let structures = document.structures.iter().map(|structure| structure.docs.as_str());
    let (mut foreign, mut english) = (0_usize, 0_usize);
    for docs in actions.chain(examples).chain(structures).filter(|docs| !docs.is_empty()) {
        *(if is_foreign(docs) { &mut foreign } else { &mut english }) += 1;
    }
    foreign > english
}
