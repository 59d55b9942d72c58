//! Texts that are moments in time: the metadata types few of them.
//!
//! A field is a moment if its name says so and its documented value, or else the form that its
//! prose states, is one. The field stays a text on the wire, so that other values cause no error
//! before they are read as a moment.

use super::words::words;
use crate::model::{Api, Field, Type};

/// The last words of names of fields that are moments.
const NAMES: [&str; 31] = [
    "after",
    "at",
    "before",
    "begin",
    "birthday",
    "created",
    "createtime",
    "date",
    "datetime",
    "day",
    "deadline",
    "end",
    "ended",
    "expiration",
    "expiry",
    "from",
    "itime",
    "modified",
    "now",
    "on",
    "since",
    "stamp",
    "start",
    "started",
    "time",
    "timestamp",
    "to",
    "until",
    "updated",
    "utime",
    "updatetime",
];

/// Types the texts that are moments.
pub fn moments(api: &mut Api) {
    for field in
        api.fields_mut().filter(|field| field.r#type == Type::String && field.values.is_empty())
    {
        let is_named = words(&field.name)
            .last()
            .is_some_and(|word| NAMES.contains(&word.trim_end_matches(char::is_numeric)));
        if let Some(r#type) = is_named.then(|| form(field)).flatten() {
            field.r#type = r#type;
        }
    }
}

fn form(field: &Field) -> Option<Type> {
    match &field.example {
        Some(example) => of_value(example),
        None => of_prose(&field.docs),
    }
}

/// The form of a value.
fn of_value(text: &str) -> Option<Type> {
    let shape = shape(text);
    let is_offset = |rest: &str| matches!(rest, "" | "Z" | "+00:00" | "-00:00" | "+0000" | "-0000");
    let without_fraction =
        |rest: &str| rest.strip_prefix('.').map(|rest| rest.trim_start_matches('0').to_owned());
    if shape == "0000-00-00" {
        return Some(Type::Date);
    }
    let (date, time) = shape.split_at_checked(11)?;
    let rest = time.strip_prefix("00:00:00").or_else(|| time.strip_prefix("00:00"))?;
    let rest = without_fraction(rest).unwrap_or_else(|| rest.to_owned());
    match date {
        "0000-00-00T" if is_offset(&rest) => Some(Type::Timestamp),
        "0000-00-00 " if rest.is_empty() => Some(Type::DateTime),
        _ => None,
    }
}

/// A text with its digits as zeros.
fn shape(text: &str) -> String {
    text.trim().chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect()
}

/// The form that a text names or shows; none if it has more than one.
fn of_prose(docs: &str) -> Option<Type> {
    let small = docs.to_lowercase();
    let squeezed: String = small.chars().filter(|c| !matches!(c, ' ' | '-' | '_')).collect();
    let shape = shape(&small.replace(['y', 'm', 'd', 'h', 's'], "0"));
    let is_iso = squeezed.contains("iso8601") || shape.contains("0000-00-00t00:00");
    let is_local = shape.contains("0000-00-00 00:00");
    let is_date = !is_iso && !is_local && shape.contains("0000-00-00");
    match (is_iso, is_local, is_date) {
        (true, false, _) => Some(Type::Timestamp),
        (false, true, _) => Some(Type::DateTime),
        (_, _, true) => Some(Type::Date),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_whose_name_and_value_say_so_are_moments() {
        let cases = [
            ("CreateTime", Some("2020-09-22T00:00:00+00:00"), "", "Timestamp"),
            ("CreatedAt", Some("2020-09-22T00:00:00.123Z"), "", "Timestamp"),
            ("EndTime", Some("2020-09-22 10:00:00"), "", "DateTime"),
            ("BillDate", Some("2020-09-22"), "", "Date"),
            ("CreateTime", Some("1600000000"), "In ISO 8601.", "String"),
            ("CreateTime", Some("2020-09"), "", "String"),
            ("Version", Some("2020-09-22"), "", "String"),
            (
                "CreateTime",
                None,
                "When it was created: ISO 8601, UTC, such as 2018-02-07T09:29:09Z.",
                "Timestamp",
            ),
            ("StartTime", None, "Start, as `YYYY-MM-DD hh:mm:ss`.", "DateTime"),
            ("StartDate", None, "格式为 yyyy-MM-dd", "Date"),
            ("StartTime", None, "As YYYY-MM-DD hh:mm:ss, or in ISO8601.", "String"),
            ("StartTime", None, "Seconds since 1970.", "String"),
        ];
        for (name, example, docs, expected) in cases {
            let field = Field {
                example: example.map(str::to_owned),
                ..Field::new(name, Type::String, docs)
            };
            let mut api = Api::new("lamp", "2020-01-01");
            api.structures.entry("Lamp".to_owned()).or_default().fields = vec![field];
            moments(&mut api);
            assert_eq!(
                api.structures["Lamp"].fields[0].r#type.to_string(),
                expected,
                "{name} {example:?} {docs}"
            );
        }
    }

    #[test]
    fn numbers_lists_and_sets_of_values_stay() {
        let mut field = Field {
            example: Some("2020-01-01".to_owned()),
            ..Field::new("Date", Type::String, "")
        };
        field.values.insert("2020-01-01".to_owned(), String::new());
        let list =
            Field { values: Default::default(), r#type: Type::String.array(), ..field.clone() };
        let mut api = Api::new("lamp", "2020-01-01");
        api.structures.entry("Lamp".to_owned()).or_default().fields = vec![field, list];
        let before = api.clone();
        moments(&mut api);
        assert_eq!(api, before);
    }
}
