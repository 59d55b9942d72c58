//! What a metrics hook is told.

#![allow(clippy::unwrap_used, reason = "these are tests, helpers and all")]

mod support;

use std::sync::{Arc, Mutex};
use support::api::{CreateThing, ListThings};
use support::server::{Reply, Server};
use support::{Ones, config};
use tencentcloud_runtime::Client;
use tencentcloud_runtime::observe::{Observer, Report};

#[derive(Clone, Default)]
struct Notes(Arc<Mutex<Vec<String>>>);

impl Notes {
    fn note(&self, what: &str, report: &Report<'_>) {
        let code = report.error.map_or("fine", |error| error.code().unwrap_or("no code"));
        let (action, region) = (report.operation.name, report.region.unwrap().as_str());
        let id = report.request_id.unwrap_or("no id");
        self.0.lock().unwrap().push(format!("{what} {} of {action} in {region}: {code}, {id}", report.attempts));
    }
}

impl Observer for Notes {
    fn attempt(&self, report: &Report<'_>) {
        self.note("attempt", report);
    }

    fn call(&self, report: &Report<'_>) {
        self.note("call", report);
    }
}

#[tokio::test]
async fn every_attempt_and_every_call_is_told() {
    let fine = r#"{"Response":{"RequestId":"request-2"}}"#;
    let replies = vec![Reply::fault("RequestLimitExceeded", "slow down"), Reply::json(fine), Reply::Reset];
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
