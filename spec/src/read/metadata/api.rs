//! `api.json`: actions, and objects that are structures or the two sides of an action.

use super::malformed::malformed;
use super::place::LineIndex;
use super::prose;
use super::raw::{Flag, RawAction, RawApi, RawField, RawObject, RawText};
use super::roles::{self, ObjectRole};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Body, Limits, Status, Type};
use crate::read::{ActionStatement, Document, FieldStatement, SourceKind, StructureStatement};
use indexmap::IndexMap;
use std::collections::{HashMap, HashSet};

/// The words of metadata for the types that are not structures: the declared kind, the exact type.
const SCALARS: [(&str, &str, Type); 9] = [
    ("string", "string", Type::String),
    ("int", "int64", Type::Integer),
    ("int", "uint64", Type::Unsigned),
    ("float", "float", Type::Float),
    ("bool", "bool", Type::Boolean),
    ("string", "datetime_iso", Type::Timestamp),
    ("string", "datetime", Type::DateTime),
    ("string", "date", Type::Date),
    ("binary", "binary", Type::Binary),
];

/// The header that the documentation of `RequestId` names if a response may be a stream of events:
/// such a response has no envelope for the request ID.
const STREAM_SIGN: &str = "X-TC-RequestId";

/// Reads an `api.json`.
pub(super) fn read_api_file(text: &str, file: &str) -> (Document, Diagnostics) {
    match serde_json::from_str::<RawApi<'_>>(text) {
        Ok(raw) => ApiReader::new(&raw, text, file).document(),
        Err(error) => (Document::new(file, SourceKind::Metadata), malformed(&error, file)),
    }
}

/// One file while it is read.
struct ApiReader<'a> {
    raw: &'a RawApi<'a>,
    file: &'a str,
    places: LineIndex<'a>,
    objects: HashMap<&'a str, usize>,
    roles: Vec<ObjectRole>,
    diagnostics: Diagnostics,
}

impl<'a> ApiReader<'a> {
    fn new(raw: &'a RawApi<'a>, text: &'a str, file: &'a str) -> Self {
        let (objects, roles) = (roles::index(raw), roles::roles(raw));
        Self {
            raw,
            file,
            places: LineIndex::new(text),
            objects,
            roles,
            diagnostics: Diagnostics::default(),
        }
    }

    fn document(mut self) -> (Document, Diagnostics) {
        let metadata = &self.raw.metadata;
        let service = known(&metadata.service_short_name);
        let document = Document {
            product: service.clone(),
            version: known(&metadata.api_version),
            endpoint: service.as_ref().map(|service| format!("{service}.tencentcloudapi.com")),
            service,
            title: known(&metadata.service_name),
            actions: self.actions(),
            structures: self.structures(),
            ..Document::new(self.file, SourceKind::Metadata)
        };
        (document, self.diagnostics)
    }

    fn actions(&mut self) -> Vec<ActionStatement> {
        let mut seen = HashSet::new();
        let mut parts = Vec::with_capacity(self.raw.actions.0.len());
        for (name, action) in &self.raw.actions.0 {
            if self.once(&mut seen, name, "action") {
                parts.push(self.action(name, action));
            }
        }
        parts
    }

    fn action(&mut self, name: &RawText<'a>, action: &'a RawAction<'a>) -> ActionStatement {
        let line = self.line(name);
        let input =
            self.side(name, &action.input, ObjectRole { input: true, ..ObjectRole::default() });
        let output =
            self.side(name, &action.output, ObjectRole { output: true, ..ObjectRole::default() });
        ActionStatement {
            name: name.to_string(),
            line,
            docs: prose::markdown(if action.document.is_empty() {
                &action.name
            } else {
                &action.document
            }),
            title: known(&action.name),
            status: self.status(&action.status, line),
            body: input.as_deref().and_then(body),
            unsigned: action.skip_sign.0.then_some(true),
            event_stream: self.streams(&action.output).then_some(true),
            input,
            output,
            ..ActionStatement::default()
        }
    }

    /// The fields of one side of an action.
    fn side(
        &mut self,
        action: &RawText<'_>,
        object: &RawText<'a>,
        role: ObjectRole,
    ) -> Option<Vec<FieldStatement>> {
        let Some(at) = self.objects.get(&**object).copied() else {
            let message =
                format!("`{}` names `{}`, which is not among the objects", &**action, &**object);
            let line = self.line(object);
            self.error(
                "unknown-object",
                message,
                line,
                "add the object, or take the file from the package again",
            );
            return None;
        };
        Some(self.fields(&self.raw.objects.0[at].1, role))
    }

    fn structures(&mut self) -> Vec<StructureStatement> {
        let mut seen = HashSet::new();
        let mut parts = Vec::new();
        for (at, (name, object)) in self.raw.objects.0.iter().enumerate() {
            let role = self.roles[at];
            let kept = self.once(&mut seen, name, "object") && (!role.root || role.referenced);
            if kept && !role.referenced && &*object.r#type == "object" {
                self.without_action(name);
            } else if kept {
                parts.push(self.structure(name, object, role));
            }
        }
        parts
    }

    fn without_action(&mut self, name: &RawText<'a>) {
        let message = format!(
            "`{}` is a request or a response, but no action names it; it is left out",
            &**name
        );
        let line = self.line(name);
        self.diagnostics.push(Diagnostic::warning("unused-object", message).at(self.file, line));
    }

    fn structure(
        &mut self,
        name: &RawText<'a>,
        object: &'a RawObject<'a>,
        role: ObjectRole,
    ) -> StructureStatement {
        StructureStatement {
            name: name.to_string(),
            line: self.line(name),
            docs: prose::markdown(&object.document),
            fields: self.fields(object, role),
            ..StructureStatement::default()
        }
    }

    fn fields(&mut self, object: &'a RawObject<'a>, role: ObjectRole) -> Vec<FieldStatement> {
        let mut seen = HashSet::new();
        let mut parts = Vec::with_capacity(object.members.len());
        for field in &object.members {
            if self.once(&mut seen, &field.name, "field") {
                parts.extend(self.field(field, role));
            }
        }
        parts
    }

    fn field(&mut self, field: &'a RawField<'a>, role: ObjectRole) -> Option<FieldStatement> {
        let flag = |flag: Option<Flag>| flag.map(|flag| flag.0);
        Some(FieldStatement {
            name: field.name.to_string(),
            line: self.line(&field.name),
            r#type: self.field_type(field)?,
            linked: true,
            // Fields of responses carry a flag too, which is left over from elsewhere and means
            // nothing.
            required: role.input.then(|| flag(field.required).unwrap_or(false)),
            nullable: flag(field.value_allowed_null),
            deprecated: flag(field.disabled),
            docs: prose::markdown(&field.document),
            example: known(&field.example),
            values: IndexMap::new(),
            limits: Limits::new(),
        })
    }

    fn field_type(&mut self, field: &RawField<'a>) -> Option<Type> {
        let (kind, exact) = (&*field.r#type, &*field.member);
        let structure =
            || self.objects.contains_key(exact).then(|| Type::Structure(exact.to_owned()));
        let element =
            SCALARS.iter().find(|(_, word, _)| *word == exact).map(|(_, _, scalar)| scalar.clone());
        let found = match kind {
            "list" => element.or_else(structure).map(Type::array),
            "object" => structure(),
            _ => SCALARS
                .iter()
                .find(|scalar| (scalar.0, scalar.1) == (kind, exact))
                .map(|scalar| scalar.2.clone()),
        };
        if found.is_none() {
            let message =
                format!("`{}` is of the unknown type `{exact}`, declared as {kind}", &*field.name);
            let line = self.line(&field.name);
            self.error(
                "unknown-type",
                message,
                line,
                "add the object it names, or teach the reader this type",
            );
        }
        found
    }

    fn status(&mut self, word: &str, line: usize) -> Option<Status> {
        match word {
            "online" => Some(Status::Online),
            "deprecated" => Some(Status::Deprecated),
            "offline" => Some(Status::Offline),
            "" => None,
            other => {
                let message =
                    format!("`{other}` is not a known status; the action counts as online");
                self.diagnostics
                    .push(Diagnostic::warning("unknown-status", message).at(self.file, line));
                None
            }
        }
    }

    fn streams(&self, output: &str) -> bool {
        let fields = self.objects.get(output).map(|at| &self.raw.objects.0[*at].1.members);
        let sign = |field: &RawField<'_>| {
            &*field.name == "RequestId" && field.document.contains(STREAM_SIGN)
        };
        fields.is_some_and(|fields| fields.iter().any(sign))
    }

    /// Returns whether a name is there for the first time and can be a name at all; an error
    /// otherwise.
    fn once(&mut self, seen: &mut HashSet<&'a str>, name: &'a RawText<'a>, what: &str) -> bool {
        let line = self.line(name);
        if !matches!(Type::parse(name), Some(Type::Structure(_)))
            && (what == "object" || !is_word(name))
        {
            let help = "names are ASCII letters, digits and `_`, and structures are not called \
                like a type";
            self.error(
                "invalid-name",
                format!("`{}` is not a name that the {what} can have", &**name),
                line,
                help,
            );
            return false;
        }
        if !seen.insert(&**name) {
            let message = format!("the {what} `{}` is there twice", &**name);
            self.error("duplicate-name", message, line, "keep the one that is right");
            return false;
        }
        true
    }

    fn error(&mut self, code: &'static str, message: String, line: usize, help: &str) {
        self.diagnostics.push(Diagnostic::error(code, message).at(self.file, line).help(help));
    }

    fn line(&self, part: &str) -> usize {
        self.places.line(part).unwrap_or(1)
    }
}

/// Raw bytes cannot be a field of JSON: they make the body a form.
fn body(input: &[FieldStatement]) -> Option<Body> {
    input.iter().any(|field| *field.r#type.element() == Type::Binary).then_some(Body::Multipart)
}

/// Returns whether a text can name an action or a field; fields may be called like a type.
fn is_word(text: &str) -> bool {
    Type::parse(text).is_some_and(|found| !matches!(found, Type::Array(_)))
}

/// A text that says something; some examples are a placeholder.
fn known(text: &RawText<'_>) -> Option<String> {
    (!text.is_empty() && &**text != "无").then(|| text.to_string())
}
