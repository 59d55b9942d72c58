//! Calls, played through without I/O: what the engine requests after each event.

use super::{CallScope, CallState, Effect, Event};
use crate::action::Operation;
use crate::action::Region;
use crate::config::{ClientParts, Config};
use crate::credential::Credential;
use crate::error::Error;
use crate::request::{prepare, set_idempotency_token};
use crate::response::ResponsePlace;
use crate::retry::RetryPolicy;
use crate::testing::{Always, Ask, AskResponse, READ, UNSIGNED, WRITE, WRITE_WITH_TOKEN};
use crate::time::Now;
use crate::transport::{TransportError, TransportErrorKind};
use bytes::Bytes;
use http::Response;
use std::time::Duration;

const TIME: u64 = 1_700_000_000;
const SECOND: Duration = Duration::from_secs(1);
const FINE: &str = r#"{"Response":{"Value":7,"RequestId":"r-1"}}"#;

/// The outcome of one request.
#[derive(Clone, Copy)]
enum ScriptedOutcome {
    Response(u16, &'static str, &'static [(&'static str, &'static str)]),
    Failure(TransportErrorKind),
}

const OK: ScriptedOutcome = ScriptedOutcome::Response(200, FINE, &[]);
const THROTTLED: ScriptedOutcome = code(concat!(
    r#"{"Response":{"Error":{"Code":"RequestLimitExceeded.UinLimitExceeded","#,
    r#""Message":"slow down"},"RequestId":"r-2"}}"#,
));
const INTERNAL: ScriptedOutcome = code(
    r#"{"Response":{"Error":{"Code":"InternalError.Db","Message":"oops"},"RequestId":"r-3"}}"#,
);
const INVALID: ScriptedOutcome =
    code(r#"{"Response":{"Error":{"Code":"InvalidParameter","Message":"no"},"RequestId":"r-4"}}"#);
const QUOTA: ScriptedOutcome =
    code(r#"{"Response":{"Error":{"Code":"LimitExceeded","Message":"full"},"RequestId":"r-5"}}"#);
const TOKEN: ScriptedOutcome = code(concat!(
    r#"{"Response":{"Error":{"Code":"AuthFailure.TokenFailure","Message":"old"},"#,
    r#""RequestId":"r-6"}}"#,
));
const EXPIRED: &str = concat!(
    r#"{"Response":{"Error":{"Code":"AuthFailure.SignatureExpire","Message":"time"},"#,
    r#""RequestId":"r-7"}}"#,
);
const LATE_CLOCK: ScriptedOutcome =
    ScriptedOutcome::Response(200, EXPIRED, &[("date", "Wed, 15 Nov 2023 22:13:20 GMT")]);
const GATEWAY: ScriptedOutcome =
    ScriptedOutcome::Response(502, "<html>Bad Gateway</html>", &[("content-type", "text/html")]);
const TOO_MANY: ScriptedOutcome = ScriptedOutcome::Response(429, "later", &[("retry-after", "7")]);
const REFUSED: ScriptedOutcome = ScriptedOutcome::Failure(TransportErrorKind::Connect);
const RESET: ScriptedOutcome = ScriptedOutcome::Failure(TransportErrorKind::Network);
const SLOW: ScriptedOutcome = ScriptedOutcome::Failure(TransportErrorKind::Timeout);

const fn code(body: &'static str) -> ScriptedOutcome {
    ScriptedOutcome::Response(200, body, &[])
}

impl ScriptedOutcome {
    fn event(self) -> Event {
        match self {
            Self::Failure(kind) => Event::TransportFailed(TransportError::new(kind)),
            Self::Response(status, body, headers) => {
                let mut response = Response::builder().status(status);
                for (name, value) in headers {
                    response = response.header(*name, *value);
                }
                Event::Response(response.body(Bytes::from(body)).unwrap())
            }
        }
    }
}

fn config(retry: RetryPolicy) -> ClientParts {
    let credential = Credential::new("the-secret-id", "the-secret-key");
    let builder = Config::new().credentials(credential).region(Region::AP_GUANGZHOU).retry(retry);
    builder.randomness(Always(0xff)).build().unwrap()
}

/// A scenario: credentials and outcomes in the order of the requests. Requests take no time.
struct Scenario<'a> {
    config: &'a ClientParts,
    operation: &'static Operation,
    credentials: Vec<Credential>,
    outcomes: &'a [ScriptedOutcome],
}

impl Scenario<'_> {
    /// Returns the steps as text, and the result.
    fn play(mut self) -> (String, Result<(), Error>, Option<AskResponse>) {
        let mut ask = Ask { name: Some("n".to_owned()), ..Ask::default() };
        let has_token = set_idempotency_token(self.operation, &mut ask, &Always(1));
        let mut prepared = prepare(self.operation, &ask, &Always(1)).unwrap();
        prepared.repeatable |= has_token;
        let mut now = Now { unix: TIME, tick: SECOND };
        let scope = CallScope::new(&self.config.settings, &self.config.state, None);
        let mut call = CallState::new(scope, self.operation, prepared, now);
        let mut place: Option<AskResponse> = None;
        let mut steps = Vec::new();
        let mut event = Event::Begin;
        let mut outcomes = self.outcomes.iter();
        loop {
            event = match call.advance(event, now, &mut place as &mut dyn ResponsePlace) {
                Effect::Credential { request, .. } => {
                    steps.push(if request.refused.is_some() {
                        "another key".to_owned()
                    } else {
                        "key".to_owned()
                    });
                    let last = self.credentials.len() == 1;
                    Event::Credential(Ok(if last {
                        self.credentials[0].clone()
                    } else {
                        self.credentials.remove(0)
                    }))
                }
                Effect::Send { request, within } => {
                    let at = request.headers()["x-tc-timestamp"]
                        .to_str()
                        .unwrap()
                        .parse::<u64>()
                        .unwrap();
                    assert!(!within.is_zero());
                    steps.push(if at == TIME {
                        "send".to_owned()
                    } else {
                        format!("send {:+}", at.cast_signed() - TIME.cast_signed())
                    });
                    outcomes.next().expect("no more requests").event()
                }
                Effect::Respond(_) => unreachable!("there are no interceptors"),
                Effect::Wait(wait) => {
                    steps.push(format!("wait {wait:?}"));
                    now.tick += wait;
                    Event::Waited
                }
                Effect::Done(result) => return (steps.join(", "), result, place),
            };
        }
    }
}

fn play(operation: &'static Operation, outcomes: &[ScriptedOutcome]) -> String {
    let config = config(RetryPolicy::default());
    let credentials = vec![Credential::new("the-secret-id", "the-secret-key")];
    let (steps, result, told) =
        Scenario { config: &config, operation, credentials, outcomes }.play();
    match result {
        Ok(()) => {
            assert_eq!(told.and_then(|told| told.value), Some(7));
            format!("{steps}: fine")
        }
        Err(error) => format!("{steps}: {error}"),
    }
}

#[test]
fn one_attempt_where_all_is_well() {
    assert_eq!(play(&READ, &[OK]), "key, send: fine");
    assert_eq!(play(&UNSIGNED, &[OK]), "send: fine");
}

#[test]
fn throttling_is_waited_out_for_every_action() {
    for operation in [&READ, &WRITE, &WRITE_WITH_TOKEN] {
        let steps = play(operation, &[THROTTLED, THROTTLED, OK]);
        assert_eq!(steps, "key, send, wait 1s, key, send, wait 2s, key, send: fine");
    }
    let steps = play(&WRITE, &[THROTTLED; 3]);
    let end = "CreateThing: RequestLimitExceeded.UinLimitExceeded: slow down (request id r-2, 3 \
        attempts)";
    assert_eq!(steps, format!("key, send, wait 1s, key, send, wait 2s, key, send: {end}"));
}

#[test]
fn no_connection_is_tried_again_for_every_action() {
    for operation in [&READ, &WRITE, &WRITE_WITH_TOKEN] {
        assert_eq!(play(operation, &[REFUSED, OK]), "key, send, wait 200ms, key, send: fine");
    }
}

#[test]
fn what_may_have_taken_effect_is_tried_again_only_where_that_is_safe() {
    for fate in [RESET, SLOW, INTERNAL, GATEWAY] {
        for operation in [&READ, &WRITE_WITH_TOKEN] {
            assert_eq!(play(operation, &[fate, OK]), "key, send, wait 200ms, key, send: fine");
        }
        let steps = play(&WRITE, &[fate]);
        assert!(steps.starts_with("key, send: CreateThing: "), "{steps}");
    }
}

#[test]
fn the_callers_faults_and_quotas_are_final() {
    assert_eq!(
        play(&READ, &[INVALID]),
        "key, send: DescribeThing: InvalidParameter: no (request id r-4)"
    );
    assert_eq!(
        play(&READ, &[QUOTA]),
        "key, send: DescribeThing: LimitExceeded: full (request id r-5)"
    );
}

#[test]
fn a_gateways_wish_to_wait_is_granted() {
    assert_eq!(play(&WRITE, &[TOO_MANY, OK]), "key, send, wait 7s, key, send: fine");
}

#[test]
fn the_clock_is_corrected_once() {
    let late = "DescribeThing: AuthFailure.SignatureExpire: time (request id r-7, 2 attempts)";
    for operation in [&READ, &WRITE] {
        assert_eq!(play(operation, &[LATE_CLOCK, OK]), "key, send, key, send +86400: fine");
    }
    assert_eq!(
        play(&READ, &[LATE_CLOCK, LATE_CLOCK]),
        format!("key, send, key, send +86400: {late}")
    );
    let no_date = play(&READ, &[code(EXPIRED)]);
    assert_eq!(
        no_date,
        "key, send: DescribeThing: AuthFailure.SignatureExpire: time (request id r-7)"
    );
}

/// Responses that refuse the request's time, with a date in 2033, the right date or no date.
const WRONG_DATE: ScriptedOutcome =
    ScriptedOutcome::Response(200, EXPIRED, &[("date", "Fri, 18 Nov 2033 22:13:20 GMT")]);
const RIGHT_DATE: ScriptedOutcome =
    ScriptedOutcome::Response(200, EXPIRED, &[("date", "Tue, 14 Nov 2023 22:13:20 GMT")]);
const NO_DATE: ScriptedOutcome = code(EXPIRED);
/// Such responses with implausible dates.
const IMPOSSIBLE: [ScriptedOutcome; 3] = [
    ScriptedOutcome::Response(200, EXPIRED, &[("date", "Thu, 01 Jan 1970 00:00:00 GMT")]),
    ScriptedOutcome::Response(200, EXPIRED, &[("date", "Fri, 31 Dec 9999 23:59:59 GMT")]),
    ScriptedOutcome::Response(200, EXPIRED, &[("date", "tomorrow")]),
];

/// Returns the courses of the calls of one client in sequence, each with these credentials.
fn courses(credential: &Credential, calls: &[&[ScriptedOutcome]]) -> Vec<String> {
    let config = config(RetryPolicy::default());
    let scenario = |outcomes: &&[ScriptedOutcome]| {
        let credentials = vec![credential.clone()];
        let (steps, result, _) =
            Scenario { config: &config, operation: &WRITE, credentials, outcomes }.play();
        format!(
            "{steps}: {}",
            result.map_or_else(|error| format!("{:?}", error.kind()), |()| "fine".to_owned())
        )
    };
    calls.iter().map(scenario).collect()
}

#[test]
fn a_wrong_date_is_forgotten() {
    let lasting = Credential::new("the-secret-id", "the-secret-key");
    let ending = Credential::temporary("id", "key", "token").expiring_at(TIME + 7200);
    let wrong = "+315964800";
    // Whatever follows, the client recovers completely.
    for after in [RIGHT_DATE, NO_DATE, WRONG_DATE] {
        let steps = courses(&lasting, &[&[WRONG_DATE, after], &[OK]]);
        assert_eq!(
            steps,
            [format!("key, send, key, send {wrong}: Service"), "key, send: fine".to_owned()]
        );
    }
    for (after, then) in [(RIGHT_DATE, "key, send"), (NO_DATE, "key, send")] {
        let steps = courses(&lasting, &[&[WRONG_DATE, RESET], &[after, OK]]);
        let expected = [
            format!("key, send, key, send {wrong}: Network"),
            format!("key, send {wrong}, {then}: fine"),
        ];
        assert_eq!(steps, expected);
    }
    // By that date the credential has expired.
    let steps = courses(&ending, &[&[WRONG_DATE, OK], &[OK]]);
    assert_eq!(steps, ["key, send, key, another key, send: fine", "key, send: fine"]);
    for impossible in IMPOSSIBLE {
        assert_eq!(courses_of(&lasting, impossible), ["key, send: Service", "key, send: fine"]);
    }
}

fn courses_of(credential: &Credential, first: ScriptedOutcome) -> Vec<String> {
    courses(credential, &[&[first], &[OK]])
}

#[test]
fn a_second_date_may_put_the_first_right() {
    let lasting = Credential::new("the-secret-id", "the-secret-key");
    let steps = courses(&lasting, &[&[WRONG_DATE, LATE_CLOCK, OK], &[OK]]);
    assert_eq!(
        steps,
        ["key, send, key, send +315964800, key, send +86400: fine", "key, send +86400: fine"]
    );
}

#[test]
fn the_corrected_clock_stays_for_later_calls() {
    let config = config(RetryPolicy::default());
    let scenario = |outcomes| {
        let credentials = vec![Credential::new("the-secret-id", "the-secret-key")];
        Scenario { config: &config, operation: &READ, credentials, outcomes }.play().0
    };
    assert_eq!(scenario(&[LATE_CLOCK, OK]), "key, send, key, send +86400");
    assert_eq!(scenario(&[OK]), "key, send +86400");
}

fn with_credentials(credentials: Vec<Credential>, outcomes: &[ScriptedOutcome]) -> String {
    let config = config(RetryPolicy::default());
    let (steps, result, _) =
        Scenario { config: &config, operation: &WRITE, credentials, outcomes }.play();
    format!("{steps}: {}", result.map_or_else(|error| error.to_string(), |()| "fine".to_owned()))
}

#[test]
fn a_refused_token_is_replaced_once() {
    let old = || Credential::temporary("old-id", "old-key", "old-token");
    let new = || Credential::temporary("new-id", "new-key", "new-token");
    assert_eq!(
        with_credentials(vec![old(), new()], &[TOKEN, OK]),
        "key, send, another key, send: fine"
    );
    let end = "CreateThing: AuthFailure.TokenFailure: old (request id r-6, 2 attempts)";
    assert_eq!(
        with_credentials(vec![old(), new()], &[TOKEN, TOKEN]),
        format!("key, send, another key, send: {end}")
    );
    let end = "CreateThing: AuthFailure.TokenFailure: old (request id r-6)";
    assert_eq!(with_credentials(vec![old()], &[TOKEN]), format!("key, send, another key: {end}"));
}

#[test]
fn nothing_is_signed_with_what_has_expired() {
    let expired = || Credential::temporary("old-id", "old-key", "old-token").expiring_at(TIME);
    let valid = Credential::temporary("new-id", "new-key", "new-token").expiring_at(TIME + 1);
    assert_eq!(with_credentials(vec![expired(), valid], &[OK]), "key, another key, send: fine");
    let end = "CreateThing: the credentials have expired";
    assert_eq!(with_credentials(vec![expired()], &[]), format!("key, another key: {end}"));
    let other = Credential::temporary("other-id", "other-key", "other-token").expiring_at(TIME - 1);
    assert_eq!(with_credentials(vec![expired(), other], &[]), format!("key, another key: {end}"));
}

#[test]
fn time_runs_out() {
    let scenario = |policy: RetryPolicy, outcomes: &[ScriptedOutcome]| {
        let config = config(policy);
        let credentials = vec![Credential::new("the-secret-id", "the-secret-key")];
        Scenario { config: &config, operation: &READ, credentials, outcomes }.play().0
    };
    let patient = RetryPolicy::default().attempts(20);
    // 1 + 2 + 4 + 8 + 16 + 20 + 20 s; another 20 s would exceed the limit of 90 s.
    let steps = scenario(patient, &[THROTTLED; 8]);
    assert!(
        steps.ends_with("wait 16s, key, send, wait 20s, key, send, wait 20s, key, send"),
        "{steps}"
    );
    assert_eq!(scenario(RetryPolicy::off(), &[THROTTLED]), "key, send");
    assert_eq!(scenario(RetryPolicy::off(), &[LATE_CLOCK]), "key, send");
}

#[test]
fn a_client_whose_calls_all_fail_stops_retrying() {
    let config = config(RetryPolicy::default().budget(Some(3)));
    let scenario = |outcomes| {
        let credentials = vec![Credential::new("the-secret-id", "the-secret-key")];
        Scenario { config: &config, operation: &READ, credentials, outcomes }.play().0
    };
    assert_eq!(scenario(&[REFUSED; 3]), "key, send, wait 200ms, key, send, wait 400ms, key, send");
    assert_eq!(scenario(&[REFUSED; 2]), "key, send, wait 200ms, key, send");
    assert_eq!(scenario(&[REFUSED]), "key, send");
    (0..10).for_each(|_| assert_eq!(scenario(&[OK]), "key, send"));
    assert_eq!(scenario(&[REFUSED, OK]), "key, send, wait 200ms, key, send");
}

#[test]
fn every_attempt_is_signed_anew() {
    let config = config(RetryPolicy::default());
    let ask = Ask { name: Some("n".to_owned()), ..Ask::default() };
    let prepared = prepare(&READ, &ask, &Always(1)).unwrap();
    let mut call = CallState::new(
        CallScope::new(&config.settings, &config.state, None),
        &READ,
        prepared,
        Now::default(),
    );
    let mut place: Option<AskResponse> = None;
    let mut signatures = Vec::new();
    for unix in [TIME, TIME + 1] {
        let now = Now { unix, tick: SECOND };
        let credential = Credential::new("the-secret-id", "the-secret-key");
        let Effect::Send { request, .. } =
            call.advance(Event::Credential(Ok(credential)), now, &mut place)
        else {
            panic!("nothing is sent")
        };
        signatures.push(request.headers()["authorization"].clone());
        assert!(matches!(call.advance(THROTTLED.event(), now, &mut place), Effect::Wait(_)));
    }
    assert_ne!(signatures[0], signatures[1]);
}
