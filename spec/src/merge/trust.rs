//! Who is believed: every source of a description with its rank.

use super::language::is_foreign;
use super::place::Place;
use crate::read::{Document, Kind};
use std::{cmp::Reverse, rc::Rc};

/// One source with its ranks; 0 is believed most.
#[derive(Clone, Debug)]
pub(crate) struct Source<'a> {
    /// What it says.
    pub(crate) document: &'a Document,
    /// The file, as the user named it.
    pub(crate) file: Rc<str>,
    /// Its rank for types, flags and the order of members: metadata first.
    pub(crate) shape: usize,
    /// The same for what metadata said once, in a description that was there before: after all metadata of this
    /// import, before all documents.
    pub(crate) kept_shape: usize,
    /// Its rank for prose, error codes and limits: documents first.
    pub(crate) prose: usize,
}

impl Source<'_> {
    /// A line of this source.
    pub(crate) fn place(&self, line: usize) -> Place {
        Place::new(&self.file, line)
    }

    /// Whether it is the description that was there before.
    pub(crate) fn is_existing(&self) -> bool {
        self.document.kind == Kind::Description
    }

    /// Whether it is metadata, which tells signed from unsigned.
    pub(crate) fn is_metadata(&self) -> bool {
        self.document.kind == Kind::Metadata
    }
}

/// Ranks documents; the result keeps their order.
pub(crate) fn rank<'a>(documents: &[&'a Document]) -> Vec<Source<'a>> {
    let shape = ranks(documents, shape_class);
    let prose = ranks(documents, prose_class);
    let metadata = documents.iter().filter(|document| document.kind == Kind::Metadata).count();
    let source = |(i, document): (usize, &&'a Document)| Source {
        document,
        file: document.file.as_str().into(),
        // One rank is left free behind the metadata.
        shape: shape[i] + usize::from(shape[i] >= metadata),
        kept_shape: metadata,
        prose: prose[i],
    };
    documents.iter().enumerate().map(source).collect()
}

/// The rank of each document: by class, then the newest date, then the last in order.
fn ranks(documents: &[&Document], class: fn(&Document) -> u8) -> Vec<usize> {
    let mut order: Vec<usize> = (0..documents.len()).collect();
    order.sort_by_key(|&i| {
        let document = documents[i];
        (class(document), Reverse(document.date.as_deref()), Reverse(i))
    });
    let mut ranks = vec![0; documents.len()];
    for (rank, i) in order.into_iter().enumerate() {
        ranks[i] = rank;
    }
    ranks
}

/// The Chinese edition of the metadata is the vendor's original and has more than the translated one.
fn shape_class(document: &Document) -> u8 {
    match document.kind {
        Kind::Metadata if is_chinese(document) => 0,
        Kind::Metadata => 1,
        Kind::Markdown | Kind::Page => 2,
        Kind::Description => 3,
    }
}

fn prose_class(document: &Document) -> u8 {
    match document.kind {
        Kind::Markdown | Kind::Page => 0,
        Kind::Metadata if is_chinese(document) => 2,
        Kind::Metadata => 1,
        Kind::Description => 3,
    }
}

/// Whether most of what a document's actions, structures and examples say is not English.
fn is_chinese(document: &Document) -> bool {
    let actions = document.actions.iter().map(|action| action.docs.as_str());
    let examples = document.actions.iter().flat_map(|action| &action.examples).map(|example| example.title.as_str());
    let structures = document.structures.iter().map(|structure| structure.docs.as_str());
    let (mut foreign, mut english) = (0_usize, 0_usize);
    for docs in actions.chain(examples).chain(structures).filter(|docs| !docs.is_empty()) {
        *(if is_foreign(docs) { &mut foreign } else { &mut english }) += 1;
    }
    foreign > english
}
