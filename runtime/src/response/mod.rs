//! The interpretation of responses.

mod bare_event;
mod decoding;
#[cfg(feature = "tracing")]
mod deprecated;
mod event;
mod event_parser;
mod failure;
mod interpret;
mod media_type;
mod place;
mod quote;
mod success;
mod transport_failure;
mod unexpected;
#[cfg(feature = "gzip")]
mod unpack;

#[cfg(feature = "tracing")]
pub(crate) use deprecated::deprecation;
pub(crate) use event::{event_error, read_event};
pub(crate) use event_parser::{EventParser, RawEvent};
pub(crate) use interpret::interpret;
pub(crate) use media_type::{is_event_stream, is_packed};
pub(crate) use place::{ErasedResponse, ResponsePlace};
pub(crate) use quote::{header_id, quote};
pub(crate) use success::Success;
pub(crate) use transport_failure::transport_failure;
#[cfg(feature = "gzip")]
pub(crate) use unpack::unpack;

/// Does nothing: without the feature `gzip`, compressed responses are refused later.
#[cfg(not(feature = "gzip"))]
pub(crate) fn unpack(
    _response: &mut http::Response<bytes::Bytes>,
    _limit: usize,
) -> Result<(), crate::error::Error> {
    Ok(())
}

#[cfg(test)]
mod tests;
