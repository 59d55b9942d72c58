//! Metadata of one version that is there twice: one import must not mix an older file with a newer
//! one.

use super::assign::Group;
use super::candidate::VersionKey;
use super::report::SourceFile;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::language::is_foreign;
use crate::read::{Document, SourceKind};

/// Tells of two files with the actions of one version in one language. They carry no date, so
/// nothing tells which one is newer; what only the older one has would stay. The two languages of
/// one catalogue are two sources.
pub(super) fn check(
    key: &VersionKey,
    group: &Group<'_>,
    sources: &[&SourceFile],
    diagnostics: &mut Diagnostics,
) {
    let declares = |document: &&&Document| {
        document.kind == SourceKind::Metadata
            && document.actions.iter().any(|action| action.input.is_some())
    };
    let files: Vec<&Document> = group.documents.iter().filter(declares).copied().collect();
    for (at, file) in files.iter().enumerate() {
        let other = files[..at].iter().find(|other| speaks_chinese(other) == speaks_chinese(file));
        if let Some(other) = other.filter(|other| bytes(sources, other) != bytes(sources, file)) {
            let (product, version) = (&key.product, &key.version);
            let message = format!(
                "two files are the metadata of {product} {version}: this one and `{}`",
                other.file
            );
            let help = "import the newer one alone: neither tells its age";
            diagnostics.push(
                Diagnostic::error("two-metadata-files", message).at(&file.file, 1).help(help),
            );
        }
    }
}

/// Returns whether a file is of the Chinese edition, `None` if it says nothing. Files of the
/// English one have a Chinese text here and there.
fn speaks_chinese(document: &Document) -> Option<bool> {
    let fields = document
        .actions
        .iter()
        .flat_map(|action| action.input.iter().chain(&action.output).flatten());
    let fields = fields.chain(document.structures.iter().flat_map(|structure| &structure.fields));
    let actions = document.actions.iter().map(|action| &*action.docs);
    let texts: Vec<&str> =
        actions.chain(fields.map(|field| &*field.docs)).filter(|docs| !docs.is_empty()).collect();
    let chinese = texts.iter().filter(|docs| is_foreign(docs)).count();
    (!texts.is_empty()).then_some(chinese * 10 > texts.len())
}

fn bytes<'a>(sources: &[&'a SourceFile], document: &Document) -> Option<&'a [u8]> {
    sources.iter().find(|source| source.name == document.file).map(|source| &*source.bytes)
}
