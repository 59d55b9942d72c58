//! The interpretation of responses.

mod decoding;
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

use crate::calling::AnswerPlace;
use crate::codec::{DecodeError, Decoded, Dropped, Fault, Form, without_mark};
use crate::error::{Error, ErrorKind, Redactor};
use crate::one_line::{OneLine, is_hidden};
use crate::stream::{fault_among, is_event_stream};
use bytes::Bytes;
use decoding::{decode_into, fault_of_event};
use http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, Response, StatusCode};

/// Does nothing: without the feature `gzip`, compressed responses are refused later.
#[cfg(not(feature = "gzip"))]
pub(crate) fn unpack(_answer: &mut Response<Bytes>, _limit: usize) -> Result<(), Error> {
    Ok(())
}

/// The length of the quote, in an error, of a body that does not come from the service.
const QUOTE: usize = 200;
/// The length of the quote of a header in an error.
const QUOTE_OF_HEADER: usize = 100;
/// The largest length of a request ID. Real ones have 36 characters.
const LONGEST_ID: usize = 200;

/// The result of a response that was decoded into its place.
#[derive(Debug)]
pub(crate) struct Success {
    pub(crate) request_id: Option<String>,
    /// The values that do not fit the response's type.
    pub(crate) dropped: Dropped,
}

impl Success {
    /// Makes the request ID safe to print.
    fn cleaned(mut self, redactor: &Redactor<'_>) -> Self {
        self.request_id = self.request_id.map(|id| request_id(&id, redactor));
        self
    }
}

/// Decodes a response into a place.
///
/// The envelope decides about success, regardless of the status and the content type: gateways
/// respond to failures with 200 and send JSON as plain text. In strict mode a value that does not
/// fit its field is an error.
///
/// # Errors
/// Returns the service's error, or an error if the response cannot be decoded.
pub(crate) fn read(
    answer: &Response<Bytes>,
    place: &mut dyn AnswerPlace,
    strict: bool,
    redactor: &Redactor<'_>,
) -> Result<Success, Error> {
    let status = answer.status();
    match outcome(answer, place, strict, redactor) {
        Ok(success) => Ok(success.cleaned(redactor)),
        Err(error) => {
            let of_body = error.request_id().map(|id| request_id(id, redactor));
            let id = of_body.or_else(|| header_id(answer.headers(), redactor));
            Err(error.with_status(status.as_u16()).with_request_id(id))
        }
    }
}

fn outcome(
    answer: &Response<Bytes>,
    place: &mut dyn AnswerPlace,
    strict: bool,
    redactor: &Redactor<'_>,
) -> Result<Success, Error> {
    if !looks_like_json(answer) {
        return Err(foreign(answer, redactor));
    }
    let Decoded { reply, error, dropped, .. } =
        decode_into(answer.body(), Form::Response, strict, place);
    let is_success = answer.status().is_success();
    match error {
        _ if reply.fault.is_some() => {
            Err(service(reply.fault.unwrap_or_default(), reply.request_id, redactor))
        }
        Some(error) if is_success => {
            Err(unreadable("the answer", error, answer.body().clone(), redactor))
        }
        None if is_success && reply.enveloped => {
            Ok(Success { request_id: reply.request_id, dropped })
        }
        _ => Err(foreign(answer, redactor)),
    }
}

/// Decodes the data of an event into a place: a response, or the part of one that the event
/// contains.
///
/// # Errors
/// Returns the service's error, or an error if the data cannot be decoded.
pub(crate) fn read_event(
    data: Bytes,
    place: &mut dyn AnswerPlace,
    strict: bool,
    redactor: &Redactor<'_>,
) -> Result<Success, Error> {
    let text = without_mark(&data);
    if !text.trim_ascii_start().starts_with(b"{") {
        let text = format!("an event is no object of JSON: {}", quote(text, redactor));
        return Err(Error::new(ErrorKind::Decode, text).with_body(data));
    }
    let Decoded { reply, error, dropped, .. } = decode_into(text, Form::Event, strict, place);
    match error {
        _ if reply.fault.is_some() => {
            Err(service(reply.fault.unwrap_or_default(), reply.request_id, redactor))
        }
        Some(error) => Err(unreadable("an event", error, data, redactor)),
        None => Ok(Success { request_id: reply.request_id, dropped }.cleaned(redactor)),
    }
}

/// Returns the error that an event of unknown type reports, if there is one.
pub(crate) fn error_in_event(data: &[u8], redactor: &Redactor<'_>) -> Option<Error> {
    fault_of_event(data).map(|fault| service(fault, None, redactor))
}

/// Returns the error of an event named `error`: the contents of its data, in any form.
pub(crate) fn event_error(data: &[u8], redactor: &Redactor<'_>) -> Error {
    let text = without_mark(data);
    let json = crate::codec::exact(text)
        .map_or_else(|| text.to_vec(), |written| written.text.into_bytes());
    let fault =
        fault_of_event(text).or_else(|| serde_json::from_slice(&json).ok().and_then(Fault::of));
    match fault {
        Some(fault) => service(fault, None, redactor),
        None if text.trim_ascii().is_empty() => service(Fault::default(), None, redactor),
        None => Error::new(ErrorKind::Service, quote(text, redactor)),
    }
}

/// Returns the error of a text that does not have the expected form.
pub(crate) fn unreadable(
    what: &str,
    error: DecodeError,
    body: Bytes,
    redactor: &Redactor<'_>,
) -> Error {
    let colon = if error.path.is_empty() { ":" } else { "" };
    let text = format!("{what} cannot be read{colon} {}", redactor.clean(&error.to_string()));
    Error::new(ErrorKind::Decode, text).with_path(redactor.clean(&error.path)).with_body(body)
}

/// Returns the service's error.
fn service(fault: Fault, id: Option<String>, redactor: &Redactor<'_>) -> Error {
    let message = fault.message.filter(|message| !message.trim().is_empty());
    let message = message
        .map_or_else(|| "the service gives no reason".to_owned(), |text| redactor.clean(&text));
    let id = id.map(|id| request_id(&id, redactor));
    let error = Error::new(ErrorKind::Service, message).with_request_id(id);
    match fault.code.filter(|code| !code.trim().is_empty()) {
        Some(code) => error.with_code(redactor.clean(&code)),
        None => error,
    }
}

/// Returns whether a body may be JSON: it is uncompressed and begins like an object.
fn looks_like_json(answer: &Response<Bytes>) -> bool {
    let body = without_mark(answer.body().trim_ascii_start()).trim_ascii_start();
    !is_packed(answer.headers()) && body.first() == Some(&b'{')
}

/// Returns whether a body is compressed.
pub(crate) fn is_packed(headers: &HeaderMap) -> bool {
    let is_identity =
        |value: &HeaderValue| value.as_bytes().trim_ascii().eq_ignore_ascii_case(b"identity");
    headers.get(CONTENT_ENCODING).is_some_and(|value| !is_identity(value) && !value.is_empty())
}

/// Returns the error of a response that does not come from the service, such as a proxy's page.
fn foreign(answer: &Response<Bytes>, redactor: &Redactor<'_>) -> Error {
    let status = answer.status();
    let header = |name| {
        let value = header(answer.headers(), name);
        value.map(|value| shown(&String::from_utf8_lossy(value), QUOTE_OF_HEADER, redactor))
    };
    let content_type =
        header(CONTENT_TYPE.as_str()).unwrap_or_else(|| "no content type".to_owned());
    let encoding = header(CONTENT_ENCODING.as_str()).filter(|_| is_packed(answer.headers()));
    if is_event_stream(answer.headers()) {
        if let Some(error) =
            encoding.is_none().then(|| fault_among(answer.body(), redactor)).flatten()
        {
            return error;
        }
        let text = match encoding {
            Some(encoding) => {
                format!(
                    "the answer is a stream of events packed with {encoding}, which was not asked \
                        for"
                )
            }
            None => "the answer is a stream of events: call the action with `stream`".to_owned(),
        };
        return Error::new(ErrorKind::Http, text).with_body(answer.body().clone());
    }
    let quote = match encoding {
        Some(encoding) => format!(
            "{} bytes compressed with {encoding}, which was not asked for",
            answer.body().len()
        ),
        None => quote(answer.body(), redactor),
    };
    let text = match status {
        StatusCode::PROXY_AUTHENTICATION_REQUIRED => {
            format!(
                "a proxy asks for a user name and a password, or refuses them (HTTP 407, \
                    {content_type}): {quote}"
            )
        }
        StatusCode::OK => format!("the answer is not the service's ({content_type}): {quote}"),
        _ => format!(
            "the answer is not the service's (HTTP {}, {content_type}): {quote}",
            status.as_u16()
        ),
    };
    Error::new(ErrorKind::Http, text).with_body(answer.body().clone())
}

/// Returns the beginning of a text on one line, without secrets and with single blanks.
///
/// Secrets are removed before the text is cut or folded: half a secret would not be found
/// afterwards.
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

/// Returns the beginning of a text that does not have the expected form.
pub(crate) fn quote(text: &[u8], redactor: &Redactor<'_>) -> String {
    match text.is_empty() {
        true => "empty".to_owned(),
        false => shown(&String::from_utf8_lossy(text), QUOTE, redactor),
    }
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a [u8]> {
    headers.get(name).map(|value| value.as_bytes())
}

/// Returns the request ID in the headers of a response, made safe to print.
pub(crate) fn header_id(headers: &HeaderMap, redactor: &Redactor<'_>) -> Option<String> {
    let id = header(headers, "x-tc-requestid")?;
    Some(request_id(&String::from_utf8_lossy(id), redactor))
}

/// Returns a request ID in a form that is safe to print: short, on one line and without secrets.
fn request_id(id: &str, redactor: &Redactor<'_>) -> String {
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

#[cfg(test)]
mod tests;
