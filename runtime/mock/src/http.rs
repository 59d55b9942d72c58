//! As much of HTTP/1.1 as clients of an API speak.

use std::io::{self, BufRead, Read, Write};

/// What the gateway takes, and a bit for the head.
const MAX_BODY: usize = 11 * 1024 * 1024;
const MAX_HEAD: u64 = 64 * 1024;

/// A request as it came.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) method: String,
    /// What follows the `?` of the target.
    pub(crate) query: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Request {
    /// A header's value.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// The media type of the body, without parameters.
    pub(crate) fn media_type(&self) -> String {
        let text = self.header("content-type").unwrap_or_default();
        text.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
    }
}

/// Reads the next request of a connection; nothing where it is over.
pub(crate) fn read(stream: &mut (impl BufRead + Write)) -> io::Result<Option<Request>> {
    let mut head = stream.take(MAX_HEAD);
    let mut line = String::new();
    if head.read_line(&mut line)? == 0 {
        return Ok(None);
    }
    let mut words = line.split_whitespace();
    let (Some(method), Some(target)) = (words.next(), words.next()) else { return Err(malformed()) };
    let query = target.split_once('?').map_or("", |(_, query)| query).to_owned();
    let method = method.to_owned();
    let mut headers = Vec::new();
    loop {
        let mut line = String::new();
        if head.read_line(&mut line)? == 0 {
            return Err(malformed());
        }
        let line = line.trim_end();
        if line.is_empty() {
            break;
        }
        let (name, value) = line.split_once(':').ok_or_else(malformed)?;
        headers.push((name.to_owned(), value.trim().to_owned()));
    }
    let mut request = Request { method, query, headers, body: Vec::new() };
    let length: usize = request.header("content-length").map_or(Ok(0), str::parse).map_err(|_| malformed())?;
    if length > MAX_BODY || request.header("transfer-encoding").is_some() {
        return Err(malformed());
    }
    if request.header("expect").is_some() {
        stream.write_all(b"HTTP/1.1 100 Continue\r\n\r\n")?;
    }
    request.body = vec![0; length];
    stream.read_exact(&mut request.body)?;
    Ok(Some(request))
}

fn malformed() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "this is no request that the mock understands")
}

/// Writes an answer, whose head says how long the whole body is.
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
