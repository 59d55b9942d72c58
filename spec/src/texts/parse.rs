use super::{ActionTexts, StructureTexts, Text, Texts, TextsByName};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::text::Lines;
use indexmap::IndexMap;
use serde::Deserialize;
use toml::Spanned;

type TextEntries = IndexMap<String, Spanned<String>>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TextsFile {
    texts: Head,
    #[serde(default)]
    actions: IndexMap<String, ActionTable>,
    #[serde(default)]
    structures: IndexMap<String, StructureTable>,
    #[serde(default)]
    fields: TextEntries,
    #[serde(default)]
    values: IndexMap<String, TextEntries>,
    #[serde(default)]
    errors: TextEntries,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    product: String,
    version: String,
    title: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ActionTable {
    docs: Option<Spanned<String>>,
    #[serde(default)]
    input: TextEntries,
    #[serde(default)]
    output: TextEntries,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StructureTable {
    docs: Option<Spanned<String>>,
    #[serde(default)]
    fields: TextEntries,
}

/// Reads a file of texts.
///
/// # Errors
/// Returns an error with its line if the file is not TOML of the format, or if a text is empty.
pub(crate) fn parse(text: &str, file: &str) -> Result<Texts, Diagnostics> {
    let parsed: TextsFile = toml::from_str(text).map_err(|error| {
        let line = Lines::new(text).line_at(error.span().map_or(0, |span| span.start));
        Diagnostic::error("invalid-texts", error.message()).at(file, line)
    })?;
    let ends = text.match_indices('\n').map(|(end, _)| end).collect();
    let mut reader = TextsReader { ends, file, diagnostics: Diagnostics::default() };
    let texts = reader.texts(parsed);
    if reader.diagnostics.is_empty() { Ok(texts) } else { Err(reader.diagnostics) }
}

struct TextsReader<'a> {
    /// The ends of the lines.
    ends: Vec<usize>,
    file: &'a str,
    diagnostics: Diagnostics,
}

impl TextsReader<'_> {
    fn texts(
        &mut self,
        TextsFile { texts, actions, structures, fields, values, errors }: TextsFile,
    ) -> Texts {
        let action = |(name, it): (String, ActionTable), reader: &mut Self| {
            let docs = it.docs.map(|docs| reader.one(&docs));
            (
                name,
                ActionTexts {
                    docs,
                    input: reader.entries(&it.input),
                    output: reader.entries(&it.output),
                },
            )
        };
        let structure = |(name, it): (String, StructureTable), reader: &mut Self| {
            let docs = it.docs.map(|docs| reader.one(&docs));
            (name, StructureTexts { docs, fields: reader.entries(&it.fields) })
        };
        Texts {
            file: self.file.to_owned(),
            product: texts.product,
            version: texts.version,
            title: texts.title,
            actions: actions.into_iter().map(|it| action(it, self)).collect(),
            structures: structures.into_iter().map(|it| structure(it, self)).collect(),
            fields: self.entries(&fields),
            values: values
                .iter()
                .map(|(name, values)| (name.clone(), self.entries(values)))
                .collect(),
            errors: self.entries(&errors),
        }
    }

    fn entries(&mut self, entries: &TextEntries) -> TextsByName {
        entries.iter().map(|(name, text)| (name.clone(), self.one(text))).collect()
    }

    fn one(&mut self, text: &Spanned<String>) -> Text {
        let line = 1 + self.ends.partition_point(|end| *end < text.span().start);
        let text = text.get_ref().trim().to_owned();
        if text.is_empty() {
            let error = Diagnostic::error("invalid-texts", "the text is empty").at(self.file, line);
            self.diagnostics.push(error.help("write it, or remove the line"));
        }
        Text { line, text }
    }
}
