//! Character references: `&lt;`, `&#39;`, `&#x27;`.

/// The names that occur in documentation; others stay as they are.
const NAMED: [(&str, char); 7] = [
    ("lt", '<'),
    ("gt", '>'),
    ("amp", '&'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", ' '),
    ("middot", '·'),
];

/// Reads one reference at the start of a text, and gives what follows it.
pub(super) fn parse(text: &str) -> Option<(char, &str)> {
    let body = text.strip_prefix('&')?;
    let end = body.bytes().take(10).position(|byte| byte == b';')?;
    Some((decode(&body[..end])?, &body[end + 1..]))
}

fn decode(name: &str) -> Option<char> {
    let Some(number) = name.strip_prefix('#') else {
        return NAMED.iter().find(|(other, _)| *other == name).map(|(_, decoded)| *decoded);
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => number.parse(),
    };
    code.ok().and_then(char::from_u32)
}
