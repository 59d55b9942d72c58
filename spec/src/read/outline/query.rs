//! Requests written as a GET address with flattened names.

/// A request as it stands in a query.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Query {
    /// The value of `Action`.
    pub action: Option<String>,
    /// Names and values in order, percent-decoded, the common parameters among them.
    pub pairs: Vec<(String, String)>,
    /// The number of successive `&` before the next piece.
    empty: usize,
}

/// Reads a query: what follows the first `?`, or all of a text that starts with `&`. Lines that do
/// not start with `&` go on where the line before ended. Placeholders such as
/// `<Common request parameters>` are dropped.
pub(crate) fn parse(text: &str) -> Query {
    let text = text.trim();
    let start = match text.find('?') {
        Some(at) if !text.starts_with('&') => at + 1,
        _ => 0,
    };
    let joined: String = text[start..].lines().map(|line| without_protocol(line.trim())).collect();
    let mut query = Query::default();
    for piece in joined.split('&') {
        query.add(piece);
    }
    query
}

fn without_protocol(line: &str) -> &str {
    line.strip_suffix("HTTP/1.1").map_or(line, str::trim_end)
}

impl Query {
    fn add(&mut self, piece: &str) {
        let piece = match piece.find('<') {
            Some(at) if is_placeholder(piece[at..].trim_end()) => &piece[..at],
            _ => piece,
        };
        match piece.split_once('=') {
            Some((name, value)) if is_flat_name(name.trim()) => {
                self.push(&decode(name.trim()), decode(value.trim()))
            }
            _ if piece.trim().is_empty() => self.empty += 1,
            _ if !piece.starts_with('<') => self.extend_last(piece),
            _ => {}
        }
    }

    fn push(&mut self, name: &str, value: String) {
        if name == "Action" && self.action.is_none() {
            self.action = Some(value.clone());
        }
        self.pairs.push((name.to_owned(), value));
        self.empty = 0;
    }

    /// An `&` inside a value that nobody encoded.
    fn extend_last(&mut self, piece: &str) {
        let is_words = !piece.is_ascii() || piece.contains("ommon");
        if let Some((_, value)) = self.pairs.last_mut().filter(|_| !is_words) {
            // Blanks around the `&` were cut off with the value's own end; one is put back.
            let gap = if piece.starts_with(' ') { " " } else { "" };
            value.push_str(gap);
            value.push_str(&"&".repeat(self.empty + 1));
            value.push_str(&decode(piece.trim_end()));
            self.empty = 0;
        }
    }
}

/// `<Common request parameters>` in any language: no `=` in it and nothing behind it.
fn is_placeholder(text: &str) -> bool {
    text.len() < 200 && text.ends_with('>') && !text.contains(['=', '/'])
}

fn is_flat_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name
            .chars()
            .all(|other| other.is_ascii_alphanumeric() || matches!(other, '.' | '_' | '-' | '%'))
}

/// Percent-decoding; a text that does not decode to UTF-8 stays as it is. `+` is a plus: examples
/// are written by hand and leave blanks as they are.
fn decode(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        match (first, hex(tail)) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

fn hex(tail: &[u8]) -> Option<u8> {
    let digits = std::str::from_utf8(tail.get(..2)?).ok()?;
    let plain = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    plain.then(|| u8::from_str_radix(digits, 16).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_are_read() {
        let pairs = |text: &str| {
            let query = parse(text);
            (
                query.action.unwrap_or_default(),
                query.pairs.iter().map(|(k, v)| format!("{k}={v}")).collect::<Vec<_>>(),
            )
        };
        let text = "https://x.tencentcloudapi.com/?Action=Run\n&A.0.Name=zone\n\
                    &A.0.Values.1=a%2Cb+c\n&<Common request parameter>";
        assert_eq!(
            pairs(text),
            (
                "Run".to_owned(),
                vec!["Action=Run".to_owned(), "A.0.Name=zone".into(), "A.0.Values.1=a,b+c".into()]
            )
        );
        assert_eq!(pairs("&A=1&B=x=y\n&<公共请求参数>").1, ["A=1", "B=x=y"]);
        assert_eq!(
            pairs("GET /?Action=Run&Command=a && b HTTP/1.1").1,
            ["Action=Run", "Command=a && b"]
        );
        assert_eq!(
            pairs("https://x/?Action=Run&A=1\n&공통 요청 매개변수").1,
            ["Action=Run", "A=1"]
        );
        assert_eq!(pairs("&<Common request parameters>").1, Vec::<String>::new());
        assert_eq!(pairs("https://x/?A=%zz%e4").1, ["A=%zz%e4"]);
    }
}
