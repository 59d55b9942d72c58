//! The changes of a generated crate, from the public items of two plans.
//!
//! `spec::diff` reports the changes on the wire. This module reports the changes that a program
//! sees: missing names, different types, and names that stay but have another meaning on the wire.

mod surface;

use crate::inputs::{no_version, ordered, settled};
use crate::names::Names;
use crate::plan::{Blocking, plan_package};
use schemars::JsonSchema;
use serde::{Serialize, Serializer};
use std::collections::{BTreeMap, BTreeSet};
use surface::{PublicItem, surface};
use tencentcloud_spec::diagnostic::Diagnostics;
use tencentcloud_spec::diff::Class;
use tencentcloud_spec::model::Api;

/// A change of a crate's public items.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CrateChange {
    /// The class: how programs are affected.
    pub class: Class,
    /// The kind of change.
    #[schemars(with = "String")]
    pub kind: CrateKind,
    /// The item, as a program names it below the crate: `v20170312::Task::state`.
    pub path: String,
    /// The difference: `Option<String> → Option<TaskState>`.
    pub what: String,
    /// The reason for the class.
    pub reason: &'static str,
}

/// The kind of change of a public item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum CrateKind {
    /// The item has another meaning on the wire.
    Meaning,
    /// The item has another type or signature.
    Signature,
    /// The item was removed.
    Removed,
    /// The item is new.
    Added,
}

impl CrateKind {
    /// Returns the word for the kind in reports.
    pub fn word(self) -> &'static str {
        match self {
            Self::Meaning => "meaning changed",
            Self::Signature => "signature changed",
            Self::Removed => "removed",
            Self::Added => "added",
        }
    }

    /// Returns the class: how programs are affected.
    pub fn class(self) -> Class {
        match self {
            Self::Meaning | Self::Signature | Self::Removed => Class::Breaking,
            Self::Added => Class::Additive,
        }
    }

    /// Returns the reason for the class.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Meaning => "programs compile and send or read something else",
            Self::Signature => "programs that use it may not compile",
            Self::Removed => "programs that name it do not compile",
            Self::Added => "types are non-exhaustive",
        }
    }
}

impl Serialize for CrateKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

/// Compares the crates of two sets of descriptions of a product, each with its names.
///
/// Changes are sorted by path. If a whole type was added or removed, its members are not listed.
///
/// # Errors
/// Returns an error if a side cannot be generated; see [`generate_all`](crate::generate_all).
pub fn crate_changes(
    before: (&[&Api], &Names),
    after: (&[&Api], &Names),
) -> Result<Vec<CrateChange>, Diagnostics> {
    let (before, after) = (items(before)?, items(after)?);
    let removed = before.iter().filter(|(path, _)| !after.contains_key(*path));
    let removed =
        removed.map(|(path, item)| change(CrateKind::Removed, path, item.signature.clone()));
    let others = after.iter().filter_map(|(path, item)| match before.get(path) {
        None => Some(change(CrateKind::Added, path, item.signature.clone())),
        Some(old) if old.wire != item.wire => {
            Some(change(CrateKind::Meaning, path, format!("{} → {}", old.wire, item.wire)))
        }
        Some(old) if old.signature != item.signature => Some(change(
            CrateKind::Signature,
            path,
            format!("{} → {}", old.signature, item.signature),
        )),
        Some(_) => None,
    });
    let mut changes: Vec<CrateChange> = removed.chain(others).collect();
    let whole: BTreeSet<String> =
        changes.iter().filter(|it| is_whole(it)).map(|it| it.path.clone()).collect();
    changes.retain(|it| {
        !is_whole(it) || parent(&it.path).is_none_or(|parent| !whole.contains(parent))
    });
    changes.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(changes)
}

/// Returns true if a whole item was added or removed, with all its members.
fn is_whole(change: &CrateChange) -> bool {
    matches!(change.kind, CrateKind::Added | CrateKind::Removed)
}

/// Returns the path of the item that contains this one.
fn parent(path: &str) -> Option<&str> {
    path.rsplit_once(" as ").or_else(|| path.rsplit_once("::")).map(|(parent, _)| parent)
}

fn change(kind: CrateKind, path: &str, what: String) -> CrateChange {
    CrateChange { class: kind.class(), kind, path: path.to_owned(), what, reason: kind.reason() }
}

fn items((apis, names): (&[&Api], &Names)) -> Result<BTreeMap<String, PublicItem>, Diagnostics> {
    let names = settled(apis, names)?;
    let package =
        plan_package(&ordered(apis)?, &names, Blocking::Feature).ok_or_else(no_version)?;
    Ok(surface(&package))
}

#[cfg(test)]
mod tests {
    use super::{CrateKind, crate_changes, parent};
    use crate::names::Names;
    use crate::testing::api;
    use tencentcloud_spec::diff::Class;

    /// Returns the changes of an update with kept names, without the version in the paths.
    fn changes(before: &str, after: &str) -> Vec<String> {
        let (before, after) = (api(before), api(after));
        let names = Names::choose(&[&before]);
        let kept = names.settled(&[&after]);
        let changes = crate_changes((&[&before], &names), (&[&after], &kept)).unwrap();
        let line = |it: &super::CrateChange| {
            let path = it.path.trim_start_matches("v20200101::");
            format!("{} {path}: {}", it.kind.word(), it.what)
        };
        changes.iter().map(line).collect()
    }

    #[test]
    fn what_a_program_sees_of_an_update() {
        let cases: [(&str, &str, &[&str]); 8] = [
            ("A.in X: String", "A.in X: String", &[]),
            // Documentation and what is required are no part of the signature.
            ("A.in X: String", "A.in X!: String | Text.", &[]),
            (
                "A.in X: String",
                "A.in X: Integer",
                &[
                    "signature changed ARequest::x: Option<String> → Option<i64>",
                    "signature changed ARequest::x(): fn(String) → fn(i64)",
                ],
            ),
            (
                "A.out X: S\n S.Y: String",
                "A.out X: S\n S.Y: String\n S.Z: String",
                &["added S::z: Option<String>"],
            ),
            (
                "A.out X: S\n S.Y: String\n S.Z: String",
                "A.out X: S\n S.Y: String",
                &["removed S::z: Option<String>"],
            ),
            // The members of a type that is new are not listed.
            ("A.out X: String", "A.out X: String\n S.Y: String", &["added S: struct"]),
            (
                "A.in JobState: String = ON",
                "A.in JobState: String = ON OFF",
                &["added JobState::Off: variant"],
            ),
            (
                "A.out X: String",
                "A.out X: String\n A.error Busy",
                &["added AErrorCode::Busy: variant", "added ErrorCode::Busy: variant"],
            ),
        ];
        for (before, after, expected) in cases {
            assert_eq!(changes(before, after), expected, "{before:?} {after:?}");
        }
    }

    #[test]
    fn a_name_with_another_meaning_is_told_first() {
        // Without stored names, the new field takes the name of the old one, and its type.
        let (before, after) =
            (api("A.in Uui: String"), api("A.in UUI: Integer\n A.in Uui: String"));
        let changes = crate_changes(
            (&[&before], &Names::choose(&[&before])),
            (&[&after], &Names::choose(&[&after])),
        );
        let told: Vec<_> = changes
            .unwrap()
            .into_iter()
            .map(|it| format!("{}: {}", it.kind.word(), it.what))
            .collect();
        let expected = [
            "meaning changed: Uui → UUI",
            "meaning changed: Uui → UUI",
            "added: Option<String>",
            "added: fn(String)",
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn a_new_structure_in_requests_has_setters() {
        let before = "A.out X: S\n S.Y: String";
        let after = "A.out X: S\n S.Y: String\n A.in X: S";
        let expected = [
            "added ARequest::x: Option<S>",
            "added ARequest::x(): fn(S)",
            "added S::new(): fn()",
            "added S::y(): fn(String)",
        ];
        assert_eq!(changes(before, after), expected);
    }

    #[test]
    fn classes_of_kinds() {
        let cases = [
            (CrateKind::Meaning, Class::Breaking),
            (CrateKind::Signature, Class::Breaking),
            (CrateKind::Removed, Class::Breaking),
            (CrateKind::Added, Class::Additive),
        ];
        for (kind, class) in cases {
            assert_eq!(kind.class(), class, "{kind:?}");
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.word());
        }
    }

    #[test]
    fn parents_of_paths() {
        let cases = [
            ("v1::S::x", Some("v1::S")),
            ("v1::ARequest as Action", Some("v1::ARequest")),
            ("v1::S", Some("v1")),
            ("v1", None),
        ];
        for (path, expected) in cases {
            assert_eq!(parent(path), expected, "{path}");
        }
    }
}
