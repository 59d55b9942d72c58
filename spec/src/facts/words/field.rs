//! Fields: their names as phrases, their part in paging, their values and an example.

use super::phrase::{listed, phrase, sentence};
use crate::check::REQUEST_ID;
use crate::model::{Action, Field, Limit, Limits, Paging, Type};

/// The largest number of values that are listed.
const MOST_VALUES: usize = 12;

/// Describes the fields of a request.
pub(super) fn describe_request(action: &mut Action) {
    for field in action.input.iter_mut().filter(|field| field.docs.is_empty()) {
        let role = action.paging.as_ref().and_then(|paging| request_role(paging, &field.name));
        let token = action.idempotency_token.as_deref() == Some(&field.name);
        let token = token.then_some(
            "A text of your choice: the service takes requests with the same text for one.",
        );
        field.docs = docs(field, role.or(token));
    }
}

/// Describes the fields of a response.
pub(super) fn describe_response(action: &mut Action) {
    for field in action.output.iter_mut().filter(|field| field.docs.is_empty()) {
        let role = action.paging.as_ref().and_then(|paging| response_role(paging, &field.name));
        let id = (field.name == "RequestId").then_some(REQUEST_ID);
        field.docs = docs(field, role.or(id));
    }
}

/// Describes a field of a structure.
pub(super) fn describe(field: &mut Field) {
    if field.docs.is_empty() {
        field.docs = docs(field, None);
    }
}

fn request_role(paging: &Paging, name: &str) -> Option<&'static str> {
    let role = match paging {
        Paging::Offset { offset, limit, .. } => [
            (Some(offset), "The number of items to skip, from 0."),
            (Some(limit), "The number of items that a page has at most."),
        ],
        Paging::Page { page, size, first: 0, .. } => [
            (Some(page), "The number of the page, from 0."),
            (Some(size), "The number of items of a page."),
        ],
        Paging::Page { page, size, .. } => [
            (Some(page), "The number of the page, from 1."),
            (Some(size), "The number of items of a page."),
        ],
        Paging::Token { token, limit, .. } => [
            (
                Some(token),
                "The token of the next page, from the response before; empty for the first.",
            ),
            (limit.as_ref(), "The number of items that a page has at most."),
        ],
    };
    role.into_iter()
        .find(|(field, _)| field.is_some_and(|field| field == name))
        .map(|(_, docs)| docs)
}

fn response_role(paging: &Paging, name: &str) -> Option<&'static str> {
    let total = match paging {
        Paging::Offset { total, .. } | Paging::Page { total, .. } => total.as_deref(),
        Paging::Token { next, .. } if next == name => {
            return Some("The token of the next page; empty on the last.");
        }
        Paging::Token { .. } => None,
    };
    (total == Some(name)).then_some("The number of items in all pages.")
}

fn docs(field: &Field, role: Option<&str>) -> String {
    let mut docs = role.map_or_else(|| sentence(&phrase(&field.name)), str::to_owned);
    // The values of texts become types, which list them.
    let is_number = matches!(field.r#type, Type::Integer | Type::Unsigned);
    if is_number && !field.values.is_empty() {
        let values = listed(field.values.keys().map(String::as_str), MOST_VALUES);
        docs.push_str(&format!(" Known values: {values}."));
    }
    for text in limits(&field.limits) {
        docs.push_str(&format!(" {text}"));
    }
    if let Some(example) = field.example.as_deref().filter(|example| !example.contains('`')) {
        docs.push_str(&format!(" Example: `{example}`."));
    }
    docs
}

/// Returns sentences about the default and the limits.
fn limits(limits: &Limits) -> Vec<String> {
    let get = |limit: Limit| limits.get(&limit);
    let ranges = [
        (Limit::Minimum, Limit::Maximum, ""),
        (Limit::MinLength, Limit::MaxLength, " characters"),
        (Limit::MinItems, Limit::MaxItems, " items"),
    ];
    let range = |(least, most, unit): (Limit, Limit, &str)| match (get(least), get(most)) {
        (Some(least), Some(most)) => Some(format!("From {least} to {most}{unit}.")),
        (Some(least), None) => Some(format!("At least {least}{unit}.")),
        (None, Some(most)) => Some(format!("At most {most}{unit}.")),
        (None, None) => None,
    };
    let default = get(Limit::Default).map(|number| format!("Default: `{number}`."));
    let bytes = get(Limit::MaxBytes).map(|number| format!("At most {number} bytes."));
    default.into_iter().chain(ranges.into_iter().filter_map(range)).chain(bytes).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_says_what_is_known() {
        let mut field = Field::new("InstanceState", Type::Integer, "");
        assert_eq!(docs(&field, None), "Instance state.");
        field.values.extend([("0".to_owned(), String::new()), ("1".to_owned(), String::new())]);
        field.example = Some("1".to_owned());
        assert_eq!(docs(&field, None), "Instance state. Known values: `0` and `1`. Example: `1`.");
        field.r#type = Type::String;
        assert_eq!(docs(&field, None), "Instance state. Example: `1`.");
        field.limits.extend([(Limit::Default, 2), (Limit::Maximum, 9), (Limit::MinLength, 0)]);
        field.limits.extend([(Limit::MaxLength, 64), (Limit::MinItems, 1), (Limit::MaxBytes, 99)]);
        let limits = "Default: `2`. At most 9. From 0 to 64 characters. At least 1 items. At most \
                      99 bytes.";
        assert_eq!(docs(&field, None), format!("Instance state. {limits} Example: `1`."));
    }

    #[test]
    fn paging_says_what_its_fields_are_for() {
        let field = |name: &str| Field::new(name, Type::Unsigned, "");
        let paging = Paging::Offset {
            offset: "Offset".to_owned(),
            limit: "Limit".to_owned(),
            items: "Set".to_owned(),
            total: Some("TotalCount".to_owned()),
            evidence: None,
        };
        let mut action = Action {
            input: vec![field("Offset"), field("Limit"), field("Name")],
            output: vec![field("TotalCount"), field("RequestId")],
            paging: Some(paging),
            ..Action::default()
        };
        describe_request(&mut action);
        describe_response(&mut action);
        let docs: Vec<&str> =
            action.input.iter().chain(&action.output).map(|field| field.docs.as_str()).collect();
        assert_eq!(
            docs,
            [
                "The number of items to skip, from 0.",
                "The number of items that a page has at most.",
                "Name.",
                "The number of items in all pages.",
                REQUEST_ID
            ]
        );
    }
}
