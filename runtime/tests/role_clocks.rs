//! Roles that are assumed with a clock that is hours off, and dates that are not plausible.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod support;

use std::time::Duration;
use support::TIME;
use support::api::ListThings;
use support::machine::Machine;
use support::server::{Reply, Seen, Server};
use tencentcloud_runtime::credential::{CachedProvider, Role};
use tencentcloud_runtime::time::{Clock, Now};
use tencentcloud_runtime::{Client, Credential};

/// Returns a pod in the cloud, in which this server is every service.
fn pod(server: Server) -> Machine {
    Machine::new(server)
        .file("token", "pod-token\n")
        .set("TKE_REGION", "ap-nanjing")
        .set("TKE_PROVIDER_ID", "provider-1")
        .set("TKE_WEB_IDENTITY_TOKEN_FILE", "~/token")
        .set("TKE_ROLE_ARN", "reader")
}

const KEYS: &str = r#""Token":"role-token","TmpSecretId":"AKIDrole","TmpSecretKey":"role-secret""#;

/// Responds as STS does.
fn role(_: &Seen) -> Reply {
    let ends = TIME + 7200;
    Reply::json(format!(
        r#"{{"Response":{{"Credentials":{{{KEYS}}},"ExpiredTime":{ends},"RequestId":"r"}}}}"#
    ))
}

/// Responds as the metadata service does.
fn metadata() -> Reply {
    Reply::json(format!(r#"{{{KEYS},"ExpiredTime":{},"Code":"Success"}}"#, TIME + 7200))
}

/// A clock that is hours off.
struct Off(i64);

impl Clock for Off {
    fn now(&self) -> Now {
        Now { unix: TIME.saturating_add_signed(self.0 * 3600), tick: Duration::from_secs(1) }
    }
}

/// Services that send their date, and check the time of signed requests.
fn punctual_cloud(seen: &Seen, date: Option<&str>) -> Reply {
    let time = seen.header("x-tc-timestamp").parse().unwrap_or(TIME);
    let signed = !seen.header("authorization").starts_with("SKIP");
    let reply = match (seen.header("x-tc-action"), seen.path.as_str()) {
        _ if signed && time.abs_diff(TIME) > 300 => {
            Reply::fault("AuthFailure.SignatureExpire", "check the clock")
        }
        ("ListThings", _) => Reply::json(r#"{"Response":{"TotalCount":0,"RequestId":"r"}}"#),
        (_, "/") => role(seen),
        (_, path) if path.ends_with('/') => Reply::Http(200, vec![], b"reader-1".to_vec()),
        _ => metadata(),
    };
    match reply {
        Reply::Http(status, mut headers, body) => {
            headers.extend(date.map(|date| ("Date", date.to_owned())));
            Reply::Http(status, headers, body)
        }
        other => other,
    }
}

fn at_hours(hours: i64, date: Option<&'static str>) -> (Machine, [CachedProvider; 3]) {
    let machine = pod(Server::start(move |seen, _| punctual_cloud(seen, date)));
    let sources = machine.sources().clock(Off(hours));
    let assumed =
        sources.assume_role(Credential::new("AKIDown", "own-secret"), Role::new("reader"));
    let providers = [assumed, sources.web_identity(), sources.instance_role()];
    (machine, providers)
}

#[tokio::test]
async fn roles_by_a_wrong_clock() {
    for hours in [8, -8, 24 * 365, -24 * 365, 0] {
        let (machine, providers) = at_hours(hours, Some("Tue, 14 Nov 2023 22:13:20 GMT"));
        for (number, provider) in providers.into_iter().enumerate() {
            let config =
                support::config(&machine.server.url).clock(Off(hours)).credentials(provider);
            let client = Client::new(config).unwrap();
            for _ in 0..2 {
                let called = client.call(ListThings::default()).await;
                called.unwrap_or_else(|error| panic!("provider {number}, {hours} h: {error}"));
            }
        }
    }
}

#[tokio::test]
async fn dates_of_roles_that_cannot_be_believed() {
    let impossible = ["Thu, 01 Jan 1970 00:00:00 GMT", "Fri, 18 Nov 2033 22:13:20 GMT", "today"];
    for date in impossible.map(Some).into_iter().chain([None]) {
        // A correct clock is not corrected.
        let (machine, [_, pod, instance]) = at_hours(0, date);
        assert!(machine.ask(pod).await.ends_with("-token +7200"), "{date:?}");
        assert!(machine.ask(instance).await.ends_with("-token +7200"), "{date:?}");
        let (machine, [_, pod, _]) = at_hours(8, date);
        let told = machine.ask(pod).await;
        assert_eq!(
            told,
            "the provider returned credentials that have already expired: check this machine's \
            clock"
        );
    }
}
