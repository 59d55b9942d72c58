//! Reports the inferred parts to people.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::draft::Draft;
use crate::model::{Owner, Path};
use indexmap::IndexMap;

/// Warns of each structure that nothing describes and of each declared thing that has undeclared
/// fields.
pub(crate) fn report(draft: &mut Draft, diagnostics: &mut Diagnostics) {
    let mut references: IndexMap<String, Path> = IndexMap::new();
    for (path, field) in draft.api.fields() {
        if let Some(name) = field.r#type.structure().filter(|name| !references.contains_key(*name))
        {
            references.insert(name.to_owned(), path);
        }
    }
    for (name, reference) in references {
        place(draft, &name, &reference);
        undescribed(draft, &name, diagnostics);
    }
    undeclared(draft, diagnostics);
}

/// A structure without a place has that of the first reference to it.
fn place(draft: &mut Draft, name: &str, reference: &Path) {
    let path = Path::Structure(name.to_owned());
    if let (None, Some(place)) =
        (draft.places.nearest(&path), draft.places.nearest(reference).cloned())
    {
        draft.places.set(path, place);
    }
}

fn undescribed(draft: &Draft, name: &str, diagnostics: &mut Diagnostics) {
    let Some(structure) = draft.api.structures.get(name).filter(|structure| structure.inferred)
    else {
        return;
    };
    let place = draft.places.nearest(&Path::Structure(name.to_owned()));
    let warning = match structure.fields.len() {
        0 => Diagnostic::warning(
            "undescribed-structure",
            format!("nothing describes the structure `{name}`"),
        )
        .help("import the page of data structures or the metadata, or describe it in an overlay"),
        1 => Diagnostic::warning(
            "inferred-structure",
            format!("nothing describes `{name}`: 1 field inferred from examples"),
        ),
        n => Diagnostic::warning(
            "inferred-structure",
            format!("nothing describes `{name}`: {n} fields inferred from examples"),
        ),
    };
    diagnostics.push(place.map_or(warning.clone(), |place| place.mark(warning)));
}

/// One warning for each declared owner, naming the fields that only examples have.
fn undeclared(draft: &Draft, diagnostics: &mut Diagnostics) {
    for (owner, fields) in draft.api.lists() {
        let structure = match &owner {
            Owner::Structure(name) => draft.api.structures.get(name),
            _ => None,
        };
        let is_inferred = structure.is_some_and(|structure| structure.inferred);
        let names: Vec<String> = fields
            .iter()
            .filter(|field| field.inferred)
            .map(|field| format!("`{}`", field.name))
            .collect();
        if !is_inferred && !names.is_empty() {
            let message = format!(
                "`{owner}`: only examples have {}; kept, marked inferred",
                names.join(", ")
            );
            diagnostics.push(
                draft.places.mark(&owner.part(), Diagnostic::warning("undeclared-field", message)),
            );
        }
    }
}
