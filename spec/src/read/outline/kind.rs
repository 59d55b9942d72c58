//! Recognises the kind of a page, and pages that are not of API 3.0.

use super::columns::{self, TableOwner};
use super::naming::{self, Naming};
use super::remarks::{Remarks, quoted};
use super::{Block, Section, Table, cell, prose};
use crate::read::vocabulary::Role;

/// Returns whether the sections are those of a page on an action.
pub(crate) fn is_action(sections: &[Section<'_>]) -> bool {
    let has = |role| sections.iter().any(|section| section.role == Some(role));
    let has_fields = |section: &Section<'_>| {
        let described = matches!(section.role, Some(Role::Input | Role::Output));
        described && section.tables().any(columns::is_field_table)
    };
    let headed = has(Role::Input) || has(Role::Output);
    let named = || {
        sections
            .iter()
            .any(|section| section.prose().any(|(_, text)| prose::is_host_sentence(text)))
    };
    (has(Role::Input) && has(Role::Output))
        || (headed && (sections.iter().any(has_fields) || is_of_cloud_api(sections)))
        || (has(Role::Description)
            && (named() || (has(Role::Examples) && is_of_cloud_api(sections))))
}

/// Returns whether anything on the page is of the API at all: guides to SDKs have headings on
/// parameters too.
fn is_of_cloud_api(sections: &[Section<'_>]) -> bool {
    const MARKS: [&str; 5] = [HOSTS, RETIRED[0], "X-TC-Action", "?Action=", "api/explorer?"];
    texts(sections).any(|(_, text)| MARKS.iter().any(|mark| text.contains(mark)))
}

const HOSTS: &str = "tencentcloudapi.com";
/// Parts of the addresses of API 2.0.
const RETIRED: [&str; 2] = ["api.qcloud.com", "/v2/index.php"];

/// Returns whether the page describes the retired API 2.0; says so.
pub(crate) fn is_retired(sections: &[Section<'_>], remarks: &mut Remarks<'_>) -> bool {
    let line_of = |marks: &[&str]| {
        texts(sections)
            .find(|(_, text)| marks.iter().any(|mark| text.contains(mark)))
            .map(|(line, _)| line)
    };
    let old_response =
        || field_tables(sections, Role::Output).find(|table| responds_as_retired(table));
    let line = match line_of(&RETIRED).filter(|_| line_of(&[HOSTS]).is_none()) {
        Some(line) => line,
        None => match old_response() {
            Some(table) => table.line,
            None => return false,
        },
    };
    let message = "the page describes API 2.0, which is retired";
    let help = "import the page of API 3.0 on the action: its host ends with `tencentcloudapi.com`";
    remarks.error("retired-api", line, message, help);
    true
}

/// Returns whether a table has the rows that every response of API 2.0 has.
fn responds_as_retired(table: &Table<'_>) -> bool {
    let has = |name: &str| lists(table, name);
    has("code") && (has("message") || has("codeDesc")) && !has("RequestId")
}

fn lists(table: &Table<'_>, name: &str) -> bool {
    table.rows.iter().any(|row| row.split(2).first().is_some_and(|cell| cell::inline(cell) == name))
}

/// The tables of fields in the sections of a role.
fn field_tables<'a, 'b>(
    sections: &'b [Section<'a>],
    role: Role,
) -> impl Iterator<Item = &'b Table<'a>> {
    let ours = sections.iter().filter(move |section| section.role == Some(role));
    ours.flat_map(Section::tables).filter(|table| columns::is_field_table(table))
}

/// The text of all prose and code, each with its line.
fn texts<'b>(sections: &'b [Section<'_>]) -> impl Iterator<Item = (usize, &'b str)> {
    sections.iter().flat_map(|section| &section.blocks).filter_map(|block| match block {
        Block::Prose { text, line } => Some((*line, text.as_ref())),
        Block::Code { text, line } => Some((*line, text.as_str())),
        _ => None,
    })
}

/// Says so if a page describes an action below headings that nobody knows: nothing of it is read.
pub(crate) fn has_unknown_headings(sections: &[Section<'_>], remarks: &mut Remarks<'_>) -> bool {
    let named = sections
        .iter()
        .find_map(|section| Some((section.line, section.tables().find_map(named_action)?)));
    let Some((line, name)) = named else { return false };
    let titles = sections
        .iter()
        .filter(|section| section.role.is_none())
        .map(|section| section.title.trim());
    let titles: Vec<String> =
        titles.filter(|title| !title.is_empty()).take(4).map(quoted).collect();
    let message = match titles.is_empty() {
        true => format!("the page describes the action {}, but it has no headings", quoted(&name)),
        false => {
            format!(
                "the page describes the action {} below unknown headings: {}",
                quoted(&name),
                titles.join(", ")
            )
        }
    };
    let help = "call its sections `Input Parameters` and `Output Parameters`";
    remarks.error("unknown-headings", line.max(1), message, help);
    true
}

/// The action that the rows of common parameters name. A page on the common parameters themselves
/// lists all of them.
fn named_action(table: &Table<'_>) -> Option<String> {
    columns::find_columns(table, TableOwner::Request)?;
    let general = ["Nonce", "Timestamp", "Signature", "SecretId", "X-TC-Action"];
    if !lists(table, "Version") || general.iter().any(|name| lists(table, name)) {
        return None;
    }
    let row = table
        .rows
        .iter()
        .map(|row| row.split_all())
        .find(|cells| cell::inline(&cells[0]) == "Action")?;
    match naming::action(&cell::to_markdown(row.last()?)) {
        Naming::Name(name) => Some(name.to_owned()),
        _ => None,
    }
}
