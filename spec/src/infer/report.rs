//! What was inferred, for people.

use super::all_fields;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::merge::Draft;
use indexmap::IndexMap;

/// Warns of each structure that nothing describes and of each declared thing that has undeclared members.
pub(crate) fn report(draft: &Draft, diagnostics: &mut Diagnostics) {
    let mut references: IndexMap<&str, String> = IndexMap::new();
    for (path, field) in all_fields(&draft.api) {
        if let Some(name) = field.r#type.structure() {
            references.entry(name).or_insert(path);
        }
    }
    for (name, path) in references {
        undescribed(draft, name, &path, diagnostics);
    }
    undeclared(draft, diagnostics);
}

fn undescribed(draft: &Draft, name: &str, reference: &str, diagnostics: &mut Diagnostics) {
    let Some(structure) = draft.api.structures.get(name).filter(|structure| structure.inferred) else { return };
    let place = draft.places.find(&format!("structures.{name}")).or_else(|| draft.places.find(reference));
    if place.is_some_and(|place| draft.existing.as_deref() == Some(place.file.as_ref())) {
        return;
    }
    let warning = match structure.fields.len() {
        0 => Diagnostic::warning("undescribed-structure", format!("nothing describes the structure `{name}`"))
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

/// One warning for each declared owner, naming the members that only examples have.
fn undeclared(draft: &Draft, diagnostics: &mut Diagnostics) {
    let mut by_owner: IndexMap<String, Vec<String>> = IndexMap::new();
    for (path, field) in all_fields(&draft.api).filter(|(_, field)| field.inferred) {
        let owner = path.rsplit_once('.').map_or(path.as_str(), |(owner, _)| owner);
        by_owner.entry(owner.to_owned()).or_default().push(format!("`{}`", field.name));
    }
    for (owner, names) in by_owner {
        let parts: Vec<&str> = owner.split('.').collect();
        let label = match parts.as_slice() {
            ["structures", name, _] => (*name).to_owned(),
            ["actions", name, side] => format!("{name} {side}"),
            _ => continue,
        };
        let is_inferred = draft.api.structures.get(&label).is_some_and(|structure| structure.inferred);
        let from_before = draft.places.find(&owner).is_some_and(|p| draft.existing.as_deref() == Some(p.file.as_ref()));
        if is_inferred || from_before {
            continue;
        }
        let message = format!("`{label}`: only examples have {}; kept, marked inferred", names.join(", "));
        diagnostics.push(draft.places.mark(&owner, Diagnostic::warning("undeclared-field", message)));
    }
}
