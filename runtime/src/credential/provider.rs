use super::Credential;
use crate::error::Error;
use crate::time::BoxFuture;
use std::sync::Arc;

/// The input of [`CredentialProvider::credential`].
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct CredentialRequest {
    /// The credential that the service has just refused, or that has expired.
    ///
    /// A provider that can obtain another one must not return it again.
    pub refused: Option<Credential>,
}

/// A provider of credentials, called before every attempt of a signed call.
///
/// If obtaining them is slow, wrap the provider in a [`CachedProvider`](super::CachedProvider).
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
    ///
    /// # Errors
    /// Returns an error if the provider cannot obtain a credential. The call then fails with it.
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
