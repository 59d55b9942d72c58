//! Fields whose value is a secret: they are never printed, and no document's value for them is
//! kept.
//!
//! Three things tell of a secret, for texts, bytes, lists of them and free JSON:
//! 1. the field's name (`name`): `Password`, `ApiKeys`, `DevicePsk`, `UserSig`, `LoginCookie`,
//!    `VerifyCode`, but not what is about a secret (`PasswordPolicy`, `PrivateKeyId`) or marks a
//!    place (`NextToken`);
//! 2. its prose, where the name says nothing (`prose`): a `Key` or a `Value` that is called a
//!    private key;
//! 3. the structure that it is in: in `Credentials` that hold a secret, every text is one, but for
//!    names, times and certificates.
//!
//! A text may hold a secret, too: an address with a signature (`address`), or JSON with a key in it
//! (`json`).

mod address;
mod json;
mod name;
mod prose;

use crate::model::{Api, Example, Field, Structure, Type};
use name::{NameVerdict, holds_secret_values, is_secret_structure, is_shown, is_value, judge};
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// The text that replaces a secret in examples.
const PLACEHOLDER: &str = "EXAMPLE";

/// The first letters of the ID of a key, which is also called an access key.
const KEY_ID: &str = "AKID";

/// Marks the secret fields.
pub fn sensitive(api: &mut Api) {
    let free = free_structures(api);
    let mark = |field: &mut Field| field.sensitive |= can_hide(field, &free) && is_secret(field);
    api.fields_mut().for_each(mark);
    mark_secret_structures(api);
}

/// Structures of which nothing is known: any JSON may stand for them.
fn free_structures(api: &Api) -> HashSet<String> {
    let is_free = |structure: &Structure| structure.fields.is_empty();
    api.structures
        .iter()
        .filter(|(_, structure)| is_free(structure))
        .map(|(name, _)| name.clone())
        .collect()
}

/// Returns whether a field holds text of any kind, or a number that may be a code.
fn can_hide(field: &Field, free: &HashSet<String>) -> bool {
    match field.r#type.element() {
        Type::String | Type::Binary => true,
        Type::Structure(name) => free.contains(name),
        Type::Integer | Type::Unsigned => is_code(&field.name),
        _ => false,
    }
}

/// Returns whether a name is that of a code that may be a number: `VerifyCode`.
fn is_code(name: &str) -> bool {
    judge(name) == NameVerdict::Secret
        && ["Code", "Otp", "OTP"].iter().any(|end| name.ends_with(end))
}

fn is_secret(field: &Field) -> bool {
    let example = field.example.as_deref().unwrap_or_default();
    let named = match judge(&field.name) {
        NameVerdict::Secret => !prose::names_other(&field.docs),
        NameVerdict::Likely => {
            !prose::names_identifier(&field.docs)
                && !example.trim_start_matches(['[', '"', ' ']).starts_with(KEY_ID)
        }
        NameVerdict::AskProse => prose::names_secret(&field.docs),
        NameVerdict::Harmless => false,
    };
    named || (*field.r#type.element() == Type::String && holds_secret(field, example))
}

/// Returns whether a text is no secret but holds one.
fn holds_secret(field: &Field, example: &str) -> bool {
    let in_json = || json::has_secret(&field.docs) || json::has_secret(example);
    address::is_secret(&field.name, &field.docs, example)
        || (field.r#type == Type::String && in_json())
}

/// Marks the texts of structures that are secrets as a whole.
fn mark_secret_structures(api: &mut Api) {
    let names = |is: fn(&str) -> bool| -> HashSet<String> {
        let fields = api.lists().flat_map(|(_, fields)| fields);
        let held =
            fields.filter(|field| is(&field.name)).filter_map(|field| field.r#type.structure());
        held.chain(api.structures.keys().filter(|name| is(name)).map(String::as_str))
            .map(str::to_owned)
            .collect()
    };
    let (secret, with_values) = (names(is_secret_structure), names(holds_secret_values));
    for (name, structure) in &mut api.structures {
        let is_hidden: fn(&str) -> bool = match () {
            () if with_values.contains(name) => is_value,
            () if secret.contains(name) && structure.fields.iter().any(tells_of_secret) => {
                |name| !is_shown(name)
            }
            () => continue,
        };
        let hidden =
            structure.fields.iter_mut().filter(|field| is_text(field) && is_hidden(&field.name));
        hidden.for_each(|field| field.sensitive = true);
    }
}

fn is_text(field: &Field) -> bool {
    matches!(field.r#type.element(), Type::String | Type::Binary)
}

/// Returns whether a field makes its whole structure one, if that is called so.
fn tells_of_secret(field: &Field) -> bool {
    field.sensitive
        || (is_text(field) && matches!(field.name.as_str(), "Key" | "Value" | "Data" | "Content"))
}

/// Takes documented secrets out of the examples.
pub fn mask_secrets(api: &mut Api) {
    for field in api.fields_mut().filter(|field| field.sensitive && field.example.is_some()) {
        field.example = Some(PLACEHOLDER.to_owned());
    }
    mask_examples(api);
}

/// The fields of each structure that are secret or lead to secrets.
type SecretFields<'a> = HashMap<&'a str, &'a Field>;

fn mask_examples(api: &mut Api) {
    let structures: HashMap<&str, SecretFields<'_>> = api
        .structures
        .iter()
        .map(|(name, structure)| (name.as_str(), secret_fields(&structure.fields)))
        .collect();
    let leading = api.holders(|structure| structure.fields.iter().any(|field| field.sensitive));
    let leading: HashSet<String> = leading.into_iter().map(str::to_owned).collect();
    for action in api.actions.values_mut() {
        let (input, output) = (secret_fields(&action.input), secret_fields(&action.output));
        for Example { input: request, output: response, .. } in &mut action.examples {
            for (secret_fields, value) in [(&input, request), (&output, response)] {
                if let Some(value) = value {
                    mask(secret_fields, &structures, &leading, value);
                }
            }
        }
    }
}

fn secret_fields(fields: &[Field]) -> SecretFields<'_> {
    fields.iter().map(|field| (field.name.as_str(), field)).collect()
}

/// Recursion is bounded by the depth that serde_json reads.
fn mask(
    secret_fields: &SecretFields<'_>,
    structures: &HashMap<&str, SecretFields<'_>>,
    leading: &HashSet<String>,
    value: &mut Value,
) {
    match value {
        Value::Array(items) => {
            items.iter_mut().for_each(|item| mask(secret_fields, structures, leading, item))
        }
        Value::Object(values) => {
            for (name, value) in values {
                let Some(field) = secret_fields.get(name.as_str()) else { continue };
                if field.sensitive {
                    mask_text(value);
                } else if let Some(inner) =
                    field.r#type.structure().filter(|name| leading.contains(*name))
                {
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
        Value::Number(number) => *number = 0.into(),
        Value::Array(items) => items.iter_mut().for_each(mask_text),
        Value::Object(object) => object.values_mut().for_each(mask_text),
        _ => {}
    }
}

#[cfg(test)]
mod tests;
