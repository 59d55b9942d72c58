//! What an answer means.

#[cfg(feature = "tracing")]
mod deprecated;
mod lost;
#[cfg(feature = "gzip")]
mod unpack;

#[cfg(feature = "tracing")]
pub(crate) use deprecated::deprecation;
pub(crate) use lost::lost;
#[cfg(feature = "gzip")]
pub(crate) use unpack::unpack;

use crate::codec::{DecodeError, Legacy, Reply, Structure, decode_reply};
use crate::error::{Error, ErrorKind, Redactor};
use crate::one_line::{OneLine, is_hidden};
use crate::stream::is_event_stream;
use bytes::Bytes;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use http::{HeaderMap, Response, StatusCode};

/// Without the feature `gzip`, compressed answers are refused later.
#[cfg(not(feature = "gzip"))]
pub(crate) fn unpack(_answer: &mut Response<Bytes>, _limit: usize) -> Result<(), Error> {
    Ok(())
}

/// How much of a body that is no answer of the service an error quotes.
const QUOTE: usize = 200;
/// How much of a header an error quotes.
const QUOTE_OF_HEADER: usize = 100;
/// Real request ids have 36 characters.
const LONGEST_ID: usize = 200;

/// Reads an answer into `target`.
///
/// The envelope decides, whatever the status and the content type say: gateways answer 200 to failures and send JSON
/// as plain text.
///
/// # Errors
/// The service's error, or why the answer cannot be read.
pub(crate) fn read(
    answer: &Response<Bytes>,
    target: &mut dyn Structure,
    redactor: &Redactor<'_>,
) -> Result<Option<String>, Error> {
    let status = answer.status();
    match outcome(answer, target, redactor) {
        Ok(id) => Ok(id.map(|id| request_id(&id, redactor))),
        Err(error) => {
            let of_body = error.request_id().map(|id| request_id(id, redactor));
            let id = of_body.or_else(|| header_id(answer.headers(), redactor));
            Err(error.with_status(status.as_u16()).with_request_id(id))
        }
    }
}

fn outcome(
    answer: &Response<Bytes>,
    target: &mut dyn Structure,
    redactor: &Redactor<'_>,
) -> Result<Option<String>, Error> {
    if !looks_like_json(answer) {
        return Err(foreign(answer, redactor));
    }
    match decode_reply(answer.body(), target) {
        Ok(reply) => meaning(answer, reply, redactor),
        Err(_) if !answer.status().is_success() => Err(foreign(answer, redactor)),
        Err(error) => Err(unreadable("the answer", error, answer.body().clone(), redactor)),
    }
}

/// The error of a text that is not what it should be.
pub(crate) fn unreadable(what: &str, error: DecodeError, body: Bytes, redactor: &Redactor<'_>) -> Error {
    let colon = if error.path.is_empty() { ":" } else { "" };
    let text = format!("{what} cannot be read{colon} {}", redactor.clean(&error.to_string()));
    Error::new(ErrorKind::Decode, text).with_path(redactor.clean(&error.path)).with_body(body)
}

fn meaning(answer: &Response<Bytes>, reply: Reply, redactor: &Redactor<'_>) -> Result<Option<String>, Error> {
    if let Some(fault) = reply.fault {
        let code = fault.code.unwrap_or_default();
        let message = fault.message.unwrap_or_default();
        return Err(service(&code, &message, redactor).with_request_id(reply.request_id));
    }
    match reply.legacy {
        _ if reply.enveloped && answer.status().is_success() => Ok(reply.request_id),
        Legacy { code: Some(code), message, code_desc } if code != 0 => {
            let code = code_desc.unwrap_or_else(|| code.to_string());
            Err(service(&code, &message.unwrap_or_default(), redactor))
        }
        _ => Err(foreign(answer, redactor)),
    }
}

fn service(code: &str, message: &str, redactor: &Redactor<'_>) -> Error {
    let message = if message.is_empty() { "the service gives no reason".to_owned() } else { redactor.clean(message) };
    Error::new(ErrorKind::Service, message).with_code(redactor.clean(code))
}

/// Whether it is worth reading: an uncompressed body that begins as an object does.
fn looks_like_json(answer: &Response<Bytes>) -> bool {
    let compressed = header(answer.headers(), CONTENT_ENCODING.as_str()).is_some_and(|value| value != b"identity");
    let body = answer.body().trim_ascii_start();
    !compressed && body.first() == Some(&b'{')
}

/// An answer that is not the service's: a proxy's page, say.
fn foreign(answer: &Response<Bytes>, redactor: &Redactor<'_>) -> Error {
    let status = answer.status();
    let header = |name| {
        let value = header(answer.headers(), name);
        value.map(|value| shown(&String::from_utf8_lossy(value), QUOTE_OF_HEADER, redactor))
    };
    let content_type = header(CONTENT_TYPE.as_str()).unwrap_or_else(|| "no content type".to_owned());
    let encoding = header(CONTENT_ENCODING.as_str());
    if is_event_stream(answer.headers()) {
        let text = match encoding {
            Some(encoding) => {
                format!("the answer is a stream of events packed with {encoding}, which was not asked for")
            }
            None => "the answer is a stream of events: call the action with `stream`".to_owned(),
        };
        return Error::new(ErrorKind::Http, text).with_body(answer.body().clone());
    }
    let quote = match encoding {
        Some(encoding) => format!("{} bytes compressed with {encoding}, which was not asked for", answer.body().len()),
        None if answer.body().is_empty() => "empty".to_owned(),
        None => shown(&String::from_utf8_lossy(answer.body()), QUOTE, redactor),
    };
    let text = match status {
        StatusCode::OK => format!("the answer is not the service's ({content_type}): {quote}"),
        _ => format!("the answer is not the service's (HTTP {}, {content_type}): {quote}", status.as_u16()),
    };
    Error::new(ErrorKind::Http, text).with_body(answer.body().clone())
}

/// Returns the beginning of a text on one line and without secrets, with one blank in place of several. Secrets are taken
/// out before anything is cut or folded: half a secret would not be found any more.
fn shown(text: &str, limit: usize, redactor: &Redactor<'_>) -> String {
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

fn header<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a [u8]> {
    headers.get(name).map(|value| value.as_bytes())
}

/// Returns the request id in the head of an answer, as it may be printed.
pub(crate) fn header_id(headers: &HeaderMap, redactor: &Redactor<'_>) -> Option<String> {
    let id = header(headers, "x-tc-requestid")?;
    Some(request_id(&String::from_utf8_lossy(id), redactor))
}

/// Returns a request id as it may be printed: on one line, without secrets, and not long.
fn request_id(id: &str, redactor: &Redactor<'_>) -> String {
    if is_uuid(id) {
        return id.to_owned();
    }
    OneLine(&redactor.clean(id)).to_string().chars().take(LONGEST_ID).collect()
}

/// Returns whether a text is what request ids look like. Nothing is looked for in those: nearly all are.
fn is_uuid(text: &str) -> bool {
    let is_of_uuid = |(at, byte): (usize, u8)| match at {
        8 | 13 | 18 | 23 => byte == b'-',
        _ => byte.is_ascii_hexdigit(),
    };
    text.len() == 36 && text.bytes().enumerate().all(is_of_uuid)
}

#[cfg(test)]
mod tests;
