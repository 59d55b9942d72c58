//! Edits of a normalised description, with the properties that metadata does not state.

use super::*;

/// A normalised description with what metadata does not state.
pub(super) fn full_json() -> Value {
    let field = |name: &str, r#type: &str| json!({"name": name, "type": r#type, "docs": ""});
    let mut list = json!({"docs": "", "region": "optional", "rate_limit": 20,
        "input": [field("Offset", "Integer"), field("Limit", "Integer"), field("State", "String"),
            field("ChangeKind", "String"), field("Level", "Integer")],
        "output": [field("Set", "Array of Item"), field("Any", "Item"),
            field("Other", "Array of Item"), field("Total", "Integer")],
        "errors": ["A", "B"], "examples": [{"title": "One", "input": {}}], "sources": ["a.md"],
        "paging": {"style": "offset", "offset": "Offset", "limit": "Limit", "items": "Set",
            "total": "Total"},
        "waiters": {"Listed": {
            "docs": "", "field": "Total", "success": ["1"], "interval": 1, "deadline": 9}}});
    list["input"][2]["values"] = json!({"ON": "on", "OFF": "off"});
    list["input"][4]["values"] = json!({"0": "low", "1": "high"});
    let mut get = list.clone();
    get["paging"] = Value::Null;
    get["waiters"] = json!({});
    let mut put = get.clone();
    put["idempotency_token"] = json!("State");
    list["read_only"] = json!(true);
    list["idempotency_token"] = json!("State");
    let twins = json!([{"name": "Ip", "type": "String", "docs": ""},
        {"name": "IP", "type": "String", "deprecated": true, "docs": ""}]);
    json!({"format": 1, "product": "toy", "version": "2020-01-01", "title": "Toys",
        "endpoint": "toy.tencentcloudapi.com",
        "actions": {"Get": get, "List": list, "Put": put},
        "structures": {"Free": {"docs": "", "inferred": true, "fields": []},
            "Item": {"docs": "", "inferred": true, "fields": twins}},
        "errors": {"A": "a", "B": "b"}})
}

const FULL_EDITS: [Row; 39] = [
    (|v| v["endpoint"] = json!("toys.tencentcloudapi.com"), &[(ChangeKind::Endpoint, "/endpoint")]),
    (|v| v["service"] = json!("play"), &[(ChangeKind::Service, "/service")]),
    (
        |v| v["actions"]["List"]["rate_limit"] = json!(5),
        &[(ChangeKind::RateLimit, "/actions/List")],
    ),
    (
        |v| v["actions"]["List"]["region"] = json!("required"),
        &[(ChangeKind::RegionRequired, "/actions/List")],
    ),
    (
        |v| v["actions"]["Get"]["region"] = json!("none"),
        &[(ChangeKind::RegionRelaxed, "/actions/Get")],
    ),
    (
        |v| v["actions"]["List"]["body"] = json!("octet-stream"),
        &[(ChangeKind::Body, "/actions/List")],
    ),
    (
        |v| v["actions"]["List"]["event_stream"] = json!(true),
        &[(ChangeKind::EventStream, "/actions/List")],
    ),
    (|v| v["actions"]["Get"]["read_only"] = json!(true), &[(ChangeKind::ReadOnly, "/actions/Get")]),
    (
        |v| v["actions"]["List"]["read_only"] = json!(false),
        &[(ChangeKind::NotReadOnly, "/actions/List")],
    ),
    (
        |v| v["actions"]["Get"]["idempotency_token"] = json!("State"),
        &[(ChangeKind::TokenAdded, "/actions/Get")],
    ),
    (
        |v| v["actions"]["List"]["idempotency_token"] = Value::Null,
        &[(ChangeKind::TokenRemoved, "/actions/List")],
    ),
    (
        |v| v["actions"]["Put"]["idempotency_token"] = json!("ChangeKind"),
        &[(ChangeKind::TokenChanged, "/actions/Put")],
    ),
    (
        |v| v["actions"]["List"]["errors"] = json!(["A", "B", "C"]),
        &[(ChangeKind::ErrorAdded, "/actions/List/errors/C")],
    ),
    (
        |v| v["actions"]["Get"]["errors"] = json!(["B"]),
        &[(ChangeKind::ErrorRemoved, "/actions/Get/errors/A")],
    ),
    (
        |v| v["actions"]["List"]["examples"][0]["title"] = json!("Two"),
        &[(ChangeKind::Examples, "/actions/List")],
    ),
    (
        |v| v["actions"]["List"]["sources"] = json!(["b.md"]),
        &[(ChangeKind::Sources, "/actions/List")],
    ),
    (
        |v| v["actions"]["List"]["paging"] = Value::Null,
        &[(ChangeKind::PagingRemoved, "/actions/List/paging")],
    ),
    (
        |v| v["actions"]["List"]["paging"]["items"] = json!("Other"),
        &[(ChangeKind::PagingItems, "/actions/List/paging")],
    ),
    (
        |v| drop(v["actions"]["List"]["paging"].as_object_mut().unwrap().remove("total")),
        &[(ChangeKind::PagingChanged, "/actions/List/paging")],
    ),
    (
        |v| {
            v["actions"]["Get"]["paging"] =
                json!({"style": "page", "page": "Offset", "size": "Limit", "items": "Set"})
        },
        &[(ChangeKind::PagingAdded, "/actions/Get/paging")],
    ),
    (
        |v| {
            v["actions"]["Get"]["waiters"]["Made"] =
                json!({"docs": "", "success": ["ON"], "interval": 1, "deadline": 9})
        },
        &[(ChangeKind::WaiterAdded, "/actions/Get/waiters/Made")],
    ),
    (
        |v| v["actions"]["List"]["waiters"]["Listed"]["interval"] = json!(2),
        &[(ChangeKind::WaiterChanged, "/actions/List/waiters/Listed")],
    ),
    (
        |v| v["actions"]["List"]["waiters"]["Listed"]["docs"] = json!("Waits until it is on."),
        &[(ChangeKind::WaiterDocs, "/actions/List/waiters/Listed")],
    ),
    (
        |v| v["actions"]["List"]["waiters"] = json!({}),
        &[(ChangeKind::WaiterRemoved, "/actions/List/waiters/Listed")],
    ),
    (
        |v| v["actions"]["List"]["input"][2]["values"]["PAUSED"] = json!(""),
        &[(ChangeKind::ValueAdded, "/actions/List/input/State/values/PAUSED")],
    ),
    (
        |v| v["actions"]["Get"]["input"][2]["values"] = json!({"ON": "on"}),
        &[(ChangeKind::ValueRemoved, "/actions/Get/input/State/values/OFF")],
    ),
    (
        |v| v["actions"]["List"]["input"][2]["values"]["ON"] = json!("at work"),
        &[(ChangeKind::ValueDocs, "/actions/List/input/State/values/ON")],
    ),
    (
        |v| v["actions"]["List"]["input"][3]["values"] = json!({"X": ""}),
        &[(ChangeKind::ValuesAppeared, "/actions/List/input/ChangeKind")],
    ),
    (
        |v| v["actions"]["Get"]["input"][2]["values"] = json!({}),
        &[(ChangeKind::ValuesVanished, "/actions/Get/input/State")],
    ),
    (
        |v| v["actions"]["List"]["input"][4]["values"] = json!({}),
        &[(ChangeKind::NumberValues, "/actions/List/input/Level")],
    ),
    (
        |v| v["actions"]["List"]["input"][0]["sensitive"] = json!(true),
        &[(ChangeKind::Sensitive, "/actions/List/input/Offset")],
    ),
    (
        |v| v["actions"]["List"]["input"][0]["inferred"] = json!(true),
        &[(ChangeKind::FieldInferred, "/actions/List/input/Offset")],
    ),
    (
        |v| v["actions"]["List"]["output"][0]["required"] = json!(true),
        &[(ChangeKind::RequiredInResponse, "/actions/List/output/Set")],
    ),
    (
        |v| {
            v["structures"]["Free"]["fields"] = json!([{"name": "A", "type": "String", "docs": ""}])
        },
        &[(ChangeKind::StructureOpaque, "/structures/Free")],
    ),
    (
        |v| v["structures"]["Item"]["inferred"] = json!(false),
        &[(ChangeKind::StructureInferred, "/structures/Item")],
    ),
    (
        |v| v["structures"]["Item"]["fields"][0]["deprecated"] = json!(true),
        &[(ChangeKind::FieldDeprecated, "/structures/Item/Ip")],
    ),
    (|v| v["errors"]["C"] = json!("c"), &[(ChangeKind::CodeAdded, "/errors/C")]),
    (
        |v| drop(v["errors"].as_object_mut().unwrap().remove("B")),
        &[(ChangeKind::CodeRemoved, "/errors/B")],
    ),
    (|v| v["errors"]["A"] = json!("Else."), &[(ChangeKind::CodeDocs, "/errors/A")]),
];

pub(super) fn full(value: &Value) -> Api {
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
    assert!(
        diff(&full(&full_json()), &other).iter().any(|change| change.kind == ChangeKind::Product)
    );
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
