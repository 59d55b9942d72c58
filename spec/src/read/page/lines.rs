//! The lines of a captured page.

use crate::read::vocabulary::{Role, role, without_number};

/// A line with its number, counted from 1.
#[derive(Clone, Copy, Debug)]
pub(super) struct PageLine<'a> {
    pub text: &'a str,
    pub number: usize,
}

impl<'a> PageLine<'a> {
    /// The line without indentation.
    pub(super) fn trimmed(&self) -> &'a str {
        self.text.trim()
    }

    /// Returns whether nothing stands in it.
    pub(super) fn is_blank(&self) -> bool {
        self.trimmed().is_empty()
    }

    /// The line with the bullet of a rendered list written as Markdown writes it.
    pub(super) fn as_markdown(&self) -> String {
        match self.trimmed().strip_prefix(BULLETS) {
            Some(item) => format!("- {}", item.trim()),
            None => self.trimmed().to_owned(),
        }
    }

    /// The role of the section that it heads: `2. Input Parameters`, also if a list swallowed the
    /// heading.
    pub(super) fn role(&self) -> Option<Role> {
        let text =
            self.heading().filter(|text| text.starts_with(|first: char| first.is_ascii_digit()))?;
        role(text).filter(|_| without_number(text).len() < text.len())
    }

    /// The role of a section whose heading has no number; only words that are nothing else.
    pub(super) fn plain_role(&self) -> Option<Role> {
        role(self.heading()?)
            .filter(|role| matches!(role, Role::Description | Role::Input | Role::Output))
    }

    fn heading(&self) -> Option<&'a str> {
        const LONGEST: usize = 80;
        let text = self.trimmed().trim_start_matches(BULLETS).trim_start();
        (text.len() < LONGEST && text.contains(char::is_alphabetic)).then_some(text)
    }
}

const BULLETS: [char; 5] = ['•', '·', '●', '▪', '◦'];

/// All lines of a text.
pub(super) fn split_lines(text: &str) -> Vec<PageLine<'_>> {
    let text = text.trim_start_matches('\u{feff}');
    text.lines().enumerate().map(|(at, text)| PageLine { text, number: at + 1 }).collect()
}

/// The lines without what the site puts below a page: a question whether it helped, and all that
/// follows.
pub(super) fn without_footer<'a, 'b>(lines: &'b [PageLine<'a>]) -> &'b [PageLine<'a>] {
    const OPENINGS: [&str; 7] = [
        "was this page helpful",
        "is this page helpful",
        "did this page help",
        "文档内容是否对您有帮助",
        "本页内容是否解决了您的问题",
        "このページは役に立ちましたか",
        "이 페이지가 도움이 되었",
    ];
    let is_footer = |line: &PageLine<'_>| {
        let start: String = line.trimmed().chars().take(40).flat_map(char::to_lowercase).collect();
        OPENINGS.iter().any(|opening| start.starts_with(opening))
    };
    let end = lines.iter().rposition(is_footer).unwrap_or(lines.len());
    match lines[end..].iter().any(|line| line.role().is_some()) {
        true => lines,
        false => &lines[..end],
    }
}

/// Returns the start of the text of a page that lost its headings: after the site's navigation,
/// which ends with the moment of the last update.
pub(super) fn start(lines: &[PageLine<'_>]) -> usize {
    lines.iter().rposition(|line| update(line.text).is_some()).map_or(0, |at| at + 1)
}

/// The moment in `Last updated: 2021-01-28 19:55:24`, in whatever language: the first one above all
/// sections.
pub(super) fn date(lines: &[PageLine<'_>]) -> Option<String> {
    lines.iter().find_map(|line| update(line.text)).map(str::to_owned)
}

/// The moment in a line that says little else.
pub(super) fn update(text: &str) -> Option<&str> {
    const SHORT: usize = 100;
    Some(text).filter(|text| text.len() < SHORT).and_then(moment)
}

fn moment(text: &str) -> Option<&str> {
    const SHAPE: &[u8] = b"0000-00-00 00:00:00";
    let is_moment = |window: &[u8]| {
        window
            .iter()
            .zip(SHAPE)
            .all(|(byte, shape)| if *shape == b'0' { byte.is_ascii_digit() } else { byte == shape })
    };
    let at = text.as_bytes().windows(SHAPE.len()).position(is_moment)?;
    text.get(at..at + SHAPE.len())
}
