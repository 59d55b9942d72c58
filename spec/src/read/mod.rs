//! One reader a source format; all give the same [`Document`].

mod document;
mod format;
pub mod markdown;
pub mod metadata;
mod outline;
pub mod page;
mod vocabulary;

pub use document::{
    ActionStatement, Document, ErrorStatement, ExampleStatement, FieldStatement, Sample,
    SourceKind, StructureStatement,
};
pub use format::{Format, recognise};
