//! Conversion of texts of documents to Markdown for rustdoc.
//!
//! A text is parsed into [`Block`]s, and only these are printed: running text, lists, tables, code
//! that is not compiled, code spans, strong text, and links to full addresses. Everything else is
//! text, and each character that has a meaning for a Markdown parser is escaped. `tests/doc`
//! compares the blocks with what rustdoc's own parser reads in the lines.

mod block;
mod html;
mod inline;
mod parse;
mod render;
mod sentence;
mod values;
mod visible;

pub use block::{Block, Inline, Line, List, Table};

/// Parses a text into blocks. Its first sentence is a paragraph of its own.
pub fn blocks(text: &str) -> Vec<Block> {
    sentence::first_alone(parse::blocks(&visible::visible(text)))
}

/// Returns the lines of a doc comment for a text.
pub fn lines(text: &str) -> Vec<String> {
    render::lines(&blocks(text))
}

/// Returns the lines of a doc comment for a field whose type documents these values itself.
pub(crate) fn lines_without(text: &str, values: &[&str]) -> Vec<String> {
    let blocks = values::without(parse::blocks(&visible::visible(text)), values);
    render::lines(&sentence::first_alone(blocks))
}

/// Returns a text as one line of Markdown, for the start or the middle of a line.
pub(crate) fn line(text: &str) -> String {
    render::line(&joined(&block::lines(&blocks(text))))
}

/// Returns a text as one line without Markdown.
pub(crate) fn plain(text: &str) -> String {
    let mut out = String::new();
    block::plain(&joined(&block::lines(&blocks(text))), &mut out);
    out
}

/// Returns the first paragraph of a text or, if the text starts with another block, its first line.
pub(crate) fn summary(text: &str) -> Vec<String> {
    let mut blocks = blocks(text);
    blocks.truncate(1);
    match blocks.as_slice() {
        [] | [Block::Paragraph(_)] => render::lines(&blocks),
        other => block::lines(other).first().map(|line| render::line(line)).into_iter().collect(),
    }
}

/// Returns the lines of a doc comment for a value: the value, and its text if there is one.
pub(crate) fn explained(value: &str, text: &str) -> Vec<String> {
    let value = code(value);
    let blocks = blocks(text);
    let mut lines = render::lines(&blocks);
    match (blocks.first(), lines.first_mut()) {
        (Some(Block::Paragraph(_)), Some(first)) => first.insert_str(0, &format!("{value}: ")),
        (Some(_), _) => lines.splice(0..0, [format!("{value}:"), String::new()]).for_each(drop),
        (None, _) => lines.push(value),
    }
    lines
}

/// Returns the lines of a list item for a value: the value, and its text if there is one.
pub(crate) fn explained_item(value: &str, text: &str) -> Vec<String> {
    render::item("- ", explained(value, text)).collect()
}

/// Returns any text as a code span.
pub(crate) fn code(text: &str) -> String {
    tencentcloud_spec::text::code_span(text)
}

/// Joins lines into one line.
fn joined(lines: &[Line]) -> Line {
    let blank = Inline::Text(" ".to_owned());
    lines.join(&blank)
}

#[cfg(test)]
mod tests {
    use super::{code, explained, explained_item, line, lines, lines_without, plain, summary};

    fn safe(text: &str) -> String {
        lines(text).join("\n")
    }

    #[test]
    fn plain_text_stays() {
        assert_eq!(safe("Job ID, such as `job-1`."), "Job ID, such as `job-1`.");
        assert_eq!(safe("first\r\n\r\n\r\nsecond\n\n"), "first\n\nsecond");
    }

    #[test]
    fn brackets_are_no_links() {
        assert_eq!(safe("Range: [0,100] or [tag]"), r"Range: \[0,100\] or \[tag\]");
        assert_eq!(
            safe("see [this](https://example.com/a)"),
            "see [this](<https://example.com/a>)"
        );
        assert_eq!(safe("see [this](/document/1)"), "see this");
        assert_eq!(safe("`[0,1]` stays"), "`[0,1]` stays");
    }

    #[test]
    fn bare_addresses_become_links() {
        assert_eq!(safe("at https://example.com/a?b=c."), "at <https://example.com/a?b=c>.");
        assert_eq!(safe("见https://example.com/a，然后"), "见<https://example.com/a>，然后");
    }

    #[test]
    fn html_becomes_markdown() {
        assert_eq!(
            safe("States:<br><li>A: one</li><li>B: two</li>"),
            "States:\n- A: one\n- B: two"
        );
        assert_eq!(
            safe("<p>One</p><p>Two &lt;x&gt; &amp; y</p>"),
            r"One

Two \<x> & y"
        );
        assert_eq!(safe("a < b and <unclosed> and <b>bold"), r"a \< b and \<unclosed> and bold");
        assert_eq!(safe("Vec<String>"), r"Vec\<String>");
    }

    #[test]
    fn code_is_never_rust() {
        assert_eq!(safe("```\nlet x = 1;"), "```text\nlet x = 1;\n```");
        assert_eq!(safe("```rust\npanic!()\n```\nafter"), "```text\npanic!()\n```\n\nafter");
        assert_eq!(safe("one\n\n        indented\n\tTAB"), "one\n\nindented\nTAB");
    }

    #[test]
    fn odd_backticks_are_escaped() {
        assert_eq!(safe("a ` b"), r"a \` b");
        assert_eq!(safe("a `b` ` c"), r"a `b` \` c");
    }

    #[test]
    fn invisible_characters_go() {
        assert_eq!(safe("a\u{202e}b\u{200b}c\u{0}d\u{feff}"), "abcd");
    }

    #[test]
    fn starts_of_blocks_are_escaped() {
        assert_eq!(safe("# no heading"), "**no heading**");
        assert_eq!(safe("#no heading"), r"\#no heading");
        assert_eq!(safe("> no quote\n>= 5"), "no quote\n\\>= 5");
        assert_eq!(safe("title\n===\n= x"), "title\n\n\\= x");
        assert_eq!(safe("-1: failed\n2024. year"), "-1: failed\n2024\\. year");
        assert_eq!(safe("1) item */ and /* x"), r"1. item \*/ and /\* x");
    }

    #[test]
    fn text_after_a_list_stands_alone() {
        assert_eq!(safe("- a\nb"), "- a\n\nb");
        assert_eq!(safe("- a\n  - b"), "- a\n  - b");
    }

    #[test]
    fn other_references_do_not_resolve() {
        assert_eq!(safe("[a]: https://example.com"), r"\[a\]: <https://example.com>");
        assert_eq!(
            safe("![img](https://example.com/x.png)!"),
            "[img](<https://example.com/x.png>)!"
        );
        assert_eq!(safe(r#"quote " and \ end"#), r#"quote " and \\ end"#);
    }

    #[test]
    fn texts_of_one_line() {
        let cases = [
            ("One. Two.", "One. Two.", "One. Two."),
            ("a\n\nb", "a b", "a b"),
            ("- a\n- [b]", r"a \[b\]", "a [b]"),
            ("**a** `b*`", "**a** `b*`", "a b*"),
            ("[a](https://b.com)", "[a](<https://b.com>)", "a"),
            ("```\na\n\nb\n```", "`a` `b`", "a b"),
            ("|A|B|\n|-|-|\n|1||", "A B 1", "A B 1"),
            ("", "", ""),
        ];
        for (text, markdown, without) in cases {
            assert_eq!((line(text).as_str(), plain(text).as_str()), (markdown, without), "{text}");
        }
    }

    #[test]
    fn summaries_are_first_paragraphs() {
        let cases = [
            ("One. Two.", "One."),
            ("One\ntwo", "One/two"),
            ("One\ntwo\n\nthree", "One/two"),
            ("- a\n- b", "a"),
            ("|A|B|\n|-|-|", "A"),
            ("", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(summary(text).join("/"), expected, "{text}");
        }
    }

    #[test]
    fn values_and_their_texts() {
        let cases = [
            ("RUN", "Running.", "`RUN`: Running.", "- `RUN`: Running."),
            ("RUN", "", "`RUN`", "- `RUN`"),
            ("RUN", "One. Two.", "`RUN`: One.//Two.", "- `RUN`: One.//  Two."),
            ("RUN", "- a\n- b", "`RUN`://- a/- b", "- `RUN`://  - a/  - b"),
            ("a`b", "c", "``a`b``: c", "- ``a`b``: c"),
            // An empty code span would be two backticks.
            ("", "c", "`\"\"`: c", "- `\"\"`: c"),
        ];
        for (value, text, lines, item) in cases {
            assert_eq!(explained(value, text).join("/"), lines, "{value} {text}");
            assert_eq!(explained_item(value, text).join("/"), item, "{value} {text}");
        }
        assert_eq!(code("a|b"), "`a|b`");
    }

    #[test]
    fn announcements_end_with_the_values() {
        let cases = [
            ("The kind. Valid values:\n- A", "The kind."),
            ("The kind, one of:\n- A", "The kind."),
            ("The kind, as follows:\n- A", "The kind."),
            ("The kind:\n- A", "The kind."),
            ("类型。取值：\n- A", "类型。"),
            // A dot inside a number or a word ends no sentence.
            ("Version of MySQL 5.7, one of:\n- A", "Version of MySQL 5.7."),
            ("The type of a.b:\n- A", "The type of a.b."),
            ("Of 5.7. Valid values:\n- A", "Of 5.7."),
            ("The kind, e.g. small, one of:\n- A", "The kind, e.g. small."),
            ("The kind; valid values:\n- A", "The kind;"),
            ("The kind.\n- A", "The kind."),
            ("- A: one", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(lines_without(text, &["A"]).join("/"), expected, "{text}");
        }
    }
}
