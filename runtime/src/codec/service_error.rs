//! The failure that an `Error` field reports, in whatever form it comes.

use super::exact::{text_of, without_tokens};
use serde_json::{Map, Value};

/// The contents of `Response.Error`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServiceError {
    /// The error code, dotted.
    pub code: Option<String>,
    /// The message, for people.
    pub message: Option<String>,
}

impl ServiceError {
    /// Returns the failure in the value of an `Error`.
    ///
    /// The value is an object with a code or a message, a string that is either, or a list of
    /// these. Null, zero and empty values are no failure.
    pub(crate) fn from_error(mut value: Value) -> Option<Self> {
        let whole = text_of(&value);
        without_tokens(&mut value);
        Self::from_json(&value, &whole)
    }

    fn from_json(value: &Value, whole: &str) -> Option<Self> {
        if is_nothing(value) {
            return None;
        }
        let told = |message: &str| Self { code: None, message: Some(message.to_owned()) };
        match value {
            Value::Object(object) => Self::from_object(object, whole),
            Value::Array(items) => items.iter().find_map(|item| Self::from_json(item, whole)),
            Value::String(text) if is_code(text) => {
                Some(Self { code: Some(text.trim().to_owned()), message: None })
            }
            Value::String(text) => Some(told(text.trim())),
            Value::Number(number) => Some(Self { code: Some(number.to_string()), message: None }),
            _ => Some(told(whole)),
        }
    }

    /// Returns the code and the message among the fields of an object.
    fn from_object(object: &Map<String, Value>, whole: &str) -> Option<Self> {
        let text = |names: &[&str]| {
            let values = names.iter().filter_map(|name| object.get(*name));
            values.filter_map(scalar_text).find(|text| !text.trim().is_empty())
        };
        let code = text(&["Code", "code", "codeDesc", "type"]);
        let message = text(&["Message", "message", "Msg", "msg"]);
        match (&code, &message) {
            (Some(code), _) if is_success(code) => None,
            (None, None) if object.values().all(is_nothing) => None,
            (None, None) => Some(Self { code, message: Some(whole.to_owned()) }),
            _ => Some(Self { code, message }),
        }
    }
}

/// Returns whether a code means success.
pub(crate) fn is_success(code: &str) -> bool {
    let words = ["", "0", "0.0", "success", "ok"];
    words.iter().any(|word| code.trim().eq_ignore_ascii_case(word))
}

/// Returns whether a value means that there is nothing.
fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::Bool(true) => false,
        Value::Number(number) => number.as_f64() == Some(0.0),
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.iter().all(is_nothing),
        Value::Object(object) => object.is_empty(),
    }
}

fn scalar_text(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(text_of(other)),
    }
}

/// Returns whether a text looks like an error code: `InternalError`, `ResourceNotFound.Task`.
fn is_code(text: &str) -> bool {
    let part = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_uppercase())
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    text.trim().split('.').all(part)
}

#[cfg(test)]
mod tests {
    use super::ServiceError;

    /// Returns the `code|message` of an `Error` value.
    fn told(json: &str) -> Option<String> {
        let ServiceError { code, message } =
            ServiceError::from_error(serde_json::from_str(json).unwrap())?;
        Some(format!("{}|{}", code.unwrap_or_default(), message.unwrap_or_default()))
    }

    #[test]
    fn what_tells_of_a_failure() {
        let cases = [
            (r#"{"Code":"A.B","Message":"m"}"#, "A.B|m"),
            (r#"{"Message":"m","RequestId":"r","Code":"A"}"#, "A|m"),
            (r#"{"Code":"A"}"#, "A|"),
            (r#"{"Code":"A","Message":null}"#, "A|"),
            (r#"{"Code":"A","Message":{"zh":"m"}}"#, r#"A|{"zh":"m"}"#),
            (r#"{"Message":"m"}"#, "|m"),
            (r#"{"Code":4100,"Message":"m"}"#, "4100|m"),
            (r#"{"code":"A","message":"m"}"#, "A|m"),
            (r#"{"message":"m","type":"server_error","code":null}"#, "server_error|m"),
            (r#"{"Reason":1}"#, r#"|{"Reason":1}"#),
            (r#""InternalError""#, "InternalError|"),
            (r#""ResourceNotFound.Task""#, "ResourceNotFound.Task|"),
            (r#""it broke""#, "|it broke"),
            (r#"[{"Code":"A"}]"#, "A|"),
            (r#"[null,{"Code":"A"},{"Code":"B"}]"#, "A|"),
            ("500", "500|"),
            ("true", "|true"),
        ];
        for (json, expected) in cases {
            assert_eq!(told(json).as_deref(), Some(expected), "{json}");
        }
        let none = ["null", "{}", "[]", "\"\"", "\" \"", "0", "false", "[null]", r#"{"Code":""}"#];
        let fine =
            [r#"{"Code":0,"Message":"ok"}"#, r#"{"Code":"","Message":""}"#, r#"{"Code":null}"#];
        for json in none.into_iter().chain(fine) {
            assert_eq!(told(json), None, "{json}");
        }
    }
}
