//! Facts: what the vendor's metadata and sources state of a product, without a sentence of theirs.
//!
//! The repository holds the facts of every product in `spec/facts`; an import puts words to them.
//! In memory facts are an [`Api`] without documentation. Not here: where facts come from
//! (`xtask facts`), and how they are merged with documents.

mod complete;
mod corrections;
mod example;
mod file;
mod limits;
mod restrict;
mod sentences;
mod take;
mod words;

pub(crate) use complete::complete;
pub use corrections::correct;
pub use file::{from_json, to_json};
pub use limits::add_limits;
pub(crate) use restrict::{Gone, restrict, strip};
pub use sentences::add_sentences;
pub use take::extract_facts;
pub use words::{describe, undescribed};

use crate::check;
use crate::diagnostic::Diagnostics;
use crate::model::Api;
use crate::read::{Format, recognise};
use crate::texts::{self, apply};

/// The facts of one version of a product, with their file.
#[derive(Clone, Debug)]
pub struct Facts {
    /// The file, for diagnostics.
    pub file: String,
    /// The content.
    pub api: Api,
}

/// Reads a normalised description, or facts with documentation made of them.
///
/// # Errors
/// Returns what is wrong with the text: it is neither, or contradicts itself.
pub fn parse_facts(text: &str, file: &str) -> Result<Api, Diagnostics> {
    if recognise(text) != Some(Format::Facts) {
        return check::parse_description(text, file);
    }
    let mut api = from_json(text, file)?;
    describe(&mut api);
    Ok(api)
}

/// Adds a file of texts to facts before they are [described](describe). Returns whether it is one
/// for this version.
///
/// # Errors
/// Returns what is wrong with a file of texts: it is not of the format, or has texts of what is not
/// there.
pub fn add_texts(facts: &mut Api, text: &str, file: &str) -> Result<bool, Diagnostics> {
    if recognise(text) != Some(Format::Texts) {
        return Ok(false);
    }
    let texts = texts::parse(text, file)?;
    if (&texts.product, &texts.version) != (&facts.product, &facts.version) {
        return Ok(false);
    }
    let mut diagnostics = Diagnostics::default();
    apply(&texts, facts, &mut diagnostics);
    if diagnostics.has_errors() { Err(diagnostics) } else { Ok(true) }
}
