//! The requests that the mock has received.

use serde_json::Value;
use std::fmt;

/// A request that the mock received.
///
/// `Debug` does not show the signature, the token, the body, or secret parameters.
#[derive(Clone)]
#[non_exhaustive]
pub struct Seen {
    /// The method, `GET` or `POST`.
    pub method: String,
    /// The action.
    pub action: String,
    /// The region, if there is one.
    pub region: Option<String>,
    /// The parameters, decoded from the request's encoding.
    pub parameters: Value,
    /// All headers.
    pub headers: Vec<(String, String)>,
    /// The original body.
    pub body: Vec<u8>,
    /// The error code of the response, if it has one.
    pub code: Option<String>,
    /// JSON pointers to the secret parameters.
    pub(crate) secrets: Vec<String>,
}

impl Seen {
    /// Returns the value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }
}

impl fmt::Debug for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_secret = |name: &str| {
            ["authorization", "x-tc-token"].iter().any(|it| name.eq_ignore_ascii_case(it))
        };
        let headers = self
            .headers
            .iter()
            .map(|(name, value)| (name, if is_secret(name) { "***" } else { value }));
        let mut parameters = self.parameters.clone();
        for place in &self.secrets {
            parameters.pointer_mut(place).into_iter().for_each(|value| *value = "***".into());
        }
        f.debug_struct("Seen")
            .field("method", &self.method)
            .field("action", &self.action)
            .field("region", &self.region)
            .field("parameters", &parameters)
            .field("headers", &headers.collect::<Vec<_>>())
            .field("body", &format_args!("{} bytes", self.body.len()))
            .field("code", &self.code)
            .finish()
    }
}
