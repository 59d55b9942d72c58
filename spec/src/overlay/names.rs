//! Where the items of long lists are, by name: an overlay may correct thousands of members of one list.

use super::path::called;
use serde_json::Value;
use std::collections::HashMap;

/// The positions of items, by the path of their list.
#[derive(Default)]
pub(super) struct Names(HashMap<String, HashMap<String, usize>>);

impl Names {
    /// The value below the node at a path.
    pub(super) fn child<'v>(&mut self, path: &[String], node: &'v mut Value, step: &str) -> Option<&'v mut Value> {
        match node {
            Value::Object(members) => members.get_mut(step),
            Value::Array(items) => {
                let at = *self.list(path, items).get(step)?;
                items.get_mut(at)
            }
            _ => None,
        }
    }

    /// The value at the end of a path.
    pub(super) fn find<'v>(&mut self, root: &'v mut Value, steps: &[String]) -> Option<&'v mut Value> {
        (0..steps.len()).try_fold(root, |node, at| self.child(&steps[..at], node, &steps[at]))
    }

    /// Remembers an item that was put at the end of the list at a path.
    pub(super) fn appended(&mut self, path: &[String], list: &Value) {
        if let (Some(known), Some(items)) = (self.0.get_mut(&key(path)), list.as_array())
            && let Some(name) = items.last().and_then(called)
        {
            known.entry(name.to_owned()).or_insert(items.len() - 1);
        }
    }

    /// Forgets everything: names or positions may have changed.
    pub(super) fn forget(&mut self) {
        self.0.clear();
    }

    fn list(&mut self, path: &[String], items: &[Value]) -> &HashMap<String, usize> {
        self.0.entry(key(path)).or_insert_with(|| {
            let mut known = HashMap::new();
            for (at, item) in items.iter().enumerate() {
                if let Some(name) = called(item) {
                    // Of items that are called alike, the first is meant.
                    known.entry(name.to_owned()).or_insert(at);
                }
            }
            known
        })
    }
}

/// The value below a node, looked for item by item.
pub(super) fn child<'v>(node: &'v mut Value, step: &str) -> Option<&'v mut Value> {
    match node {
        Value::Object(members) => members.get_mut(step),
        Value::Array(items) => items.iter_mut().find(|item| called(item) == Some(step)),
        _ => None,
    }
}

/// The value at the end of a path, looked for item by item.
pub(super) fn find<'v>(root: &'v mut Value, steps: &[String]) -> Option<&'v mut Value> {
    steps.iter().try_fold(root, |node, step| child(node, step))
}

fn key(path: &[String]) -> String {
    path.join("\0")
}
