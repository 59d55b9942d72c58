use super::{Text, Texts, TextsByName};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Api, Field, Type};
use std::collections::HashSet;

/// Puts texts into a description.
pub(crate) fn apply(texts: &Texts, api: &mut Api, diagnostics: &mut Diagnostics) {
    let mut writer = TextWriter { texts, used: HashSet::new(), diagnostics };
    writer.product(api);
    for (name, action) in &mut api.actions {
        let own = texts.actions.get(name);
        if let Some(docs) = own.and_then(|own| own.docs.as_ref()) {
            action.docs.clone_from(&docs.text);
        }
        writer.fields(name, &mut action.input, own.map(|own| &own.input));
        writer.fields(name, &mut action.output, own.map(|own| &own.output));
    }
    for (name, structure) in &mut api.structures {
        let own = texts.structures.get(name);
        if let Some(docs) = own.and_then(|own| own.docs.as_ref()) {
            structure.docs.clone_from(&docs.text);
        }
        writer.fields(name, &mut structure.fields, own.map(|own| &own.fields));
    }
    writer.report_unknown(api);
}

struct TextWriter<'a> {
    texts: &'a Texts,
    /// The texts by field's name that some field took, and the sets of values.
    used: HashSet<&'a str>,
    diagnostics: &'a mut Diagnostics,
}

impl<'a> TextWriter<'a> {
    fn product(&mut self, api: &mut Api) {
        if let Some(title) = &self.texts.title {
            api.title.clone_from(title);
        }
        let listed: HashSet<&String> =
            api.actions.values().flat_map(|action| &action.errors).collect();
        let unknown = self
            .texts
            .errors
            .iter()
            .filter(|(code, _)| !api.errors.contains_key(*code) && !listed.contains(code));
        let unknown: Vec<_> =
            unknown.map(|(code, text)| (format!("errors.{code}"), text)).collect();
        for (code, text) in &self.texts.errors {
            if let Some(docs) = api.errors.get_mut(code) {
                docs.clone_from(&text.text);
            }
        }
        unknown.into_iter().for_each(|(path, text)| self.unknown(&path, text.line));
    }

    fn fields(&mut self, owner: &str, fields: &mut [Field], own: Option<&'a TextsByName>) {
        for field in fields.iter_mut() {
            let shared = || self.texts.fields.get_key_value(&field.name);
            if let Some(text) = own.and_then(|own| own.get(&field.name)) {
                field.docs.clone_from(&text.text);
            } else if let Some((name, text)) = shared() {
                self.used.insert(name);
                field.docs.clone_from(&text.text);
            }
            let qualified = format!("{owner}.{}", field.name);
            let values = self.texts.values.get_key_value(&qualified);
            if let Some((name, values)) =
                values.or_else(|| self.texts.values.get_key_value(&field.name))
            {
                let fitting: Vec<_> =
                    values.iter().filter(|(value, _)| fits(value, &field.r#type)).collect();
                if !fitting.is_empty() {
                    self.used.insert(name);
                }
                for (value, text) in fitting {
                    field.values.insert(value.clone(), text.text.clone());
                }
            }
        }
        for (name, text) in own.into_iter().flatten() {
            if !fields.iter().any(|field| field.name == *name) {
                self.unknown(&format!("{owner}.{name}"), text.line);
            }
        }
    }

    /// Reports texts of items that do not exist.
    fn report_unknown(&mut self, api: &Api) {
        let line = |docs: Option<&Text>, fields: &[&TextsByName]| {
            docs.or_else(|| fields.iter().find_map(|texts| texts.values().next()))
                .map_or(1, |text| text.line)
        };
        for (name, action) in &self.texts.actions {
            if !api.actions.contains_key(name) {
                self.unknown(
                    &format!("actions.{name}"),
                    line(action.docs.as_ref(), &[&action.input, &action.output]),
                );
            }
        }
        for (name, structure) in &self.texts.structures {
            if !api.structures.contains_key(name) {
                self.unknown(
                    &format!("structures.{name}"),
                    line(structure.docs.as_ref(), &[&structure.fields]),
                );
            }
        }
        for (name, text) in &self.texts.fields {
            if !self.used.contains(name.as_str()) && !has_own(api, name) {
                self.unknown(&format!("fields.{name}"), text.line);
            }
        }
        for (name, values) in &self.texts.values {
            if !self.used.contains(name.as_str()) {
                self.unknown(&format!("values.{name}"), line(None, &[values]));
            }
        }
    }

    fn unknown(&mut self, path: &str, line: usize) {
        let message =
            format!("there is no `{path}` in {} {}", self.texts.product, self.texts.version);
        let error = Diagnostic::error("unknown-text", message).at(&self.texts.file, line);
        self.diagnostics.push(error.help("correct the name, or remove the text"));
    }
}

/// Returns whether a value can be one of a field of this type: a set by name may meet texts and
/// numbers.
fn fits(value: &str, r#type: &Type) -> bool {
    match r#type.element() {
        Type::Integer => value.parse::<i64>().is_ok(),
        Type::Unsigned => value.parse::<u64>().is_ok(),
        other => *other == Type::String,
    }
}

/// Returns whether any field has the name: then all of them have a text of their own.
fn has_own(api: &Api, name: &str) -> bool {
    api.lists().flat_map(|(_, fields)| fields).any(|field| field.name == name)
}
