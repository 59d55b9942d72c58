//! Calls over TLS: the trusted authorities, and shared connections. Over hyper, ureq and reqwest.

#![allow(clippy::unwrap_used, reason = "these are tests, helpers and all")]

mod support;

use bytes::Bytes;
use http::{Request, Response, Version};
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use std::convert::Infallible;
use std::error::Error as _;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use support::api::ListThings;
use support::busy::seen;
use support::proxy::tunnels;
use support::server::{Reply, Seen, Server};
use support::signature::is_signed;
use support::tls::Authority;
use support::{ID, KEY, Still, config};
use tencentcloud_runtime::transport::ReqwestTransport;
use tencentcloud_runtime::{Client, Config, Error, ErrorKind, Proxy, blocking};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

const FINE: &str = r#"{"Response":{"TotalCount":1,"ThingSet":[{"Id":7}],"RequestId":"request-1"}}"#;
const HERE: &str = "127.0.0.1";

fn fine(_: &Seen, _: usize) -> Reply {
    Reply::json(FINE)
}

fn reqwest(authority: &Authority) -> ReqwestTransport {
    let builder =
        reqwest::Client::builder().no_proxy().tls_backend_preconfigured(authority.client());
    ReqwestTransport::new(builder).unwrap()
}

/// Makes three calls with each transport in sequence, with otherwise equal settings.
fn calls(
    url: &str,
    authority: &Authority,
    set: fn(Config) -> Config,
) -> [(&'static str, Result<(), Error>); 3] {
    let bare = || set(config(url).clock(Still));
    let config = || bare().root_certificate(authority.der.clone());
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let three = |client: Client| {
        runtime.block_on(async move {
            for _ in 0..3 {
                client.call(ListThings::default()).await.map_err(Error::from)?;
            }
            Ok(())
        })
    };
    let hyper = three(Client::new(config()).unwrap());
    let reqwest = three(Client::new(bare().transport(reqwest(authority))).unwrap());
    let client = blocking::Client::new(config()).unwrap();
    let ureq = (0..3)
        .try_for_each(|_| client.call(ListThings::default()).send().map(drop).map_err(Error::from));
    [("hyper", hyper), ("reqwest", reqwest), ("ureq", ureq)]
}

#[test]
fn who_is_vouched_for_is_called_and_connections_are_kept() {
    let authority = Authority::new();
    for versions in [rustls::ALL_VERSIONS, &[&rustls::version::TLS12]] {
        let server = Server::tls(authority.server_with(HERE, versions, &[], 2100), fine);
        for (transport, result) in calls(&server.url, &authority, |config| config) {
            result.unwrap_or_else(|error| panic!("{transport}: {error:?}"));
        }
        // A call that follows at once may open a connection before the last one is free again.
        assert_eq!(server.seen().len(), 9);
        assert!(server.connections() < 9, "{}", server.connections());
        for seen in server.seen() {
            assert!(is_signed(&seen, ID, KEY, "2023-11-14", "batch"));
            assert_eq!(seen.header("host"), server.url.trim_start_matches("https://"));
        }
    }
}

#[test]
fn connections_are_not_kept_where_they_are_not_wanted() {
    let authority = Authority::new();
    let server = Server::tls(authority.server(HERE), fine);
    for (transport, result) in
        calls(&server.url, &authority, |config| config.keep_alive(std::time::Duration::ZERO))
    {
        result.unwrap_or_else(|error| panic!("{transport}: {error:?}"));
    }
    // reqwest has its own settings.
    assert_eq!(server.seen().len(), 9);
    assert!(server.connections() > 3 + 3, "{}", server.connections());
}

#[test]
fn nothing_is_sent_to_others() {
    let authority = Authority::new();
    let cases = [
        ("a stranger vouches for it", Authority::new().server(HERE), "UnknownIssuer"),
        ("it is called otherwise", authority.server("batch.example.com"), "NotValidForName"),
        (
            "its certificate has ended",
            authority.server_with(HERE, rustls::ALL_VERSIONS, &[], 2020),
            "Expired",
        ),
    ];
    for (name, tls, reason) in cases {
        let server = Server::tls(tls, fine);
        for (transport, result) in calls(&server.url, &authority, |config| config) {
            let error = result.expect_err(name);
            assert_eq!(
                (error.kind(), error.attempts()),
                (ErrorKind::Connect, 3),
                "{name}, {transport}: {error:?}"
            );
            let all = format!("{:?}", error.source());
            assert!(all.contains(reason), "{name}, {transport}: {all}");
        }
        assert!(server.seen().is_empty(), "{name}");
    }
    // The built-in authorities do not trust it either.
    let server = Server::tls(authority.server(HERE), fine);
    let error = blocking::Client::new(config(&server.url))
        .unwrap()
        .call(ListThings::default())
        .send()
        .unwrap_err();
    assert!(error.is_connect(), "{error:?}");
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let call = Client::new(config(&server.url)).unwrap().call(ListThings::default());
    assert!(runtime.block_on(call).unwrap_err().is_connect());
    assert!(server.seen().is_empty());
}

#[test]
fn certificates_in_each_form() {
    let (authority, other) = (Authority::new(), Authority::new());
    let server = Server::tls(authority.server(HERE), fine);
    let both = format!("# A comment\n{}\n{}", other.pem, authority.pem);
    for certificate in
        [authority.der.clone(), authority.pem.clone().into_bytes(), both.into_bytes()]
    {
        for result in build(&server.url, &certificate) {
            result.unwrap();
        }
    }
    let cut = &authority.der[..authority.der.len() - 1];
    let broken = authority.pem.replace("-----END CERTIFICATE-----", "");
    let key = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n";
    for certificate in [&b""[..], b"hello", cut, broken.as_bytes(), key.as_bytes()] {
        for result in build(&server.url, certificate) {
            let error = result.unwrap_err();
            let text = "a root certificate cannot be read: it must be in PEM or DER";
            assert_eq!(
                (error.kind(), error.to_string().as_str()),
                (ErrorKind::Configuration, text)
            );
        }
    }
}

/// Makes a call with each client, building both first.
fn build(url: &str, certificate: &[u8]) -> [Result<(), Error>; 2] {
    let config = || config(url).root_certificate(certificate);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let asynchronous = Client::new(config()).and_then(|client| {
        runtime.block_on(client.call(ListThings::default())).map(drop).map_err(Error::from)
    });
    let blocking = blocking::Client::new(config()).and_then(|client| {
        client.call(ListThings::default()).send().map(drop).map_err(Error::from)
    });
    [asynchronous, blocking]
}

#[test]
fn through_a_proxy() {
    let authority = Authority::new();
    let server = Server::tls(authority.server("batch.example.invalid"), fine);
    let proxy = tunnels(&server.url, "200 OK");
    let url = format!("http://user:pass@{}", proxy.address);
    let config = || {
        config("https://batch.example.invalid")
            .clock(Still)
            .root_certificate(authority.pem.clone())
            .proxy(Proxy::url(&url).unwrap())
    };
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(Client::new(config()).unwrap().call(ListThings::default())).unwrap();
    blocking::Client::new(config()).unwrap().call(ListThings::default()).send().unwrap();
    for head in &*proxy.heads.lock().unwrap() {
        assert!(head.starts_with("CONNECT batch.example.invalid:443 HTTP/1.1\r\n"), "{head}");
    }
    for seen in server.seen() {
        assert!(is_signed(&seen, ID, KEY, "2023-11-14", "batch"));
        assert_eq!(
            (seen.header("host"), seen.header("proxy-authorization")),
            ("batch.example.invalid", "")
        );
    }
    assert_eq!(server.seen().len(), 2);
}

/// A server that uses HTTP/2 if the client wants it.
///
/// Records the versions of requests, and the connections.
#[derive(Clone, Default)]
struct Modern {
    seen: Arc<Mutex<Vec<(Version, bool)>>>,
    connections: Arc<AtomicUsize>,
}

impl Modern {
    async fn start(&self, authority: &Authority) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("https://{}", listener.local_addr().unwrap());
        let tls = authority.server_with(HERE, rustls::ALL_VERSIONS, &[b"h2", b"http/1.1"], 2100);
        let (acceptor, modern) = (TlsAcceptor::from(tls), self.clone());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                modern.connections.fetch_add(1, Ordering::SeqCst);
                let (acceptor, modern) = (acceptor.clone(), modern.clone());
                tokio::spawn(async move {
                    let stream = acceptor.accept(stream).await.unwrap();
                    let is_http2 = stream.get_ref().1.alpn_protocol() == Some(b"h2");
                    let stream = TokioIo::new(stream);
                    let service = service_fn(move |request| modern.clone().respond(request));
                    let _ = match is_http2 {
                        true => {
                            hyper::server::conn::http2::Builder::new(TokioExecutor::new())
                                .serve_connection(stream, service)
                                .await
                        }
                        false => {
                            hyper::server::conn::http1::Builder::new()
                                .serve_connection(stream, service)
                                .await
                        }
                    };
                });
            }
        });
        url
    }

    async fn respond(
        self,
        request: Request<Incoming>,
    ) -> Result<Response<Full<Bytes>>, Infallible> {
        let version = request.version();
        let seen = seen(request).await;
        let signed = is_signed(&seen, ID, KEY, "2023-11-14", "batch") && seen.path == "/";
        self.seen.lock().unwrap().push((version, signed));
        Ok(Response::new(Full::from(FINE)))
    }
}

#[tokio::test]
async fn http2_where_it_is_wanted() {
    let authority = Authority::new();
    for (wanted, version) in [(true, Version::HTTP_2), (false, Version::HTTP_11)] {
        let modern = Modern::default();
        let url = modern.start(&authority).await;
        let config =
            config(&url).clock(Still).root_certificate(authority.der.clone()).http2(wanted);
        let client = Client::new(config).unwrap();
        client.call(ListThings::default()).await.unwrap();
        let tasks: Vec<_> =
            (0..20).map(|_| tokio::spawn(client.call(ListThings::default()))).collect();
        for task in tasks {
            task.await.unwrap().unwrap();
        }
        let seen = modern.seen.lock().unwrap().clone();
        assert_eq!(seen, vec![(version, true); 21]);
        // One connection carries all concurrent calls in HTTP/2, and one each in HTTP/1.1.
        let connections = modern.connections.load(Ordering::SeqCst);
        assert_eq!(connections == 1, wanted, "{connections}");
    }
}

#[tokio::test]
async fn http2_with_reqwest() {
    let authority = Authority::new();
    let modern = Modern::default();
    let url = modern.start(&authority).await;
    let mut tls = authority.client();
    tls.alpn_protocols = vec![b"h2".to_vec()];
    let transport =
        ReqwestTransport::new(reqwest::Client::builder().no_proxy().tls_backend_preconfigured(tls));
    let client = Client::new(config(&url).clock(Still).transport(transport.unwrap())).unwrap();
    client.call(ListThings::default()).await.unwrap();
    assert_eq!(*modern.seen.lock().unwrap(), [(Version::HTTP_2, true)]);
}
