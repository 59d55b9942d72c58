//! Tests of our files of texts in spec/sources: they are complete, in English, agree with the
//! facts, and are in our own words.

#![allow(clippy::unwrap_used, clippy::panic)]

use serde_json::Value;
use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use tencentcloud_spec::facts::{add_texts, from_json};
use tencentcloud_spec::model::{Api, Field};

/// Returns every file of texts with the facts that it documents, after its texts are added.
fn described() -> Vec<(PathBuf, String, Api)> {
    let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
    let mut found = Vec::new();
    for product in fs::read_dir(spec.join("sources")).unwrap().map(|entry| entry.unwrap().path()) {
        for path in fs::read_dir(&product).unwrap().map(|entry| entry.unwrap().path()) {
            let text = fs::read_to_string(&path).unwrap();
            if path.extension().is_none_or(|it| it != "toml") || !text.contains("[texts]") {
                continue;
            }
            let version = path.with_extension("json");
            let facts = spec
                .join("facts")
                .join(product.file_name().unwrap())
                .join(version.file_name().unwrap());
            let mut api =
                from_json(&fs::read_to_string(&facts).unwrap(), &facts.display().to_string())
                    .unwrap();
            let is_its = add_texts(&mut api, &text, &path.display().to_string())
                .unwrap_or_else(|it| panic!("{it}"));
            assert!(is_its, "{} has the name of another version", path.display());
            found.push((path, text, api));
        }
    }
    found
}

/// Returns the names of items without a text. Items that only documented calls show need none.
fn undescribed(api: &Api) -> Vec<String> {
    let fields = |owner: &str, fields: &[Field]| {
        let declared = fields.iter().filter(|field| !field.inferred && field.name != "RequestId");
        let missing = declared.filter(|field| field.docs.is_empty());
        missing.map(|field| format!("{owner}.{}", field.name)).collect::<Vec<_>>()
    };
    let own =
        |name: &str, docs: &str| if docs.is_empty() { vec![name.to_owned()] } else { Vec::new() };
    let actions = api.actions.iter().flat_map(|(name, it)| {
        [own(name, &it.docs), fields(name, &it.input), fields(name, &it.output)].concat()
    });
    let declared = api.structures.iter().filter(|(_, it)| !it.inferred);
    let structures =
        declared.flat_map(|(name, it)| [own(name, &it.docs), fields(name, &it.fields)].concat());
    let codes = api.errors.iter().flat_map(|(code, docs)| own(code, docs));
    actions.chain(structures).chain(codes).collect()
}

#[test]
fn everything_has_a_text() {
    let all = described();
    assert!(all.len() >= 15, "{} files of texts", all.len());
    for (path, _, api) in all {
        assert_eq!(undescribed(&api), Vec::<String>::new(), "{}", path.display());
    }
}

#[test]
fn texts_are_english() {
    for (path, text, _) in described() {
        let foreign: String =
            text.chars().filter(|c| ('\u{2e80}'..='\u{ffef}').contains(c)).collect();
        assert_eq!(foreign, "", "{}", path.display());
    }
}

/// The number of equal words in a row that count as a copied sentence.
const RUN: usize = 8;

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// Adds the runs of words of all documentation in metadata.
fn add_runs(value: &Value, runs: &mut BTreeSet<Vec<String>>) {
    match value {
        Value::Object(members) => {
            if let Some(Value::String(text)) = members.get("document") {
                runs.extend(words(text).windows(RUN).map(<[String]>::to_vec));
            }
            members.values().for_each(|member| add_runs(member, runs));
        }
        Value::Array(items) => items.iter().for_each(|item| add_runs(item, runs)),
        _ => {}
    }
}

/// Returns the texts of a description, one by one.
fn sentences(api: &Api) -> impl Iterator<Item = &str> {
    let outer = api.actions.values().flat_map(|it| it.input.iter().chain(&it.output));
    let fields = outer.chain(api.structures.values().flat_map(|it| &it.fields));
    let of_fields = fields.flat_map(|field| field.values.values().chain([&field.docs]));
    let own =
        api.actions.values().map(|it| &it.docs).chain(api.structures.values().map(|it| &it.docs));
    own.chain(of_fields).chain(api.errors.values()).map(String::as_str)
}

#[test]
fn no_sentence_is_the_vendors() {
    let Some(services) = std::env::var_os("TCCLI_SERVICES_ENGLISH") else {
        println!("skipped: TCCLI_SERVICES_ENGLISH is not set");
        return;
    };
    let mut copied: HashMap<PathBuf, Vec<String>> = HashMap::new();
    for (path, _, api) in described() {
        let version = format!("v{}", api.version.replace('-', ""));
        let metadata = Path::new(&services).join(&api.product).join(version).join("api.json");
        let Ok(metadata) = fs::read_to_string(&metadata) else { continue };
        let mut runs = BTreeSet::new();
        add_runs(&serde_json::from_str(&metadata).unwrap(), &mut runs);
        let ours: Vec<Vec<String>> = sentences(&api).map(words).collect();
        let all = ours.iter().flat_map(|text| text.windows(RUN));
        copied
            .insert(path, all.filter(|run| runs.contains(*run)).map(|run| run.join(" ")).collect());
    }
    copied.retain(|_, found| !found.is_empty());
    assert!(copied.is_empty(), "{copied:#?}");
}
