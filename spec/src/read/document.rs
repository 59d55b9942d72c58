//! What every reader gives: the statements of one source, each with the line where it stands.
//!
//! Nothing is decided here: what a source does not say is `None`, and merging decides who is
//! believed.

use crate::model::{Body, Limits, Region, Status, Type};
use indexmap::IndexMap;
use serde_json::Value;

/// What a source was taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
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
    /// What it was taken for.
    pub kind: Kind,
    /// When it was last changed, as far as it says: `2021-01-28 19:55:24`. Sorts as text.
    pub date: Option<String>,
    /// The product's short name.
    pub product: Option<String>,
    /// The API version.
    pub version: Option<String>,
    /// The days that the version can be, if the source writes it as `3/4/2019` and nothing in it
    /// tells the month.
    pub versions: Vec<String>,
    /// The host that answers.
    pub endpoint: Option<String>,
    /// The name that requests are signed with, where it is not the product's.
    pub service: Option<String>,
    /// The product's name for people.
    pub title: Option<String>,
    /// Actions in the order of the source.
    pub actions: Vec<ActionPart>,
    /// Structures in the order of the source.
    pub structures: Vec<StructurePart>,
    /// Error codes that the source lists for the product as a whole.
    pub errors: Vec<ErrorPart>,
}

impl Document {
    /// A document that states nothing yet.
    pub fn new(file: impl Into<String>, kind: Kind) -> Self {
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

/// What a source says of an action.
#[derive(Clone, Debug, Default)]
pub struct ActionPart {
    /// The action's name.
    pub name: String,
    /// Where it is described.
    pub line: usize,
    /// What it does.
    pub docs: String,
    /// The action's name for people, where it is beside the documentation.
    pub title: Option<String>,
    /// Requests a second.
    pub rate_limit: Option<u32>,
    /// Whether a request names a region.
    pub region: Option<Region>,
    /// Whether it should still be called.
    pub status: Option<Status>,
    /// How a request's body is written.
    pub body: Option<Body>,
    /// Whether it is called without a signature.
    pub unsigned: Option<bool>,
    /// Whether it may answer with server-sent events.
    pub event_stream: Option<bool>,
    /// Members of a request; `None` where the source does not describe them.
    pub input: Option<Vec<FieldPart>>,
    /// Members of an answer; `None` where the source does not describe them.
    pub output: Option<Vec<FieldPart>>,
    /// Error codes; `None` where the source has no list.
    pub errors: Option<Vec<ErrorPart>>,
    /// Documented calls.
    pub examples: Vec<ExamplePart>,
}

/// What a source says of a structure.
#[derive(Clone, Debug, Default)]
pub struct StructurePart {
    /// The structure's name.
    pub name: String,
    /// Where it is described.
    pub line: usize,
    /// What it describes.
    pub docs: String,
    /// Its members.
    pub fields: Vec<FieldPart>,
    /// The actions that the source says refer to it: tells products apart.
    pub referenced_by: Vec<String>,
}

/// What a source says of a member.
#[derive(Clone, Debug)]
pub struct FieldPart {
    /// The name on the wire, without a `.N` suffix.
    pub name: String,
    /// Where it is described.
    pub line: usize,
    /// Its type.
    pub r#type: Type,
    /// Whether the type's structure was named by a link or other sure sign, not by a bare word.
    pub linked: bool,
    /// Whether a request needs it.
    pub required: Option<bool>,
    /// Whether an answer may hold null.
    pub nullable: Option<bool>,
    /// Whether it should no longer be used.
    pub deprecated: Option<bool>,
    /// What it means, in Markdown.
    pub docs: String,
    /// A documented value.
    pub example: Option<String>,
    /// Documented values with what each means, where the source marks them as such.
    pub values: IndexMap<String, String>,
    /// The default and the limits, if the source marks them as such.
    pub limits: Limits,
}

/// What a source says of an error code.
#[derive(Clone, Debug)]
pub struct ErrorPart {
    /// The code, dotted.
    pub code: String,
    /// Where it is described.
    pub line: usize,
    /// What it means.
    pub docs: String,
}

/// A documented call as it stands in the source.
#[derive(Clone, Debug)]
pub struct ExamplePart {
    /// What it shows.
    pub title: String,
    /// Where it stands.
    pub line: usize,
    /// The request.
    pub input: Option<Sample>,
    /// The answer; an enclosing `Response` is still there.
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
    /// A JSON text that lost its lines of lone braces; may be repaired where the types are known.
    Damaged {
        /// What is left of it.
        text: String,
        /// The line where it starts.
        line: usize,
    },
}
