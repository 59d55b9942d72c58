//! The changes that are found.

use super::kind::{ChangeKind, Class};
use schemars::JsonSchema;
use serde::Serialize;

/// One change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Change {
    /// The consequence for clients.
    pub class: Class,
    /// The kind of change.
    #[schemars(with = "String")]
    pub kind: ChangeKind,
    /// The place in the description that has it: `/actions/DescribeTask/input/JobId`.
    pub path: String,
    /// The change, such as `Integer → String`; empty if the kind says it all.
    pub what: String,
    /// Why it has its class.
    pub reason: &'static str,
}

/// The changes found so far.
#[derive(Default)]
pub(super) struct Changes(pub(super) Vec<Change>);

impl Changes {
    pub(super) fn push(
        &mut self,
        kind: ChangeKind,
        path: impl Into<String>,
        what: impl Into<String>,
    ) {
        let (class, reason) = (kind.class(), kind.reason());
        self.0.push(Change { class, kind, path: path.into(), what: what.into(), reason });
    }

    /// Notes a change of prose, which is too long to be shown.
    pub(super) fn docs(&mut self, kind: ChangeKind, path: impl Into<String>, old: &str, new: &str) {
        if old != new {
            let what = match (old.is_empty(), new.is_empty()) {
                (true, _) => "prose added",
                (_, true) => "prose removed",
                _ => "prose rewritten",
            };
            self.push(kind, path, what);
        }
    }
}
