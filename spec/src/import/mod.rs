//! From documents to descriptions: the whole pipeline, without any reading or writing of files.

mod assign;
mod candidate;
mod description;
mod editions;
mod read;
mod report;
mod stages;

pub use report::{Imported, Lookup, Options, Report, SourceFile, SourceSummary};
pub use stages::{STAGES, Stage};

/// Makes one description of each version of each product: of the sources, which include
/// corrections, and of its facts. Neither the order of the sources nor any earlier description
/// matters.
pub fn import(
    sources: &[SourceFile],
    facts: &Lookup<'_>,
    options: &Options,
) -> (Vec<Imported>, Report) {
    let mut report = Report::default();
    let mut sources: Vec<&SourceFile> = sources.iter().collect();
    sources.sort_by(|a, b| (&a.name, &a.bytes).cmp(&(&b.name, &b.bytes)));
    let read = read::read_sources(&sources, &mut report);
    let groups = assign::assign(&read, facts, options, &mut report);
    let imported = groups.into_iter().map(|(key, group)| {
        editions::check(&key, &group, &sources, &mut report.diagnostics);
        stages::describe_version(&key, &group, &mut report.diagnostics)
    });
    (imported.collect(), report)
}
