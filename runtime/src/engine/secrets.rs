use crate::credential::Credential;
use crate::error::Redactor;
use std::sync::Arc;
use zeroize::Zeroizing;

/// The secrets of a request that must not be printed: the credential, the signature and its own
/// secret fields.
#[derive(Default)]
pub(crate) struct Secrets {
    pub(super) credential: Option<Credential>,
    /// The value of `Authorization`.
    pub(super) authorization: Option<String>,
    pub(super) parameters: Arc<[Zeroizing<String>]>,
    /// The passwords of proxies, which a proxy may repeat in its response.
    pub(super) proxies: Arc<[Zeroizing<String>]>,
}

impl Secrets {
    /// Returns a redactor that removes them from external text.
    pub(crate) fn redactor(&self) -> Redactor<'_> {
        let signature = self.authorization.as_deref().and_then(|header| header.rsplit('=').next());
        let of_credential = self.credential.iter().flat_map(Credential::secrets);
        let values = self.parameters.iter().chain(&*self.proxies).map(|secret| secret.as_str());
        Redactor::new(of_credential.chain(signature)).and_values(values)
    }
}
