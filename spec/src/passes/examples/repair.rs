//! Examples whose page lost the lines of lone brackets, once the types are known.

use super::{inside, is_error};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::draft::{Documented, Draft};
use crate::model::{Action, Api, Field};
use crate::read::Sample;
use crate::read::page::repair::repair;
use serde_json::Value;

/// Puts the brackets back where the types leave one reading only; the others are left out. The
/// reader has already warned of the damage.
pub(crate) fn repair_damaged(draft: &mut Draft, diagnostics: &mut Diagnostics) {
    for (name, samples) in &draft.samples {
        for (i, sample) in samples.iter().enumerate() {
            let Some(action) = draft.api.actions.get(name) else { continue };
            let input = side(
                &draft.api,
                &action.input,
                (name, "request"),
                (sample, &sample.part.input),
                diagnostics,
            );
            let output = side(
                &draft.api,
                &action.output,
                (name, "response"),
                (sample, &sample.part.output),
                diagnostics,
            );
            let output = output
                .map(|value| inside(action, &value).clone())
                .filter(|value| !is_error(action, value));
            put(draft.api.actions.get_mut(name), i, input, output);
        }
    }
}

fn put(action: Option<&mut Action>, i: usize, input: Option<Value>, output: Option<Value>) {
    if let Some(example) = action.and_then(|action| action.examples.get_mut(i)) {
        example.input = example.input.take().or(input);
        example.output = example.output.take().or(output);
    }
}

fn side(
    api: &Api,
    fields: &[Field],
    (name, side): (&str, &str),
    (documented, sample): (&Documented, &Option<Sample>),
    diagnostics: &mut Diagnostics,
) -> Option<Value> {
    let Some(Sample::Damaged { text, line }) = sample else { return None };
    let structures =
        |name: &str| api.structures.get(name).map(|structure| structure.fields.as_slice());
    let repaired = repair(text, fields, &structures);
    if repaired.is_none() {
        let title = &documented.part.title;
        let message = format!(
            "`{name}`: the types do not tell what the {side} of the example `{title}` lost; it is \
                left out"
        );
        diagnostics.push(
            Diagnostic::warning("damaged-example", message)
                .at(documented.place.file.as_ref(), *line),
        );
    }
    repaired
}
