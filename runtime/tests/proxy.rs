//! Calls through a proxy, in both clients: the tunnel, the user, the hosts that are reached without.

#![allow(clippy::unwrap_used, reason = "these are tests, helpers and all")]

mod support;

use support::api::ListThings;
use support::config;
use support::proxy::tunnels;
use support::server::{Reply, Server};
use tencentcloud_runtime::{Client, Config, Error, Proxy, blocking};

const FINE: &str = r#"{"Response":{"TotalCount":1,"ThingSet":[{"Id":7}],"RequestId":"request-1"}}"#;

fn both(config: impl Fn() -> Config) -> [Result<(), Error>; 2] {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let asynchronous = Client::new(config()).unwrap();
    let asynchronous = runtime.block_on(asynchronous.call(ListThings::default()));
    let blocking = blocking::Client::new(config()).unwrap().call(ListThings::default());
    [asynchronous.map(drop).map_err(Error::from), blocking.map(drop).map_err(Error::from)]
}

#[test]
fn calls_are_tunnelled() {
    let server = Server::replies(vec![Reply::json(FINE)]);
    let proxy = tunnels(&server.url, "200 OK");
    let url = format!("http://us%40er:pass@{}", proxy.address);
    // The name need not be known here: the proxy looks it up.
    let [asynchronous, blocking] =
        both(|| config("http://batch.example.invalid:8080").proxy(Proxy::url(&url).unwrap()));
    asynchronous.unwrap();
    blocking.unwrap();
    assert_eq!(server.seen().len(), 2);
    assert_eq!(server.seen()[0].header("host"), "batch.example.invalid:8080");
    let heads = proxy.heads.lock().unwrap();
    for head in heads.iter() {
        assert!(head.starts_with("CONNECT batch.example.invalid:8080 HTTP/1.1\r\n"), "{head}");
        assert!(
            head.to_lowercase().contains("proxy-authorization: basic dxnaxji6cgfzcw==")
                || head.contains("dXNAZXI6cGFzcw=="),
            "{head}"
        );
        assert!(!head.contains("TC3-HMAC"), "the proxy is told nothing of the request");
    }
    assert_eq!(heads.len(), 2);
}

#[test]
fn some_hosts_are_reached_directly() {
    let server = Server::replies(vec![Reply::json(FINE)]);
    let proxy = tunnels(&server.url, "200 OK");
    let with = || Proxy::url(&format!("http://{}", proxy.address)).unwrap().except("127.0.0.0/8");
    for result in both(|| config(&server.url).proxy(with())) {
        result.unwrap();
    }
    assert!(proxy.heads.lock().unwrap().is_empty());
}

#[test]
fn a_proxy_that_refuses_has_sent_nothing() {
    let server = Server::replies(vec![Reply::json(FINE)]);
    for status in ["407 Proxy Authentication Required", "502 Bad Gateway"] {
        let proxy = tunnels(&server.url, status);
        let url = format!("http://user:the-password@{}", proxy.address);
        for result in both(|| config("https://batch.example.invalid").proxy(Proxy::url(&url).unwrap())) {
            let error = result.unwrap_err();
            assert!(error.is_connect(), "{error:?}");
            assert_eq!(error.to_string(), "ListThings: no connection could be made (3 attempts)");
            assert!(!format!("{error:?}").contains("password"), "{error:?}");
        }
    }
    assert!(server.seen().is_empty());
}
