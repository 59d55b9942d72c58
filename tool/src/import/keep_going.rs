//! Imports with `--keep-going`: an error excludes only the page or the version that it is about.
//!
//! A page with an error is left out completely, because half a page would look like an API that
//! lost the other half. Errors of other sources and of facts exclude whole product versions,
//! because metadata and corrections decide how the pages around them are read.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;
use tencentcloud_spec::diagnostic::{Diagnostic, Diagnostics};
use tencentcloud_spec::import::{
    Imported, Lookup, Options, Report, SourceFile, SourceSummary, import,
};
use tencentcloud_spec::read::Format;

/// The pages and descriptions that are left out because of an error.
#[derive(Default)]
pub(super) struct Refused {
    /// Pages, by their file names.
    pub(super) pages: BTreeSet<String>,
    descriptions: Descriptions,
}

/// A selection of descriptions that are left out.
#[derive(Default)]
enum Descriptions {
    #[default]
    None,
    /// Products with their version; without one, all versions.
    Some(BTreeSet<(String, Option<String>)>),
    All,
}

impl Refused {
    /// Leaves out all descriptions if there is any error.
    pub(super) fn all_or_nothing(diagnostics: &Diagnostics) -> Self {
        let descriptions =
            if diagnostics.has_errors() { Descriptions::All } else { Descriptions::None };
        Self { pages: BTreeSet::new(), descriptions }
    }

    /// Returns whether a description is left out.
    pub(super) fn holds(&self, imported: &Imported) -> bool {
        match &self.descriptions {
            Descriptions::None => false,
            Descriptions::All => true,
            Descriptions::Some(keys) => {
                let (product, version) =
                    (imported.api.product.clone(), imported.api.version.clone());
                keys.contains(&(product.clone(), None)) || keys.contains(&(product, Some(version)))
            }
        }
    }
}

/// Imports all sources that have no error. The report covers all sources, in their order.
pub(super) fn import_rest(
    mut sources: Vec<SourceFile>,
    lookup: &Lookup<'_>,
    options: &Options,
    facts: &Path,
) -> (Vec<Imported>, Report, Refused) {
    let order: HashMap<String, usize> =
        sources.iter().enumerate().map(|(i, file)| (file.name.clone(), i)).collect();
    let (mut left_out, mut said): (Vec<SourceSummary>, Diagnostics) = Default::default();
    // The remaining sources may have new errors: a structure that only an excluded page describes
    // is missing in others.
    loop {
        let (imported, mut report) = import(&sources, lookup, options);
        let bad = bad_pages(&report);
        let is_of_bad =
            |remark: &&Diagnostic| remark.file.as_ref().is_some_and(|file| bad.contains(file));
        if bad.is_empty() {
            let descriptions = bad_descriptions(&report, facts);
            let pages = left_out.iter().map(|taken| taken.file.clone()).collect();
            report.sources.extend(left_out);
            report.sources.sort_by_key(|taken| order.get(&taken.file));
            said.extend(std::mem::take(&mut report.diagnostics));
            report.diagnostics = said;
            return (imported, report, Refused { pages, descriptions });
        }
        report.diagnostics.iter().filter(is_of_bad).for_each(|remark| said.push(remark.clone()));
        left_out.extend(report.sources.into_iter().filter(|taken| bad.contains(&taken.file)));
        sources.retain(|source| !bad.contains(&source.name));
    }
}

/// Returns the pages with an error.
fn bad_pages(report: &Report) -> BTreeSet<String> {
    let is_page = |taken: &&SourceSummary| {
        matches!(taken.format, Format::Markdown | Format::Page | Format::Unknown)
    };
    let pages: BTreeSet<&String> =
        report.sources.iter().filter(is_page).map(|taken| &taken.file).collect();
    let files = report
        .diagnostics
        .iter()
        .filter(|remark| remark.is_error())
        .filter_map(|error| error.file.as_ref());
    files.filter(|file| pages.contains(file)).cloned().collect()
}

/// Returns the descriptions that the remaining errors are about.
fn bad_descriptions(report: &Report, facts: &Path) -> Descriptions {
    let errors: Vec<&Diagnostic> =
        report.diagnostics.iter().filter(|remark| remark.is_error()).collect();
    if errors.is_empty() {
        return Descriptions::None;
    }
    let keys: Option<BTreeSet<_>> =
        errors.into_iter().map(|error| about(error, report, facts)).collect();
    keys.map_or(Descriptions::All, Descriptions::Some)
}

/// Returns the product of the source or of the facts that an error names.
fn about(error: &Diagnostic, report: &Report, facts: &Path) -> Option<(String, Option<String>)> {
    let file = error.file.as_ref()?;
    if let Some(taken) = report.sources.iter().find(|taken| taken.file == *file) {
        return Some((taken.product.clone()?, taken.version.clone()));
    }
    let product = Path::new(file).strip_prefix(facts).ok()?.parent()?.to_str()?;
    (!product.is_empty()).then(|| (product.to_owned(), None))
}
