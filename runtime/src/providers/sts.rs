//! The service that issues the credentials of roles: its two required actions, as the generator
//! writes them.

use super::Sources;
use super::failure::Below;
use super::role::Role;
use super::source::{broken, given};
use crate::action::Region;
use crate::action::UndocumentedErrorCode;
use crate::action::{Action, Operation, RegionUse, Service};
use crate::client::Client;
use crate::codec::{FieldMut, FieldOp, FieldVisitor, Schema, Structure};
use crate::credential::{Credential, CredentialProvider};
use crate::error::{Error, ErrorKind};
use crate::text::percent_encoded;
use crate::time::ahead;
use crate::time::{BoxFuture, Clock};
use crate::transport::{Body, Transport, TransportError};
use bytes::Bytes;
use http::{Request, Response};
use std::sync::{Arc, Mutex, PoisonError};

static SERVICE: Service = Service::new("sts", "2018-08-13", "sts.tencentcloudapi.com");

/// Assumes a role.
pub(super) async fn assume_role(
    sources: &Sources,
    credentials: impl CredentialProvider,
    role: &Role,
) -> Result<Credential, Error> {
    let request = AssumeRole {
        role_arn: Some(role.arn.clone()),
        session: Some(role.session.clone().unwrap_or_else(|| session_name(sources))),
        duration: Some(role.duration.as_secs()),
        // The service expects the policy percent-encoded.
        policy: role.policy.as_deref().map(percent_encoded),
        external_id: role.external_id.clone(),
    };
    let dated = Arc::new(Dated::new(sources)?);
    let config = sources.config()?.transport(Arc::clone(&dated)).region(role.region.clone());
    let client = Client::new(config.credentials(credentials))?;
    let response =
        client.call(request).await.map_err(|error| refused(error.into_error(), &role.arn))?;
    Ok(dated.given(credential(response)?))
}

/// Assumes a role with the token of another identity provider. It needs no keys.
pub(super) async fn assume_role_with_web_identity(
    sources: &Sources,
    region: &Region,
    provider: String,
    token: String,
    role_arn: String,
) -> Result<Credential, Error> {
    let request = AssumeRoleWithWebIdentity {
        provider: Some(provider),
        token: Some(token),
        role_arn: Some(role_arn.clone()),
        session: Some(session_name(sources)),
        duration: Some(7200),
    };
    let dated = Arc::new(Dated::new(sources)?);
    let client =
        Client::new(sources.config()?.transport(Arc::clone(&dated)).region(region.clone()))?;
    let response =
        client.call(request).await.map_err(|error| refused(error.into_error(), &role_arn))?;
    Ok(dated.given(credential(response)?))
}

/// A transport that records the dates of responses.
struct Dated {
    transport: Arc<dyn Transport>,
    clock: Arc<dyn Clock>,
    /// How far the last response's date is ahead of our clock.
    ahead: Mutex<Option<i64>>,
}

impl Dated {
    fn new(sources: &Sources) -> Result<Self, Error> {
        let (transport, clock) = (sources.shared_transport()?, Arc::clone(&sources.clock));
        Ok(Self { transport, clock, ahead: Mutex::default() })
    }

    /// Returns the credential of the last response.
    fn given(&self, credential: Credential) -> Credential {
        let ahead = *self.ahead.lock().unwrap_or_else(PoisonError::into_inner);
        given(credential, ahead, self.clock.now())
    }
}

impl Transport for Dated {
    fn send(
        &self,
        request: Request<Bytes>,
    ) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        Box::pin(async {
            let response = self.transport.send(request).await?;
            let ahead = ahead(response.headers(), self.clock.now());
            *self.ahead.lock().unwrap_or_else(PoisonError::into_inner) = ahead;
            Ok(response)
        })
    }
}

fn session_name(sources: &Sources) -> String {
    format!("tencentcloud-rs-{}", sources.clock.now().unix)
}

/// Returns the error of a role that was not assumed.
///
/// It does not quote an unreadable response, which may contain the keys.
fn refused(error: Error, role: &str) -> Error {
    let why = match error.kind() {
        ErrorKind::Decode => "the response does not have the documented form".to_owned(),
        ErrorKind::Http => match error.status() {
            Some(status) => format!("the response does not come from the service (HTTP {status})"),
            None => "the response does not come from the service".to_owned(),
        },
        _ => error.to_string(),
    };
    let refused = broken(format!("the role {role} cannot be assumed: {why}"));
    match error.kind() {
        ErrorKind::Connect | ErrorKind::Network => refused.with_source(Below(Arc::new(error))),
        _ => refused,
    }
}

fn credential(response: Assumed) -> Result<Credential, Error> {
    let whole = |text: Option<String>| text.filter(|text| !text.is_empty());
    let keys = response.credentials.unwrap_or_default();
    match (whole(keys.id), whole(keys.key), whole(keys.token), response.expires) {
        (Some(id), Some(key), Some(token), Some(expires)) => {
            Ok(Credential::from_parts(id, key, Some(token), Some(expires)))
        }
        _ => Err(broken("the response with the role's credentials is incomplete")),
    }
}

/// A structure of optional fields, as the generator writes it.
macro_rules! structure {
    (@field Structure $op:ident $($place:tt)*) => { $op.structure(&mut $($place)*) };
    (@field $kind:ident $op:ident $($place:tt)*) => { FieldMut::$kind(&mut $($place)*) };
    (@reference Structure $($place:tt)*) => { &&$($place)* };
    (@reference $kind:ident $($place:tt)*) => { &$($place)* };
    ($name:ident requires [$($required:literal),*] hides [$($sensitive:literal),*] {
        $($field:ident: $kind:ident / $visitor:ident $type:ty = $index:literal $wire:literal,)*
    }) => {
        #[derive(Default)]
        struct $name { $($field: Option<$type>,)* }

        impl Structure for $name {
            fn schema(&self) -> &'static Schema {
                &Schema {
                    name: stringify!($name),
                    fields: &[$($wire),*],
                    required: &[$($required),*],
                    sensitive: &[$($sensitive),*],
                }
            }

            #[allow(unused_variables, reason = "most have no structures in them")]
            fn field_mut(&mut self, index: usize, op: FieldOp<'_>) -> FieldMut<'_> {
                match index {
                    $($index => structure!(@field $kind op self.$field),)*
                    _ => FieldMut::None,
                }
            }

            fn accept(&self, visitor: &mut dyn FieldVisitor) {
                $(visitor.$visitor(structure!(@reference $kind self.$field));)*
            }
        }
    };
}

structure!(AssumeRole requires ["RoleArn", "RoleSessionName"] hides ["ExternalId"] {
    role_arn: Text / text String = 0 "RoleArn",
    session: Text / text String = 1 "RoleSessionName",
    duration: Unsigned / unsigned u64 = 2 "DurationSeconds",
    policy: Text / text String = 3 "Policy",
    external_id: Text / text String = 4 "ExternalId",
});

structure!(AssumeRoleWithWebIdentity requires ["ProviderId", "WebIdentityToken", "RoleArn",
    "RoleSessionName"] hides ["WebIdentityToken"] {
    provider: Text / text String = 0 "ProviderId",
    token: Text / text String = 1 "WebIdentityToken",
    role_arn: Text / text String = 2 "RoleArn",
    session: Text / text String = 3 "RoleSessionName",
    duration: Unsigned / unsigned u64 = 4 "DurationSeconds",
});

structure!(Assumed requires [] hides [] {
    credentials: Structure / structure Keys = 0 "Credentials",
    expires: Unsigned / unsigned u64 = 1 "ExpiredTime",
    request_id: Text / text String = 2 "RequestId",
});

structure!(Keys requires [] hides ["TmpSecretId", "TmpSecretKey", "Token"] {
    id: Text / text String = 0 "TmpSecretId",
    key: Text / text String = 1 "TmpSecretKey",
    token: Text / text String = 2 "Token",
});

impl Action for AssumeRole {
    type Response = Assumed;
    type ErrorCode = UndocumentedErrorCode<Self>;
    // Unused credentials do no harm, so the call may be repeated.
    const OPERATION: &'static Operation = &Operation {
        region: RegionUse::Required,
        read_only: true,
        ..Operation::new("AssumeRole", &SERVICE)
    };
}

impl Action for AssumeRoleWithWebIdentity {
    type Response = Assumed;
    type ErrorCode = UndocumentedErrorCode<Self>;
    const OPERATION: &'static Operation = &Operation {
        region: RegionUse::Required,
        read_only: true,
        unsigned: true,
        ..Operation::new("AssumeRoleWithWebIdentity", &SERVICE)
    };
}
