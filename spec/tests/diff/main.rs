//! The comparison of two descriptions. Each row of the tables edits a small description and names
//! the one change that must be found, alone and together with all others.

#![allow(clippy::unwrap_used)] // A test may fail by a panic.

mod description;
mod real;
mod reports;

use description::{full, full_json};
use serde_json::{Value, json};
use tencentcloud_spec::diff::{self, Bump, Change, ChangeKind, Class, diff};
use tencentcloud_spec::model::{Api, from_json, to_json};
use tencentcloud_spec::read::metadata;

/// An `api.json` with a place for every kind of edit.
fn metadata_json() -> Value {
    let field = |name: &str, kind: &str, exact: &str| {
        json!({"name": name, "type": kind, "member": exact, "document": format!("About {name}."),
            "example": "e", "required": false})
    };
    let object = |fields: Vec<Value>| json!({"document": "", "members": fields});
    let side = |fields: Vec<Value>| json!({"document": "", "members": fields, "type": "object"});
    let request_id = || field("RequestId", "string", "string");
    let mut objects = serde_json::Map::new();
    for action in ["Alter", "Calm", "Drop", "List", "Move", "Name", "Open", "Rest", "Stream"] {
        let input = vec![
            field("Id", "string", "string"),
            field(&format!("{action}ChangeKind"), "string", "string"),
        ];
        objects.insert(format!("{action}Request"), side(input));
        objects.insert(
            format!("{action}Response"),
            side(vec![field("Count", "int", "int64"), request_id()]),
        );
    }
    objects["ListRequest"]["members"].as_array_mut().unwrap().extend([
        field("Limit", "int", "uint64"),
        field("Filter", "list", "Filter"),
        field("Old", "string", "string"),
    ]);
    let sets = ["Used", "Renamed", "Recursive"].map(|name| field(name, "list", name));
    objects["ListResponse"]["members"].as_array_mut().unwrap().extend(sets);
    let names = ["Name", "Values"].map(|name| field(name, "list", "string"));
    objects.insert("Filter".to_owned(), object(names.to_vec()));
    objects.insert("Gone".to_owned(), object(vec![field("Z", "bool", "bool")]));
    objects.insert(
        "Recursive".to_owned(),
        object(vec![field("Next", "object", "Recursive"), field("B", "int", "int64")]),
    );
    objects.insert(
        "Renamed".to_owned(),
        object(vec![field("Red", "int", "int64"), field("Blue", "float", "float")]),
    );
    let used = ["A", "B", "C", "D", "E", "F", "G", "H", "When"]
        .map(|name| field(name, "string", "string"));
    objects.insert("Used".to_owned(), object(used.to_vec()));
    let action = |name: &str| {
        (
            name.to_owned(),
            json!({"document": format!("Does {name}."), "name": name, "status": "online",
            "input": format!("{name}Request"), "output": format!("{name}Response")}),
        )
    };
    let actions: serde_json::Map<_, _> =
        ["Alter", "Calm", "Drop", "List", "Move", "Name", "Open", "Rest", "Stream"]
            .map(action)
            .into_iter()
            .collect();
    json!({"actions": actions, "objects": objects, "version": "1.0",
        "metadata": {
            "apiVersion": "2020-01-01", "serviceShortName": "toy", "serviceNameCN": "Toys"}})
}

fn described(value: &Value) -> Api {
    let (document, diagnostics) = metadata::read_metadata(&value.to_string(), "api.json");
    assert!(!diagnostics.has_errors(), "{diagnostics}");
    metadata::describe(document)
}

/// A field of an object, to be edited.
fn field<'a>(value: &'a mut Value, object: &str, name: &str) -> &'a mut Value {
    let fields = value["objects"][object]["members"].as_array_mut().unwrap();
    fields.iter_mut().find(|field| field["name"] == name).unwrap()
}

fn add(value: &mut Value, object: &str, field: Value) {
    value["objects"][object]["members"].as_array_mut().unwrap().push(field);
}

fn remove(value: &mut Value, object: &str, name: &str) {
    value["objects"][object]["members"]
        .as_array_mut()
        .unwrap()
        .retain(|field| field["name"] != name);
}

fn rename(entries: &mut Value, old: &str, new: &str) {
    let entry = entries.as_object_mut().unwrap().shift_remove(old).unwrap();
    entries[new] = entry;
}

/// An edit, and the changes it makes: kind and path.
type Row = (fn(&mut Value), &'static [(ChangeKind, &'static str)]);

const METADATA_EDITS: [Row; 36] = [
    (|v| v["metadata"]["serviceNameCN"] = json!("Games"), &[(ChangeKind::Title, "/title")]),
    (
        |v| v["actions"]["Alter"]["document"] = json!("Other."),
        &[(ChangeKind::ActionDocs, "/actions/Alter")],
    ),
    (
        |v| v["actions"]["Calm"]["status"] = json!("deprecated"),
        &[(ChangeKind::ActionDeprecated, "/actions/Calm")],
    ),
    (
        |v| v["actions"]["Rest"]["status"] = json!("offline"),
        &[(ChangeKind::ActionOffline, "/actions/Rest")],
    ),
    (
        |v| v["actions"]["Open"]["skip_sign"] = json!(true),
        &[(ChangeKind::Unsigned, "/actions/Open")],
    ),
    (
        |v| drop(v["actions"].as_object_mut().unwrap().shift_remove("Drop")),
        &[(ChangeKind::ActionRemoved, "/actions/Drop")],
    ),
    (
        |v| {
            v["actions"]["Add"] = json!({
                "document": "Adds.", "name": "", "input": "AddRequest", "output": "AddResponse"});
            v["objects"]["AddRequest"] = json!({"members": []});
            v["objects"]["AddResponse"] = json!({"members": []});
        },
        &[(ChangeKind::ActionAdded, "/actions/Add")],
    ),
    (
        |v| rename(&mut v["actions"], "Move", "Shift"),
        &[(ChangeKind::ActionRenamed, "/actions/Shift")],
    ),
    (
        |v| rename(&mut v["actions"], "Name", "NAME"),
        &[(ChangeKind::ActionRenamed, "/actions/NAME")],
    ),
    (
        |v| {
            field(v, "StreamResponse", "RequestId")["document"] =
                json!("Or the header X-TC-RequestId.")
        },
        &[
            (ChangeKind::EventStream, "/actions/Stream"),
            (ChangeKind::FieldDocs, "/actions/Stream/output/RequestId"),
        ],
    ),
    (
        |v| add(v, "OpenRequest", json!({"name": "File", "type": "binary", "member": "binary"})),
        &[
            (ChangeKind::Body, "/actions/Open"),
            (ChangeKind::FieldAdded, "/actions/Open/input/File"),
        ],
    ),
    (
        |v| v["objects"]["New"] = json!({"members": []}),
        &[(ChangeKind::StructureAdded, "/structures/New")],
    ),
    (
        |v| drop(v["objects"].as_object_mut().unwrap().shift_remove("Gone")),
        &[(ChangeKind::StructureRemoved, "/structures/Gone")],
    ),
    (
        |v| {
            rename(&mut v["objects"], "Renamed", "Colours");
            field(v, "ListResponse", "Renamed")["member"] = json!("Colours");
        },
        &[(ChangeKind::StructureRenamed, "/structures/Colours")],
    ),
    (
        |v| v["objects"]["Used"]["document"] = json!("Of use."),
        &[(ChangeKind::StructureDocs, "/structures/Used")],
    ),
    (
        |v| add(v, "ListRequest", json!({"name": "More", "type": "bool", "member": "bool"})),
        &[(ChangeKind::FieldAdded, "/actions/List/input/More")],
    ),
    (
        |v| {
            add(
                v,
                "ListRequest",
                json!({"name": "Must", "type": "bool", "member": "bool", "required": true}),
            )
        },
        &[(ChangeKind::FieldAddedRequired, "/actions/List/input/Must")],
    ),
    (
        |v| {
            add(
                v,
                "Filter",
                json!({"name": "Must", "type": "bool", "member": "bool", "required": 1}),
            )
        },
        &[(ChangeKind::FieldAddedRequired, "/structures/Filter/Must")],
    ),
    (
        |v| {
            add(
                v,
                "ListResponse",
                json!({"name": "Must", "type": "bool", "member": "bool", "required": true}),
            )
        },
        &[(ChangeKind::FieldAdded, "/actions/List/output/Must")],
    ),
    (|v| remove(v, "ListRequest", "Old"), &[(ChangeKind::FieldRemoved, "/actions/List/input/Old")]),
    (|v| remove(v, "Used", "A"), &[(ChangeKind::FieldRemoved, "/structures/Used/A")]),
    (
        |v| field(v, "AlterRequest", "Id")["name"] = json!("ID"),
        &[(ChangeKind::FieldRenamed, "/actions/Alter/input/ID")],
    ),
    (
        |v| field(v, "CalmRequest", "Id")["name"] = json!("Key"),
        &[(ChangeKind::FieldRenamed, "/actions/Calm/input/Key")],
    ),
    (
        |v| {
            field(v, "ListRequest", "Limit")["type"] = json!("string");
            field(v, "ListRequest", "Limit")["member"] = json!("string");
        },
        &[(ChangeKind::FieldType, "/actions/List/input/Limit")],
    ),
    (
        |v| field(v, "AlterResponse", "Count")["member"] = json!("uint64"),
        &[(ChangeKind::FieldType, "/actions/Alter/output/Count")],
    ),
    (
        |v| field(v, "Recursive", "Next")["type"] = json!("list"),
        &[(ChangeKind::FieldType, "/structures/Recursive/Next")],
    ),
    (
        |v| field(v, "Used", "When")["member"] = json!("datetime_iso"),
        &[(ChangeKind::FieldFormat, "/structures/Used/When")],
    ),
    (
        |v| field(v, "ListRequest", "Id")["required"] = json!(1),
        &[(ChangeKind::Required, "/actions/List/input/Id")],
    ),
    (
        |v| field(v, "Filter", "Name")["required"] = json!(true),
        &[(ChangeKind::Required, "/structures/Filter/Name")],
    ),
    (|v| field(v, "Used", "B")["required"] = json!(true), &[]),
    (
        |v| field(v, "Used", "C")["value_allowed_null"] = json!(true),
        &[(ChangeKind::Nullable, "/structures/Used/C")],
    ),
    (
        |v| field(v, "Used", "D")["disabled"] = json!(true),
        &[(ChangeKind::FieldDeprecated, "/structures/Used/D")],
    ),
    (
        |v| field(v, "Used", "E")["document"] = json!("Else."),
        &[(ChangeKind::FieldDocs, "/structures/Used/E")],
    ),
    (
        |v| field(v, "Used", "F")["example"] = json!("f"),
        &[(ChangeKind::FieldExample, "/structures/Used/F")],
    ),
    (|v| field(v, "Used", "G")["output_required"] = json!(true), &[]),
    (|v| v["objects"]["Used"]["members"].as_array_mut().unwrap().reverse(), &[]),
];

/// The kinds and paths of changes, sorted.
fn found(changes: &[Change]) -> Vec<(ChangeKind, String)> {
    let mut found: Vec<_> =
        changes.iter().map(|change| (change.kind, change.path.clone())).collect();
    found.sort_unstable();
    found
}

fn expected<'a>(
    rows: impl Iterator<Item = &'a (ChangeKind, &'static str)>,
) -> Vec<(ChangeKind, String)> {
    let mut expected: Vec<_> = rows.map(|(kind, path)| (*kind, (*path).to_owned())).collect();
    expected.sort_unstable();
    expected
}

#[test]
fn each_edit_of_metadata_is_found_alone() {
    let old = described(&metadata_json());
    assert_eq!(diff(&old, &old), []);
    for (at, (edit, changes)) in METADATA_EDITS.iter().enumerate() {
        let mut value = metadata_json();
        edit(&mut value);
        assert_eq!(found(&diff(&old, &described(&value))), expected(changes.iter()), "edit {at}");
    }
}

#[test]
fn all_edits_of_metadata_are_found_together() {
    let mut value = metadata_json();
    METADATA_EDITS.iter().for_each(|(edit, _)| edit(&mut value));
    let changes = diff(&described(&metadata_json()), &described(&value));
    assert_eq!(found(&changes), expected(METADATA_EDITS.iter().flat_map(|(_, changes)| *changes)));
}

#[test]
fn what_was_done_can_be_undone() {
    let opposites = [
        (ChangeKind::ActionAdded, ChangeKind::ActionRemoved),
        (ChangeKind::StructureAdded, ChangeKind::StructureRemoved),
        (ChangeKind::Nullable, ChangeKind::NotNullable),
        (ChangeKind::Required, ChangeKind::Optional),
        (ChangeKind::FieldDeprecated, ChangeKind::FieldRevived),
        (ChangeKind::ActionDeprecated, ChangeKind::ActionRevived),
        (ChangeKind::Unsigned, ChangeKind::Signed),
    ];
    let old = described(&metadata_json());
    for (edit, changes) in METADATA_EDITS.iter().filter(|(_, changes)| changes.len() == 1) {
        let mut value = metadata_json();
        edit(&mut value);
        let back = diff(&described(&value), &old);
        assert_eq!(back.len(), 1, "{changes:?}: {back:?}");
        let pair =
            opposites.iter().find(|(there, back)| changes[0].0 == *there || changes[0].0 == *back);
        if let Some((there, opposite)) = pair {
            let expected = if changes[0].0 == *there { opposite } else { there };
            assert_eq!(back[0].kind, *expected);
        }
    }
}

/// The field, action or structure that a path is in.
fn place(path: &str) -> String {
    path.split('/').take(5).collect::<Vec<_>>().join("/")
}

#[test]
fn renames_are_recognised_only_when_certain() {
    let old = described(&metadata_json());
    let mut value = metadata_json();
    // Two removed and two added of the same shape: no telling which is which.
    for (name, new) in [("A", "One"), ("B", "Two")] {
        field(&mut value, "Used", name)["document"] = json!("The same.");
        field(&mut value, "Used", name)["name"] = json!(new);
    }
    let kinds: Vec<_> = diff(&old, &described(&value)).iter().map(|change| change.kind).collect();
    assert_eq!(
        kinds,
        [
            ChangeKind::FieldRemoved,
            ChangeKind::FieldRemoved,
            ChangeKind::FieldAdded,
            ChangeKind::FieldAdded
        ]
    );
    // Another type under another name is another field.
    let mut value = metadata_json();
    remove(&mut value, "Used", "A");
    add(
        &mut value,
        "Used",
        json!({"name": "Z", "type": "bool", "member": "bool", "document": "About A."}),
    );
    let kinds: Vec<_> = diff(&old, &described(&value)).iter().map(|change| change.kind).collect();
    assert_eq!(kinds, [ChangeKind::FieldRemoved, ChangeKind::FieldAdded]);
}

#[test]
fn the_next_version_follows_from_the_gravest_change() {
    let change = |kind: ChangeKind| Change {
        class: kind.class(),
        kind,
        path: String::new(),
        what: String::new(),
        reason: "",
    };
    let rows = [
        (vec![], Bump::None, Bump::None),
        (vec![ChangeKind::FieldDocs], Bump::Patch, Bump::Patch),
        (vec![ChangeKind::FieldDocs, ChangeKind::FieldAdded], Bump::Patch, Bump::Minor),
        (vec![ChangeKind::FieldAdded, ChangeKind::FieldRemoved], Bump::Minor, Bump::Major),
    ];
    for (kinds, early, late) in rows {
        let changes: Vec<_> = kinds.into_iter().map(change).collect();
        let gravest = Class::gravest(changes.iter().map(|change| change.class));
        assert_eq!((Bump::before_one(gravest), Bump::from_one(gravest)), (early, late));
    }
}

#[test]
fn metadata_beside_a_description_is_compared_by_what_it_states() {
    let mut description = described(&metadata_json());
    description.title = "Our title".to_owned();
    description.errors.insert("A".to_owned(), "a".to_owned());
    for action in description.actions.values_mut() {
        action.docs = "Our words.".to_owned();
        action.rate_limit = Some(3);
        action.errors = vec!["A".to_owned()];
        action.input[0].values.insert("V".to_owned(), String::new());
    }
    let mut value = metadata_json();
    field(&mut value, "ListRequest", "Id")["required"] = json!(true);
    let mut raw = described(&value);
    diff::adopt_unstated(&mut raw, &description);
    assert_eq!(
        found(&diff(&description, &raw)),
        [(ChangeKind::Required, "/actions/List/input/Id".to_owned())]
    );
}

#[test]
fn a_description_equals_what_is_written_of_it() {
    let api = full(&full_json());
    assert_eq!(diff(&api, &full(&serde_json::from_str(&to_json(&api)).unwrap())), []);
}

#[test]
fn every_kind_has_words() {
    for kind in ChangeKind::ALL {
        assert!(!kind.word().is_empty() && !kind.reason().is_empty());
    }
    assert!(Class::Breaking < Class::Additive && Class::Additive < Class::Docs);
}
