//! From the sections of a page to a document: what kind of page it is, and what it says.

use super::remarks::Remarks;
use super::{Section, Table, action, cell, codes, structures};
use crate::read::vocabulary::{Role, key};
use crate::read::{Document, ErrorPart, Kind};

/// Reads the sections of a page.
pub(crate) fn read(sections: &[Section<'_>], file: &str, kind: Kind, remarks: &mut Remarks<'_>) -> Document {
    let mut document = empty(file, kind);
    if action::is_one(sections) {
        read_action(sections, kind, &mut document, remarks);
    } else {
        document.structures = structures::read(sections, remarks);
        document.errors = product_errors(sections, remarks);
        if document.structures.is_empty() && document.errors.is_empty() {
            let message = "the page describes no action, structure or error code";
            remarks.warning("nothing-to-read", 1, message, "leave the file out of the import");
        }
    }
    document
}

/// A document that says nothing.
pub(crate) fn empty(file: &str, kind: Kind) -> Document {
    Document {
        file: file.to_owned(),
        kind,
        date: None,
        product: None,
        version: None,
        endpoint: None,
        service: None,
        title: None,
        actions: Vec::new(),
        structures: Vec::new(),
        errors: Vec::new(),
    }
}

fn read_action(sections: &[Section<'_>], kind: Kind, document: &mut Document, remarks: &mut Remarks<'_>) {
    let page = action::read(sections, kind, remarks);
    if page.host.is_none() {
        let message = "the page does not name the host of the product";
        let help = "import it together with a page that does, or pass `--product`";
        remarks.warning("no-endpoint", page.host_line, message, help);
    }
    document.product = page.host.as_deref().and_then(|host| host.split('.').next()).map(str::to_owned);
    document.endpoint = page.host;
    document.version = page.version.or_else(|| action::version_from_explorer(sections));
    document.actions.extend(page.action);
}

/// The codes of a product as a whole; those that all products have in common are not among them.
fn product_errors(sections: &[Section<'_>], remarks: &mut Remarks<'_>) -> Vec<ErrorPart> {
    let mut found: Vec<ErrorPart> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for section in sections.iter().filter(|section| !is_shared(&section.title)) {
        for table in section.tables().filter(|table| lists_codes(section, table)) {
            found.extend(codes::read(table, remarks).into_iter().filter(|part| seen.insert(part.code.clone())));
        }
    }
    found
}

fn lists_codes(section: &Section<'_>, table: &Table<'_>) -> bool {
    const WORDS: [&str; 7] = ["errorcode", "错误码", "错误代码", "エラーコード", "오류코드", "에러코드", "エラー番号"];
    let header = key(&cell::inline(&table.header[0]));
    let headed = WORDS.iter().any(|word| header.contains(word));
    (headed || section.role == Some(Role::Errors)) && codes::is_code_table(table)
}

fn is_shared(title: &str) -> bool {
    let title = key(title);
    ["common", "公共", "共通", "공통", "공용"].iter().any(|word| title.contains(word))
}
