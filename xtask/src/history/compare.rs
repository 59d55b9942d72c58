//! Compares the tables of two crates for the effects on code that was written for the first.

use super::tables::Tables;
use serde::Serialize;

/// A difference that a user's code would notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Finding {
    pub(super) effect: Effect,
    /// The path in the crate: `v20170312::Task::job_id`.
    pub(super) path: String,
    pub(super) before: String,
    pub(super) after: String,
}

/// The effect on code that names an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Effect {
    /// It compiles, and sends or reads another text.
    Moved,
    /// The item has another type.
    Retyped,
    /// There is no such item.
    Lost,
}

/// Compares the items of two crates. An item that only the second one has is not a finding.
pub(super) fn compare(before: &Tables, after: &Tables) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, old) in &before.items {
        let mut push = |effect, before: &str, after: &str| {
            let [path, before, after] = [path, before, after].map(str::to_owned);
            findings.push(Finding { effect, path, before, after });
        };
        let Some(new) = after.items.get(path).filter(|new| new.kind == old.kind) else {
            push(Effect::Lost, &old.signature, "");
            continue;
        };
        if let Some(wire) = old.wire.as_deref().filter(|_| old.wire != new.wire) {
            push(Effect::Moved, wire, new.wire.as_deref().unwrap_or_default());
        }
        if old.signature != new.signature && !is_grown(path, &old.signature, after) {
            push(Effect::Retyped, &old.signature, &new.signature);
        }
    }
    findings
}

/// Returns whether an alias of a runtime type became a type that has everything that the alias had.
fn is_grown(path: &str, before: &str, after: &Tables) -> bool {
    let has = |name: &str, signature: &str| {
        after.items.get(&format!("{path}::{name}")).is_some_and(|item| item.signature == signature)
    };
    if before.starts_with("type runtime::EmptyResponse<") {
        return has("request_id", "Option<String>");
    }
    before.starts_with("type runtime::UndocumentedErrorCode<")
        && after.items[path].signature == "enum"
}

#[cfg(test)]
mod tests {
    use super::super::tables::parse_tables;
    use super::*;
    use tencentcloud_codegen::Files;

    fn tables(text: &str) -> Tables {
        let mut files = Files::default();
        files.insert("src/v1/structures/cat.rs", text);
        parse_tables(&files).unwrap()
    }

    fn structure(fields: &str, wires: &str) -> String {
        format!(
            "#[non_exhaustive] pub struct Cat {{ {fields} }} impl Structure for Cat {{
             fn schema(&self) -> &'static Schema {{ &Schema {{ fields: &[{wires}] }} }}
             fn field_mut(&mut self, at: usize) {{ match at {{ \
             0 => FieldMut::Text(&mut self.name), 1 => self.age }} }} }}"
        )
    }

    fn effects(before: &str, after: &str) -> Vec<(Effect, String)> {
        let findings = compare(&tables(before), &tables(after));
        findings.into_iter().map(|finding| (finding.effect, finding.path)).collect()
    }

    #[test]
    fn a_change_that_code_would_notice_is_found() {
        let cat = structure("pub name: Option<String>, pub age: Option<i64>", r#""Name", "Age""#);
        assert_eq!(effects(&cat, &cat), []);
        let swapped =
            structure("pub name: Option<String>, pub age: Option<i64>", r#""NAME", "Age""#);
        assert_eq!(effects(&cat, &swapped), [(Effect::Moved, "v1::Cat::name".to_owned())]);
        let retyped = structure("pub name: Option<Name>, pub age: Option<i64>", r#""Name", "Age""#);
        assert_eq!(effects(&cat, &retyped), [(Effect::Retyped, "v1::Cat::name".to_owned())]);
        let smaller = structure("pub name: Option<String>", r#""Name""#);
        assert_eq!(effects(&cat, &smaller), [(Effect::Lost, "v1::Cat::age".to_owned())]);
        assert_eq!(effects(&smaller, &cat), []);
    }
}
