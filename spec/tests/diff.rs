//! The comparison of two descriptions. Each row of the tables edits a small description and names
//! the one change that must be found, alone and together with all others.

#![allow(clippy::unwrap_used)] // A test may fail by a panic.

use serde_json::{Value, json};
use tencentcloud_spec::diff::{self, Bump, Change, Class, Kind, diff};
use tencentcloud_spec::model::{Api, from_json, to_json};
use tencentcloud_spec::read::metadata;

/// An `api.json` with a place for every kind of edit.
fn metadata_json() -> Value {
    let member = |name: &str, kind: &str, exact: &str| json!({"name": name, "type": kind, "member": exact, "document": format!("About {name}."), "example": "e", "required": false});
    let object = |members: Vec<Value>| json!({"document": "", "members": members});
    let side = |members: Vec<Value>| json!({"document": "", "members": members, "type": "object"});
    let request_id = || member("RequestId", "string", "string");
    let mut objects = serde_json::Map::new();
    for action in ["Alter", "Calm", "Drop", "List", "Move", "Name", "Open", "Rest", "Stream"] {
        let input = vec![
            member("Id", "string", "string"),
            member(&format!("{action}Kind"), "string", "string"),
        ];
        objects.insert(format!("{action}Request"), side(input));
        objects.insert(
            format!("{action}Response"),
            side(vec![member("Count", "int", "int64"), request_id()]),
        );
    }
    objects["ListRequest"]["members"].as_array_mut().unwrap().extend([
        member("Limit", "int", "uint64"),
        member("Filter", "list", "Filter"),
        member("Old", "string", "string"),
    ]);
    let sets = ["Used", "Renamed", "Recursive"].map(|name| member(name, "list", name));
    objects["ListResponse"]["members"].as_array_mut().unwrap().extend(sets);
    let names = ["Name", "Values"].map(|name| member(name, "list", "string"));
    objects.insert("Filter".to_owned(), object(names.to_vec()));
    objects.insert("Gone".to_owned(), object(vec![member("Z", "bool", "bool")]));
    objects.insert(
        "Recursive".to_owned(),
        object(vec![member("Next", "object", "Recursive"), member("B", "int", "int64")]),
    );
    objects.insert(
        "Renamed".to_owned(),
        object(vec![member("Red", "int", "int64"), member("Blue", "float", "float")]),
    );
    let used = ["A", "B", "C", "D", "E", "F", "G", "H", "When"]
        .map(|name| member(name, "string", "string"));
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
        "metadata": {"apiVersion": "2020-01-01", "serviceShortName": "toy", "serviceNameCN": "Toys"}})
}

fn described(value: &Value) -> Api {
    let (document, diagnostics) = metadata::read(&value.to_string(), "api.json");
    assert!(!diagnostics.has_errors(), "{diagnostics}");
    metadata::describe(document)
}

/// A member of an object, to be edited.
fn member<'a>(value: &'a mut Value, object: &str, name: &str) -> &'a mut Value {
    let members = value["objects"][object]["members"].as_array_mut().unwrap();
    members.iter_mut().find(|member| member["name"] == name).unwrap()
}

fn add(value: &mut Value, object: &str, member: Value) {
    value["objects"][object]["members"].as_array_mut().unwrap().push(member);
}

fn remove(value: &mut Value, object: &str, name: &str) {
    value["objects"][object]["members"]
        .as_array_mut()
        .unwrap()
        .retain(|member| member["name"] != name);
}

fn rename(entries: &mut Value, old: &str, new: &str) {
    let entry = entries.as_object_mut().unwrap().shift_remove(old).unwrap();
    entries[new] = entry;
}

/// An edit, and the changes it makes: kind and path.
type Row = (fn(&mut Value), &'static [(Kind, &'static str)]);

const METADATA_EDITS: [Row; 36] = [
    (|v| v["metadata"]["serviceNameCN"] = json!("Games"), &[(Kind::Title, "/title")]),
    (
        |v| v["actions"]["Alter"]["document"] = json!("Other."),
        &[(Kind::ActionDocs, "/actions/Alter")],
    ),
    (
        |v| v["actions"]["Calm"]["status"] = json!("deprecated"),
        &[(Kind::ActionDeprecated, "/actions/Calm")],
    ),
    (
        |v| v["actions"]["Rest"]["status"] = json!("offline"),
        &[(Kind::ActionOffline, "/actions/Rest")],
    ),
    (|v| v["actions"]["Open"]["skip_sign"] = json!(true), &[(Kind::Unsigned, "/actions/Open")]),
    (
        |v| drop(v["actions"].as_object_mut().unwrap().shift_remove("Drop")),
        &[(Kind::ActionRemoved, "/actions/Drop")],
    ),
    (
        |v| {
            v["actions"]["Add"] = json!({"document": "Adds.", "name": "", "input": "AddRequest", "output": "AddResponse"});
            v["objects"]["AddRequest"] = json!({"members": []});
            v["objects"]["AddResponse"] = json!({"members": []});
        },
        &[(Kind::ActionAdded, "/actions/Add")],
    ),
    (|v| rename(&mut v["actions"], "Move", "Shift"), &[(Kind::ActionRenamed, "/actions/Shift")]),
    (|v| rename(&mut v["actions"], "Name", "NAME"), &[(Kind::ActionRenamed, "/actions/NAME")]),
    (
        |v| {
            member(v, "StreamResponse", "RequestId")["document"] =
                json!("Or the header X-TC-RequestId.")
        },
        &[
            (Kind::EventStream, "/actions/Stream"),
            (Kind::FieldDocs, "/actions/Stream/output/RequestId"),
        ],
    ),
    (
        |v| add(v, "OpenRequest", json!({"name": "File", "type": "binary", "member": "binary"})),
        &[(Kind::Body, "/actions/Open"), (Kind::FieldAdded, "/actions/Open/input/File")],
    ),
    (
        |v| v["objects"]["New"] = json!({"members": []}),
        &[(Kind::StructureAdded, "/structures/New")],
    ),
    (
        |v| drop(v["objects"].as_object_mut().unwrap().shift_remove("Gone")),
        &[(Kind::StructureRemoved, "/structures/Gone")],
    ),
    (
        |v| {
            rename(&mut v["objects"], "Renamed", "Colours");
            member(v, "ListResponse", "Renamed")["member"] = json!("Colours");
        },
        &[(Kind::StructureRenamed, "/structures/Colours")],
    ),
    (
        |v| v["objects"]["Used"]["document"] = json!("Of use."),
        &[(Kind::StructureDocs, "/structures/Used")],
    ),
    (
        |v| add(v, "ListRequest", json!({"name": "More", "type": "bool", "member": "bool"})),
        &[(Kind::FieldAdded, "/actions/List/input/More")],
    ),
    (
        |v| {
            add(
                v,
                "ListRequest",
                json!({"name": "Must", "type": "bool", "member": "bool", "required": true}),
            )
        },
        &[(Kind::FieldAddedRequired, "/actions/List/input/Must")],
    ),
    (
        |v| {
            add(
                v,
                "Filter",
                json!({"name": "Must", "type": "bool", "member": "bool", "required": 1}),
            )
        },
        &[(Kind::FieldAddedRequired, "/structures/Filter/Must")],
    ),
    (
        |v| {
            add(
                v,
                "ListResponse",
                json!({"name": "Must", "type": "bool", "member": "bool", "required": true}),
            )
        },
        &[(Kind::FieldAdded, "/actions/List/output/Must")],
    ),
    (|v| remove(v, "ListRequest", "Old"), &[(Kind::FieldRemoved, "/actions/List/input/Old")]),
    (|v| remove(v, "Used", "A"), &[(Kind::FieldRemoved, "/structures/Used/A")]),
    (
        |v| member(v, "AlterRequest", "Id")["name"] = json!("ID"),
        &[(Kind::FieldRenamed, "/actions/Alter/input/ID")],
    ),
    (
        |v| member(v, "CalmRequest", "Id")["name"] = json!("Key"),
        &[(Kind::FieldRenamed, "/actions/Calm/input/Key")],
    ),
    (
        |v| {
            member(v, "ListRequest", "Limit")["type"] = json!("string");
            member(v, "ListRequest", "Limit")["member"] = json!("string");
        },
        &[(Kind::FieldType, "/actions/List/input/Limit")],
    ),
    (
        |v| member(v, "AlterResponse", "Count")["member"] = json!("uint64"),
        &[(Kind::FieldType, "/actions/Alter/output/Count")],
    ),
    (
        |v| member(v, "Recursive", "Next")["type"] = json!("list"),
        &[(Kind::FieldType, "/structures/Recursive/Next")],
    ),
    (
        |v| member(v, "Used", "When")["member"] = json!("datetime_iso"),
        &[(Kind::FieldFormat, "/structures/Used/When")],
    ),
    (
        |v| member(v, "ListRequest", "Id")["required"] = json!(1),
        &[(Kind::Required, "/actions/List/input/Id")],
    ),
    (
        |v| member(v, "Filter", "Name")["required"] = json!(true),
        &[(Kind::Required, "/structures/Filter/Name")],
    ),
    (|v| member(v, "Used", "B")["required"] = json!(true), &[]),
    (
        |v| member(v, "Used", "C")["value_allowed_null"] = json!(true),
        &[(Kind::Nullable, "/structures/Used/C")],
    ),
    (
        |v| member(v, "Used", "D")["disabled"] = json!(true),
        &[(Kind::FieldDeprecated, "/structures/Used/D")],
    ),
    (
        |v| member(v, "Used", "E")["document"] = json!("Else."),
        &[(Kind::FieldDocs, "/structures/Used/E")],
    ),
    (
        |v| member(v, "Used", "F")["example"] = json!("f"),
        &[(Kind::FieldExample, "/structures/Used/F")],
    ),
    (|v| member(v, "Used", "G")["output_required"] = json!(true), &[]),
    (|v| v["objects"]["Used"]["members"].as_array_mut().unwrap().reverse(), &[]),
];

/// The kinds and paths of changes, sorted.
fn found(changes: &[Change]) -> Vec<(Kind, String)> {
    let mut found: Vec<_> =
        changes.iter().map(|change| (change.kind, change.path.clone())).collect();
    found.sort_unstable();
    found
}

fn expected<'a>(rows: impl Iterator<Item = &'a (Kind, &'static str)>) -> Vec<(Kind, String)> {
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
        (Kind::ActionAdded, Kind::ActionRemoved),
        (Kind::StructureAdded, Kind::StructureRemoved),
        (Kind::Nullable, Kind::NotNullable),
        (Kind::Required, Kind::Optional),
        (Kind::FieldDeprecated, Kind::FieldRevived),
        (Kind::ActionDeprecated, Kind::ActionRevived),
        (Kind::Unsigned, Kind::Signed),
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

/// A normalised description with what metadata does not state.
fn full_json() -> Value {
    let field = |name: &str, r#type: &str| json!({"name": name, "type": r#type, "docs": ""});
    let mut list = json!({"docs": "", "region": "optional", "rate_limit": 20,
        "input": [field("Offset", "Integer"), field("Limit", "Integer"), field("State", "String"), field("Kind", "String"),
            field("Level", "Integer")],
        "output": [field("Set", "Array of Item"), field("Any", "Item"), field("Other", "Array of Item"), field("Total", "Integer")],
        "errors": ["A", "B"], "examples": [{"title": "One", "input": {}}], "sources": ["a.md"],
        "paging": {"style": "offset", "offset": "Offset", "limit": "Limit", "items": "Set", "total": "Total"},
        "waiters": {"Listed": {"docs": "", "field": "Total", "success": ["1"], "interval": 1, "deadline": 9}}});
    list["input"][2]["values"] = json!({"ON": "on", "OFF": "off"});
    list["input"][4]["values"] = json!({"0": "low", "1": "high"});
    let mut get = list.clone();
    get["paging"] = Value::Null;
    get["waiters"] = json!({});
    let mut put = get.clone();
    put["idempotency_token"] = json!("State");
    list["read_only"] = json!(true);
    list["idempotency_token"] = json!("State");
    let twins = json!([{"name": "Ip", "type": "String", "docs": ""}, {"name": "IP", "type": "String", "deprecated": true, "docs": ""}]);
    json!({"format": 1, "product": "toy", "version": "2020-01-01", "title": "Toys", "endpoint": "toy.tencentcloudapi.com",
        "actions": {"Get": get, "List": list, "Put": put},
        "structures": {"Free": {"docs": "", "inferred": true, "fields": []}, "Item": {"docs": "", "inferred": true, "fields": twins}},
        "errors": {"A": "a", "B": "b"}})
}

const FULL_EDITS: [Row; 38] = [
    (|v| v["endpoint"] = json!("toys.tencentcloudapi.com"), &[(Kind::Endpoint, "/endpoint")]),
    (|v| v["service"] = json!("play"), &[(Kind::Service, "/service")]),
    (|v| v["actions"]["List"]["rate_limit"] = json!(5), &[(Kind::RateLimit, "/actions/List")]),
    (
        |v| v["actions"]["List"]["region"] = json!("required"),
        &[(Kind::RegionRequired, "/actions/List")],
    ),
    (|v| v["actions"]["Get"]["region"] = json!("none"), &[(Kind::RegionRelaxed, "/actions/Get")]),
    (|v| v["actions"]["List"]["body"] = json!("octet-stream"), &[(Kind::Body, "/actions/List")]),
    (
        |v| v["actions"]["List"]["event_stream"] = json!(true),
        &[(Kind::EventStream, "/actions/List")],
    ),
    (|v| v["actions"]["Get"]["read_only"] = json!(true), &[(Kind::ReadOnly, "/actions/Get")]),
    (|v| v["actions"]["List"]["read_only"] = json!(false), &[(Kind::NotReadOnly, "/actions/List")]),
    (
        |v| v["actions"]["Get"]["idempotency_token"] = json!("State"),
        &[(Kind::TokenAdded, "/actions/Get")],
    ),
    (
        |v| v["actions"]["List"]["idempotency_token"] = Value::Null,
        &[(Kind::TokenRemoved, "/actions/List")],
    ),
    (
        |v| v["actions"]["Put"]["idempotency_token"] = json!("Kind"),
        &[(Kind::TokenChanged, "/actions/Put")],
    ),
    (
        |v| v["actions"]["List"]["errors"] = json!(["A", "B", "C"]),
        &[(Kind::ErrorAdded, "/actions/List/errors/C")],
    ),
    (
        |v| v["actions"]["Get"]["errors"] = json!(["B"]),
        &[(Kind::ErrorRemoved, "/actions/Get/errors/A")],
    ),
    (
        |v| v["actions"]["List"]["examples"][0]["title"] = json!("Two"),
        &[(Kind::Examples, "/actions/List")],
    ),
    (|v| v["actions"]["List"]["sources"] = json!(["b.md"]), &[(Kind::Sources, "/actions/List")]),
    (
        |v| v["actions"]["List"]["paging"] = Value::Null,
        &[(Kind::PagingRemoved, "/actions/List/paging")],
    ),
    (
        |v| v["actions"]["List"]["paging"]["items"] = json!("Other"),
        &[(Kind::PagingItems, "/actions/List/paging")],
    ),
    (
        |v| drop(v["actions"]["List"]["paging"].as_object_mut().unwrap().remove("total")),
        &[(Kind::PagingChanged, "/actions/List/paging")],
    ),
    (
        |v| {
            v["actions"]["Get"]["paging"] =
                json!({"style": "page", "page": "Offset", "size": "Limit", "items": "Set"})
        },
        &[(Kind::PagingAdded, "/actions/Get/paging")],
    ),
    (
        |v| {
            v["actions"]["Get"]["waiters"]["Made"] =
                json!({"docs": "", "success": ["ON"], "interval": 1, "deadline": 9})
        },
        &[(Kind::WaiterAdded, "/actions/Get/waiters/Made")],
    ),
    (
        |v| v["actions"]["List"]["waiters"]["Listed"]["interval"] = json!(2),
        &[(Kind::WaiterChanged, "/actions/List/waiters/Listed")],
    ),
    (
        |v| v["actions"]["List"]["waiters"] = json!({}),
        &[(Kind::WaiterRemoved, "/actions/List/waiters/Listed")],
    ),
    (
        |v| v["actions"]["List"]["input"][2]["values"]["PAUSED"] = json!(""),
        &[(Kind::ValueAdded, "/actions/List/input/State/values/PAUSED")],
    ),
    (
        |v| v["actions"]["Get"]["input"][2]["values"] = json!({"ON": "on"}),
        &[(Kind::ValueRemoved, "/actions/Get/input/State/values/OFF")],
    ),
    (
        |v| v["actions"]["List"]["input"][2]["values"]["ON"] = json!("at work"),
        &[(Kind::ValueDocs, "/actions/List/input/State/values/ON")],
    ),
    (
        |v| v["actions"]["List"]["input"][3]["values"] = json!({"X": ""}),
        &[(Kind::ValuesAppeared, "/actions/List/input/Kind")],
    ),
    (
        |v| v["actions"]["Get"]["input"][2]["values"] = json!({}),
        &[(Kind::ValuesVanished, "/actions/Get/input/State")],
    ),
    (
        |v| v["actions"]["List"]["input"][4]["values"] = json!({}),
        &[(Kind::NumberValues, "/actions/List/input/Level")],
    ),
    (
        |v| v["actions"]["List"]["input"][0]["sensitive"] = json!(true),
        &[(Kind::Sensitive, "/actions/List/input/Offset")],
    ),
    (
        |v| v["actions"]["List"]["input"][0]["inferred"] = json!(true),
        &[(Kind::FieldInferred, "/actions/List/input/Offset")],
    ),
    (
        |v| v["actions"]["List"]["output"][0]["required"] = json!(true),
        &[(Kind::RequiredInAnswer, "/actions/List/output/Set")],
    ),
    (
        |v| {
            v["structures"]["Free"]["fields"] = json!([{"name": "A", "type": "String", "docs": ""}])
        },
        &[(Kind::StructureOpaque, "/structures/Free")],
    ),
    (
        |v| v["structures"]["Item"]["inferred"] = json!(false),
        &[(Kind::StructureInferred, "/structures/Item")],
    ),
    (
        |v| v["structures"]["Item"]["fields"][0]["deprecated"] = json!(true),
        &[(Kind::FieldDeprecated, "/structures/Item/Ip")],
    ),
    (|v| v["errors"]["C"] = json!("c"), &[(Kind::CodeAdded, "/errors/C")]),
    (
        |v| drop(v["errors"].as_object_mut().unwrap().remove("B")),
        &[(Kind::CodeRemoved, "/errors/B")],
    ),
    (|v| v["errors"]["A"] = json!("Else."), &[(Kind::CodeDocs, "/errors/A")]),
];

fn full(value: &Value) -> Api {
    from_json(&value.to_string(), "toy.json").unwrap()
}

#[test]
fn each_edit_of_a_description_is_found_alone() {
    for (at, (edit, changes)) in FULL_EDITS.iter().enumerate() {
        let mut value = full_json();
        edit(&mut value);
        assert_eq!(
            found(&diff(&full(&full_json()), &full(&value))),
            expected(changes.iter()),
            "edit {at}"
        );
    }
    let other = Api::new("other", "2020-01-01");
    assert!(diff(&full(&full_json()), &other).iter().any(|change| change.kind == Kind::Product));
}

#[test]
fn edits_of_different_places_are_found_together() {
    let mut value = full_json();
    let mut places = std::collections::HashSet::new();
    // Some edits are of the same place, which has only one state.
    let rows: Vec<_> =
        FULL_EDITS.iter().filter(|(_, changes)| places.insert(place(changes[0].1))).collect();
    rows.iter().for_each(|(edit, _)| edit(&mut value));
    let changes = diff(&full(&full_json()), &full(&value));
    assert_eq!(found(&changes), expected(rows.iter().flat_map(|(_, changes)| *changes)));
}

/// The member, action or structure that a path is in.
fn place(path: &str) -> String {
    path.split('/').take(5).collect::<Vec<_>>().join("/")
}

#[test]
fn renames_are_recognised_only_when_certain() {
    let old = described(&metadata_json());
    let mut value = metadata_json();
    // Two removed and two added of the same shape: no telling which is which.
    for (name, new) in [("A", "One"), ("B", "Two")] {
        member(&mut value, "Used", name)["document"] = json!("The same.");
        member(&mut value, "Used", name)["name"] = json!(new);
    }
    let kinds: Vec<_> = diff(&old, &described(&value)).iter().map(|change| change.kind).collect();
    assert_eq!(kinds, [Kind::FieldRemoved, Kind::FieldRemoved, Kind::FieldAdded, Kind::FieldAdded]);
    // Another type under another name is another member.
    let mut value = metadata_json();
    remove(&mut value, "Used", "A");
    add(
        &mut value,
        "Used",
        json!({"name": "Z", "type": "bool", "member": "bool", "document": "About A."}),
    );
    let kinds: Vec<_> = diff(&old, &described(&value)).iter().map(|change| change.kind).collect();
    assert_eq!(kinds, [Kind::FieldRemoved, Kind::FieldAdded]);
}

#[test]
fn the_next_version_follows_from_the_gravest_change() {
    let change = |kind: Kind| Change {
        class: kind.class(),
        kind,
        path: String::new(),
        what: String::new(),
        reason: "",
    };
    let rows = [
        (vec![], Bump::None, Bump::None),
        (vec![Kind::FieldDocs], Bump::Patch, Bump::Patch),
        (vec![Kind::FieldDocs, Kind::FieldAdded], Bump::Patch, Bump::Minor),
        (vec![Kind::FieldAdded, Kind::FieldRemoved], Bump::Minor, Bump::Major),
    ];
    for (kinds, early, late) in rows {
        let changes: Vec<_> = kinds.into_iter().map(change).collect();
        let gravest = Class::gravest(changes.iter().map(|change| change.class));
        assert_eq!((Bump::before_one(gravest), Bump::from_one(gravest)), (early, late));
    }
}

/// All edits of metadata, and a flag of 30 members flipped.
fn many_changes() -> Vec<Change> {
    let mut old = metadata_json();
    for at in 0..30 {
        add(
            &mut old,
            "Used",
            json!({"name": format!("N{at}"), "type": "bool", "member": "bool", "document": "Null."}),
        );
    }
    let mut new = old.clone();
    METADATA_EDITS.iter().for_each(|(edit, _)| edit(&mut new));
    (0..30).for_each(|at| {
        member(&mut new, "Used", &format!("N{at}"))["value_allowed_null"] = json!(true)
    });
    diff(&described(&old), &described(&new))
}

#[test]
fn reports_are_made_for_people() {
    insta::assert_snapshot!(diff::lines(&many_changes()), @r"
    breaking /actions/Drop: action removed (calls of it are refused)
    breaking /actions/NAME: action renamed: was Name (calls by the former name are refused)
    breaking /actions/Shift: action renamed: was Move (calls by the former name are refused)
    breaking /actions/Rest: action offline: online → offline (every call answers ActionOffline)
    breaking /actions/Open: kind of body changed: json → multipart (requests are written in another way)
    breaking /actions/Stream: event stream changed: one answer → stream of events (responses are read in another way)
    breaking /structures/Gone: structure removed: Z (fields cannot hold it any more)
    breaking /structures/Colours: structure renamed: was Renamed (another structure has its place)
    breaking /actions/List/input/Must: required member added: Boolean (requests without it are refused before they are sent)
    breaking /structures/Filter/Must: required member added: Boolean (requests without it are refused before they are sent)
    breaking /actions/List/input/Old: member removed: String (it is neither taken nor sent any more)
    breaking /structures/Used/A: member removed: String (it is neither taken nor sent any more)
    breaking /actions/Alter/input/ID: member renamed: was Id (the former name is neither taken nor sent any more)
    breaking /actions/Calm/input/Key: member renamed: was Id (the former name is neither taken nor sent any more)
    breaking /actions/Alter/output/Count: type changed: Integer → Unsigned (it is written in another form)
    breaking /actions/List/input/Limit: type changed: Unsigned → String (it is written in another form)
    breaking /structures/Recursive/Next: type changed: Recursive → Array of Recursive (it is written in another form)
    breaking /actions/List/input/Id: becomes required: false → true (requests without it are refused before they are sent)
    breaking /structures/Filter/Name: becomes required: false → true (requests without it are refused before they are sent)
    additive /actions/Add: action added (nobody calls it yet)
    additive /actions/Calm: action deprecated: online → deprecated (calls still work)
    additive /actions/Open: signature no longer needed: signed → unsigned (calls with credentials still work)
    additive /structures/New: structure added (nothing holds it yet)
    additive /actions/List/input/More: member added: Boolean (nobody has to send or read it)
    additive /actions/List/output/Must: member added: Boolean (nobody has to send or read it)
    additive /actions/Open/input/File: member added: Binary (nobody has to send or read it)
    additive /structures/Used/D: member deprecated: false → true (it still works)
    docs /title: title changed: Toys → Games (only documentation names it)
    docs /actions/Alter: prose of an action: prose rewritten (only documentation has it)
    docs /structures/Used: prose of a structure: prose added (only documentation has it)
    docs /structures/Used/When: format of a text changed: String → Timestamp (it is a text before and after)
    docs may be null: 31 times, at /structures/Used/C, /structures/Used/N0, /structures/Used/N1, … (a response may lack any field)
    docs /structures/Used/F: example of a member: e → f (only documentation has it)
    docs /actions/Stream/output/RequestId: prose of a member: prose rewritten (only documentation has it)
    docs /structures/Used/E: prose of a member: prose rewritten (only documentation has it)
    ");
    assert_eq!(diff::lines(&[]), "");
}

#[test]
fn reports_are_made_for_pull_requests() {
    insta::assert_snapshot!(diff::sections(&many_changes()), @r"
    ### Breaking (19)

    - **action removed**: calls of it are refused
      - `/actions/Drop`
    - **action renamed**: calls by the former name are refused
      - `/actions/NAME`: was Name
      - `/actions/Shift`: was Move
    - **action offline**: every call answers ActionOffline
      - `/actions/Rest`: online → offline
    - **kind of body changed**: requests are written in another way
      - `/actions/Open`: json → multipart
    - **event stream changed**: responses are read in another way
      - `/actions/Stream`: one answer → stream of events
    - **structure removed**: fields cannot hold it any more
      - `/structures/Gone`: Z
    - **structure renamed**: another structure has its place
      - `/structures/Colours`: was Renamed
    - **required member added**: requests without it are refused before they are sent
      - `/actions/List/input/Must`: Boolean
      - `/structures/Filter/Must`: Boolean
    - **member removed**: it is neither taken nor sent any more
      - `/actions/List/input/Old`: String
      - `/structures/Used/A`: String
    - **member renamed**: the former name is neither taken nor sent any more
      - `/actions/Alter/input/ID`: was Id
      - `/actions/Calm/input/Key`: was Id
    - **type changed**: it is written in another form
      - `/actions/Alter/output/Count`: Integer → Unsigned
      - `/actions/List/input/Limit`: Unsigned → String
      - `/structures/Recursive/Next`: Recursive → Array of Recursive
    - **becomes required**: requests without it are refused before they are sent
      - `/actions/List/input/Id`: false → true
      - `/structures/Filter/Name`: false → true

    ### Additive (8)

    - **action added**: nobody calls it yet
      - `/actions/Add`
    - **action deprecated**: calls still work
      - `/actions/Calm`: online → deprecated
    - **signature no longer needed**: calls with credentials still work
      - `/actions/Open`: signed → unsigned
    - **structure added**: nothing holds it yet
      - `/structures/New`
    - **member added**: nobody has to send or read it
      - `/actions/List/input/More`: Boolean
      - `/actions/List/output/Must`: Boolean
      - `/actions/Open/input/File`: Binary
    - **member deprecated**: it still works
      - `/structures/Used/D`: false → true

    <details><summary>Documentation (38)</summary>

    - **title changed**: only documentation names it
      - `/title`: Toys → Games
    - **prose of an action**: only documentation has it
      - `/actions/Alter`: prose rewritten
    - **prose of a structure**: only documentation has it
      - `/structures/Used`: prose added
    - **format of a text changed**: it is a text before and after
      - `/structures/Used/When`: String → Timestamp
    - **may be null**: a response may lack any field
      - 31 times, among them `/structures/Used/C`, `/structures/Used/N0`, `/structures/Used/N1`
    - **example of a member**: only documentation has it
      - `/structures/Used/F`: e → f
    - **prose of a member**: only documentation has it
      - `/actions/Stream/output/RequestId`: prose rewritten
      - `/structures/Used/E`: prose rewritten

    </details>
    ");
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
    member(&mut value, "ListRequest", "Id")["required"] = json!(true);
    let mut raw = described(&value);
    diff::adopt_unstated(&mut raw, &description);
    assert_eq!(
        found(&diff(&description, &raw)),
        [(Kind::Required, "/actions/List/input/Id".to_owned())]
    );
}

#[test]
fn a_description_equals_what_is_written_of_it() {
    let api = full(&full_json());
    assert_eq!(diff(&api, &full(&serde_json::from_str(&to_json(&api)).unwrap())), []);
}

#[test]
fn every_kind_has_words() {
    for kind in Kind::ALL {
        assert!(!kind.word().is_empty() && !kind.reason().is_empty());
    }
    assert!(Class::Breaking < Class::Additive && Class::Additive < Class::Docs);
}

/// How many ways there are to edit a member of a real file.
const WAYS: usize = 8;

/// Edits one member in one of the ways, and names what must be found.
fn edit_member(
    value: &mut Value,
    object: &str,
    at: usize,
    way: usize,
    request: bool,
) -> Option<(Kind, String)> {
    let name = value["objects"][object]["members"][at]["name"].as_str()?.to_owned();
    let members = value["objects"][object]["members"].as_array_mut()?;
    let member = &mut members[at];
    let flag = |member: &Value, key: &str| member[key] == json!(true) || member[key] == json!(1);
    let kind = match way {
        0 => {
            member["document"] = json!("Edited.");
            Kind::FieldDocs
        }
        1 => {
            member["example"] = json!("edited");
            Kind::FieldExample
        }
        2 if request && !flag(member, "required") => {
            member["required"] = json!(true);
            Kind::Required
        }
        2 if request => {
            member["required"] = json!(false);
            Kind::Optional
        }
        3 if flag(member, "value_allowed_null") => {
            member["value_allowed_null"] = json!(false);
            Kind::NotNullable
        }
        3 => {
            member["value_allowed_null"] = json!(true);
            Kind::Nullable
        }
        4 if !flag(member, "disabled") => {
            member["disabled"] = json!(true);
            Kind::FieldDeprecated
        }
        5 if member["member"] != "float" => {
            (member["type"], member["member"]) = (json!("float"), json!("float"));
            Kind::FieldType
        }
        6 => {
            member["name"] = json!(format!("{name}Edited"));
            // The documentation tells that it is the same member, but not where another one has the
            // same.
            let (docs, exact) = (member["document"].clone(), member["member"].clone());
            let same = |other: &&Value| other["document"] == docs && other["member"] == exact;
            let certain = docs != "" && members.iter().filter(same).count() == 1;
            return certain.then(|| (Kind::FieldRenamed, format!("{name}Edited")));
        }
        7 => {
            members.remove(at);
            Kind::FieldRemoved
        }
        _ => return None,
    };
    Some((kind, name))
}

/// Where the members of each object are in a description.
fn paths(api: &Api, value: &Value) -> Vec<(String, String, bool)> {
    let mut paths = Vec::new();
    for (name, action) in value["actions"].as_object().unwrap() {
        paths.push((
            action["input"].as_str().unwrap().to_owned(),
            format!("/actions/{name}/input"),
            true,
        ));
        paths.push((
            action["output"].as_str().unwrap().to_owned(),
            format!("/actions/{name}/output"),
            false,
        ));
    }
    let mut asked: Vec<&str> = api
        .actions
        .values()
        .flat_map(|action| &action.input)
        .filter_map(|f| f.r#type.structure())
        .collect();
    let mut requests = std::collections::HashSet::new();
    while let Some(name) = asked.pop() {
        if requests.insert(name) {
            asked.extend(
                api.structures[name].fields.iter().filter_map(|field| field.r#type.structure()),
            );
        }
    }
    paths.extend(api.structures.keys().map(|name| {
        (name.clone(), format!("/structures/{name}"), requests.contains(name.as_str()))
    }));
    paths
}

#[test]
fn edits_of_a_real_file_are_found_one_at_a_time_and_all_at_once() {
    let Ok(services) = std::env::var("TCCLI_SERVICES") else {
        return println!("skipped: TCCLI_SERVICES is not set");
    };
    let services = services.split(':').next().unwrap_or_default().to_owned();
    let text = std::fs::read_to_string(format!("{services}/batch/v20170312/api.json")).unwrap();
    let original: Value = serde_json::from_str(&text).unwrap();
    let old = described(&original);
    let (mut together, mut expected, mut alone) = (original.clone(), Vec::new(), 0);
    for (row, (object, path, request)) in paths(&old, &original).into_iter().enumerate() {
        let members = original["objects"][&object]["members"].as_array().unwrap().len();
        for at in 0..members {
            for way in 0..WAYS {
                let mut value = original.clone();
                let Some((kind, name)) = edit_member(&mut value, &object, at, way, request) else {
                    continue;
                };
                assert_eq!(
                    found(&diff(&old, &described(&value))),
                    [(kind, format!("{path}/{name}"))],
                    "{object} {at} {way}"
                );
                alone += 1;
            }
        }
        // One member of each object, in one way, all in one file.
        if let Some((kind, name)) = edit_member(&mut together, &object, 0, row % 6, request) {
            expected.push((kind, format!("{path}/{name}")));
        }
    }
    expected.sort_unstable();
    assert_eq!(found(&diff(&old, &described(&together))), expected);
    println!("{alone} edits found alone, {} together", expected.len());
}
