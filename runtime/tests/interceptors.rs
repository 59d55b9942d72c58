//! Interceptors: what they receive, change and respond, with both clients.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod support;

use std::sync::{Arc, Mutex};
use support::api::{Chat, CreateThing, ListThings, Lock};
use support::server::{Reply, Server};
use support::signature::is_signed;
use support::{ID, KEY, Ones, Still, config};
use tencentcloud_runtime::bytes::Bytes;
use tencentcloud_runtime::http::{HeaderValue, Response};
use tencentcloud_runtime::intercept::{Attempt, Interceptor, Next, Outcome, OutgoingRequest};
use tencentcloud_runtime::{Client, Error, ErrorKind, blocking};

/// An interceptor that records everything, and counts the attempts of a call.
#[derive(Clone, Default)]
struct Notes {
    name: &'static str,
    notes: Arc<Mutex<Vec<String>>>,
}

#[derive(Clone, Copy, Default)]
struct Seen(u32);

impl Notes {
    fn note(&self, text: String) {
        self.notes.lock().unwrap().push(format!("{}{text}", self.name));
    }

    fn taken(&self) -> Vec<String> {
        std::mem::take(&mut self.notes.lock().unwrap())
    }
}

impl Interceptor for Notes {
    fn before(
        &self,
        attempt: &mut Attempt<'_>,
        request: &mut OutgoingRequest,
    ) -> Result<Next, Error> {
        let seen = attempt.state().get::<Seen>().copied().unwrap_or_default().0 + 1;
        attempt.state().insert(Seen(seen));
        let (action, region) = (attempt.operation().name, attempt.region().unwrap().as_str());
        let body = std::str::from_utf8(request.body()).unwrap();
        self.note(format!(
            "before {} ({seen}) {action} {region} {} {body}",
            attempt.number(),
            request.content_type()
        ));
        Ok(Next::Send)
    }

    fn after(&self, attempt: &mut Attempt<'_>, outcome: &Outcome<'_>) {
        let seen = attempt.state().get::<Seen>().copied().unwrap_or_default().0;
        let status = outcome.response().map(|response| response.status().as_u16());
        let error = outcome.error().map(|error| format!("{:?} {:?}", error.kind(), error.code()));
        self.note(format!("after {} ({seen}) {status:?} {error:?}", attempt.number()));
    }
}

#[tokio::test]
async fn every_attempt_is_seen() {
    let fine = Reply::json(r#"{"Response":{"RequestId":"r"}}"#);
    let server =
        Server::replies(vec![Reply::fault("RequestLimitExceeded", "slow"), Reply::Reset, fine]);
    let notes = Notes::default();
    let client = Client::new(config(&server.url).interceptor(notes.clone())).unwrap();
    client.call(ListThings::default()).await.unwrap();
    let expected = [
        "before 1 (1) ListThings ap-guangzhou application/json {}",
        "after 1 (1) Some(200) Some(\"Service Some(\\\"RequestLimitExceeded\\\")\")",
        "before 2 (2) ListThings ap-guangzhou application/json {}",
        "after 2 (2) None Some(\"Network None\")",
        "before 3 (3) ListThings ap-guangzhou application/json {}",
        "after 3 (3) Some(200) None",
    ];
    assert_eq!(notes.taken(), expected);
    // Each call has its own state, with the blocking client, too.
    let client = blocking::Client::new(config(&server.url).interceptor(notes.clone())).unwrap();
    client.call(ListThings::default()).send().unwrap();
    assert!(notes.taken()[0].starts_with("before 1 (1) "));
}

#[tokio::test]
async fn several_are_called_in_order_and_back() {
    let server = Server::start(|_, _| Reply::json(r#"{"Response":{"RequestId":"r"}}"#));
    let notes = Arc::default();
    let [a, b] = ["a ", "b "].map(|name| Notes { name, notes: Arc::clone(&notes) });
    let client = Client::new(config(&server.url).interceptor(a).interceptor(b)).unwrap();
    client.call(ListThings::default()).await.unwrap();
    let order: Vec<_> = notes.lock().unwrap().iter().map(|note| note[..8].to_owned()).collect();
    assert_eq!(order, ["a before", "b before", "b after ", "a after "]);
}

/// An interceptor that adds headers and replaces the body.
struct Changes(&'static str);

impl Interceptor for Changes {
    fn before(&self, _: &mut Attempt<'_>, request: &mut OutgoingRequest) -> Result<Next, Error> {
        request.headers_mut().insert(self.0, HeaderValue::from_static("00-1"));
        request.set_body(r#"{"Name":"changed"}"#);
        Ok(Next::Send)
    }
}

#[tokio::test]
async fn what_is_changed_is_signed() {
    let server = Server::start(|_, _| Reply::json(r#"{"Response":{"RequestId":"r"}}"#));
    let config = config(&server.url).clock(Still).randomness(Ones);
    let client = Client::new(config.clone().interceptor(Changes("traceparent"))).unwrap();
    client.call(CreateThing::default()).header("x-trace", "1").await.unwrap();
    let seen = &server.seen()[0];
    assert_eq!(seen.json(), serde_json::json!({"Name": "changed"}));
    assert_eq!((seen.header("traceparent"), seen.header("x-trace")), ("00-1", "1"));
    assert!(is_signed(seen, ID, KEY, "2023-11-14", "batch"));
    // The client's own headers cannot be replaced.
    let client = Client::new(config.interceptor(Changes("x-tc-action"))).unwrap();
    let error = client.call(CreateThing::default()).await.unwrap_err();
    assert_eq!((error.kind(), server.seen().len()), (ErrorKind::Configuration, 1));
    assert_eq!(
        error.message(),
        "an interceptor adds the header x-tc-action, which is set by the client"
    );
}

/// An interceptor that responds or fails without sending the request.
struct Cache(Result<&'static str, ErrorKind>);

impl Interceptor for Cache {
    fn before(&self, _: &mut Attempt<'_>, _: &mut OutgoingRequest) -> Result<Next, Error> {
        match self.0 {
            Ok(body) => {
                let content_type =
                    if body.starts_with('{') { "application/json" } else { "text/event-stream" };
                let response = Response::builder().header("content-type", content_type);
                Ok(Next::Respond(response.body(Bytes::from_static(body.as_bytes())).unwrap()))
            }
            Err(kind) => Err(Error::new(kind, "not in this program")),
        }
    }
}

#[tokio::test]
async fn a_response_in_place_of_a_request() {
    let server = Server::start(|_, _| Reply::Reset);
    let fine = r#"{"Response":{"TotalCount":7,"RequestId":"kept"}}"#;
    let notes = Notes::default();
    let config = config(&server.url);
    let client =
        Client::new(config.clone().interceptor(notes.clone()).interceptor(Cache(Ok(fine))))
            .unwrap();
    assert_eq!(client.call(ListThings::default()).await.unwrap().total, Some(7));
    assert_eq!(notes.taken()[1], "after 1 (1) Some(200) None");
    let client =
        Client::new(config.clone().interceptor(Cache(Ok("data: {\"Text\":\"a\"}\n\n")))).unwrap();
    let mut events = client.stream(Chat::default()).await.unwrap();
    assert_eq!(events.try_next().await.unwrap().unwrap().data.text.as_deref(), Some("a"));
    assert!(events.try_next().await.unwrap().is_none());
    let client = Client::new(config.interceptor(Cache(Err(ErrorKind::Request)))).unwrap();
    let error = client.call(ListThings::default()).await.unwrap_err();
    assert_eq!(error.to_string(), "ListThings: not in this program");
    assert!(server.seen().is_empty());
}

/// An interceptor that stores attempts without secrets.
#[derive(Clone, Default)]
struct Audit(Arc<Mutex<Vec<String>>>);

impl Interceptor for Audit {
    fn before(
        &self,
        attempt: &mut Attempt<'_>,
        request: &mut OutgoingRequest,
    ) -> Result<Next, Error> {
        attempt.state().insert(request.body().clone());
        Ok(Next::Send)
    }

    fn after(&self, attempt: &mut Attempt<'_>, outcome: &Outcome<'_>) {
        let request = attempt.state().remove::<Bytes>().unwrap();
        let response = outcome.response().map_or(&b""[..], |response| response.body());
        for body in [&request[..], response] {
            self.0.lock().unwrap().push(outcome.redact(std::str::from_utf8(body).unwrap()));
        }
        assert!(!format!("{outcome:?}").contains("hunter"));
    }
}

#[tokio::test]
async fn secrets_are_taken_out() {
    let server = Server::start(|seen, _| {
        let said = format!("{} {}", seen.header("x-tc-token"), seen.json()["Password"]);
        Reply::fault("InvalidParameter", &said.replace('"', ""))
    });
    let audit = Audit::default();
    let client = Client::new(config(&server.url).interceptor(audit.clone())).unwrap();
    let request = Lock {
        name: Some("n".to_owned()),
        password: Some("hunter-2-hunter".to_owned()),
        ..Lock::default()
    };
    client.call(request).await.unwrap_err();
    let kept = audit.0.lock().unwrap();
    assert_eq!(kept[0], r#"{"Name":"n","Password":"***"}"#);
    assert!(kept[1].contains("***") && !kept[1].contains("hunter"), "{}", kept[1]);
}
