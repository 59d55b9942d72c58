//! The same bytes through every transport: hyper, reqwest and ureq read them alike.
//!
//! Not here: the contents of bodies.

#![allow(clippy::unwrap_used, reason = "these are tests, helpers and all")]

mod support;

use flate2::{Compression, write::GzEncoder};
use std::io::Write;
use support::api::ListThings;
use support::config;
use support::server::{Reply, Server};
use support::tls::Authority;
use tencentcloud_runtime::transport::ReqwestTransport;
use tencentcloud_runtime::{Client, Config, Error, RetryPolicy, blocking};

const FINE: &str = r#"{"Response":{"TotalCount":7,"RequestId":"r"}}"#;
const FAULT: &str =
    r#"{"Response":{"Error":{"Code":"InvalidParameter","Message":"no"},"RequestId":"r"}}"#;

/// Returns the outcome of a call: its number, or the error's kind and code.
fn outcome(result: Result<Option<i64>, Error>) -> String {
    match result {
        Ok(total) => format!("{total:?}"),
        Err(error) => format!("{:?} {}", error.kind(), error.code().unwrap_or("-")),
    }
}

fn with_async(config: Config) -> String {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let call = async { Ok(Client::new(config)?.call(ListThings::default()).await?.total) };
    outcome(runtime.block_on(call))
}

fn with_blocking(config: Config) -> String {
    let call = || Ok(blocking::Client::new(config)?.call(ListThings::default()).send()?.total);
    outcome(call())
}

fn with_reqwest(authority: &Authority, config: Config) -> String {
    let builder =
        reqwest::Client::builder().no_proxy().tls_backend_preconfigured(authority.client());
    with_async(config.transport(ReqwestTransport::new(builder).unwrap()))
}

/// Returns the outcome of a response, which must be the same with all transports.
fn received(bytes: &[u8]) -> String {
    let shown = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]);
    read_reply(Reply::Raw(bytes.to_vec()), &shown)
}

fn read_reply(reply: Reply, shown: &str) -> String {
    let server = Server::replies(vec![reply]);
    let config = || config(&server.url).retry(RetryPolicy::off());
    let hyper = with_async(config());
    let (reqwest, ureq) = (with_reqwest(&Authority::new(), config()), with_blocking(config()));
    assert_eq!((&reqwest, &ureq), (&hyper, &hyper), "reqwest, ureq; hyper\n{shown}");
    hyper
}

/// Returns a response with these complete lines in its head, and this body.
fn response(lines: &str, body: &str) -> Vec<u8> {
    format!("HTTP/1.1 200 OK\r\n{lines}\r\n{body}").into_bytes()
}

fn with_length(body: &str) -> Vec<u8> {
    response(&format!("Content-Length: {}\r\n", body.len()), body)
}

fn chunked(body: &str, end: &str) -> Vec<u8> {
    let (one, other) = body.split_at(20);
    let body =
        format!("{:x}\r\n{one}\r\n{:X};name=value\r\n{other}\r\n{end}", one.len(), other.len());
    response("Transfer-Encoding: chunked\r\n", &body)
}

#[test]
fn bodies_and_their_ends() {
    let length = FINE.len();
    let cases = [
        (with_length(FINE), "Some(7)"),
        (with_length(FAULT), "Service InvalidParameter"),
        (response("", FINE), "Some(7)"),
        (response("Connection: close\r\n", FINE), "Some(7)"),
        (format!("HTTP/1.0 200 OK\r\n\r\n{FINE}").into_bytes(), "Some(7)"),
        (
            format!("HTTP/1.0 200 OK\r\nContent-Length: {length}\r\n\r\n{FINE}").into_bytes(),
            "Some(7)",
        ),
        (response(&format!("Content-Length: {}\r\n", length + 1), FINE), "Network -"),
        (response(&format!("Content-Length: {}\r\n", length - 1), FINE), "Decode -"),
        (response(&format!("Content-Length: {length}\r\n"), &format!("{FINE}garbage")), "Some(7)"),
        (
            response(&format!("Content-Length: {length}\r\nContent-Length: {length}\r\n"), FINE),
            "Some(7)",
        ),
        (response("Content-Length: 0\r\n", ""), "Http -"),
        (response("Content-Length: -1\r\n", FINE), "Network -"),
        (response("Content-Length: many\r\n", FINE), "Network -"),
        (response("Content-Type: text/html\r\nContent-Length: 6\r\n", "<html>"), "Http -"),
        (chunked(FINE, "0\r\n\r\n"), "Some(7)"),
        (chunked(FINE, "0\r\nX-Trailer: a\r\n\r\n"), "Some(7)"),
        (chunked(FINE, "0\r\n\r\ngarbage"), "Some(7)"),
        (chunked(FINE, ""), "Network -"),
        (chunked(FINE, "0\r\n"), "Network -"),
        (chunked(FINE, "5\r\nab"), "Network -"),
        (chunked(FINE, "no length\r\n"), "Network -"),
        (chunked(FAULT, "0\r\n\r\n"), "Service InvalidParameter"),
        (
            response(
                "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n",
                &format!("{length:x}\r\n{FINE}\r\n0\r\n\r\n"),
            ),
            "Some(7)",
        ),
    ];
    for (bytes, expected) in cases {
        assert_eq!(received(&bytes), expected, "{}", String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn heads() {
    let length = format!("Content-Length: {}", FINE.len());
    let cases = [
        (format!("HTTP/1.1 200 OK\n{length}\n\n{FINE}"), "Some(7)"),
        (format!("HTTP/1.1 200\r\n{length}\r\n\r\n{FINE}"), "Some(7)"),
        (format!("HTTP/1.1 200 \r\n{length}\r\n\r\n{FINE}"), "Some(7)"),
        (format!("HTTP/1.1 200 好\r\n{length}\r\n\r\n{FINE}"), "Some(7)"),
        (format!("HTTP/1.1 200 OK\r\ncONTENT-lENGTH:{}\r\n\r\n{FINE}", FINE.len()), "Some(7)"),
        (format!("HTTP/1.1 200 OK\r\nX-Name: 好\r\nX-Empty:\r\n{length}\r\n\r\n{FINE}"), "Some(7)"),
        (format!("HTTP/1.1 200 OK\r\nNo colon\r\n{length}\r\n\r\n{FINE}"), "Network -"),
        (format!("HTTP/1.1 200 OK\r\nX Name: a\r\n{length}\r\n\r\n{FINE}"), "Network -"),
        (format!("HTTP/1.1 099 No\r\n{length}\r\n\r\n{FINE}"), "Network -"),
        (format!("HTTP/3.0 200 OK\r\n{length}\r\n\r\n{FINE}"), "Network -"),
        (
            format!("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n{length}\r\n\r\n{FINE}"),
            "Some(7)",
        ),
        (
            format!(
                "HTTP/1.1 100 Continue\r\nX-A: b\r\n\r\nHTTP/1.1 200 OK\r\n{length}\r\n\r\n{FINE}"
            ),
            "Some(7)",
        ),
        (
            format!(
                "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 102 \
                    Processing\r\n\r\nHTTP/1.1 200 OK\r\n{length}\r\n\r\n{FINE}"
            ),
            "Some(7)",
        ),
        ("HTTP/1.1 204 No Content\r\n\r\n".to_owned(), "Http -"),
        ("HTTP/1.1 200 OK\r\nContent-Le".to_owned(), "Network -"),
        (String::new(), "Network -"),
        ("220 mail.example.com ESMTP\r\n\r\n".to_owned(), "Network -"),
        (format!("HTTP/1.1 502 Bad Gateway\r\n{length}\r\n\r\n{FINE}"), "Http -"),
        (
            format!("HTTP/1.1 502 Bad Gateway\r\nContent-Length: {}\r\n\r\n{FAULT}", FAULT.len()),
            "Service InvalidParameter",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(received(text.as_bytes()), expected, "{text}");
    }
}

#[test]
fn many_headers() {
    for (headers, expected) in [(99, "Some(7)"), (150, "Some(7)"), (250, "Some(7)")] {
        let lines: String =
            (0..headers).map(|number| format!("X-Proxy-{number}: {number}\r\n")).collect();
        for lines in [
            format!("Content-Length: {}\r\n{lines}", FINE.len()),
            format!("{lines}Content-Length: {}\r\n", FINE.len()),
        ] {
            assert_eq!(received(&response(&lines, FINE)), expected, "{headers}");
        }
    }
    let lines = "X: 1\r\n".repeat(2000);
    assert_eq!(received(&response(&lines, FAULT)), "Network -");
}

#[test]
fn compressed_bodies() {
    let mut writer = GzEncoder::new(Vec::new(), Compression::best());
    writer.write_all(FINE.as_bytes()).unwrap();
    let packed = writer.finish().unwrap();
    let with = |coding: &str, body: &[u8]| {
        let head = format!(
            "HTTP/1.1 200 OK\r\nContent-Encoding: {coding}\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        [head.as_bytes(), body].concat()
    };
    let garbage = [&packed[..], b"garbage"].concat();
    let cases = [
        (with("gzip", &packed), "Some(7)"),
        (with("x-gzip", &packed), "Some(7)"),
        (with("gzip", &garbage), "Some(7)"),
        (with("gzip", &packed[..20]), "Decode -"),
        (with("gzip", FINE.as_bytes()), "Decode -"),
        (with("identity", FINE.as_bytes()), "Some(7)"),
        (with("br", FINE.as_bytes()), "Http -"),
    ];
    for (bytes, expected) in cases {
        assert_eq!(received(&bytes), expected, "{}", String::from_utf8_lossy(&bytes));
    }
}

/// A body that ends with its connection is incomplete if the connection is reset.
#[test]
fn connections_that_are_reset() {
    for bytes in [response("", FINE), response("Content-Length: 1000\r\n", FINE), chunked(FINE, "")]
    {
        assert_eq!(read_reply(Reply::Cut(bytes), ""), "Network -");
    }
}

/// A TLS connection closes without a notice: a body with a length is complete, one that ends with
/// the connection is not.
#[test]
fn tls_without_its_end() {
    let authority = Authority::new();
    let tls = authority.server("127.0.0.1");
    let cases = [
        (with_length(FINE), "Some(7)"),
        (chunked(FINE, "0\r\n\r\n"), "Some(7)"),
        (response("", FINE), "Network -"),
    ];
    for (bytes, expected) in cases {
        let server = Server::tls(tls.clone(), move |_, _| Reply::Raw(bytes.clone()));
        let config = || config(&server.url).retry(RetryPolicy::off());
        let trusting = || config().root_certificate(authority.der.clone());
        let outcomes =
            [with_async(trusting()), with_reqwest(&authority, config()), with_blocking(trusting())];
        assert_eq!(outcomes, [expected; 3], "hyper, reqwest, ureq");
    }
}
