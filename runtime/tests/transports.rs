//! Transports other than the default, and calls that are cancelled.

#![allow(clippy::unwrap_used, reason = "these are tests, helpers and all")]

mod support;

use std::net::TcpListener;
use std::time::{Duration, Instant};
use support::api::ListThings;
use support::server::{Reply, Server};
use support::signature::is_signed;
use support::{ID, KEY, Still, config};
use tencentcloud_runtime::transport::{HyperTransport, ReqwestTransport, UreqTransport};
use tencentcloud_runtime::{Client, Endpoint, ErrorKind, Proxy, blocking};

const FINE: &str = r#"{"Response":{"TotalCount":1,"ThingSet":[{"Id":7}],"RequestId":"request-1"}}"#;

fn reqwest() -> ReqwestTransport {
    // Any TLS settings will do: without them reqwest requires a process-wide crypto provider.
    let tls = support::tls::Authority::new().client();
    ReqwestTransport::new(reqwest::Client::builder().no_proxy().tls_backend_preconfigured(tls))
        .unwrap()
}

#[tokio::test]
async fn reqwest_sends_the_same_requests() {
    let server = Server::replies(vec![Reply::json(FINE)]);
    Client::new(config(&server.url).clock(Still).transport(reqwest()))
        .unwrap()
        .call(ListThings::default())
        .await
        .unwrap();
    Client::new(config(&server.url).clock(Still))
        .unwrap()
        .call(ListThings::default())
        .await
        .unwrap();
    let mut seen = server.seen();
    assert!(is_signed(&seen[0], ID, KEY, "2023-11-14", "batch"));
    for seen in &mut seen {
        // reqwest adds this header.
        seen.headers.retain(|(name, _)| !name.eq_ignore_ascii_case("accept"));
        seen.headers.sort();
    }
    assert_eq!(seen[0].headers, seen[1].headers);
}

#[tokio::test]
async fn reqwest_tells_its_failures_apart() {
    let unused = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let refused = Client::new(config(&format!("http://{unused}")).transport(reqwest())).unwrap();
    assert_eq!(refused.call(ListThings::default()).await.unwrap_err().kind(), ErrorKind::Connect);
    let cases = [
        (Reply::Reset, ErrorKind::Network),
        (
            Reply::Raw(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{}".to_vec()),
            ErrorKind::Network,
        ),
        (Reply::Stall(Duration::from_secs(1)), ErrorKind::Timeout),
        (
            Reply::Http(307, vec![("Location", "http://127.0.0.1:9/".to_owned())], Vec::new()),
            ErrorKind::Http,
        ),
    ];
    for (reply, kind) in cases {
        let server = Server::replies(vec![reply]);
        let config =
            config(&server.url).attempt_timeout(Duration::from_millis(200)).transport(reqwest());
        let error = Client::new(config).unwrap().call(ListThings::default()).await.unwrap_err();
        assert_eq!(error.kind(), kind, "{error:?}");
    }
}

#[tokio::test(flavor = "current_thread")]
async fn a_call_that_is_given_up_leaves_nothing_behind() {
    let server = Server::replies(vec![Reply::Stall(Duration::from_secs(5))]);
    let client = Client::new(config(&server.url)).unwrap();
    for _ in 0..10 {
        let call =
            tokio::time::timeout(Duration::from_millis(30), client.call(ListThings::default()));
        assert!(call.await.is_err());
    }
    let start = Instant::now();
    while tokio::runtime::Handle::current().metrics().num_alive_tasks() > 0 {
        assert!(start.elapsed() < Duration::from_secs(2), "a task is left over");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert_eq!(server.seen().len(), 10);
}

#[test]
fn an_async_transport_in_the_blocking_client_is_an_error() {
    let config = config("http://127.0.0.1:1").transport(HyperTransport::builder().build().unwrap());
    let error =
        blocking::Client::new(config).unwrap().call(ListThings::default()).send().unwrap_err();
    let source = std::error::Error::source(&error).unwrap().to_string();
    assert_eq!(source, "hyper needs a tokio runtime: in the blocking client use UreqTransport");
}

#[test]
fn settings_that_your_own_transport_would_ignore_are_errors() {
    let with_transport =
        || config("http://127.0.0.1:1").transport(UreqTransport::builder().build().unwrap());
    let proxy = Proxy::url("http://127.0.0.1:3128").unwrap();
    let cases = [
        (with_transport().proxy(proxy), "`proxy` has no effect"),
        (with_transport().root_certificate("a certificate"), "`root_certificate` has no effect"),
    ];
    for (config, text) in cases {
        let errors = [Client::new(config.clone()).err(), blocking::Client::new(config).err()];
        for error in errors.map(Option::unwrap) {
            assert_eq!(error.kind(), ErrorKind::Configuration);
            assert!(error.to_string().contains(text), "{error}");
        }
    }
}

#[test]
fn another_endpoint_is_used_while_the_first_one_fails() {
    let broken = Server::replies(vec![Reply::Http(502, Vec::new(), b"Bad Gateway".to_vec())]);
    let backup = Server::replies(vec![Reply::json(FINE)]);
    let config = config(&broken.url).clock(Still).fail_over(Endpoint::url(&backup.url).unwrap());
    let client = blocking::Client::new(config).unwrap();
    // Three attempts fail, and two of the next call; the third goes to the backup.
    assert_eq!(client.call(ListThings::default()).send().unwrap_err().status(), Some(502));
    client.call(ListThings::default()).send().unwrap();
    client.call(ListThings::default()).send().unwrap();
    assert_eq!((broken.seen().len(), backup.seen().len()), (5, 2));
    for seen in backup.seen() {
        assert!(
            is_signed(&seen, ID, KEY, "2023-11-14", "batch"),
            "signed for the host that it goes to"
        );
        assert_eq!(seen.header("host"), backup.url.trim_start_matches("http://"));
        assert_eq!(seen.header("x-tc-region"), "ap-guangzhou");
    }
}
