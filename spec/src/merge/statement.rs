//! The statements of all sources about one item, by name.

use super::order;
use super::trust::Source;
use crate::draft::Place;
use crate::read::Document;
use indexmap::IndexMap;

/// A source's statement about one action, structure or field.
#[derive(Debug)]
pub(crate) struct Statement<'a, Part> {
    pub(crate) source: &'a Source<'a>,
    pub(crate) part: &'a Part,
}

impl<Part> Clone for Statement<'_, Part> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<Part> Copy for Statement<'_, Part> {}

impl<Part> Statement<'_, Part> {
    /// A line of the source.
    pub(crate) fn place(&self, line: usize) -> Place {
        self.source.place(line)
    }
}

/// Those who know types and flags best first.
pub(crate) fn by_type_rank<'a, P>(statements: &[Statement<'a, P>]) -> Vec<Statement<'a, P>> {
    let mut statements = statements.to_vec();
    statements.sort_by_key(|statement| statement.source.type_rank);
    statements
}

/// Those who describe best first.
pub(crate) fn by_prose_rank<'a, P>(statements: &[Statement<'a, P>]) -> Vec<Statement<'a, P>> {
    let mut statements = statements.to_vec();
    statements.sort_by_key(|statement| statement.source.prose_rank);
    statements
}

/// All that is said of each name. Names have the order of facts and metadata, which are complete,
/// then of documents in the order of their files, then of descriptions.
pub(crate) fn gather<'a, Part: 'a>(
    sources: &'a [Source<'a>],
    parts: fn(&Document) -> &Vec<Part>,
    name: fn(&Part) -> &String,
) -> IndexMap<&'a str, Vec<Statement<'a, Part>>> {
    let names = |source: &'a Source<'a>| {
        parts(source.document).iter().map(|part| name(part).as_str()).collect::<Vec<_>>()
    };
    let exact = most_exact(sources).filter(|source| source.is_exact()).map(names);
    let documents =
        sources.iter().filter(|source| !source.is_exact() && !source.is_description()).map(names);
    let descriptions = sources.iter().filter(|source| source.is_description()).map(names);
    let names: Vec<&str> = order::union(exact.chain(documents).chain(descriptions));
    let mut statements: IndexMap<&str, Vec<Statement<'_, Part>>> =
        names.iter().map(|name| (*name, Vec::new())).collect();
    for source in sources {
        for part in parts(source.document) {
            statements.entry(name(part)).or_default().push(Statement { source, part });
        }
    }
    statements.retain(|_, statements| !statements.is_empty());
    statements
}

fn most_exact<'a>(sources: &'a [Source<'a>]) -> impl Iterator<Item = &'a Source<'a>> {
    let mut sources: Vec<&Source<'_>> = sources.iter().collect();
    sources.sort_by_key(|source| source.type_rank);
    sources.into_iter()
}
