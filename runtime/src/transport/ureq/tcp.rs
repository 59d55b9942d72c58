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

/// The largest number of bytes that are held back, to be sent together with the next ones.
const HELD: usize = 16 * 1024;

/// A TCP connection.
///
/// ureq writes the head of a request and its body one after the other. They are sent together: in
/// one packet if they fit.
pub(super) struct TcpTransport {
    stream: TcpStream,
    buffers: LazyBuffers,
    /// The bytes that are held back, until the response is awaited or there are too many.
    held: Vec<u8>,
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
        Ok(Self { stream, buffers, held: Vec::new(), read_timeout: None, write_timeout: None })
    }

    /// Sends the bytes that are held back, and returns the time that is left.
    fn flush(&mut self, timeout: NextTimeout) -> Result<NextTimeout, ureq::Error> {
        if self.held.is_empty() {
            return Ok(timeout);
        }
        let begun = Instant::now();
        let written = write(&mut self.stream, &self.held, &mut self.write_timeout, timeout);
        self.held.clear();
        written.map(|()| left(timeout, begun.elapsed()))
    }
}

fn write(
    stream: &mut TcpStream,
    bytes: &[u8],
    current: &mut Option<Duration>,
    timeout: NextTimeout,
) -> Result<(), ureq::Error> {
    let timeout = timeout.for_write();
    update(current, exact(timeout)?, |limit| stream.set_write_timeout(limit))?;
    stream.write_all(bytes).map_err(|error| failure(error, timeout))
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

/// Sets a socket's limit, unless it differs from the one before by less than a thousandth.
fn update(
    current: &mut Option<Duration>,
    limit: Option<Duration>,
    set: impl FnOnce(Option<Duration>) -> io::Result<()>,
) -> io::Result<()> {
    let is_close = |current: Duration, limit: Duration| current.abs_diff(limit) < limit / 1000;
    if *current == limit
        || current.zip(limit).is_some_and(|(current, limit)| is_close(current, limit))
    {
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
        if self.held.len() + amount <= HELD {
            self.held.extend_from_slice(&self.buffers.output()[..amount]);
            return Ok(());
        }
        let timeout = self.flush(timeout)?;
        let output = &self.buffers.output()[..amount];
        write(&mut self.stream, output, &mut self.write_timeout, timeout)
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, ureq::Error> {
        let timeout = self.flush(timeout)?.for_read();
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
    use super::{HELD, TcpTransport, exact, update};
    use std::io::{self, Read, Write};
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

    fn transmit(transport: &mut TcpTransport, bytes: &[u8]) {
        transport.buffers().output()[..bytes.len()].copy_from_slice(bytes);
        transport.transmit_output(bytes.len(), limit(None)).unwrap();
    }

    #[test]
    fn the_head_and_a_short_body_are_sent_together() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let addresses = [listener.local_addr().unwrap()];
        let config = Agent::config_builder().build();
        let mut transport = TcpTransport::connect(&addresses, limit(None), &config).unwrap();
        let (mut served, _) = listener.accept().unwrap();
        transmit(&mut transport, b"head ");
        transmit(&mut transport, b"body");
        served.set_nonblocking(true).unwrap();
        let error = served.read(&mut [0]).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::WouldBlock);
        served.set_nonblocking(false).unwrap();
        served.write_all(b"x").unwrap();
        assert!(transport.await_input(limit(None)).unwrap());
        let mut received = [0; 9];
        served.read_exact(&mut received).unwrap();
        assert_eq!(&received, b"head body");
        // A long body is not held back, and what was held back is sent before it.
        transmit(&mut transport, b"head");
        transmit(&mut transport, &[b'b'; HELD]);
        let mut received = vec![0; HELD + 4];
        served.read_exact(&mut received).unwrap();
        assert!(received.starts_with(b"headbbb"));
    }

    #[test]
    fn a_limit_is_set_if_it_differs() {
        let mut current = None;
        let mut set = |millis: Option<u64>| {
            let mut is_set = false;
            let limit = millis.map(Duration::from_millis);
            let setter = |_| {
                is_set = true;
                Ok(())
            };
            update(&mut current, limit, setter).unwrap();
            is_set
        };
        let limits = [None, Some(30_000), Some(29_999), Some(30_029), Some(29_970), Some(30), None];
        assert_eq!(limits.map(&mut set), [false, true, false, false, true, true, true]);
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
