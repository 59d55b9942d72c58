//! The report of an update, fit for a pull request.

use super::Updated;
use tencentcloud_spec::import::Imported;
use tencentcloud_spec::text::code_span;

/// What changed of each version, what is still to be described, and the files that follow.
pub(super) fn report(updates: &[Updated], files: &[(String, usize)]) -> String {
    let versions: String = updates.iter().map(version).collect();
    let crates: String = files.iter().map(|(product, changed)| files_line(product, *changed)).collect();
    format!("# API update\n\n{versions}## Generated files\n\n{crates}")
}

fn version(Updated { imported: Imported { api, before }, changes, undescribed }: &Updated) -> String {
    let changes = match before {
        Some(_) => changes.markdown(),
        None => format!("A new version; actions: {}, structures: {}\n", api.actions.len(), api.structures.len()),
    };
    format!("## {} {}\n\n{changes}\n{}", api.product, api.version, to_describe(undescribed, &api.product))
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
