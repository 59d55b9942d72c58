//! Requests that are written as a form with a boundary.

/// The parts in their order: names and what stands between the blank line and the next boundary.
pub(super) fn parameters(text: &str) -> Vec<(String, String)> {
    let Some(boundary) = boundary(text) else { return Vec::new() };
    let delimiter = format!("--{boundary}");
    // The text before the first delimiter are the headers, which also name the boundary.
    text.split(&delimiter).skip(1).filter_map(part).collect()
}

fn boundary(text: &str) -> Option<&str> {
    let (_, after) = text.split_once("boundary=")?;
    after
        .split_whitespace()
        .next()
        .map(|boundary| boundary.trim_matches('"'))
        .filter(|boundary| !boundary.is_empty())
}

fn part(text: &str) -> Option<(String, String)> {
    let (_, after) = text.split_once("name=\"")?;
    let (name, rest) = after.split_once('"')?;
    let value = ["\r\n\r\n", "\n\n"]
        .iter()
        .find_map(|blank| rest.split_once(blank))
        .map_or("", |(_, value)| value);
    Some((name.to_owned(), value.trim_matches(['\r', '\n']).to_owned()))
}
