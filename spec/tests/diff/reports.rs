//! Reports of many changes.

use super::*;

/// All edits of metadata, and a flag of 30 fields flipped.
fn many_changes() -> Vec<Change> {
    let mut old = metadata_json();
    for at in 0..30 {
        add(
            &mut old,
            "Used",
            json!({
                "name": format!("N{at}"), "type": "bool", "member": "bool", "document": "Null."}),
        );
    }
    let mut new = old.clone();
    METADATA_EDITS.iter().for_each(|(edit, _)| edit(&mut new));
    (0..30).for_each(|at| {
        field(&mut new, "Used", &format!("N{at}"))["value_allowed_null"] = json!(true)
    });
    diff(&described(&old), &described(&new))
}

#[test]
fn reports_are_made_for_people() {
    insta::assert_snapshot!(diff::lines(&many_changes()));
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
    - **action offline**: every call fails with ActionOffline
      - `/actions/Rest`: online → offline
    - **kind of body changed**: requests are written in another way
      - `/actions/Open`: json → multipart
    - **event stream changed**: responses are read in another way
      - `/actions/Stream`: one response → stream of events
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
