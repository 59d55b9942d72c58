//! Tests of `cargo xtask facts`, of the committed facts, and of crates from facts alone.

#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "support/metadata.rs"]
mod metadata;

use metadata::{EXAMPLES, api, write, xtask};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;
use tempfile::TempDir;
use tencentcloud_spec::facts::{from_json, to_json};

const CLIENT: &str = "
// DescribeCats
// SENTENCE twenty
//
// SENTENCE twenty-one:
//  INTERNALERROR = \"InternalError\"
//  INVALIDPARAMETERVALUE_CATNOTFED = \"InvalidParameterValue.CatNotFed\"
func (c *Client) DescribeCats(request *DescribeCatsRequest) (response *DescribeCatsResponse, err \
error) {
";

const ERRORS: &str = "const (\n\t// SENTENCE twenty-two\n\tLIMITEXCEEDED = \"LimitExceeded\"\n)\n";

/// Creates a metadata folder and a clone of the Go SDK.
fn sources() -> TempDir {
    let folder = TempDir::new().unwrap();
    write(folder.path(), "services/cats/v20200101/api.json", &api("cats", "2020-01-01", ""));
    write(folder.path(), "services/cats/v20200101/examples.json", EXAMPLES);
    write(folder.path(), "go/tencentcloud/cats/v20200101/client.go", CLIENT);
    write(folder.path(), "go/tencentcloud/cats/v20200101/errors.go", ERRORS);
    folder
}

fn run(folder: &Path, command: &str) -> Output {
    let place = |word: &str| match word.strip_prefix('@') {
        Some(path) => folder.join(path).display().to_string(),
        None => word.to_owned(),
    };
    let words: Vec<String> = command.split(' ').map(place).collect();
    xtask(&words.iter().map(String::as_str).collect::<Vec<_>>())
}

fn succeeds(folder: &Path, command: &str) -> String {
    let output = run(folder, command);
    assert!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn facts_are_taken_without_a_sentence() {
    let folder = sources();
    let told = succeeds(folder.path(), "facts @services --errors @go --into @facts");
    assert_eq!(told, "cats 2020-01-01: 2 actions, 1 structures, 3 error codes; written\n");
    let text = fs::read_to_string(folder.path().join("facts/cats/2020-01-01.json")).unwrap();
    insta::assert_snapshot!(text);
    succeeds(folder.path(), "facts @services --errors @go --into @facts --check");
}

#[test]
fn codes_stay_when_only_the_metadata_is_read() {
    let folder = sources();
    succeeds(folder.path(), "facts @services --errors @go --into @facts");
    let more = r#", {"name": "Age", "type": "int", "member": "int64", "document": ""}"#;
    write(folder.path(), "services/cats/v20200101/api.json", &api("cats", "2020-01-01", more));
    let stale = run(folder.path(), "facts @services --into @facts --check");
    assert_eq!(stale.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&stale.stderr).contains("stale-facts"));
    succeeds(folder.path(), "facts @services --into @facts");
    let text = fs::read_to_string(folder.path().join("facts/cats/2020-01-01.json")).unwrap();
    assert!(
        text.contains("\"Age\":{\"type\":\"Integer\"}") && text.contains("CatNotFed"),
        "{text}"
    );
}

#[test]
fn an_edition_adds_what_only_its_sentences_tell() {
    let folder = sources();
    let states = |docs: &str| {
        let field =
            r#", {"name": "State", "type": "string", "member": "string", "document": "DOCS"}"#;
        api("cats", "2020-01-01", &field.replace("DOCS", docs))
    };
    write(
        folder.path(),
        "services/cats/v20200101/api.json",
        &states("").replace("SENTENCE", "句子"),
    );
    write(folder.path(), "intl/cats/v20200101/api.json", &states("Valid values: AWAKE, ASLEEP"));
    succeeds(folder.path(), "facts @services @intl --into @facts");
    let text = fs::read_to_string(folder.path().join("facts/cats/2020-01-01.json")).unwrap();
    assert!(text.contains(r#""State":{"type":"String","values":["AWAKE","ASLEEP"]}"#), "{text}");
}

/// An overlay of facts corrects what was read wrongly. An import of the same folder ignores it.
#[test]
fn an_overlay_corrects_facts() {
    let folder = sources();
    let overlay = |value: &str| {
        let text = format!(
            "overlay = 1\ncorrects = \"facts\"\nproduct = \"cats\"\n[[correct]]\n\
             path = \"actions.DescribeCats.read_only\"\nset = {value}\nwhy = \"It feeds them.\"\n"
        );
        write(folder.path(), "sources/cats/facts.toml", &text);
    };
    overlay("false");
    succeeds(folder.path(), "facts @services --into @facts");
    let text = fs::read_to_string(folder.path().join("facts/cats/2020-01-01.json")).unwrap();
    assert!(!text.contains("read_only"), "{text}");
    write(
        folder.path(),
        "sources/cats/2020-01-01.toml",
        "[texts]\nproduct = \"cats\"\nversion = \"2020-01-01\"\n",
    );
    succeeds(folder.path(), "import @sources --into @api");
    overlay("true");
    let output = run(folder.path(), "facts @services --into @facts");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success() && said.contains("needless-correction"), "{said}");
}

#[test]
fn what_is_no_source_is_named() {
    let folder = sources();
    fs::create_dir(folder.path().join("empty")).unwrap();
    for (command, code) in [
        ("facts @empty --into @facts", "no-metadata"),
        ("facts @services --errors @empty --into @facts", "unusable-path"),
        ("codegen cats --spec @api --out @out --docs @none", "no-description"),
    ] {
        let output = run(folder.path(), command);
        assert_eq!(output.status.code(), Some(1), "{command}");
        assert!(String::from_utf8_lossy(&output.stderr).contains(code), "{command}");
    }
    write(folder.path(), "facts/cats/2020-01-01.json", "{\n\"facts\":1,\n\"product\":1}");
    let output = run(folder.path(), "codegen cats --spec @api --out @out");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("invalid-facts") && said.contains("2020-01-01.json:3"), "{said}");
}

#[test]
fn a_crate_is_made_from_facts_alone() {
    let folder = sources();
    succeeds(folder.path(), "facts @services --errors @go --into @facts");
    succeeds(folder.path(), "codegen cats --spec @api --out @out");
    let module = folder.path().join("out/cats/src/v20200101");
    let read = |file: &str| fs::read_to_string(module.join(file)).unwrap();
    let client = read("client.rs");
    for part in ["Describes cats.", "explorer?Product=cats&Version=2020-01-01&Action=DescribeCats"]
    {
        assert!(client.contains(part), "{part}\n{client}");
    }
    let codes = read("actions/describe_cats.rs");
    for part in ["Invalid parameter value: cat not fed.", "Correct the value."] {
        assert!(codes.contains(part), "{part}\n{codes}");
    }
    let cat = read("structures/cat.rs");
    assert!(
        cat.contains("Used in requests of `DescribeCats`; in responses of `DescribeCats`."),
        "{cat}"
    );

    succeeds(
        folder.path(),
        "codegen cats --spec @api --out @out --docs @services --actions DescribeCats",
    );
    let client = read("client.rs");
    assert!(client.contains("SENTENCE one") && !client.contains("explorer"), "{client}");
    assert!(!module.join("actions/delete_cat.rs").exists());
    assert!(!folder.path().join("api").exists(), "nothing enters spec");
}

#[test]
fn docs_without_effect_are_a_warning() {
    let folder = sources();
    succeeds(folder.path(), "facts @services --into @facts");
    let codegen = "codegen cats --spec @api --out @out --docs @services";
    let warns = || {
        let output = run(folder.path(), codegen);
        assert!(output.status.success());
        String::from_utf8_lossy(&output.stderr).contains("warning[unused-docs]")
    };
    assert!(!warns());
    succeeds(folder.path(), "import @services/cats --into @api");
    assert!(warns());
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Returns the committed facts, by `product/version`.
fn committed() -> BTreeMap<String, tencentcloud_spec::model::Api> {
    let mut all = BTreeMap::new();
    for product in fs::read_dir(root().join("spec/facts")).unwrap() {
        for file in fs::read_dir(product.unwrap().path()).unwrap() {
            let path = file.unwrap().path();
            let text = fs::read_to_string(&path).unwrap();
            let api = from_json(&text, &path.display().to_string()).unwrap();
            assert!(to_json(&api) == text, "{} is not as it is written", path.display());
            all.insert(format!("{}/{}", api.product, api.version), api);
        }
    }
    all
}

#[test]
fn the_committed_facts_hold_the_whole_catalogue() {
    let all = committed();
    let actions = || all.values().flat_map(|api| api.actions.values());
    assert_eq!((all.len(), actions().count()), (300, 16_204));
    assert!(actions().filter(|action| !action.errors.is_empty()).count() >= 15_000);
}

#[test]
fn error_codes_are_those_of_the_oracle() {
    let Ok(text) = fs::read_to_string(root().join("../shared/facts/error-codes.json")) else {
        println!("skipped: ../shared is not there");
        return;
    };
    let oracle: BTreeMap<String, serde_json::Value> = serde_json::from_str(&text).unwrap();
    let all = committed();
    // The expected codes name versions after the name that requests are signed with.
    let by_service: BTreeMap<String, _> =
        all.values().map(|api| (format!("{}/{}", api.service(), api.version), api)).collect();
    let set = |codes: &serde_json::Value| -> BTreeSet<String> {
        codes.as_array().unwrap().iter().map(|code| code.as_str().unwrap().to_owned()).collect()
    };
    let (mut actions, mut codes) = (0, 0);
    for (name, expected) in &oracle {
        let api = by_service[name];
        let known: BTreeSet<String> = api.errors.keys().cloned().collect();
        assert_eq!(known, set(&expected["codes"]), "{name}");
        codes += known.len();
        for (action, expected) in expected["actions"].as_object().unwrap() {
            let Some(known) = api.actions.get(action) else { continue };
            assert_eq!(
                known.errors.iter().cloned().collect::<BTreeSet<_>>(),
                set(expected),
                "{name} {action}"
            );
            actions += usize::from(!known.errors.is_empty());
        }
    }
    assert_eq!(codes, 16_931);
    assert!(actions >= 15_000, "{actions}");
}
