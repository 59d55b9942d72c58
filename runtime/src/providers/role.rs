//! Roles that other credentials can assume.

use super::source::usable_if_any;
use crate::action::Region;
use crate::error::Error;
use std::fmt;
use std::time::Duration;

/// A role and the settings with which it is assumed.
///
/// ```
/// use std::time::Duration;
/// use tencentcloud_runtime::Credential;
/// use tencentcloud_runtime::credential::{Role, Sources};
///
/// let role = Role::new("qcs::cam::uin/100000000001:roleName/reader")
///     .duration(Duration::from_secs(3600));
/// let provider = Sources::new().assume_role(Credential::new("AKID…", "…"), role);
/// ```
#[derive(Clone)]
#[must_use]
pub struct Role {
    pub(super) arn: String,
    pub(super) session: Option<String>,
    pub(super) duration: Duration,
    pub(super) policy: Option<String>,
    pub(super) external_id: Option<String>,
    pub(super) region: Region,
}

impl Role {
    /// Creates a role from its ARN, such as `qcs::cam::uin/<account>:roleName/<role>`.
    pub fn new(arn: impl Into<String>) -> Self {
        Self {
            arn: arn.into(),
            session: None,
            duration: Duration::from_secs(7200),
            policy: None,
            external_id: None,
            region: Region::AP_GUANGZHOU,
        }
    }

    /// Sets the session name, which the service records.
    ///
    /// Defaults to a name that contains the time.
    pub fn session_name(mut self, name: impl Into<String>) -> Self {
        self.session = Some(name.into());
        self
    }

    /// Sets how long the credentials are valid. Defaults to 2 hours; at most 12 hours.
    pub fn duration(mut self, duration: Duration) -> Self {
        self.duration = duration;
        self
    }

    /// Sets a policy, as JSON, that restricts the role's permissions.
    pub fn policy(mut self, json: impl Into<String>) -> Self {
        self.policy = Some(json.into());
        self
    }

    /// Sets the external ID that the role's owner requires.
    pub fn external_id(mut self, id: impl Into<String>) -> Self {
        self.external_id = Some(id.into());
        self
    }

    /// Sets the region that the request is sent to. Defaults to Guangzhou.
    pub fn region(mut self, region: Region) -> Self {
        self.region = region;
        self
    }

    /// Returns the role that a profile names, if any. A session name without a role is ignored.
    pub(super) fn parse(
        arn: Option<String>,
        session: Option<String>,
        place: &str,
    ) -> Result<Option<Self>, Error> {
        let Some(arn) = usable_if_any(arn, place, "the role's name")? else { return Ok(None) };
        let session = usable_if_any(session, place, "the role's session name")?;
        Ok(Some(Self { session, ..Self::new(arn) }))
    }
}

impl fmt::Debug for Role {
    /// Omits the external ID, which is a secret between two accounts.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Role")
            .field("arn", &self.arn)
            .field("session", &self.session)
            .field("duration", &self.duration)
            .field("region", &self.region)
            .finish_non_exhaustive()
    }
}
