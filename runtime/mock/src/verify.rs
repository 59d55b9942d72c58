//! TC3-HMAC-SHA256 as the gateway verifies it.
//!
//! It shares no code with the runtime, so that each can reveal the other's mistakes.

use crate::http::Request;
use crate::script::ServiceError;
use crate::settings::Credential;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

/// The largest difference of a request's time from the current one, in seconds.
const TOLERANCE: u64 = 300;

/// Checks that a request is signed with a known key and a current timestamp.
///
/// Returns the service that it is signed for.
pub(crate) fn verify<'r>(
    request: &'r Request,
    credentials: &[Credential],
    now: u64,
) -> Result<&'r str, ServiceError> {
    let authorization = Authorization::parse(request.header("authorization").unwrap_or_default())
        .ok_or_else(|| {
        auth_failure(
            "InvalidAuthorization",
            "the header Authorization is not TC3-HMAC-SHA256's".to_owned(),
        )
    })?;
    let timestamp = request.header("x-tc-timestamp").and_then(|text| text.parse::<u64>().ok());
    let timestamp = timestamp.ok_or_else(|| {
        auth_failure("InvalidAuthorization", "X-TC-Timestamp is not a time".to_owned())
    })?;
    if timestamp.abs_diff(now) > TOLERANCE {
        return Err(auth_failure(
            "SignatureExpire",
            format!("the request's time {timestamp} is too far from {now}"),
        ));
    }
    let credential = credentials
        .iter()
        .find(|credential| credential.id == authorization.id)
        .ok_or_else(|| auth_failure("SecretIdNotFound", "the SecretId is not known".to_owned()))?;
    let scope = authorization
        .scope
        .strip_prefix(&date(timestamp))
        .and_then(|scope| scope.strip_prefix('/'));
    let service = scope.and_then(|scope| scope.strip_suffix("/tc3_request")).ok_or_else(|| {
        let text =
            format!("the scope of the signature must be {}/<service>/tc3_request", date(timestamp));
        auth_failure("SignatureFailure", text)
    })?;
    if signature(request, &authorization, timestamp, &credential.key)? != authorization.signature {
        return Err(auth_failure(
            "SignatureFailure",
            "the signature is not that of this request and key".to_owned(),
        ));
    }
    match (credential.token.as_deref(), request.header("x-tc-token")) {
        (None, None | Some("")) => Ok(service),
        (Some(token), Some(given)) if token == given => Ok(service),
        _ => Err(auth_failure("TokenFailure", "the token is not that of the key".to_owned())),
    }
}

fn auth_failure(code: &str, message: String) -> ServiceError {
    ServiceError { code: format!("AuthFailure.{code}"), message }
}

/// The parts of the header `Authorization`.
struct Authorization<'a> {
    id: &'a str,
    scope: &'a str,
    headers: &'a str,
    signature: &'a str,
}

impl<'a> Authorization<'a> {
    fn parse(text: &'a str) -> Option<Self> {
        let mut parts = text.strip_prefix("TC3-HMAC-SHA256 ")?.split(',').map(str::trim);
        let (id, scope) = parts.next()?.strip_prefix("Credential=")?.split_once('/')?;
        let headers = parts.next()?.strip_prefix("SignedHeaders=")?;
        let signature = parts.next()?.strip_prefix("Signature=")?;
        Some(Self { id, scope, headers, signature })
    }
}

fn signature(
    request: &Request,
    authorization: &Authorization<'_>,
    timestamp: u64,
    key: &str,
) -> Result<String, ServiceError> {
    let names: Vec<&str> = authorization.headers.split(';').collect();
    if !names.contains(&"content-type") || !names.contains(&"host") || !names.is_sorted() {
        let text =
            "content-type and host must be signed, and the names of signed headers be sorted"
                .to_owned();
        return Err(auth_failure("SignatureFailure", text));
    }
    let mut canonical = format!("{}\n/\n{}\n", request.method, request.query);
    for name in &names {
        let value = request.header(name).unwrap_or_default().trim();
        // The documentation lower-cases all values. The content type stays as it is, as in the
        // vendor's SDKs.
        let value = if *name == "content-type" { value.to_owned() } else { value.to_lowercase() };
        canonical += &format!("{name}:{value}\n");
    }
    let payload = match request.header("x-tc-content-sha256") {
        Some("UNSIGNED-PAYLOAD") => hex(&Sha256::digest(b"UNSIGNED-PAYLOAD")),
        _ if request.method == "GET" => hex(&Sha256::digest(b"")),
        _ => hex(&Sha256::digest(&request.body)),
    };
    canonical += &format!("\n{}\n{payload}", authorization.headers);
    let scope = authorization.scope;
    let text = format!(
        "TC3-HMAC-SHA256\n{timestamp}\n{scope}\n{}",
        hex(&Sha256::digest(canonical.as_bytes()))
    );
    let mut secret = format!("TC3{key}").into_bytes();
    for step in scope.split('/').chain([text.as_str()]) {
        secret = mac(&secret, step);
    }
    Ok(hex(&secret))
}

fn mac(key: &[u8], text: &str) -> Vec<u8> {
    // HMAC accepts keys of any length.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { return Vec::new() };
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Returns the date in UTC, as `2017-03-12`. Years begin in March, so that a leap day is a year's
/// last.
fn date(unix: u64) -> String {
    let days = unix / 86_400 + 719_468;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = era * 400 + year_of_era + u64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::date;

    #[test]
    fn dates() {
        let cases = [
            (0, "1970-01-01"),
            (951_782_400, "2000-02-29"),
            (1_551_113_065, "2019-02-25"),
            (1_583_020_799, "2020-02-29"),
            (1_583_020_800, "2020-03-01"),
            (1_704_067_199, "2023-12-31"),
            (1_704_067_200, "2024-01-01"),
            (4_107_542_400, "2100-03-01"),
        ];
        for (unix, day) in cases {
            assert_eq!(date(unix), day);
        }
    }
}
