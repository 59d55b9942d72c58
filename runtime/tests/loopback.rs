//! Whole calls over sockets: what the server receives, and what the caller receives.
//!
//! Not here: every course of retries (the engine's own tests) and every fault (reliability/).

mod support;

use std::net::TcpListener;
use std::time::{Duration, Instant};
use support::api::{CreateThing, ErrorCode, ListThings, Lock, SubmitThing, Thing};
use support::server::{Reply, Server};
use support::signature::is_signed;
use support::tls::Authority;
use support::{ID, KEY, Ones, Still, TOKEN, config};
use tencentcloud_runtime::credential::Environment;
use tencentcloud_runtime::transport::ReqwestTransport;
use tencentcloud_runtime::{
    Action, Client, Config, Credential, Error, ErrorKind, Language, blocking,
};

const FINE: &str = r#"{"Response":{"TotalCount":1,"ThingSet":[{"Id":7}],"RequestId":"request-1"}}"#;

fn list() -> ListThings {
    ListThings { job: Some("job-1".to_owned()), limit: Some(2), ..ListThings::default() }
}

#[tokio::test]
async fn a_signed_request_and_its_response() {
    let server = Server::replies(vec![Reply::json(FINE)]);
    let config =
        config(&server.url).clock(Still).language(Language::English).request_client("tests-1.0");
    let response = Client::new(config).unwrap().call(list()).await.unwrap();
    assert_eq!(response.things, Some(vec![Thing { id: Some(7) }]));
    assert_eq!(response.request_id.as_deref(), Some("request-1"));

    let seen = &server.seen()[0];
    assert_eq!((seen.method.as_str(), seen.path.as_str()), ("POST", "/"));
    assert_eq!(seen.body, br#"{"Job":"job-1","Limit":2}"#);
    assert!(is_signed(seen, ID, KEY, "2023-11-14", "batch"));
    let host = server.url.trim_start_matches("http://");
    let client = concat!("tencentcloud-rs_", env!("CARGO_PKG_VERSION"), ";tests-1.0");
    let mut expected = [
        ("authorization", seen.header("authorization")),
        ("content-length", "25"),
        ("content-type", "application/json"),
        ("host", host),
        ("user-agent", client),
        ("x-tc-action", "ListThings"),
        ("x-tc-language", "en-US"),
        ("x-tc-region", "ap-guangzhou"),
        ("x-tc-requestclient", client),
        ("x-tc-timestamp", "1700000000"),
        ("x-tc-token", TOKEN),
        ("x-tc-version", "2017-03-12"),
    ];
    let mut found: Vec<_> =
        seen.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    found.sort_unstable();
    expected.sort_unstable();
    assert_eq!(found, expected);
}

#[tokio::test]
async fn a_tampered_request_is_refused() {
    let server = Server::start(|seen, number| {
        let mut seen = seen.clone();
        match number {
            0 => seen.body[0] ^= 1,
            1 => seen
                .headers
                .iter_mut()
                .filter(|(name, _)| name == "x-tc-timestamp")
                .for_each(|(_, v)| v.push('1')),
            _ => {}
        }
        match is_signed(&seen, ID, KEY, "2023-11-14", "batch") {
            true => Reply::json(FINE),
            false => Reply::fault("AuthFailure.SignatureFailure", "the signature does not fit"),
        }
    });
    let client = Client::new(config(&server.url).clock(Still)).unwrap();
    for _ in 0..2 {
        let error = client.call(list()).await.unwrap_err();
        assert!(error.is_auth(), "{error}");
    }
    client.call(list()).await.unwrap();
    let wrong = Credential::new(ID, "another-key");
    let error = Client::new(config(&server.url).clock(Still).credentials(wrong))
        .unwrap()
        .call(list())
        .await
        .unwrap_err();
    let text = "ListThings: AuthFailure.SignatureFailure: the signature does not fit (request id \
        request-1)";
    assert_eq!(error.to_string(), text);
}

#[tokio::test]
async fn an_error_says_what_is_known() {
    let server =
        Server::replies(vec![Reply::fault("ResourceNotFound.Thing", "there is no such thing")]);
    let client = Client::new(config(&server.url)).unwrap();
    let error = client.call(list()).await.unwrap_err();
    assert_eq!(error.code(), Some(&ErrorCode::ResourceNotFoundThing));
    assert!(error.is_not_found() && !error.is_retryable() && !error.is_throttled());
    let error: Error = error.into();
    assert_eq!(error.kind(), ErrorKind::Service);
    assert_eq!(error.action(), Some("ListThings"));
    assert_eq!(error.code(), Some("ResourceNotFound.Thing"));
    assert_eq!(error.message(), "there is no such thing");
    assert_eq!(error.request_id(), Some("request-1"));
    assert_eq!((error.status(), error.attempts()), (Some(200), 1));
    let text = "ListThings: ResourceNotFound.Thing: there is no such thing (request id request-1)";
    assert_eq!(error.to_string(), text);

    let server = Server::replies(vec![Reply::fault("FailedOperation.New", "no")]);
    let error = Client::new(config(&server.url)).unwrap().call(list()).await.unwrap_err();
    assert!(
        matches!(error.code(), Some(ErrorCode::Other(code)) if code == "FailedOperation.New"),
        "{error:?}"
    );
}

#[tokio::test]
async fn throttled_calls_are_repeated_with_the_same_client_token() {
    let throttled = || Reply::fault("RequestLimitExceeded", "slow down");
    let server = Server::replies(vec![throttled(), throttled(), Reply::json(FINE)]);
    let client = Client::new(config(&server.url).randomness(Ones)).unwrap();
    client
        .call(SubmitThing { name: Some("n".to_owned()), ..SubmitThing::default() })
        .await
        .unwrap();
    let bodies: Vec<_> =
        server.seen().into_iter().map(|seen| String::from_utf8(seen.body).unwrap()).collect();
    let expected = format!(r#"{{"Name":"n","ClientToken":"{}"}}"#, "01".repeat(16));
    assert_eq!(bodies, [expected.as_str(); 3]);
}

#[tokio::test]
async fn a_write_is_not_repeated_when_it_may_have_taken_effect() {
    let server = Server::replies(vec![Reply::Reset, Reply::json(FINE)]);
    let client = Client::new(config(&server.url)).unwrap();
    let error = client.call(CreateThing { name: Some("n".to_owned()) }).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Network, "{error:?}");
    assert!(error.may_have_taken_effect() && error.is_retryable());
    assert_eq!(server.seen().len(), 1);
    let server = Server::replies(vec![Reply::Reset, Reply::json(FINE)]);
    Client::new(config(&server.url)).unwrap().call(list()).await.unwrap();
    assert_eq!(server.seen().len(), 2);
}

/// Returns how often each transport sends a request that is received and then lost: by a closed
/// connection or a timeout.
fn sent<A: Action + Clone>(request: &A, lost: fn() -> Reply) -> [usize; 3] {
    let reqwest = || {
        let tls = Authority::new().client();
        ReqwestTransport::new(reqwest::Client::builder().no_proxy().tls_backend_preconfigured(tls))
            .unwrap()
    };
    let transports: [&dyn Fn(Config) -> Result<(), Error>; 3] = [
        &|config| call(Client::new(config)?, request.clone()),
        &|config| call(Client::new(config.transport(reqwest()))?, request.clone()),
        &|config| Ok(blocking::Client::new(config)?.call(request.clone()).send().map(drop)?),
    ];
    transports.map(|transport| {
        let server = Server::start(move |_, _| lost());
        let config = config(&server.url).attempt_timeout(Duration::from_millis(100));
        let error = transport(config).unwrap_err();
        assert!(error.is_retryable() && error.may_have_taken_effect(), "{error:?}");
        server.seen().len()
    })
}

fn call<A: Action>(client: Client, request: A) -> Result<(), Error> {
    tokio::runtime::Runtime::new()
        .unwrap()
        .block_on(async { Ok(client.call(request).await.map(drop)?) })
}

#[test]
fn only_what_may_be_sent_twice_is() {
    let with_token = SubmitThing { name: Some("n".to_owned()), ..SubmitThing::default() };
    let without = SubmitThing { client_token: Some(String::new()), ..with_token.clone() };
    for lost in [|| Reply::Close, || Reply::Stall(Duration::from_secs(2))] {
        assert_eq!(sent(&ListThings::default(), lost), [3; 3], "a read");
        assert_eq!(sent(&CreateThing::default(), lost), [1; 3], "a write");
        assert_eq!(sent(&with_token, lost), [3; 3], "a write that the service recognises");
        assert_eq!(sent(&without, lost), [1; 3], "the caller goes without a token");
    }
}

/// A service repeats a password that it refuses.
#[tokio::test]
async fn a_requests_own_secrets_are_not_in_errors() {
    let server = Server::start(|seen, _| {
        let said = String::from_utf8_lossy(&seen.body).replace('"', "'");
        Reply::json(format!(
            r#"{{"Response":{{"Error":{{"Code":"InvalidParameter","Message":"bad: {said}"}}}}}}"#
        ))
    });
    let lock = |inner| Lock {
        name: Some("the-name".to_owned()),
        password: Some("the-password".to_owned()),
        codes: Some(vec!["the-password-too".to_owned(), "12345".to_owned()]),
        inner,
    };
    let request = lock(Some(vec![lock(None)]));
    let error = Client::new(config(&server.url)).unwrap().call(request).await.unwrap_err();
    assert!(
        matches!(error.code(), Some(ErrorCode::Other(code)) if code == "InvalidParameter"),
        "{error:?}"
    );
    let printed = format!("{error} {error:?} {}", error.message());
    assert!(
        printed.contains("'Name':'the-name','Password':'***','Codes':['***','12345']"),
        "{printed}"
    );
    assert!(!printed.contains("the-password") && !printed.contains("-too"), "{printed}");
}

#[tokio::test]
async fn nobody_listens() {
    let unused = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let client = Client::new(config(&format!("http://{unused}"))).unwrap();
    let error = client.call(CreateThing::default()).await.unwrap_err();
    assert!(error.is_connect() && error.is_retryable() && !error.may_have_taken_effect());
    assert_eq!(error.to_string(), "CreateThing: no connection could be made (3 attempts)");
    let below = std::error::Error::source(&error).expect("a source").to_string();
    assert!(!error.to_string().contains(&below), "{below}");
}

#[tokio::test]
async fn slow_responses() {
    let server = Server::replies(vec![Reply::Stall(Duration::from_secs(5))]);
    let config = config(&server.url).attempt_timeout(Duration::from_millis(200));
    let begun = Instant::now();
    let error = Client::new(config).unwrap().call(CreateThing::default()).await.unwrap_err();
    assert!(error.is_timeout() && begun.elapsed() < Duration::from_secs(2));
    assert_eq!(
        error.to_string(),
        "CreateThing: no response within 200ms, the limit of one attempt"
    );
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let elsewhere = Server::replies(vec![Reply::json(FINE)]);
    let headers = vec![("Location", elsewhere.url.clone())];
    let server = Server::replies(vec![Reply::Http(307, headers, b"moved".to_vec())]);
    let error = Client::new(config(&server.url)).unwrap().call(list()).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "ListThings: the response does not come from the service (HTTP 307, no content type): moved"
    );
    assert!(elsewhere.seen().is_empty());
}

#[tokio::test]
async fn large_responses_are_bounded() {
    let server = Server::replies(vec![Reply::json("x".repeat(100_000))]);
    let client = Client::new(config(&server.url).max_response_bytes(99_999)).unwrap();
    let error = client.call(list()).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "ListThings: the response is larger than the 99999 bytes that `max_response_bytes` allows"
    );
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn what_is_refused_before_it_is_sent() {
    let server = Server::replies(vec![Reply::json(FINE)]);
    let without = Config::new().endpoint(tencentcloud_runtime::Endpoint::url(&server.url).unwrap());
    let error = Client::new(without).unwrap().call(list()).await.unwrap_err();
    assert_eq!(error.to_string(), "ListThings: the client has no credentials");
    let error = Client::new(config("http://127.0.0.1:1").request_client("bad name")).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert!(server.seen().is_empty());
}

#[tokio::test]
async fn a_client_from_the_environment() {
    let server = Server::replies(vec![Reply::json(FINE)]);
    let url = server.url.clone();
    let environment = move |name: &str| match name {
        "TENCENTCLOUD_SECRET_ID" => Some(ID.into()),
        "TENCENTCLOUD_SECRET_KEY" => Some(KEY.into()),
        "TENCENTCLOUD_TOKEN" => Some(TOKEN.into()),
        "TENCENTCLOUD_ENDPOINT" => Some(url.clone().into()),
        _ => None,
    };
    let config = Config::from_environment("ap-shanghai", Environment::new(environment)).unwrap();
    Client::new(config.clock(Still)).unwrap().call(list()).await.unwrap();
    let seen = &server.seen()[0];
    assert!(is_signed(seen, ID, KEY, "2023-11-14", "batch"));
    assert_eq!((seen.header("x-tc-token"), seen.header("x-tc-region")), (TOKEN, "ap-shanghai"));
    let nothing = Config::from_environment("ap-shanghai", Environment::new(|_| None)).unwrap_err();
    assert_eq!(nothing.kind(), ErrorKind::Credentials);
}

#[tokio::test]
async fn nothing_secret_is_printed() {
    let echo = format!("id {ID} key {KEY} token {TOKEN}");
    let faults = [
        Reply::fault("AuthFailure", &echo),
        Reply::Http(502, vec![("Content-Type", "text/html".to_owned())], echo.clone().into_bytes()),
        Reply::json(format!(r#"{{"Response":{{"TotalCount":["{echo}"]}}}}"#)),
        Reply::json(format!(r#"{{"Response":{{"TotalCount":"{echo}"}}}}"#)),
        Reply::Reset,
    ];
    let credential = Credential::temporary(ID, KEY, TOKEN);
    let mut printed =
        vec![format!("{credential:?}"), format!("{:?}", config("http://127.0.0.1:1"))];
    for fault in faults {
        let server = Server::replies(vec![fault]);
        let client = Client::new(config(&server.url).strict_responses(true)).unwrap();
        let error = client.call(CreateThing::default()).await.unwrap_err();
        printed
            .extend([format!("{client:?} {client:#?}"), format!("{error} {error:?} {error:#?}")]);
        let error: Error = error.into();
        printed.push(format!("{error} {error:?} {error:#?}"));
        let signature =
            server.seen()[0].header("authorization").rsplit('=').next().unwrap().to_owned();
        for text in &printed {
            for secret in [ID, KEY, TOKEN, &signature] {
                assert!(!text.contains(secret), "{text}");
            }
        }
    }
}
