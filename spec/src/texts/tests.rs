use super::*;
use crate::diagnostic::Diagnostics;
use crate::model::{Action, Api, Field, Structure, Type};
use crate::read::{Format, recognise};

fn api() -> Api {
    let mut api = Api::new("lamp", "2020-01-01");
    let field = |name: &str| Field::new(name, Type::String, "`x`");
    let action = Action {
        input: vec![field("LampId"), field("State")],
        output: vec![field("LampSet"), field("RequestId")],
        errors: vec!["LimitExceeded".to_owned()],
        ..Action::default()
    };
    api.actions.insert("DimLamp".to_owned(), action);
    let structure =
        Structure { fields: vec![field("LampId"), field("State")], ..Structure::default() };
    api.structures.insert("Lamp".to_owned(), structure);
    api.errors.insert("LimitExceeded".to_owned(), String::new());
    api
}

const TEXTS: &str = r#"
# Ours.
[texts]
product = "lamp"
version = "2020-01-01"
title = "Lamps"
[actions.DimLamp]
docs = "Dims a lamp."
[actions.DimLamp.input]
LampId = "The lamp to dim."
[structures.Lamp]
docs = "A lamp."
[fields]
LampId = "The ID of a lamp."
State = "How bright it is."
[values.State]
ON = "Bright."
[values."Lamp.State"]
OFF = "Dark."
[errors]
LimitExceeded = "Too many lamps are dimmed."
"#;

/// Returns the diagnostics of a file of texts.
fn said(text: &str, api: &mut Api) -> String {
    let mut diagnostics = Diagnostics::default();
    match parse(text, "texts.toml") {
        Ok(texts) => apply(&texts, api, &mut diagnostics),
        Err(errors) => diagnostics = errors,
    }
    diagnostics.to_string()
}

#[test]
fn texts_are_put_in_place() {
    let mut api = api();
    assert_eq!(recognise(TEXTS), Some(Format::Texts));
    assert_eq!(said(TEXTS, &mut api), "");
    let (action, structure) = (&api.actions["DimLamp"], &api.structures["Lamp"]);
    let docs = |fields: &[Field]| fields.iter().map(|field| field.docs.clone()).collect::<Vec<_>>();
    assert_eq!(
        (api.title.as_str(), action.docs.as_str(), structure.docs.as_str()),
        ("Lamps", "Dims a lamp.", "A lamp.")
    );
    assert_eq!(docs(&action.input), ["The lamp to dim.", "How bright it is."]);
    assert_eq!(docs(&action.output), ["`x`", "`x`"]);
    assert_eq!(docs(&structure.fields), ["The ID of a lamp.", "How bright it is."]);
    assert_eq!(
        action.input[1].values.get_index(0).unwrap(),
        (&"ON".to_owned(), &"Bright.".to_owned())
    );
    assert_eq!(structure.fields[1].values.keys().collect::<Vec<_>>(), ["OFF"]);
    assert_eq!(api.errors["LimitExceeded"], "Too many lamps are dimmed.");
}

#[test]
fn texts_of_what_is_not_there_are_told_with_their_line() {
    let cases = [
        ("[actions.DimLamp]", "[actions.DimLamps]", "`actions.DimLamps`", 8),
        ("LampId = \"The lamp", "LampID = \"The lamp", "`DimLamp.LampID`", 10),
        ("[structures.Lamp]", "[structures.Lamps]", "`structures.Lamps`", 12),
        ("State = \"How", "Stat = \"How", "`fields.Stat`", 15),
        ("[values.\"Lamp.State\"]", "[values.\"Lamp.Stat\"]", "`values.Lamp.Stat`", 19),
        ("LimitExceeded =", "LimitExceded =", "`errors.LimitExceded`", 21),
        ("\"Dims a lamp.\"", "\" \"", "the text is empty", 8),
        ("docs = \"A lamp.\"", "doc = \"A lamp.\"", "unknown field `doc`", 12),
    ];
    for (from, to, message, line) in cases {
        assert!(TEXTS.contains(from), "{from}");
        let told = said(&TEXTS.replace(from, to), &mut api());
        assert!(
            told.contains(message) && told.contains(&format!("texts.toml:{line}")),
            "{to}: {told}"
        );
    }
}

/// A set by name goes to the fields whose type can hold its values.
#[test]
fn values_go_where_they_fit() {
    let mut api = api();
    api.structures["Lamp"].fields[1].r#type = Type::Integer;
    assert!(said(TEXTS, &mut api).contains("`values.Lamp.State`"), "no field can hold OFF");
    let texts = TEXTS.replace("[values.\"Lamp.State\"]\nOFF", "\"0\"");
    assert_eq!(said(&texts, &mut api), "");
    let keys = |field: &Field| field.values.keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&api.actions["DimLamp"].input[1]), ["ON", "0"]);
    assert_eq!(keys(&api.structures["Lamp"].fields[1]), ["0"]);
}
