//! What the sources say of one thing, brought together by name.

use super::order;
use super::place::Place;
use super::trust::Source;
use crate::read::{ActionPart, Document, FieldPart, StructurePart};
use indexmap::IndexMap;

/// What one source says of one action, structure or member.
#[derive(Debug)]
pub(crate) struct Saying<'a, Part> {
    pub(crate) source: &'a Source<'a>,
    pub(crate) part: &'a Part,
}

impl<Part> Clone for Saying<'_, Part> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<Part> Copy for Saying<'_, Part> {}

impl<Part> Saying<'_, Part> {
    /// A line of the source.
    pub(crate) fn place(&self, line: usize) -> Place {
        self.source.place(line)
    }
}

/// What a source says of a thing: in a description that was there before, the words of metadata count as such.
pub(crate) trait Part {
    /// Whether metadata said it, and a description has kept it.
    fn is_from_metadata(&self) -> bool;
}

impl Part for ActionPart {
    fn is_from_metadata(&self) -> bool {
        self.from_metadata
    }
}

impl Part for StructurePart {
    fn is_from_metadata(&self) -> bool {
        self.from_metadata
    }
}

impl Part for FieldPart {
    fn is_from_metadata(&self) -> bool {
        self.from_metadata
    }
}

impl<P: Part> Saying<'_, P> {
    /// Its rank for types, flags and the order of members.
    pub(crate) fn shape(&self) -> usize {
        if self.part.is_from_metadata() { self.source.kept_shape } else { self.source.shape }
    }

    /// Whether metadata says it, now or once, which tells signed from unsigned.
    pub(crate) fn is_exact(&self) -> bool {
        self.source.is_metadata() || self.part.is_from_metadata()
    }
}

/// Those who know types and flags best first.
pub(crate) fn by_shape<'a, P: Part>(sayings: &[Saying<'a, P>]) -> Vec<Saying<'a, P>> {
    let mut sayings = sayings.to_vec();
    sayings.sort_by_key(Saying::shape);
    sayings
}

/// Those who describe best first.
pub(crate) fn by_prose<'a, P>(sayings: &[Saying<'a, P>]) -> Vec<Saying<'a, P>> {
    let mut sayings = sayings.to_vec();
    sayings.sort_by_key(|saying| saying.source.prose);
    sayings
}

/// All that is said of each name. Names have the order of the metadata, which is complete, then of what was there,
/// then of the documents as they were given.
pub(crate) fn gather<'a, Part: 'a>(
    sources: &'a [Source<'a>],
    before: impl Iterator<Item = &'a String>,
    parts: fn(&Document) -> &Vec<Part>,
    name: fn(&Part) -> &String,
) -> IndexMap<&'a str, Vec<Saying<'a, Part>>> {
    let names = |source: &'a Source<'a>| parts(source.document).iter().map(|part| name(part).as_str()).collect();
    let metadata = most_exact(sources).filter(|source| source.is_metadata()).map(names);
    let before: Vec<&str> = before.map(String::as_str).collect();
    let others = sources.iter().filter(|source| !source.is_metadata()).map(names);
    let names: Vec<&str> = order::union(metadata.chain([before]).chain(others));
    let mut sayings: IndexMap<&str, Vec<Saying<'_, Part>>> = names.iter().map(|name| (*name, Vec::new())).collect();
    for source in sources {
        for part in parts(source.document) {
            sayings.entry(name(part)).or_default().push(Saying { source, part });
        }
    }
    sayings.retain(|_, sayings| !sayings.is_empty());
    sayings
}

fn most_exact<'a>(sources: &'a [Source<'a>]) -> impl Iterator<Item = &'a Source<'a>> {
    let mut sources: Vec<&Source<'_>> = sources.iter().collect();
    sources.sort_by_key(|source| source.shape);
    sources.into_iter()
}
