//! Parts of responses in a form that is safe to print.

use crate::error::Redactor;
use crate::text::{OneLine, is_hidden};
use http::HeaderMap;

/// The length of the quote, in an error, of a body that does not come from the service.
const QUOTE: usize = 200;
/// The length of the quote of a header in an error.
pub(super) const QUOTE_OF_HEADER: usize = 100;
/// The largest length of a request ID. Real ones have 36 characters.
const LONGEST_ID: usize = 200;

/// Returns the beginning of a text on one line, without secrets and with single blanks.
///
/// Secrets are removed before the text is cut or folded: half a secret would not be found
/// afterwards.
pub(super) fn shown(text: &str, limit: usize, redactor: &Redactor<'_>) -> String {
    let text = redactor.clean(text);
    let is_blank = |c: char| c.is_whitespace() && !is_hidden(c) || matches!(c, '\t' | '\n' | '\r');
    let words = text.split(is_blank).filter(|word| !word.is_empty());
    let mut line = String::new();
    for word in words {
        let blank = if line.is_empty() { "" } else { " " };
        line = format!("{line}{blank}{}", OneLine(word));
        if line.len() > limit * 4 {
            break;
        }
    }
    line.chars().take(limit).collect()
}

/// Returns the beginning of a text that does not have the expected form.
pub(crate) fn quote(text: &[u8], redactor: &Redactor<'_>) -> String {
    match text.is_empty() {
        true => "empty".to_owned(),
        false => shown(&String::from_utf8_lossy(text), QUOTE, redactor),
    }
}

pub(super) fn header<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a [u8]> {
    headers.get(name).map(|value| value.as_bytes())
}

/// Returns the request ID in the headers of a response, made safe to print.
pub(crate) fn header_id(headers: &HeaderMap, redactor: &Redactor<'_>) -> Option<String> {
    let id = header(headers, "x-tc-requestid")?;
    Some(request_id(&String::from_utf8_lossy(id), redactor))
}

/// Returns a request ID in a form that is safe to print: short, on one line and without secrets.
pub(super) fn request_id(id: &str, redactor: &Redactor<'_>) -> String {
    if is_uuid(id) {
        return id.to_owned();
    }
    OneLine(&redactor.clean(id)).to_string().chars().take(LONGEST_ID).collect()
}

/// Returns whether a text has the usual form of request IDs.
///
/// It is then printed without further checks.
fn is_uuid(text: &str) -> bool {
    let is_of_uuid = |(at, byte): (usize, u8)| match at {
        8 | 13 | 18 | 23 => byte == b'-',
        _ => byte.is_ascii_hexdigit(),
    };
    text.len() == 36 && text.bytes().enumerate().all(is_of_uuid)
}
