//! Responses that do not come from the service, such as a proxy's page.

use super::event::first_error;
use super::media_type::{is_event_stream, is_packed};
use super::quote::{QUOTE_OF_HEADER, header, quote, shown};
use crate::error::{Error, ErrorKind, Redactor};
use bytes::Bytes;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use http::{Response, StatusCode};

/// Returns the error of a response that does not come from the service, such as a proxy's page.
pub(super) fn unexpected_response(response: &Response<Bytes>, redactor: &Redactor<'_>) -> Error {
    let status = response.status();
    let header = |name| {
        let value = header(response.headers(), name);
        value.map(|value| shown(&String::from_utf8_lossy(value), QUOTE_OF_HEADER, redactor))
    };
    let content_type =
        header(CONTENT_TYPE.as_str()).unwrap_or_else(|| "no content type".to_owned());
    let encoding = header(CONTENT_ENCODING.as_str()).filter(|_| is_packed(response.headers()));
    if is_event_stream(response.headers()) {
        if let Some(error) =
            encoding.is_none().then(|| first_error(response.body(), redactor)).flatten()
        {
            return error;
        }
        let text = match encoding {
            Some(encoding) => {
                format!(
                    "the response is a stream of events compressed with {encoding}, which was not \
                        requested"
                )
            }
            None => "the response is a stream of events: call the action with `stream`".to_owned(),
        };
        return Error::new(ErrorKind::Http, text).with_body(response.body().clone());
    }
    let quote = match encoding {
        Some(encoding) => format!(
            "{} bytes compressed with {encoding}, which was not requested",
            response.body().len()
        ),
        None => quote(response.body(), redactor),
    };
    let text = match status {
        StatusCode::PROXY_AUTHENTICATION_REQUIRED => {
            format!(
                "a proxy asks for a user name and a password, or refuses them (HTTP 407, \
                    {content_type}): {quote}"
            )
        }
        StatusCode::OK => {
            format!("the response does not come from the service ({content_type}): {quote}")
        }
        _ => format!(
            "the response does not come from the service (HTTP {}, {content_type}): {quote}",
            status.as_u16()
        ),
    };
    Error::new(ErrorKind::Http, text).with_body(response.body().clone())
}
