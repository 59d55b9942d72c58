//! What stands inside of a line.

/// A line in which nothing is a link, HTML or an open code span unless it is whole.
pub(super) fn escape(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 8);
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let taken = code(rest, &mut out)
            .or_else(|| link(rest, &mut out))
            .or_else(|| address(rest, &mut out))
            .unwrap_or_else(|| single(first, rest, &mut out));
        rest = &rest[taken..];
    }
    out
}

/// A line that starts no heading, rule, table or definition.
pub(super) fn escape_start(line: &str) -> String {
    let starts_block = line.starts_with(['#', '=', '|', '+', '*', '-']) && !line.starts_with("**");
    if starts_block { format!("\\{line}") } else { line.to_owned() }
}

/// A code span that ends in this line.
fn code(text: &str, out: &mut String) -> Option<usize> {
    let ticks = text.len() - text.trim_start_matches('`').len();
    if ticks == 0 {
        return None;
    }
    let fence = &text[..ticks];
    let length = text[ticks..].find(fence)?;
    let end = ticks + length + ticks;
    let is_whole = length > 0 && !text[end..].starts_with('`') && !text[ticks..ticks + length].trim().is_empty();
    is_whole.then(|| {
        out.push_str(&text[..end]);
        end
    })
}

/// A link: kept where it leads to a full address, else only its text.
fn link(text: &str, out: &mut String) -> Option<usize> {
    let inside = text.strip_prefix('[')?;
    let close = inside.find(']')?;
    let label = &inside[..close];
    let target = inside[close + 1..].strip_prefix('(')?;
    let end = target.find(')')?;
    if label.contains('[') {
        return None;
    }
    let label = escape(&label.replace(['`', '<', '>'], ""));
    match target[..end].trim() {
        url if is_address(url) => *out += &format!("[{label}](<{url}>)"),
        _ => out.push_str(&label),
    }
    Some(1 + close + 1 + 1 + end + 1)
}

fn is_address(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && rest.bytes().all(is_address_byte) && !rest.contains("://"))
}

/// A bare address, up to what cannot belong to it.
fn address(text: &str, out: &mut String) -> Option<usize> {
    if !text.starts_with("https://") && !text.starts_with("http://") {
        return None;
    }
    let end = text.bytes().position(|byte| !is_address_byte(byte)).unwrap_or(text.len());
    let url = text[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_']);
    is_address(url).then(|| {
        *out += &format!("<{url}>");
        url.len()
    })
}

fn is_address_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~:/?#@!$&'*+,;=%".contains(&byte)
}

fn single(first: char, text: &str, out: &mut String) -> usize {
    match first {
        '[' | ']' | '`' | '\\' => out.extend(['\\', first]),
        '!' if text.starts_with("![") => out.push_str("\\!"),
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        other => out.push(other),
    }
    first.len_utf8()
}
