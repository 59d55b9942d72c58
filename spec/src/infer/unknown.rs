//! Bare words as types that no source describes: some are structures, some are slips of the pen.

use super::Scalars;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::draft::Draft;
use crate::model::{Path, Type};
use std::collections::HashMap;

/// An error for each type of a Markdown page that can be no structure: no source describes it and
/// its example value is a scalar.
pub(crate) fn unknown_types(draft: &Draft, scalars: &Scalars, diagnostics: &mut Diagnostics) {
    let types: HashMap<Path, &Type> =
        draft.api.fields().map(|(path, field)| (path, &field.r#type)).collect();
    for path in &draft.bare {
        let Some(name) = types.get(path).and_then(|r#type| r#type.structure()) else { continue };
        let is_described =
            draft.api.structures.get(name).is_some_and(|structure| !structure.inferred);
        if !is_described && scalars.0.contains(path) {
            diagnostics.push(draft.places.mark(path, unknown_type(path, name)));
        }
    }
}

fn unknown_type(path: &Path, name: &str) -> Diagnostic {
    let field = path.steps().last().copied().unwrap_or_default();
    let message = format!(
        "`{field}` has the type `{name}`, which nothing describes, and its example is not an object"
    );
    Diagnostic::error("unknown-type", message).help(
        "write String, Integer, Float, Boolean, Timestamp or Date, or import the page that \
            describes the structure",
    )
}
