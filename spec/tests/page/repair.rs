//! Repairs of JSON that lost its lines of lone brackets.

use super::*;

/// A boat with its crew, as a description declares it.
fn structures(name: &str) -> Option<&'static [Field]> {
    static BOAT: std::sync::LazyLock<Vec<Field>> = std::sync::LazyLock::new(|| {
        vec![
            Field::new("Name", Type::String, ""),
            Field::new("Engine", Type::Structure("Engine".to_owned()), ""),
            Field::new("Length", Type::Integer, ""),
            Field::new("Flags", Type::String.array(), ""),
        ]
    });
    static ENGINE: std::sync::LazyLock<Vec<Field>> =
        std::sync::LazyLock::new(|| vec![Field::new("Power", Type::Integer, "")]);
    match name {
        "Boat" => Some(&BOAT),
        "Engine" => Some(&ENGINE),
        _ => None,
    }
}

/// Returns the repaired text of one without its lines of lone brackets.
fn repaired(text: &str) -> Option<String> {
    let root = vec![
        Field::new("Boats", Type::Structure("Boat".to_owned()).array(), ""),
        Field::new("First", Type::Structure("Boat".to_owned()), ""),
        Field::new("Total", Type::Integer, ""),
        Field::new("RequestId", Type::String, ""),
    ];
    let is_lost =
        |line: &&str| line.trim().is_empty() || !line.chars().all(|other| "{}[], ".contains(other));
    let lossy: Vec<&str> = text.lines().filter(is_lost).collect();
    repair(&lossy.join("\n"), &root, &|name| structures(name)).map(|value| value.to_string())
}

#[test]
fn responses_get_their_brackets_back() {
    for text in [
        concat!(
            r#"{"Response":{"Boats":[{"Name":"Ada","Engine":{"Power":1},"Length":3},"#,
            r#"{"Name":"Bob","Engine":{"Power":2},"Length":4}],"Total":2,"RequestId":"r"}}"#,
        ),
        concat!(
            r#"{"Response":{"Boats":[{"Name":"Ada","Flags":["a","b"]},"#,
            r#"{"Name":"Bob","Flags":["c"]}],"RequestId":"r"}}"#,
        ),
        r#"{"Response":{"First":{"Name":null,"Engine":{},"Unknown":"x"},"Boats":null}}"#,
        r#"{"Total":1,"RequestId":"r"}"#,
    ] {
        let value: serde_json::Value = serde_json::from_str(text).unwrap();
        let printed = serde_json::to_string_pretty(&value).unwrap();
        assert_eq!(repaired(&printed).as_deref(), Some(text), "{printed}");
        assert_eq!(repaired(&printed.replace("  ", "     ")).as_deref(), Some(text), "{printed}");
    }
}

#[test]
fn what_can_be_read_in_two_ways_is_not_repaired() {
    for (what, text) in [
        ("an empty list may hold an empty object", r#"{"Response":{"Boats":[],"Total":0}}"#),
        (
            "the last field may start an element",
            concat!(
                r#"{"Response":{"Boats":[{"Name":"A","Engine":{"Power":1}},"#,
                r#"{"Name":"B","Engine":{"Power":1},"Length":3}]}}"#,
            ),
        ),
    ] {
        let value: serde_json::Value = serde_json::from_str(text).unwrap();
        let printed = serde_json::to_string_pretty(&value).unwrap().replace("[]", "[\n    ]");
        let found = repaired(&printed);
        assert!(found.is_none() || found.as_deref() == Some(text), "{what}: {found:?}");
    }
    for text in [
        "",
        "}",
        "\"Total\": 1,",
        "\"Total\": [\n  1",
        "\"Total\": 1\n\"RequestId\": \"r\"",
        "  \"Response\": {\n\"Total\": 1",
        "\"Boats\": {\n  \"Name\": \"x\"",
        "\"First\": {\n    \"Name\": \"x\",\n   \"Length\": 1",
        "plain text",
    ] {
        assert_eq!(repaired(text), None, "{text}");
    }
}
