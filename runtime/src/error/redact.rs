use crate::credential::Credential;

/// Takes the secrets of a call out of text that came from elsewhere: proxies print requests, services print keys.
#[derive(Default)]
pub(crate) struct Redactor<'a>(Vec<&'a str>);

impl<'a> Redactor<'a> {
    /// Knows the secrets of a credential and the signature that was made with it.
    pub(crate) fn new(credential: Option<&'a Credential>, signature: Option<&'a str>) -> Self {
        let of_credential = credential.into_iter().flat_map(Credential::secrets);
        // What is shorter than this is no secret, and taking it out would take the text apart.
        Self(of_credential.chain(signature).filter(|secret| secret.len() >= 6).collect())
    }

    /// The text without the secrets.
    pub(crate) fn clean(&self, text: &str) -> String {
        self.0.iter().fold(text.to_owned(), |text, secret| text.replace(secret, "***"))
    }
}
