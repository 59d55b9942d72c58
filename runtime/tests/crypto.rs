//! The crypto provider that a program installs.
//!
//! Alone in its process, because there is one provider per process.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use rustls::crypto::{CryptoProvider, ring};
use tencentcloud_runtime::{Client, Config, ErrorKind};

/// The error of a provider without cipher suites shows that it is used.
#[test]
fn an_installed_provider_is_used() {
    Client::new(Config::new()).unwrap();
    CryptoProvider { cipher_suites: Vec::new(), ..ring::default_provider() }
        .install_default()
        .unwrap();
    let error = Client::new(Config::new()).unwrap_err();
    assert_eq!((error.kind(), error.message()), (ErrorKind::Configuration, "TLS cannot be set up"));
}
