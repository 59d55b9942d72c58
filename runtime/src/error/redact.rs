use crate::percent::{is_unreserved, percent_encoded};
use std::borrow::Cow;

/// Takes the secrets of a call out of text that came from elsewhere: proxies print requests, services print keys and
/// repeat what they do not accept.
#[derive(Default)]
pub(crate) struct Redactor<'a>(Vec<&'a str>);

impl<'a> Redactor<'a> {
    pub(crate) fn new(secrets: impl IntoIterator<Item = &'a str>) -> Self {
        // What is shorter than this is no secret, and taking it out would take the text apart.
        Self(secrets.into_iter().filter(|secret| secret.len() >= 6).collect())
    }

    /// The text without the secrets.
    pub(crate) fn clean(&self, text: &str) -> String {
        let mut secrets: Vec<Cow<'_, str>> = self.0.iter().flat_map(|secret| forms(secret)).collect();
        // One may be a part of another.
        secrets.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
        secrets.iter().fold(text.to_owned(), |text, secret| text.replace(&**secret, "***"))
    }
}

/// How a secret may be repeated: as it is, in a JSON text, in a JSON text in a JSON text, in HTML and in a URL.
fn forms(secret: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let others = || [in_json(secret), in_json(&in_json(secret)), in_html(secret), percent_encoded(secret)];
    // What stands for itself in a URL does so everywhere.
    let is_plain = secret.bytes().all(is_unreserved);
    std::iter::once(Cow::Borrowed(secret)).chain((!is_plain).then(others).into_iter().flatten().map(Cow::Owned))
}

fn in_json(text: &str) -> String {
    let quoted = serde_json::Value::from(text).to_string();
    quoted[1..quoted.len() - 1].to_owned()
}

fn in_html(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::Redactor;

    #[test]
    fn secrets_in_every_form() {
        let redactor = Redactor::new(["p<a>\"\\ß", "secret", "secrets", "short"]);
        let cases = [
            ("secrets and secret, shorter", "*** and ***, shorter"),
            (r#"plain p<a>"\ß."#, "plain ***."),
            (r#"{"Password":"p<a>\"\\ß"}"#, r#"{"Password":"***"}"#),
            (r#"{"Message":"{\"Password\":\"p<a>\\\"\\\\ß\"}"}"#, r#"{"Message":"{\"Password\":\"***\"}"}"#),
            (r"<b>p&lt;a&gt;&quot;\ß</b>", "<b>***</b>"),
            ("?password=p%3Ca%3E%22%5C%C3%9F&x", "?password=***&x"),
        ];
        for (text, expected) in cases {
            assert_eq!(redactor.clean(text), expected);
        }
        assert_eq!(Redactor::default().clean("secret"), "secret");
    }
}
