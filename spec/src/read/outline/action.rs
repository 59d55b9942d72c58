//! A page on one action.

use super::columns::TableOwner;
use super::common::Common;
use super::examples::{self, Examples};
use super::naming::{self, is_camel};
use super::remarks::{Remarks, quoted};
use super::{Block, Section, Table, cell, codes, columns, cut, date, fields, prose};
use crate::model::{Region, Status, is_name};
use crate::read::vocabulary::Role;
use crate::read::{ActionStatement, FieldStatement, SourceKind};

/// The content of a page about an action.
#[derive(Debug, Default)]
pub(crate) struct Page {
    pub action: Option<ActionStatement>,
    /// The days that the version can be.
    pub versions: Vec<String>,
    pub host: Option<String>,
    /// The place where the host is missing.
    pub host_line: usize,
}

/// Reads a page on an action.
pub(crate) fn read_action_page(
    sections: &[Section<'_>],
    kind: SourceKind,
    remarks: &mut Remarks<'_>,
) -> Page {
    let mut common = Common::default();
    let description = describe(sections, remarks);
    let (input, output) = read_sides(sections, &mut common, remarks);
    let mut examples = Examples::default();
    let mut errors = None;
    for (at, section) in sections.iter().enumerate() {
        let is_last = at + 1 == sections.len();
        match section.role {
            Some(Role::Examples) => {
                examples.extend(examples::read_example_section(section, kind, remarks))
            }
            Some(Role::Errors) => errors = codes::of_action(section, is_last, remarks).or(errors),
            _ => {}
        }
    }
    cut::check_rows(sections, remarks);
    cut::check(sections, output.as_deref(), remarks);
    let declared = |name: &str| input.iter().flatten().any(|field| field.name == name);
    examples.drop_common(&declared);
    let name = name(sections, &common, &examples, remarks);
    let line = common.action.as_ref().map_or_else(|| first_line(sections), |(_, line)| *line);
    let region =
        common.region.or_else(|| (common.any() && !common.lists("Region")).then_some(Region::None));
    let status = prose::says_deprecated(&description.docs).then_some(Status::Deprecated);
    let action = name.map(|name| ActionStatement {
        name,
        line,
        docs: description.docs,
        rate_limit: description.rate_limit,
        region,
        status,
        body: examples.body,
        input,
        output,
        errors,
        examples: examples.parts,
        ..ActionStatement::default()
    });
    let host_line =
        if description.host_line > 0 { description.host_line } else { first_line(sections) };
    Page { action, versions: common.versions, host: description.host, host_line }
}

fn first_line(sections: &[Section<'_>]) -> usize {
    sections.first().map_or(1, |section| section.line.max(1))
}

/// The content of the first section.
#[derive(Default)]
struct FirstSection {
    docs: String,
    host: Option<String>,
    host_line: usize,
    /// The line that states the rate limit.
    rate_line: Option<usize>,
    rate_limit: Option<u32>,
}

fn describe(sections: &[Section<'_>], remarks: &mut Remarks<'_>) -> FirstSection {
    let mut found = FirstSection { rate_line: last_rate_line(sections), ..FirstSection::default() };
    for section in sections.iter().filter(|section| section.role == Some(Role::Description)) {
        let mut docs = String::new();
        for block in &section.blocks {
            match block {
                Block::Prose { text, line } => {
                    docs.push_str(&found.take_prose(text, *line, remarks))
                }
                Block::Heading { title, .. } => docs.push_str(&format!("**{title}**\n")),
                Block::Code { text, .. } => docs.push_str(&format!("```text\n{text}\n```\n")),
                Block::Table(table) => docs.push_str(&as_list(table)),
            }
        }
        found.docs.push_str(&cell::to_markdown(&docs));
    }
    found
}

/// The last line that states a rate: the site writes its own sentence below the description.
fn last_rate_line(sections: &[Section<'_>]) -> Option<usize> {
    let described = sections.iter().filter(|section| section.role == Some(Role::Description));
    let states = |text: &str| {
        prose::sentences(text).into_iter().any(|sentence| prose::rate_limit(sentence).is_some())
    };
    described.flat_map(Section::prose).filter(|(_, text)| states(text)).map(|(line, _)| line).last()
}

impl FirstSection {
    /// Takes the host and the rate limit out of a line; returns the left of it.
    fn take_prose(&mut self, text: &str, line: usize, remarks: &mut Remarks<'_>) -> String {
        if prose::is_chrome(text) {
            return String::new();
        }
        let indent = &text[..text.len() - text.trim_start().len()];
        let rest = prose::without(text, |sentence| {
            let sentence = sentence.trim_start_matches(['*', '-', '>', ' ']);
            self.take_host(sentence, line, remarks) || self.take_rate(sentence, line, remarks)
        });
        let gone = rest.is_empty() && !text.trim().is_empty();
        if gone { String::new() } else { format!("{indent}{rest}\n") }
    }

    fn take_host(&mut self, sentence: &str, line: usize, remarks: &mut Remarks<'_>) -> bool {
        if !prose::is_host_sentence(sentence) {
            return false;
        }
        self.host_line = line;
        if let Some(damaged) = prose::damaged_host(sentence) {
            let message = format!("{} cannot be the host of a product", quoted(damaged));
            remarks.error(
                "invalid-name",
                line,
                message,
                "a host is a name before a domain: `product.tencentcloudapi.com`",
            );
            return true;
        }
        let host = prose::host(sentence).map(str::to_owned);
        self.host = self.host.take().or(host);
        true
    }

    fn take_rate(&mut self, sentence: &str, line: usize, remarks: &mut Remarks<'_>) -> bool {
        let Some(rate) = prose::rate_limit(sentence).filter(|_| self.rate_line == Some(line))
        else {
            return false;
        };
        match rate {
            Ok(rate) => self.rate_limit = self.rate_limit.or(Some(rate)),
            Err(digits) => {
                let message = format!("{} is no rate limit; it is left out", quoted(&digits));
                remarks.warning(
                    "invalid-rate-limit",
                    line,
                    message,
                    "a rate limit is a number of requests a second",
                );
            }
        }
        true
    }
}

/// A table in the prose as a list: descriptions hold no tables.
fn as_list(table: &Table<'_>) -> String {
    table.rows.iter().map(|row| format!("- {}\n", row.split_all().join(": "))).collect()
}

type OptionalFields = Option<Vec<FieldStatement>>;

/// The fields of the request and of the response.
fn read_sides(
    sections: &[Section<'_>],
    common: &mut Common,
    remarks: &mut Remarks<'_>,
) -> (OptionalFields, OptionalFields) {
    let mut requests = tables(sections, Role::Input, TableOwner::Request);
    let mut responses = tables(sections, Role::Output, TableOwner::Response);
    if responses.is_empty() && requests.len() > 1 && lists_request_id(requests[1]) {
        let line = requests[1].line;
        let message = "the table of the response stands in the section on the request";
        remarks.warning(
            "missing-section",
            line,
            message,
            "give the table of the response a heading of its own",
        );
        responses.push(requests.remove(1));
    }
    let input = requests.first().and_then(|table| {
        let columns = columns::find_columns(table, TableOwner::Request)?;
        Some(fields::read_request(table, &columns, common, remarks))
    });
    check_required(requests.first(), input.as_deref().unwrap_or_default(), remarks);
    let output = responses
        .first()
        .and_then(|table| fields::read_if_fields(table, TableOwner::Response, remarks));
    requests.iter().skip(1).chain(responses.iter().skip(1)).for_each(|table| {
        let message = "the section has a second table of parameters; it is left out";
        remarks.warning(
            "extra-table",
            table.line,
            message,
            "describe structures on a page of their own",
        );
    });
    check_section(sections, Role::Input, input.is_some(), output.is_some(), remarks);
    check_section(sections, Role::Output, output.is_some(), input.is_some(), remarks);
    (input, output)
}

/// Warns once if a table does not show the required fields of a request.
fn check_required(table: Option<&&Table<'_>>, input: &[FieldStatement], remarks: &mut Remarks<'_>) {
    let unknown = input.iter().filter(|field| field.required.is_none()).count();
    if let Some(table) = table.filter(|_| unknown > 0) {
        let message = format!(
            "the page does not tell whether {unknown} of {} parameters are required",
            input.len()
        );
        let help = "they are taken as optional until another source tells";
        remarks.warning("required-unknown", table.line, message, help);
    }
}

/// The tables of fields in the sections of a role.
fn tables<'a, 'b>(
    sections: &'b [Section<'a>],
    role: Role,
    owner: TableOwner,
) -> Vec<&'b Table<'a>> {
    let ours = sections.iter().filter(|section| section.role == Some(role));
    ours.flat_map(Section::tables)
        .filter(|table| columns::find_columns(table, owner).is_some())
        .collect()
}

fn lists_request_id(table: &Table<'_>) -> bool {
    table
        .rows
        .iter()
        .any(|row| row.split(2).first().is_some_and(|name| cell::inline(name) == "RequestId"))
}

/// A section without its table is an error, and so is a page without the section: every action has
/// both.
fn check_section(
    sections: &[Section<'_>],
    role: Role,
    read: bool,
    other: bool,
    remarks: &mut Remarks<'_>,
) {
    if read {
        return;
    }
    let side = if role == Role::Input { "request" } else { "response" };
    let help = "a table has a row for each parameter with its name and its type";
    match sections.iter().find(|section| section.role == Some(role)) {
        Some(section) => {
            let message = format!("the section {} has no parameter table", quoted(&section.title));
            remarks.error("no-parameter-table", section.line, message, help);
        }
        None if other => {
            let message = format!(
                "the page has no section on the parameters of the {side}: it may be cut off"
            );
            remarks.error("missing-section", first_line(sections), message, help);
        }
        None if role == Role::Input => {
            let message = "the page has no parameter table";
            remarks.error("no-parameter-table", first_line(sections), message, help);
        }
        None => {}
    }
}

/// The action's name: from the table; else from the title, the text or the examples, if they agree.
fn name(
    sections: &[Section<'_>],
    common: &Common,
    examples: &Examples,
    remarks: &mut Remarks<'_>,
) -> Option<String> {
    let title = sections.iter().find(|section| section.role.is_none() && is_camel(&section.title));
    let title = title.map(|section| (section.title.clone(), section.line));
    let mut candidates: Vec<(String, usize)> = common.action.iter().cloned().chain(title).collect();
    if candidates.is_empty() {
        candidates =
            from_text(sections).into_iter().chain(examples.actions.iter().cloned()).collect();
    }
    let Some((name, line)) = candidates.first().cloned() else {
        let message = "the page names no action";
        let help = "the description of the parameter `Action` names it";
        remarks.error("no-action-name", first_line(sections), message, help);
        return None;
    };
    if !is_name(&name) {
        naming::refuse(&name, line, remarks);
        return None;
    }
    if let Some((other, other_line)) = candidates.iter().find(|(other, _)| *other != name) {
        let message =
            format!("the page names two actions: `{name}` in line {line} and `{other}` here");
        remarks.error("two-action-names", *other_line, message, "keep one action to a page");
    }
    for (other, line) in examples.actions.iter().filter(|(other, _)| *other != name) {
        let message = format!("the example calls {}, not `{name}`", quoted(other));
        remarks.warning(
            "other-action-in-example",
            *line,
            message,
            "mend the example in the document",
        );
    }
    Some(name)
}

/// `This API (DescribeTask) is used to …` and the address of the API Explorer.
fn from_text(sections: &[Section<'_>]) -> Option<(String, usize)> {
    let described = sections.iter().filter(|section| section.role == Some(Role::Description));
    let in_brackets = described.flat_map(Section::prose).find_map(|(line, text)| {
        let (_, rest) = text.split_once(['(', '（'])?;
        let (name, _) = rest.split_once([')', '）'])?;
        is_camel(name.trim()).then(|| (name.trim().to_owned(), line))
    });
    in_brackets.or_else(|| from_explorer(sections))
}

fn from_explorer(sections: &[Section<'_>]) -> Option<(String, usize)> {
    sections.iter().flat_map(Section::prose).find_map(|(line, text)| {
        let (_, query) = text.split_once("api/explorer?")?;
        let (_, rest) = query.split_once("Action=")?;
        let name: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
        is_name(&name).then_some((name, line))
    })
}

/// The version that the address of the API Explorer names.
pub(crate) fn version_from_explorer(sections: &[Section<'_>]) -> Option<String> {
    sections.iter().flat_map(Section::prose).find_map(|(_, text)| {
        let (_, query) = text.split_once("api/explorer?")?;
        date::day(query.split_once("Version=")?.1.get(..10)?)
    })
}
