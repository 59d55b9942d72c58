//! The real documents, if they are there: they are read from `../shared` and never committed.

#![allow(clippy::unwrap_used, clippy::panic)]

use serde_json::Value;
use std::path::{Path, PathBuf};
use tencentcloud_spec::diagnostic::Diagnostic;
use tencentcloud_spec::model::{Field, Region, Type};
use tencentcloud_spec::read::{Document, Format, Sample, markdown, page, recognise};

const SHARED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared");

/// The files of a folder that end so, in order; none if the folder is not there.
fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(Path::new(SHARED).join(folder)) else {
        println!("skipped: ../shared is not there");
        return Vec::new();
    };
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|file| file.to_string_lossy().ends_with(ending));
    files.sort();
    files
}

fn parse_file(file: &Path) -> (String, Document, Vec<Diagnostic>) {
    let text = std::fs::read_to_string(file).unwrap();
    assert!(recognise(&text) == Some(Format::Markdown), "{file:?}");
    let (document, remarks) = markdown::read_markdown(&text, &file.to_string_lossy());
    (text, document, remarks.into_iter().collect())
}

/// Rows counted without the reader: lines with two bars or more, outside of fences, less two a
/// table.
fn count_rows(text: &str) -> usize {
    let mut in_code = false;
    let mut rows = 0;
    for line in text.lines() {
        in_code ^= line.starts_with("```");
        let is_rule = line.starts_with("|--") || line.starts_with("|:-");
        if !in_code && line.matches('|').count() > 1 {
            rows += 1;
        }
        if is_rule {
            rows -= 2;
        }
    }
    rows
}

#[test]
fn every_row_of_every_page_is_read() {
    let mut actions = 0;
    for file in files("docs/batch", ".md") {
        let (text, document, remarks) = parse_file(&file);
        assert!(!remarks.iter().any(Diagnostic::is_error), "{remarks:?}");
        for action in &document.actions {
            actions += 1;
            let common = text.matches("| Common parameter").count();
            let fields = action.input.iter().chain(&action.output).map(Vec::len).sum::<usize>();
            let errors = action.errors.iter().map(Vec::len).sum::<usize>();
            assert_eq!(fields + common + errors, count_rows(&text), "{file:?}");
            assert_eq!(Some(action.name.as_str()), file.file_stem().and_then(|name| name.to_str()));
            assert_eq!(action.region, Some(Region::Required), "{file:?}");
            assert!(action.rate_limit.is_some() && !action.docs.is_empty(), "{file:?}");
            assert!(
                action.examples.iter().all(|part| part.input.is_some() && part.output.is_some()),
                "{file:?}"
            );
        }
        if !document.structures.is_empty() {
            let fields: usize = document.structures.iter().map(|part| part.fields.len()).sum();
            assert_eq!(fields, count_rows(&text), "{file:?}");
            assert_eq!(document.structures.len(), text.matches("\n## ").count() + 1);
            assert!(
                document
                    .structures
                    .iter()
                    .all(|part| !part.referenced_by.is_empty() && !part.docs.is_empty())
            );
        }
    }
    assert!(actions == 24 || actions == 0, "{actions}");
}

#[test]
fn the_first_seed_says_what_it_says() {
    for file in files("seeds", "000_1b0bbf59e6b4fc2e.txt") {
        let (_, document, remarks) = parse_file(&file);
        assert!(remarks.is_empty(), "{remarks:?}");
        let [action] = &document.actions[..] else { panic!("{:?}", document.actions) };
        assert_eq!(document.endpoint.as_deref(), Some("batch.tencentcloudapi.com"));
        assert_eq!(
            (document.product.as_deref(), document.version.as_deref()),
            (Some("batch"), Some("2017-03-12"))
        );
        assert_eq!(
            (action.name.as_str(), action.rate_limit, action.region),
            ("DescribeTask", Some(2), Some(Region::Required))
        );
        assert_eq!(action.input.as_ref().map(Vec::len), Some(2));
        assert_eq!(action.output.as_ref().map(Vec::len), Some(9));
        assert_eq!(action.errors.as_ref().map(Vec::len), Some(3));
        assert!(matches!(action.examples[0].input, Some(Sample::Query(_))));
        assert!(matches!(action.examples[0].output, Some(Sample::Json(_))));
    }
}

#[test]
fn the_second_seed_says_what_it_says() {
    for file in files("seeds", "001_86157e31d478e536.txt") {
        let text = std::fs::read_to_string(&file).unwrap();
        assert!(recognise(&text) == Some(Format::Page));
        let (document, remarks) = page::read_page(&text, "seed");
        let codes: Vec<&str> = remarks.iter().map(|remark| remark.code).collect();
        assert_eq!(codes, ["damaged-example", "damaged-example", "no-endpoint"], "{remarks}");
        let [action] = &document.actions[..] else { panic!("{:?}", document.actions) };
        assert_eq!(document.date.as_deref(), Some("2021-01-28 19:55:24"));
        assert_eq!((document.product, document.version.as_deref()), (None, Some("2017-03-12")));
        assert_eq!(
            (action.name.as_str(), action.rate_limit, action.region),
            ("DescribeTask", Some(3), Some(Region::Required))
        );
        assert_eq!(action.input.as_ref().map(Vec::len), Some(5));
        assert_eq!(action.output.as_ref().map(Vec::len), Some(9));
        assert_eq!(action.errors.as_ref().map(Vec::len), Some(3));
        let filters = action.input.iter().flatten().last().unwrap();
        assert_eq!(
            (filters.name.as_str(), filters.r#type.to_string().as_str()),
            ("Filters", "Array of Filter")
        );
        assert!(filters.docs.contains("\n- task-instance-type"), "{}", filters.docs);
        assert!(matches!(action.examples[0].output, Some(Sample::Damaged { .. })));
    }
}

/// Fields whose types an example shows.
fn fields(value: &Value) -> Vec<Field> {
    let fields = value.as_object().into_iter().flatten();
    fields.map(|(name, value)| Field::new(name, shown_type(name, value), "")).collect()
}

fn shown_type(name: &str, value: &Value) -> Type {
    match value {
        Value::Object(_) => Type::Structure(name.to_owned()),
        Value::Array(elements) => {
            elements.first().map_or(Type::String, |first| shown_type(name, first)).array()
        }
        Value::Number(_) => Type::Integer,
        _ => Type::String,
    }
}

#[test]
fn the_response_of_the_second_seed_is_that_of_the_first() {
    let seeds = files("seeds", ".txt");
    let [first, second] = &seeds[..] else { return };
    let response = |text: &str| match markdown::read_markdown(text, "seed")
        .0
        .actions
        .remove(0)
        .examples
        .remove(0)
        .output
    {
        Some(Sample::Json(value)) => value["Response"].clone(),
        other => panic!("{other:?}"),
    };
    let whole = response(&std::fs::read_to_string(first).unwrap());
    let (mut document, _) = page::read_page(&std::fs::read_to_string(second).unwrap(), "seed");
    let Some(Sample::Damaged { text, .. }) = document.actions.remove(0).examples.remove(0).output
    else {
        panic!()
    };
    let root = fields(&whole);
    let instance = fields(&whole["TaskInstanceSet"][0]);
    let redirect = fields(&whole["TaskInstanceSet"][0]["RedirectInfo"]);
    let metrics = fields(&whole["TaskInstanceMetrics"]);
    let structures = |name: &str| match name {
        "TaskInstanceSet" => Some(&instance[..]),
        "RedirectInfo" => Some(&redirect[..]),
        "TaskInstanceMetrics" => Some(&metrics[..]),
        _ => None,
    };
    let mut repaired = page::repair::repair(&text, &root, &structures).unwrap()["Response"].take();
    // The capture cut the addresses short; everything else is the same.
    for (instance, whole) in repaired["TaskInstanceSet"]
        .as_array_mut()
        .unwrap()
        .iter_mut()
        .zip(whole["TaskInstanceSet"].as_array().unwrap())
    {
        for path in ["StdoutRedirectPath", "StderrRedirectPath"] {
            assert_eq!(instance["RedirectInfo"][path], "cos://");
            instance["RedirectInfo"][path] = whole["RedirectInfo"][path].clone();
        }
    }
    assert_eq!(repaired, whole);
}
