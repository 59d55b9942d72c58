//! Processing one product, from its files to its crate.

use super::examples;
use super::outcome::{Failure, ProductOutcome, Stage};
use super::store::Store;
use crate::workspace;
use std::time::Instant;
use tencentcloud_codegen::{Files, Names, Options, Runtime, generate_all};
use tencentcloud_spec::diagnostic::Diagnostics;
use tencentcloud_spec::model::Api;
use tencentcloud_tool::metadata::VersionFiles;
use tencentcloud_tool::services::ProductFolders;

/// Generates a product's crate and tries its documented calls, or finds that nothing changed.
pub(super) fn make(product: &ProductFolders, store: &Store) -> ProductOutcome {
    let mut outcome = ProductOutcome::new(&product.name);
    let sources = read_versions(product, &mut outcome);
    store.sweep(&product.name);
    let input = store.input_hash(sources.iter().flat_map(VersionFiles::parts));
    if let Some(stamp) =
        store.unchanged(&product.name, &input).filter(|_| outcome.failures.is_empty())
    {
        (outcome.counts, outcome.failures, outcome.unchanged) =
            (stamp.counts, stamp.failures, true);
        return outcome;
    }
    let versions = describe(&sources, &mut outcome);
    let (tried, (files, made)) = rayon::join(
        || try_examples(&product.name, &versions),
        || generate(&product.name, &versions, store),
    );
    drop(versions);
    outcome += tried;
    outcome += made;
    if let Some(files) = files {
        write(&files, input, store, &mut outcome);
    }
    outcome
}

fn read_versions(product: &ProductFolders, outcome: &mut ProductOutcome) -> Vec<VersionFiles> {
    let mut sources = Vec::new();
    for version in &product.versions {
        match VersionFiles::load(&product.name, version) {
            Ok(source) => sources.push(source),
            Err(error) => outcome.failures.push(Failure {
                version: version.file_name().unwrap_or_default().to_string_lossy().into_owned(),
                ..Failure::new(&product.name, Stage::Import, error.to_string())
            }),
        }
    }
    sources
}

/// Returns the description of each version that has one, without its examples, which the crate does
/// not need.
fn describe<'a>(
    sources: &'a [VersionFiles],
    outcome: &mut ProductOutcome,
) -> Vec<(&'a VersionFiles, Api)> {
    let mut versions = Vec::new();
    for source in sources {
        let start = Instant::now();
        let described = source.describe(&outcome.product);
        outcome.seconds.import += start.elapsed().as_secs_f64();
        match described {
            Ok(mut api) => {
                outcome.counts.add(&api);
                api.actions.values_mut().for_each(|action| action.examples.clear());
                versions.push((source, api));
            }
            Err(diagnostics) => outcome.failures.push(Failure {
                version: source.name.rsplit('/').next().unwrap_or_default().to_owned(),
                ..Failure::new(&outcome.product, Stage::Import, errors(&diagnostics))
            }),
        }
    }
    versions
}

fn try_examples(product: &str, versions: &[(&VersionFiles, Api)]) -> ProductOutcome {
    let (mut outcome, start) = (ProductOutcome::new(product), Instant::now());
    for (source, api) in versions {
        if let Some(document) = source.examples() {
            examples::check(api, &document, &mut outcome.counts, &mut outcome.failures);
        }
    }
    outcome.seconds.decode = start.elapsed().as_secs_f64();
    outcome
}

/// Returns all errors as one text.
fn errors(diagnostics: &Diagnostics) -> String {
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.is_error());
    errors.map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

fn generate(
    product: &str,
    versions: &[(&VersionFiles, Api)],
    store: &Store,
) -> (Option<Files>, ProductOutcome) {
    let (mut outcome, start) = (ProductOutcome::new(product), Instant::now());
    if versions.is_empty() {
        return (None, outcome);
    }
    let runtime = workspace::relative(&store.folder(product), &workspace::root().join("runtime"));
    let options = Options { runtime: Runtime::Path(runtime), ..Options::default() };
    let generated = generate_all(
        &versions.iter().map(|(_, api)| api).collect::<Vec<_>>(),
        &Names::default(),
        &options,
    );
    outcome.seconds.generate = start.elapsed().as_secs_f64();
    let files = generated.map_err(|diagnostics| {
        outcome.failures.push(Failure::new(product, Stage::Generate, errors(&diagnostics)))
    });
    (files.ok(), outcome)
}

fn write(files: &Files, input: String, store: &Store, outcome: &mut ProductOutcome) {
    let start = Instant::now();
    let product = &outcome.product;
    let known = (outcome.counts, outcome.failures.clone());
    let note = |()| store.note(product, input, files, known).map_err(|error| error.to_string());
    let put =
        store.put(product, files).map_err(|obstacles| obstacles.to_string().trim_end().to_owned());
    if let Err(error) = put.and_then(note) {
        outcome.failures.push(Failure::new(product, Stage::Write, error));
    }
    outcome.seconds.write += start.elapsed().as_secs_f64();
}
