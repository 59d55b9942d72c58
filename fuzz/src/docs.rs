//! What is done with a text that is to be a doc comment: rustdoc's own parser reads what the
//! sanitiser made of it.

#[path = "../../codegen/tests/doc/commonmark.rs"]
mod commonmark;

/// Sanitises a text, as it is and on one line.
///
/// # Panics
/// Panics if the parser reads anything that the sanitiser did not make, such as code, HTML or the
/// definition of a link.
pub fn check(text: &str) {
    for text in [text, &text.replace('\n', " ")] {
        if let Err(error) = commonmark::check(text) {
            panic!("{error}");
        }
    }
}
