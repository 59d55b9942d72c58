//! The settings of one call, and of a client that shares everything else with another.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod support;

use std::time::{Duration, Instant};
use support::api::{Chat, CreateThing, ListThings};
use support::config;
use support::server::{Reply, Server};
use tencentcloud_runtime::{
    CallSettings, Client, Config, Endpoint, ErrorKind, Language, Region, RetryPolicy, blocking,
};

fn server() -> Server {
    Server::start(|_, _| Reply::json(r#"{"Response":{"RequestId":"request-1"}}"#))
}

#[tokio::test]
async fn a_call_has_settings_of_its_own() {
    let server = server();
    let client = Client::new(config(&server.url)).unwrap();
    let call =
        client.call(CreateThing::default()).region(Region::AP_BEIJING).language(Language::English);
    call.header("x-trace", "one").await.unwrap();
    client.call(CreateThing::default()).region("eu-frankfurt").await.unwrap();
    client.call(CreateThing::default()).await.unwrap();
    let seen = server.seen();
    let names = ["x-tc-region", "x-tc-language", "x-trace"];
    let headers: Vec<_> = seen.iter().map(|seen| names.map(|name| seen.header(name))).collect();
    assert_eq!(
        headers,
        [["ap-beijing", "en-US", "one"], ["eu-frankfurt", "", ""], ["ap-guangzhou", "", ""]]
    );
    // The same action in the same region uses the cached parts of its request.
    client.call(CreateThing::default()).region(Region::AP_BEIJING).await.unwrap();
    assert_eq!(server.seen()[3].header("x-tc-language"), "");
    assert_eq!(server.connections(), 1);
}

#[tokio::test]
async fn limits_of_one_call() {
    let server = Server::start(|_, _| Reply::Stall(Duration::from_secs(5)));
    let client = Client::new(config(&server.url)).unwrap();
    let started = Instant::now();
    let limit = Duration::from_millis(100);
    let error = client.call(ListThings::default()).timeout(limit).await.unwrap_err();
    assert!(error.is_timeout(), "{error}");
    let error = client.call(CreateThing::default()).attempt_timeout(limit).await.unwrap_err();
    assert!(error.is_timeout() && started.elapsed() < Duration::from_secs(2), "{error}");
    let server = Server::start(|_, _| Reply::fault("RequestLimitExceeded", "slow down"));
    let client = Client::new(config(&server.url)).unwrap();
    client.call(ListThings::default()).retry(RetryPolicy::off()).await.unwrap_err();
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn what_cannot_be_used_is_an_error_of_the_call() {
    let server = server();
    let client = Client::new(config(&server.url)).unwrap();
    let calls = [
        client.call(CreateThing::default()).region("Guangzhou!"),
        client.call(CreateThing::default()).header("host", "example.com"),
        client.call(CreateThing::default()).header("x-a", "1\n2"),
    ];
    for call in calls {
        let error = call.await.unwrap_err();
        assert_eq!(
            (error.kind(), error.action()),
            (ErrorKind::Configuration, Some("CreateThing")),
            "{error}"
        );
    }
    assert!(server.seen().is_empty());
    let invalid = Config::new().region("Guangzhou!").endpoint(Endpoint::url(&server.url).unwrap());
    assert_eq!(Client::new(invalid).unwrap_err().kind(), ErrorKind::Configuration);
}

#[tokio::test]
async fn clients_that_share() {
    let server = server();
    let shared = Client::new(config(&server.url)).unwrap();
    let beijing = shared.in_region("ap-beijing").unwrap();
    let traced = beijing.with(CallSettings::new().header("x-trace", "two"));
    beijing.call(CreateThing::default()).await.unwrap();
    traced.call(CreateThing::default()).region(Region::AP_SHANGHAI).await.unwrap();
    shared.call(CreateThing::default()).await.unwrap();
    // Lists and streams use them, too.
    traced.pages(ListThings::default()).try_next().await.unwrap();
    let _events = traced.stream(Chat::default()).await.unwrap();
    let names = ["x-tc-region", "x-trace"];
    let seen: Vec<_> =
        server.seen().iter().map(|seen| names.map(|name| seen.header(name).to_owned())).collect();
    let expected = [
        ["ap-beijing", ""],
        ["ap-shanghai", "two"],
        ["ap-guangzhou", ""],
        ["ap-beijing", "two"],
        ["ap-beijing", "two"],
    ];
    assert_eq!(seen, expected.map(|row| row.map(str::to_owned)));
    assert_eq!(server.connections(), 1);
    assert!(shared.in_region("Beijing!").is_err());
}

#[test]
fn the_blocking_client_shares_too() {
    let server = server();
    let shared = blocking::Client::new(config(&server.url)).unwrap();
    let beijing = shared
        .in_region(Region::AP_BEIJING)
        .unwrap()
        .with(CallSettings::new().header("x-trace", "two"));
    beijing.call(CreateThing::default()).send().unwrap();
    shared.call(CreateThing::default()).send().unwrap();
    let seen: Vec<_> =
        server.seen().iter().map(|seen| seen.header("x-tc-region").to_owned()).collect();
    assert_eq!(
        (seen, server.connections()),
        (vec!["ap-beijing".to_owned(), "ap-guangzhou".to_owned()], 1)
    );
}

#[tokio::test]
async fn a_configuration_serves_many_clients() {
    let server = server();
    let one = config(&server.url);
    for region in [Region::AP_BEIJING, Region::AP_SHANGHAI] {
        Client::new(one.clone().region(region))
            .unwrap()
            .call(CreateThing::default())
            .await
            .unwrap();
    }
    let seen: Vec<_> =
        server.seen().iter().map(|seen| seen.header("x-tc-region").to_owned()).collect();
    assert_eq!(seen, ["ap-beijing", "ap-shanghai"]);
}
