//! Derives the paging of lists from the names and types of fields, from their prose, and from
//! documented calls.
//!
//! Only one reading must be possible: the response has one list (or one list of structures), at the
//! top or in its only structure, and nothing contradicts what a position counts. A wrong guess
//! would lose items; an action left out here can be given its paging in the overlay.

mod decide;
mod response_list;
mod samples;
#[cfg(test)]
mod tests;
mod unit;
mod words;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::draft::{Draft, Places, Prose};
use crate::model::{
    Action, Api, Evidence, Field, OFFSET_NAMES, Owner, PAGE_NAMES, Paging, Type, Unpaged,
};
use decide::{Case, Others, PagingDecision, PositionName, PositionStatement};
use response_list::{ResponseList, one};
use samples::Names;

/// Request fields that say how many items a page has, beside a page's number.
const SIZE_NAMES: [&str; 6] = ["PageSize", "Limit", "PerPage", "Rp", "Size", "NumPerPage"];
/// Request fields that say how many items a page has, beside a token.
const TOKEN_SIZE_NAMES: [&str; 6] = ["Limit", "PageSize", "MaxResults", "MaxKeys", "Size", "Count"];
/// Request fields that carry a token of the response before.
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
/// Response fields that are true while there are more pages.
const MORE_NAMES: [&str; 7] =
    ["HasMore", "HaveMore", "IsTruncated", "Truncated", "HasNext", "HasNextPage", "More"];
/// Response fields that are true on the last page.
const DONE_NAMES: [&str; 5] = ["ListOver", "Listover", "IsOver", "IsEnd", "Over"];
/// Advice for a list whose paging is left out.
const HELP: &str = "say in the overlay how it pages: `path = \"actions.<Action>.paging\"`";

/// Finds the paging of every action that has none yet, and warns if it cannot be known.
pub fn paging(api: &mut Api) -> Diagnostics {
    let mut diagnostics = Diagnostics::default();
    Pass::default().run(api, &mut diagnostics);
    diagnostics
}

/// The same with all that each source says.
pub(crate) fn paging_of(draft: &mut Draft, diagnostics: &mut Diagnostics) {
    let Draft { api, places, prose, .. } = draft;
    Pass { prose: Some(prose), places: Some(places) }.run(api, diagnostics);
}

/// Information beside the merged description.
#[derive(Clone, Copy, Default)]
struct Pass<'a> {
    prose: Option<&'a Prose>,
    places: Option<&'a Places>,
}

/// The paging that was found for one action.
#[derive(Default)]
struct FoundPaging {
    paging: Option<Paging>,
    unpaged: Option<Unpaged>,
    diagnostics: Vec<Diagnostic>,
}

impl Pass<'_> {
    fn run(self, api: &mut Api, diagnostics: &mut Diagnostics) {
        let others = self.others(api);
        let found: Vec<FoundPaging> = api
            .actions
            .iter()
            .map(|(name, action)| self.detect((name, action), api, others))
            .collect();
        for (action, found) in api.actions.values_mut().zip(found) {
            if action.paging.is_none() && action.unpaged.is_none() {
                (action.paging, action.unpaged) = (found.paging, found.unpaged);
            }
            found.diagnostics.into_iter().for_each(|diagnostic| diagnostics.push(diagnostic));
        }
    }

    /// Returns the unit that the prose of all offsets of a product states.
    fn others(self, api: &Api) -> Others {
        let offsets = api.actions.iter().filter_map(|(name, action)| {
            let style = Numbered::all(&action.input)
                .into_iter()
                .find(|style| style.named == PositionName::Offset)?;
            Some(self.statements(name, style.position))
        });
        let statements: Vec<PositionStatement> = offsets.flatten().collect();
        Others::from_readings(statements.iter().map(|statement| &statement.reading))
    }

    /// Returns each source's prose of a position, in an order that does not depend on that of the
    /// sources.
    fn statements(self, action: &str, position: &Field) -> Vec<PositionStatement> {
        let path = Owner::Input(action.to_owned()).field(&position.name);
        let sources = self.prose.and_then(|prose| prose.get(&path));
        // A correction counts alone.
        let sources = sources.filter(|all| all.iter().any(|(docs, _)| *docs == position.docs));
        let place = || self.places.and_then(|places| places.nearest(&path)).cloned();
        let mut all = match sources {
            Some(all) => all
                .iter()
                .map(|(docs, place)| (words::read_position_docs(docs), Some(place.clone())))
                .collect(),
            None if position.docs.is_empty() => Vec::new(),
            None => vec![(words::read_position_docs(&position.docs), place())],
        };
        all.sort_by_key(|(_, place)| {
            place.as_ref().map(|place| (place.file.to_string(), place.line))
        });
        all.into_iter().map(|(reading, place)| PositionStatement { reading, place }).collect()
    }

    fn detect(self, (name, action): (&str, &Action), api: &Api, others: Others) -> FoundPaging {
        let mut found = FoundPaging::default();
        if action.paging.is_some() || action.unpaged.is_some() {
            return found;
        }
        // Most actions do not page: the request is looked at before the response.
        let numbered = Numbered::all(&action.input);
        let token = token(&action.input);
        if numbered.is_empty() && token.is_none() {
            return found;
        }
        let Some(response) = ResponseList::find_in(&action.output, &api.structures) else {
            return found;
        };
        let look = Look { pass: self, others, name, action, response: &response };
        found.paging = numbered.iter().find_map(|style| look.decide(style, &mut found));
        found.paging = found.paging.take().or_else(|| look.by_token(token));
        if found.paging.is_some() {
            found.unpaged = None;
        }
        found
    }
}

/// The fields of a request that fetch a page by number.
#[derive(Clone, Copy)]
struct Numbered<'a> {
    named: PositionName,
    position: &'a Field,
    size: &'a Field,
}

impl<'a> Numbered<'a> {
    /// The ways in which a request asks for a page, the usual one first.
    fn all(input: &'a [Field]) -> Vec<Self> {
        let styles = [
            (PositionName::Offset, OFFSET_NAMES.as_slice(), ["Limit"].as_slice()),
            (PositionName::Page, &PAGE_NAMES, &SIZE_NAMES),
        ];
        let style = |(named, positions, sizes)| {
            Some(Self { named, position: only(input, positions)?, size: only(input, sizes)? })
        };
        styles.into_iter().filter_map(style).collect()
    }
}

fn token(input: &[Field]) -> Option<&Field> {
    only(input, &TOKEN_NAMES).or_else(|| only_marker(input))
}

/// One action under inspection.
struct Look<'a> {
    pass: Pass<'a>,
    others: Others,
    name: &'a str,
    action: &'a Action,
    response: &'a ResponseList<'a>,
}

impl Look<'_> {
    /// Decides the paging of a list that is fetched by number; returns the reason if it cannot.
    fn decide(&self, style: &Numbered<'_>, found: &mut FoundPaging) -> Option<Paging> {
        let case = self.case(style);
        if case.statements.iter().any(|statement| statement.reading.is_retired) {
            return None;
        }
        let (verdict, evidence) = case.decide();
        let paging = self.paging(style, verdict, evidence);
        let unpaged = match verdict {
            PagingDecision::Contradiction => Some(Unpaged::Contradiction),
            PagingDecision::Unknown => Some(Unpaged::Unknown),
            PagingDecision::Items | PagingDecision::Pages { .. } => None,
        };
        found.unpaged = found.unpaged.or(unpaged);
        found.diagnostics.extend(self.complain(style, &case, verdict));
        paging
    }

    fn case(&self, style: &Numbered<'_>) -> Case {
        let (items, total) = (self.response.items(), self.response.total());
        let (position, size) = (style.position.name.as_str(), style.size.name.as_str());
        let names = Names { position, size, items: &items, total: total.as_deref() };
        let mut shown = samples::read_samples(&self.action.examples, names);
        hint(style, &mut shown);
        if style.named == PositionName::Page {
            shown.units.clear();
        }
        let statements = self.pass.statements(self.name, style.position);
        Case { named: style.named, others: self.others, statements, shown }
    }

    fn paging(
        &self,
        style: &Numbered<'_>,
        verdict: PagingDecision,
        evidence: Option<Evidence>,
    ) -> Option<Paging> {
        let (position, size) = (style.position.name.clone(), style.size.name.clone());
        let (items, total) = (self.response.items(), self.response.total());
        match verdict {
            PagingDecision::Items => {
                Some(Paging::Offset { offset: position, limit: size, items, total, evidence })
            }
            PagingDecision::Pages { first } => {
                Some(Paging::Page { page: position, size, first, items, total, evidence })
            }
            PagingDecision::Contradiction | PagingDecision::Unknown => None,
        }
    }

    fn by_token(&self, token: Option<&Field>) -> Option<Paging> {
        let token = token?;
        Some(Paging::Token {
            token: token.name.clone(),
            next: self.response.token(token)?,
            limit: only(&self.action.input, &TOKEN_SIZE_NAMES).map(|field| field.name.clone()),
            items: self.response.items(),
            more: self.response.flag(&MORE_NAMES),
            done: self.response.flag(&DONE_NAMES),
            evidence: None,
        })
    }

    /// Warns of sources that disagree or do not state enough.
    fn complain(
        &self,
        style: &Numbered<'_>,
        case: &Case,
        verdict: PagingDecision,
    ) -> Option<Diagnostic> {
        let (action, position) = (self.name, &style.position.name);
        let taken = match verdict {
            PagingDecision::Items => "items are taken".to_owned(),
            PagingDecision::Pages { first } => format!("pages from {first} are taken"),
            PagingDecision::Contradiction | PagingDecision::Unknown => {
                "paging by it is left out".to_owned()
            }
        };
        let disagreement = case.disagreement();
        let warning = match (&disagreement, verdict) {
            (Some(who), _) => Diagnostic::warning(
                "conflicting-paging",
                format!("`{action}`: what `{position}` counts is said differently: {who}; {taken}"),
            ),
            (None, PagingDecision::Unknown) => Diagnostic::warning(
                "unknown-paging",
                format!(
                    "`{action}`: too little is said of what `{position}` counts: {}; {taken}",
                    case.words()
                ),
            ),
            _ => return None,
        };
        let warning = match case.statements.first().and_then(|statement| statement.place.as_ref()) {
            Some(place) => place.mark(warning),
            None => warning,
        };
        let is_left_out =
            matches!(verdict, PagingDecision::Contradiction | PagingDecision::Unknown);
        Some(if is_left_out { warning.help(HELP) } else { warning })
    }
}

/// Adds what the single example value of a position says: it weighs little, but may be all there
/// is.
fn hint(style: &Numbered<'_>, shown: &mut samples::Shown) {
    let own = style.position.example.as_deref().map(str::trim);
    let is_zero = own == Some("0");
    let says_zero = match style.named {
        PositionName::Offset => is_zero || shown.begins_at_zero,
        PositionName::Page => is_zero && shown.begins_at_zero,
    };
    if shown.first.is_empty() && says_zero {
        shown.first.push(0);
    }
    if shown.first == [0] && own == Some("1") {
        shown.first.clear();
    }
}

/// The one live scalar field with one of these names.
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
