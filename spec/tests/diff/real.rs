//! Edits of the real files of a product.

use super::*;

/// The number of ways to edit a field of a real file.
const WAYS: usize = 8;

/// Edits one field in one of the ways, and names what must be found.
fn edit_field(
    value: &mut Value,
    object: &str,
    at: usize,
    way: usize,
    request: bool,
) -> Option<(ChangeKind, String)> {
    let name = value["objects"][object]["members"][at]["name"].as_str()?.to_owned();
    let fields = value["objects"][object]["members"].as_array_mut()?;
    let field = &mut fields[at];
    let flag = |field: &Value, key: &str| field[key] == json!(true) || field[key] == json!(1);
    let kind = match way {
        0 => {
            field["document"] = json!("Edited.");
            ChangeKind::FieldDocs
        }
        1 => {
            field["example"] = json!("edited");
            ChangeKind::FieldExample
        }
        2 if request && !flag(field, "required") => {
            field["required"] = json!(true);
            ChangeKind::Required
        }
        2 if request => {
            field["required"] = json!(false);
            ChangeKind::Optional
        }
        3 if flag(field, "value_allowed_null") => {
            field["value_allowed_null"] = json!(false);
            ChangeKind::NotNullable
        }
        3 => {
            field["value_allowed_null"] = json!(true);
            ChangeKind::Nullable
        }
        4 if !flag(field, "disabled") => {
            field["disabled"] = json!(true);
            ChangeKind::FieldDeprecated
        }
        5 if field["member"] != "float" => {
            (field["type"], field["member"]) = (json!("float"), json!("float"));
            ChangeKind::FieldType
        }
        6 => {
            field["name"] = json!(format!("{name}Edited"));
            // The documentation tells that it is the same field, but not where another one has the
            // same.
            let (docs, exact) = (field["document"].clone(), field["member"].clone());
            let same = |other: &&Value| other["document"] == docs && other["member"] == exact;
            let certain = docs != "" && fields.iter().filter(same).count() == 1;
            return certain.then(|| (ChangeKind::FieldRenamed, format!("{name}Edited")));
        }
        7 => {
            fields.remove(at);
            ChangeKind::FieldRemoved
        }
        _ => return None,
    };
    Some((kind, name))
}

/// The place of the fields of each object in a description.
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
        let fields = original["objects"][&object]["members"].as_array().unwrap().len();
        for at in 0..fields {
            for way in 0..WAYS {
                let mut value = original.clone();
                let Some((kind, name)) = edit_field(&mut value, &object, at, way, request) else {
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
        // One field of each object, in one way, all in one file.
        if let Some((kind, name)) = edit_field(&mut together, &object, 0, row % 6, request) {
            expected.push((kind, format!("{path}/{name}")));
        }
    }
    expected.sort_unstable();
    assert_eq!(found(&diff(&old, &described(&together))), expected);
    println!("{alone} edits found alone, {} together", expected.len());
}
