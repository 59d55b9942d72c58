//! Paths into responses: whether they exist, and which list they lead through.

use crate::codec::{FieldMut, FieldOp, Schema, Structure, StructureMut};
use crate::text::did_you_mean;
use serde_json::Value;

/// A list on a path.
pub(super) struct List<'a> {
    pub(super) items: &'a [Value],
    /// The object that contains the list.
    pub(super) parent: &'a Value,
}

/// Returns the first list that a path leads through.
pub(super) fn list_at<'a>(response: &'a Value, path: &str) -> Option<List<'a>> {
    let mut parent = response;
    let mut steps = path.split('.').peekable();
    while let Some(step) = steps.next() {
        match parent.get(step)? {
            Value::Array(items) if steps.peek().is_some() => return Some(List { items, parent }),
            inner => parent = inner,
        }
    }
    None
}

/// Describes the error of a path into a type of responses, if there is no such field.
pub(super) fn unknown_field(response: &mut dyn Structure, path: &str) -> Option<String> {
    unknown_in(response.schema(), &mut &mut *response, path)
}

fn unknown_in(schema: &Schema, target: &mut dyn StructureMut, path: &str) -> Option<String> {
    let (name, rest) = path.split_once('.').map_or((path, None), |(name, rest)| (name, Some(rest)));
    let Some(index) = schema.position(name, 0) else {
        return Some(format!(
            "{} has no field {name:?}{}",
            schema.name,
            did_you_mean(name, schema.fields.iter().copied())
        ));
    };
    let rest = rest?;
    match target.field_mut(index, FieldOp::Inspect) {
        FieldMut::Json(_) | FieldMut::Jsons(_) => None,
        FieldMut::Structure | FieldMut::Structures => {
            let mut unknown = None;
            target.field_mut(
                index,
                FieldOp::Create(&mut |schema, target| unknown = unknown_in(schema, target, rest)),
            );
            unknown
        }
        _ => Some(format!("the field {name:?} of {} has no fields of its own", schema.name)),
    }
}

/// Describes the error of a path into an untyped response, if an object on the path has no such
/// field.
pub(super) fn unknown_json_field(response: &Value, path: &str) -> Option<String> {
    let (name, rest) = path.split_once('.').map_or((path, None), |(name, rest)| (name, Some(rest)));
    match response {
        Value::Array(items) => items.first().and_then(|item| unknown_json_field(item, path)),
        Value::Object(members) => match (members.get(name), rest) {
            (None, _) => {
                let names = members.keys().map(String::as_str);
                Some(format!("the response has no field {name:?}{}", did_you_mean(name, names)))
            }
            (Some(inner), Some(rest)) => unknown_json_field(inner, rest),
            (Some(_), None) => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{unknown_field, unknown_json_field};
    use crate::testing::Ask;
    use serde_json::json;

    #[test]
    fn paths_into_types() {
        let cases = [
            ("Name", None),
            ("Inner.Inners.Name", None),
            ("Inners.Inner", None),
            ("name", Some("Ask has no field \"name\"; did you mean Name?")),
            ("Inners.Nam", Some("Ask has no field \"Nam\"; did you mean Name?")),
            ("Inner.Whatever", Some("Ask has no field \"Whatever\"")),
            ("Tags.Name", Some("the field \"Tags\" of Ask has no fields of its own")),
            ("", Some("Ask has no field \"\"")),
        ];
        for (path, expected) in cases {
            assert_eq!(unknown_field(&mut Ask::default(), path).as_deref(), expected, "{path}");
        }
    }

    #[test]
    fn paths_into_json() {
        let response = json!({"Set": [{"State": "A"}], "None": null, "Empty": []});
        for path in ["Set.State", "None.State", "Empty.State", "Set"] {
            assert_eq!(unknown_json_field(&response, path), None, "{path}");
        }
        let unknown = unknown_json_field(&response, "Set.Status");
        assert_eq!(
            unknown.as_deref(),
            Some("the response has no field \"Status\"; did you mean State?")
        );
        assert_eq!(
            unknown_json_field(&response, "Sets").as_deref(),
            Some("the response has no field \"Sets\"; did you mean Set?")
        );
    }
}
