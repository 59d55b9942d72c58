//! Days as pages write them: `2017-03-12`, `2/28/2018`, `28 February 2018`, `2018年2月28日`.

/// A run of digits and its position.
type Digits = (usize, usize);

/// Returns the days that the first date of a text can be, as `2017-03-12`: two if day and month
/// cannot be told apart, none if the text has no date.
pub(crate) fn days(text: &str) -> Vec<String> {
    let runs = digits(text);
    let numeric =
        (0..runs.len()).map(|at| numeric(text, &runs[at..])).find(|days| !days.is_empty());
    numeric.unwrap_or_else(|| worded(text))
}

/// Returns the first date of a text if it can only be one day.
pub(crate) fn day(text: &str) -> Option<String> {
    match days(text).as_slice() {
        [only] => Some(only.clone()),
        _ => None,
    }
}

fn digits(text: &str) -> Vec<Digits> {
    const MOST: usize = 200;
    let mut runs: Vec<Digits> = Vec::new();
    for (at, _) in text.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_digit()) {
        let is_full = runs.len() == MOST;
        match runs.last_mut() {
            Some((_, end)) if *end == at => *end = at + 1,
            _ if is_full => break,
            _ => runs.push((at, at + 1)),
        }
    }
    runs
}

fn numeric(text: &str, runs: &[Digits]) -> Vec<String> {
    let part = |at: usize| runs.get(at).map(|(start, end)| &text[*start..*end]);
    let gap = |at: usize| runs.get(at + 1).map(|next| text[runs[at].1..next.0].trim());
    let glued = part(0).filter(|run| run.len() == 8).map(|run| [&run[..4], &run[4..6], &run[6..]]);
    if let Some([year, month, end]) = glued {
        return Vec::from_iter(known_day(year, month, end));
    }
    let (Some(first), Some(second), Some(third)) = (part(0), part(1), part(2)) else {
        return Vec::new();
    };
    let separated = match (gap(0), gap(1)) {
        (Some(one), Some(other)) => {
            one == other && matches!(one, "-" | "/" | ".")
                || matches!((one, other), ("年", "月") | ("년", "월"))
        }
        _ => false,
    };
    match (separated, first.len(), third.len()) {
        (true, 4, _) => Vec::from_iter(known_day(first, second, third)),
        (true, _, 4) => either(third, first, second),
        _ => Vec::new(),
    }
}

/// The month first, as in the United States, or the day first.
fn either(year: &str, first: &str, second: &str) -> Vec<String> {
    let mut days: Vec<String> = known_day(year, first, second).into_iter().collect();
    days.extend(known_day(year, second, first).filter(|day| !days.contains(day)));
    days
}

/// A date whose month is a word.
fn worded(text: &str) -> Vec<String> {
    const MOST: usize = 500;
    let is_word = |other: char| other.is_ascii_alphanumeric();
    let words: Vec<&str> =
        text.split(|other| !is_word(other)).filter(|word| !word.is_empty()).take(MOST).collect();
    let day = words.windows(3).find_map(|window| match window {
        [one, two, three] => match (month(one), month(two)) {
            (Some(month), _) => known_day(three, month, two),
            (_, Some(month)) if one.len() == 4 => known_day(one, month, three),
            (_, Some(month)) => known_day(three, month, one),
            _ => None,
        },
        _ => None,
    });
    day.into_iter().collect()
}

fn month(word: &str) -> Option<&'static str> {
    const MONTHS: [(&str, &str); 12] = [
        ("january", "1"),
        ("february", "2"),
        ("march", "3"),
        ("april", "4"),
        ("may", "5"),
        ("june", "6"),
        ("july", "7"),
        ("august", "8"),
        ("september", "9"),
        ("october", "10"),
        ("november", "11"),
        ("december", "12"),
    ];
    let lower = word.to_ascii_lowercase();
    let is_short = matches!(lower.len(), 3 | 4);
    let is_month = |name: &str| name == lower || is_short && name.starts_with(&lower);
    MONTHS.iter().find(|(name, _)| is_month(name)).map(|(_, number)| *number)
}

/// The day as `2017-03-12` if the calendar has it.
fn known_day(year: &str, month: &str, day: &str) -> Option<String> {
    let fits = year.len() == 4 && (1..=2).contains(&month.len()) && (1..=2).contains(&day.len());
    let (year, month, day): (u32, u32, u32) =
        (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    };
    (fits && (1..=last).contains(&day)).then(|| format!("{year:04}-{month:02}-{day:02}"))
}

#[cfg(test)]
mod tests {
    use super::days;

    #[test]
    fn days_are_read_in_all_notations() {
        for (text, expected) in [
            ("value: 2017-03-12.", vec!["2017-03-12"]),
            ("共通パラメータ、値：2017/03/20", vec!["2017-03-20"]),
            ("Common parameter. The value: 2/28/2018", vec!["2018-02-28"]),
            ("value 28/2/2018", vec!["2018-02-28"]),
            ("value 28.02.2018.", vec!["2018-02-28"]),
            ("value 3/4/2019", vec!["2019-03-04", "2019-04-03"]),
            ("value 5/5/2019", vec!["2019-05-05"]),
            ("取值：2018年2月28日", vec!["2018-02-28"]),
            ("값: 2018년 2월 8일", vec!["2018-02-08"]),
            ("February 28, 2018", vec!["2018-02-28"]),
            ("28 Feb 2018", vec!["2018-02-28"]),
            ("28-Feb-2018", vec!["2018-02-28"]),
            ("20180228", vec!["2018-02-28"]),
            ("2018-2-8", vec!["2018-02-08"]),
            ("2018-02-30", vec![]),
            ("2/30/2018", vec![]),
            ("2/28/18", vec![]),
            ("../2017-03", vec![]),
            ("1.2.3", vec![]),
            ("no date 12-3", vec![]),
        ] {
            assert_eq!(days(text), expected, "{text}");
        }
    }
}
