use super::Credential;
use crate::error::Error;
use crate::time::BoxFuture;
use std::sync::Arc;

/// What is asked of a provider.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct CredentialRequest {
    /// The credential that the service has just refused: a provider that can get another one must not give it again.
    pub refused: Option<Credential>,
}

/// Gives credentials, before every attempt of every call. It keeps them itself where getting them is slow.
///
/// ```
/// use std::future::ready;
/// use tencentcloud_runtime::credential::{CachedProvider, CredentialRequest};
/// use tencentcloud_runtime::time::BoxFuture;
/// use tencentcloud_runtime::{Config, Credential, CredentialProvider, Error};
///
/// struct Vault;
///
/// impl CredentialProvider for Vault {
///     fn credential(&self, _request: CredentialRequest) -> BoxFuture<'_, Result<Credential, Error>> {
///         Box::pin(ready(Ok(Credential::new("AKID…", "…"))))
///     }
/// }
///
/// let config = Config::new().credentials(CachedProvider::new(Vault));
/// ```
pub trait CredentialProvider: Send + Sync + 'static {
    /// The credential to sign with now.
    fn credential(&self, request: CredentialRequest) -> BoxFuture<'_, Result<Credential, Error>>;
}

/// A credential provides itself.
impl CredentialProvider for Credential {
    fn credential(&self, _request: CredentialRequest) -> BoxFuture<'_, Result<Credential, Error>> {
        Box::pin(std::future::ready(Ok(self.clone())))
    }
}

/// A provider that is shared.
impl<P: CredentialProvider + ?Sized> CredentialProvider for Arc<P> {
    fn credential(&self, request: CredentialRequest) -> BoxFuture<'_, Result<Credential, Error>> {
        (**self).credential(request)
    }
}
