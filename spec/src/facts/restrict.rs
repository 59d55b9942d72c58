//! Removes from documents the parts that the facts no longer have: they are gone from the API.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Api, Field, Owner, Path, Structure};
use crate::read::{Document, FieldStatement, SourceKind};
use indexmap::IndexMap;
use serde_json::Value;
use std::collections::HashSet;

/// Actions, structures and fields that are gone.
#[derive(Debug, Default)]
pub(crate) struct Gone(HashSet<Path>);

/// Takes out of a document what the facts do not have. Metadata may be newer than the facts, and
/// stays.
pub(crate) fn restrict(
    document: &mut Document,
    facts: &Api,
    gone: &mut Gone,
    diagnostics: &mut Diagnostics,
) {
    if matches!(document.kind, SourceKind::Metadata | SourceKind::Facts) {
        return;
    }
    let mut names = Vec::new();
    let mut lose = |path: Path, name: String| {
        gone.0.insert(path);
        names.push(format!("`{name}`"));
    };
    document.actions.retain_mut(|part| {
        let name = &part.name;
        let Some(known) = facts.actions.get(name) else {
            lose(Path::Action(name.clone()), name.clone());
            return false;
        };
        let sides = [
            (Owner::Input(name.clone()), &mut part.input, &known.input),
            (Owner::Output(name.clone()), &mut part.output, &known.output),
        ];
        for (owner, fields, known) in sides {
            let Some(fields) = fields else { continue };
            retain(fields, known, |field| lose(owner.field(field), format!("{name} {field}")));
        }
        true
    });
    document.structures.retain_mut(|part| {
        let name = &part.name;
        let Some(known) = facts.structures.get(name) else {
            lose(Path::Structure(name.clone()), name.clone());
            return false;
        };
        let owner = Owner::Structure(name.clone());
        retain(&mut part.fields, &known.fields, |field| {
            lose(owner.field(field), format!("{name} {field}"))
        });
        true
    });
    if !names.is_empty() {
        let message = format!(
            "the facts have no {}: what the document says of them is left out",
            names.join(", ")
        );
        let warning = Diagnostic::warning("no-longer-there", message).in_file(&document.file);
        diagnostics
            .push(warning.help(
                "take it out of the document, unless the facts are old: `cargo xtask facts`",
            ));
    }
}

fn retain(fields: &mut Vec<FieldStatement>, known: &[Field], mut lose: impl FnMut(&str)) {
    fields.retain(|field| {
        // A field that only the vendor's examples show does not count.
        let is_there = known.iter().any(|known| known.name == field.name && !known.inferred);
        if !is_there {
            lose(&field.name);
        }
        is_there
    });
}

/// Takes out of the documented calls what is gone.
pub(crate) fn strip(api: &mut Api, gone: &Gone) {
    if gone.0.is_empty() {
        return;
    }
    let stripper = Stripper { structures: &api.structures, gone };
    for (name, action) in &mut api.actions {
        for example in &mut action.examples {
            let (input, output) = (Owner::Input(name.clone()), Owner::Output(name.clone()));
            example.input.iter_mut().for_each(|value| stripper.strip(value, &input, &action.input));
            example
                .output
                .iter_mut()
                .for_each(|value| stripper.strip(value, &output, &action.output));
        }
    }
}

struct Stripper<'a> {
    structures: &'a IndexMap<String, Structure>,
    gone: &'a Gone,
}

impl Stripper<'_> {
    fn strip(&self, value: &mut Value, owner: &Owner, fields: &[Field]) {
        match value {
            Value::Array(items) => {
                items.iter_mut().for_each(|item| self.strip(item, owner, fields))
            }
            Value::Object(members) => {
                members.retain(|name, _| !self.gone.0.contains(&owner.field(name)));
                for (name, value) in members {
                    let field = fields.iter().find(|field| field.name == *name);
                    let structure = field
                        .and_then(|field| self.structures.get_key_value(field.r#type.structure()?));
                    if let Some((name, structure)) = structure {
                        self.strip(value, &Owner::Structure(name.clone()), &structure.fields);
                    }
                }
            }
            _ => {}
        }
    }
}
