//! Doc text from outside, made safe for rustdoc: no broken link, no HTML, no code that would be tested, and
//! nothing that a terminal or an editor would show otherwise than it is.
//!
//! In: the text of a description, Markdown of unknown quality with leftovers of HTML. Out: lines of Markdown.

mod html;
mod inline;

/// The lines of a doc comment.
pub(crate) fn lines(text: &str) -> Vec<String> {
    let text = html::to_markdown(&visible(text));
    let mut lines = Blocks::default();
    for line in text.lines() {
        lines.push(line);
    }
    lines.finish()
}

/// A text that stands inside of a line.
pub(crate) fn line(text: &str) -> String {
    lines(text).join(" ")
}

/// A text without control, bidirectional and invisible characters; line ends and blanks are plain ones.
fn visible(text: &str) -> String {
    text.replace("\r\n", "\n").chars().filter_map(visible_char).collect()
}

fn visible_char(c: char) -> Option<char> {
    match c {
        '\n' => Some('\n'),
        '\r' | '\u{2028}' | '\u{2029}' => Some('\n'),
        '\t' | '\u{a0}' | '\u{3000}' => Some(' '),
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{61c}' => None,
        c if c.is_control() => None,
        c => Some(c),
    }
}

/// Lines one after the other, with what spans lines: fences.
#[derive(Default)]
struct Blocks {
    out: Vec<String>,
    in_fence: bool,
}

impl Blocks {
    fn push(&mut self, line: &str) {
        let trimmed = line.trim();
        if trimmed.starts_with("```") || trimmed.starts_with("~~~") {
            self.fence();
        } else if self.in_fence {
            self.out.push(line.trim_end().to_owned());
        } else if trimmed.is_empty() {
            self.blank();
        } else {
            self.text(line, trimmed);
        }
    }

    /// A fence is tagged, so that what is in it is not taken for Rust and tested.
    fn fence(&mut self) {
        self.out.push(if self.in_fence { "```" } else { "```text" }.to_owned());
        self.in_fence = !self.in_fence;
    }

    fn blank(&mut self) {
        if self.out.last().is_some_and(|last| !last.is_empty()) {
            self.out.push(String::new());
        }
    }

    /// Indentation is kept only as the level of a list, so that no line becomes a code block.
    fn text(&mut self, line: &str, trimmed: &str) {
        let item = list_item(trimmed);
        let after_item = self.out.last().is_some_and(|last| last.trim_start().starts_with("- "));
        if item.is_none() && after_item {
            // Without a blank line this would be read as a lazy continuation of the item.
            self.blank();
        }
        match item {
            Some(rest) => {
                let nested = line.len() - line.trim_start().len() >= 2 && after_item;
                let indent = if nested { "  " } else { "" };
                self.out.pop_if(|last| last.is_empty());
                self.out.push(format!("{indent}- {}", inline::escape(rest)));
            }
            None => self.out.push(inline::escape_start(&inline::escape(trimmed))),
        }
    }

    fn finish(mut self) -> Vec<String> {
        if self.in_fence {
            self.fence();
        }
        while self.out.last().is_some_and(String::is_empty) {
            self.out.pop();
        }
        self.out
    }
}

/// What stands behind the bullet of a list item.
fn list_item(line: &str) -> Option<&str> {
    let rest = line.strip_prefix(['-', '*', '+', '•', '·']).map(|rest| (rest, line.starts_with(['•', '·'])));
    let (rest, needs_no_blank) = rest?;
    let is_item = needs_no_blank || rest.starts_with(' ');
    is_item.then(|| rest.trim()).filter(|rest| !rest.is_empty())
}

#[cfg(test)]
mod tests {
    use super::lines;

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
        assert_eq!(safe("see [this](https://example.com/a)"), "see [this](<https://example.com/a>)");
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
        assert_eq!(safe("States:<br><li>A: one</li><li>B: two</li>"), "States:\n- A: one\n- B: two");
        assert_eq!(safe("<p>One</p><p>Two &lt;x&gt; &amp; y</p>"), "One\n\nTwo &lt;x&gt; &amp; y");
        assert_eq!(safe("a < b and <unclosed> and <b>bold"), "a &lt; b and &lt;unclosed&gt; and bold");
        assert_eq!(safe("Vec<String>"), "Vec&lt;String&gt;");
    }

    #[test]
    fn code_is_never_rust() {
        assert_eq!(safe("```\nlet x = 1;"), "```text\nlet x = 1;\n```");
        assert_eq!(safe("```rust\npanic!()\n```\nafter"), "```text\npanic!()\n```\nafter");
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
        assert_eq!(safe("# no heading"), r"\# no heading");
        assert_eq!(safe("> no quote"), "&gt; no quote");
        assert_eq!(safe("==="), r"\===");
        assert_eq!(safe("1) item */ and /* x"), "1) item */ and /* x");
    }

    #[test]
    fn text_after_a_list_stands_alone() {
        assert_eq!(safe("- a\nb"), "- a\n\nb");
        assert_eq!(safe("- a\n  - b"), "- a\n  - b");
    }

    #[test]
    fn other_references_do_not_resolve() {
        assert_eq!(safe("[a]: https://example.com"), r"\[a\]: <https://example.com>");
        assert_eq!(safe("![img](https://example.com/x.png)!"), r"\![img](<https://example.com/x.png>)!");
        assert_eq!(safe(r#"quote " and \ end"#), r#"quote " and \\ end"#);
    }
}
