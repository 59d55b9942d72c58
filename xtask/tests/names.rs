//! Tests of the names that `codegen` and `update` keep in the names.lock next to the descriptions.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};
use tempfile::TempDir;

fn xtask(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask")).args(arguments).output().unwrap()
}

/// Returns a description of the actions, each with a text field of these values.
fn description(actions: &[(&str, &[&str])]) -> String {
    let action = |(name, values): &(&str, &[&str])| {
        let values: Vec<String> =
            values.iter().map(|value| format!(r#""{value}": "Text.""#)).collect();
        let values = values.join(", ");
        let state = format!(r#""name": "LampState", "type": "String", "values": {{{values}}}"#);
        let id = r#"{"name": "RequestId", "type": "String", "docs": "Text."}"#;
        format!(
            r#""{name}": {{"docs": "Text.", "region": "none",
                "input": [{{{state}, "docs": "Text."}}],
                "output": [{id}], "errors": [], "examples": []}}"#
        )
    };
    let actions: Vec<String> = actions.iter().map(action).collect();
    let head = r#""format": 1, "product": "lamps", "version": "2020-01-01""#;
    format!(
        r#"{{{head}, "endpoint": "lamps.tencentcloudapi.com",
            "actions": {{{}}}, "structures": {{}}, "errors": {{}}}}"#,
        actions.join(", ")
    )
}

struct Place(TempDir);

impl Place {
    fn new(actions: &[(&str, &[&str])]) -> Self {
        let place = Self(TempDir::new().unwrap());
        fs::create_dir_all(place.path("api/lamps")).unwrap();
        place.describe(actions);
        place
    }

    fn describe(&self, actions: &[(&str, &[&str])]) {
        fs::write(self.path("api/lamps/2020-01-01.json"), description(actions)).unwrap();
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn codegen(&self, more: &[&str]) -> Output {
        let [spec, out] = ["api", "out"].map(|name| self.path(name).display().to_string());
        xtask(&[&["codegen", "--spec", &spec, "--out", &out], more].concat())
    }

    /// Returns the enum of a request's field in the generated crate.
    fn type_of_state(&self, action: &str) -> String {
        let path = format!("out/lamps/src/v20200101/actions/{action}.rs");
        let text = fs::read_to_string(self.path(&path)).unwrap();
        let (_, rest) = text.split_once("pub lamp_state: Option<").unwrap();
        rest.split_once('>').unwrap().0.to_owned()
    }
}

const BEFORE: [(&str, &[&str]); 2] = [("DimLamp", &["DIM", "DARK"]), ("LightLamp", &["ON", "OFF"])];
const AFTER: [(&str, &[&str]); 4] = [
    ("BlinkLamp", &["ON", "OFF"]),
    ("DimLamp", &["dim", "DIM", "DARK"]),
    ("LightLamp", &["ON", "OFF"]),
    ("SwitchLamp", &["ON", "OFF"]),
];

#[test]
fn names_stay_when_the_description_grows() {
    let place = Place::new(&BEFORE);
    assert!(place.codegen(&[]).status.success());
    let before = ["dim_lamp", "light_lamp"].map(|action| place.type_of_state(action));
    assert_eq!(before, ["LampState", "LightLampLampState"]);
    place.describe(&AFTER);
    assert!(place.codegen(&[]).status.success());
    assert_eq!(["dim_lamp", "light_lamp"].map(|action| place.type_of_state(action)), before);
    assert_eq!(
        ["blink_lamp", "switch_lamp"].map(|action| place.type_of_state(action)),
        [&*before[1], &*before[1]]
    );
    let values =
        fs::read_to_string(place.path("out/lamps/src/v20200101/values/lamp_state.rs")).unwrap();
    assert!(
        values.contains(r#"&["dim", "DIM", "DARK"]"#) && values.contains("0 => Self::DimValue"),
        "{values}"
    );
}

#[test]
fn deleting_the_file_gives_the_defaults() {
    let place = Place::new(&BEFORE);
    place.codegen(&[]);
    place.describe(&AFTER);
    place.codegen(&[]);
    fs::remove_file(place.path("api/lamps/names.lock")).unwrap();
    assert!(place.codegen(&[]).status.success());
    assert_eq!(place.type_of_state("light_lamp"), "LampState");
}

#[test]
fn a_check_tells_names_that_are_not_kept() {
    let place = Place::new(&BEFORE);
    place.codegen(&[]);
    assert!(place.codegen(&["--check"]).status.success());
    fs::remove_file(place.path("api/lamps/names.lock")).unwrap();
    let check = place.codegen(&["--check"]);
    let told = String::from_utf8_lossy(&check.stderr);
    assert!(
        !check.status.success()
            && told.contains("error[stale-names]")
            && told.contains("names.lock"),
        "{told}"
    );
    assert!(!place.path("api/lamps/names.lock").exists());
}

#[test]
fn an_edited_name_is_used_and_a_wrong_one_is_told_with_its_place() {
    let place = Place::new(&BEFORE);
    place.codegen(&[]);
    let lock = place.path("api/lamps/names.lock");
    let text = fs::read_to_string(&lock).unwrap();
    fs::write(&lock, text.replace("\"method\": \"dim_lamp\"", "\"method\": \"darken\"")).unwrap();
    assert!(place.codegen(&[]).status.success());
    let client = fs::read_to_string(place.path("out/lamps/src/v20200101/client.rs")).unwrap();
    assert!(client.contains("pub fn darken("), "{client}");
    fs::write(&lock, text.replace("\"method\": \"dim_lamp\"", "\"method\": \"dim lamp\"")).unwrap();
    let output = place.codegen(&[]);
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success(), "{told}");
    assert!(
        told.contains("names.lock:10:11\n")
            && told.contains("^^^^^^^^ /versions/2020-01-01/actions/DimLamp/method\n"),
        "{told}"
    );
}

#[test]
fn some_actions_have_the_names_of_the_whole_and_leave_the_file_alone() {
    let place = Place::new(&BEFORE);
    let output = place.codegen(&["--actions", "LightLamp"]);
    assert!(output.status.success());
    assert_eq!(place.type_of_state("light_lamp"), "LightLampLampState");
    assert!(!place.path("api/lamps/names.lock").exists());
}

#[test]
fn a_diff_without_kept_names_says_what_would_move() {
    let place = Place::new(&BEFORE);
    let [old, new] = ["old.json", "new.json"].map(|name| place.path(name));
    fs::write(&old, description(&BEFORE)).unwrap();
    fs::write(&new, description(&AFTER)).unwrap();
    let output = xtask(&["diff", &old.display().to_string(), &new.display().to_string()]);
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && told.contains("warning[names-not-kept]"), "{told}");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(text.contains("0 breaking") && text.contains("patch before 1.0"), "{text}");
}

/// Creates a product that has only facts and a text of ours.
fn facts() -> Place {
    let place = Place(TempDir::new().unwrap());
    for folder in ["api", "facts/lamps", "sources/lamps"] {
        fs::create_dir_all(place.path(folder)).unwrap();
    }
    place.state(&BEFORE);
    let texts = "[texts]\nproduct = \"lamps\"\nversion = \"2020-01-01\"\n[actions.DimLamp]\ndocs \
        = \"Dims it.\"\n";
    fs::write(place.path("sources/lamps/2020-01-01.toml"), texts).unwrap();
    place
}

impl Place {
    /// Writes the facts of these actions.
    fn state(&self, actions: &[(&str, &[&str])]) {
        let api = tencentcloud_spec::check::parse_description(&description(actions), "lamps.json")
            .unwrap();
        let facts = tencentcloud_spec::facts::to_json(&tencentcloud_spec::facts::extract_facts(
            api.clone(),
            &api,
        ));
        fs::write(self.path("facts/lamps/2020-01-01.json"), facts).unwrap();
    }
}

#[test]
fn names_of_a_product_that_only_facts_know_are_kept_in_its_crate() {
    for actions in [&[][..], &["--actions", "DimLamp,LightLamp"]] {
        let place = facts();
        let codegen = |more: &[&str]| place.codegen(&[&["lamps"], actions, more].concat());
        let output = codegen(&[]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let before = ["dim_lamp", "light_lamp"].map(|action| place.type_of_state(action));
        assert_eq!(before, ["LampState", "LightLampLampState"]);
        assert!(place.path("out/lamps/names.lock").exists() && !place.path("api/lamps").exists());
        assert!(codegen(&["--check"]).status.success());
        place.state(&AFTER);
        assert!(codegen(&[]).status.success());
        assert_eq!(["dim_lamp", "light_lamp"].map(|action| place.type_of_state(action)), before);
        let client = fs::read_to_string(place.path("out/lamps/src/v20200101/client.rs")).unwrap();
        assert!(client.contains("/// Dims it."), "{client}");
    }
}
