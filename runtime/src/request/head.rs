use super::base::RequestTemplate;
use super::message::{PreparedRequest, invalid_text};
use crate::action::{Operation, RegionUse};
use crate::credential::Credential;
use crate::error::{Error, ErrorKind};
use crate::sign::authorization::UNSIGNED;
use crate::sign::canonical::{Parts, canonical};
use crate::sign::key::Keys;
use crate::sign::{Signer, authorize_with};
use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE, HOST, USER_AGENT};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request};
use std::borrow::Cow;

const ACTION: HeaderName = HeaderName::from_static("x-tc-action");
const VERSION: HeaderName = HeaderName::from_static("x-tc-version");
const TIMESTAMP: HeaderName = HeaderName::from_static("x-tc-timestamp");
const REGION: HeaderName = HeaderName::from_static("x-tc-region");
const TOKEN: HeaderName = HeaderName::from_static("x-tc-token");
const LANGUAGE: HeaderName = HeaderName::from_static("x-tc-language");
const REQUEST_CLIENT: HeaderName = HeaderName::from_static("x-tc-requestclient");

/// The input of the headers.
pub(crate) struct AttemptHeaders<'a> {
    pub(crate) operation: &'static Operation,
    pub(crate) base: &'a RequestTemplate,
    /// `None` for actions that are called unsigned.
    pub(crate) credential: Option<&'a Credential>,
    pub(crate) timestamp: u64,
    /// The signing keys of earlier requests.
    pub(crate) keys: &'a Keys,
    /// The headers that the call and the interceptors add.
    pub(crate) added: &'a [(HeaderName, HeaderValue)],
}

/// A request that is ready to be sent.
pub(crate) struct Signed {
    pub(crate) request: Request<Bytes>,
    /// The value of `Authorization`, so that it can be redacted from messages.
    pub(crate) authorization: String,
}

/// Builds the request of one attempt, signed for its time.
pub(crate) fn build(head: &AttemptHeaders<'_>, message: &PreparedRequest) -> Result<Signed, Error> {
    let authorization = authorization(head, message);
    let mut headers = HeaderMap::with_capacity(16);
    headers.insert(HOST, head.base.host.clone());
    headers.insert(CONTENT_TYPE, content_type(message)?);
    headers.insert(AUTHORIZATION, secret(&authorization)?);
    headers.insert(ACTION, HeaderValue::from_static(head.operation.name));
    headers.insert(VERSION, HeaderValue::from_static(head.operation.service.version));
    headers.insert(TIMESTAMP, HeaderValue::from(head.timestamp));
    headers.insert(REQUEST_CLIENT, head.base.client.clone());
    headers.insert(USER_AGENT, head.base.client.clone());
    if let Some(region) = region(head)? {
        headers.insert(REGION, region.clone());
    }
    if let Some(token) = head.credential.and_then(Credential::token) {
        headers.insert(TOKEN, secret(token)?);
    }
    if let Some(language) = &head.base.language {
        headers.insert(LANGUAGE, language.clone());
    }
    headers.extend(message.headers.iter().cloned());
    headers.extend(head.added.iter().cloned());
    let mut request = Request::new(message.body.clone());
    *request.method_mut() = Method::POST;
    *request.uri_mut() = head.base.uri.clone();
    *request.headers_mut() = headers;
    Ok(Signed { request, authorization })
}

/// Returns the value of `Authorization`.
///
/// Only `content-type` and `host` are signed, as in every SDK of the vendor.
fn authorization(head: &AttemptHeaders<'_>, message: &PreparedRequest) -> String {
    let Some(credential) = head.credential else { return UNSIGNED.to_owned() };
    let headers =
        [("content-type", message.content_type.as_ref()), ("host", head.base.authority.as_str())];
    let canonical = canonical(Parts {
        method: "POST",
        query: "",
        headers: &headers,
        payload_hash: &message.hash,
    });
    let signer = Signer {
        secret_id: credential.secret_id(),
        secret_key: credential.secret_key(),
        service: head.operation.service.name,
        timestamp: head.timestamp,
    };
    authorize_with(head.keys, signer, &canonical)
}

fn region<'a>(head: &AttemptHeaders<'a>) -> Result<Option<&'a HeaderValue>, Error> {
    match (head.operation.region, &head.base.region) {
        (RegionUse::None, _) => Ok(None),
        (RegionUse::Required, None) => {
            let text =
                "the action needs a region, and neither the client nor the call has one: set one";
            Err(Error::new(ErrorKind::Configuration, text))
        }
        (_, region) => Ok(region.as_ref()),
    }
}

fn content_type(message: &PreparedRequest) -> Result<HeaderValue, Error> {
    match &message.content_type {
        Cow::Borrowed(constant) => Ok(HeaderValue::from_static(constant)),
        Cow::Owned(value) => {
            HeaderValue::from_str(value).map_err(|_| invalid_text("the content type"))
        }
    }
}

/// Returns a header value that `Debug` of requests does not show.
fn secret(value: &str) -> Result<HeaderValue, Error> {
    let refused = |_| {
        let text = "the credentials hold characters that cannot be sent, such as line breaks";
        Error::new(ErrorKind::Credentials, text)
    };
    let mut value = HeaderValue::from_str(value).map_err(refused)?;
    value.set_sensitive(true);
    Ok(value)
}
