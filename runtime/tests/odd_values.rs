//! Values that do not fit their fields, in responses and requests: which are dropped, which are
//! kept, and the reports of them.
//!
//! Not here: envelopes and numbers, which the decoder's own tests cover.

#![allow(clippy::unwrap_used, reason = "these are tests, helpers and all")]

mod support;

use serde_json::{Value, json};
use std::future::ready;
use std::sync::{Arc, Mutex};
use support::api::{All, Chat};
use support::config;
use tencentcloud_runtime::blocking::{Client, EventStream};
use tencentcloud_runtime::observe::{DroppedValues, Observer, Report};
use tencentcloud_runtime::time::BoxFuture;
use tencentcloud_runtime::transport::{Body, Transport, TransportError};
use tencentcloud_runtime::{Config, Error, ErrorKind, codec};

/// A transport that returns the same response to every request, without a network.
struct Canned(&'static str, Vec<u8>);

impl Transport for Canned {
    fn send(
        &self,
        _: http::Request<bytes::Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let response = http::Response::builder().header("Content-Type", self.0);
        Box::pin(ready(Ok(response.body(Body::whole(self.1.clone())).unwrap())))
    }
}

#[derive(Clone, Default)]
struct Notes(Arc<Mutex<Vec<String>>>);

impl Observer for Notes {
    fn attempt(&self, report: &Report<'_>) {
        self.0.lock().unwrap().push(format!("attempt {}", report.operation.name));
    }

    fn dropped(&self, dropped: &DroppedValues<'_>) {
        let mut notes = self.0.lock().unwrap();
        notes.extend(dropped.values.iter().map(ToString::to_string));
        if dropped.more > 0 {
            notes.push(format!("{} more", dropped.more));
        }
    }
}

fn canned(kind: &'static str, body: &[u8]) -> Config {
    config("http://127.0.0.1:1").transport(Canned(kind, body.to_vec()))
}

/// Returns the decoded response, and the observer's notes.
fn decode(response: &str) -> (Value, Vec<String>) {
    let notes = Notes::default();
    let body = format!(r#"{{"Response":{response}}}"#);
    let client =
        Client::new(canned("application/json", body.as_bytes()).observer(notes.clone())).unwrap();
    let all = client.call(All::default()).send().unwrap();
    let told =
        notes.0.lock().unwrap().iter().filter(|note| *note != "attempt SendAll").cloned().collect();
    (serde_json::to_value(&all).unwrap(), told)
}

#[test]
fn what_does_not_fit_is_absent_and_told_and_the_rest_is_there() {
    let number = "found a number that is not whole or too large";
    let cases = [
        (r#""Number":12.5"#, "Number: expected a whole number", number),
        (
            r#""Count":-1"#,
            "Count: expected a whole number that is not negative",
            "found a number that is negative, not whole or too large",
        ),
        (
            r#""Count":1e30"#,
            "Count: expected a whole number that is not negative",
            "found a number that is negative, not whole or too large",
        ),
        (r#""Ratio":"NaN""#, "Ratio: expected a number", "found text"),
        (r#""Ratio":"inf""#, "Ratio: expected a number", "found text"),
        (
            r#""Ratio":1e400"#,
            "Ratio: expected a number",
            "found a number that would be rounded or is too large",
        ),
        (
            r#""Ratio":9007199254740993"#,
            "Ratio: expected a number",
            "found a number that would be rounded or is too large",
        ),
        (r#""Ratio":"9007199254740993""#, "Ratio: expected a number", "found text"),
        (
            r#""Ratio":100000000000000000001"#,
            "Ratio: expected a number",
            "found a number that would be rounded or is too large",
        ),
        (r#""Flag":2"#, "Flag: expected true or false", "found a number that is neither 0 nor 1"),
        (r#""Flag":"maybe""#, "Flag: expected true or false", "found text"),
        (r#""Flag":{"a":1}"#, "Flag: expected true or false", "found an object"),
        (r#""Bytes":"not base64""#, "Bytes: expected base64", "found text"),
        (r#""Number":[1,2]"#, "Number: expected a whole number", "found a list"),
        (r#""Number":{"a":[1]}"#, "Number: expected a whole number", "found an object"),
        (r#""Inner":7"#, "Inner: expected an object", "found a number"),
        (r#""Inner":-7.5"#, "Inner: expected an object", "found a number"),
        (r#""Inner":"x""#, "Inner: expected an object", "found text"),
        (r#""Inner":true"#, "Inner: expected an object", "found true or false"),
        (r#""Inner":[{"Text":"a"},{"Text":"b"}]"#, "Inner: expected an object", "found a list"),
        (r#""Inner":[[1,2],[3]]"#, "Inner: expected an object", "found a list"),
        (r#""Texts":"x""#, "Texts: expected a list", "found text"),
        (r#""Texts":{"a":1,"b":2}"#, "Texts: expected a list", "found an object"),
        (r#""Texts":false"#, "Texts: expected a list", "found true or false"),
        (r#""Inners":-1"#, "Inners: expected a list", "found a number"),
        (r#""Inners":1.5"#, "Inners: expected a list", "found a number"),
    ];
    for (field, told, found) in cases {
        let response = format!(
            "{{\"Text\":\"before\",{field},\"Texts\":[\"a\"],\"Inners\":[{{\"Text\":\"b\"}}],\"R\
                equestId\":\"r\"}}"
        );
        let (value, notes) = decode(&response);
        let expected =
            json!({"Text": "before", "Texts": ["a"], "Inners": [{"Text": "b"}], "RequestId": "r"});
        assert_eq!(
            (value, notes),
            (expected, vec![format!("Response.{told}, {found}")]),
            "{field}"
        );
    }
}

#[test]
fn an_item_that_does_not_fit_is_left_out_of_its_list() {
    let response = r#"{"Texts":["a",null,"b"],"Numbers":[1,2.5,"3","x",null,4e0],
        "Ratios":[0.5,NaN,"Infinity",1],
        "Anys":[null,{"a":1e3}],
        "Inners":[{"Number":1},7,null,{"Number":"x","Inner":{"Count":-1}},"",[{"Number":5}]],
        "RequestId":"r"}"#;
    let (value, notes) = decode(response);
    let expected = json!({
        "Texts": ["a", "b"], "Numbers": [1, 3, 4], "Ratios": [0.5, 1.0], "Anys": [null,
            {"a": 1000.0}],
        "Inners": [{"Number": 1}, {"Inner": {}}, {"Number": 5}], "RequestId": "r",
    });
    assert_eq!(value, expected);
    insta::assert_snapshot!(notes.join("\n"), @"
    expected values of JSON, found bare words
    Response.Texts[1]: expected text, found nothing
    Response.Numbers[1]: expected a whole number, found a number that is not whole or too large
    Response.Numbers[3]: expected a whole number, found text
    Response.Numbers[4]: expected a whole number, found nothing
    Response.Ratios[1]: expected a number, found a bare word
    Response.Ratios[2]: expected a number, found text
    Response.Inners[1]: expected an object, found a number
    Response.Inners[2]: expected an object, found nothing
    Response.Inners[3].Number: expected a whole number, found text
    Response.Inners[3].Inner.Count: expected a whole number that is not negative, found a number \
    that is negative, not whole or too large
    Response.Inners[4]: expected an object, found nothing
    ");
}

/// A text that is rewritten before decoding keeps its meaning: bare words and numbers do not become
/// objects.
#[test]
fn tokens_are_no_objects() {
    let (value, notes) = decode(concat!(
        r#"{"Inner":NaN,"Inners":[1e3,NaN,{"Text":1e3}],"Texts":NaN,"Any":{"a":[1e3,"#,
        r#"{"b":NaN}]},"Text":[1e3]}"#,
    ));
    assert_eq!(
        value,
        json!({"Inners": [{"Text": "1e3"}], "Any": {"a": [1000.0, {"b": null}]}, "Text": "1e3"})
    );
    assert_eq!(notes.len(), 6, "{notes:?}");
    assert_eq!(
        notes[5],
        "Response.Any: expected values of JSON, found a bare word or a number that is too large"
    );
    let (value, _) = decode(r#"{"Inners":NaN,"Number":1e0}"#);
    assert_eq!(value, json!({"Number": 1}));
}

#[test]
fn only_so_many_values_are_named() {
    let response = format!(r#"{{"Numbers":[{}7]}}"#, r#""x","#.repeat(1000));
    let (value, notes) = decode(&response);
    assert_eq!(value, json!({"Numbers": [7]}));
    assert_eq!((notes.len(), notes[100].as_str()), (101, "900 more"));
}

#[test]
fn strict_responses_fail_instead() {
    let body = br#"{"Response":{"Text":"a","Inners":[{},{"Number":"many"}],"RequestId":"r"}}"#;
    let notes = Notes::default();
    let config = canned("application/json", body).observer(notes.clone()).strict_responses(true);
    let error = Client::new(config).unwrap().call(All::default()).send().unwrap_err();
    assert_eq!(
        (error.kind(), error.path()),
        (ErrorKind::Decode, Some("Response.Inners[1].Number"))
    );
    assert_eq!(*notes.0.lock().unwrap(), ["attempt SendAll"]);
}

#[test]
fn events_are_read_in_the_same_way() {
    let stream = "data: {\"Text\":7.50,\"RequestId\":[1,2]}\n\ndata: \
        {\"Text\":\"\\ud83d\"}\n\ndata: [DONE]\n\n";
    let notes = Notes::default();
    let open = |config: Config| -> EventStream<Chat> {
        Client::new(config).unwrap().stream(Chat::default()).unwrap()
    };
    let texts = |events: EventStream<Chat>| -> Vec<_> {
        events
            .map(|event| event.map(|event| event.data.text.unwrap()).map_err(Error::from))
            .collect()
    };
    let lenient =
        texts(open(canned("text/event-stream", stream.as_bytes()).observer(notes.clone())));
    assert_eq!(lenient.into_iter().collect::<Result<Vec<_>, _>>().unwrap(), ["7.50", "\u{fffd}"]);
    let told = "expected whole characters, found broken ones, which are replaced";
    assert_eq!(*notes.0.lock().unwrap(), ["attempt Chat", told]);
    let strict = texts(open(canned("text/event-stream", stream.as_bytes()).strict_responses(true)));
    assert_eq!(strict[1].as_ref().unwrap_err().kind(), ErrorKind::Decode);
}

fn refused(request: All) -> String {
    let client = Client::new(canned("application/json", b"{}")).unwrap();
    let error = client.call(request).send().unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Request, 0));
    error.message().to_owned()
}

#[test]
fn numbers_that_json_cannot_say_are_not_sent() {
    let with = |ratio: f64| All { ratio: Some(ratio), ..All::default() };
    let nested = |inner: All| All { inners: Some(vec![All::default(), inner]), ..All::default() };
    let text = |path: &str| {
        format!(
            "the request cannot be encoded: {path} is NaN or infinite, which JSON cannot represent"
        )
    };
    assert_eq!(refused(with(f64::NAN)), text("Ratio"));
    assert_eq!(refused(with(f64::NEG_INFINITY)), text("Ratio"));
    assert_eq!(
        refused(All { ratios: Some(vec![1.0, f64::INFINITY]), ..All::default() }),
        text("Ratios[1]")
    );
    assert_eq!(refused(nested(with(f64::NAN))), text("Inners[1].Ratio"));
    let deep = All {
        inner: Some(Box::new(nested(with(f64::NAN)))),
        text: Some("a".to_owned()),
        ..All::default()
    };
    assert_eq!(refused(deep.clone()), text("Inner.Inners[1].Ratio"));
    let with_serde = serde_json::to_string(&deep).unwrap_err().to_string();
    assert_eq!(with_serde, "a number is NaN or infinite, which JSON cannot represent");
    assert!(codec::to_json(&deep).is_err());
    assert!(deep == deep.clone() && deep != All::default());
    assert!(with(f64::NAN) != with(f64::INFINITY) && with(f64::NAN) != All::default());
}
