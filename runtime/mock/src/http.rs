//! The subset of HTTP/1.1 that API clients use.

use std::io::{self, BufRead, Read, Write};

/// The largest body that the gateway accepts, in bytes.
const MAX_BODY: u64 = 10 * 1024 * 1024;
/// The largest body that is read and discarded, so that its sender can read the response.
const MAX_DISCARDED: u64 = 64 * 1024 * 1024;
const MAX_HEAD: u64 = 64 * 1024;
/// The gateway's limit for a request without a body, in bytes.
const MAX_QUERY: usize = 32 * 1024;
/// The longest line with the size of a chunk, in bytes.
const MAX_LINE: u64 = 1024;

/// A received request.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) method: String,
    /// The text after the `?` of the target.
    pub(crate) query: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    /// True if it is larger than the gateway accepts. Its body is then not kept.
    pub(crate) is_too_large: bool,
}

impl Request {
    /// Returns the value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// Returns the media type of the body, without parameters.
    pub(crate) fn media_type(&self) -> String {
        let text = self.header("content-type").unwrap_or_default();
        text.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
    }
}

/// Reads the next request of a connection. Returns `None` if the connection is over.
pub(crate) fn read_request(stream: &mut (impl BufRead + Write)) -> io::Result<Option<Request>> {
    let Some(mut request) = read_head(stream)? else { return Ok(None) };
    let length = request
        .header("content-length")
        .map(|text| text.parse::<u64>().map_err(|_| malformed()))
        .transpose()?;
    let encoding = request.header("transfer-encoding").map(str::to_ascii_lowercase);
    if request.header("expect").is_some() && length.is_none_or(|length| length <= MAX_DISCARDED) {
        stream.write_all(b"HTTP/1.1 100 Continue\r\n\r\n")?;
    }
    let body = match (encoding.as_deref(), length) {
        (Some("chunked"), None) => read_chunks(stream)?,
        (None, length) => read_exactly(stream, length.unwrap_or(0), 0)?,
        (Some(_), _) => return Err(malformed()),
    };
    request.is_too_large = body.is_none() || request.query.len() > MAX_QUERY;
    request.body = body.unwrap_or_default();
    Ok(Some(request))
}

fn read_head(stream: &mut impl BufRead) -> io::Result<Option<Request>> {
    let mut head = stream.take(MAX_HEAD);
    let mut line = String::new();
    // Some clients send an empty line after a body.
    while line.trim_end().is_empty() {
        line.clear();
        if head.read_line(&mut line)? == 0 {
            return Ok(None);
        }
    }
    let mut words = line.split_whitespace();
    let (Some(method), Some(target)) = (words.next(), words.next()) else {
        return Err(malformed());
    };
    let query = target.split_once('?').map_or("", |(_, query)| query).to_owned();
    let method = method.to_owned();
    let headers = read_headers(&mut head)?;
    Ok(Some(Request { method, query, headers, body: Vec::new(), is_too_large: false }))
}

/// Reads headers, and the empty line after them.
fn read_headers(head: &mut impl BufRead) -> io::Result<Vec<(String, String)>> {
    let mut headers = Vec::new();
    loop {
        let mut line = String::new();
        if head.read_line(&mut line)? == 0 || !line.ends_with('\n') {
            return Err(malformed());
        }
        let line = line.trim_end();
        if line.is_empty() {
            return Ok(headers);
        }
        let (name, value) = line.split_once(':').ok_or_else(malformed)?;
        headers.push((name.to_owned(), value.trim().to_owned()));
    }
}

/// Reads `length` bytes. Returns `None` if the total with earlier ones exceeds the gateway's limit.
fn read_exactly(stream: &mut impl Read, length: u64, before: u64) -> io::Result<Option<Vec<u8>>> {
    if before.saturating_add(length) > MAX_BODY {
        // The connection is closed if even more data follows.
        discard(stream, length)?;
        return Ok(None);
    }
    let mut body = Vec::new();
    match stream.take(length).read_to_end(&mut body)? as u64 {
        read if read == length => Ok(Some(body)),
        _ => Err(malformed()),
    }
}

fn discard(stream: &mut impl Read, length: u64) -> io::Result<()> {
    match length > MAX_DISCARDED {
        true => Err(malformed()),
        false => io::copy(&mut stream.take(length), &mut io::sink()).map(drop),
    }
}

/// Reads a chunked body and its trailers. Returns `None` if it is larger than the gateway accepts.
fn read_chunks(stream: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let (mut body, mut length) = (Some(Vec::new()), 0_u64);
    loop {
        let size = chunk_size(stream)?;
        if size == 0 {
            read_headers(&mut stream.take(MAX_HEAD))?;
            return Ok(body);
        }
        let chunk = read_exactly(stream, size, length)?;
        length = length.saturating_add(size);
        if length > MAX_DISCARDED {
            return Err(malformed());
        }
        body = body.zip(chunk).map(|(mut body, chunk)| {
            body.extend_from_slice(&chunk);
            body
        });
        let mut end = [0; 2];
        stream.read_exact(&mut end)?;
        if &end != b"\r\n" {
            return Err(malformed());
        }
    }
}

/// Reads the line before a chunk. Text after a semicolon in it is ignored.
fn chunk_size(stream: &mut impl BufRead) -> io::Result<u64> {
    let mut line = String::new();
    stream.take(MAX_LINE).read_line(&mut line)?;
    let size = line.trim_end().split(';').next().unwrap_or_default().trim();
    if !line.ends_with('\n')
        || size.is_empty()
        || !size.bytes().all(|byte| byte.is_ascii_hexdigit())
    {
        return Err(malformed());
    }
    u64::from_str_radix(size, 16).map_err(|_| malformed())
}

fn malformed() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "the mock does not understand this request")
}

/// Writes a response whose head announces the length of the whole body.
pub(crate) fn write(
    stream: &mut impl Write,
    status: u16,
    headers: &[(String, String)],
    length: usize,
    body: &[u8],
) -> io::Result<()> {
    let mut head = format!("HTTP/1.1 {status} {}\r\nContent-Length: {length}\r\n", reason(status));
    for (name, value) in headers {
        head += &format!("{name}: {value}\r\n");
    }
    stream.write_all(&[head.as_bytes(), b"\r\n", body].concat())?;
    stream.flush()
}

fn reason(status: u16) -> &'static str {
    match status {
        200..=299 => "OK",
        300..=399 => "Redirect",
        400..=499 => "Client Error",
        _ => "Server Error",
    }
}

#[cfg(test)]
mod tests {
    use super::{MAX_BODY, Request, read_request};
    use std::io::{self, BufReader, Cursor, Read, Write};

    /// A stream with prepared input; output is discarded.
    struct Wire(BufReader<Cursor<Vec<u8>>>);

    impl Read for Wire {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            self.0.read(buffer)
        }
    }

    impl io::BufRead for Wire {
        fn fill_buf(&mut self) -> io::Result<&[u8]> {
            self.0.fill_buf()
        }

        fn consume(&mut self, amount: usize) {
            self.0.consume(amount);
        }
    }

    impl Write for Wire {
        fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
            Ok(buffer.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn request(head: &str, body: &[u8]) -> Option<Request> {
        let bytes = [head.as_bytes(), b"\r\n\r\n", body].concat();
        read_request(&mut Wire(BufReader::new(Cursor::new(bytes)))).ok().flatten()
    }

    const CHUNKED: &str = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked";

    #[test]
    fn bodies_in_chunks() {
        let cases: [(&[u8], Option<&[u8]>); 9] = [
            (b"0\r\n\r\n", Some(b"")),
            (
                b"3\r\n\x00\r\n\r\n2;name=value\r\nab\r\n0\r\nTrailer: x\r\n\r\n",
                Some(b"\x00\r\nab"),
            ),
            (b"00000A\r\n0123456789\r\n0\r\n\r\n", Some(b"0123456789")),
            (b"3\r\nabcd\r\n0\r\n\r\n", None),
            (b"3\r\nab", None),
            (b"-3\r\nabc\r\n0\r\n\r\n", None),
            (b"\r\n\r\n", None),
            (b"ffffffffffffffffff\r\n\r\n", None),
            (b"7fffffffffffffff\r\n\r\n", None),
        ];
        for (body, expected) in cases {
            let read = request(CHUNKED, body).map(|request| request.body);
            assert_eq!(read.as_deref(), expected, "{}", String::from_utf8_lossy(body));
        }
        assert!(request(&format!("{CHUNKED}\r\nContent-Length: 5"), b"0\r\n\r\n").is_none());
        assert!(request("POST / HTTP/1.1\r\nTransfer-Encoding: gzip", b"").is_none());
    }

    #[test]
    fn large_requests() {
        let large = vec![b'x'; MAX_BODY as usize + 1];
        for (length, is_too_large) in [(MAX_BODY, false), (MAX_BODY + 1, true)] {
            let head = format!("POST / HTTP/1.1\r\nContent-Length: {length}");
            let read = request(&head, &large).unwrap();
            assert_eq!(
                (read.is_too_large, read.body.is_empty()),
                (is_too_large, is_too_large),
                "{length}"
            );
        }
        let chunk =
            [format!("{:x}\r\n", 6 * 1024 * 1024).as_bytes(), &large[..6 * 1024 * 1024], b"\r\n"]
                .concat();
        assert!(!request(CHUNKED, &[&chunk[..], b"0\r\n\r\n"].concat()).unwrap().is_too_large);
        let read = request(CHUNKED, &[&chunk[..], &chunk, b"0\r\n\r\n"].concat()).unwrap();
        assert!(read.is_too_large && read.body.is_empty());
        assert!(
            request(&format!("GET /?{} HTTP/1.1", "x".repeat(33_000)), b"").unwrap().is_too_large
        );
        assert!(request("POST / HTTP/1.1\r\nContent-Length: 99999999999", b"").is_none());
        assert!(request(&format!("POST / HTTP/1.1\r\nX: {}", "x".repeat(70_000)), b"").is_none());
        assert!(request(&format!("POST / HTTP/1.1{}", "\r\nX: x".repeat(20_000)), b"").is_none());
    }
}
