//! Bodies of raw bytes, with the other parameters in headers.

use super::part::{BodyPart, each_field};
use super::prepared::{PreparedRequest, unwritable};
use crate::action::Service;
use crate::codec::Structure;
use crate::error::Error;
use http::{HeaderName, HeaderValue};

/// Prepares a request: the binary field as the body, every other one as
/// `X-<SERVICE>-<Name>`.
pub(super) fn prepare(
    service: &Service,
    request: &dyn Structure,
) -> Result<PreparedRequest, Error> {
    let mut body = Vec::new();
    let mut headers = Ok(Vec::new());
    each_field(&request, &mut |name, part| match (part, &mut headers) {
        (BodyPart::Binary(bytes), _) => body.extend_from_slice(bytes),
        (BodyPart::Text(text), Ok(list)) => match header(service, name, text.as_bytes()) {
            Ok(header) => list.push(header),
            Err(error) => headers = Err(error),
        },
        (BodyPart::Json(json), Ok(list)) => match header(service, name, &json) {
            Ok(header) => list.push(header),
            Err(error) => headers = Err(error),
        },
        (_, Err(_)) => {}
    })
    .map_err(unwritable)?;
    Ok(PreparedRequest {
        headers: headers?,
        ..PreparedRequest::new("application/octet-stream", body)
    })
}

fn header(service: &Service, name: &str, value: &[u8]) -> Result<(HeaderName, HeaderValue), Error> {
    let refused = || {
        unwritable(format_args!(
            "the field {name} contains characters that cannot be sent in a header"
        ))
    };
    let header = format!("x-{}-{name}", service.name).to_ascii_lowercase();
    let header = HeaderName::try_from(header).map_err(|_| refused())?;
    Ok((header, HeaderValue::from_bytes(value).map_err(|_| refused())?))
}
