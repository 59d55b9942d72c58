//! The options of the transports that come with this crate: the same for all of them.

use super::proxy::Proxy;
use crate::error::{Error, ErrorKind};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;
use zeroize::Zeroizing;

/// The options of a transport, as its builder and [`Config`](crate::Config) set them.
#[derive(Clone)]
pub(crate) struct TransportOptions {
    pub(crate) connect_timeout: Duration,
    /// How long an unused connection is kept.
    pub(crate) keep_alive: Duration,
    /// The certificates of authorities, in their original form.
    pub(crate) certificates: Vec<Vec<u8>>,
    /// The proxy; `None` stands for that of the environment.
    pub(crate) proxy: Option<Proxy>,
    #[cfg(feature = "http2")]
    pub(crate) http2: bool,
}

impl Default for TransportOptions {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(5),
            keep_alive: Duration::from_secs(30),
            certificates: Vec::new(),
            proxy: None,
            #[cfg(feature = "http2")]
            http2: true,
        }
    }
}

impl fmt::Debug for TransportOptions {
    /// Omits the certificates: a file of them may also contain keys.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransportOptions")
            .field("connect_timeout", &self.connect_timeout)
            .field("keep_alive", &self.keep_alive)
            .field("proxy", &self.proxy)
            .finish_non_exhaustive()
    }
}

impl TransportOptions {
    /// Refuses a proxy and certificates, which a transport of the user would not use.
    ///
    /// # Errors
    /// Returns an error that names the first of these that is set.
    pub(crate) fn refuse(&self) -> Result<(), Error> {
        let set =
            [("proxy", self.proxy.is_some()), ("root_certificate", !self.certificates.is_empty())];
        let Some((name, _)) = set.into_iter().find(|(_, is_set)| *is_set) else { return Ok(()) };
        let text = format!("`{name}` has no effect on your own transport; set it on its builder");
        Err(Error::new(ErrorKind::Configuration, text))
    }

    /// Returns the passwords of the proxy, which must not be printed.
    pub(crate) fn proxy_passwords(&self) -> Arc<[Zeroizing<String>]> {
        let passwords = self.proxy.iter().flat_map(Proxy::secrets);
        passwords.map(|password| Zeroizing::new(password.to_owned())).collect()
    }
}

/// Writes the setters that the builders of all transports have, over a field `options`.
#[cfg(any(feature = "hyper", feature = "blocking"))]
macro_rules! transport_setters {
    ($builder:ident) => {
        impl $builder {
            /// Sets how long connecting may take, including the name lookup and TLS. Defaults to
            /// 5 s.
            ///
            /// All addresses of a host share this time.
            #[must_use]
            pub fn connect_timeout(mut self, timeout: Duration) -> Self {
                self.options.connect_timeout = timeout;
                self
            }

            /// Sets how long an unused connection is kept. Defaults to 30 s.
            ///
            /// Zero opens a new connection for each request.
            #[must_use]
            pub fn keep_alive(mut self, time: Duration) -> Self {
                self.options.keep_alive = time;
                self
            }

            /// Adds the certificate of a certificate authority (CA) to trust, in PEM (one or more)
            /// or DER.
            ///
            /// The transport then trusts only the authorities added here, not the built-in ones.
            #[must_use]
            pub fn root_certificate(mut self, certificate: impl AsRef<[u8]>) -> Self {
                self.options.certificates.push(certificate.as_ref().to_vec());
                self
            }

            /// Sets the addresses of a host or of a proxy, instead of a DNS lookup.
            ///
            /// The port is that of the URL.
            #[must_use]
            pub fn resolve(
                mut self,
                host: impl Into<String>,
                addresses: impl IntoIterator<Item = IpAddr>,
            ) -> Self {
                self.names.set(host.into(), addresses.into_iter().collect());
                self
            }

            /// Sets the proxy that requests go through. Defaults to the proxy that the environment
            /// names.
            #[must_use]
            pub fn proxy(mut self, proxy: Proxy) -> Self {
                self.options.proxy = Some(proxy);
                self
            }
        }
    };
}
#[cfg(any(feature = "hyper", feature = "blocking"))]
pub(super) use transport_setters;
