//! Fields of requests, responses and structures.

use super::changes::Changes;
use super::context::Context;
use super::kind::ChangeKind;
use super::pair::pairs;
use crate::model::{Field, Limits, Type};

/// The side that writes the fields: a structure that both sides have counts as a request's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FieldSide {
    /// Clients.
    Request,
    /// The product.
    Response,
    /// The product, if it was clients before, or the other way round: another change has this
    /// consequence, and flags that only requests have say nothing.
    Moved,
}

/// The names and types of fields, in an order of their own.
pub(super) type FieldTypes = Vec<(String, String)>;

/// The shape of a list of fields.
pub(super) fn shape(fields: &[Field]) -> FieldTypes {
    let mut shape: Vec<_> =
        fields.iter().map(|field| (field.name.clone(), field.r#type.to_string())).collect();
    shape.sort_unstable();
    shape
}

pub(super) fn compare_fields(
    path: &str,
    (old, new): (&[Field], &[Field]),
    place: FieldSide,
    context: &Context<'_>,
    changes: &mut Changes,
) {
    let mut pairs = pairs(
        old.iter().map(|field| (field.name.as_str(), field)),
        new.iter().map(|field| (field.name.as_str(), field)),
    );
    let typed = |field: &Field| context.current(&field.r#type).to_string();
    let mut renamed = pairs.renamed(|name, field| Some((name.to_ascii_lowercase(), typed(field))));
    if pairs.removed.len() == 1 && pairs.added.len() == 1 {
        renamed.extend(pairs.renamed(|_, field| {
            (!field.docs.is_empty()).then(|| (field.docs.clone(), typed(field)))
        }));
    }
    for (name, field) in pairs.removed {
        changes.push(ChangeKind::FieldRemoved, format!("{path}/{name}"), field.r#type.to_string());
    }
    for (name, field) in pairs.added {
        let refused = field.required && place == FieldSide::Request;
        let kind = if refused { ChangeKind::FieldAddedRequired } else { ChangeKind::FieldAdded };
        changes.push(kind, format!("{path}/{name}"), field.r#type.to_string());
    }
    for (old_name, before, name, after) in renamed {
        changes.push(ChangeKind::FieldRenamed, format!("{path}/{name}"), format!("was {old_name}"));
        compare_one(&format!("{path}/{name}"), before, after, place, context, changes);
    }
    for (name, before, after) in pairs.both {
        compare_one(&format!("{path}/{name}"), before, after, place, context, changes);
    }
}

fn compare_one(
    path: &str,
    old: &Field,
    new: &Field,
    place: FieldSide,
    context: &Context<'_>,
    changes: &mut Changes,
) {
    let retyped = compare_type(path, old, new, context, changes);
    flags(path, old, new, place, changes);
    if !retyped {
        values(path, old, new, changes);
    }
    if old.limits != new.limits {
        let what = format!("{} → {}", shown_limits(&old.limits), shown_limits(&new.limits));
        changes.push(ChangeKind::FieldLimits, path, what);
    }
    if old.example != new.example {
        let shown = |example: &Option<String>| example.clone().unwrap_or_else(|| "none".to_owned());
        let what = format!("{} → {}", short(&shown(&old.example)), short(&shown(&new.example)));
        changes.push(ChangeKind::FieldExample, path, what);
    }
    changes.docs(ChangeKind::FieldDocs, path, &old.docs, &new.docs);
}

fn shown_limits(limits: &Limits) -> String {
    let each = limits.iter().map(|(limit, number)| format!("{limit} {number}"));
    let shown = each.collect::<Vec<_>>().join(", ");
    if shown.is_empty() { "none".to_owned() } else { shown }
}

/// Returns whether it is written in another form.
fn compare_type(
    path: &str,
    old: &Field,
    new: &Field,
    context: &Context<'_>,
    changes: &mut Changes,
) -> bool {
    let before = context.current(&old.r#type);
    if before == new.r#type {
        return false;
    }
    let what = format!("{} → {}", old.r#type, new.r#type);
    let retyped = on_the_wire(&before) != on_the_wire(&new.r#type);
    changes.push(if retyped { ChangeKind::FieldType } else { ChangeKind::FieldFormat }, path, what);
    retyped
}

/// A type as it is written: moments and days are texts.
fn on_the_wire(r#type: &Type) -> Type {
    match r#type {
        Type::Timestamp | Type::DateTime | Type::Date => Type::String,
        Type::Array(element) => on_the_wire(element).array(),
        other => other.clone(),
    }
}

fn flags(path: &str, old: &Field, new: &Field, place: FieldSide, changes: &mut Changes) {
    let shown = |before: bool, after: bool| format!("{before} → {after}");
    if old.required != new.required && place != FieldSide::Moved {
        let kind = match (place, new.required) {
            (FieldSide::Response | FieldSide::Moved, _) => ChangeKind::RequiredInResponse,
            (FieldSide::Request, true) => ChangeKind::Required,
            (FieldSide::Request, false) => ChangeKind::Optional,
        };
        changes.push(kind, path, shown(old.required, new.required));
    }
    if old.nullable != new.nullable {
        let kind = if new.nullable { ChangeKind::Nullable } else { ChangeKind::NotNullable };
        changes.push(kind, path, shown(old.nullable, new.nullable));
    }
    if old.inferred != new.inferred {
        let what = if new.inferred { "declared → inferred" } else { "inferred → declared" };
        changes.push(ChangeKind::FieldInferred, path, what);
    }
    if old.deprecated != new.deprecated {
        let kind =
            if new.deprecated { ChangeKind::FieldDeprecated } else { ChangeKind::FieldRevived };
        changes.push(kind, path, shown(old.deprecated, new.deprecated));
    }
    if old.sensitive != new.sensitive {
        changes.push(ChangeKind::Sensitive, path, shown(old.sensitive, new.sensitive));
    }
}

fn values(path: &str, old: &Field, new: &Field, changes: &mut Changes) {
    let listed = |field: &Field| field.values.keys().cloned().collect::<Vec<_>>().join(", ");
    match (has_values(old), has_values(new)) {
        (false, true) => changes.push(ChangeKind::ValuesAppeared, path, short(&listed(new))),
        (true, false) => changes.push(ChangeKind::ValuesVanished, path, short(&listed(old))),
        (true, true) => enum_values(path, old, new, changes),
        (false, false) if old.values != new.values => {
            changes.push(
                ChangeKind::NumberValues,
                path,
                format!("{} → {}", short(&listed(old)), short(&listed(new))),
            );
        }
        (false, false) => {}
    }
}

/// Returns whether it is a text with documented values.
fn has_values(field: &Field) -> bool {
    *field.r#type.element() == Type::String && !field.values.is_empty()
}

fn enum_values(path: &str, old: &Field, new: &Field, changes: &mut Changes) {
    let pairs = pairs(
        old.values.iter().map(|(value, docs)| (value.as_str(), docs)),
        new.values.iter().map(|(value, docs)| (value.as_str(), docs)),
    );
    let path = |value: &str| format!("{path}/values/{value}");
    for (value, _) in pairs.removed {
        changes.push(ChangeKind::ValueRemoved, path(value), "");
    }
    for (value, _) in pairs.added {
        changes.push(ChangeKind::ValueAdded, path(value), "");
    }
    for (value, before, after) in pairs.both {
        changes.docs(ChangeKind::ValueDocs, path(value), before, after);
    }
}

/// The beginning of a text, on one line.
pub(super) fn short(text: &str) -> String {
    const LENGTH: usize = 60;
    let line: String =
        text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(LENGTH + 1).collect();
    if line.chars().count() <= LENGTH {
        line
    } else {
        format!("{}…", line.chars().take(LENGTH).collect::<String>())
    }
}
