//! The report of an update, in a form for a pull request.

use crate::facts::Made;
use tencentcloud_spec::import::Imported;
use tencentcloud_spec::model::Api;
use tencentcloud_spec::text::code_span;
use tencentcloud_tool::report::Changes;

/// A description after the update.
pub(super) struct Updated {
    pub(super) imported: Imported,
    /// The content of the file before the update.
    pub(super) before: Option<Api>,
    /// The changes from that content.
    pub(super) changes: Changes,
}

/// Returns the report: the changes of each version, the missing texts, the changed crates, the
/// changes of products that have only facts, and the removed versions.
pub(super) fn report(
    updates: &[Updated],
    others: &[(&Made, Changes)],
    gone: &[String],
    files: &[(String, usize)],
) -> String {
    let versions: String = updates.iter().map(version).collect();
    let crates: String =
        files.iter().map(|(product, changed)| files_line(product, *changed)).collect();
    let fact = |(made, changes): &(&Made, Changes)| {
        let Api { product, version, .. } = &made.api;
        format!("### {product} {version}\n\n{}\n", told(&made.api, made.before.as_ref(), changes))
    };
    let facts = section("Facts", &others.iter().map(fact).collect::<String>());
    let gone: String = gone.iter().map(|version| format!("- {}\n", code_span(version))).collect();
    let gone = section("Breaking: gone from the metadata", &gone);
    format!("# API update\n\n{versions}## Generated files\n\n{crates}{facts}{gone}")
}

fn section(title: &str, text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("\n## {title}\n\n{text}") }
}

fn version(
    Updated { imported: Imported { api, undescribed }, before, changes }: &Updated,
) -> String {
    let changes = told(api, before.as_ref(), changes);
    format!(
        "## {} {}\n\n{changes}\n{}",
        api.product,
        api.version,
        to_describe(undescribed, &api.product)
    )
}

/// Returns the changes of a version.
fn told(api: &Api, before: Option<&Api>, changes: &Changes) -> String {
    match before {
        Some(_) => changes.markdown(),
        None => format!(
            "A new version; actions: {}, structures: {}\n",
            api.actions.len(),
            api.structures.len()
        ),
    }
}

/// Returns the list of texts that a person should write.
fn to_describe(undescribed: &[(String, Vec<String>)], product: &str) -> String {
    if undescribed.is_empty() {
        return String::new();
    }
    let owner = |(owner, fields): &(String, Vec<String>)| {
        let fields: Vec<String> = fields.iter().map(|field| code_span(field)).collect();
        format!("- {}: {}\n", code_span(owner), fields.join(", "))
    };
    let lines: String = undescribed.iter().map(owner).collect();
    format!(
        "### Without a description\n\n\
         The vendor's sentences are not carried over. Describe these in \
         `spec/sources/{product}`:\n\n{lines}\n"
    )
}

fn files_line(product: &str, changed: usize) -> String {
    match changed {
        0 => format!("- `{product}`: nothing changed\n"),
        1 => format!("- `{product}`: 1 file changed\n"),
        many => format!("- `{product}`: {many} files changed\n"),
    }
}
