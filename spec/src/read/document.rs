//! The result of every reader: the statements of one source, each with its line.
//!
//! Nothing is decided here: a value that a source does not state is `None`, and merging decides
//! which source is believed.

use crate::model::{Body, Limits, Region, Status, Type};
use indexmap::IndexMap;
use serde_json::Value;

/// The kind of a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceKind {
    /// A Markdown page.
    Markdown,
    /// The text of a rendered page.
    Page,
    /// `api.json` or `examples.json`.
    Metadata,
    /// Facts of `spec/facts`: metadata without its sentences.
    Facts,
    /// A normalised description.
    Description,
}

/// The statements of one source.
#[derive(Clone, Debug)]
pub struct Document {
    /// The file, as the user named it.
    pub file: String,
    /// The recognised format.
    pub kind: SourceKind,
    /// When it was last changed, as far as it says: `2021-01-28 19:55:24`. Sorts as text.
    pub date: Option<String>,
    /// The product's short name.
    pub product: Option<String>,
    /// The API version.
    pub version: Option<String>,
    /// The days that the version can be, if the source writes it as `3/4/2019` and nothing in it
    /// tells the month.
    pub versions: Vec<String>,
    /// The host of the API.
    pub endpoint: Option<String>,
    /// The name that requests are signed with, if it is not the product's.
    pub service: Option<String>,
    /// The product's name for people.
    pub title: Option<String>,
    /// Actions in the order of the source.
    pub actions: Vec<ActionStatement>,
    /// Structures in the order of the source.
    pub structures: Vec<StructureStatement>,
    /// Error codes that the source lists for the product as a whole.
    pub errors: Vec<ErrorStatement>,
}

impl Document {
    /// A document that states nothing yet.
    pub fn new(file: impl Into<String>, kind: SourceKind) -> Self {
        Self {
            file: file.into(),
            kind,
            date: None,
            product: None,
            version: None,
            versions: Vec::new(),
            endpoint: None,
            service: None,
            title: None,
            actions: Vec::new(),
            structures: Vec::new(),
            errors: Vec::new(),
        }
    }
}

/// A source's statement about an action.
#[derive(Clone, Debug, Default)]
pub struct ActionStatement {
    /// The action's name.
    pub name: String,
    /// The line of its description.
    pub line: usize,
    /// The documentation, in Markdown.
    pub docs: String,
    /// The action's name for people, if it is beside the documentation.
    pub title: Option<String>,
    /// Requests a second.
    pub rate_limit: Option<u32>,
    /// True if a request names a region.
    pub region: Option<Region>,
    /// True if it should still be called.
    pub status: Option<Status>,
    /// The format of a request's body.
    pub body: Option<Body>,
    /// True if it is called without a signature.
    pub unsigned: Option<bool>,
    /// True if it may respond with server-sent events.
    pub event_stream: Option<bool>,
    /// Fields of a request; `None` if the source does not describe them.
    pub input: Option<Vec<FieldStatement>>,
    /// Fields of a response; `None` if the source does not describe them.
    pub output: Option<Vec<FieldStatement>>,
    /// Error codes; `None` if the source has no list.
    pub errors: Option<Vec<ErrorStatement>>,
    /// Documented calls.
    pub examples: Vec<ExampleStatement>,
}

/// A source's statement about a structure.
#[derive(Clone, Debug, Default)]
pub struct StructureStatement {
    /// The structure's name.
    pub name: String,
    /// The line of its description.
    pub line: usize,
    /// The documentation, in Markdown.
    pub docs: String,
    /// Its fields.
    pub fields: Vec<FieldStatement>,
    /// The actions that the source says refer to it: tells products apart.
    pub referenced_by: Vec<String>,
}

/// A source's statement about a field.
#[derive(Clone, Debug)]
pub struct FieldStatement {
    /// The name on the wire, without a `.N` suffix.
    pub name: String,
    /// The line of its description.
    pub line: usize,
    /// Its type.
    pub r#type: Type,
    /// True if the type's structure was named by a link or other sure sign, not by a bare word.
    pub linked: bool,
    /// True if a request needs it.
    pub required: Option<bool>,
    /// True if a response may hold null.
    pub nullable: Option<bool>,
    /// True if it should no longer be used.
    pub deprecated: Option<bool>,
    /// The documentation, in Markdown.
    pub docs: String,
    /// A documented value.
    pub example: Option<String>,
    /// Documented values with what each means, if the source marks them as such.
    pub values: IndexMap<String, String>,
    /// The default and the limits, if the source marks them as such.
    pub limits: Limits,
}

/// A source's statement about an error code.
#[derive(Clone, Debug)]
pub struct ErrorStatement {
    /// The code, dotted.
    pub code: String,
    /// The line of its description.
    pub line: usize,
    /// The documentation.
    pub docs: String,
}

/// A documented call as it stands in the source.
#[derive(Clone, Debug)]
pub struct ExampleStatement {
    /// The title.
    pub title: String,
    /// Its place.
    pub line: usize,
    /// The request.
    pub input: Option<Sample>,
    /// The response; an enclosing `Response` is still there.
    pub output: Option<Sample>,
}

/// One side of a documented call.
#[derive(Clone, Debug)]
pub enum Sample {
    /// A JSON text.
    Json(Value),
    /// Flattened names and values in the order of the source, percent-decoded: `Filters.0.Name` and
    /// `zone`.
    Query(Vec<(String, String)>),
    /// A JSON text that lost its lines of lone braces; may be repaired if the types are known.
    Damaged {
        /// The text that is left.
        text: String,
        /// The line where it starts.
        line: usize,
    },
}
