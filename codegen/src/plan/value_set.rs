use super::context::Context;
use crate::doc;
use crate::name::file;
use crate::names::{EnumNames, VariantNames, all_fields};
use indexmap::IndexMap;
use std::collections::{BTreeSet, HashMap};
use tencentcloud_spec::model::Action;

/// An open enum.
pub(crate) struct ValueSetPlan {
    /// The type's name.
    pub(crate) name: String,
    /// Its file's name, without ending.
    pub(crate) file: String,
    /// Lines of its doc comment.
    pub(crate) docs: Vec<String>,
    /// The values: those that are documented, followed by those that no longer are.
    pub(crate) variants: Vec<VariantPlan>,
}

/// A documented value of an open enum.
pub(crate) struct VariantPlan {
    /// The variant's name.
    pub(crate) name: String,
    /// The text on the wire.
    pub(crate) wire: String,
    /// Lines of its doc comment.
    pub(crate) docs: Vec<String>,
}

impl ValueSetPlan {
    fn new<'a>(
        name: &str,
        docs: Vec<String>,
        values: impl Iterator<Item = (&'a str, &'a str)>,
        names: &VariantNames,
    ) -> Self {
        let variants = values.map(|(wire, text)| VariantPlan {
            name: names.get(wire).cloned().unwrap_or_default(),
            wire: wire.to_owned(),
            docs: doc::explained(wire, &sentence(text)),
        });
        Self { file: file(name), variants: variants.collect(), name: name.to_owned(), docs }
    }
}

/// Converts a note to a sentence: `running, not yet done` becomes `Running, not yet done.`
///
/// Notes on values are often half sentences.
fn sentence(text: &str) -> String {
    let mut chars = text.trim().chars();
    let Some(first) = chars.next() else { return String::new() };
    let end = if chars.as_str().ends_with(|last: char| last.is_alphanumeric()) { "." } else { "" };
    format!("{}{}{end}", first.to_ascii_uppercase(), chars.as_str())
}

/// Plans the enum of all error codes of a product.
pub(super) fn plan_errors(context: &Context<'_>) -> ValueSetPlan {
    let docs = vec![format!("An error code of the product, version {}.", context.api.version)];
    let (codes, names) = (&context.api.errors, &context.names.errors);
    let all: BTreeSet<&str> = names.variants.keys().map(String::as_str).collect();
    let values = all.into_iter().map(|code| (code, codes.get(code).map_or("", String::as_str)));
    ValueSetPlan::new(&names.code, docs, values, &names.variants)
}

/// Plans the enum of the error codes that the documentation lists for an action.
pub(super) fn plan_action_errors(
    wire: &str,
    action: &Action,
    context: &Context<'_>,
) -> ValueSetPlan {
    let docs = vec![format!("An error code of `{wire}`."), String::new(), OPEN.to_owned()];
    let codes: BTreeSet<&str> = action.errors.iter().map(String::as_str).collect();
    let values = codes
        .into_iter()
        .map(|code| (code, context.api.errors.get(code).map_or("", String::as_str)));
    ValueSetPlan::new(
        &context.names.action(wire).error_code,
        docs,
        values,
        &context.names.errors.variants,
    )
}

const OPEN: &str =
    "Any code that the vendor's documentation does not list for this action is `Other`.";

/// Plans the enums of fields of a version, sorted by name.
pub(super) fn plan_value_sets(context: &Context<'_>) -> Vec<ValueSetPlan> {
    let mut values: HashMap<&str, IndexMap<&str, &str>> = HashMap::new();
    for (owner, fields) in all_fields(context.api) {
        for field in fields {
            let Some(set) = context.names.field(owner, &field.name).set.as_deref() else {
                continue;
            };
            let values = values.entry(set).or_default();
            for (value, docs) in &field.values {
                values.entry(value).or_insert(docs);
            }
        }
    }
    let plan = |(name, names): (&String, &EnumNames)| {
        Some(plan_value_set(name, names, values.get(name.as_str())?))
    };
    context.names.enums.iter().filter_map(plan).collect()
}

fn plan_value_set(name: &str, names: &EnumNames, values: &IndexMap<&str, &str>) -> ValueSetPlan {
    let docs = vec![format!("A value of `{}`.", names.field), String::new(), NEW.to_owned()];
    let former = names.variants.keys().filter(|value| !values.contains_key(value.as_str()));
    let documented = values.iter().map(|(value, docs)| (*value, *docs));
    let all = documented.chain(former.map(|value| (value.as_str(), FORMER)));
    ValueSetPlan::new(name, docs, all, &names.variants)
}

const NEW: &str = "Values that the vendor's documentation does not list are `Other`.";
const FORMER: &str = "No longer documented.";
