use super::Source;
use super::redact::Redactor;
use crate::text::{OneLine, is_hidden};
use std::fmt;

/// The largest number of causes that are reported.
const DEEPEST: usize = 32;

/// Returns the cause of an error in a form that is safe to print.
///
/// The cause is unchanged unless one of its texts contains a secret or is not one line. It is then
/// replaced by those texts, redacted and escaped.
pub(crate) fn printable_cause(source: Source, redactor: &Redactor<'_>) -> Source {
    let is_fine = |text: &str| !text.contains(is_hidden) && redactor.is_clean(text);
    // The `Debug` output of an error includes the errors below it.
    if is_fine(&format!("{source:?}")) && chain(&*source).all(|error| is_fine(&error.to_string())) {
        return source;
    }
    let texts: Vec<String> =
        chain(&*source).map(|error| shown(&error.to_string(), redactor)).collect();
    let printable = texts
        .into_iter()
        .rev()
        .fold(None, |below, text| Some(Box::new(PrintableError { text, below })));
    printable.map_or(source, |printable| printable as Source)
}

pub(crate) type AnyError = dyn std::error::Error + 'static;

/// Returns an error and its causes.
pub(crate) fn chain(error: &AnyError) -> impl Iterator<Item = &AnyError> {
    std::iter::successors(Some(error), |error| error.source()).take(DEEPEST)
}

/// Returns a text on one line and without secrets.
fn shown(text: &str, redactor: &Redactor<'_>) -> String {
    OneLine(&redactor.clean(text)).to_string()
}

/// The text of an error, and its cause.
struct PrintableError {
    text: String,
    below: Option<Box<PrintableError>>,
}

impl fmt::Display for PrintableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for PrintableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.text, f)
    }
}

impl std::error::Error for PrintableError {
    fn source(&self) -> Option<&AnyError> {
        self.below.as_deref().map(|below| below as _)
    }
}

#[cfg(test)]
mod tests {
    use super::printable_cause;
    use crate::error::{Error, ErrorKind, Redactor};

    #[test]
    fn what_lies_below() {
        let redactor = Redactor::new(["the-token"]);
        let below = || std::io::Error::other("refused\nby \u{1b}[31mthe-token");
        let error = Error::new(ErrorKind::Network, "it failed").with_source(below());
        let printable = printable_cause(error.into(), &redactor);
        assert_eq!(
            (printable.to_string().as_str(), format!("{printable:?}").as_str()),
            ("it failed", "\"it failed\"")
        );
        assert_eq!(printable.source().unwrap().to_string(), "refused\\nby \\u{1b}[31m***");
        let fine =
            super::printable_cause(Error::new(ErrorKind::Network, "it failed").into(), &redactor);
        assert!(fine.is::<Error>());
    }
}
