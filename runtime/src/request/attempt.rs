use super::prepared::{PreparedRequest, invalid_text};
use super::template::RequestTemplate;
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
    pub(crate) template: &'a RequestTemplate,
    /// `None` for actions that are called unsigned.
    pub(crate) credential: Option<&'a Credential>,
    pub(crate) timestamp: u64,
    /// The signing keys of earlier requests.
    pub(crate) keys: &'a Keys,
    /// The headers that the call and the interceptors add.
    pub(crate) added: &'a [(HeaderName, HeaderValue)],
}

/// A request that is ready to be sent.
pub(crate) struct SignedRequest {
    pub(crate) request: Request<Bytes>,
    /// The value of `Authorization`, so that it can be redacted from messages.
    pub(crate) authorization: String,
}

/// Builds the request of one attempt, signed for its time.
pub(crate) fn build(
    attempt: &AttemptHeaders<'_>,
    prepared: &PreparedRequest,
) -> Result<SignedRequest, Error> {
    let authorization = authorization(attempt, prepared);
    let mut headers = HeaderMap::with_capacity(16);
    headers.insert(HOST, attempt.template.host.clone());
    headers.insert(CONTENT_TYPE, content_type(prepared)?);
    headers.insert(AUTHORIZATION, secret(&authorization)?);
    headers.insert(ACTION, HeaderValue::from_static(attempt.operation.name));
    headers.insert(VERSION, HeaderValue::from_static(attempt.operation.service.version));
    headers.insert(TIMESTAMP, HeaderValue::from(attempt.timestamp));
    headers.insert(REQUEST_CLIENT, attempt.template.client.clone());
    headers.insert(USER_AGENT, attempt.template.client.clone());
    if let Some(region) = region(attempt)? {
        headers.insert(REGION, region.clone());
    }
    if let Some(token) = attempt.credential.and_then(Credential::token) {
        headers.insert(TOKEN, secret(token)?);
    }
    if let Some(language) = &attempt.template.language {
        headers.insert(LANGUAGE, language.clone());
    }
    headers.extend(prepared.headers.iter().cloned());
    headers.extend(attempt.added.iter().cloned());
    let mut request = Request::new(prepared.body.clone());
    *request.method_mut() = Method::POST;
    *request.uri_mut() = attempt.template.uri.clone();
    *request.headers_mut() = headers;
    Ok(SignedRequest { request, authorization })
}

/// Returns the value of `Authorization`.
///
/// Only `content-type` and `host` are signed, as in every SDK of the vendor.
fn authorization(attempt: &AttemptHeaders<'_>, prepared: &PreparedRequest) -> String {
    let Some(credential) = attempt.credential else { return UNSIGNED.to_owned() };
    let headers = [
        ("content-type", prepared.content_type.as_ref()),
        ("host", attempt.template.authority.as_str()),
    ];
    let canonical = canonical(Parts {
        method: "POST",
        query: "",
        headers: &headers,
        payload_hash: &prepared.hash,
    });
    let signer = Signer {
        secret_id: credential.secret_id(),
        secret_key: credential.secret_key(),
        service: attempt.operation.service.name,
        timestamp: attempt.timestamp,
    };
    authorize_with(attempt.keys, signer, &canonical)
}

fn region<'a>(attempt: &AttemptHeaders<'a>) -> Result<Option<&'a HeaderValue>, Error> {
    match (attempt.operation.region, &attempt.template.region) {
        (RegionUse::None, _) => Ok(None),
        (RegionUse::Required, None) => {
            let text =
                "the action needs a region, and neither the client nor the call has one: set one";
            Err(Error::new(ErrorKind::Configuration, text))
        }
        (_, region) => Ok(region.as_ref()),
    }
}

fn content_type(prepared: &PreparedRequest) -> Result<HeaderValue, Error> {
    match &prepared.content_type {
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
