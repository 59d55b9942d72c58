//! The request to a proxy for a tunnel to a host.

use http::HeaderValue;
use std::io::{ErrorKind, Result};
use tokio::net::TcpStream;

const MAX_HEAD: usize = 16 * 1024;

/// Sends `CONNECT`, and returns the response's status; `None` if the response is not HTTP.
pub(super) async fn connect(
    stream: &TcpStream,
    host: &str,
    port: u16,
    authorization: Option<&HeaderValue>,
) -> Result<Option<u16>> {
    let mut request =
        format!("CONNECT {host}:{port} HTTP/1.1\r\nHost: {host}:{port}\r\n").into_bytes();
    if let Some(value) = authorization {
        request.extend_from_slice(&[b"Proxy-Authorization: ", value.as_bytes(), b"\r\n"].concat());
    }
    request.extend_from_slice(b"\r\n");
    write(stream, &request).await?;
    Ok(read_head(stream).await?.as_deref().and_then(status))
}

async fn write(stream: &TcpStream, mut bytes: &[u8]) -> Result<()> {
    while !bytes.is_empty() {
        stream.writable().await?;
        match stream.try_write(bytes) {
            Ok(written) => bytes = &bytes[written..],
            Err(error) if error.kind() == ErrorKind::WouldBlock => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Reads a response's head. Returns `None` if it does not end, or if unexpected data follows it.
async fn read_head(stream: &TcpStream) -> Result<Option<Vec<u8>>> {
    let mut head = Vec::new();
    while head.len() < MAX_HEAD {
        stream.readable().await?;
        let mut piece = [0; 1024];
        match stream.try_read(&mut piece) {
            Ok(0) => return Ok(None),
            Ok(read) => head.extend_from_slice(&piece[..read]),
            Err(error) if error.kind() == ErrorKind::WouldBlock => {}
            Err(error) => return Err(error),
        }
        if let Some(end) = head.windows(4).position(|window| window == b"\r\n\r\n") {
            let is_whole = end + 4 == head.len() || !is_success(status(&head));
            return Ok(is_whole.then_some(head));
        }
    }
    Ok(None)
}

fn status(head: &[u8]) -> Option<u16> {
    let rest = head.strip_prefix(b"HTTP/1.")?.get(1..)?.strip_prefix(b" ")?;
    std::str::from_utf8(rest.get(..3)?).ok()?.parse().ok()
}

pub(super) fn is_success(status: Option<u16>) -> bool {
    matches!(status, Some(200..=299))
}
