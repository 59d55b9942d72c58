//! From the sections of a page to a document: what kind of page it is, and what it says.

use super::remarks::Remarks;
use super::{Block, Section, Table, action, cell, codes, kind, structures};
use crate::read::vocabulary::{Role, SHARED, key};
use crate::read::{Document, ErrorStatement, SourceKind};

/// Reads the sections of a page.
pub(crate) fn read_sections(
    sections: &[Section<'_>],
    file: &str,
    format: SourceKind,
    remarks: &mut Remarks<'_>,
) -> Document {
    let mut document = Document::new(file, format);
    if kind::is_action(sections) {
        if !kind::is_retired(sections, remarks) {
            read_action(sections, format, &mut document, remarks);
        }
    } else if !kind::has_unknown_headings(sections, remarks) {
        read_rest(sections, &mut document, remarks);
    }
    document
}

/// Reads a page that describes no action: structures, or the error codes of a product.
fn read_rest(sections: &[Section<'_>], document: &mut Document, remarks: &mut Remarks<'_>) {
    document.structures = structures::read_structures(sections, remarks);
    document.errors = product_errors(sections, remarks);
    if document.structures.is_empty() && document.errors.is_empty() {
        let message = "the page describes no action, structure or error code";
        remarks.warning("nothing-to-read", 1, message, "leave the file out of the import");
    } else if !document.structures.is_empty() && kind::is_retired(sections, remarks) {
        document.structures.clear();
    }
}

fn read_action(
    sections: &[Section<'_>],
    kind: SourceKind,
    document: &mut Document,
    remarks: &mut Remarks<'_>,
) {
    let page = action::read_action_page(sections, kind, remarks);
    if page.host.is_none() {
        let message = "the page does not name the host of the product";
        let help = "import it together with a page that does, or pass `--product`";
        remarks.warning("no-endpoint", page.host_line, message, help);
    }
    document.product =
        page.host.as_deref().and_then(|host| host.split('.').next()).map(str::to_owned);
    document.endpoint = page.host;
    match page.versions.as_slice() {
        [] => document.version = action::version_from_explorer(sections),
        [only] => document.version = Some(only.clone()),
        several => document.version = named_elsewhere(several, sections),
    }
    document.versions = page.versions.into_iter().filter(|_| document.version.is_none()).collect();
    document.actions.extend(page.action);
}

/// The one of several days that the page names in another place too, such as the address of the API
/// Explorer.
fn named_elsewhere(days: &[String], sections: &[Section<'_>]) -> Option<String> {
    let blocks = || sections.iter().flat_map(|section| &section.blocks);
    let texts = || {
        blocks().filter_map(|block| match block {
            Block::Prose { text, .. } => Some(text.as_ref()),
            Block::Code { text, .. } => Some(text.as_str()),
            _ => None,
        })
    };
    let is_named = |day: &&String| {
        let folder = format!("v{}", day.replace('-', ""));
        texts().any(|text| text.contains(day.as_str()) || text.contains(&folder))
    };
    let mut named = days.iter().filter(is_named);
    named.next().filter(|_| named.next().is_none()).cloned()
}

/// The codes of a product as a whole; those that all products have in common are not among them.
fn product_errors(sections: &[Section<'_>], remarks: &mut Remarks<'_>) -> Vec<ErrorStatement> {
    let mut found: Vec<ErrorStatement> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for (at, section) in
        sections.iter().enumerate().filter(|(_, section)| !is_shared(&section.title))
    {
        for table in section.tables().filter(|table| lists_codes(section, table)) {
            let is_last = at + 1 == sections.len() && codes::ends(section, table);
            let parts = codes::read_error_codes(table, is_last, remarks);
            found.extend(parts.into_iter().filter(|part| seen.insert(part.code.clone())));
        }
    }
    found
}

fn lists_codes(section: &Section<'_>, table: &Table<'_>) -> bool {
    const WORDS: [&str; 7] =
        ["errorcode", "错误码", "错误代码", "エラーコード", "오류코드", "에러코드", "エラー番号"];
    let header = key(&cell::inline(&table.header[0]));
    let headed = WORDS.iter().any(|word| header.contains(word));
    (headed || section.role == Some(Role::Errors)) && codes::is_code_table(table)
}

fn is_shared(title: &str) -> bool {
    let title = key(title);
    SHARED.iter().any(|word| title.contains(word))
}
