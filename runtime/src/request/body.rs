use super::prepared::{PreparedRequest, unwritable};
use super::{multipart, octet_stream};
use crate::action::{BodyKind, Operation};
use crate::codec::{Structure, missing_required, secrets, to_json};
use crate::error::{Error, ErrorKind};
use crate::time::Randomness;
use zeroize::Zeroizing;

/// The largest body that the gateway accepts, in bytes.
const MAX_BODY: usize = 10 * 1024 * 1024;

const JSON: &str = "application/json";

/// Prepares a request, in the encoding that the action uses.
///
/// # Errors
/// Returns an error if a required field is not set, or if the body is larger than the gateway
/// accepts.
pub(crate) fn prepare(
    operation: &Operation,
    request: &dyn Structure,
    randomness: &dyn Randomness,
) -> Result<PreparedRequest, Error> {
    if let Some(path) = missing_required(request) {
        return Err(Error::new(
            ErrorKind::Request,
            format!("the required field {path} is not set"),
        ));
    }
    let mut prepared = match operation.body {
        BodyKind::Json => PreparedRequest::new(JSON, to_json(request).map_err(unwritable)?),
        BodyKind::Multipart => multipart::prepare(request, randomness)?,
        BodyKind::OctetStream => octet_stream::prepare(operation.service, request)?,
    };
    check_size(&prepared)?;
    prepared.repeatable = operation.read_only;
    let secrets = secrets(&request);
    if !secrets.is_empty() {
        prepared.secrets = secrets.into();
    }
    Ok(prepared)
}

/// Prepares a request from JSON whose secrets the caller knows.
///
/// # Errors
/// Returns an error if the body is larger than the gateway accepts.
pub(crate) fn prepare_json(
    json: Vec<u8>,
    secrets: Vec<Zeroizing<String>>,
) -> Result<PreparedRequest, Error> {
    let prepared = PreparedRequest { secrets: secrets.into(), ..PreparedRequest::new(JSON, json) };
    check_size(&prepared)?;
    Ok(prepared)
}

fn check_size(prepared: &PreparedRequest) -> Result<(), Error> {
    if prepared.body.len() > MAX_BODY {
        let text = format!(
            "the request body has {} bytes; at most {MAX_BODY} are allowed",
            prepared.body.len()
        );
        return Err(Error::new(ErrorKind::Request, text));
    }
    Ok(())
}
