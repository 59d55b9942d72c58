//! The default transport, and a client's settings for it.

use super::Transport;
use crate::error::{Error, ErrorKind};
use crate::proxy::Proxy;
use std::sync::Arc;
use std::time::Duration;
use zeroize::Zeroizing;

/// The settings of the default transport. Settings that are not set have its defaults.
#[derive(Clone, Default)]
pub(crate) struct Defaults {
    pub(crate) proxy: Option<Proxy>,
    /// The certificates of authorities, in their original form.
    pub(crate) certificates: Vec<Vec<u8>>,
    pub(crate) keep_alive: Option<Duration>,
    #[cfg(feature = "http2")]
    pub(crate) http2: Option<bool>,
}

impl Defaults {
    /// Returns the passwords of the proxy, which must not be printed.
    pub(crate) fn proxy_passwords(&self) -> Arc<[Zeroizing<String>]> {
        let passwords = self.proxy.iter().flat_map(Proxy::secrets);
        passwords.map(|password| Zeroizing::new(password.to_owned())).collect()
    }

    /// Builds the transport of the async client.
    #[cfg(feature = "hyper")]
    pub(crate) fn hyper(self, connect: Duration) -> Result<Arc<dyn Transport>, Error> {
        let mut builder = super::HyperTransport::builder().connect_timeout(connect);
        if let Some(proxy) = self.proxy {
            builder = builder.proxy(proxy);
        }
        if let Some(time) = self.keep_alive {
            builder = builder.idle_timeout(time);
        }
        #[cfg(feature = "http2")]
        if let Some(allowed) = self.http2 {
            builder = builder.http2(allowed);
        }
        let builder =
            self.certificates.into_iter().fold(builder, super::HyperBuilder::root_certificate);
        Ok(Arc::new(builder.build()?))
    }

    #[cfg(not(feature = "hyper"))]
    pub(crate) fn hyper(self, _connect: Duration) -> Result<Arc<dyn Transport>, Error> {
        let Self { proxy: _, certificates: _, keep_alive: _ } = self;
        Err(Error::new(
            ErrorKind::Configuration,
            "there is no transport: set one or turn the feature `hyper` on",
        ))
    }

    /// Builds the transport of the blocking client.
    #[cfg(feature = "blocking")]
    pub(crate) fn ureq(self, connect: Duration) -> Result<Arc<dyn Transport>, Error> {
        let mut builder = super::UreqTransport::builder().connect_timeout(connect);
        if let Some(proxy) = self.proxy {
            builder = builder.proxy(proxy);
        }
        if let Some(time) = self.keep_alive {
            builder = builder.idle_timeout(time);
        }
        let builder = self.certificates.iter().fold(builder, super::UreqBuilder::root_certificate);
        Ok(Arc::new(builder.build()?))
    }
}

/// Returns the error of an invalid certificate.
#[cfg(any(feature = "hyper", feature = "blocking"))]
pub(super) fn no_certificate() -> Error {
    Error::new(
        ErrorKind::Configuration,
        "a root certificate cannot be read: it must be in PEM or DER",
    )
}

/// Returns whether a file of certificates is in PEM.
#[cfg(any(feature = "hyper", feature = "blocking"))]
pub(super) fn is_pem(bytes: &[u8]) -> bool {
    bytes.windows(11).any(|window| window == b"-----BEGIN ")
}

/// Returns whether bytes are one complete DER sequence, as a certificate is.
///
/// ureq silently ignores invalid ones.
#[cfg(feature = "blocking")]
pub(super) fn is_der(bytes: &[u8]) -> bool {
    let Some(([0x30, first], rest)) = bytes.split_first_chunk::<2>() else { return false };
    if *first < 0x80 {
        return rest.len() == usize::from(*first);
    }
    let digits = usize::from(*first & 0x7f);
    let length = rest
        .get(..digits)
        .filter(|digits| digits.len() <= 4)
        .map(|digits| digits.iter().fold(0, |length, digit| length << 8 | usize::from(*digit)));
    length.is_some_and(|length| rest.len() - digits == length)
}
