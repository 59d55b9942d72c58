//! Damaged files of keys: each source that reads files reads them.

use std::io;
use std::path::Path;
use std::time::Duration;
use tencentcloud_runtime::blocking::block_on;
use tencentcloud_runtime::credential::{
    CachedProvider, CredentialProvider, CredentialRequest, Environment, Files, Sources,
};
use tencentcloud_runtime::time::{BoxFuture, Clock, Now, Sleep};
use tencentcloud_runtime::transport::{Body, Transport, TransportError};

/// A disk on which every file holds this.
struct Disk(Vec<u8>);

impl Files for Disk {
    fn read_file(&self, _: &Path) -> io::Result<Vec<u8>> {
        Ok(self.0.clone())
    }
}

/// Nothing is sent anywhere.
struct Nowhere;

impl Transport for Nowhere {
    fn send(
        &self,
        _: http::Request<bytes::Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(std::future::ready(Err(TransportError::connect("there is no network here"))))
    }
}

/// Time that stands still, and waits that are over at once.
pub(crate) struct Still;

impl Clock for Still {
    fn now(&self) -> Now {
        Now { unix: 1_700_000_000, tick: Duration::from_secs(1) }
    }
}

impl Sleep for Still {
    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(std::future::ready(()))
    }
}

/// Reads a file as a profile file, as one of tccli and as a pod's token. A credential that is found
/// can be sent; an error is on one line.
///
/// # Panics
/// Panics if it is not so.
pub fn check(bytes: &[u8]) {
    let variables = |name: &str| match name {
        "HOME" | "USERPROFILE" => Some("/home/fuzz".into()),
        "TKE_REGION" => Some("ap-guangzhou".into()),
        "TKE_PROVIDER_ID" | "TKE_ROLE_ARN" | "TKE_WEB_IDENTITY_TOKEN_FILE" => Some("x".into()),
        _ => None,
    };
    let sources = Sources::blocking()
        .environment(Environment::new(variables))
        .files(Disk(bytes.to_vec()))
        .transport(Nowhere)
        .metadata_transport(Nowhere)
        .clock(Still)
        .sleep(Still);
    load(&sources.ini_profile(None));
    load(&sources.ini_file("/file", "reader"));
    load(&sources.tccli_profile(None));
    load(&sources.web_identity());
}

fn load(provider: &CachedProvider) {
    match block_on(provider.credential(CredentialRequest::default())) {
        Ok(found) => {
            let parts = [Some(found.secret_id()), Some(found.secret_key()), found.token()];
            for part in parts.into_iter().flatten() {
                assert!(
                    !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_graphic()),
                    "{part:?}"
                );
            }
        }
        Err(error) => {
            let told = error.to_string();
            assert!(told.len() < 1000 && !told.chars().any(char::is_control), "{told:?}");
        }
    }
}
