//! Texts without their escapes, so that a text is the same in all its notations.
//!
//! Both a secret and the text to search are converted to this form. The form is not unique:
//! escaping a text does not change its form, but different texts may share one.

use crate::text::is_hidden;

/// A text without escapes, blanks, backslashes and plus signs, in lower case.
#[derive(Default)]
pub(super) struct Canon {
    pub(super) chars: Vec<char>,
    /// The range of each character's notation in the text.
    pub(super) places: Vec<(usize, usize)>,
}

pub(super) fn canon(text: &str) -> Canon {
    let mut canon = Canon::default();
    let mut at = 0;
    while at < text.len() {
        let (c, length) = unit(&text[at..]);
        // A plus sign is a blank in a form, and Base64 may be broken into lines anywhere.
        if !matches!(c, '\\' | '+') && !c.is_whitespace() && !is_hidden(c) {
            canon.chars.push(c.to_ascii_lowercase());
            canon.places.push((at, at + length));
        }
        at += length;
    }
    canon
}

/// Returns the first character of a text, and the length of its notation.
fn unit(text: &str) -> (char, usize) {
    let escaped = match text.as_bytes().first() {
        Some(b'\\') => backslash(text),
        Some(b'%') => percent(text),
        Some(b'&') => entity(text),
        _ => None,
    };
    escaped.unwrap_or_else(|| text.chars().next().map_or((' ', 1), |c| (c, c.len_utf8())))
}

/// Decodes `\n` and `\u002b`, both after any number of backslashes: JSON may be nested in JSON.
fn backslash(text: &str) -> Option<(char, usize)> {
    let run = text.bytes().take_while(|byte| *byte == b'\\').count();
    let rest = &text[run..];
    match rest.bytes().next()? {
        b'n' | b'r' | b't' | b'b' | b'f' => Some((' ', run + 1)),
        b'u' => {
            let high = code_unit(rest)?;
            let after = &rest[5..];
            let slashes = after.bytes().take_while(|byte| *byte == b'\\').count();
            let low = code_unit(&after[slashes..])
                .filter(|_| slashes > 0 && (0xd800..0xdc00).contains(&high));
            let (units, length) = match low {
                Some(low) => (vec![high, low], run + 10 + slashes),
                None => (vec![high], run + 5),
            };
            let c = char::decode_utf16(units).next()?.unwrap_or(char::REPLACEMENT_CHARACTER);
            Some((c, length))
        }
        _ => Some(('\\', run)),
    }
}

fn code_unit(text: &str) -> Option<u16> {
    let digits = text.strip_prefix('u')?.get(..4)?;
    digits
        .bytes()
        .all(|byte| byte.is_ascii_hexdigit())
        .then(|| u16::from_str_radix(digits, 16).ok())?
}

/// Decodes `%2B`, and `%252B` for a URL in a URL.
fn percent(text: &str) -> Option<(char, usize)> {
    let mut bytes = Vec::with_capacity(4);
    let mut length = 0;
    while let Some((byte, more)) = hex_byte(&text[length..]) {
        bytes.push(byte);
        length += more;
        if let Ok(text) = std::str::from_utf8(&bytes) {
            return text.chars().next().map(|c| (c, length));
        }
        if bytes.len() == 4 {
            break;
        }
    }
    None
}

fn hex_byte(text: &str) -> Option<(u8, usize)> {
    let mut rest = text.strip_prefix('%')?;
    let is_hex = |text: &str| {
        text.get(..2).is_some_and(|two| two.bytes().all(|byte| byte.is_ascii_hexdigit()))
    };
    while let Some(after) = rest.strip_prefix("25").filter(|after| is_hex(after)) {
        rest = after;
    }
    let byte = is_hex(rest).then(|| u8::from_str_radix(&rest[..2], 16).ok())??;
    Some((byte, text.len() - rest.len() + 2))
}

/// Decodes `&lt;`, `&#43;`, `&#x2B;`, and `&amp;lt;` for HTML in HTML.
fn entity(text: &str) -> Option<(char, usize)> {
    let mut rest = text.strip_prefix('&')?;
    let mut is_escaped = false;
    while let Some(after) = rest.strip_prefix("amp;") {
        (rest, is_escaped) = (after, true);
    }
    let plain = || is_escaped.then(|| ('&', text.len() - rest.len()));
    let end = rest.bytes().take(10).position(|byte| byte == b';');
    let Some((name, end)) = end.and_then(|end| Some((rest.get(..end)?, end))) else {
        return plain();
    };
    let c = match name {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => numeric(name),
    };
    c.map(|c| (c, text.len() - rest.len() + end + 1)).or_else(plain)
}

fn numeric(name: &str) -> Option<char> {
    let number = name.strip_prefix('#')?;
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => number.parse(),
    };
    code.ok().and_then(char::from_u32)
}
