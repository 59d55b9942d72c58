//! Calls through a proxy, in both clients: the tunnel, the user, and the hosts that are reached
//! directly.

#![allow(clippy::unwrap_used, reason = "these are tests, helpers and all")]

mod support;

use reqwest::Proxy as ReqwestProxy;
use std::io::Write;
use std::net::TcpListener;
use std::time::Duration;
use support::api::ListThings;
use support::config;
use support::proxy::tunnels;
use support::server::{Reply, Server};
use tencentcloud_runtime::credential::Environment;
use tencentcloud_runtime::transport::ReqwestTransport;
use tencentcloud_runtime::{Client, Config, Error, ErrorKind, Proxy, RetryPolicy, blocking};

const FINE: &str = r#"{"Response":{"TotalCount":1,"ThingSet":[{"Id":7}],"RequestId":"request-1"}}"#;

fn both(config: impl Fn() -> Config) -> [Result<(), Error>; 2] {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let asynchronous = Client::new(config()).unwrap();
    let asynchronous = runtime.block_on(asynchronous.call(ListThings::default()));
    let blocking = blocking::Client::new(config()).unwrap().call(ListThings::default()).send();
    [asynchronous.map(drop).map_err(Error::from), blocking.map(drop).map_err(Error::from)]
}

#[test]
fn calls_are_tunnelled() {
    let server = Server::replies(vec![Reply::json(FINE)]);
    let proxy = tunnels(&server.url, "200 OK");
    let url = format!("http://us%40er:pass@{}", proxy.address);
    // The name need not resolve here: the proxy resolves it.
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

/// Returns the errors of a call to a host that only a proxy can reach, in both clients.
fn refused(url: &str) -> [Error; 2] {
    let proxy = || Proxy::url(url).unwrap();
    both(|| config("https://batch.example.invalid").retry(RetryPolicy::off()).proxy(proxy()))
        .map(Result::unwrap_err)
}

/// Returns the error of such a call with reqwest.
fn refused_with_reqwest(url: &str) -> Error {
    let tls = support::tls::Authority::new().client();
    let builder = reqwest::Client::builder()
        .proxy(ReqwestProxy::all(url).unwrap())
        .tls_backend_preconfigured(tls);
    let config = config("https://batch.example.invalid").retry(RetryPolicy::off());
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime
        .block_on(async {
            let transport = ReqwestTransport::new(builder)?;
            Client::new(config.transport(transport))?
                .call(ListThings::default())
                .await
                .map(drop)
                .map_err(Error::from)
        })
        .unwrap_err()
}

fn told(error: &Error) -> String {
    assert!(error.is_connect(), "{error:?}");
    assert!(!format!("{error} {error:?}").contains("password-7"), "{error:?}");
    let text = error.to_string();
    let why = text.strip_prefix("ListThings: no connection could be made: ");
    why.unwrap_or_else(|| panic!("{error:?}")).to_owned()
}

#[test]
fn a_proxy_that_refuses_is_named() {
    let server = Server::replies(vec![Reply::json(FINE)]);
    let cases = [
        ("407 Proxy Authentication Required", "", "asks for a user name and a password (407)"),
        (
            "407 Proxy Authentication Required",
            "user:password-7@",
            "refuses the user name and the password (407)",
        ),
        ("502 Bad Gateway", "", "cannot reach the host (502)"),
        ("503 Service Unavailable", "user:password-7@", "cannot reach the host (503)"),
        ("504 Gateway Timeout", "", "cannot reach the host (504)"),
        ("403 password-7", "", "refuses to connect to the host (403)"),
    ];
    for (status, user, expected) in cases {
        let proxy = tunnels(&server.url, status);
        for error in refused(&format!("http://{user}{}", proxy.address)) {
            assert_eq!(told(&error), format!("the proxy {} {expected}", proxy.address), "{status}");
        }
        let with_reqwest = told(&refused_with_reqwest(&format!("http://{user}{}", proxy.address)));
        let expected = match &status[..3] {
            "407" => "the proxy asks for a user name and a password, or refuses them (407)",
            _ => "the proxy cannot reach the host, or refuses to connect to it",
        };
        assert_eq!(with_reqwest, expected, "{status}");
    }
    assert!(server.seen().is_empty());
}

#[test]
fn a_proxy_that_is_dead_or_none() {
    let unused = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let url = format!("http://user:password-7@{unused}");
    for error in refused(&url) {
        assert_eq!(told(&error), format!("the proxy {unused} cannot be reached"));
    }
    assert_eq!(told(&refused_with_reqwest(&url)), "the proxy cannot be reached");
    for error in refused("http://proxy.example.invalid:3128") {
        assert_eq!(told(&error), "the proxy proxy.example.invalid:3128 cannot be reached");
    }
    for response in [&b"220 mail.example.com ESMTP\r\n\r\n"[..], b"", b"HTTP/1.1 abc\r\n\r\n"] {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        std::thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                // The request is read, so that the connection ends without a reset.
                let _ = std::io::Read::read(&mut stream, &mut [0; 4096]);
                let _ = stream.write_all(response);
            }
        });
        for error in refused(&format!("http://{address}")) {
            let told = told(&error);
            let odd = ["does not respond like a proxy", "closed the connection"];
            assert!(odd.iter().any(|why| told == format!("the proxy {address} {why}")), "{told}");
        }
        let with_reqwest = told(&refused_with_reqwest(&format!("http://{address}")));
        assert!(with_reqwest.starts_with("the proxy "), "{with_reqwest}");
    }
}

#[test]
fn a_proxy_that_hangs() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let short = Duration::from_millis(300);
    let config = || {
        let config = config("https://batch.example.invalid").retry(RetryPolicy::off());
        config.connect_timeout(short).proxy(Proxy::url(&url).unwrap())
    };
    for error in both(config).map(Result::unwrap_err) {
        let told = told(&error);
        assert!(told.contains(" opened no tunnel to the host "), "{told}");
    }
}

#[test]
fn this_machine_is_reached_directly() {
    let server = Server::replies(vec![Reply::json(FINE)]);
    let proxy = tunnels(&server.url, "502 Bad Gateway");
    let variables = |name: &str| (name == "HTTP_PROXY").then(|| proxy.address.clone().into());
    let environment = Environment::new({
        let value = variables("HTTP_PROXY");
        move |name| value.clone().filter(|_: &std::ffi::OsString| name == "HTTP_PROXY")
    });
    for result in both(|| config(&server.url).proxy(Proxy::from_environment(&environment))) {
        result.unwrap();
    }
    for result in both(|| config(&server.url).proxy(Proxy::url(&proxy.address).unwrap())) {
        result.unwrap();
    }
    assert!(proxy.heads.lock().unwrap().is_empty());
}

#[test]
fn variables_that_cannot_be_used_matter_to_what_they_are_for() {
    let variables = |all: &'static [(&'static str, &'static str)]| {
        let find = move |name: &str| {
            all.iter().find(|(key, _)| *key == name).map(|(_, value)| value.into())
        };
        Proxy::from_environment(&Environment::new(find))
    };
    let socks = ("ALL_PROXY", "socks5://user:password-7@127.0.0.1:7891");
    let leak: &'static [(&str, &str)] = Box::leak(Box::new([socks]));
    let ask = |proxy: &Proxy| {
        both(|| config("https://batch.example.invalid").proxy(proxy.clone()))
            .map(Result::unwrap_err)
    };
    for error in ask(&variables(leak)) {
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Configuration, 1), "{error:?}");
        let text = "ListThings: the variable ALL_PROXY cannot be used: the \
            proxy \"socks5://127.0.0.1:7891\" cannot be used: \
                    it must begin with http:// (https endpoints can be reached through it too)";
        assert_eq!(error.to_string(), text);
        assert!(!format!("{error:?}").contains("password-7"), "{error:?}");
    }
    // Other schemes ignore it.
    let unused = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let https: &'static [(&str, &str)] = Box::leak(Box::new([
        socks,
        ("https_proxy", Box::leak(unused.to_string().into_boxed_str()) as &str),
    ]));
    for error in ask(&variables(https)) {
        assert!(
            error.to_string().contains(&format!("the proxy {unused} cannot be reached")),
            "{error}"
        );
    }
    let server = Server::replies(vec![Reply::json(FINE)]);
    for result in both(|| config(&server.url).proxy(variables(leak))) {
        result.unwrap();
    }
}

#[test]
fn what_a_proxy_repeats_is_not_shown() {
    // A proxy that inspects the traffic may respond in place of the host.
    let quote =
        "Proxy-Authorization: Basic dXNlcjpwYXNzd29yZC03LWlzLWxvbmc= user:password-7-is-long";
    let server = Server::replies(vec![Reply::Http(502, vec![], quote.as_bytes().to_vec())]);
    let proxy = tunnels(&server.url, "200 OK");
    let url = format!("http://user:password-7-is-long@{}", proxy.address);
    let with = || {
        config("http://batch.example.invalid")
            .retry(RetryPolicy::off())
            .proxy(Proxy::url(&url).unwrap())
    };
    for error in both(with).map(Result::unwrap_err) {
        let text = format!("{error} {error:?}");
        assert!(
            text.contains("***") && !text.contains("password-7") && !text.contains("wYXNzd29yZC03"),
            "{text}"
        );
    }
    let server = Server::replies(vec![Reply::Http(407, vec![], b"log in".to_vec())]);
    for error in both(|| config(&server.url).retry(RetryPolicy::off())).map(Result::unwrap_err) {
        let text = "ListThings: a proxy asks for a user name and a password, or refuses them (HTTP \
            407, no content type): log in";
        assert_eq!(error.to_string(), text);
    }
}
