//! The file that stores names, as JSON: one name on each line, in alphabetical order.

use super::{FieldName, FieldNames, Names, VariantNames, VersionNames};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use tencentcloud_spec::diagnostic::{Diagnostic, Diagnostics};

const NOTE: &str = "The names of the crate, settled once. Kept by `cargo xtask codegen`; see \
    docs/updating-the-api.md.";

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File<'a> {
    #[serde(default)]
    note: Cow<'a, str>,
    product: Cow<'a, str>,
    #[serde(rename = "crate")]
    crate_version: Cow<'a, str>,
    root: Cow<'a, str>,
    versions: Cow<'a, BTreeMap<String, VersionNames>>,
}

impl Names {
    /// Parses the text of a [`NAMES_FILE`](super::NAMES_FILE). `file` is its name in diagnostics.
    ///
    /// # Errors
    /// Returns an error if the text is not a names file, if a name is not an identifier, or if a
    /// name is used for two things.
    pub fn from_json(text: &str, file: &str) -> Result<Self, Diagnostics> {
        let unusable = |error: serde_json::Error| {
            let message = format!("the file does not hold the names of a crate: {error}");
            Diagnostic::error("unusable-names", message)
                .at(file, error.line())
                .help("restore it, or delete it to have the default names")
        };
        let read: File<'_> = serde_json::from_str(text).map_err(unusable)?;
        let names = Self {
            product: read.product.into_owned(),
            crate_version: read.crate_version.into_owned(),
            root: read.root.into_owned(),
            versions: read.versions.into_owned(),
        };
        let errors: Diagnostics = names.errors(file).into_iter().collect();
        if errors.is_empty() { Ok(names) } else { Err(errors) }
    }

    /// Returns the text of a [`NAMES_FILE`](super::NAMES_FILE).
    pub fn to_json(&self) -> String {
        let file = File {
            note: Cow::Borrowed(NOTE),
            product: Cow::Borrowed(&self.product),
            crate_version: Cow::Borrowed(self.crate_version()),
            root: Cow::Borrowed(&self.root),
            versions: Cow::Borrowed(&self.versions),
        };
        serde_json::to_string_pretty(&file).map(|text| text + "\n").unwrap_or_default()
    }

    /// Returns the errors that people may have made when they edited the file.
    fn errors(&self, file: &str) -> Vec<Diagnostic> {
        let mut errors = NameErrors { file, found: Vec::new() };
        for (version, names) in &self.versions {
            let at = |rest: &str| format!("/versions/{version}/{rest}");
            let types = names.actions.iter().flat_map(|(action, it)| {
                [
                    ("request", &it.request),
                    ("response", &it.response),
                    ("error_code", &it.error_code),
                ]
                .map(|(part, name)| (at(&format!("actions/{action}/{part}")), name.as_str()))
            });
            let structures = names
                .structures
                .iter()
                .map(|(it, names)| (at(&format!("structures/{it}/name")), names.name.as_str()));
            let enums =
                names.enums.keys().map(|name| (at(&format!("enums/{name}")), name.as_str()));
            let code = [(at("errors/code"), names.errors.code.as_str())];
            errors.check(types.chain(structures).chain(enums).chain(code));
            let methods = names.actions.iter().flat_map(|(action, it)| {
                let own = [(at(&format!("actions/{action}/method")), it.method.as_str())];
                let waiters = it.waiters.iter();
                own.into_iter().chain(waiters.map(move |(waiter, name)| {
                    (at(&format!("actions/{action}/waiters/{waiter}")), name.as_str())
                }))
            });
            errors.check(methods);
            for (action, it) in &names.actions {
                errors.fields(&it.input, &at(&format!("actions/{action}/input")), names);
                errors.fields(&it.output, &at(&format!("actions/{action}/output")), names);
            }
            for (structure, it) in &names.structures {
                errors.fields(&it.fields, &at(&format!("structures/{structure}/fields")), names);
            }
            for (name, it) in &names.enums {
                errors.variants(&it.variants, &at(&format!("enums/{name}/variants")));
            }
            errors.variants(&names.errors.variants, &at("errors/variants"));
        }
        errors.found
    }
}

/// The errors of a file.
struct NameErrors<'a> {
    file: &'a str,
    found: Vec<Diagnostic>,
}

impl NameErrors<'_> {
    fn fields(&mut self, fields: &FieldNames, pointer: &str, names: &VersionNames) {
        self.check(
            fields.iter().map(|(wire, field)| (format!("{pointer}/{wire}"), field.name.as_str())),
        );
        for (wire, field) in fields {
            if let Some(set) = field.set.as_ref().filter(|set| !names.enums.contains_key(*set)) {
                self.report(
                    &format!("{pointer}/{wire}"),
                    &format!("there is no enum `{set}` among the names"),
                );
            }
        }
    }

    fn variants(&mut self, variants: &VariantNames, pointer: &str) {
        self.check(
            variants.iter().map(|(text, name)| (format!("{pointer}/{text}"), name.as_str())),
        );
    }

    /// Checks the names of one name space.
    fn check<'n>(&mut self, names: impl Iterator<Item = (String, &'n str)>) {
        let mut seen: HashMap<String, String> = HashMap::new();
        for (pointer, name) in names {
            if !is_identifier(name) {
                self.report(&pointer, &format!("`{name}` is not a Rust identifier"));
            }
            if let Some(other) =
                seen.insert(name.trim_start_matches("r#").to_ascii_lowercase(), pointer.clone())
            {
                self.report(
                    &pointer,
                    &format!("`{name}` is the name of {other} too, if case does not count"),
                );
            }
        }
    }

    fn report(&mut self, pointer: &str, message: &str) {
        let error = Diagnostic::error("unusable-names", message).at_pointer(self.file, pointer);
        self.found.push(error.help("give it a name of its own"));
    }
}

fn is_identifier(name: &str) -> bool {
    syn::parse_str::<proc_macro2::Ident>(name).is_ok()
}

impl Serialize for FieldName {
    /// Serializes a field as it is declared: `state: TaskState`.
    ///
    /// The type is left out if it follows from the description.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match (&self.set, self.boxed) {
            (Some(set), _) => serializer.collect_str(&format_args!("{}: {set}", self.name)),
            (None, true) => serializer.collect_str(&format_args!("{}: {BOX}", self.name)),
            (None, false) => serializer.serialize_str(&self.name),
        }
    }
}

const BOX: &str = "Box<_>";

impl<'de> Deserialize<'de> for FieldName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        let (name, r#type) =
            text.split_once(": ").map_or((&*text, None), |(name, r#type)| (name, Some(r#type)));
        if name.is_empty() {
            return Err(de::Error::custom("a field needs a name"));
        }
        let set = r#type.filter(|it| *it != BOX).map(str::to_owned);
        Ok(Self { name: name.to_owned(), set, boxed: r#type == Some(BOX) })
    }
}

#[cfg(test)]
mod tests {
    use super::FieldName;
    use crate::names::Names;
    use crate::testing::{action, api, waiter};

    #[test]
    fn fields_are_spelled_as_they_are_declared() {
        let field = |name: &str, set: Option<&str>, boxed| FieldName {
            name: name.to_owned(),
            set: set.map(str::to_owned),
            boxed,
        };
        let cases = [
            ("\"id\"", field("id", None, false)),
            ("\"r#type: JobType\"", field("r#type", Some("JobType"), false)),
            ("\"next: Box<_>\"", field("next", None, true)),
        ];
        for (text, expected) in cases {
            assert_eq!(serde_json::to_string(&expected).unwrap(), text);
            assert_eq!(serde_json::from_str::<FieldName>(text).unwrap(), expected, "{text}");
        }
        let error = serde_json::from_str::<FieldName>("\": State\"").unwrap_err().to_string();
        assert!(error.contains("a field needs a name"), "{error}");
    }

    #[test]
    fn errors_name_the_place_in_the_file() {
        let mut api = api("A\n B.error NotFound\n S.Name: String");
        action(&mut api, "A").waiters.insert("Done".to_owned(), waiter("State", "DONE"));
        let text = Names::choose(&[&api]).to_json();
        let cases = [
            ("\"wait_until_done\"", "\"b\"", "#/versions/2020-01-01/actions/B/method"),
            ("\"wait_until_done\"", "\"a b\"", "#/versions/2020-01-01/actions/A/waiters/Done"),
            ("\"method\": \"a\"", "\"method\": \"fn\"", "#/versions/2020-01-01/actions/A/method"),
            ("\"S\",", "\"ARequest\",", "#/versions/2020-01-01/structures/S/name"),
            ("\"ErrorCode\"", "\"S\"", "#/versions/2020-01-01/errors/code"),
            (": \"NotFound\"", ": \"Not-Found\"", "#/versions/2020-01-01/errors/variants/NotFound"),
        ];
        for (from, to, expected) in cases {
            assert!(text.contains(from), "{from}: {text}");
            let error = Names::from_json(&text.replacen(from, to, 1), "names.lock").unwrap_err();
            assert!(error.to_string().contains(expected), "{to}: {error}");
        }
    }
}
