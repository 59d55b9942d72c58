//! Diagnostics for people, in colour, with their source lines. The module `source` finds the lines,
//! and `print` removes the colours if the terminal has none.

use crate::source::{Excerpt, SourceText};
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};
use std::collections::HashMap;
use std::path::Path;
use tencentcloud_spec::diagnostic::{Diagnostic, Diagnostics};
use tencentcloud_spec::text::{one_line, shortened, shown};

/// The files that are read again, by name.
type SourceTexts<'a> = HashMap<&'a str, Option<SourceText>>;

/// The maximum length of the underlining, and of the pointer next to it, in characters. A terminal
/// has room for both and for their surroundings.
const LONGEST: usize = 60;

/// Returns the diagnostics as text. It contains the escape sequences of colours, and no other ones.
///
/// If a file cannot be read again, or does not have the line, the text only names the place.
pub(crate) fn render(diagnostics: &Diagnostics) -> String {
    let mut sources = SourceTexts::new();
    diagnostics.iter().map(|diagnostic| rendered(diagnostic, &mut sources) + "\n").collect()
}

fn rendered<'a>(diagnostic: &'a Diagnostic, sources: &mut SourceTexts<'a>) -> String {
    let level = if diagnostic.is_error() { Level::ERROR } else { Level::WARNING };
    let title = level.primary_title(shown(&diagnostic.message)).id(diagnostic.code);
    let render = |group: Group<'_>| Renderer::styled().render(&[group]);
    match excerpt(diagnostic, sources) {
        Some(excerpt) => {
            let help = diagnostic.help.as_deref().map(|help| Level::HELP.message(shown(help)));
            render(title.element(snippet(diagnostic, &excerpt)).elements(help))
        }
        None => {
            let plain = diagnostic.to_string();
            let rest = plain.find('\n').map_or("", |end| &plain[end..]);
            render(Group::with_title(title)) + rest
        }
    }
}

/// Returns the source line of a diagnostic.
fn excerpt<'s, 'a>(
    diagnostic: &'a Diagnostic,
    sources: &'s mut SourceTexts<'a>,
) -> Option<Excerpt<'s>> {
    let file = diagnostic.file.as_deref()?;
    if diagnostic.line.is_none() && diagnostic.pointer.is_none() {
        return None;
    }
    let source =
        sources.entry(file).or_insert_with(|| SourceText::load(Path::new(file))).as_mut()?;
    match diagnostic.line {
        Some(line) => source.line(line),
        None => source.pointer(diagnostic.pointer.as_deref()?),
    }
}

fn snippet<'a>(diagnostic: &'a Diagnostic, excerpt: &Excerpt<'_>) -> Snippet<'a, Annotation<'a>> {
    let Excerpt { number, line, span } = excerpt;
    let (before, after) = (visible(&line[..span.start]), visible(line[span.end..].trim_end()));
    let about = visible(&line[span.clone()]);
    let end = about.char_indices().nth(LONGEST).map_or(about.len(), |(end, _)| end);
    let mut annotation = AnnotationKind::Primary.span(before.len()..before.len() + end);
    if let (None, Some(pointer)) = (diagnostic.line, &diagnostic.pointer) {
        annotation = annotation.label(one_line(&shortened(pointer, LONGEST)).into_owned());
    }
    Snippet::source(before + &about + &after)
        .line_start(*number)
        .path(diagnostic.file.as_deref().map(shown))
        .annotation(annotation)
}

/// Spells out the hidden characters in a part of a line, except tabs, which the renderer widens.
fn visible(text: &str) -> String {
    text.split('\t').map(one_line).collect::<Vec<_>>().join("\t")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    /// Renders a diagnostic about a file with this text, without colours.
    fn plain(text: &str, diagnostic: impl Fn(&str) -> Diagnostic) -> String {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file").display().to_string();
        fs::write(&file, text).unwrap();
        let text = render(&diagnostic(&file).into());
        anstream::adapter::strip_str(&text).to_string().replace(&file, "FILE")
    }

    fn error() -> Diagnostic {
        Diagnostic::error("bad-name", "the name is bad")
    }

    #[test]
    fn a_line_is_underlined_from_its_first_character_to_its_last() {
        let page = "# Title\n\n  | Name | 类型 |  \n";
        let text = plain(page, |file| error().at(file, 3).help("give another"));
        let expected = "error[bad-name]: the name is bad\n \
                        --> FILE:3:3\n  |\n\
                        3 |   | Name | 类型 |\n  \
                        |   ^^^^^^^^^^^^^^^\n  |\n  \
                        = help: give another\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn carets_stand_below_keys_after_wide_characters_and_tabs() {
        let json = "{\"字段\":{\"名\":1,\"a/b\":2}}";
        let text = plain(json, |file| error().at_pointer(file, "/字段/a~1b"));
        let expected = "error[bad-name]: the name is bad\n \
                        --> FILE:1:14\n  |\n\
                        1 | {\"字段\":{\"名\":1,\"a/b\":2}}\n  \
                        |                 ^^^^^ /字段/a~1b\n";
        assert_eq!(text, expected);
        let text = plain("{\n\t\"a\": [\n\t\t7]}", |file| error().at_pointer(file, "/a/0"));
        assert!(text.contains("\n3 |         7]}\n  |         ^ /a/0\n"), "{text}");
    }

    #[test]
    fn a_part_of_a_long_line_is_shown() {
        let before = "\"x\":0,".repeat(1_000);
        let json = format!("{{{before}\"here\":1,\"last\":[{}1]}}", "0,".repeat(1_000));
        let text = plain(&json, |file| error().at_pointer(file, "/here"));
        assert!(text.contains("--> FILE:1:6002\n") && text.contains("^^^^^^ /here\n"), "{text}");
        for line in text.lines() {
            assert!(line.chars().count() < 160, "{line}");
        }
        let row = "字".repeat(1_000);
        let text = plain(&row, |file| error().at(file, 1));
        assert!(text.contains(&format!("  | {}\n", "^".repeat(2 * LONGEST))), "{text}");
    }

    #[test]
    fn a_place_that_is_not_there_is_only_named() {
        for diagnostic in [
            error().at("missing/file", 3).help("give another"),
            error().at_pointer("missing/file", "/a"),
            error().in_file("missing/file").help("give another"),
            error(),
        ] {
            let text = render(&diagnostic.clone().into());
            assert_eq!(anstream::adapter::strip_str(&text).to_string(), format!("{diagnostic}\n"));
        }
        for (text, pointer) in [("{}", "/a"), ("no JSON", "/a"), ("[1]", "/1")] {
            let text = plain(text, |file| error().at_pointer(file, pointer));
            assert_eq!(text, format!("error[bad-name]: the name is bad\n  --> FILE#{pointer}\n"));
        }
        let text = plain("one\n\n", |file| error().at(file, 2));
        assert_eq!(text, "error[bad-name]: the name is bad\n  --> FILE:2\n");
    }

    #[test]
    fn a_source_line_sends_a_terminal_no_command() {
        let text = plain("a\u{1b}[2J\u{202e}b\r", |file| error().at(file, 1));
        assert!(text.contains("1 | a\\u{1b}[2J\\u{202e}b\n"), "{text}");
    }
}
