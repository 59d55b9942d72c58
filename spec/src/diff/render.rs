//! Changes as lines, and as Markdown for a pull request.

use super::changes::Change;
use super::kind::{ChangeKind, Class};
use crate::text::{code_span, one_line};
use std::borrow::Cow;
use std::fmt::Write;

/// More changes of one kind are one line with their number and some of their places. Breaking
/// changes are shown at greater length, changes of prose at less.
fn most(class: Class) -> usize {
    match class {
        Class::Breaking => 100,
        Class::Additive => 20,
        Class::Docs => 5,
    }
}

/// So many places are named of changes that are not listed.
const NAMED: usize = 3;

/// The changes as lines:
/// `breaking /actions/X/input/Y: type changed: Integer → String (it is written in another form)`.
pub fn lines(changes: &[Change]) -> String {
    let mut out = String::new();
    for class in Class::ALL {
        for group in groups(changes, class) {
            for entry in entries(&group, class) {
                let _ = writeln!(out, "{} {}", class.word(), one_line(&entry.plain()));
            }
        }
    }
    out
}

/// The changes as Markdown: a section a class, with the documentation folded.
pub fn sections(changes: &[Change]) -> String {
    let mut out = String::new();
    for class in Class::ALL {
        let number = changes.iter().filter(|change| change.class == class).count();
        if number == 0 {
            continue;
        }
        let title = format!("{} ({number})", heading(class));
        let (open, close) = match class {
            Class::Docs => (format!("\n<details><summary>{title}</summary>\n\n"), "\n</details>\n"),
            _ => (format!("\n### {title}\n\n"), ""),
        };
        out.push_str(&open);
        for group in groups(changes, class) {
            let kind = group[0].kind;
            let _ = writeln!(out, "- **{}**: {}", kind.word(), kind.reason());
            for entry in entries(&group, class) {
                let _ = writeln!(out, "  - {}", entry.marked());
            }
        }
        out.push_str(close);
    }
    out
}

fn heading(class: Class) -> &'static str {
    match class {
        Class::Breaking => "Breaking",
        Class::Additive => "Additive",
        Class::Docs => "Documentation",
    }
}

/// The changes of a class by kind, in the order of the kinds.
fn groups(changes: &[Change], class: Class) -> Vec<Vec<&Change>> {
    let kinds = ChangeKind::ALL.iter().filter(|kind| kind.class() == class);
    let groups =
        kinds.map(|kind| changes.iter().filter(|change| change.kind == *kind).collect::<Vec<_>>());
    groups.filter(|group| !group.is_empty()).collect()
}

/// A line of a report.
enum ReportLine<'a> {
    One(&'a Change),
    Many(&'a [&'a Change]),
}

fn entries<'a>(group: &'a [&'a Change], class: Class) -> Vec<ReportLine<'a>> {
    if group.len() > most(class) {
        return vec![ReportLine::Many(group)];
    }
    group.iter().map(|change| ReportLine::One(change)).collect()
}

impl ReportLine<'_> {
    fn plain(&self) -> String {
        match self {
            Self::One(change) => {
                let what = if change.what.is_empty() {
                    String::new()
                } else {
                    format!(": {}", change.what)
                };
                format!("{}: {}{what} ({})", change.path, change.kind.word(), change.reason)
            }
            Self::Many(changes) => {
                let places: Vec<_> =
                    changes.iter().take(NAMED).map(|change| change.path.as_str()).collect();
                let kind = changes[0].kind;
                format!(
                    "{}: {} times, at {}, … ({})",
                    kind.word(),
                    changes.len(),
                    places.join(", "),
                    kind.reason()
                )
            }
        }
    }

    fn marked(&self) -> String {
        match self {
            Self::One(change) if change.what.is_empty() => code_span(&change.path),
            Self::One(change) => format!("{}: {}", code_span(&change.path), marked(&change.what)),
            Self::Many(changes) => {
                let places: Vec<_> =
                    changes.iter().take(NAMED).map(|change| code_span(&change.path)).collect();
                format!("{} times, among them {}", changes.len(), places.join(", "))
            }
        }
    }
}

/// Text in a pull request: words as they are, anything else as code. In code there is no markup, no
/// link and nobody is mentioned; a backslash before `@` does not help, because names are looked for
/// after Markdown is read.
pub fn marked(text: &str) -> Cow<'_, str> {
    let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, ' ' | ',' | '→');
    if text.chars().all(is_word) { Cow::Borrowed(text) } else { Cow::Owned(code_span(text)) }
}
