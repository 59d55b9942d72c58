//! The role of the machine that the program runs on.

use super::source::{CredentialSource, SourceResult, broken, given, kept, usable};
use super::{CachedProvider, Sources};
use crate::credential::Credential;
use crate::error::{Error, Redactor, printable_cause};
use crate::time::ahead;
use crate::time::{BoxFuture, Sleep, within};
use crate::transport::{TimeLimits, Transport, TransportError, TransportErrorKind};
use bytes::Bytes;
use http::{HeaderMap, Request, StatusCode};
use serde_json::Value;
use std::time::Duration;

const PATH: &str = "/latest/meta-data/cam/security-credentials/";
/// The limit for finding the role and fetching its credentials together.
const LIMIT: Duration = Duration::from_secs(5);
/// The limit of a response's size. Responses are well under 2 KiB.
const MAX_RESPONSE: usize = 64 * 1024;
/// The largest number of requests while the service is busy or broken.
const ATTEMPTS: u32 = 4;
/// The wait before the second request; it doubles each time.
const PAUSE: Duration = Duration::from_millis(200);

impl Sources {
    /// Returns a provider of the credentials of the machine's role, from the metadata service.
    ///
    /// Connecting may take one second, and all requests of a renewal together five seconds. They
    /// use no proxy. A request is repeated up to three times if the service responds with HTTP 429
    /// or 5xx, or if the connection breaks.
    pub fn instance_role(&self) -> CachedProvider {
        kept(self, InstanceRole(self.clone()))
    }
}

pub(super) struct InstanceRole(pub(super) Sources);

impl CredentialSource for InstanceRole {
    fn search(&self) -> BoxFuture<'_, Result<SourceResult, Error>> {
        Box::pin(async {
            let (transport, sleep) = (self.0.direct_transport()?, self.0.timer()?);
            let service =
                MetadataService { transport: &*transport, sleep: &*sleep, sources: &self.0 };
            let found = within(&*sleep, LIMIT, service.fetch()).await;
            found.unwrap_or_else(|| {
                Err(broken(format!("the metadata service did not respond within {LIMIT:?}")))
            })
        })
    }
}

/// A client of the metadata service.
struct MetadataService<'a> {
    transport: &'a dyn Transport,
    sleep: &'a dyn Sleep,
    sources: &'a Sources,
}

impl MetadataService<'_> {
    async fn fetch(&self) -> Result<SourceResult, Error> {
        let base = &self.sources.metadata;
        let name = match self.get(&format!("{base}{PATH}")).await {
            Ok((StatusCode::OK, _, body)) => role_name(&body)?,
            Ok((StatusCode::NOT_FOUND, ..)) => {
                return Ok(SourceResult::Absent("no role is bound to this machine".to_owned()));
            }
            Ok((status, ..)) => return Err(odd(status)),
            Err(error) => return unreached(error),
        };
        match self.get(&format!("{base}{PATH}{name}")).await {
            Ok((StatusCode::OK, headers, body)) => {
                let now = self.sources.clock.now();
                Ok(given(credential(&body, &name)?, ahead(&headers, now), now).into())
            }
            Ok((status, ..)) => Err(odd(status)),
            Err(error) => Err(failed(error)),
        }
    }

    /// Sends a request, and repeats it after transient failures.
    async fn get(&self, url: &str) -> Result<(StatusCode, HeaderMap, Bytes), TransportError> {
        let started = self.sources.clock.now().tick;
        let mut pause = PAUSE;
        for _ in 1..ATTEMPTS {
            let outcome = get(self.transport, url).await;
            let passes = match &outcome {
                Ok((status, ..)) => {
                    *status == StatusCode::TOO_MANY_REQUESTS || status.is_server_error()
                }
                Err(error) => error.kind() == TransportErrorKind::Network,
            };
            // Code that blocks the thread cannot be stopped from outside.
            let is_late =
                self.sources.clock.now().tick.saturating_sub(started).saturating_add(pause)
                    >= LIMIT;
            if !passes || is_late {
                return outcome;
            }
            self.sleep.sleep(self.spread(pause)).await;
            pause *= 2;
        }
        get(self.transport, url).await
    }

    /// Returns a random duration between half of a pause and all of it.
    ///
    /// Many programs may start at the same time on one machine.
    fn spread(&self, pause: Duration) -> Duration {
        let mut byte = [0];
        self.sources.randomness.fill(&mut byte);
        pause / 2 + pause / 2 * u32::from(byte[0]) / 255
    }
}

/// Reports the source as absent if the connection is refused: the program runs outside the cloud.
fn unreached(error: TransportError) -> Result<SourceResult, Error> {
    match error.kind() {
        TransportErrorKind::Connect => Ok(SourceResult::Absent(
            "there is no metadata service: this machine is not in the cloud".to_owned(),
        )),
        _ => Err(failed(error)),
    }
}

fn failed(error: TransportError) -> Error {
    let text = format!("the metadata service failed: {error}");
    broken(text).with_source(printable_cause(error.into(), &Redactor::default()))
}

fn odd(status: StatusCode) -> Error {
    broken(format!("the metadata service responded with HTTP {}", status.as_u16()))
}

async fn get(
    transport: &dyn Transport,
    url: &str,
) -> Result<(StatusCode, HeaderMap, Bytes), TransportError> {
    let mut request =
        Request::get(url).body(Bytes::new()).map_err(TransportError::configuration)?;
    request
        .extensions_mut()
        .insert(TimeLimits { exchange: Some(LIMIT / 2), ..TimeLimits::default() });
    let (head, body) = transport.send(request).await?.into_parts();
    Ok((head.status, head.headers, body.collect(MAX_RESPONSE).await?))
}

/// Returns the role's name, which becomes part of a path.
fn role_name(body: &[u8]) -> Result<String, Error> {
    let name = String::from_utf8_lossy(body).trim().to_owned();
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.@+=,".contains(&byte);
    if name.is_empty() || name.len() > 256 || !name.bytes().all(allowed) || name.starts_with('.') {
        return Err(broken(
            "the metadata service responded with something that is not a role name",
        ));
    }
    Ok(name)
}

/// Returns the credential in a response.
///
/// Errors do not quote the response, which may contain the keys.
fn credential(body: &[u8], role: &str) -> Result<Credential, Error> {
    let place = format!("the metadata service's response for the role {role}");
    let response: Value = serde_json::from_slice(body)
        .map_err(|_| broken(format!("{place} does not have the documented form")))?;
    match response["Code"].as_str() {
        Some("Success") => {}
        Some(code) if code.len() < 100 => {
            let keys = ["TmpSecretId", "TmpSecretKey", "Token"]
                .map(|name| response[name].as_str().unwrap_or_default());
            let code = Redactor::new(keys).clean(code);
            return Err(broken(format!("{place} has the code {code:?} rather than \"Success\"")));
        }
        _ => return Err(broken(format!("{place} has no code"))),
    }
    let part = |name: &str| usable(response[name].as_str().map(str::to_owned), &place, name);
    let (id, key, token) = (part("TmpSecretId")?, part("TmpSecretKey")?, part("Token")?);
    let expires = response["ExpiredTime"]
        .as_u64()
        .ok_or_else(|| broken(format!("{place} has no ExpiredTime")))?;
    Ok(Credential::from_parts(id, key, Some(token), Some(expires)))
}
