//! Imports of the real documents, if they are there: pages from `../shared`, metadata from the
//! `services` folder that `TCCLI_SERVICES` names (and `TCCLI_SERVICES_ENGLISH` for the translated
//! edition). Nothing of them is committed.

#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use support::{bytes, fresh, only, over};
use tencentcloud_spec::import::{Imported, Options, Report, SourceFile};
use tencentcloud_spec::model::{Api, Field};

/// The files of a folder or one file; none if it is not there.
fn sources(path: &Path) -> Vec<SourceFile> {
    let mut files: Vec<PathBuf> = match std::fs::read_dir(path) {
        Ok(entries) => {
            entries.flatten().map(|entry| entry.path()).filter(|path| path.is_file()).collect()
        }
        Err(_) => vec![path.to_owned()],
    };
    files.sort();
    let read = |path: &PathBuf| Some((path.display().to_string(), std::fs::read(path).ok()?));
    files
        .iter()
        .filter_map(read)
        .map(|(name, bytes)| SourceFile { name, bytes, named: false })
        .collect()
}

fn shared(path: &str) -> Vec<SourceFile> {
    let found = sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared").join(path));
    if found.is_empty() {
        println!("skipped: ../shared is not there");
    }
    found
}

fn metadata(variable: &str, path: &str) -> Vec<SourceFile> {
    match std::env::var(variable) {
        Ok(services) => sources(&Path::new(&services).join(path)),
        Err(_) => {
            println!("skipped: {variable} is not set");
            Vec::new()
        }
    }
}

fn names(fields: &[Field]) -> Vec<&str> {
    fields.iter().map(|field| field.name.as_str()).collect()
}

fn codes(report: &Report) -> BTreeSet<&str> {
    report.diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
}

fn check_task(api: &Api) {
    let task = &api.actions["DescribeTask"];
    assert_eq!(names(&task.input), ["JobId", "TaskName", "Offset", "Limit", "Filters"]);
    assert_eq!(task.input[4].r#type.to_string(), "Array of Filter");
    assert_eq!((task.output.len(), task.errors.len(), task.rate_limit), (9, 3, Some(3)));
    let filter = &api.structures["Filter"];
    assert!(filter.inferred && filter.fields.is_empty());
    let inferred = |name: &str| {
        let structure = &api.structures[name];
        (structure.inferred && structure.fields.iter().all(|field| field.inferred))
            .then_some(structure.fields.len())
    };
    let counts = ["TaskInstanceView", "TaskInstanceMetrics", "RedirectInfo"].map(inferred);
    assert_eq!(counts, [Some(11), Some(8), Some(4)]);
}

#[test]
fn both_seeds() {
    let seeds = shared("seeds");
    let [first, second] = seeds.as_slice() else { return };
    let (together, report) = fresh(&seeds);
    let api = only(&together, &report);
    check_task(&api);
    assert_eq!(api.endpoint, "batch.tencentcloudapi.com");
    let told = codes(&report);
    for code in [
        "conflicting-rate-limit",
        "conflicting-description",
        "undescribed-structure",
        "damaged-example",
    ] {
        assert!(told.contains(code), "{code}: {}", report.diagnostics);
    }
    let both = |text: &str| text.contains(&first.name) && text.contains(&second.name);
    let conflicts =
        report.diagnostics.iter().filter(|diagnostic| diagnostic.code.starts_with("conflicting-"));
    assert!(
        conflicts.into_iter().all(|diagnostic| both(&diagnostic.message)),
        "{}",
        report.diagnostics
    );
    // The second names no product.
    let (_, report) = fresh(std::slice::from_ref(second));
    assert!(report.diagnostics.iter().any(|d| d.is_error() && d.to_string().contains("--product")));
    let options = Options { product: Some("batch".into()), version: None };
    let (alone, report) = over(std::slice::from_ref(second), &[], &options);
    check_task(&only(&alone, &report));
    assert!(
        codes(&report).is_superset(&BTreeSet::from(["damaged-example", "no-endpoint"])),
        "{}",
        report.diagnostics
    );
}

#[test]
fn the_first_seed_beside_the_declared_structures() {
    let mut seeds = shared("seeds");
    seeds.truncate(1);
    seeds.extend(shared("docs/batch/data-structures.md"));
    if seeds.len() < 2 {
        return;
    }
    let (imported, report) = fresh(&seeds);
    let api = only(&imported, &report);
    let view = &api.structures["TaskInstanceView"];
    assert!(!view.inferred);
    let inferred: Vec<&str> = view
        .fields
        .iter()
        .filter(|field| field.inferred)
        .map(|field| field.name.as_str())
        .collect();
    assert_eq!(inferred, ["StateIfCreateCvmFailed"]);
    assert!(codes(&report).contains("undeclared-field"));
}

#[test]
fn all_pages_of_batch() {
    let pages = shared("docs/batch");
    if pages.is_empty() {
        return;
    }
    let (imported, report) = fresh(&pages);
    let api = only(&imported, &report);
    assert_eq!((api.actions.len(), api.structures.len()), (24, 50));
    again(&pages, &imported);
}

/// Another order of the same sources gives the same.
fn again(sources: &[SourceFile], imported: &[Imported]) {
    let reversed: Vec<SourceFile> = sources.iter().rev().cloned().collect();
    assert_eq!(bytes(&fresh(&reversed).0), bytes(imported));
}

#[test]
fn metadata_alone_is_exactly_its_api_json() {
    let sources = metadata("TCCLI_SERVICES", "batch/v20170312");
    let Some(api_json) = sources.iter().find(|source| source.name.ends_with("api.json")) else {
        return;
    };
    let (imported, report) = fresh(&sources);
    let api = only(&imported, &report);
    let raw: Value = serde_json::from_slice(&api_json.bytes).unwrap();
    let actions = raw["actions"].as_object().unwrap();
    assert!(api.actions.keys().eq(actions.keys()));
    let mut structures: BTreeSet<&str> =
        raw["objects"].as_object().unwrap().keys().map(String::as_str).collect();
    for (name, action) in actions {
        for (side, fields) in
            [("input", &api.actions[name].input), ("output", &api.actions[name].output)]
        {
            let object = action[side].as_str().unwrap();
            structures.remove(object);
            assert_eq!(declared(fields), metadata_fields(&raw["objects"][object]), "{object}");
        }
    }
    assert_eq!(api.structures.keys().map(String::as_str).collect::<BTreeSet<_>>(), structures);
    for name in structures {
        assert_eq!(
            declared(&api.structures[name].fields),
            metadata_fields(&raw["objects"][name]),
            "{name}"
        );
    }
    again(&sources, &imported);
}

fn declared(fields: &[Field]) -> Vec<(String, String)> {
    fields
        .iter()
        .filter(|field| !field.inferred)
        .map(|field| (field.name.clone(), field.r#type.to_string()))
        .collect()
}

/// The fields of an object of an `api.json`, read without the reader.
fn metadata_fields(object: &Value) -> Vec<(String, String)> {
    let word = |field: &Value| {
        let exact = field["member"].as_str().unwrap();
        let name = match exact {
            "string" => "String",
            "int64" => "Integer",
            "uint64" => "Unsigned",
            "float" => "Float",
            "bool" => "Boolean",
            "datetime_iso" => "Timestamp",
            "datetime" => "DateTime",
            "date" => "Date",
            "binary" => "Binary",
            structure => structure,
        };
        if field["type"] == "list" { format!("Array of {name}") } else { name.to_owned() }
    };
    let metadata_fields = object["members"].as_array().unwrap();
    metadata_fields
        .iter()
        .map(|field| (field["name"].as_str().unwrap().to_owned(), word(field)))
        .collect()
}

#[test]
fn metadata_in_two_languages_and_all_pages_lose_nothing() {
    let chinese = metadata("TCCLI_SERVICES", "batch/v20170312");
    let english = metadata("TCCLI_SERVICES_ENGLISH", "batch/v20170312");
    let pages = shared("docs/batch");
    if chinese.is_empty() || english.is_empty() || pages.is_empty() {
        return;
    }
    let parts = [&chinese, &english, &pages].map(|sources| fresh(sources).0[0].api.clone());
    let all: Vec<SourceFile> = [chinese, english, pages].concat();
    let (imported, report) = fresh(&all);
    let api = only(&imported, &report);
    for part in parts {
        for (name, action) in &part.actions {
            let merged = &api.actions[name];
            contains(&merged.input, &action.input, name);
            contains(&merged.output, &action.output, name);
            assert!(action.errors.iter().all(|code| merged.errors.contains(code)), "{name}");
        }
        for (name, structure) in &part.structures {
            // A field that only examples of one source showed may be of another structure.
            let fields: Vec<Field> =
                structure.fields.iter().filter(|field| !field.inferred).cloned().collect();
            contains(&api.structures[name].fields, &fields, name);
        }
        assert!(part.errors.keys().all(|code| api.errors.contains_key(code)));
    }
    let conflicts =
        report.diagnostics.iter().filter(|diagnostic| diagnostic.code.starts_with("conflicting-"));
    assert!(conflicts.count() <= 20, "{}", report.diagnostics);
    again(&all, &imported);
}

fn contains(all: &[Field], some: &[Field], owner: &str) {
    let all: BTreeSet<&str> = names(all).into_iter().collect();
    let missing: Vec<&str> = names(some).into_iter().filter(|name| !all.contains(name)).collect();
    assert_eq!(missing, [""; 0], "{owner}");
}
