use super::Credential;
use crate::error::Error;
use crate::time::BoxFuture;
use std::sync::Arc;

/// A request to a provider.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct CredentialRequest {
    /// The credential that the service has just refused.
    ///
    /// A provider that can obtain another one must not return it again.
    pub refused: Option<Credential>,
}

/// A provider of credentials, called before every attempt of every call.
///
/// It caches them itself if obtaining them is slow.
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
///     fn credential(
///         &self,
///         _request: CredentialRequest,
///     ) -> BoxFuture<'_, Result<Credential, Error>> {
///         Box::pin(ready(Ok(Credential::new("AKID…", "…"))))
///     }
/// }
///
/// let config = Config::new().credentials(CachedProvider::new(Vault));
/// ```
pub trait CredentialProvider: Send + Sync + 'static {
    /// Returns the credential to sign with now.
    fn credential(&self, request: CredentialRequest) -> BoxFuture<'_, Result<Credential, Error>>;
}

/// Returns the credential itself.
impl CredentialProvider for Credential {
    fn credential(&self, _request: CredentialRequest) -> BoxFuture<'_, Result<Credential, Error>> {
        Box::pin(std::future::ready(Ok(self.clone())))
    }
}

/// Calls the shared provider.
impl<P: CredentialProvider + ?Sized> CredentialProvider for Arc<P> {
    fn credential(&self, request: CredentialRequest) -> BoxFuture<'_, Result<Credential, Error>> {
        (**self).credential(request)
    }
}
