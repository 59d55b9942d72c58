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
    let text = text.trim();
    let end = if text.ends_with(|last: char| last.is_alphanumeric()) { "." } else { "" };
    // The scheme of an address is no word.
    let is_address = text.starts_with("http://") || text.starts_with("https://");
    let mut chars = text.chars();
    match chars.next().filter(|_| !is_address) {
        Some(first) => format!("{}{}{end}", first.to_ascii_uppercase(), chars.as_str()),
        None => format!("{text}{end}"),
    }
}

/// Plans the enum of all error codes of a product.
pub(super) fn plan_errors(context: &Context<'_>) -> ValueSetPlan {
    let headline = format!("An error code of any action, version {}.", context.api.version);
    let docs = vec![headline, String::new(), ALL.to_owned()];
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

const ALL: &str = "Errors have the codes of their own action. To handle the errors of several \
    actions together, \
        convert [`Error::code`](tencentcloud_runtime::Error::code) into this type with `From`.";

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
    let docs =
        vec![format!("A value of the field `{}`.", names.field), String::new(), NEW.to_owned()];
    let former = names.variants.keys().filter(|value| !values.contains_key(value.as_str()));
    let documented = values.iter().map(|(value, docs)| (*value, *docs));
    let all = documented.chain(former.map(|value| (value.as_str(), FORMER)));
    ValueSetPlan::new(name, docs, all, &names.variants)
}

const NEW: &str = "Values that the vendor's documentation does not list are `Other`.";
const FORMER: &str = "No longer documented.";

#[cfg(test)]
mod tests {
    use super::{VariantPlan, sentence};
    use crate::names::Names;
    use crate::plan::{Blocking, plan_api};
    use crate::testing::{api, plan};

    fn shown(variants: &[VariantPlan]) -> String {
        let one = |it: &VariantPlan| format!("{} {}: {}", it.wire, it.name, it.docs.join("/"));
        variants.iter().map(one).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn notes_become_sentences() {
        let cases = [
            ("running, not yet done", "Running, not yet done."),
            ("Done.", "Done."),
            ("is it?", "Is it?"),
            ("  padded ", "Padded."),
            ("x", "X."),
            ("`job` failed", "`job` failed."),
            ("结束", "结束."),
            ("结束。", "结束。"),
            ("", ""),
            (" ", ""),
            // The scheme of an address is not the first word of a sentence.
            ("https://example.com/a", "https://example.com/a."),
        ];
        for (text, expected) in cases {
            assert_eq!(sentence(text), expected, "{text:?}");
        }
    }

    #[test]
    fn values_keep_their_order_and_their_first_text() {
        let mut api =
            api("A.in JobState: String = STOP RUN\n B.in JobState: String = RUN END STOP");
        for (action, text) in [("A", "first"), ("B", "second")] {
            let field = &mut api.actions.get_mut(action).unwrap().input[0];
            field.values.values_mut().for_each(|it| *it = text.to_owned());
        }
        let plan = plan(&api);
        assert_eq!(
            shown(&plan.value_sets[0].variants),
            "STOP Stop: `STOP`: First.; RUN Run: `RUN`: First.; END End: `END`: Second."
        );
        let set = &plan.value_sets[0];
        assert_eq!((set.name.as_str(), set.file.as_str()), ("JobState", "job_state"));
        assert_eq!(set.docs[0], "A value of the field `JobState`.");
    }

    #[test]
    fn values_that_are_gone_keep_their_variants() {
        let before = api("A.in JobState: String = RUN STOP\n A.error Gone\n A.error Here");
        let after = api("A.in JobState: String = STOP END\n A.error Here");
        let names = Names::choose(&[&before]).settled(&[&after]);
        let plan = plan_api(&after, names.version("2020-01-01"), Blocking::Never);
        assert_eq!(
            shown(&plan.value_sets[0].variants),
            "STOP Stop: `STOP`; END End: `END`; RUN Run: `RUN`: No longer documented."
        );
        // The enum of the product keeps a code. That of the action has what is documented for it.
        assert_eq!(shown(&plan.errors.variants), "Gone Gone: `Gone`; Here Here: `Here`");
        assert_eq!(shown(&plan.actions[0].errors.variants), "Here Here: `Here`");
        // An enum that no field has any more is not generated.
        let after = api("A.in Id: String");
        let names = names.settled(&[&after]);
        assert!(
            plan_api(&after, names.version("2020-01-01"), Blocking::Never).value_sets.is_empty()
        );
    }

    #[test]
    fn error_codes_have_the_texts_of_the_product() {
        let mut api = api("A.error Job.Gone\n A.error Busy");
        *api.errors.get_mut("Job.Gone").unwrap() = "the job is gone".to_owned();
        let plan = plan(&api);
        let expected = "Busy Busy: `Busy`; Job.Gone JobGone: `Job.Gone`: The job is gone.";
        assert_eq!(shown(&plan.actions[0].errors.variants), expected);
        assert_eq!(shown(&plan.errors.variants), expected);
    }
}
