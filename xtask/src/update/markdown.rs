//! The report of an update, fit for a pull request.

use super::Updated;
use crate::facts::Made;
use crate::report::Changes;
use tencentcloud_spec::import::Imported;
use tencentcloud_spec::text::code_span;

/// What changed of each version, what is still to be described, the files that follow, and what changed of products
/// that only facts are known of.
pub(super) fn report(updates: &[Updated], others: &[(&Made, Changes)], files: &[(String, usize)]) -> String {
    let versions: String = updates.iter().map(version).collect();
    let crates: String = files.iter().map(|(product, changed)| files_line(product, *changed)).collect();
    let facts: String = others.iter().map(facts).collect();
    let facts = if facts.is_empty() { facts } else { format!("\n## Facts\n\n{facts}") };
    format!("# API update\n\n{versions}## Generated files\n\n{crates}{facts}")
}

fn version(Updated { imported: Imported { api, undescribed }, before, changes }: &Updated) -> String {
    let changes = match before {
        Some(_) => changes.markdown(),
        None => format!("A new version; actions: {}, structures: {}\n", api.actions.len(), api.structures.len()),
    };
    format!("## {} {}\n\n{changes}\n{}", api.product, api.version, to_describe(undescribed, &api.product))
}

/// What changed of a product that is not described.
fn facts((Made { api, before, .. }, changes): &(&Made, Changes)) -> String {
    let changes = match before {
        Some(_) => changes.markdown(),
        None => format!("A new version; actions: {}, structures: {}\n", api.actions.len(), api.structures.len()),
    };
    format!("### {} {}\n\n{changes}\n", api.product, api.version)
}

/// The list of what a person should write.
fn to_describe(undescribed: &[(String, Vec<String>)], product: &str) -> String {
    if undescribed.is_empty() {
        return String::new();
    }
    let owner = |(owner, members): &(String, Vec<String>)| {
        let members: Vec<String> = members.iter().map(|member| code_span(member)).collect();
        format!("- {}: {}\n", code_span(owner), members.join(", "))
    };
    let lines: String = undescribed.iter().map(owner).collect();
    format!(
        "### Without a description\n\n\
         The vendor's sentences are not carried over. Describe these in `spec/sources/{product}`:\n\n{lines}\n"
    )
}

fn files_line(product: &str, changed: usize) -> String {
    match changed {
        0 => format!("- `{product}`: nothing changed\n"),
        1 => format!("- `{product}`: 1 file changed\n"),
        many => format!("- `{product}`: {many} files changed\n"),
    }
}
