//! Numbers in text, parsed without rounding.

/// Parses a decimal text that is an integer: `12`, `1.0`, `1e3`, `-0.5e1`.
///
/// Returns `None` if the text is not a number, has a fraction, or has more than 38 digits.
pub(super) fn whole(text: &str) -> Option<i128> {
    if let Ok(number) = text.parse() {
        return Some(number);
    }
    let (negative, unsigned) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
        None => (unsigned, 0),
    };
    let (before, after) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = [before, after].concat();
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let significant = digits.trim_matches('0');
    if significant.is_empty() {
        return Some(0);
    }
    let behind = digits.len() - digits.trim_end_matches('0').len();
    let zeros = i64::from(exponent) - after.len() as i64 + behind as i64;
    // Fails if there is a fraction, or if there are too many digits.
    let zeros = usize::try_from(zeros).ok().filter(|zeros| significant.len() + zeros <= 38)?;
    let number: i128 = (significant.to_owned() + &"0".repeat(zeros)).parse().ok()?;
    Some(if negative { -number } else { number })
}

/// Parses a decimal text as a float.
///
/// A number with a fraction or an exponent becomes the nearest float. Returns `None` for NaN, for
/// numbers beyond the range of floats, and for integers that no float represents exactly.
pub(super) fn float(text: &str) -> Option<f64> {
    let is_number = |byte: u8| byte.is_ascii_digit() || b"+-.eE".contains(&byte);
    if !text.bytes().all(is_number) {
        return None;
    }
    let value: f64 = text.parse().ok().filter(|value: &f64| value.is_finite())?;
    let digits = text.trim_start_matches(['+', '-']);
    if value.abs() < EXACT || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(value);
    }
    (format!("{:.0}", value.abs()) == digits.trim_start_matches('0')).then_some(value)
}

/// The limit below which floats represent every integer: 2 to the power of 53.
pub(super) const EXACT: f64 = 9_007_199_254_740_992.0;

/// Returns an integer as a float, unless it would be rounded.
pub(super) fn exact(number: i128) -> Option<f64> {
    let value = number as f64;
    (value as i128 == number).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::{exact, float, whole};

    #[test]
    fn whole_numbers() {
        let cases = [
            ("12", Some(12)),
            ("1.0", Some(1)),
            ("1e3", Some(1000)),
            ("-0.5e1", Some(-5)),
            ("1200e-2", Some(12)),
            ("9007199254740993.0", Some(9_007_199_254_740_993)),
            ("9.223372036854775807e18", Some(i128::from(i64::MAX))),
            ("0.000e99999", Some(0)),
            ("-0.0", Some(0)),
            ("+7", Some(7)),
            ("1.5", None),
            ("12e-1", None),
            ("1e400", None),
            ("1e99999999999", None),
            ("1,000", None),
            ("NaN", None),
            ("", None),
            (".", None),
            ("e5", None),
            ("0x10", None),
        ];
        for (text, expected) in cases {
            assert_eq!(whole(text), expected, "{text}");
        }
    }

    #[test]
    fn floats() {
        let cases = [
            ("0.1", Some(0.1)),
            ("1e300", Some(1e300)),
            ("9007199254740992", Some(9_007_199_254_740_992.0)),
            ("9007199254740993", None),
            ("-18014398509481984", Some(-18_014_398_509_481_984.0)),
            ("100000000000000000000", Some(1e20)),
            ("100000000000000000001", None),
            ("0.30000000000000000001", Some(0.3)),
            ("1e400", None),
            ("NaN", None),
            ("inf", None),
            ("-Infinity", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(float(text), expected, "{text}");
        }
    }

    #[test]
    fn integers_as_floats() {
        assert_eq!(exact(1 << 53), Some(9_007_199_254_740_992.0));
        assert_eq!(exact((1 << 53) + 1), None);
        assert_eq!(exact(i128::from(i64::MAX)), None);
        assert_eq!(exact(i128::from(u64::MAX)), None);
        assert_eq!(exact(i128::from(i64::MIN)), Some(-9_223_372_036_854_775_808.0));
    }
}
