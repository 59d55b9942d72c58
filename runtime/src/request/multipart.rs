//! Bodies with one part per field, for the actions that take files.

use super::part::{BodyPart, each_field};
use super::prepared::{PreparedRequest, unwritable};
use crate::codec::Structure;
use crate::error::Error;
use crate::time::{Randomness, random_hex};

/// Prepares a request with one part per field.
///
/// The boundary is lower case. The content type is signed, and the two known ways to sign it differ
/// in upper-case letters only.
pub(super) fn prepare(
    request: &dyn Structure,
    randomness: &dyn Randomness,
) -> Result<PreparedRequest, Error> {
    let boundary = random_hex(randomness);
    let mut body = Vec::new();
    each_field(&request, &mut |name, part| write(&mut body, &boundary, name, &part))
        .map_err(unwritable)?;
    if !body.is_empty() {
        body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    }
    Ok(PreparedRequest::new(format!("multipart/form-data; boundary={boundary}"), body))
}

fn write(body: &mut Vec<u8>, boundary: &str, name: &str, part: &BodyPart<'_>) {
    let (more, value) = match part {
        BodyPart::Text(text) => (String::new(), text.as_bytes()),
        BodyPart::Json(json) => ("\r\nContent-Type: application/json".to_owned(), json.as_slice()),
        BodyPart::Binary(bytes) => (format!("; filename=\"{name}\""), *bytes),
    };
    let head =
        format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"{more}\r\n\r\n");
    body.extend_from_slice(head.as_bytes());
    body.extend_from_slice(value);
    body.extend_from_slice(b"\r\n");
}
