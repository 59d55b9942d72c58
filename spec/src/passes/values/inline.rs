//! Lists within a sentence: `0：off；1：on`, `Valid values: A, B`, `枚举值：A、B`.

use super::entry::{EntryCertainty, entry, is_condition, starts_with_value};
use super::field_context::{FieldContext, ListForm, ValueEntries};

/// Words that announce values.
const ANNOUNCEMENTS: [&str; 15] = [
    "枚举值",
    "取值范围",
    "取值",
    "可选值",
    "可选项",
    "可取值",
    "支持值",
    "有效值",
    "允许值",
    "valid values",
    "valid value",
    "value range",
    "enumerated values",
    "enumeration values",
    "optional values",
];
/// Words that may be between the announcement and the first value.
const OPENINGS: [&str; 14] = [
    "范围", "包括", "包含", "如下", "分为", "可以", "可", "有", "为", "是", "：", ":", "include",
    "are",
];
/// Words that may stand before the first value of a list.
const LEADS: [&str; 5] = ["其中", "支持", "包括", "分别为", "即"];
/// Parts of a list that speak of the default and end it.
const REMARKS: [&str; 6] = ["默认", "default", "其中", "注", "不传", "etc"];
/// Words that announce some values only.
const SAMPLES: [&str; 11] =
    ["示例", "{", "例如", "比如", "譬如", "形如", "如：", "eg：", "eg:", "e.g.", "such as"];
/// A longer sentence is not searched, so that the search stays linear.
const LONGEST: usize = 1200;
/// So many places of a sentence are tried as the start of a list.
const STARTS: usize = 12;

/// The one list of a text; none if there are two.
pub(super) fn find_inline_values<'a>(
    docs: &'a str,
    context: FieldContext<'_>,
) -> Option<ValueEntries<'a>> {
    if context.kind == ListForm::Number && has_range(docs) {
        return None;
    }
    let list = |sentence| {
        announced(sentence, context)
            .or_else(|| pairs(sentence, context))
            .filter(|_| !only_samples(sentence))
    };
    let mut lists = sentences(docs).filter_map(list);
    lists.next().filter(|_| lists.next().is_none())
}

/// Sentences end at a full stop or a line end. An English full stop is followed by a blank.
fn sentences(docs: &str) -> impl Iterator<Item = &str> {
    let lines = docs.split(['\n', '。']).flat_map(|line| line.split(". "));
    let fits = |sentence: &&str| {
        sentence.len() <= LONGEST && sentence.bytes().any(|byte| byte.is_ascii_alphanumeric())
    };
    lines.map(str::trim).filter(fits)
}

/// Returns whether a text gives some values only, or a document.
pub(super) fn only_samples(sentence: &str) -> bool {
    SAMPLES.iter().any(|word| sentence.contains(word))
}

/// Returns whether a text has a range such as `0-100` or `[1, 20]`: then the numbers it explains
/// are its ends.
fn has_range(docs: &str) -> bool {
    let signs = docs.match_indices(['-', '~', '～', '至', '到', ',', '，']);
    let mut ends =
        signs.map(|(at, sign)| (docs[..at].trim_end(), docs[at + sign.len()..].trim_start()));
    ends.any(|(from, to)| {
        let digit = |c: char| c.is_ascii_digit();
        from.ends_with(digit) && to.starts_with(digit)
    })
}

/// Values behind words that announce them; meanings may be missing.
fn announced<'a>(sentence: &'a str, context: FieldContext<'_>) -> Option<ValueEntries<'a>> {
    // Every announcement has one of these; most sentences have none.
    if !["值", "选项", "alue"].iter().any(|part| sentence.contains(part)) {
        return None;
    }
    let lower = sentence.to_ascii_lowercase();
    let end = ANNOUNCEMENTS.iter().find_map(|word| lower.find(word).map(|at| at + word.len()))?;
    let mut rest = sentence[end..].trim_start();
    while let Some(after) = OPENINGS.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = after.trim_start();
    }
    let rest = unbracketed(rest.trim_end_matches('.'));
    split(rest, &["；", ";"], context, EntryCertainty::Announced).or_else(|| {
        split(
            rest,
            &["、", "，", ",", "/", "|", "和", "或", "与", " and ", " or "],
            context,
            EntryCertainty::Announced,
        )
    })
}

/// The text within the brackets that are around all of it.
fn unbracketed(text: &str) -> &str {
    let pairs = [('[', ']'), ('【', '】'), ('{', '}'), ('(', ')'), ('（', '）')];
    let inner =
        pairs.iter().find_map(|(open, close)| text.strip_prefix(*open)?.strip_suffix(*close));
    inner.unwrap_or(text)
}

/// Values with their meanings, anywhere in a sentence up to its end. If all are called like fields
/// beside this one, the sentence is about those: only words that announce values can tell
/// otherwise.
fn pairs<'a>(sentence: &'a str, context: FieldContext<'_>) -> Option<ValueEntries<'a>> {
    starts(sentence).find_map(|(before, tail)| {
        let list = |separators: &[&str]| {
            let entries = split(tail, separators, context, EntryCertainty::Plain)?;
            (!goes_before(before, separators) && !context.are_siblings(&entries)).then_some(entries)
        };
        let blanks = || list(&[" ", "\t"]).filter(|_| context.kind == ListForm::Number);
        list(&["；", ";"]).or_else(|| list(&["，", ",", "、"])).or_else(blanks)
    })
}

/// Returns the text after each sign that may precede a list, and the text before it.
fn starts(sentence: &str) -> impl Iterator<Item = (&str, &str)> {
    let signs = sentence
        .match_indices(['：', ':', '，', ',', '；', ';', '（', '(', '？', '?', ' '])
        .take(STARTS);
    // A blank between two English words is no place for a list to start.
    let signs = signs.filter(|(at, sign)| {
        *sign != " " || !sentence[..*at].ends_with(|c: char| c.is_ascii_alphabetic())
    });
    let tails = signs.map(move |(at, sign)| {
        let (before, tail) = (&sentence[..at + sign.len()], &sentence[at + sign.len()..]);
        let closing = match sign {
            "（" => "）",
            "(" => ")",
            _ => "",
        };
        (before, tail.strip_suffix(closing).unwrap_or(tail).trim())
    });
    let all = std::iter::once(("", sentence)).chain(tails);
    all.map(|(before, tail)| {
        (before, LEADS.iter().find_map(|lead| tail.strip_prefix(lead)).unwrap_or(tail))
    })
}

/// Returns whether a list goes on before the place that was taken for its start: then it was not
/// read whole.
fn goes_before(before: &str, separators: &[&str]) -> bool {
    let ends = |text: &str| {
        separators
            .iter()
            .find_map(|separator| text.trim_end().strip_suffix(separator))
            .map(str::len)
    };
    let Some(end) = ends(before) else { return false };
    let part =
        separators.iter().filter_map(|separator| before[..end].rfind(separator)).max().unwrap_or(0);
    before[part..end].bytes().any(|byte| byte.is_ascii_alphanumeric())
}

/// All parts between separators are entries, but for a last remark and for conditions on other
/// fields. A list of one is none.
fn split<'a>(
    text: &'a str,
    separators: &[&str],
    context: FieldContext<'_>,
    place: EntryCertainty,
) -> Option<ValueEntries<'a>> {
    if !(starts_with_value(text, context.kind) || is_condition(text, context))
        || !separators.iter().any(|separator| text.contains(separator))
    {
        return None;
    }
    if first_part(text, separators).0.len() < text.len()
        && is_label(first_part(text, separators).0, context)
    {
        return None;
    }
    let parts = parts(text, separators).map(str::trim).filter(|part| !part.is_empty());
    let mut entries = ValueEntries::new();
    for part in parts {
        match entry(part, context, place) {
            Some(entry) => match finer(part, separators, context, place) {
                Some(inner) => entries.extend(inner),
                None => entries.push(entry),
            },
            // Behind a colon begins the list that holds under the condition.
            None if is_condition(part, context) && !part.contains([':', '：']) => {}
            None if entries.len() > 1
                && REMARKS.iter().any(|word| part.to_ascii_lowercase().starts_with(word)) =>
            {
                break;
            }
            None => return None,
        }
    }
    // `One of Id and Name` in the text on `Id`.
    let choice =
        context.are_siblings(&entries) && entries.iter().any(|(value, _)| *value == context.name);
    (entries.len() > 1 && !choice && same_style(&entries)).then_some(entries)
}

/// The entries of a part between semicolons that is a list of its own: `A：a，B：b；C：c`.
fn finer<'a>(
    part: &'a str,
    separators: &[&str],
    context: FieldContext<'_>,
    place: EntryCertainty,
) -> Option<ValueEntries<'a>> {
    let coarse = separators.contains(&"；");
    coarse.then(|| split(part, &["，", ",", "、"], context, place)).flatten()
}

/// Returns whether the meaning of a value holds another value: then a list was not read whole.
pub(super) fn is_cut(entries: &ValueEntries<'_>, context: FieldContext<'_>) -> bool {
    let separators = ["；", ";", "，", ",", "、"];
    let holds = |docs: &str| {
        let behind = parts(docs, &separators).skip(1);
        behind
            .map(str::trim)
            .any(|part| is_explained(part) && entry(part, context, EntryCertainty::Plain).is_some())
    };
    entries.iter().any(|(_, docs)| holds(docs))
}

/// Returns whether a colon stands behind the first word of a text.
fn is_explained(text: &str) -> bool {
    let rest = text
        .trim_start_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'));
    rest.len() < text.len() && rest.trim_start().starts_with(['：', ':'])
}

/// Returns whether a text begins with the field's own name and what stands behind its colon is an
/// entry already: a label.
fn is_label(text: &str, context: FieldContext<'_>) -> bool {
    let behind = text
        .strip_prefix(context.name)
        .and_then(|rest| rest.trim_start().strip_prefix([':', '：']));
    behind.is_some_and(|behind| entry(behind, context, EntryCertainty::Plain).is_some())
}

/// Splits at each of the separators, but not within brackets; no further than is asked for, for
/// most texts are no lists and their first part tells.
fn parts<'a>(text: &'a str, separators: &[&str]) -> impl Iterator<Item = &'a str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let (part, after) = first_part(rest?, separators);
        rest = after;
        Some(part)
    })
}

/// Splits a text at the first separator outside of brackets.
fn first_part<'a>(text: &'a str, separators: &[&str]) -> (&'a str, Option<&'a str>) {
    let mut depth = 0_usize;
    for (at, sign) in text.char_indices() {
        match sign {
            '（' | '(' | '[' => depth += 1,
            '）' | ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 => {
                if let Some(after) =
                    separators.iter().find_map(|separator| text[at..].strip_prefix(*separator))
                {
                    return (&text[..at], Some(after));
                }
            }
            _ => {}
        }
    }
    (text, None)
}

/// Two constants that are written alike, both in capitals, say; of three, mixed ones may be a set
/// too.
fn same_style(entries: &ValueEntries<'_>) -> bool {
    let style = |value: &str| {
        let has = |test: fn(&u8) -> bool| value.bytes().any(|byte| test(&byte));
        (has(u8::is_ascii_uppercase), has(u8::is_ascii_lowercase))
    };
    let mut styles =
        entries.iter().map(|(value, _)| style(value)).filter(|style| *style != (false, false));
    let first = styles.next();
    entries.len() > 2 || styles.all(|other| Some(other) == first)
}
