use super::{multipart, octet_stream};
use crate::action::{BodyKind, Operation};
use crate::codec::{Structure, missing_required, secrets, to_json};
use crate::error::{Error, ErrorKind};
use crate::sign::hash;
use crate::time::Randomness;
use bytes::Bytes;
use http::{HeaderName, HeaderValue};
use std::borrow::Cow;
use std::sync::Arc;
use zeroize::Zeroizing;

/// The largest body that the gateway accepts, in bytes.
const MAX_BODY: usize = 10 * 1024 * 1024;

const JSON: &str = "application/json";

/// The contents of a request, the same in every attempt.
#[derive(Clone)]
pub(crate) struct Message {
    pub(crate) content_type: Cow<'static, str>,
    pub(crate) body: Bytes,
    /// The body's hash, which every attempt signs.
    pub(crate) hash: String,
    /// The parameters that are sent as headers.
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    /// True if the request is safe to send again after it may have taken effect.
    pub(crate) repeatable: bool,
    /// The request's secret values.
    pub(crate) secrets: Arc<[Zeroizing<String>]>,
}

impl Message {
    pub(super) fn new(content_type: impl Into<Cow<'static, str>>, body: Vec<u8>) -> Self {
        let hash = hash(&body);
        Self {
            content_type: content_type.into(),
            body: body.into(),
            hash,
            headers: Vec::new(),
            repeatable: false,
            secrets: Arc::default(),
        }
    }
}

/// Creates the message of a request, in the encoding that the action uses.
///
/// # Errors
/// Returns an error if a required field is not set, or if the message is larger than the gateway
/// accepts.
pub(crate) fn message(
    operation: &Operation,
    request: &dyn Structure,
    randomness: &dyn Randomness,
) -> Result<Message, Error> {
    if let Some(path) = missing_required(request) {
        return Err(Error::new(
            ErrorKind::Request,
            format!("the required member {path} is not set"),
        ));
    }
    let mut message = match operation.body {
        BodyKind::Json => Message::new(JSON, to_json(request).map_err(unwritable)?),
        BodyKind::Multipart => multipart::message(request, randomness)?,
        BodyKind::OctetStream => octet_stream::message(operation.service, request)?,
    };
    check_size(&message)?;
    message.repeatable = operation.read_only;
    let secrets = secrets(&request);
    if !secrets.is_empty() {
        message.secrets = secrets.into();
    }
    Ok(message)
}

/// Creates a message from JSON whose secrets the caller knows.
///
/// # Errors
/// Returns an error if the message is larger than the gateway accepts.
pub(crate) fn json_message(
    json: Vec<u8>,
    secrets: Vec<Zeroizing<String>>,
) -> Result<Message, Error> {
    let message = Message { secrets: secrets.into(), ..Message::new(JSON, json) };
    check_size(&message)?;
    Ok(message)
}

fn check_size(message: &Message) -> Result<(), Error> {
    if message.body.len() > MAX_BODY {
        let text =
            format!("the request has {} bytes, and {MAX_BODY} are allowed", message.body.len());
        return Err(Error::new(ErrorKind::Request, text));
    }
    Ok(())
}

/// Returns the error of a request that cannot be serialised.
pub(crate) fn unwritable(reason: impl std::fmt::Display) -> Error {
    Error::new(ErrorKind::Request, format!("the request cannot be written: {reason}"))
}
