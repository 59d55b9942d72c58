/// Takes the secrets of a call out of text that came from elsewhere: proxies print requests, services print keys and
/// repeat what they do not accept.
#[derive(Default)]
pub(crate) struct Redactor<'a>(Vec<&'a str>);

impl<'a> Redactor<'a> {
    pub(crate) fn new(secrets: impl IntoIterator<Item = &'a str>) -> Self {
        // What is shorter than this is no secret, and taking it out would take the text apart.
        let mut secrets: Vec<_> = secrets.into_iter().filter(|secret| secret.len() >= 6).collect();
        // One may be a part of another.
        secrets.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
        Self(secrets)
    }

    /// The text without the secrets.
    pub(crate) fn clean(&self, text: &str) -> String {
        self.0.iter().fold(text.to_owned(), |text, secret| text.replace(secret, "***"))
    }
}
