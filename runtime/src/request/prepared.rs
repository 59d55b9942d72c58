//! The part of a request that is the same in every attempt.

use crate::error::{Error, ErrorKind};
use crate::sign::hash;
use bytes::Bytes;
use http::{HeaderName, HeaderValue};
use std::borrow::Cow;
use std::sync::Arc;
use zeroize::Zeroizing;

/// The contents of a request, the same in every attempt.
#[derive(Clone)]
pub(crate) struct PreparedRequest {
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

impl PreparedRequest {
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

/// Returns the error of a request that cannot be serialised.
pub(crate) fn unwritable(reason: impl std::fmt::Display) -> Error {
    Error::new(ErrorKind::Request, format!("the request cannot be encoded: {reason}"))
}

/// Returns the error of a text that cannot be sent in a request.
pub(super) fn invalid_text(what: &str) -> Error {
    Error::new(ErrorKind::Configuration, format!("{what} contains characters that cannot be sent"))
}
