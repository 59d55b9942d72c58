//! How long lists are fetched in pages, told from the names and types of members.
//!
//! No document states it, so it is derived by rule, and only where one reading is possible: the answer has
//! one list (or one list of structures), at the top or in its only structure. A wrong guess would lose items
//! without a trace; an action left out here can be given its paging in the overlay.

mod answer;
mod words;

use crate::model::{Action, Api, Field, Paging, Type};
use answer::Answer;

/// Request members that number a page.
const PAGE_NAMES: [&str; 6] = ["PageNumber", "PageNo", "PageNum", "PageIndex", "Page", "CurrentPage"];
/// Request members that say how many items a page has, beside a page's number.
const SIZE_NAMES: [&str; 6] = ["PageSize", "Limit", "PerPage", "Rp", "Size", "NumPerPage"];
/// Request members that say how many items a page has, beside a token.
const TOKEN_SIZE_NAMES: [&str; 6] = ["Limit", "PageSize", "MaxResults", "MaxKeys", "Size", "Count"];
/// Request members that carry a token of the answer before.
const TOKEN_NAMES: [&str; 13] = [
    "NextToken",
    "PageToken",
    "PaginationToken",
    "ScrollToken",
    "ContinueToken",
    "ContinuationToken",
    "Cursor",
    "NextCursor",
    "Context",
    "Marker",
    "ScrollId",
    "ScrollID",
    "SearchAfter",
];
/// Answer members that are true while there are more pages.
const MORE_NAMES: [&str; 7] = ["HasMore", "HaveMore", "IsTruncated", "Truncated", "HasNext", "HasNextPage", "More"];
/// Answer members that are true on the last page.
const DONE_NAMES: [&str; 5] = ["ListOver", "Listover", "IsOver", "IsEnd", "Over"];

/// Finds the paging of every action that has none yet.
pub fn paging(api: &mut Api) {
    let found: Vec<Option<Paging>> = api.actions.values().map(|action| detect(action, api)).collect();
    for (action, found) in api.actions.values_mut().zip(found) {
        if action.paging.is_none() {
            action.paging = found;
        }
    }
}

fn detect(action: &Action, api: &Api) -> Option<Paging> {
    if action.paging.is_some() {
        return None;
    }
    // Most actions do not page: the request is looked at before the answer.
    let style = Style::of(&action.input)?;
    let answer = Answer::of(&action.output, &api.structures)?;
    match style {
        Style::Offset { offset, limit } => Some(Paging::Offset {
            offset: name(offset),
            limit: name(limit),
            items: answer.items(),
            total: answer.total(),
        }),
        Style::Page { page, size, first } => Some(Paging::Page {
            page: name(page),
            size: name(size),
            first,
            items: answer.items(),
            total: answer.total(),
        }),
        Style::Token { token, limit } => Some(Paging::Token {
            token: name(token),
            next: answer.token(token)?,
            limit: limit.map(name),
            items: answer.items(),
            more: answer.flag(&MORE_NAMES),
            done: answer.flag(&DONE_NAMES),
        }),
    }
}

/// What a request says of paging.
enum Style<'a> {
    Offset { offset: &'a Field, limit: &'a Field },
    Page { page: &'a Field, size: &'a Field, first: u64 },
    Token { token: &'a Field, limit: Option<&'a Field> },
}

impl<'a> Style<'a> {
    fn of(input: &'a [Field]) -> Option<Self> {
        Self::offset(input).or_else(|| Self::page(input)).or_else(|| Self::token(input))
    }

    fn offset(input: &'a [Field]) -> Option<Self> {
        let offset = only(input, &["Offset", "OffSet"])?;
        let limit = only(input, &["Limit"])?;
        match (words::names_a_page(&offset.docs), words::starts_at_zero(&offset.docs)) {
            (false, _) => Some(Self::Offset { offset, limit }),
            (true, true) => Some(Self::Page { page: offset, size: limit, first: 0 }),
            (true, false) => None,
        }
    }

    fn page(input: &'a [Field]) -> Option<Self> {
        let page = only(input, &PAGE_NAMES)?;
        let size = only(input, &SIZE_NAMES)?;
        let from_zero = words::starts_at_zero(&page.docs) || words::defaults_to_zero(&page.docs);
        Some(Self::Page { page, size, first: u64::from(!from_zero) })
    }

    fn token(input: &'a [Field]) -> Option<Self> {
        let token = only(input, &TOKEN_NAMES).or_else(|| only_marker(input))?;
        Some(Self::Token { token, limit: only(input, &TOKEN_SIZE_NAMES) })
    }
}

/// The one live scalar member with one of these names.
fn only<'a>(fields: &'a [Field], names: &[&str]) -> Option<&'a Field> {
    one(fields.iter().filter(|field| names.contains(&field.name.as_str()) && is_position(field)))
}

/// Markers are named after what they mark: `FileSystemIdMarker`.
fn only_marker(fields: &[Field]) -> Option<&Field> {
    one(fields.iter().filter(|field| field.name.ends_with("Marker") && is_position(field)))
}

fn is_position(field: &Field) -> bool {
    !field.deprecated && matches!(field.r#type, Type::Integer | Type::Unsigned | Type::String)
}

/// The only element.
fn one<T>(mut all: impl Iterator<Item = T>) -> Option<T> {
    all.next().filter(|_| all.next().is_none())
}

fn name(field: &Field) -> String {
    field.name.clone()
}
