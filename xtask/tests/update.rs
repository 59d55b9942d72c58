//! Tests of `cargo xtask update` with a small folder of metadata: the content that it takes from
//! there, and the content that it does not.

#![allow(clippy::unwrap_used)] // A test may fail by a panic.

#[path = "support/metadata.rs"]
mod metadata;

use metadata::{EXAMPLES, api, write, xtask};
use std::fs;
use std::process::Output;
use tempfile::TempDir;

/// Our own page for one of the two actions, in the layout of the vendor's.
const PAGE: &str = "## 1. API Description

Domain name for API request: cats.tencentcloudapi.com.

Lists the cats of a house.

A maximum of 20 requests can be initiated per second for this API.

## 2. Input Parameters

| Parameter | Required | Type | Description |
|---------|---------|---------|---------|
| Action | Yes | String | Common parameter. The value used for this API: DescribeCats. |
| Version | Yes | String | Common parameter. The value used for this API: 2020-01-01. |
| Region | Yes | String | Common parameter. |
| Limit | No | Integer | Cats in one response. |

## 3. Output Parameters

| Parameter | Type | Description |
|---------|---------|---------|
| Cats | Array of [Cat](data-structures.md#Cat) | The cats. |
| RequestId | String | Identifies this request. |

## 4. Example

### Example1 All cats

#### Input Example

```
https://cats.tencentcloudapi.com/?Action=DescribeCats
&Limit=5
```

#### Output Example

```
{\"Response\": {\"Cats\": [], \"RequestId\": \"r-1\"}}
```
";

/// Creates the product as it was imported from our page and the first metadata.
fn setup() -> TempDir {
    let folder = TempDir::new().unwrap();
    let services = folder.path().join("services");
    write(&services, "cats/v20200101/api.json", &api("cats", "2020-01-01", ""));
    write(&services, "cats/v20200101/examples.json", EXAMPLES);
    write(folder.path(), "sources/cats/DescribeCats.md", PAGE);
    let [sources, into] =
        ["sources/cats", "api"].map(|name| folder.path().join(name).display().to_string());
    let output = xtask(&[
        "import",
        &sources,
        "--into",
        &into,
        "--product",
        "cats",
        "--version",
        "2020-01-01",
    ]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    folder
}

fn update(folder: &TempDir) -> Output {
    let path = |name: &str| folder.path().join(name).display().to_string();
    let [services, spec, sources, out] = ["services", "api", "sources", "out"].map(path);
    xtask(&["update", &services, "--spec", &spec, "--sources", &sources, "--out", &out])
}

fn description(folder: &TempDir) -> String {
    fs::read_to_string(folder.path().join("api/cats/2020-01-01.json")).unwrap()
}

#[test]
fn an_update_reports_every_change() {
    let folder = setup();
    let output = update(&folder);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    insta::assert_snapshot!(String::from_utf8_lossy(&output.stdout), @"
    # API update

    ## cats 2020-01-01

    2 breaking, 2 additive, 1 docs, 3 breaking in the crate; next version: minor before 1.0, major \
    after

    ### Breaking (2)

    - **structure and free JSON swapped**: what is known of it is another thing
      - `/structures/Cat`: free JSON → described
    - **type changed**: it is written in another form
      - `/actions/DescribeCats/input/Limit`: Integer → Unsigned

    ### Additive (2)

    - **action added**: nobody calls it yet
      - `/actions/DeleteCat`
    - **member added**: nobody has to send or read it
      - `/actions/DescribeCats/input/Filters`: Array of Cat

    <details><summary>Documentation (1)</summary>

    - **prose of a structure**: only documentation has it
      - `/structures/Cat`: prose added

    </details>

    ### In the crate: breaking (3)

    - `v20200101::DescribeCatsRequest::limit` **signature changed**: `Option<i64> → Option<u64>`
    - `v20200101::DescribeCatsRequest::limit()` **signature changed**: `fn(i64) → fn(u64)`
    - `v20200101::DescribeCatsResponse::cats` **signature changed**: `Option<Vec<Value>> → \
    Option<Vec<Cat>>`

    ### In the crate: additive (7)

    - `v20200101::Cat` **added**: struct
    - `v20200101::Client::delete_cat()` **added**: `fn(DeleteCatRequest) -> Call`
    - `v20200101::DeleteCatErrorCode` **added**: enum
    - `v20200101::DeleteCatRequest` **added**: struct
    - `v20200101::DeleteCatResponse` **added**: struct
    - `v20200101::DescribeCatsRequest::filters` **added**: `Option<Vec<Cat>>`
    - `v20200101::DescribeCatsRequest::filters()` **added**: `fn(Vec<Cat>)`

    ### Without a description

    The vendor's sentences are not carried over. Describe these in `spec/sources/cats`:

    - `DescribeCats`: `Filters`
    - `DeleteCat`: `DeleteCat`, `Name`
    - `Cat`: `Cat`, `Name`, `Type`, `Kittens`

    ## Generated files

    - `cats`: 18 files changed
    ");
}

#[test]
fn structure_comes_from_metadata_and_no_sentence_does() {
    let folder = setup();
    let output = update(&folder);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let description = description(&folder);
    assert!(!description.contains("SENTENCE"), "{description}");
    insta::assert_snapshot!(description);
    assert!(folder.path().join("out/cats/src/v20200101/actions/delete_cat.rs").exists());
}

#[test]
fn a_second_update_finds_nothing_but_still_names_what_is_undescribed() {
    let folder = setup();
    update(&folder);
    let first = description(&folder);
    let output = update(&folder);
    assert_eq!(description(&folder), first);
    insta::assert_snapshot!(String::from_utf8_lossy(&output.stdout), @"
    # API update

    ## cats 2020-01-01

    no changes

    ### Without a description

    The vendor's sentences are not carried over. Describe these in `spec/sources/cats`:

    - `DescribeCats`: `Filters`
    - `DeleteCat`: `DeleteCat`, `Name`
    - `Cat`: `Cat`, `Name`, `Type`, `Kittens`

    ## Generated files

    - `cats`: nothing changed
    ");
}

#[test]
fn new_fields_and_new_versions_are_told() {
    let folder = setup();
    update(&folder);
    let more = r#", {"name": "Age", "type": "int", "member": "int64", "document": "SENTENCE"}"#;
    let services = folder.path().join("services");
    write(&services, "cats/v20200101/api.json", &api("cats", "2020-01-01", more));
    write(&services, "cats/v20210101/api.json", &api("cats", "2021-01-01", ""));
    let output = update(&folder);
    insta::assert_snapshot!(String::from_utf8_lossy(&output.stdout), @"
    # API update

    ## cats 2020-01-01

    0 breaking, 1 additive, 0 docs; next version: patch before 1.0, minor after

    ### Additive (1)

    - **member added**: nobody has to send or read it
      - `/structures/Cat/Age`: Integer

    ### In the crate: additive (2)

    - `v20200101::Cat::age` **added**: `Option<i64>`
    - `v20200101::Cat::age()` **added**: `fn(i64)`

    ### Without a description

    The vendor's sentences are not carried over. Describe these in `spec/sources/cats`:

    - `DescribeCats`: `Filters`
    - `DeleteCat`: `DeleteCat`, `Name`
    - `Cat`: `Cat`, `Name`, `Type`, `Kittens`, `Age`

    ## cats 2021-01-01

    A new version; actions: 2, structures: 1

    ### Without a description

    The vendor's sentences are not carried over. Describe these in `spec/sources/cats`:

    - `DescribeCats`: `DescribeCats`, `Filters`, `Limit`, `Cats`
    - `DeleteCat`: `DeleteCat`, `Name`
    - `Cat`: `Cat`, `Name`, `Type`, `Kittens`

    ## Generated files

    - `cats`: 16 files changed
    ");
    assert!(folder.path().join("out/cats/src/v20210101/mod.rs").exists());
}

#[test]
fn nothing_is_written_where_the_metadata_is_wrong() {
    let folder = setup();
    let before = description(&folder);
    write(
        &folder.path().join("services"),
        "cats/v20200101/api.json",
        r#"{"actions": {"A": {"input": "", "output": ""}}, "#,
    );
    let output = update(&folder);
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    assert!(String::from_utf8_lossy(&output.stderr).contains("error[malformed-metadata]"));
    assert_eq!(description(&folder), before);
    fs::remove_dir_all(folder.path().join("services/cats")).unwrap();
    assert!(String::from_utf8_lossy(&update(&folder).stderr).contains("error[no-metadata]"));
}

#[test]
fn an_edited_crate_keeps_the_descriptions_as_they_were() {
    let folder = setup();
    update(&folder);
    let before = description(&folder);
    let lib = folder.path().join("out/cats/src/lib.rs");
    fs::write(&lib, "// edited").unwrap();
    let more = r#", {"name": "Age", "type": "int", "member": "int64", "document": "SENTENCE"}"#;
    write(
        &folder.path().join("services"),
        "cats/v20200101/api.json",
        &api("cats", "2020-01-01", more),
    );
    let output = update(&folder);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        said.contains("error[edited-file]") && said.contains("cargo xtask update --force"),
        "{said}"
    );
    assert_eq!(
        (description(&folder), fs::read_to_string(&lib).unwrap()),
        (before, "// edited".to_owned())
    );
}

/// Each change of the vendor's metadata is reported with the class that `diff` gives it, also if
/// our own page still describes a removed item.
#[test]
fn what_the_vendor_changes_is_told_with_its_class() {
    let action = concat!(
        r#""DeleteCat": {"document": "", "input": "DeleteCatRequest", "#,
        r#""name": "SENTENCE three", "output": "DeleteCatResponse", "status": "deprecated"}"#
    );
    let limit = concat!(
        r#"{"name": "Limit", "type": "int", "member": "uint64", "required": false, "#,
        r#""document": "SENTENCE eleven"}"#
    );
    let cats =
        r#"{"name": "Cats", "type": "list", "member": "Cat", "document": "SENTENCE twelve"},"#;
    let kind =
        r#"{"name": "Type", "type": "string", "member": "string", "document": "SENTENCE eight"},"#;
    let edits: [(&str, &str, &str); 12] = [
        (&format!(",\n    {action}"), "", "an action is removed"),
        (&format!(",\n        {limit}"), "", "a field of a request is removed"),
        (cats, "", "a field of a response is removed"),
        (kind, "", "a field of a structure is removed"),
        (
            limit,
            &limit.replace(r#""int", "member": "uint64""#, r#""string", "member": "string""#),
            "another type",
        ),
        (limit, &limit.replace("false", "true"), "required"),
        (r#""required": true"#, r#""required": false"#, "optional"),
        (r#""status": "deprecated""#, r#""status": "offline""#, "offline"),
        (kind, &kind.replace('{', r#"{"disabled": true, "#), "disabled"),
        (kind, &format!("{kind}{}", kind.replace("Type", "Colour")), "added"),
        (kind, &kind.replace("Type", "Breed"), "renamed"),
        (action, &action.replace("\"DeleteCat\"", "\"RemoveCat\""), "an action is renamed"),
    ];
    for (from, to, what) in edits {
        let folder = setup();
        assert!(update(&folder).status.success());
        let [old, new] = ["old.json", "new.json"].map(|name| folder.path().join(name));
        let before = api("cats", "2020-01-01", "");
        let after = before.replacen(from, to, 1);
        assert_ne!(before, after, "{what}");
        fs::write(&old, &before).unwrap();
        fs::write(&new, &after).unwrap();
        fs::copy(&new, folder.path().join("services/cats/v20200101/api.json")).unwrap();
        let output = update(&folder);
        let told = String::from_utf8_lossy(&output.stdout).into_owned();
        let diff = xtask(&[
            "diff",
            &old.display().to_string(),
            &new.display().to_string(),
            "--format",
            "json",
        ]);
        let diff: serde_json::Value = serde_json::from_slice(&diff.stdout).unwrap();
        let changes = diff["changes"].as_array().unwrap();
        assert!(!changes.is_empty(), "{what}");
        for change in changes {
            let class = if change["class"] == "breaking" { "### Breaking" } else { "### Additive" };
            let path = format!("`{}`", change["path"].as_str().unwrap());
            let section = told
                .split(class)
                .nth(1)
                .and_then(|rest| rest.split("###").next())
                .unwrap_or_default();
            // Facts have no prose, by which `diff` recognises a renamed field. It is reported as
            // removed and added.
            let is_told = section.contains(&path)
                || (what == "renamed" && section.contains("`/structures/Cat/Type`"));
            assert!(is_told, "{what}: {path} is not in {class} of\n{told}");
        }
    }
}

#[test]
fn a_version_that_the_metadata_lost_is_told() {
    let folder = setup();
    assert!(update(&folder).status.success());
    let old = description(&folder).replace("2020-01-01", "2019-01-01");
    write(folder.path(), "api/cats/2019-01-01.json", &old);
    let output = update(&folder);
    let (told, warned) =
        (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{warned}");
    assert!(
        told.ends_with("\n## Breaking: gone from the metadata\n\n- `cats 2019-01-01`\n"),
        "{told}"
    );
    assert!(
        warned
            .contains("warning[version-gone]: the metadata does not have cats 2019-01-01 any more"),
        "{warned}"
    );
    assert_eq!(fs::read_to_string(folder.path().join("api/cats/2019-01-01.json")).unwrap(), old);
}
