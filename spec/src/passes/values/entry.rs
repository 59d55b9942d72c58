//! One value and what it means: `RUNNING：the task runs`, `0 - off`, `mp4 (video)`.

use super::field_context::{FieldContext, ListForm};

/// A longer word is no constant.
const LONGEST_VALUE: usize = 64;
/// Signs and words between a value and its meaning.
const SEPARATORS: [&str; 13] =
    ["：", ":", "->", "--", "——", "—", "–", "-", "=", "表示", "代表", "为", "是"];
/// Signs that set off a value.
const QUOTES: [char; 9] = ['"', '\'', '“', '”', '‘', '’', '`', '「', '」'];

/// Words that begin a remark rather than name a value.
const REMARKS: [&str; 18] = [
    "note",
    "notes",
    "remark",
    "remarks",
    "default",
    "example",
    "examples",
    "format",
    "unit",
    "comment",
    "required",
    "optional",
    "description",
    "tip",
    "tips",
    "reference",
    "values",
    "etc",
];

/// The certainty of the place of an entry, which decides how much of it may be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EntryCertainty {
    /// An item of a list with bullets that was announced: a comma or nothing may stand before the
    /// meaning.
    Bullet,
    /// A line or a part of a sentence.
    Plain,
    /// A part of a sentence that announced values: the meaning may be missing.
    Announced,
}

/// Reads an entry that fills the text.
pub(super) fn entry<'a>(
    text: &'a str,
    context: FieldContext<'_>,
    place: EntryCertainty,
) -> Option<(&'a str, String)> {
    let kind = context.kind;
    let text = text.trim().trim_end_matches(['。', '；', ';', '，', ',', '、', '.']);
    let (value, rest) = value(text, kind)?;
    if context.is_condition(value, rest) {
        return None;
    }
    let (note, rest) = note(rest.trim_start());
    let docs =
        if rest.is_empty() { String::new() } else { meaning(value, rest, kind, place)?.to_owned() };
    let docs = joined(note, &docs);
    if kind == ListForm::Text && REMARKS.contains(&value.to_ascii_lowercase().as_str()) {
        return None;
    }
    let bare = docs.is_empty()
        && !(place == EntryCertainty::Announced && kind == ListForm::Text && has_letter(value));
    (!bare).then_some((value, docs))
}

/// Returns whether a whole text is one value.
pub(super) fn is_value(text: &str, kind: ListForm) -> bool {
    value(text, kind).is_some_and(|(value, rest)| rest.is_empty() && value.len() == text.len())
}

/// Returns whether a text says under which condition on another field something holds.
pub(super) fn is_condition(text: &str, context: FieldContext<'_>) -> bool {
    value(text.trim_start(), ListForm::Text)
        .is_some_and(|(value, rest)| context.is_condition(value, rest))
}

/// Returns whether a text begins with a value: cheap to ask before it is taken apart.
pub(super) fn starts_with_value(text: &str, kind: ListForm) -> bool {
    value(text.trim_start(), kind).is_some()
}

/// Reads a value, quoted or not, and gives what follows it.
fn value(text: &str, kind: ListForm) -> Option<(&str, &str)> {
    let open = text.trim_start_matches(QUOTES);
    let (value, rest) = match kind {
        ListForm::Text => constant(without_number(open))?,
        ListForm::Number => number(open)?,
    };
    Some((value, rest.trim_start_matches(QUOTES)))
}

/// A text without the number of an item of a list before it: `1.boat`.
fn without_number(text: &str) -> &str {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let item =
        rest.strip_prefix('.').filter(|item| item.starts_with(|c: char| c.is_ascii_alphabetic()));
    item.filter(|_| (1..=2).contains(&(text.len() - rest.len()))).unwrap_or(text)
}

/// Returns whether a number stands before another one, as in `16:9`.
fn is_ratio(value: &str, rest: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let after = rest.strip_prefix(':').unwrap_or_default();
    let end = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
    digits(value) && digits(&after[..end]) && !after[end..].starts_with(|c: char| c.is_alphabetic())
}

fn constant(text: &str) -> Option<(&str, &str)> {
    let end = text
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '/' | '+')))
        .unwrap_or(text.len());
    let value = text[..end].trim_end_matches(['-', '.', '/', '+']);
    let starts = value.starts_with(|c: char| c.is_ascii_alphanumeric());
    let rest = &text[value.len()..];
    let known = starts
        && value.len() <= LONGEST_VALUE
        && !is_moment(value)
        && !is_ratio(value, rest)
        && !rest.starts_with("://");
    known.then(|| text.split_at(value.len()))
}

fn number(text: &str) -> Option<(&str, &str)> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let count = digits.bytes().take_while(u8::is_ascii_digit).count();
    let (value, rest) = text.split_at(text.len() - digits.len() + count);
    let mut after = rest.chars();
    let goes_on = match after.next() {
        // `1,000`, `0.5`, `1.`: parts of a number, or the number of an item in a list.
        Some(',' | '.' | '%' | '~' | '、' | ')') => true,
        // `0-100`: a range.
        Some('-') => after.as_str().starts_with(|c: char| c.is_ascii_digit()),
        Some(c) => c.is_ascii_alphanumeric(),
        None => false,
    };
    let plain = (1..=9).contains(&count) && (count == 1 || !digits.starts_with('0'));
    (plain && !goes_on).then_some((value, rest))
}

/// Dates, times, addresses and versions: digits with signs between them.
fn is_moment(value: &str) -> bool {
    !has_letter(value) && value.bytes().any(|byte| !byte.is_ascii_digit())
}

fn has_letter(value: &str) -> bool {
    value.bytes().any(|byte| byte.is_ascii_alphabetic())
}

/// Returns the text in brackets directly after a value, and the rest.
fn note(text: &str) -> (&str, &str) {
    let group = |open, close| {
        let inner = text.strip_prefix(open)?;
        let end = inner.find(close)?;
        Some((inner[..end].trim(), inner[end..].trim_start_matches(close).trim_start()))
    };
    group('（', '）').or_else(|| group('(', ')')).unwrap_or(("", text))
}

/// Returns the text after the separator between a value and its meaning.
fn meaning<'a>(
    value: &str,
    rest: &'a str,
    kind: ListForm,
    place: EntryCertainty,
) -> Option<&'a str> {
    // `是否` asks, and separates nothing.
    let rest = if rest.starts_with("是否") { "" } else { rest };
    let separated =
        SEPARATORS.iter().find_map(|separator| rest.strip_prefix(separator)).map(str::trim);
    let attached = || {
        let meaning = rest
            .strip_prefix(['，', ','])
            .filter(|_| place == EntryCertainty::Bullet)
            .unwrap_or(rest)
            .trim();
        let constant = kind == ListForm::Text && place != EntryCertainty::Plain && value.len() > 1;
        (constant && starts_ideographic(meaning)).then_some(meaning)
    };
    let conditional =
        |meaning: &str| ["//", "时", "的"].iter().any(|start| meaning.starts_with(start));
    let says = |meaning: &str| !meaning.trim_matches(QUOTES).is_empty() && !conditional(meaning);
    separated.or_else(attached).filter(|meaning| says(meaning))
}

fn starts_ideographic(text: &str) -> bool {
    text.starts_with(|c: char| ('\u{3400}'..='\u{9fff}').contains(&c))
}

fn joined(note: &str, docs: &str) -> String {
    match (note.is_empty(), docs.is_empty()) {
        (true, _) => docs.to_owned(),
        (false, true) => note.to_owned(),
        (false, false) => format!("{docs} ({note})"),
    }
}
