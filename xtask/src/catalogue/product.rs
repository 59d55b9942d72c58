//! One product from its files to its crate.

use super::describe::Sources;
use super::examples;
use super::find::Product;
use super::outcome::{Failure, Outcome, Stage};
use super::store::Store;
use crate::workspace;
use std::time::Instant;
use tencentcloud_codegen::{Files, Options, generate_all};
use tencentcloud_spec::diagnostic::Diagnostics;
use tencentcloud_spec::model::Api;

/// Makes a product's crate and tries its documented calls, or finds that nothing changed.
pub(super) fn make(product: &Product, store: &Store) -> Outcome {
    let mut outcome = Outcome { product: product.name.clone(), ..Outcome::default() };
    let sources = read(product, &mut outcome);
    let input = store.input_hash(sources.iter().flat_map(Sources::parts));
    if let Some(stamp) = store.unchanged(&product.name, &input).filter(|_| outcome.failures.is_empty()) {
        (outcome.counts, outcome.failures, outcome.unchanged) = (stamp.counts, stamp.failures, true);
        return outcome;
    }
    let apis = describe(&sources, &mut outcome);
    drop(sources);
    if let Some(files) = generate(&apis, store, &mut outcome) {
        write(&files, input, store, &mut outcome);
    }
    outcome
}

fn read(product: &Product, outcome: &mut Outcome) -> Vec<Sources> {
    let mut sources = Vec::new();
    for version in &product.versions {
        match Sources::read(&product.name, version) {
            Ok(source) => sources.push(source),
            Err(error) => outcome.failures.push(Failure {
                version: version.file_name().unwrap_or_default().to_string_lossy().into_owned(),
                ..Failure::new(&product.name, Stage::Import, error.to_string())
            }),
        }
    }
    sources
}

/// The description of each version. Its examples are tried and then left out: the crate has no need of them.
fn describe(sources: &[Sources], outcome: &mut Outcome) -> Vec<Api> {
    let mut apis = Vec::new();
    for source in sources {
        let start = Instant::now();
        let described = source.describe(&outcome.product);
        outcome.seconds.import += start.elapsed().as_secs_f64();
        match described {
            Ok(mut api) => {
                outcome.counts.add(&api);
                try_examples(source, &api, outcome);
                api.actions.values_mut().for_each(|action| action.examples.clear());
                apis.push(api);
            }
            Err(diagnostics) => outcome.failures.push(Failure {
                version: source.name.rsplit('/').next().unwrap_or_default().to_owned(),
                ..Failure::new(&outcome.product, Stage::Import, errors(&diagnostics))
            }),
        }
    }
    apis
}

fn try_examples(source: &Sources, api: &Api, outcome: &mut Outcome) {
    let start = Instant::now();
    if let Some(document) = source.examples() {
        examples::check(api, &document, &mut outcome.counts, &mut outcome.failures);
    }
    outcome.seconds.decode += start.elapsed().as_secs_f64();
}

/// All errors as one text.
fn errors(diagnostics: &Diagnostics) -> String {
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.is_error());
    errors.map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

fn generate(apis: &[Api], store: &Store, outcome: &mut Outcome) -> Option<Files> {
    if apis.is_empty() {
        return None;
    }
    let start = Instant::now();
    let runtime = workspace::relative(&store.folder(&outcome.product), &workspace::root().join("runtime"));
    let options = Options { runtime, ..Options::default() };
    let generated = generate_all(&apis.iter().collect::<Vec<_>>(), &options);
    outcome.seconds.generate += start.elapsed().as_secs_f64();
    match generated {
        Ok(files) => Some(files),
        Err(diagnostics) => {
            outcome.failures.push(Failure::new(&outcome.product, Stage::Generate, errors(&diagnostics)));
            None
        }
    }
}

fn write(files: &Files, input: String, store: &Store, outcome: &mut Outcome) {
    let start = Instant::now();
    let product = &outcome.product;
    let known = (outcome.counts, outcome.failures.clone());
    let written = store.put(product, files).and_then(|()| store.note(product, input, files, known));
    if let Err(error) = written {
        outcome.failures.push(Failure::new(product, Stage::Write, error.to_string()));
    }
    outcome.seconds.write += start.elapsed().as_secs_f64();
}
