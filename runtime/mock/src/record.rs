//! Real traffic, recorded once with one account and replayed in everyone's tests.

use crate::SetupError;
use serde_json::{Value, json};
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use tencentcloud_runtime::bytes::Bytes;
use tencentcloud_runtime::http::Response;
use tencentcloud_runtime::intercept::{
    Attempt, Interceptor, Next, Outcome, OutgoingRequest, is_secret_name,
};
use tencentcloud_runtime::{Error, ErrorKind, Operation};

/// The replacement of secrets in a record, and of values that differ each time.
const MASK: &str = "***";

/// An [`Interceptor`] that records a client's calls in a file, for a [`Player`].
///
/// It removes the secrets of the credentials, of fields that are marked as secret, and of fields
/// whose names indicate a secret. Nevertheless, check a record before you publish it: it contains
/// the names, IDs and addresses of an account. It does not record responses that stream, or
/// attempts without a response.
///
/// ```no_run
/// use tencentcloud_mock::Recorder;
/// use tencentcloud_runtime::Config;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let config = Config::from_env("ap-guangzhou")?.interceptor(Recorder::new("tests/zones.json")?);
/// # Ok(())
/// # }
/// ```
pub struct Recorder {
    path: PathBuf,
    calls: Mutex<Vec<Value>>,
}

/// The body of a sent request.
#[derive(Clone)]
struct Sent(Bytes);

impl Recorder {
    /// Creates a recorder with an empty file, and overwrites an existing one.
    ///
    /// # Errors
    /// Returns an error if the file cannot be written.
    pub fn new(path: impl Into<PathBuf>) -> Result<Self, SetupError> {
        let recorder = Self { path: path.into(), calls: Mutex::default() };
        recorder.write(&[]).map_err(|error| unusable(&recorder.path, &error.to_string()))?;
        Ok(recorder)
    }

    fn write(&self, calls: &[Value]) -> std::io::Result<()> {
        let text = serde_json::to_string_pretty(&json!({ "calls": calls })).unwrap_or_default();
        fs::write(&self.path, text + "\n")
    }
}

impl Interceptor for Recorder {
    fn before(
        &self,
        attempt: &mut Attempt<'_>,
        request: &mut OutgoingRequest,
    ) -> Result<Next, Error> {
        attempt.state().insert(Sent(request.body().clone()));
        Ok(Next::Send)
    }

    fn after(&self, attempt: &mut Attempt<'_>, outcome: &Outcome<'_>) {
        let (Some(Sent(body)), Some(response)) =
            (attempt.state().remove::<Sent>(), outcome.response())
        else {
            return;
        };
        let token = attempt.operation().idempotency_token;
        let call = json!({
            "service": attempt.operation().service.name,
            "version": attempt.operation().service.version,
            "action": attempt.operation().name,
            "region": attempt.region().map(|region| region.as_str()),
            "request": masked(parsed(&outcome.redact(&String::from_utf8_lossy(&body))), token),
            "status": response.status().as_u16(),
            "response": masked(parsed(&outcome.redact(&String::from_utf8_lossy(response.body()))),
                None),
        });
        // Each entry is pushed as a whole, so a poisoned lock is harmless.
        let mut calls = self.calls.lock().unwrap_or_else(PoisonError::into_inner);
        calls.push(call);
        if let Err(error) = self.write(&calls) {
            // Recording tests are run by hand, so this text is seen.
            eprintln!("{}", unusable(&self.path, &error.to_string()));
        }
    }
}

/// Omits the calls.
impl fmt::Debug for Recorder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recorder").field("path", &self.path).finish_non_exhaustive()
    }
}

/// An [`Interceptor`] that responds to a client's calls from a record, without a network.
///
/// The response is that of the first unused recorded call of the same action with the same
/// parameters. If there is none, the call fails. The configuration needs credentials, which may be
/// invented.
///
/// ```no_run
/// use tencentcloud_mock::Player;
/// use tencentcloud_runtime::{Config, Credential};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let player = Player::new("tests/zones.json")?;
/// let config = Config::new().credentials(Credential::new("id", "key")).region("ap-guangzhou")
///     .interceptor(player);
/// # Ok(())
/// # }
/// ```
pub struct Player {
    calls: Mutex<Vec<Recorded>>,
}

struct Recorded {
    call: Value,
    is_used: bool,
}

impl Player {
    /// Reads a record from a file.
    ///
    /// # Errors
    /// Returns an error if the file cannot be read or is not a record.
    pub fn new(path: impl AsRef<Path>) -> Result<Self, SetupError> {
        let path = path.as_ref();
        let text = fs::read_to_string(path).map_err(|error| unusable(path, &error.to_string()))?;
        Self::from_text(&text).map_err(|error| unusable(path, &error.to_string()))
    }

    /// Reads a record from its text, as included with `include_str!`.
    ///
    /// # Errors
    /// Returns an error if the text is not a record.
    pub fn from_text(text: &str) -> Result<Self, SetupError> {
        let mut record: Value = serde_json::from_str(text)
            .map_err(|error| SetupError::new(format!("the record is not JSON: {error}")))?;
        let Some(calls) = record["calls"].as_array_mut() else {
            return Err(SetupError::new(
                "the record has no list of calls: record it with `Recorder`".to_owned(),
            ));
        };
        let calls = calls.drain(..).map(|call| Recorded { call, is_used: false }).collect();
        Ok(Self { calls: Mutex::new(calls) })
    }

    fn respond(&self, operation: &Operation, request: &Value) -> Result<Response<Bytes>, Error> {
        let mut calls = self.calls.lock().unwrap_or_else(PoisonError::into_inner);
        let is_of_action = |recorded: &Recorded| {
            let call = &recorded.call;
            call["service"] == operation.service.name
                && call["version"] == operation.service.version
                && call["action"] == operation.name
        };
        let is_it = |recorded: &&mut Recorded| {
            !recorded.is_used
                && is_of_action(recorded)
                && is_like(&recorded.call["request"], request)
        };
        if let Some(recorded) = calls.iter_mut().find(is_it) {
            recorded.is_used = true;
            return response(&recorded.call);
        }
        let of_action = calls.iter().filter(|recorded| is_of_action(recorded)).count();
        let used =
            calls.iter().filter(|recorded| is_of_action(recorded) && recorded.is_used).count();
        let text = format!(
            "the record has no call with these parameters that is left; of the action it has \
                {of_action}, {used} are used"
        );
        Err(Error::new(ErrorKind::Request, text))
    }
}

impl Interceptor for Player {
    fn before(
        &self,
        attempt: &mut Attempt<'_>,
        request: &mut OutgoingRequest,
    ) -> Result<Next, Error> {
        let body = parsed(&String::from_utf8_lossy(request.body()));
        self.respond(attempt.operation(), &body).map(Next::Respond)
    }
}

impl fmt::Debug for Player {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Player").finish_non_exhaustive()
    }
}

/// Returns the response of a recorded call.
fn response(call: &Value) -> Result<Response<Bytes>, Error> {
    let (body, content_type) = match &call["response"] {
        Value::String(text) => (text.clone(), "text/plain"),
        json => (json.to_string(), "application/json"),
    };
    let status =
        call["status"].as_u64().and_then(|status| u16::try_from(status).ok()).unwrap_or(200);
    let response =
        Response::builder().status(status).header("content-type", content_type).body(body.into());
    response.map_err(|_| Error::new(ErrorKind::Request, "the record has a status that is none"))
}

/// Returns whether a request matches a recorded one. Masked values match anything.
fn is_like(recorded: &Value, request: &Value) -> bool {
    match (recorded, request) {
        (Value::String(text), _) if text.contains(MASK) => true,
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_like(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len()
                && a.iter().all(|(name, a)| b.get(name).is_some_and(|b| is_like(a, b)))
        }
        (recorded, request) => recorded == request,
    }
}

/// Parses a text as JSON, or returns it as a string.
fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.to_owned()))
}

/// Masks the values of fields whose names indicate secrets, and of the given field.
fn masked(value: Value, also: Option<&str>) -> Value {
    match value {
        Value::Object(members) => {
            let mask = |(name, value): (String, Value)| {
                let is_masked =
                    !value.is_null() && (is_secret_name(&name) || also == Some(name.as_str()));
                let value = if is_masked { MASK.into() } else { masked(value, None) };
                (name, value)
            };
            Value::Object(members.into_iter().map(mask).collect())
        }
        Value::Array(items) => items.into_iter().map(|item| masked(item, None)).collect(),
        other => other,
    }
}

fn unusable(path: &Path, reason: &str) -> SetupError {
    SetupError::new(format!("{}: {reason}", path.display()))
}
