//! One reader a source format; all give the same [`Document`].

mod document;
pub mod metadata;

pub use document::{ActionPart, Document, ErrorPart, ExamplePart, FieldPart, Kind, Sample, StructurePart};
