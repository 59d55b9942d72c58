//! Texts for doc comments: rustdoc's own parser reads the lines that the sanitiser made.

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
