//! Decides which example values are facts: short values of the field's type, never a sentence or a
//! secret.

use crate::model::{Field, Type};
use serde_json::Value;

/// The longest example value, in bytes.
const LONGEST: usize = 40;

/// The most words of an example value: a date and a time are two.
const MOST_WORDS: usize = 3;

/// Starts of the vendor's credentials: those in documents may be real ones.
const CREDENTIALS: [&str; 2] = ["AKID", "IKID"];

/// Returns the field's example value if it is a fact.
pub(super) fn example_text(field: &Field) -> Option<String> {
    let text = field.example.as_deref()?.trim();
    (!field.sensitive && is_short(text) && fits(text, &field.r#type)).then(|| text.to_owned())
}

fn is_short(text: &str) -> bool {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ');
    let is_credential = CREDENTIALS.iter().any(|start| text.contains(start));
    let words = text.split_whitespace().count();
    is_plain && !is_credential && text.len() <= LONGEST && (1..=MOST_WORDS).contains(&words)
}

/// Returns whether a text can be a value of the type.
fn fits(text: &str, r#type: &Type) -> bool {
    match r#type {
        Type::String | Type::Timestamp | Type::DateTime | Type::Date => true,
        Type::Integer => text.parse::<i64>().is_ok(),
        Type::Unsigned => text.parse::<u64>().is_ok(),
        Type::Float => text.parse::<f64>().is_ok_and(f64::is_finite),
        Type::Boolean => matches!(text, "true" | "false"),
        Type::Array(_) => is_list(text, r#type),
        Type::Binary | Type::Structure(_) => false,
    }
}

/// Returns whether a text is a JSON list of values that fit; a list of structures is too long to be
/// a fact.
fn is_list(text: &str, r#type: &Type) -> bool {
    match serde_json::from_str::<Value>(text) {
        Ok(Value::Array(items)) => {
            !items.is_empty() && items.iter().all(|item| is_value(item, r#type.element()))
        }
        _ => false,
    }
}

fn is_value(value: &Value, r#type: &Type) -> bool {
    match r#type {
        Type::String | Type::Timestamp | Type::DateTime | Type::Date => value.is_string(),
        Type::Integer => value.is_i64(),
        Type::Unsigned => value.is_u64(),
        Type::Float => value.is_number(),
        Type::Boolean => value.is_boolean(),
        Type::Binary | Type::Structure(_) | Type::Array(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example(r#type: Type, text: &str) -> Option<String> {
        example_text(&Field { example: Some(text.to_owned()), ..Field::new("Name", r#type, "") })
    }

    #[test]
    fn short_values_of_the_type_are_facts() {
        let cases = [
            (Type::String, " ins-1234 "),
            (Type::DateTime, "2020-01-01 00:00:00"),
            (Type::Integer, "-1"),
            (Type::Float, "0.5"),
            (Type::Boolean, "true"),
            (Type::String.array(), r#"["a", "b"]"#),
            (Type::Unsigned.array(), "[80, 443]"),
        ];
        for (r#type, text) in cases {
            assert_eq!(example(r#type, text).as_deref(), Some(text.trim()), "{text}");
        }
    }

    #[test]
    fn sentences_secrets_and_other_types_are_none() {
        let long = "a".repeat(LONGEST + 1);
        let cases = [
            (Type::String, "the name of the instance"),
            (Type::String, "名称"),
            (Type::String, "AKIDabcdefgh"),
            (Type::String, ""),
            (Type::String, &long),
            (Type::Unsigned, "-1"),
            (Type::Float, "NaN"),
            (Type::Boolean, "1"),
            (Type::String.array(), "a, b"),
            (Type::String.array(), "[]"),
            (Type::Structure("Filter".to_owned()).array(), "[{}]"),
        ];
        for (r#type, text) in cases {
            assert_eq!(example(r#type, text), None, "{text}");
        }
        let secret = Field {
            sensitive: true,
            example: Some("hunter2".to_owned()),
            ..Field::new("Password", Type::String, "")
        };
        assert_eq!(example_text(&secret), None);
    }
}
