//! The file of facts: JSON with one field and one error code a line, so that a change of the API is
//! a small diff.

use crate::check;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{
    Action, Api, Body, Field, Limits, Owner, Paging, Path, Region, Status, Structure, Type, Unpaged,
};
use crate::model::{is_default, json_pointer};
use indexmap::IndexMap;
use serde::de::{self, Deserializer, MapAccess, Visitor};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::marker::PhantomData;

/// The version of the file's form.
const FORMAT: u32 = 1;

/// The field that every response has, and that no file of facts lists.
const REQUEST_ID: &str = "RequestId";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FactsFile {
    facts: u32,
    product: String,
    version: String,
    service: Option<String>,
    endpoint: Option<String>,
    actions: Unique<ActionFacts>,
    /// Null is a structure that nothing describes.
    structures: Unique<Option<Unique<FieldFacts>>>,
    errors: Vec<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ActionFacts {
    #[serde(default, skip_serializing_if = "is_default")]
    region: Region,
    #[serde(default, skip_serializing_if = "is_default")]
    status: Status,
    #[serde(default, skip_serializing_if = "is_default")]
    body: Body,
    #[serde(default, skip_serializing_if = "is_default")]
    unsigned: bool,
    #[serde(default, skip_serializing_if = "is_default")]
    event_stream: bool,
    #[serde(default, skip_serializing_if = "is_default")]
    read_only: bool,
    #[serde(default, skip_serializing_if = "is_default")]
    idempotency_token: Option<String>,
    #[serde(default, skip_serializing_if = "is_default")]
    paging: Option<Paging>,
    #[serde(default, skip_serializing_if = "is_default")]
    unpaged: Option<Unpaged>,
    #[serde(default, skip_serializing)]
    input: Unique<FieldFacts>,
    #[serde(default, skip_serializing)]
    output: Unique<FieldFacts>,
    #[serde(default, skip_serializing)]
    errors: Vec<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FieldFacts {
    r#type: Type,
    #[serde(default, skip_serializing_if = "is_default")]
    required: bool,
    #[serde(default, skip_serializing_if = "is_default")]
    nullable: bool,
    #[serde(default, skip_serializing_if = "is_default")]
    deprecated: bool,
    #[serde(default, skip_serializing_if = "is_default")]
    inferred: bool,
    #[serde(default, skip_serializing_if = "is_default")]
    sensitive: bool,
    #[serde(default, skip_serializing_if = "is_default")]
    values: Vec<String>,
    #[serde(default, skip_serializing_if = "is_default")]
    limits: Limits,
    #[serde(default, skip_serializing_if = "is_default")]
    example: Option<String>,
}

/// Writes facts. The same facts always give the same bytes.
pub fn to_json(api: &Api) -> String {
    let endpoint = Some(&api.endpoint).filter(|endpoint| **endpoint != default_endpoint(api));
    let mut head = vec![("product", &api.product), ("version", &api.version)];
    head.extend(api.service.iter().map(|service| ("service", service)));
    head.extend(endpoint.map(|endpoint| ("endpoint", endpoint)));
    let head: String =
        head.into_iter().map(|(key, text)| format!("\"{key}\":{},\n", json(text))).collect();
    let actions =
        api.actions.iter().map(|(name, action)| format!("{}:{}", json(name), action_json(action)));
    let structures = api.structures.iter().map(|(name, structure)| match structure {
        Structure { inferred: true, fields, .. } if fields.is_empty() => {
            format!("{}:null", json(name))
        }
        Structure { fields, .. } => {
            format!("{}:{{{}}}", json(name), block(fields.iter().map(field_json)))
        }
    });
    format!(
        "{{\n\"facts\":{FORMAT},\n{head}\"actions\":{{{}}},\n\"structures\":{{{}}},\n\
         \"errors\":[{}]\n}}\n",
        block(actions),
        block(structures),
        block(api.errors.keys().map(json)),
    )
}

/// Reads facts. All documentation is empty.
///
/// # Errors
/// Returns what is wrong: with the line if the text is no such file, with JSON pointers if it
/// contradicts itself.
pub fn from_json(text: &str, file: &str) -> Result<Api, Diagnostics> {
    let read: FactsFile = serde_json::from_str(text).map_err(|error| {
        Diagnostic::error("invalid-facts", format!("not a file of facts: {error}"))
            .at(file, error.line())
            .help(HELP)
    })?;
    if read.facts != FORMAT {
        let message = format!(
            "form {} of facts is not the form {FORMAT} that this version reads",
            read.facts
        );
        return Err(Diagnostic::error("unsupported-format", message)
            .in_file(file)
            .help(HELP)
            .into());
    }
    let api = api(read);
    // Fields are keys, and those of a structure are directly below it.
    let pointer = |path: &Path| match path {
        Path::Field(Owner::Structure(name), field) => json_pointer(["structures", name, field]),
        other => json_pointer(other.steps()),
    };
    let mut found = Diagnostics::default();
    check::find_problems(
        &api,
        &|path, diagnostic| diagnostic.at_pointer(file, pointer(path)),
        &mut found,
    );
    if found.has_errors() { Err(found) } else { Ok(api) }
}

const HELP: &str = "write it again with `cargo xtask facts`";

fn default_endpoint(api: &Api) -> String {
    format!("{}.tencentcloudapi.com", api.service())
}

/// Any text or plain value; writing to memory cannot fail.
fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// Lines between brackets, separated by commas; nothing if there are none.
fn block(lines: impl Iterator<Item = String>) -> String {
    let lines: Vec<String> = lines.collect();
    if lines.is_empty() { String::new() } else { format!("\n{}\n", lines.join(",\n")) }
}

fn action_json(action: &Action) -> String {
    let properties = json(&properties(action));
    let own =
        properties.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).unwrap_or_default();
    let output = action.output.iter().filter(|field| field.name != REQUEST_ID);
    let lists = [
        ("input", block(action.input.iter().map(field_json)), ['{', '}']),
        ("output", block(output.map(field_json)), ['{', '}']),
        ("errors", block(action.errors.iter().map(json)), ['[', ']']),
    ];
    let lists = lists.into_iter().filter(|(_, lines, _)| !lines.is_empty());
    let lists =
        lists.map(|(key, lines, [open, close])| format!("\n\"{key}\":{open}{lines}{close}"));
    let parts: Vec<String> =
        Some(own.to_owned()).filter(|own| !own.is_empty()).into_iter().chain(lists).collect();
    format!("{{{}}}", parts.join(","))
}

fn properties(action: &Action) -> ActionFacts {
    ActionFacts {
        region: action.region,
        status: action.status,
        body: action.body,
        unsigned: action.unsigned,
        event_stream: action.event_stream,
        read_only: action.read_only,
        idempotency_token: action.idempotency_token.clone(),
        paging: action.paging.clone(),
        unpaged: action.unpaged,
        input: Unique::default(),
        output: Unique::default(),
        errors: Vec::new(),
    }
}

fn field_json(field: &Field) -> String {
    let facts = FieldFacts {
        r#type: field.r#type.clone(),
        required: field.required,
        nullable: field.nullable,
        deprecated: field.deprecated,
        inferred: field.inferred,
        sensitive: field.sensitive,
        values: field.values.keys().cloned().collect(),
        limits: field.limits.clone(),
        example: field.example.clone(),
    };
    format!("{}:{}", json(&field.name), json(&facts))
}

fn api(file: FactsFile) -> Api {
    let mut api = Api::new(file.product, file.version);
    api.service = file.service;
    api.endpoint = file.endpoint.unwrap_or_else(|| default_endpoint(&api));
    api.actions = file.actions.0.into_iter().map(|(name, facts)| (name, action(facts))).collect();
    api.structures =
        file.structures.0.into_iter().map(|(name, facts)| (name, structure(facts))).collect();
    api.errors = file.errors.into_iter().map(|code| (code, String::new())).collect();
    api
}

fn action(facts: ActionFacts) -> Action {
    let mut output = fields(facts.output);
    output.push(Field::new(REQUEST_ID, Type::String, ""));
    Action {
        region: facts.region,
        status: facts.status,
        body: facts.body,
        unsigned: facts.unsigned,
        event_stream: facts.event_stream,
        read_only: facts.read_only,
        idempotency_token: facts.idempotency_token,
        paging: facts.paging,
        unpaged: facts.unpaged,
        input: fields(facts.input),
        output,
        errors: facts.errors,
        ..Action::default()
    }
}

/// A structure is inferred if nothing describes it, or if all its fields are.
fn structure(facts: Option<Unique<FieldFacts>>) -> Structure {
    let Some(facts) = facts else { return Structure { inferred: true, ..Structure::default() } };
    let fields = fields(facts);
    let inferred = !fields.is_empty() && fields.iter().all(|field| field.inferred);
    Structure { inferred, fields, ..Structure::default() }
}

fn fields(facts: Unique<FieldFacts>) -> Vec<Field> {
    facts.0.into_iter().map(|(name, facts)| field(name, facts)).collect()
}

fn field(name: String, facts: FieldFacts) -> Field {
    Field {
        required: facts.required,
        nullable: facts.nullable,
        deprecated: facts.deprecated,
        inferred: facts.inferred,
        sensitive: facts.sensitive,
        values: facts.values.into_iter().map(|value| (value, String::new())).collect(),
        limits: facts.limits,
        example: facts.example,
        ..Field::new(name, facts.r#type, "")
    }
}

/// The entries of an object in their order; a key that occurs twice is an error.
struct Unique<T>(IndexMap<String, T>);

impl<T> Default for Unique<T> {
    fn default() -> Self {
        Self(IndexMap::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Unique<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(UniqueEntries(PhantomData))
    }
}

struct UniqueEntries<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for UniqueEntries<T> {
    type Value = Unique<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Unique<T>, A::Error> {
        let mut entries = IndexMap::new();
        while let Some((key, value)) = map.next_entry::<String, T>()? {
            if entries.contains_key(&key) {
                return Err(de::Error::custom(format!("`{key}` is there twice")));
            }
            entries.insert(key, value);
        }
        Ok(Unique(entries))
    }
}
