//! An adapter between a connection and ureq that makes ureq read the same bytes as hyper.
//!
//! The parser in ureq rejects a response with more than 128 headers, and an interim response with
//! any. The adapter removes interim responses and unused headers first. ureq also accepts a broken
//! connection, or a truncated last chunk, as the end of a body; the adapter reports an error.

use super::tcp::left;
use crate::transport::MOST_HEADERS;
use std::io;
use std::time::Instant;
use ureq::unversioned::transport::{Buffers, NextTimeout, Transport};

/// The largest number of headers that are passed on unchanged.
const MANY: usize = 100;
/// The largest size of a head, in bytes.
pub(super) const LARGEST: usize = 100 * 1024;
/// The headers that have a meaning in HTTP or to this crate.
const READ: [&str; 10] = [
    "connection",
    "content-encoding",
    "content-length",
    "content-type",
    "date",
    "location",
    "proxy-connection",
    "retry-after",
    "transfer-encoding",
    "x-tc-requestid",
];

/// A connection that ureq reads as hyper would.
#[derive(Debug)]
pub(super) struct Guarded {
    inner: Box<dyn Transport>,
    /// True if the next bytes belong to a head.
    in_head: bool,
    /// True if the body is chunked: the end of the connection is then never the end of the body.
    in_chunks: bool,
}

impl Guarded {
    pub(super) fn new(inner: Box<dyn Transport>) -> Self {
        Self { inner, in_head: false, in_chunks: false }
    }

    /// Waits for the rest of a head with too many headers, and removes unused ones.
    fn trim(&mut self, timeout: NextTimeout) -> Result<(), ureq::Error> {
        let begun = Instant::now();
        while self.in_head {
            let buffers = self.inner.buffers();
            let ResponseHead { length, headers, is_whole, is_interim, in_chunks } =
                ResponseHead::parse(buffers.input());
            if is_whole && is_interim {
                buffers.input_consume(length);
            } else if is_whole {
                (self.in_head, self.in_chunks) = (false, in_chunks);
                if (MANY..=MOST_HEADERS).contains(&headers) {
                    let rewritten = trimmed(buffers.input(), length);
                    replace(buffers, &rewritten);
                }
            } else {
                let has_few = headers <= MANY || buffers.input().len() > LARGEST;
                if has_few
                    || !self.inner.await_input(left(timeout, begun.elapsed())).map_err(broken)?
                {
                    return Ok(());
                }
            }
        }
        Ok(())
    }
}

impl Transport for Guarded {
    fn buffers(&mut self) -> &mut dyn Buffers {
        self.inner.buffers()
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), ureq::Error> {
        (self.in_head, self.in_chunks) = (true, false);
        self.inner.transmit_output(amount, timeout)
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, ureq::Error> {
        let progress = self.inner.await_input(timeout).map_err(broken)?;
        if self.in_head {
            self.trim(timeout)?;
        } else if self.in_chunks && !progress {
            return Err(broken(io::Error::from(io::ErrorKind::UnexpectedEof).into()));
        }
        Ok(progress)
    }

    fn is_open(&mut self) -> bool {
        self.inner.is_open()
    }

    fn is_tls(&self) -> bool {
        self.inner.is_tls()
    }
}

/// Returns the error of a broken connection, in a form that is not taken for its end.
fn broken(error: ureq::Error) -> ureq::Error {
    match error {
        ureq::Error::Io(error) if is_break(error.kind()) => io::Error::other(error).into(),
        error => error,
    }
}

fn is_break(kind: io::ErrorKind) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionReset, UnexpectedEof};
    matches!(kind, ConnectionAborted | ConnectionReset | UnexpectedEof)
}

/// Replaces the received bytes by others.
fn replace(buffers: &mut dyn Buffers, bytes: &[u8]) {
    let length = buffers.input().len();
    buffers.input_consume(length);
    buffers.input_append_buf()[..bytes.len()].copy_from_slice(bytes);
    buffers.input_appended(bytes.len());
}

/// A parsed head.
struct ResponseHead {
    /// The length of the head, or of its complete lines.
    length: usize,
    headers: usize,
    is_whole: bool,
    is_interim: bool,
    /// True if a chunked body follows.
    in_chunks: bool,
}

impl ResponseHead {
    fn parse(input: &[u8]) -> Self {
        let (is_interim, knows_chunks) = (is_interim(input), !input.starts_with(b"HTTP/1.0"));
        let mut head =
            Self { length: 0, headers: 0, is_whole: false, is_interim, in_chunks: false };
        for (number, line) in lines(input).enumerate() {
            head.length += line.len();
            if line.trim_ascii().is_empty() && number > 0 {
                head.is_whole = true;
                break;
            }
            head.headers += usize::from(number > 0);
            head.in_chunks |= knows_chunks && is_chunked(line);
        }
        head
    }
}

/// Returns the complete lines, including their ends.
fn lines(input: &[u8]) -> impl Iterator<Item = &[u8]> {
    input.split_inclusive(|byte| *byte == b'\n').filter(|line| line.ends_with(b"\n"))
}

/// Returns whether a head belongs to an interim response, which another one follows.
fn is_interim(input: &[u8]) -> bool {
    let status = input.strip_prefix(b"HTTP/1.").and_then(|rest| rest.get(2..5));
    status.is_some_and(|status| status.starts_with(b"1") && status != b"101")
}

/// Returns whether a header announces a chunked body.
fn is_chunked(line: &[u8]) -> bool {
    let line = line.to_ascii_lowercase();
    line.strip_prefix(b"transfer-encoding:")
        .is_some_and(|codings| codings.trim_ascii().ends_with(b"chunked"))
}

/// Returns the received bytes with the head reduced to a readable number of headers.
fn trimmed(input: &[u8], length: usize) -> Vec<u8> {
    let mut others = 0;
    let mut keeps = |(number, line): &(usize, &[u8])| {
        let name = line.split(|byte| *byte == b':').next().unwrap_or_default().trim_ascii();
        let is_read = READ.iter().any(|read| name.eq_ignore_ascii_case(read.as_bytes()));
        others += usize::from(*number > 0 && !is_read);
        is_read || others <= MANY / 2 || line.trim_ascii().is_empty()
    };
    let kept = lines(&input[..length]).enumerate().filter(|line| keeps(line));
    kept.flat_map(|(_, line)| line.to_vec()).chain(input[length..].iter().copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::{MANY, ResponseHead, trimmed};

    #[test]
    fn heads() {
        type Found = (usize, usize, bool, bool, bool);
        let cases: [(&[u8], Found); 8] = [
            (b"HTTP/1.1 200 OK\r\nA: 1\r\n\r\nbody", (25, 1, true, false, false)),
            (b"HTTP/1.1 200 OK\nA: 1\n\nbody\n\n", (22, 1, true, false, false)),
            (b"HTTP/1.1 200 OK\r\nA: 1\r\nB", (23, 1, false, false, false)),
            (
                b"HTTP/1.1 103 Hint\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\n",
                (30, 1, true, true, false),
            ),
            (b"HTTP/1.1 101 Switching Protocols\r\n\r\n", (36, 0, true, false, false)),
            (b"HTTP/1.1 200 OK\r\nTransfer-encoding:  Chunked\r\n\r\n", (48, 1, true, false, true)),
            (b"HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", (47, 1, true, false, false)),
            (b"", (0, 0, false, false, false)),
        ];
        for (input, expected) in cases {
            let ResponseHead { length, headers, is_whole, is_interim, in_chunks } =
                ResponseHead::parse(input);
            let found = (length, headers, is_whole, is_interim, in_chunks);
            assert_eq!(found, expected, "{}", String::from_utf8_lossy(input));
        }
    }

    #[test]
    fn headers_that_say_something_stay() {
        let others: String = (0..500).map(|number| format!("X-{number}: {number}\r\n")).collect();
        let head =
            format!("HTTP/1.1 200 OK\r\n{others}content-LENGTH: 4\r\nX-TC-RequestId: r\r\n\r\n");
        let text =
            String::from_utf8(trimmed(format!("{head}body").as_bytes(), head.len())).unwrap();
        assert!(text.starts_with("HTTP/1.1 200 OK\r\nX-0: 0\r\n"), "{text}");
        assert!(text.ends_with("content-LENGTH: 4\r\nX-TC-RequestId: r\r\n\r\nbody"), "{text}");
        assert_eq!(text.lines().filter(|line| line.starts_with("X-")).count(), MANY / 2 + 1);
    }
}
