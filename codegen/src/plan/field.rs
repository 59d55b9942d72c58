use super::api::Names;
use crate::doc;
use crate::name::{Unique, candidates, identifier, snake};
use std::collections::HashMap;
use tencentcloud_spec::model::{Field, Type};

/// A member of a generated type.
pub(crate) struct FieldPlan {
    /// The field's identifier: `job_id`, `r#type`.
    pub(crate) name: String,
    /// The setter's identifier, where it has one.
    pub(crate) setter: String,
    /// The name on the wire.
    pub(crate) wire: String,
    /// Lines of its doc comment.
    pub(crate) docs: Vec<String>,
    /// Its type, without the `Option` around it.
    pub(crate) r#type: FieldType,
    /// Whether a request without it is refused.
    pub(crate) required: bool,
    /// Whether its value is never printed.
    pub(crate) sensitive: bool,
    /// Whether using it warns.
    pub(crate) deprecated: bool,
}

/// The type of a member: one, or a list of them.
#[derive(Clone)]
pub(crate) struct FieldType {
    /// What one is.
    pub(crate) base: Base,
    /// Whether it is a list.
    pub(crate) list: bool,
}

/// What a member holds one or many of.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Base {
    /// `String`
    Text,
    /// `i64`
    Integer,
    /// `u64`
    Unsigned,
    /// `f64`
    Float,
    /// `bool`
    Boolean,
    /// `Vec<u8>`
    Binary,
    /// Any JSON.
    Json,
    /// An open enum, by its Rust name.
    Open(String),
    /// A structure, by its Rust name, perhaps in a box.
    Structure {
        /// The type's name.
        name: String,
        /// Whether it is in a box, because it holds its owner.
        boxed: bool,
    },
}

/// Names that would shadow what every type has; their setters are called `with_…`.
const METHODS: [&str; 22] = [
    "new",
    "clone",
    "clone_from",
    "default",
    "from",
    "into",
    "try_from",
    "try_into",
    "eq",
    "ne",
    "fmt",
    "to_owned",
    "to_string",
    "borrow",
    "borrow_mut",
    "type_id",
    "as_ref",
    "as_mut",
    "serialize",
    "deserialize",
    "shape",
    "visit",
];

/// Plans the members of a type.
pub(super) fn plan_fields(owner: &str, fields: &[Field], names: &Names<'_>) -> Vec<FieldPlan> {
    let identifiers = identifiers(fields);
    let plan = |field: &Field| plan_field(owner, field, &identifiers[field.name.as_str()], names);
    fields.iter().map(plan).collect()
}

/// Identifiers by name on the wire. Where two names are the same in snake case, the one that is still in use
/// keeps the plain name.
fn identifiers(fields: &[Field]) -> HashMap<&str, String> {
    let mut taken = Unique::default();
    let live = fields.iter().filter(|field| !field.deprecated);
    let deprecated = fields.iter().filter(|field| field.deprecated);
    live.chain(deprecated)
        .map(|field| {
            let names = candidates(&snake(&field.name));
            (field.name.as_str(), taken.claim(names.iter().map(String::as_str)))
        })
        .collect()
}

fn plan_field(owner: &str, field: &Field, plain: &str, names: &Names<'_>) -> FieldPlan {
    let name = identifier(plain);
    FieldPlan {
        setter: if METHODS.contains(&plain) { format!("with_{plain}") } else { name.clone() },
        name,
        wire: field.name.clone(),
        docs: docs(field),
        r#type: field_type(owner, field, names),
        required: field.required,
        sensitive: field.sensitive,
        deprecated: field.deprecated,
    }
}

fn field_type(owner: &str, field: &Field, names: &Names<'_>) -> FieldType {
    match &field.r#type {
        Type::Array(element) => FieldType { base: base(owner, field, element, names, true), list: true },
        one => FieldType { base: base(owner, field, one, names, false), list: false },
    }
}

fn base(owner: &str, field: &Field, r#type: &Type, names: &Names<'_>, in_list: bool) -> Base {
    match r#type {
        Type::String => names.value_sets.of(owner, field).map_or(Base::Text, |name| Base::Open(name.to_owned())),
        Type::Timestamp | Type::DateTime | Type::Date => Base::Text,
        Type::Integer => Base::Integer,
        Type::Unsigned => Base::Unsigned,
        Type::Float => Base::Float,
        Type::Boolean => Base::Boolean,
        Type::Binary if !in_list => Base::Binary,
        // Lists of lists and of bytes occur in no product; any JSON holds them.
        Type::Binary | Type::Array(_) => Base::Json,
        Type::Structure(name) => structure(owner, name, names, in_list),
    }
}

fn structure(owner: &str, name: &str, names: &Names<'_>, in_list: bool) -> Base {
    match names.types.get(name) {
        Some(rust) if !names.free.contains(name) => {
            Base::Structure { name: rust.clone(), boxed: !in_list && names.boxes.needs_box(owner, name) }
        }
        _ => Base::Json,
    }
}

/// What the description says, and then what it knows besides.
fn docs(field: &Field) -> Vec<String> {
    let mut lines = doc::lines(&field.docs);
    if lines.is_empty() {
        lines.push(format!("`{}`", field.name));
    }
    let mut facts = Vec::new();
    if field.required {
        facts.push("Required.".to_owned());
    }
    // Raw bytes are in no answer: they are the body of a request.
    if field.inferred && field.r#type != Type::Binary {
        facts.push("Seen in documented answers only.".to_owned());
    }
    if let Some(format) = format_of(&field.r#type) {
        facts.push(format.to_owned());
    }
    if !facts.is_empty() {
        lines.push(String::new());
        lines.push(facts.join(" "));
    }
    lines
}

fn format_of(r#type: &Type) -> Option<&'static str> {
    match r#type.element() {
        Type::Timestamp => Some("A moment in ISO 8601."),
        Type::DateTime => Some("A moment, usually as `YYYY-MM-DD hh:mm:ss` in China's time zone."),
        Type::Date => Some("A day, as `YYYY-MM-DD`."),
        _ => None,
    }
}
