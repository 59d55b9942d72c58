//! The reports that an observer receives.

#![allow(clippy::unwrap_used, reason = "these are tests, helpers and all")]

mod support;

use std::sync::{Arc, Mutex};
use support::api::{Chat, CreateThing, ListThings};
use support::server::{Reply, Server};
use support::streams::{HEAD, with_async, with_blocking};
use support::{Ones, config};
use tencentcloud_runtime::observe::{Observer, Report};
use tencentcloud_runtime::{Client, blocking};

#[derive(Clone, Default)]
struct Notes(Arc<Mutex<Vec<String>>>);

impl Notes {
    fn note(&self, what: &str, report: &Report<'_>) {
        let code = report.error.map_or("fine", |error| error.code().unwrap_or("no code"));
        let (action, region) = (report.operation.name, report.region.unwrap().as_str());
        let id = report.request_id.unwrap_or("no id");
        self.0
            .lock()
            .unwrap()
            .push(format!("{what} {} of {action} in {region}: {code}, {id}", report.attempts));
    }
}

impl Observer for Notes {
    fn attempt(&self, report: &Report<'_>) {
        self.note("attempt", report);
    }

    fn call(&self, report: &Report<'_>) {
        self.note("call", report);
    }

    fn stream(&self, report: &Report<'_>) {
        self.note("stream", report);
    }
}

#[tokio::test]
async fn every_attempt_and_every_call_is_told() {
    let fine = r#"{"Response":{"RequestId":"request-2"}}"#;
    let replies =
        vec![Reply::fault("RequestLimitExceeded", "slow down"), Reply::json(fine), Reply::Reset];
    let server = Server::replies(replies);
    let notes = Notes::default();
    let client = Client::new(config(&server.url).randomness(Ones).observer(notes.clone())).unwrap();
    client.call(ListThings::default()).await.unwrap();
    client.call(CreateThing::default()).await.unwrap_err();
    let expected = [
        "attempt 1 of ListThings in ap-guangzhou: RequestLimitExceeded, request-1",
        "attempt 2 of ListThings in ap-guangzhou: fine, request-2",
        "call 2 of ListThings in ap-guangzhou: fine, request-2",
        "attempt 1 of CreateThing in ap-guangzhou: no code, no id",
        "call 1 of CreateThing in ap-guangzhou: no code, no id",
    ];
    assert_eq!(*notes.0.lock().unwrap(), expected);
}

const FIRST: &str = "data: {\"Text\":\"a\"}\n\n";

#[test]
fn how_a_stream_ends_is_told() {
    let fault = "data: {\"Error\":{\"Code\":\"InternalError\",\"Message\":\"oops\"}}\n\n";
    let cases =
        [("data: [DONE]\n\n", "fine"), (fault, "InternalError"), ("data: {\n\n", "no code")];
    for (end, told) in cases {
        let throttled = Reply::fault("RequestLimitExceeded", "slow down");
        let stream = Reply::Raw([HEAD, FIRST, end].concat().into_bytes());
        let server = Server::replies(vec![throttled, stream]);
        let notes = Notes::default();
        let settings = || config(&server.url).randomness(Ones).observer(notes.clone());
        let error = with_async(settings()).unwrap().error;
        assert_eq!(error.map_or(2, |error| error.attempts()), 2);
        with_blocking(settings()).unwrap();
        let expected = [
            "attempt 1 of Chat in ap-guangzhou: RequestLimitExceeded, request-1".to_owned(),
            "attempt 2 of Chat in ap-guangzhou: fine, head-1".to_owned(),
            "call 2 of Chat in ap-guangzhou: fine, head-1".to_owned(),
            format!("stream 2 of Chat in ap-guangzhou: {told}, head-1"),
            // The other client's call succeeds at once.
            "attempt 1 of Chat in ap-guangzhou: fine, head-1".to_owned(),
            "call 1 of Chat in ap-guangzhou: fine, head-1".to_owned(),
            format!("stream 1 of Chat in ap-guangzhou: {told}, head-1"),
        ];
        assert_eq!(*notes.0.lock().unwrap(), expected);
    }
}

/// A response that does not stream is reported as a call; a dropped stream is not reported.
#[test]
fn what_is_no_stream_or_is_dropped_is_not_told() {
    let whole = Reply::json(r#"{"Response":{"Text":"a","RequestId":"request-1"}}"#);
    let stream = Reply::Raw([HEAD, FIRST, FIRST].concat().into_bytes());
    let server = Server::replies(vec![whole, stream]);
    let notes = Notes::default();
    let client = blocking::Client::new(config(&server.url).observer(notes.clone())).unwrap();
    assert_eq!(client.stream(Chat::default()).unwrap().count(), 1);
    assert_eq!(client.stream(Chat::default()).unwrap().take(1).count(), 1);
    let notes = notes.0.lock().unwrap();
    assert_eq!(notes.len(), 4);
    assert!(notes.iter().all(|note| !note.starts_with("stream")), "{notes:?}");
}
