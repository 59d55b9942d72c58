//! Parameters in the parts of a form.

use serde_json::{Map, Value};

/// Returns the object that a form represents.
///
/// A part is JSON if it declares this, and text otherwise. Bytes that are not text are converted
/// lossily.
pub(crate) fn parse(content_type: &str, body: &[u8]) -> Option<Value> {
    let boundary =
        content_type.split("boundary=").nth(1)?.split(';').next()?.trim().trim_matches('"');
    let delimiter = format!("--{boundary}");
    let mut members = Map::new();
    for part in split(body, delimiter.as_bytes()).skip(1) {
        if part.starts_with(b"--") {
            break;
        }
        let part = part.strip_prefix(b"\r\n")?;
        let end = position_of(part, b"\r\n\r\n")?;
        let head = String::from_utf8_lossy(&part[..end]).into_owned();
        let content = part[end + 4..].strip_suffix(b"\r\n")?;
        let name = head.split("name=\"").nth(1)?.split('"').next()?;
        let is_json = head.to_ascii_lowercase().contains("content-type: application/json");
        let text = || Value::String(String::from_utf8_lossy(content).into_owned());
        let value = if is_json { serde_json::from_slice(content).ok()? } else { text() };
        members.insert(name.to_owned(), value);
    }
    Some(Value::Object(members))
}

fn position_of(text: &[u8], wanted: &[u8]) -> Option<usize> {
    text.windows(wanted.len()).position(|window| window == wanted)
}

fn split<'a>(text: &'a [u8], delimiter: &'a [u8]) -> impl Iterator<Item = &'a [u8]> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let here = rest?;
        match position_of(here, delimiter) {
            Some(at) => {
                rest = Some(&here[at + delimiter.len()..]);
                Some(&here[..at])
            }
            None => rest.take(),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn forms() {
        let body = b"--b\r\nContent-Disposition: form-data; name=\"File\"; \
            filename=\"File\"\r\n\r\n\x00\r\n1\r\n\
                     --b\r\nContent-Disposition: form-data; name=\"Tags\"\r\nContent-Type: \
                     application/json\r\n\r\n[\"a\"]\r\n--b--\r\n";
        let value = parse("multipart/form-data; boundary=b", body).unwrap();
        assert_eq!(value.to_string(), "{\"File\":\"\\u0000\\r\\n1\",\"Tags\":[\"a\"]}");
        assert_eq!(parse("multipart/form-data; boundary=b", b"").unwrap().to_string(), "{}");
        assert_eq!(parse("multipart/form-data", body), None);
        assert_eq!(parse("multipart/form-data; boundary=b", b"--b\r\nno end"), None);
    }
}
