//! `cargo xtask update` over a small folder of metadata: what it takes from there, and what it does not.

#![allow(clippy::unwrap_used)] // A test may fail by a panic.

#[path = "support/metadata.rs"]
mod metadata;

use metadata::{EXAMPLES, api, write, xtask};
use std::fs;
use std::process::Output;
use tempfile::TempDir;

/// Our own page of one of the two actions, in the layout of the vendor's.
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
| Limit | No | Integer | Cats in one answer. |

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

/// The product as it was imported from our page and the first metadata.
fn setup() -> TempDir {
    let folder = TempDir::new().unwrap();
    let services = folder.path().join("services");
    write(&services, "cats/v20200101/api.json", &api("cats", "2020-01-01", ""));
    write(&services, "cats/v20200101/examples.json", EXAMPLES);
    write(folder.path(), "sources/cats/DescribeCats.md", PAGE);
    let [sources, into] = ["sources/cats", "api"].map(|name| folder.path().join(name).display().to_string());
    let output = xtask(&["import", &sources, "--into", &into, "--product", "cats", "--version", "2020-01-01"]);
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
fn structure_comes_from_metadata_and_no_sentence_does() {
    let folder = setup();
    let output = update(&folder);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    insta::assert_snapshot!(String::from_utf8_lossy(&output.stdout), @"");
    let description = description(&folder);
    assert!(!description.contains("SENTENCE"), "{description}");
    insta::assert_snapshot!(description, @"");
    assert!(folder.path().join("out/cats/src/v20200101/actions/delete_cat.rs").exists());
}

#[test]
fn a_second_update_finds_nothing_but_still_names_what_is_undescribed() {
    let folder = setup();
    update(&folder);
    let first = description(&folder);
    let output = update(&folder);
    assert_eq!(description(&folder), first);
    insta::assert_snapshot!(String::from_utf8_lossy(&output.stdout), @"");
}

#[test]
fn new_members_and_new_versions_are_told() {
    let folder = setup();
    update(&folder);
    let more = r#", {"name": "Age", "type": "int", "member": "int64", "document": "SENTENCE"}"#;
    let services = folder.path().join("services");
    write(&services, "cats/v20200101/api.json", &api("cats", "2020-01-01", more));
    write(&services, "cats/v20210101/api.json", &api("cats", "2021-01-01", ""));
    let output = update(&folder);
    insta::assert_snapshot!(String::from_utf8_lossy(&output.stdout), @"");
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
