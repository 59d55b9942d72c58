//! Members whose value is a secret: they are never printed, and no document's value for them is kept.
//!
//! The rules look at the words of a member's name, and only at texts and lists of texts:
//! 1. a word that is always a secret: `Password`, `Passwd`, `Passphrase`;
//! 2. a pair of words that is one: `SecretKey`, `PrivateKey`, `AccessToken`, `SessionKey`, …;
//! 3. a name that ends in `Token`, unless the word before says that it only marks a place or a call: `NextToken`,
//!    `ClientToken`, `PageToken`, …;
//! 4. a name that ends in `Secret`, and exactly `Credential` or `Credentials`;
//! 5. but never where another word at the end says that the value is about the secret and not the secret:
//!    `PasswordPolicy`, `PrivateKeyId`, `PasswordStatus`.

use crate::model::{Api, Example, Field, Type};
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// What stands in examples instead of a secret.
const PLACEHOLDER: &str = "EXAMPLE";

const WORDS: [&str; 6] = ["password", "passwd", "passphrase", "pwd", "passcode", "secretkey"];

const PAIRS: [(&str, &str); 26] = [
    ("secret", "key"),
    ("secret", "value"),
    ("secret", "string"),
    ("secret", "binary"),
    ("client", "secret"),
    ("app", "secret"),
    ("user", "secret"),
    ("api", "secret"),
    ("private", "key"),
    ("access", "key"),
    ("session", "key"),
    ("session", "token"),
    ("access", "token"),
    ("auth", "token"),
    ("pass", "word"),
    ("license", "key"),
    ("api", "key"),
    ("share", "key"),
    ("shared", "key"),
    ("decrypt", "key"),
    ("encrypt", "key"),
    ("aes", "key"),
    ("auth", "key"),
    ("sign", "key"),
    ("cert", "key"),
    ("certificate", "key"),
];

/// Before `Token` at the end of a name: it marks a page or a call.
const HARMLESS_TOKENS: [&str; 24] = [
    "next",
    "client",
    "page",
    "pagination",
    "continuation",
    "previous",
    "prev",
    "scroll",
    "cursor",
    "request",
    "context",
    "max",
    "min",
    "total",
    "input",
    "output",
    "continue",
    "creation",
    "idempotency",
    "cached",
    "reasoning",
    "prompt",
    "completion",
    "action",
];

/// At the end of a name: the value is about a secret.
const ABOUT: [&str; 34] = [
    "id",
    "ids",
    "name",
    "names",
    "type",
    "status",
    "state",
    "policy",
    "time",
    "date",
    "length",
    "count",
    "enabled",
    "enable",
    "mode",
    "flag",
    "version",
    "expire",
    "expiration",
    "set",
    "url",
    "path",
    "algorithm",
    "days",
    "config",
    "rule",
    "strength",
    "format",
    "remark",
    "message",
    "dictionary",
    "complexity",
    "enum",
    "md5",
];

/// Marks the secret members and takes documented secrets out of the examples.
pub fn sensitive(api: &mut Api) {
    for action in api.actions.values_mut() {
        action.input.iter_mut().chain(&mut action.output).for_each(mark);
    }
    for structure in api.structures.values_mut() {
        structure.fields.iter_mut().for_each(mark);
    }
    mask_examples(api);
}

fn mark(field: &mut Field) {
    if is_text(&field.r#type) && is_secret(&field.name) {
        field.sensitive = true;
    }
    if field.sensitive && field.example.is_some() {
        field.example = Some(PLACEHOLDER.to_owned());
    }
}

fn is_text(r#type: &Type) -> bool {
    matches!(r#type.element(), Type::String | Type::Binary)
}

/// Whether a member of this name holds a secret.
fn is_secret(name: &str) -> bool {
    let words = words(name);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let Some((last, before)) = words.split_last() else { return false };
    if ABOUT.contains(last) {
        return false;
    }
    let token = matches!(*last, "token" | "tokens");
    let harmless = before.last().is_some_and(|word| HARMLESS_TOKENS.contains(word)) || before.is_empty();
    let pair = |pair: &[&str]| PAIRS.contains(&(pair[0], pair[1]));
    (token && !harmless)
        || *last == "secret"
        || matches!(words.as_slice(), ["credential" | "credentials" | "token"])
        || words
            .iter()
            .any(|word| WORDS.contains(word) || word.strip_suffix('s').is_some_and(|one| WORDS.contains(&one)))
        || words.windows(2).any(pair)
}

/// The words of a name in lower case: a word starts where a capital follows a small letter, or where the last
/// of several capitals is followed by a small one.
fn words(name: &str) -> Vec<String> {
    let letters: Vec<char> = name.chars().collect();
    let mut words: Vec<String> = Vec::new();
    for (i, &letter) in letters.iter().enumerate() {
        let before = i.checked_sub(1).map(|i| letters[i]);
        let after = letters.get(i + 1);
        let starts = letter.is_uppercase()
            && (before.is_none_or(|c| !c.is_uppercase()) || after.is_some_and(|c| c.is_lowercase()));
        if starts || before.is_none_or(|c| c == '_') {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| letter != '_') {
            word.extend(letter.to_lowercase());
        }
    }
    words
}

/// What is needed to find secrets in an example: each structure's members that are secret or lead to more.
type Members<'a> = HashMap<&'a str, &'a Field>;

fn mask_examples(api: &mut Api) {
    let structures: HashMap<&str, Members<'_>> =
        api.structures.iter().map(|(name, structure)| (name.as_str(), members(&structure.fields))).collect();
    let leading = leading(api);
    for action in api.actions.values_mut() {
        let (input, output) = (members(&action.input), members(&action.output));
        for Example { input: request, output: answer, .. } in &mut action.examples {
            for (members, value) in [(&input, request), (&output, answer)] {
                if let Some(value) = value {
                    mask(members, &structures, &leading, value);
                }
            }
        }
    }
}

fn members(fields: &[Field]) -> Members<'_> {
    fields.iter().map(|field| (field.name.as_str(), field)).collect()
}

/// Structures that have a secret, at whatever depth.
fn leading(api: &Api) -> HashSet<String> {
    let mut users: HashMap<&str, Vec<&str>> = HashMap::new();
    let mut found: Vec<&str> = Vec::new();
    for (name, structure) in &api.structures {
        for used in structure.fields.iter().filter_map(|field| field.r#type.structure()) {
            users.entry(used).or_default().push(name);
        }
        if structure.fields.iter().any(|field| field.sensitive) {
            found.push(name);
        }
    }
    let mut leading = HashSet::new();
    while let Some(name) = found.pop() {
        if leading.insert(name.to_owned()) {
            found.extend(users.get(name).into_iter().flatten());
        }
    }
    leading
}

/// Recursion is bounded by the depth that serde_json reads.
fn mask(members: &Members<'_>, structures: &HashMap<&str, Members<'_>>, leading: &HashSet<String>, value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| mask(members, structures, leading, item)),
        Value::Object(values) => {
            for (name, value) in values {
                let Some(field) = members.get(name.as_str()) else { continue };
                if field.sensitive {
                    mask_text(value);
                } else if let Some(inner) = field.r#type.structure().filter(|name| leading.contains(*name)) {
                    mask(&structures[inner], structures, leading, value);
                }
            }
        }
        _ => {}
    }
}

fn mask_text(value: &mut Value) {
    match value {
        Value::String(text) if !text.is_empty() => PLACEHOLDER.clone_into(text),
        Value::Array(items) => items.iter_mut().for_each(mask_text),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Action, Structure};
    use serde_json::json;

    #[test]
    fn names_of_secrets() {
        let secret = [
            "Password",
            "LoginPassword",
            "NewPasswd",
            "AdminPwd",
            "RootPassphrase",
            "SecretKey",
            "TmpSecretKey",
            "SecretString",
            "PrivateKey",
            "SSLPrivateKey",
            "AccessToken",
            "SessionToken",
            "Token",
            "UserToken",
            "Credential",
            "Credentials",
            "AppSecret",
            "KeyPasswords",
            "db_password",
            "ApiKey",
            "OAuthToken",
        ];
        let harmless = [
            "NextToken",
            "ClientToken",
            "PageToken",
            "PaginationToken",
            "MaxTokens",
            "TotalTokens",
            "Key",
            "KeyId",
            "SecretId",
            "SecretName",
            "PasswordPolicy",
            "PasswordStatus",
            "PrivateKeyId",
            "CredentialType",
            "Bypass",
            "Compassword2Id",
            "TokenType",
            "PublicKey",
            "TokenExpireTime",
            "Passed",
            "",
        ];
        assert_eq!(secret.iter().filter(|name| !is_secret(name)).collect::<Vec<_>>(), [&""; 0]);
        assert_eq!(harmless.iter().filter(|name| is_secret(name)).collect::<Vec<_>>(), [&""; 0]);
    }

    #[test]
    fn secrets_leave_the_examples() {
        let mut api = Api::new("demo", "2020-01-01");
        let login = vec![
            Field::new("User", Type::String, ""),
            Field { example: Some("hunter2".into()), ..Field::new("Password", Type::String, "") },
            Field::new("PasswordLength", Type::Integer, ""),
        ];
        api.structures.insert("Login".into(), Structure { fields: login, ..Structure::default() });
        let output = vec![Field::new("Logins", Type::Structure("Login".into()).array(), "")];
        let answer =
            json!({"Logins": [{"User": "u", "Password": "hunter2", "PasswordLength": 7}, {"Password": ""}], "X": 1});
        let example = Example { title: "t".into(), input: None, output: Some(answer) };
        api.actions.insert("Get".into(), Action { output, examples: vec![example], ..Action::default() });
        sensitive(&mut api);
        let text = crate::model::to_json(&api);
        assert!(!text.contains("hunter2"), "{text}");
        let answer = api.actions["Get"].examples[0].output.as_ref().map(Value::to_string);
        let expected = r#"{"Logins":[{"User":"u","Password":"EXAMPLE","PasswordLength":7},{"Password":""}],"X":1}"#;
        assert_eq!(answer.as_deref(), Some(expected));
        let fields: Vec<bool> = api.structures["Login"].fields.iter().map(|field| field.sensitive).collect();
        assert_eq!(fields, [false, true, false]);
    }
}
