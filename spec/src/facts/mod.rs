//! Facts: what the vendor's metadata and sources state of a product, without a sentence of theirs.
//!
//! The repository holds the facts of every product in `spec/facts`; an import puts words to them. In memory facts are
//! an [`Api`](crate::model::Api) without documentation. Not here: where facts come from (`xtask facts`), and how they
//! are merged with documents.

mod example;
mod file;
mod sentences;
mod take;
mod words;

pub use file::{from_json, recognises, to_json};
pub use sentences::add_sentences;
pub use take::take;
pub use words::describe;

use crate::check;
use crate::diagnostic::Diagnostics;
use crate::model::Api;

/// Reads a normalised description, or facts with documentation made of them.
///
/// # Errors
/// Returns what is wrong with the text: it is neither, or contradicts itself.
pub fn read(text: &str, file: &str) -> Result<Api, Diagnostics> {
    if !recognises(text) {
        return check::read(text, file);
    }
    let mut api = from_json(text, file)?;
    describe(&mut api);
    Ok(api)
}
