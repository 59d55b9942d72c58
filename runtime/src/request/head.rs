use super::body::Message;
use crate::action::{Operation, RegionUse};
use crate::credential::Credential;
use crate::endpoint::Address;
use crate::error::{Error, ErrorKind};
use crate::region::Region;
use crate::sign::authorization::UNSIGNED;
use crate::sign::canonical::{Parts, canonical};
use crate::sign::key::Keys;
use crate::sign::{Signer, authorize_with};
use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE, HOST, USER_AGENT};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request};

const ACTION: HeaderName = HeaderName::from_static("x-tc-action");
const VERSION: HeaderName = HeaderName::from_static("x-tc-version");
const TIMESTAMP: HeaderName = HeaderName::from_static("x-tc-timestamp");
const REGION: HeaderName = HeaderName::from_static("x-tc-region");
const TOKEN: HeaderName = HeaderName::from_static("x-tc-token");
const LANGUAGE: HeaderName = HeaderName::from_static("x-tc-language");
const REQUEST_CLIENT: HeaderName = HeaderName::from_static("x-tc-requestclient");

/// What the headers are made of.
pub(crate) struct Head<'a> {
    pub(crate) operation: &'static Operation,
    pub(crate) address: &'a Address,
    pub(crate) region: Option<&'a Region>,
    pub(crate) language: Option<&'static str>,
    /// The name of this client, for the vendor's statistics.
    pub(crate) client: &'a str,
    /// `None` for actions that are called unsigned.
    pub(crate) credential: Option<&'a Credential>,
    pub(crate) timestamp: u64,
    /// Signing keys of earlier requests.
    pub(crate) keys: &'a Keys,
}

/// A request that is ready to be sent.
pub(crate) struct Signed {
    pub(crate) request: Request<Bytes>,
    /// The value of `Authorization`, so that it can be kept out of messages.
    pub(crate) authorization: String,
}

/// Makes one attempt's request, signed for its time.
pub(crate) fn build(head: &Head<'_>, message: &Message) -> Result<Signed, Error> {
    let authorization = authorization(head, message);
    let mut headers = HeaderMap::with_capacity(16);
    headers.insert(HOST, text(&head.address.authority)?);
    headers.insert(CONTENT_TYPE, text(&message.content_type)?);
    headers.insert(AUTHORIZATION, secret(&authorization)?);
    headers.insert(ACTION, HeaderValue::from_static(head.operation.name));
    headers.insert(VERSION, HeaderValue::from_static(head.operation.service.version));
    headers.insert(TIMESTAMP, HeaderValue::from(head.timestamp));
    headers.insert(REQUEST_CLIENT, text(head.client)?);
    headers.insert(USER_AGENT, text(head.client)?);
    if let Some(region) = region(head)? {
        headers.insert(REGION, text(region.as_str())?);
    }
    if let Some(token) = head.credential.and_then(Credential::token) {
        headers.insert(TOKEN, secret(token)?);
    }
    if let Some(language) = head.language {
        headers.insert(LANGUAGE, HeaderValue::from_static(language));
    }
    headers.extend(message.headers.iter().cloned());
    let mut request = Request::new(message.body.clone());
    *request.method_mut() = Method::POST;
    *request.uri_mut() = head.address.url().try_into().map_err(|_| unfit("the endpoint"))?;
    *request.headers_mut() = headers;
    Ok(Signed { request, authorization })
}

/// Only `content-type` and `host` are signed, as every SDK of the vendor does.
fn authorization(head: &Head<'_>, message: &Message) -> String {
    let Some(credential) = head.credential else { return UNSIGNED.to_owned() };
    let headers = [("content-type", message.content_type.as_str()), ("host", head.address.authority.as_str())];
    let canonical = canonical(Parts { method: "POST", query: "", headers: &headers, payload_hash: &message.hash });
    let signer = Signer {
        secret_id: credential.secret_id(),
        secret_key: credential.secret_key(),
        service: head.operation.service.name,
        timestamp: head.timestamp,
    };
    authorize_with(head.keys, signer, &canonical)
}

fn region<'a>(head: &Head<'a>) -> Result<Option<&'a Region>, Error> {
    match (head.operation.region, head.region) {
        (RegionUse::None, _) => Ok(None),
        (RegionUse::Required, None) => {
            let text = "the action needs a region, and the client has none: set one";
            Err(Error::new(ErrorKind::Configuration, text))
        }
        (_, region) => Ok(region),
    }
}

fn text(value: &str) -> Result<HeaderValue, Error> {
    HeaderValue::from_str(value).map_err(|_| unfit("a header"))
}

/// A header that `Debug` of requests does not show.
fn secret(value: &str) -> Result<HeaderValue, Error> {
    let refused = |_| {
        let text = "the credentials hold characters that cannot be sent, such as line breaks";
        Error::new(ErrorKind::Credentials, text)
    };
    let mut value = HeaderValue::from_str(value).map_err(refused)?;
    value.set_sensitive(true);
    Ok(value)
}

fn unfit(what: &str) -> Error {
    Error::new(ErrorKind::Configuration, format!("{what} holds characters that cannot be sent"))
}
