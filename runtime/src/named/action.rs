use crate::action::{Operation, PagedList, RegionUse, Service};
use crate::error::{Error, ErrorKind};
use std::collections::HashMap;
use std::sync::{Mutex, OnceLock, PoisonError};

/// The largest number of actions that a program calls by name: each uses a few hundred bytes that
/// are never freed.
const MOST: usize = 65_536;

/// An action by its name, with the properties that the client needs to call it.
///
/// The defaults are cautious: an action is not read-only, is signed, and sends the region of the
/// call if there is one. It is not sent again if it may have taken effect. The properties of each
/// different action (a few hundred bytes) are kept until the program ends; a program can use 65,536
/// of them.
///
/// ```
/// use serde_json::json;
/// use tencentcloud_runtime::{Client, Error, NamedAction};
///
/// async fn zones(client: &Client) -> Result<usize, Error> {
///     let action = NamedAction::new("cvm", "2017-03-12", "DescribeZones").read_only();
///     let zones = client.call_named(&action, json!({})).await?;
///     Ok(zones["ZoneSet"].as_array().map_or(0, Vec::len))
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[must_use]
pub struct NamedAction {
    service: String,
    version: String,
    name: String,
    endpoint: Option<String>,
    region: RegionUse,
    read_only: bool,
    idempotency_token: Option<String>,
    list: Option<PagedList>,
}

impl NamedAction {
    /// Creates an action from its names on the wire.
    ///
    /// These are the service, such as `cvm`, the version of its API, such as `2017-03-12`, and the
    /// action, such as `DescribeZones`. Invalid names fail the call.
    pub fn new(
        service: impl Into<String>,
        version: impl Into<String>,
        name: impl Into<String>,
    ) -> Self {
        Self {
            service: service.into(),
            version: version.into(),
            name: name.into(),
            endpoint: None,
            region: RegionUse::Optional,
            read_only: false,
            idempotency_token: None,
            list: None,
        }
    }

    /// Marks the action as read-only: it changes nothing, starts nothing and costs nothing.
    ///
    /// It is sent again if the connection is lost.
    pub fn read_only(mut self) -> Self {
        self.read_only = true;
        self
    }

    /// Sets how the action uses the region. By default the region of the call is sent if it has
    /// one.
    pub fn region(mut self, region: RegionUse) -> Self {
        self.region = region;
        self
    }

    /// Sets the service's host. Defaults to `<service>.tencentcloudapi.com`.
    pub fn endpoint(mut self, host: impl Into<String>) -> Self {
        self.endpoint = Some(host.into());
        self
    }

    /// Sets the parameter by which the service recognises a repeated request, such as
    /// `ClientToken`.
    ///
    /// The client adds it if the parameters lack it. With it the request is safe to send again.
    pub fn idempotency_token(mut self, parameter: impl Into<String>) -> Self {
        self.idempotency_token = Some(parameter.into());
        self
    }

    /// Sets how the action pages through a list, for `pages_named`, `items_named` and for waiters.
    pub fn list(mut self, list: PagedList) -> Self {
        self.list = Some(list);
        self
    }

    /// Returns the action's description: the same static value each time.
    ///
    /// # Errors
    /// Returns an error if a name is invalid, or if the program has used too many different
    /// actions.
    pub(crate) fn operation(&self) -> Result<&'static Operation, Error> {
        static KNOWN: OnceLock<Mutex<HashMap<NamedAction, &'static Operation>>> = OnceLock::new();
        self.check()?;
        // Each entry is inserted as a whole, so a poisoned lock is harmless.
        let mut known =
            KNOWN.get_or_init(Mutex::default).lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(operation) = known.get(self) {
            return Ok(operation);
        }
        if known.len() >= MOST {
            let text = format!(
                "the program has called {MOST} different actions by name, and no more are kept"
            );
            return Err(Error::new(ErrorKind::Request, text));
        }
        let operation = self.leaked();
        known.insert(self.clone(), operation);
        Ok(operation)
    }

    fn leaked(&self) -> &'static Operation {
        let text = |text: &str| -> &'static str { Box::leak(text.to_owned().into_boxed_str()) };
        let host = format!("{}.tencentcloudapi.com", self.service);
        let service = Box::leak(Box::new(Service {
            name: text(&self.service),
            version: text(&self.version),
            endpoint: text(self.endpoint.as_deref().unwrap_or(&host)),
        }));
        Box::leak(Box::new(Operation {
            region: self.region,
            read_only: self.read_only,
            idempotency_token: self.idempotency_token.as_deref().map(text),
            list: self.list,
            ..Operation::new(text(&self.name), service)
        }))
    }

    /// Checks the names.
    ///
    /// # Errors
    /// Returns an error that shows the first invalid name.
    fn check(&self) -> Result<(), Error> {
        let is_word = |text: &str, also: &str| {
            let allowed = |c: char| c.is_ascii_alphanumeric() || also.contains(c);
            !text.is_empty() && text.len() <= 200 && text.chars().all(allowed)
        };
        let is_lower = !self.service.bytes().any(|byte| byte.is_ascii_uppercase());
        let names = [
            (
                "service name",
                self.service.as_str(),
                is_word(&self.service, "-_") && is_lower,
                "lower-case letters, digits, - and _",
            ),
            ("version", &self.version, is_word(&self.version, "-"), "YYYY-MM-DD"),
            ("action name", &self.name, is_word(&self.name, "_"), "letters, digits and _"),
        ];
        for (what, name, is_valid, form) in names {
            if !is_valid {
                let text = format!("{name:?} is not a valid {what} ({form})");
                return Err(Error::new(ErrorKind::Request, text));
            }
        }
        match self.endpoint.as_deref().filter(|host| !is_word(host, "-._")) {
            None => Ok(()),
            Some(host) => {
                Err(Error::new(ErrorKind::Request, format!("{host:?} is not a valid host name")))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::NamedAction;

    #[test]
    fn one_operation_for_the_same_action() {
        let action = || NamedAction::new("cvm", "2017-03-12", "DescribeZones");
        let first = action().operation().unwrap();
        assert!(std::ptr::eq(first, action().operation().unwrap()));
        assert!(!std::ptr::eq(first, action().read_only().operation().unwrap()));
        assert_eq!(
            (first.name, first.service.name, first.service.version),
            ("DescribeZones", "cvm", "2017-03-12")
        );
        assert_eq!((first.service.endpoint, first.read_only), ("cvm.tencentcloudapi.com", false));
        let other = action()
            .endpoint("cvm.example.com")
            .idempotency_token("ClientToken")
            .operation()
            .unwrap();
        assert_eq!(
            (other.service.endpoint, other.idempotency_token),
            ("cvm.example.com", Some("ClientToken"))
        );
    }

    #[test]
    fn names_that_cannot_be_sent() {
        let cases = [
            (
                NamedAction::new("", "2017-03-12", "A"),
                "\"\" is not a valid service name (lower-case letters, digits, - and _)",
            ),
            (
                NamedAction::new("CVM", "2017-03-12", "A"),
                "\"CVM\" is not a valid service name (lower-case letters, digits, - and _)",
            ),
            (
                NamedAction::new("c/v", "2017-03-12", "A"),
                "\"c/v\" is not a valid service name (lower-case letters, digits, - and _)",
            ),
            (
                NamedAction::new("cvm", "2017 03", "A"),
                "\"2017 03\" is not a valid version (YYYY-MM-DD)",
            ),
            (
                NamedAction::new("cvm", "1", "A\n"),
                "\"A\\n\" is not a valid action name (letters, digits and _)",
            ),
            (NamedAction::new("cvm", "1", "A").endpoint("a@b"), "\"a@b\" is not a valid host name"),
        ];
        for (action, text) in cases {
            assert_eq!(action.operation().unwrap_err().message(), text);
        }
    }
}
