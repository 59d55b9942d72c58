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
    outcome(answer, target, redactor).map_err(|error| {
        let request_id = error.request_id().or_else(|| header_id(answer.headers())).map(|id| redactor.clean(id));
        error.with_status(status.as_u16()).with_request_id(request_id)
    })
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
    Error::new(ErrorKind::Decode, text).with_path(error.path).with_body(body)
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
    let compressed = header(answer.headers(), CONTENT_ENCODING.as_str()).is_some_and(|value| value != "identity");
    let body = answer.body().trim_ascii_start();
    !compressed && body.first() == Some(&b'{')
}

/// An answer that is not the service's: a proxy's page, say.
fn foreign(answer: &Response<Bytes>, redactor: &Redactor<'_>) -> Error {
    let status = answer.status();
    let content_type = header(answer.headers(), CONTENT_TYPE.as_str()).unwrap_or("no content type");
    let encoding = header(answer.headers(), CONTENT_ENCODING.as_str());
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
        None => quote(answer.body(), redactor),
    };
    let text = match status {
        StatusCode::OK => format!("the answer is not the service's ({content_type}): {quote}"),
        _ => format!("the answer is not the service's (HTTP {}, {content_type}): {quote}", status.as_u16()),
    };
    Error::new(ErrorKind::Http, text).with_body(answer.body().clone())
}

/// The beginning of a body, on one line and without secrets. They are taken out before it is cut: half a secret is
/// not found any more.
fn quote(body: &[u8], redactor: &Redactor<'_>) -> String {
    if body.is_empty() {
        return "empty".to_owned();
    }
    let text = redactor.clean(&String::from_utf8_lossy(&body[..body.len().min(16 * 1024)]));
    let words = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    let text = words.collect::<Vec<_>>().join(" ");
    text.chars().take(QUOTE).collect()
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// The request id in the head of an answer.
pub(crate) fn header_id(headers: &HeaderMap) -> Option<&str> {
    header(headers, "x-tc-requestid")
}

#[cfg(test)]
mod tests;
