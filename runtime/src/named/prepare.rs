//! Prepares a request whose type is not known.

use super::NamedAction;
use crate::action::Operation;
use crate::error::{Error, ErrorKind};
use crate::paging::value_at;
use crate::request::{PreparedRequest, prepare_json};
use crate::text::is_secret_name;
use crate::time::{Randomness, random_hex};
use serde::Serialize;
use serde_json::Value;
use zeroize::Zeroizing;

/// Serialises parameters as JSON.
///
/// # Errors
/// Returns an error if they cannot be serialised or are not an object.
pub(crate) fn parameters(parameters: impl Serialize) -> Result<Vec<u8>, Error> {
    let json = serde_json::to_vec(&parameters).map_err(crate::request::unwritable)?;
    match json.first() {
        Some(b'{') => Ok(json),
        _ if json == b"null" => Ok(b"{}".to_vec()),
        _ => {
            Err(Error::new(ErrorKind::Request, "the parameters of an action must be a JSON object"))
        }
    }
}

/// Returns the operation of an action and its parameters as JSON.
///
/// # Errors
/// Returns an error if the action's names are invalid, or if the parameters are not an object.
pub(crate) fn request(
    action: &NamedAction,
    values: &impl Serialize,
) -> Result<(&'static Operation, Vec<u8>), Error> {
    Ok((action.operation()?, parameters(values)?))
}

/// Prepares a request from parameters, and adds the idempotency token if they lack it.
///
/// # Errors
/// Returns an error if the body is larger than the gateway accepts.
pub(crate) fn prepare(
    operation: &Operation,
    mut json: Vec<u8>,
    randomness: &dyn Randomness,
) -> Result<PreparedRequest, Error> {
    // serde_json has just written this text.
    let value: Value = serde_json::from_slice(&json).unwrap_or_default();
    let mut has_token = false;
    if let Some(name) = operation.idempotency_token {
        has_token = match value_at(&value, name) {
            None | Some(Value::Null) => {
                let own = serde_json::json!({ name: random_hex(randomness) }).to_string();
                append(&mut json, &own);
                true
            }
            Some(token) => token.as_str() != Some(""),
        };
    }
    let mut secrets = Vec::new();
    collect_secrets(&value, false, &mut secrets);
    let prepared = prepare_json(json, secrets)?;
    Ok(PreparedRequest { repeatable: operation.read_only || has_token, ..prepared })
}

/// Adds the field of one object after those of another.
///
/// A field that is null then occurs twice; the service uses the last one.
fn append(json: &mut Vec<u8>, own: &str) {
    json.pop();
    if json.len() > 1 {
        json.push(b',');
    }
    json.extend_from_slice(&own.as_bytes()[1..]);
}

fn collect_secrets(value: &Value, is_secret: bool, secrets: &mut Vec<Zeroizing<String>>) {
    match value {
        Value::String(text) if is_secret => secrets.push(Zeroizing::new(text.clone())),
        Value::Array(items) => {
            items.iter().for_each(|item| collect_secrets(item, is_secret, secrets))
        }
        Value::Object(members) => {
            for (name, value) in members {
                collect_secrets(value, is_secret || is_secret_name(name), secrets);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::{is_secret_name, parameters, prepare};
    use crate::action::Operation;
    use crate::testing::{Always, READ, WRITE, WRITE_WITH_TOKEN};
    use serde_json::{Value, json};

    fn written(operation: &Operation, value: Value) -> (String, bool, Vec<String>) {
        let prepared = prepare(operation, parameters(value).unwrap(), &Always(0xab)).unwrap();
        let secrets = prepared.secrets.iter().map(|secret| secret.to_string()).collect();
        (String::from_utf8(prepared.body.to_vec()).unwrap(), prepared.repeatable, secrets)
    }

    #[test]
    fn tokens_are_filled_in() {
        let token = "ab".repeat(16);
        let cases = [
            (&WRITE, json!({"Name": "n"}), r#"{"Name":"n"}"#.to_owned(), false),
            (&READ, json!({}), "{}".to_owned(), true),
            (&WRITE_WITH_TOKEN, json!({}), format!(r#"{{"ClientToken":"{token}"}}"#), true),
            (
                &WRITE_WITH_TOKEN,
                json!({"N": 1}),
                format!(r#"{{"N":1,"ClientToken":"{token}"}}"#),
                true,
            ),
            (
                &WRITE_WITH_TOKEN,
                json!({"ClientToken": "own"}),
                r#"{"ClientToken":"own"}"#.to_owned(),
                true,
            ),
            (
                &WRITE_WITH_TOKEN,
                json!({"ClientToken": ""}),
                r#"{"ClientToken":""}"#.to_owned(),
                false,
            ),
        ];
        for (operation, value, body, repeatable) in cases {
            let (written, is_repeatable, _) = written(operation, value);
            assert_eq!((written, is_repeatable), (body, repeatable));
        }
    }

    #[test]
    fn what_is_no_object() {
        assert_eq!(parameters(Value::Null).unwrap(), b"{}");
        assert_eq!(parameters(()).unwrap(), b"{}");
        for value in [json!([1]), json!("text"), json!(1)] {
            assert!(parameters(value).is_err());
        }
        let large = parameters(json!({"Text": "x".repeat(11 * 1024 * 1024)})).unwrap();
        assert!(prepare(&WRITE, large, &Always(1)).is_err());
    }

    #[test]
    fn secrets_by_their_names() {
        let value = json!({"Password": "pass-1", "Login": {"SecretKeys": ["key-1", "key-2"]},
            "ClientToken": "no", "Name": "no"});
        let mut secrets = written(&WRITE, value).2;
        // The order of a value's fields depends on a feature of serde_json that other crates may
        // enable.
        secrets.sort();
        assert_eq!(secrets, ["key-1", "key-2", "pass-1"]);
        for (name, expected) in
            [("DbPassWord", true), ("private_key", true), ("NextToken", false), ("Name", false)]
        {
            assert_eq!(is_secret_name(name), expected, "{name}");
        }
    }
}
