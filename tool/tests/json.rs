//! Output of commands with `--format json`: everything on stdout, in the form of `schema.json`.

#![allow(clippy::unwrap_used, clippy::panic)]

use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// Runs a command that succeeds, and returns its output.
fn succeeds(folder: &Path, arguments: &str) -> Value {
    run(folder, arguments, 0)
}

/// Runs a command that fails, and returns the codes of its diagnostics and its output.
fn fails(folder: &Path, arguments: &str) -> (Vec<String>, Value) {
    let output = run(folder, arguments, 1);
    let codes = output["diagnostics"].as_array().unwrap().iter();
    (codes.map(|it| it["code"].as_str().unwrap().to_owned()).collect(), output)
}

fn run(folder: &Path, arguments: &str, code: i32) -> Value {
    let output = command(folder, arguments).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert_eq!(text(&output.stderr), "", "{arguments}");
    assert_eq!(output.status.code(), Some(code), "{arguments}: {}", text(&output.stdout));
    let output: Value = serde_json::from_slice(&output.stdout).unwrap();
    check(&output, arguments.split(' ').next().unwrap());
    output
}

fn command(folder: &Path, arguments: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tencentcloud"));
    command.args(arguments.split(' ')).args(["--format", "json"]).current_dir(folder);
    command
}

/// Checks that an output has the form of the schema, and belongs to a command.
fn check(output: &Value, command: &str) {
    assert_eq!((&output["version"], &output["command"]), (&json!(1), &json!(command)), "{output}");
    let schema = schema();
    fits(&schema, &schema, output).unwrap_or_else(|fault| panic!("{fault}\n{output:#}"));
}

fn schema() -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema.json");
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// Checks a value against the keywords that our schema has. A key that it does not list is a fault
/// too, although later versions may have it.
fn fits(root: &Value, schema: &Value, value: &Value) -> Result<(), String> {
    let Value::Object(keywords) = schema else { return Ok(()) };
    for (keyword, rule) in keywords {
        let is_met = match keyword.as_str() {
            "$ref" => {
                let pointer = rule.as_str().unwrap().trim_start_matches('#');
                fits(root, root.pointer(pointer).unwrap(), value)?;
                true
            }
            "const" => value == rule,
            "type" => match rule {
                Value::Array(names) => names.iter().any(|name| is_of(name, value)),
                name => is_of(name, value),
            },
            "oneOf" | "anyOf" => {
                let of = rule.as_array().unwrap().iter();
                let faults: Vec<String> =
                    of.clone().filter_map(|it| fits(root, it, value).err()).collect();
                if faults.len() == of.len() {
                    return Err(faults.join("\n"));
                }
                keyword == "anyOf" || faults.len() + 1 == of.len()
            }
            "required" => rule
                .as_array()
                .unwrap()
                .iter()
                .all(|key| value.get(key.as_str().unwrap()).is_some()),
            "items" => {
                value.as_array().into_iter().flatten().try_for_each(|it| fits(root, rule, it))?;
                true
            }
            "properties" | "additionalProperties" => {
                members(root, keywords, value)?;
                true
            }
            "$defs" | "$schema" | "description" | "format" | "minimum" | "pattern" | "title"
            | "uniqueItems" => true,
            _ => false,
        };
        if !is_met {
            return Err(format!("{keyword} {rule} refuses {value}"));
        }
    }
    Ok(())
}

fn is_of(name: &Value, value: &Value) -> bool {
    match name.as_str().unwrap() {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_u64() || value.is_i64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        _ => value.is_object(),
    }
}

fn members(
    root: &Value,
    keywords: &serde_json::Map<String, Value>,
    value: &Value,
) -> Result<(), String> {
    let rule = |key: &str| {
        let known = keywords.get("properties").and_then(|properties| properties.get(key));
        known.or(keywords.get("additionalProperties"))
    };
    for (key, value) in value.as_object().into_iter().flatten() {
        let rule = rule(key).ok_or_else(|| format!("{key} is not in the schema"))?;
        fits(root, rule, value).map_err(|fault| format!("{key}: {fault}"))?;
    }
    Ok(())
}

fn package() -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("Cargo.toml"), "[package]\nname = \"mine\"\n").unwrap();
    folder
}

/// A description of one action.
fn cats(r#type: &str) -> String {
    let field = json!({ "name": "Name", "type": r#type, "docs": "The name." });
    let id = json!({ "name": "RequestId", "type": "String", "docs": "The request." });
    let action = json!({ "docs": "Feeds a cat.", "region": "none", "input": [field], "output": [id],
        "errors": [], "examples": [], "sources": [] });
    let description = json!({ "format": 1, "product": "cats", "version": "2020-01-01",
        "title": "Cats", "endpoint": "cats.tencentcloudapi.com",
        "actions": { "FeedCat": action }, "structures": {}, "errors": {} });
    format!("{description:#}\n")
}

#[test]
fn the_check_refuses_other_forms() {
    let form = json!({ "version": 1, "command": "facts", "diagnostics": [], "products": ["a"] });
    check(&form, "facts");
    for (key, value) in [
        ("version", json!(2)),
        ("command", json!("fact")),
        ("diagnostics", json!([{ "code": "a" }])),
        ("products", json!([1])),
        ("other", json!(1)),
    ] {
        let mut form = form.clone();
        form[key] = value;
        assert!(fits(&schema(), &schema(), &form).is_err(), "{form}");
    }
}

#[test]
fn add_lists_files_and_the_dependency() {
    let folder = package();
    let add = |more: &str| succeeds(folder.path(), &format!("add sms --actions SendSms{more}"));
    let added = add("");
    assert_eq!(added["dependency"]["state"], "unwritten");
    assert_eq!(added["module"], "sms");
    let written = &added["products"][0]["written"];
    assert!(written.as_array().unwrap().contains(&json!("mod.rs")), "{written}");
    assert_eq!(added["products"][0]["versions"][0]["actions"], 1);
    let again = add(" --write");
    assert_eq!(again["products"][0]["written"], json!([]), "nothing changed");
    assert_eq!(again["dependency"]["state"], "added");
    assert_eq!(add(" --write")["dependency"]["state"], "present");
    assert_eq!(fails(folder.path(), "add smss").0, ["unknown-product"]);
}

#[test]
fn codegen_lists_what_it_wrote_and_what_a_check_finds() {
    let folder = package();
    let generated = succeeds(folder.path(), "codegen habo --out clients");
    let product = &generated["products"][0];
    assert_eq!((&product["product"], &product["folder"]), (&json!("habo"), &json!("clients/habo")));
    let written = product["written"].as_array().unwrap();
    assert_eq!(product["files"], written.len());
    assert_eq!(generated["names"], json!(["clients/habo/names.lock"]));
    let check = "codegen habo --out clients --check";
    assert_eq!(succeeds(folder.path(), check)["diagnostics"], json!([]));
    fs::write(folder.path().join("clients/habo/src/lib.rs"), "// mine\n").unwrap();
    let (codes, output) = fails(folder.path(), check);
    assert_eq!(codes, ["edited-file"]);
    assert_eq!(output["diagnostics"][0]["file"], "clients/habo/src/lib.rs");
    let described = succeeds(folder.path(), "codegen tmt --out clients --crate-version 1.2.3");
    assert_eq!(described["names"], json!([]), "those inside the program stay");
    assert_eq!(fails(folder.path(), "codegen").0, ["no-product"]);
}

#[test]
fn import_lists_sources_and_changes() {
    let folder = TempDir::new().unwrap();
    let import = "import cats.json --into api";
    fs::write(folder.path().join("cats.json"), cats("String")).unwrap();
    let imported = succeeds(folder.path(), import);
    assert_eq!(imported["sources"][0]["format"], "description");
    assert_eq!(imported["descriptions"][0]["status"], "new");
    assert_eq!(imported["written"], true);
    fs::write(folder.path().join("cats.json"), cats("Integer")).unwrap();
    let (codes, checked) = fails(folder.path(), &format!("{import} --check"));
    assert_eq!((codes, &checked["written"]), (vec!["stale-description".to_owned()], &json!(false)));
    let imported = succeeds(folder.path(), import);
    assert_eq!(imported["descriptions"][0]["status"], "changed");
    assert_eq!(imported["descriptions"][0]["changes"][0]["kind"], "type changed");
    let (codes, refused) = fails(folder.path(), "import missing.md --into api");
    assert_eq!((codes, &refused["written"]), (vec!["unreadable-source".to_owned()], &json!(false)));
}

#[test]
fn diff_lists_changes_and_keeps_its_exit_code() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("old.json"), cats("String")).unwrap();
    fs::write(folder.path().join("new.json"), cats("Integer")).unwrap();
    let changed = succeeds(folder.path(), "diff old.json new.json");
    assert_eq!((&changed["breaking"], &changed["bump"]["1.x"]), (&json!(1), &json!("major")));
    assert_eq!(changed["changes"][0]["class"], "breaking");
    assert!(!changed["crate"].as_array().unwrap().is_empty());
    let (codes, breaking) = fails(folder.path(), "diff old.json new.json --fail-on breaking");
    assert_eq!((codes.len(), &breaking["breaking"]), (0, &json!(1)));
    let (codes, failed) = fails(folder.path(), "diff old.json missing.json");
    assert_eq!((codes.len(), failed.get("changes")), (1, None), "it has no results");
}

#[test]
fn describe_and_facts_have_what_the_program_carries() {
    let folder = TempDir::new().unwrap();
    let list = succeeds(folder.path(), "describe sms");
    assert!(list["actions"].as_array().unwrap().contains(&json!("SendSms")));
    let action = succeeds(folder.path(), "describe sms SendSms");
    assert_eq!(
        (&action["name"], &action["api_version"]),
        (&json!("SendSms"), &json!("2021-01-11"))
    );
    assert_eq!(action["action"]["region"], "required");
    let structure = succeeds(folder.path(), "describe sms SendStatus");
    assert_eq!(structure["structure"]["fields"][0]["name"], "SerialNo");
    fails(folder.path(), "describe sms SendSmss");
    let (codes, _) = fails(folder.path(), "describe sms --api-version 1999-01-01");
    assert_eq!(codes, ["unknown-version"]);

    let all = succeeds(folder.path(), "facts");
    assert!(all["products"].as_array().unwrap().contains(&json!("sms")));
    let versions = succeeds(folder.path(), "facts sms");
    assert_eq!(versions["versions"][1]["version"], "2021-01-11");
    assert_eq!(fails(folder.path(), "facts smss").0, ["unknown-product"]);
}

#[test]
fn mock_says_what_to_point_a_client_at() {
    let folder = TempDir::new().unwrap();
    let mut mock = command(folder.path(), "mock --product sms --port 0");
    let mut mock = mock.stdout(Stdio::piped()).spawn().unwrap();
    let stdout = mock.stdout.take().unwrap();
    let output = serde_json::Deserializer::from_reader(stdout).into_iter::<Value>().next();
    let _ = mock.kill();
    let _ = mock.wait();
    let output = output.unwrap().unwrap();
    check(&output, "mock");
    assert!(output["url"].as_str().unwrap().starts_with("http://127.0.0.1:"), "{output}");
    assert_eq!(fails(folder.path(), "mock").0, ["no-product"]);
}
