use crate::credential::Credential;
use crate::error::Redactor;

/// What must not be printed of a request: the credential and what was made with it.
#[derive(Default)]
pub(crate) struct Secrets {
    pub(super) credential: Option<Credential>,
    /// The value of `Authorization`.
    pub(super) authorization: Option<String>,
}

impl Secrets {
    /// Takes them out of texts that come from elsewhere.
    pub(crate) fn redactor(&self) -> Redactor<'_> {
        let signature = self.authorization.as_deref().and_then(|header| header.rsplit('=').next());
        Redactor::new(self.credential.as_ref(), signature)
    }
}
