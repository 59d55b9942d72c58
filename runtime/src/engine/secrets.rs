use crate::credential::Credential;
use crate::error::Redactor;
use std::sync::Arc;
use zeroize::Zeroizing;

/// What must not be printed of a request: the credential, what was made with it, and the request's own secrets.
#[derive(Default)]
pub(crate) struct Secrets {
    pub(super) credential: Option<Credential>,
    /// The value of `Authorization`.
    pub(super) authorization: Option<String>,
    pub(super) parameters: Arc<[Zeroizing<String>]>,
    /// Passwords for proxies, which a proxy may repeat in place of an answer.
    pub(super) proxies: Arc<[Zeroizing<String>]>,
}

impl Secrets {
    /// Takes them out of texts that come from elsewhere.
    pub(crate) fn redactor(&self) -> Redactor<'_> {
        let signature = self.authorization.as_deref().and_then(|header| header.rsplit('=').next());
        let of_credential = self.credential.iter().flat_map(Credential::secrets);
        let values = self.parameters.iter().chain(&*self.proxies).map(|secret| secret.as_str());
        Redactor::new(of_credential.chain(signature)).and_values(values)
    }
}
