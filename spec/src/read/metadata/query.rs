//! Requests that are written as a URL, one parameter a line.

/// The parameters in their order: names and decoded values. The action's own name is left out, and
/// so are placeholders for the common parameters (`<…>`).
pub(super) fn parameters(text: &str) -> Vec<(String, String)> {
    let query = text.split_once('?').map_or("", |(_, query)| query);
    let mut pairs: Vec<_> = pieces(query).into_iter().filter_map(pair).collect();
    if let Some(at) = pairs.iter().position(|(name, _)| name == "Action") {
        pairs.remove(at);
    }
    pairs
}

/// Splits at each `&`. If parameters are on separate lines, an `&` within a line is a value's own,
/// unless the name of a field follows it.
fn pieces(query: &str) -> Vec<&str> {
    let lines = query.split_once('\n').is_some_and(|(_, rest)| rest.trim_start().starts_with('&'));
    let mut pieces = Vec::new();
    let mut start = 0;
    for (at, _) in query.match_indices('&') {
        let after = &query[at + 1..];
        if !lines
            || query[..at].trim_end_matches([' ', '\t', '\r']).ends_with('\n')
            || starts_with_field(after)
        {
            pieces.push(&query[start..at]);
            start = at + 1;
        }
    }
    pieces.push(&query[start..]);
    pieces
}

fn starts_with_field(text: &str) -> bool {
    let name = text.bytes().take_while(|byte| is_name_byte(*byte)).count();
    text.starts_with(|first: char| first.is_ascii_uppercase()) && text[name..].starts_with('=')
}

fn pair(piece: &str) -> Option<(String, String)> {
    let (name, value) = piece.split_once('=')?;
    let name = decode(name.trim());
    let named = !name.is_empty() && name.bytes().all(is_name_byte);
    named.then(|| (name, decode(value.trim())))
}

fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.')
}

/// Decodes `%XX`. Documents write values raw more often than not: `+` is a plus, and what does not
/// decode to text stays.
fn decode(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        match (first, hex(after)) {
            (b'%', Some(byte)) => (bytes.push(byte), rest = &after[2..]),
            _ => (bytes.push(*first), rest = after),
        };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

fn hex(text: &[u8]) -> Option<u8> {
    let digit = |at: usize| char::from(*text.get(at)?).to_digit(16);
    u8::try_from(digit(0)? * 16 + digit(1)?).ok()
}
