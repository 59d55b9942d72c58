//! TCP connections for ureq.
//!
//! ureq's own connector takes addresses from its resolver alone, and can be given others only by
//! writing out all fields of its internal types, which grow from one minor version to the next.

use std::fmt;
use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};
use ureq::Timeout;
use ureq::config::Config;
use ureq::unversioned::transport::time::Duration as Limit;
use ureq::unversioned::transport::{Buffers, LazyBuffers, NextTimeout, Transport};

/// The shortest time that one of several addresses gets.
const SHORTEST: Duration = Duration::from_millis(10);

/// A TCP connection.
pub(super) struct TcpTransport {
    stream: TcpStream,
    buffers: LazyBuffers,
    read_timeout: Option<Duration>,
    write_timeout: Option<Duration>,
}

impl TcpTransport {
    /// Connects to the first address that accepts, within a limit that all of them share.
    pub(super) fn connect(
        addresses: &[SocketAddr],
        limit: NextTimeout,
        config: &Config,
    ) -> Result<Self, ureq::Error> {
        let stream = connect(addresses, limit)?;
        stream.set_nodelay(config.no_delay())?;
        let buffers = LazyBuffers::new(config.input_buffer_size(), config.output_buffer_size());
        Ok(Self { stream, buffers, read_timeout: None, write_timeout: None })
    }
}

fn connect(addresses: &[SocketAddr], limit: NextTimeout) -> Result<TcpStream, ureq::Error> {
    let total = exact(limit)?;
    let begun = Instant::now();
    let mut last = ureq::Error::HostNotFound;
    for (index, address) in addresses.iter().enumerate() {
        let is_last = index + 1 == addresses.len();
        let connected = match total {
            None => TcpStream::connect(address),
            Some(total) => {
                let left = total.saturating_sub(begun.elapsed());
                if left.is_zero() {
                    return Err(ureq::Error::Timeout(limit.reason));
                }
                // An address that swallows packets leaves half of the time to the others.
                TcpStream::connect_timeout(
                    address,
                    if is_last { left } else { (left / 2).max(SHORTEST) },
                )
            }
        };
        last = match connected {
            Ok(stream) => return Ok(stream),
            Err(error) if is_late(&error) => ureq::Error::Timeout(Timeout::Connect),
            Err(error) => error.into(),
        };
    }
    Err(last)
}

/// Returns a limit as std has it; nothing if there is none.
fn exact(limit: NextTimeout) -> Result<Option<Duration>, ureq::Error> {
    match limit.after {
        Limit::NotHappening => Ok(None),
        Limit::Exact(after) if after.is_zero() => Err(ureq::Error::Timeout(limit.reason)),
        Limit::Exact(after) => Ok(Some(after)),
    }
}

/// Returns whether an error of a socket says that its time ran out.
fn is_late(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock)
}

/// Sets a socket's limit if it is another than before.
fn update(
    current: &mut Option<Duration>,
    limit: Option<Duration>,
    set: impl FnOnce(Option<Duration>) -> io::Result<()>,
) -> io::Result<()> {
    if *current == limit {
        return Ok(());
    }
    match set(limit) {
        // macOS refuses it for a connection that the other side has closed; what has come can still
        // be read.
        Err(error) if cfg!(target_os = "macos") && error.kind() == io::ErrorKind::InvalidInput => {
            Ok(())
        }
        Err(error) => Err(error),
        Ok(()) => {
            *current = limit;
            Ok(())
        }
    }
}

fn failure(error: io::Error, limit: NextTimeout) -> ureq::Error {
    if is_late(&error) { ureq::Error::Timeout(limit.reason) } else { error.into() }
}

impl Transport for TcpTransport {
    fn buffers(&mut self) -> &mut dyn Buffers {
        &mut self.buffers
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), ureq::Error> {
        let timeout = timeout.for_write();
        let limit = exact(timeout)?;
        update(&mut self.write_timeout, limit, |limit| self.stream.set_write_timeout(limit))?;
        let output = &self.buffers.output()[..amount];
        self.stream.write_all(output).map_err(|error| failure(error, timeout))
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, ureq::Error> {
        let timeout = timeout.for_read();
        let limit = exact(timeout)?;
        update(&mut self.read_timeout, limit, |limit| self.stream.set_read_timeout(limit))?;
        let room = self.buffers.input_append_buf();
        let amount = loop {
            match self.stream.read(room) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => break read.map_err(|error| failure(error, timeout))?,
            }
        };
        self.buffers.input_appended(amount);
        Ok(amount > 0)
    }

    /// Returns whether a kept connection can be used: nobody has closed it, and nothing came that
    /// nobody asked for.
    fn is_open(&mut self) -> bool {
        let waits = |error: &io::Error| error.kind() == io::ErrorKind::WouldBlock;
        self.stream.set_nonblocking(true).is_ok()
            && self.stream.peek(&mut [0]).is_err_and(|error| waits(&error))
            && self.stream.set_nonblocking(false).is_ok()
    }
}

impl fmt::Debug for TcpTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TcpTransport").field("address", &self.stream.peer_addr().ok()).finish()
    }
}

/// Returns the rest of a time limit after some time has passed.
pub(super) fn left(limit: NextTimeout, passed: std::time::Duration) -> NextTimeout {
    let after = match limit.after {
        Limit::Exact(limit) => Limit::Exact(limit.saturating_sub(passed)),
        Limit::NotHappening => Limit::NotHappening,
    };
    NextTimeout { after, ..limit }
}

#[cfg(test)]
mod tests {
    use super::{TcpTransport, exact};
    use std::io::Write;
    use std::net::{SocketAddr, TcpListener};
    use std::time::Duration;
    use ureq::unversioned::transport::time::Duration as Limit;
    use ureq::unversioned::transport::{NextTimeout, Transport};
    use ureq::{Agent, Error, Timeout};

    fn limit(after: Option<Duration>) -> NextTimeout {
        let after = after.map_or(Limit::NotHappening, Limit::Exact);
        NextTimeout { after, reason: Timeout::Global, ..NextTimeout::default() }
    }

    #[test]
    fn the_first_address_that_accepts_is_used() {
        let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let open = TcpListener::bind("127.0.0.1:0").unwrap();
        let config = Agent::config_builder().build();
        let addresses = [closed, open.local_addr().unwrap()];
        for limit in [limit(None), limit(Some(Duration::from_secs(60)))] {
            let mut transport = TcpTransport::connect(&addresses, limit, &config).unwrap();
            assert!(transport.is_open());
            let (mut served, _) = open.accept().unwrap();
            served.write_all(b"x").unwrap();
            assert!(transport.await_input(limit).unwrap());
            drop(served);
            assert!(!transport.await_input(limit).unwrap());
            assert!(!transport.is_open());
        }
        let refused = TcpTransport::connect(&[closed], limit(None), &config).unwrap_err();
        assert!(matches!(refused, Error::Io(_)), "{refused:?}");
        let none: [SocketAddr; 0] = [];
        assert!(matches!(
            TcpTransport::connect(&none, limit(None), &config),
            Err(Error::HostNotFound)
        ));
    }

    #[test]
    fn a_limit_that_has_passed_is_an_error() {
        assert_eq!(exact(limit(None)).unwrap(), None);
        assert_eq!(
            exact(limit(Some(Duration::from_secs(1)))).unwrap(),
            Some(Duration::from_secs(1))
        );
        assert!(matches!(exact(limit(Some(Duration::ZERO))), Err(Error::Timeout(Timeout::Global))));
    }
}
