//! The cryptography that TLS uses.

use crate::error::{Error, ErrorKind};
use rustls::crypto::CryptoProvider;
use std::sync::Arc;

/// Returns the provider that the program has installed, or else the one of this crate's features.
///
/// # Errors
/// Returns an error if there is neither.
pub(super) fn provider() -> Result<Arc<CryptoProvider>, Error> {
    // A program that installs a provider of its own means it.
    choose(CryptoProvider::get_default().cloned(), of_features())
}

fn choose(
    installed: Option<Arc<CryptoProvider>>,
    built_in: Option<CryptoProvider>,
) -> Result<Arc<CryptoProvider>, Error> {
    installed.or_else(|| built_in.map(Arc::new)).ok_or_else(|| {
        let text = "TLS has no cryptography: turn on the feature `ring` or `aws-lc-rs`, or install \
            a provider with \
                    `rustls::crypto::CryptoProvider::install_default` before the client is created";
        Error::new(ErrorKind::Configuration, text)
    })
}

/// Both may be on, since `ring` is a default feature: a program that turns the other on wants it.
#[cfg(feature = "aws-lc-rs")]
fn of_features() -> Option<CryptoProvider> {
    Some(rustls::crypto::aws_lc_rs::default_provider())
}

#[cfg(all(feature = "ring", not(feature = "aws-lc-rs")))]
fn of_features() -> Option<CryptoProvider> {
    Some(rustls::crypto::ring::default_provider())
}

#[cfg(not(any(feature = "ring", feature = "aws-lc-rs")))]
fn of_features() -> Option<CryptoProvider> {
    None
}

#[cfg(test)]
mod tests {
    use super::{choose, of_features};
    use std::sync::Arc;

    #[test]
    fn an_installed_provider_comes_first_and_none_is_an_error() {
        let installed = || of_features().map(Arc::new);
        let own = installed().unwrap();
        assert!(Arc::ptr_eq(&choose(Some(own.clone()), of_features()).unwrap(), &own));
        assert!(choose(None, of_features()).is_ok());
        let error = choose(None, None).unwrap_err().to_string();
        assert!(error.contains("turn on the feature `ring` or `aws-lc-rs`"), "{error}");
    }
}
