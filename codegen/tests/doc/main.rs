//! Tests that text of documents never becomes anything else in Rust documentation.
//!
//! rustdoc's own parser reads each text, and must find exactly the blocks of the sanitiser. The
//! texts are hostile ones in `tests/hostile`, random ones over an alphabet of marks, and, if
//! `TCCLI_SERVICES` and `TCCLI_SERVICES_ENGLISH` name `services` folders, each text of the real
//! metadata.

#![allow(clippy::unwrap_used, clippy::panic)]

mod commonmark;
mod hostile;
mod places;
mod texts;

use commonmark::check;
use proptest::prelude::*;
use tencentcloud_codegen::doc::lines;

#[test]
fn hostile_texts() {
    for (name, text) in hostile::texts() {
        check(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        // The same text on one line.
        check(&text.replace('\n', " ")).unwrap_or_else(|error| panic!("{name}: {error}"));
    }
}

/// Everything that starts or ends something in Markdown, and what may be between.
const MARKS: &[&str] = &[
    "- ",
    "* ",
    "+ ",
    "-",
    "*",
    "+",
    "1. ",
    "2) ",
    "10.",
    "• ",
    "a",
    "b",
    "Aa1",
    "文",
    " ",
    "  ",
    "    ",
    "\t",
    "\n",
    "\n\n",
    "\r",
    "\r\n",
    "\u{2028}",
    "\u{85}",
    "```",
    "```rust",
    "~~~",
    "~~",
    "~",
    "`",
    "``",
    "**",
    "***",
    "_",
    "__",
    "[",
    "]",
    "(",
    ")",
    "[a]",
    "[a]: b",
    "[^1]",
    "[^1]:",
    "![",
    "](",
    "](https://a.b)",
    "https://a.b/c_(d)",
    "http://",
    "<",
    ">",
    "> ",
    "</",
    "<br>",
    "<li>",
    "<p>",
    "<!--",
    "-->",
    "<script>",
    "<a href=x>",
    "<?",
    "<![CDATA[",
    "&",
    "&#96;",
    "&lt;",
    "&amp;",
    "&copy;",
    "&#x3c;",
    "#",
    "# ",
    "## ",
    "===",
    "---",
    "|",
    "| a | b |",
    "|---|",
    "|---|---|",
    ":-:",
    ":",
    "\\",
    "\\\\",
    "\\|",
    "$",
    "$$",
    "\"",
    "'",
    "...",
    "--",
    "!",
    "[ ] ",
    "[x] ",
    "{",
    "}",
    "\0",
    "\u{1b}[2J",
    "\u{202e}",
    "\u{200b}",
    "\u{feff}",
    "\u{3164}",
    "\u{a0}",
    "，",
    "：",
    "e\u{301}",
    "🦀",
    "fn main() {}",
    "%",
    "@x",
    "^",
    "=",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, failure_persistence: None,
        ..ProptestConfig::default() })]

    #[test]
    fn random_marks(marks in prop::collection::vec(prop::sample::select(MARKS), 0..24)) {
        prop_assert_eq!(check(&marks.concat()), Ok(()));
    }

    #[test]
    fn random_texts(text in "(\\PC|[\\n\\t`*_~<>|#\\[\\]()-]){0,60}") {
        prop_assert_eq!(check(&text), Ok(()));
    }
}

#[test]
fn long_texts_are_read_in_linear_time() {
    let many = 200_000;
    for part in [
        "`", "``a", "[", "[a](", "**", "*a", "<", "&", "http://", "- ", "> ", "|a", "|a\n|-\n",
        "(", "\\", "1. a\n",
    ] {
        assert!(lines(&part.repeat(many)).len() <= 2 * many + 2, "{part}");
    }
}

#[test]
fn every_text_of_the_catalogues() {
    for edition in ["TCCLI_SERVICES", "TCCLI_SERVICES_ENGLISH"] {
        let Ok(services) = std::env::var(edition) else {
            println!("skipped: {edition} is not set");
            continue;
        };
        let texts = texts::of_catalogue(services.as_ref());
        assert!(texts.len() > 10_000, "{services} holds {} texts", texts.len());
        let failed: Vec<String> = texts.iter().filter_map(|text| check(text).err()).collect();
        println!("{edition}: {} texts, {} fail", texts.len(), failed.len());
        assert!(failed.is_empty(), "{}", failed[..failed.len().min(5)].join("\n\n"));
    }
}
