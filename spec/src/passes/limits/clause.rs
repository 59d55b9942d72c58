//! Clauses of prose, written in a form that patterns can match: lower case, no blanks, `#` for each
//! whole number and `~` between the ends of a range.

/// A part of a sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Clause {
    /// The text, with `#` for each whole number and `%` for any other number.
    pub(super) text: String,
    /// The whole numbers.
    pub(super) numbers: Vec<i64>,
    /// True if the clause begins a sentence.
    pub(super) is_first: bool,
    /// True if the clause belongs to a list or a table, whose items are about single cases.
    pub(super) is_item: bool,
}

/// Returns the clauses of a text, in order.
pub(super) fn clauses(docs: &str) -> Vec<Clause> {
    let mut clauses = Vec::new();
    let mut is_list = false;
    for line in docs.lines() {
        is_list = is_item(line) || (is_list && line.starts_with([' ', '\t']));
        read_line(line, is_list, &mut clauses);
    }
    clauses.retain(|clause| !clause.text.is_empty());
    clauses.iter_mut().for_each(|clause| clause.text = range_words(&clause.text));
    clauses
}

/// Returns whether a line is an item of a list, a row of a table or a heading.
fn is_item(line: &str) -> bool {
    let line = line.trim_start();
    let marked = ["* ", "+ ", "|", "#", "•", "·", "-", "①", "②", "③"];
    let numbered = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_numbered = numbered.len() < line.len() && numbered.starts_with(['.', '、', ')', '）']);
    let is_decimal =
        numbered.starts_with('.') && numbered[1..].starts_with(|c: char| c.is_ascii_digit());
    marked.iter().any(|mark| line.starts_with(mark)) || (is_numbered && !is_decimal)
}

fn read_line(line: &str, is_item: bool, clauses: &mut Vec<Clause>) {
    let letters: Vec<char> = line.chars().filter(|c| !matches!(c, '`' | '*')).collect();
    let new = |is_first| Clause { is_first, is_item, ..Clause::default() };
    let mut clause = new(true);
    let mut at = 0;
    while let Some(&letter) = letters.get(at) {
        if let Some((one, other, end)) = bracketed(&letters[at..]) {
            clause.text.push_str("#~#");
            clause.numbers.extend([one, other]);
            at += end;
            continue;
        }
        if is_number(&letters, at) {
            at += number(&letters[at..], &mut clause);
            continue;
        }
        let next = letters.get(at + 1).copied();
        match mark(letter, next) {
            Separator::Letter => clause.text.extend(letter.to_lowercase()),
            Separator::Blank => {}
            Separator::Range => clause.text.push('~'),
            Separator::Clause => clauses.push(std::mem::replace(&mut clause, new(false))),
            Separator::Sentence => clauses.push(std::mem::replace(&mut clause, new(true))),
        }
        at += 1;
    }
    clauses.push(clause);
}

/// Writes the words between the ends of a range as a sign.
fn range_words(text: &str) -> String {
    ["~~", "至", "到", "to"]
        .iter()
        .fold(text.to_owned(), |text, word| text.replace(&format!("#{word}#"), "#~#"))
}

enum Separator {
    Letter,
    Blank,
    Range,
    Clause,
    Sentence,
}

fn mark(letter: char, next: Option<char>) -> Separator {
    match letter {
        '。' | '！' | '!' | '？' | '?' => Separator::Sentence,
        '.' if next.is_none_or(char::is_whitespace) => Separator::Sentence,
        '，' | ',' | '；' | ';' | '、' | '(' | ')' | '（' | '）' | '【' | '】' => {
            Separator::Clause
        }
        '~' | '～' | '–' | '—' | '－' | '-' | '∼' | '〜' => Separator::Range,
        c if c.is_whitespace() => Separator::Blank,
        _ => Separator::Letter,
    }
}

/// Returns whether a number begins here: a digit or a sign before one, with no letter in front.
fn is_number(letters: &[char], at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| letters[before]);
    let is_digit = |at: usize| letters.get(at).is_some_and(char::is_ascii_digit);
    let is_in_word = before.is_some_and(|c| c.is_ascii_alphabetic() || c == '_' || c == '.');
    let is_sign = letters[at] == '-' && is_digit(at + 1);
    let follows_value = letters[..at]
        .iter()
        .rev()
        .find(|c| !c.is_whitespace())
        .is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, ')' | '）' | ']'));
    // In "最大值-100" the sign is a dash.
    let is_dash = matches!(before, Some('值' | '围'));
    (is_digit(at) && !is_in_word) || (is_sign && !follows_value && !is_dash)
}

/// Reads a number into the clause. Returns its length.
fn number(letters: &[char], clause: &mut Clause) -> usize {
    let (value, length) = whole(letters);
    let is_decimal = letters.get(length) == Some(&'.')
        && letters.get(length + 1).is_some_and(char::is_ascii_digit);
    match value.filter(|_| !is_decimal) {
        Some(value) => {
            clause.text.push('#');
            clause.numbers.push(value);
            length
        }
        None => {
            clause.text.push('%');
            let is_part = |c: &&char| c.is_ascii_digit() || **c == '.';
            length + letters[length..].iter().take_while(is_part).count()
        }
    }
}

/// Reads a whole number, in groups of three digits or without, and its length.
fn whole(letters: &[char]) -> (Option<i64>, usize) {
    let sign = usize::from(letters[0] == '-');
    let digits = |from: usize| {
        letters[from.min(letters.len())..].iter().take_while(|c| c.is_ascii_digit()).count()
    };
    let mut end = sign + digits(sign);
    if (1..=3).contains(&(end - sign)) {
        while letters.get(end) == Some(&',') && digits(end + 1) == 3 {
            end += 4;
        }
    }
    let text: String = letters[..end].iter().filter(|c| **c != ',').collect();
    (text.parse().ok(), end)
}

/// Reads a closed range such as `[1, 100]`: its ends and its length.
fn bracketed(letters: &[char]) -> Option<(i64, i64, usize)> {
    matches!(letters[0], '[' | '［').then_some(())?;
    let close = letters.iter().take(40).position(|c| matches!(c, ']' | '］'))?;
    let inner: String = letters.get(1..close)?.iter().filter(|c| !c.is_whitespace()).collect();
    let signs = [',', '，', '~', '～', '–', '—'];
    let (one, other) = inner.split_once(signs).or_else(|| {
        let at = inner.char_indices().skip(1).find(|(_, c)| *c == '-')?.0;
        Some((&inner[..at], &inner[at + 1..]))
    })?;
    Some((one.parse().ok()?, other.parse().ok()?, close + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_ranges_are_signs() {
        let cases = [
            ("默认为 20，最大值为 100。", "默认为# 最大值为#", vec![20, 100]),
            ("Value range: [1, 1000]. Default: 5", "valuerange:#~# default:#", vec![1, 1000, 5]),
            ("取值 -10 到 10", "取值#~#", vec![-10, 10]),
            ("1-64 characters", "#~#characters", vec![1, 64]),
            ("up to 10,000 items", "upto#items", vec![10_000]),
            ("ipv4, 0.5, 1.2.3", "ipv4 % %", vec![]),
            ("Limit=`-1`", "limit=#", vec![-1]),
            ("2 10", "##", vec![2, 10]),
        ];
        for (text, expected, numbers) in cases {
            let found = clauses(text);
            let texts: Vec<&str> = found.iter().map(|clause| clause.text.as_str()).collect();
            assert_eq!(texts.join(" "), expected, "{text}");
            let found: Vec<i64> = found.into_iter().flat_map(|clause| clause.numbers).collect();
            assert_eq!(found, numbers, "{text}");
        }
    }

    #[test]
    fn items_of_lists_are_marked() {
        let found = clauses("A cat.\n- one\n  more\n1. two\n0.5 is a half\nDefault: 1");
        let items: Vec<(&str, bool)> =
            found.iter().map(|clause| (clause.text.as_str(), clause.is_item)).collect();
        let expected = [
            ("acat", false),
            ("~one", true),
            ("more", true),
            ("#", true),
            ("two", true),
            ("%isahalf", false),
            ("default:#", false),
        ];
        assert_eq!(items, expected);
    }
}
