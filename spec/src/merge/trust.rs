//! The sources of a description by rank of trust.

use crate::draft::Place;
use crate::language::is_foreign;
use crate::read::{Document, Kind};
use std::{cmp::Reverse, rc::Rc};

/// One source with its ranks; 0 is believed most.
#[derive(Clone, Debug)]
pub(crate) struct Source<'a> {
    /// The content.
    pub(crate) document: &'a Document,
    /// The file, as the user named it.
    pub(crate) file: Rc<str>,
    /// Its rank for types, flags and the order of fields: facts, then metadata first.
    pub(crate) shape: usize,
    /// Its rank for prose, error codes and limits: documents first.
    pub(crate) prose: usize,
}

impl Source<'_> {
    /// A line of this source.
    pub(crate) fn place(&self, line: usize) -> Place {
        Place::new(&self.file, line)
    }

    /// Returns whether it is a description, which lists what other sources said.
    pub(crate) fn is_description(&self) -> bool {
        self.document.kind == Kind::Description
    }

    /// Returns whether it is the facts, which no person wrote.
    pub(crate) fn is_facts(&self) -> bool {
        self.document.kind == Kind::Facts
    }

    /// Returns whether it is metadata or made of it: it tells signed from unsigned.
    pub(crate) fn is_exact(&self) -> bool {
        matches!(self.document.kind, Kind::Facts | Kind::Metadata)
    }
}

/// Ranks documents; the result keeps their order.
pub(crate) fn rank(documents: &[Document]) -> Vec<Source<'_>> {
    let shape = ranks(documents, shape_class);
    let prose = ranks(documents, prose_class);
    let ranked = documents.iter().zip(shape.into_iter().zip(prose));
    ranked
        .map(|(document, (shape, prose))| Source {
            document,
            file: document.file.as_str().into(),
            shape,
            prose,
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
fn shape_class(document: &Document) -> u8 {
    match document.kind {
        Kind::Facts => 0,
        Kind::Metadata if is_chinese(document) => 1,
        Kind::Metadata => 2,
        Kind::Markdown | Kind::Page => 3,
        Kind::Description => 4,
    }
}

fn prose_class(document: &Document) -> u8 {
    match document.kind {
        Kind::Markdown | Kind::Page => 0,
        Kind::Metadata if is_chinese(document) => 2,
        Kind::Metadata => 1,
        Kind::Facts => 3,
        Kind::Description => 4,
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
