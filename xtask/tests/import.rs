//! Tests of the command `cargo xtask import`: its output, its files, and that it writes all or
//! nothing.

#![allow(clippy::unwrap_used)]

use insta::assert_snapshot;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

const PAGE: &str = "\
## 1. API Description

API request domain name: harbour.tencentcloudapi.com.

Lists the boats of a harbour.

Default API request rate limit: 20 requests/sec.

## 2. Input Parameters

| Parameter name | Required | Type | Description |
|---|---|---|---|
| Action | Yes | String | Common parameter; the value for this API: DescribeBoats |
| Version | Yes | String | Common parameter; the value for this API: 2020-02-02 |
| Region | Yes | String | Common parameters; see the list of regions. |
| HarbourId | Yes | String | Which harbour |

## 3. Output Parameters

| Parameter name | Type | Description |
|---|---|---|
| TotalCount | Integer | How many |
| RequestId | String | The unique request ID. |

## 4. Example

### Example 1. A call

#### Input

```
https://harbour.tencentcloudapi.com/?Action=DescribeBoats
&HarbourId=h-1
&<Common request parameters>
```

#### Output

```
{\"Response\": {\"TotalCount\": 1, \"RequestId\": \"r-1\"}}
```
";

/// A folder to work in. Printed paths are relative to it.
struct Place {
    folder: TempDir,
}

impl Place {
    fn new(files: &[(&str, &[u8])]) -> Self {
        let place = Self { folder: tempfile::tempdir().unwrap() };
        for (name, content) in files {
            place.put(name, content);
        }
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn put(&self, name: &str, content: &[u8]) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.current_dir(self.folder.path()).arg("import").args(args).args(["--into", "api"]);
        command
    }

    fn import(&self, args: &[&str]) -> Output {
        self.command(args).output().unwrap()
    }

    /// Returns everything below the folder of the descriptions.
    fn written(&self) -> Vec<String> {
        let mut found = Vec::new();
        walk(&self.path("api"), &mut found);
        found.sort();
        found
    }
}

fn walk(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.path().is_dir() {
            walk(&entry.path(), found);
        }
        found.push(entry.path().file_name().unwrap().to_string_lossy().into_owned());
    }
}

fn show(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    format!(
        "{}{}exit {}",
        text(&output.stdout),
        text(&output.stderr),
        output.status.code().unwrap_or(-1)
    )
}

#[test]
fn a_folder_is_read_and_written_once() {
    let place = Place::new(&[
        ("docs/b/boats.md", PAGE.as_bytes()),
        ("docs/a.txt", b"junk"),
        ("docs/.git/x", b"\xff"),
    ]);
    assert_snapshot!(show(&place.import(&["docs"])), @"
    docs/a.txt: not recognised, skipped
    docs/b/boats.md: Markdown page, harbour 2020-02-02, 1 action, 0 structures
    harbour 2020-02-02: 1 action, 0 structures, 0 error codes; new api/harbour/2020-02-02.json
    warning[unrecognised-source]: no document that this tool reads; skipped
     --> docs/a.txt:1:1
      |
    1 | junk
      | ^^^^
    exit 0
    ");
    assert_snapshot!(show(&place.import(&["docs"])), @"
    docs/a.txt: not recognised, skipped
    docs/b/boats.md: Markdown page, harbour 2020-02-02, 1 action, 0 structures
    harbour 2020-02-02: 1 action, 0 structures, 0 error codes; unchanged api/harbour/2020-02-02.json
    warning[unrecognised-source]: no document that this tool reads; skipped
     --> docs/a.txt:1:1
      |
    1 | junk
      | ^^^^
    exit 0
    ");
    place.put("docs/b/boats.md", PAGE.replace("20 requests", "30 requests").as_bytes());
    assert_snapshot!(show(&place.import(&["docs/b/boats.md"])), @"
    docs/b/boats.md: Markdown page, harbour 2020-02-02, 1 action, 0 structures
    harbour 2020-02-02: 1 action, 0 structures, 0 error codes; changed api/harbour/2020-02-02.json
      additive /actions/DescribeBoats: rate limit changed: 20/s → 30/s (only a client that was \
      asked to limit itself follows it)
      0 breaking, 1 additive, 0 docs; next version: patch before 1.0, minor after
    exit 0
    ");
    assert_eq!(place.written(), ["2020-02-02.json", "harbour"]);
}

#[test]
fn json_report() {
    let place = Place::new(&[("boats.md", PAGE.as_bytes()), ("bad.md", b"ok\n\xff")]);
    let output = place.import(&["boats.md", "bad.md", "--format", "json"]);
    assert!(output.stderr.is_empty());
    assert_snapshot!(show(&output), @r#"
    {
      "version": 1,
      "command": "import",
      "diagnostics": [
        {
          "severity": "error",
          "code": "not-utf8",
          "message": "the file is not UTF-8 text",
          "file": "bad.md",
          "line": 2,
          "help": "convert it to UTF-8"
        }
      ],
      "sources": [
        {
          "file": "bad.md",
          "format": "unknown",
          "actions": 0,
          "structures": 0
        },
        {
          "file": "boats.md",
          "format": "markdown",
          "product": "harbour",
          "version": "2020-02-02",
          "actions": 1,
          "structures": 0
        }
      ],
      "descriptions": [
        {
          "product": "harbour",
          "version": "2020-02-02",
          "actions": 1,
          "structures": 0,
          "errors": 0,
          "file": "api/harbour/2020-02-02.json",
          "status": "new",
          "written": false,
          "breaking": 0,
          "additive": 0,
          "docs": 0,
          "bump": {
            "0.x": "none",
            "1.x": "none"
          },
          "changes": [],
          "crate": []
        }
      ],
      "written": false
    }
    exit 1
    "#);
}

#[test]
fn the_order_of_the_arguments_does_not_matter() {
    let other =
        PAGE.replace("Lists the boats", "Shows all boats").replace("20 requests", "30 requests");
    let of = |order: &[&str]| {
        let place = Place::new(&[("a.md", PAGE.as_bytes()), ("b.md", other.as_bytes())]);
        assert!(place.import(order).status.success());
        fs::read(place.path("api/harbour/2020-02-02.json")).unwrap()
    };
    let first = of(&["a.md", "b.md"]);
    assert_eq!(first, of(&["b.md", "a.md"]));
    assert_eq!(first, of(&["b.md", "a.md", "b.md"]));
}

#[test]
fn wrong_input_is_told_with_its_place_and_nothing_is_written() {
    let no_table = PAGE.replace("| Parameter name |", "| Parameter name").replace('|', " ");
    let few_cells =
        PAGE.replace("| HarbourId | Yes | String | Which harbour |", "| HarbourId | Yes |");
    let row = "| HarbourId | Yes | String | Which harbour |";
    let twice = PAGE.replace(row, &format!("{row}\n{}", row.replace("Which", "Another")));
    let unknown_type =
        PAGE.replace("| HarbourId | Yes | String |", "| HarbourId | Yes | Anchorage |");
    let neither = PAGE.replace("| HarbourId | Yes |", "| HarbourId | Perhaps |");
    let version = concat!(
        r#"{"actions": {}, "metadata": {"apiVersion": "../../../x", "#,
        r#""serviceShortName": "harbour"}, "objects": {}, "version": "1.0"}"#
    );
    let cases: [(&str, &[u8]); 10] = [
        ("no-table.md", no_table.as_bytes()),
        ("few-cells.md", few_cells.as_bytes()),
        ("twice.md", twice.as_bytes()),
        ("unknown-type.md", unknown_type.as_bytes()),
        ("neither.md", neither.as_bytes()),
        ("not-utf8.md", b"## 1. API Description\n\xc3\x28\n"),
        ("empty.md", b""),
        ("brackets.json", &[b'['; 100_000]),
        ("bars.md", &[b'|'; 1_000_000]),
        ("version.json", version.as_bytes()),
    ];
    let place = Place::new(&cases);
    for (name, _) in cases {
        let output = place.import(&[name]);
        let text = show(&output);
        assert_eq!(output.status.code(), Some(1), "{name}: {text}");
        assert!(
            text.contains("error[") && text.contains(&format!("--> {name}:")),
            "{name}: {text}"
        );
        assert_eq!(place.written(), [""; 0], "{name}: {text}");
    }
    let output = place.import(&["missing.md"]);
    assert_snapshot!(show(&output), @"
    error[unreadable-source]: the file cannot be read: No such file or directory (os error 2)
      --> missing.md:1
    nothing was written
    exit 1
    ");
    place.put("boats.md", PAGE.as_bytes());
    for args in [["boats.md", "--product", "../x"], ["boats.md", "--version", "../../x"]] {
        assert_eq!(place.import(&args).status.code(), Some(1));
    }
    assert_eq!(place.written(), [""; 0]);
}

/// Returns a page like [`PAGE`] for another product.
fn page_of(product: &str) -> String {
    PAGE.replace("harbour.", &format!("{product}."))
}

/// The sources of [`with_damaged_pages`], and one that does not exist.
const SOURCES: [&str; 3] = ["docs", "latin.md", "missing.md"];

/// Creates a folder with two good pages, three damaged ones, and a description of the product of
/// a damaged page.
fn with_damaged_pages() -> Place {
    let swapped = PAGE
        .replace("| Yes | String | Which", "| String | Yes | Which")
        .replace("DescribeBoats", "StopBoats");
    let unknown_type =
        page_of("reef").replace("| HarbourId | Yes | String", "| HarbourId | Yes | Reef");
    Place::new(&[
        ("docs/boats.md", PAGE.as_bytes()),
        ("docs/bad.md", swapped.as_bytes()),
        ("docs/lagoon.md", page_of("lagoon").as_bytes()),
        ("docs/reef.md", unknown_type.as_bytes()),
        ("latin.md", b"## 1. API Description\n\xc3\x28\n"),
        ("api/reef/2020-02-02.json", b"{}"),
    ])
}

#[test]
fn a_damaged_page_stops_the_import() {
    let place = with_damaged_pages();
    let refused = show(&place.import(&SOURCES));
    let end = "nothing was written; `--keep-going` writes what the errors are not about\nexit 1";
    assert!(refused.ends_with(end), "{refused}");
    assert_eq!(place.written(), ["2020-02-02.json", "reef"]);
}

#[test]
fn a_damaged_page_is_left_out_and_the_others_are_written() {
    let place = with_damaged_pages();
    let output = place.import(&[SOURCES.as_slice(), &["--keep-going"]].concat());
    assert_snapshot!(show(&output), @"
    docs/bad.md: Markdown page, left out
    docs/boats.md: Markdown page, harbour 2020-02-02, 1 action, 0 structures
    docs/lagoon.md: Markdown page, lagoon 2020-02-02, 1 action, 0 structures
    docs/reef.md: Markdown page, left out
    latin.md: not recognised, skipped
    harbour 2020-02-02: 1 action, 0 structures, 0 error codes; new api/harbour/2020-02-02.json
    lagoon 2020-02-02: 1 action, 0 structures, 0 error codes; new api/lagoon/2020-02-02.json
    error[unreadable-source]: the file cannot be read: No such file or directory (os error 2)
      --> missing.md:1
    error[required-unclear]: `String` does not tell whether the parameter is required
      --> docs/bad.md:16:1
       |
    16 | | HarbourId | String | Yes | Which harbour |
       | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = help: write `Yes` or `No`
    error[not-utf8]: the file is not UTF-8 text
      --> latin.md:2
      = help: convert it to UTF-8
    error[unknown-type]: `HarbourId` has the type `Reef`, which nothing describes, and its example \
    is not an object
      --> docs/reef.md:16:1
       |
    16 | | HarbourId | Yes | Reef | Which harbour |
       | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = help: write String, Integer, Float, Boolean, Timestamp or Date, or import the page that \
      describes the structure
    warning[undescribed-structure]: nothing describes the structure `Reef`
      --> docs/reef.md:16:1
       |
    16 | | HarbourId | Yes | Reef | Which harbour |
       | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = help: import the page of data structures or the metadata, or describe it in an overlay
    warning[example-type]: `DescribeBoats`: examples contradict declared types: `HarbourId` is \
    Reef, not text
      --> docs/reef.md:13:1
       |
    13 | | Action | Yes | String | Common parameter; the value for this API: DescribeBoats |
       | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    left out: 3 pages; the rest was written
    exit 1
    ");
    assert_eq!(
        place.written(),
        ["2020-02-02.json", "2020-02-02.json", "2020-02-02.json", "harbour", "lagoon", "reef"]
    );
    assert_eq!(fs::read(place.path("api/reef/2020-02-02.json")).unwrap(), b"{}");
    let without = Place::new(&[("docs/boats.md", PAGE.as_bytes())]);
    assert!(without.import(&["docs"]).status.success());
    let written = |place: &Place| fs::read(place.path("api/harbour/2020-02-02.json")).unwrap();
    assert_eq!(written(&place), written(&without));
}

/// A page that needs a structure of a damaged page is left out too.
#[test]
fn pages_that_need_a_damaged_page_are_left_out_as_well() {
    let structures = "## Reef\n\nPart of a harbour.\n\nUsed by actions: DescribeBoats.\n\n\
                      | Name | Type | Required | Description |\n|---|---|---|---|\n| Depth | \
                      Metres? | No | How deep |\n";
    let needs = PAGE.replace("| HarbourId | Yes | String", "| HarbourId | Yes | Reef");
    let place = Place::new(&[("a.md", needs.as_bytes()), ("b.md", structures.as_bytes())]);
    let text = show(&place.import(&["a.md", "b.md", "--keep-going"]));
    assert!(
        text.starts_with("a.md: Markdown page, left out\nb.md: Markdown page, left out\n"),
        "{text}"
    );
    assert!(text.ends_with("nothing was written\nexit 1"), "{text}");
    assert_eq!(place.written(), [""; 0]);
}

/// Metadata and corrections concern a whole product version.
#[test]
fn errors_that_are_of_no_page_leave_out_their_product() {
    let stale = "overlay = 1\nproduct = \"harbour\"\nversion = \"2020-02-02\"\n\n[[correct]]\n\
                 path = \"actions.DescribeBoats.rate_limit\"\nset = 20\nwhy = \"It is so.\"\n";
    let lagoon = page_of("lagoon").into_bytes();
    let place = Place::new(&[
        ("a.md", PAGE.as_bytes()),
        ("b.md", &lagoon),
        ("overlay.toml", stale.as_bytes()),
    ]);
    let output = place.import(&["a.md", "b.md", "overlay.toml", "--keep-going"]);
    assert_snapshot!(show(&output), @"
    a.md: Markdown page, harbour 2020-02-02, 1 action, 0 structures
    b.md: Markdown page, lagoon 2020-02-02, 1 action, 0 structures
    overlay.toml: overlay, harbour 2020-02-02, 0 actions, 0 structures
    harbour 2020-02-02: 1 action, 0 structures, 0 error codes; not written: \
    api/harbour/2020-02-02.json
    lagoon 2020-02-02: 1 action, 0 structures, 0 error codes; new api/lagoon/2020-02-02.json
    error[needless-correction]: the correction of `actions.DescribeBoats.rate_limit` changes nothing
     --> overlay.toml:5:1
      |
    5 | [[correct]]
      | ^^^^^^^^^^^
      |
      = help: take it out, if the sources have caught up with it
    left out: 1 description; the rest was written
    exit 1
    ");
    assert_eq!(place.written(), ["2020-02-02.json", "lagoon"]);
    let json = place.import(&["a.md", "overlay.toml", "--keep-going", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    let told = [&report["written"], &report["descriptions"][0]["written"], &report["refused"]];
    assert_eq!(told.map(ToString::to_string), ["false", "false", "null"]);
}

#[test]
fn an_example_that_is_not_json_is_a_warning() {
    let place = Place::new(&[(
        "boats.md",
        PAGE.replace("\"TotalCount\": 1,", "\"TotalCount\": ,").as_bytes(),
    )]);
    let output = place.import(&["boats.md"]);
    assert_eq!(output.status.code(), Some(0), "{}", show(&output));
    assert!(show(&output).contains("warning["));
    assert_eq!(place.written(), ["2020-02-02.json", "harbour"]);
}

#[test]
fn what_is_there_and_cannot_be_read_is_not_overwritten() {
    let place = Place::new(&[
        ("boats.md", PAGE.as_bytes()),
        ("api/harbour/2020-02-02.json", b"{\"format\": 1,\n\"produ"),
    ]);
    let output = place.import(&["boats.md"]);
    assert_snapshot!(show(&output), @"
    boats.md: Markdown page, harbour 2020-02-02, 1 action, 0 structures
    harbour 2020-02-02: 1 action, 0 structures, 0 error codes; not written: \
    api/harbour/2020-02-02.json
    error[invalid-description]: not a normalised description: EOF while parsing a string at line 2 \
    column 6
     --> api/harbour/2020-02-02.json:2:1
      |
    2 | \"produ
      | ^^^^^^
      |
      = help: write it again with `cargo xtask import`
    nothing was written; `--keep-going` writes what the errors are not about
    exit 1
    ");
    assert_eq!(
        fs::read(place.path("api/harbour/2020-02-02.json")).unwrap(),
        b"{\"format\": 1,\n\"produ"
    );
}

/// A limit of one block per file, as on a full disk.
#[cfg(unix)]
#[test]
fn a_full_disk_leaves_what_was_there() {
    let place = Place::new(&[("boats.md", PAGE.as_bytes())]);
    let limited = |place: &Place| {
        let script = "trap '' XFSZ; ulimit -f 1; exec \"$0\" import boats.md --into api";
        let mut command = Command::new("sh");
        command
            .args(["-c", script, env!("CARGO_BIN_EXE_xtask")])
            .current_dir(place.folder.path())
            .output()
            .unwrap()
    };
    let output = limited(&place);
    assert_eq!(output.status.code(), Some(1), "{}", show(&output));
    assert_eq!(place.written(), [""; 0]);
    assert!(place.import(&["boats.md"]).status.success());
    let before = fs::read(place.path("api/harbour/2020-02-02.json")).unwrap();
    place.put("boats.md", PAGE.replace("20 requests", "30 requests").as_bytes());
    assert_eq!(limited(&place).status.code(), Some(1));
    assert_eq!(fs::read(place.path("api/harbour/2020-02-02.json")).unwrap(), before);
    assert_eq!(place.written(), ["2020-02-02.json", "harbour"]);
}

#[test]
fn killed_at_any_moment_the_description_is_whole() {
    let place = Place::new(&[("boats.md", PAGE.as_bytes())]);
    assert!(place.import(&["boats.md"]).status.success());
    let path = place.path("api/harbour/2020-02-02.json");
    let read = || fs::read_to_string(&path).unwrap();
    let old = read();
    place.put("boats.md", PAGE.replace("20 requests", "30 requests").as_bytes());
    let new = old.replace("\"rate_limit\": 20", "\"rate_limit\": 30");
    for delay in 0..24 {
        fs::write(&path, &old).unwrap();
        let mut child = place
            .command(&["boats.md"])
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(std::time::Duration::from_micros(delay * 400));
        child.kill().unwrap();
        child.wait().unwrap();
        let there = read();
        assert!(there == old || there == new, "after {delay}: {there}");
    }
}

/// The first document of this project.
#[test]
fn the_first_seed() {
    let seed = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/seeds/000_1b0bbf59e6b4fc2e.txt");
    if !Path::new(seed).exists() {
        println!("skipped: ../shared is not there");
        return;
    }
    let place = Place::new(&[]);
    let output = place.import(&[seed]);
    assert!(output.status.success(), "{}", show(&output));
    let text = fs::read_to_string(place.path("api/batch/2017-03-12.json")).unwrap();
    let api: serde_json::Value = serde_json::from_str(&text).unwrap();
    let task = &api["actions"]["DescribeTask"];
    let count = |value: &serde_json::Value| value.as_array().map(Vec::len);
    let counts = [&task["input"], &task["output"], &task["errors"], &task["examples"]].map(count);
    assert_eq!(counts, [Some(2), Some(9), Some(3), Some(1)]);
    assert_eq!((task["rate_limit"].as_u64(), task["region"].as_str()), (Some(2), Some("required")));
    for (name, fields, kind) in [
        ("TaskInstanceView", 11, ""),
        ("TaskInstanceMetrics", 8, "Integer"),
        ("RedirectInfo", 4, "String"),
    ] {
        let structure = &api["structures"][name];
        assert_eq!(structure["inferred"], true, "{name}");
        assert_eq!(count(&structure["fields"]), Some(fields), "{name}");
        let all = structure["fields"].as_array().into_iter().flatten();
        assert!(
            all.into_iter().all(
                |field| field["inferred"] == true && (kind.is_empty() || field["type"] == kind)
            ),
            "{name}"
        );
    }
}
