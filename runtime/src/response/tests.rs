use super::interpret;
use crate::credential::Credential;
use crate::error::{Error, ErrorKind, Redactor};
use crate::testing::AskResponse;
use bytes::Bytes;
use http::Response;
use std::cell::{Cell, RefCell};

fn decoded(status: u16, headers: &[(&str, &str)], body: &[u8]) -> Result<AskResponse, Error> {
    let mut response = Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    let response = response.body(Bytes::copy_from_slice(body)).unwrap();
    let credential = Credential::temporary("the-secret-id", "the-secret-key", "the-token");
    let mut told: Option<AskResponse> = None;
    let redactor = Redactor::new(credential.secrets().chain(["the-signature"]));
    interpret(&response, &mut told, STRICT.get(), &redactor).map(|success| {
        DROPPED.set(success.dropped.values.iter().map(ToString::to_string).collect());
        told.unwrap_or_default()
    })
}

thread_local! {
    static STRICT: Cell<bool> = const { Cell::new(false) };
    static DROPPED: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// Returns the outcome of a body with status 200: the value and the dropped ones, or the error.
fn seen(body: &[u8]) -> String {
    match decoded(200, JSON, body) {
        Ok(told) => {
            let value = told.value.map_or("none".to_owned(), |value| value.to_string());
            let id = told.request_id.unwrap_or_default();
            [format!("{value} {id}")]
                .into_iter()
                .chain(DROPPED.take())
                .collect::<Vec<_>>()
                .join("; ")
        }
        Err(error) => {
            let (code, path) = (error.code().unwrap_or("-"), error.path().unwrap_or("-"));
            format!("{:?} {code} {path}: {}", error.kind(), error.message())
        }
    }
}

/// Returns the error of a response: kind, text and HTTP status.
fn failure(status: u16, headers: &[(&str, &str)], body: &str) -> (ErrorKind, String, u16) {
    let error = decoded(status, headers, body.as_bytes()).expect_err(body);
    (error.kind(), error.to_string(), error.status().unwrap())
}

const HTML: &[(&str, &str)] = &[("content-type", "text/html")];
const JSON: &[(&str, &str)] = &[("content-type", "application/json")];

#[test]
fn success() {
    let body = br#"{"Response":{"Value":7,"RequestId":"r-1","New":{}}}"#;
    let told = AskResponse { value: Some(7), request_id: Some("r-1".to_owned()) };
    for headers in [
        JSON,
        HTML,
        &[],
        &[("content-type", "text/plain; charset=utf-8")],
        &[("content-encoding", "identity")],
    ] {
        assert_eq!(decoded(200, headers, body).unwrap(), told, "{headers:?}");
    }
    assert_eq!(decoded(200, JSON, b"\n {\"Response\":{}}").unwrap(), AskResponse::default());
}

#[test]
fn the_envelope_decides_and_not_the_status() {
    let body = concat!(
        r#"{"Response":{"Error":{"Code":"ResourceNotFound.Thing","Message":"none"},"#,
        r#""RequestId":"r-1"}}"#,
    );
    for status in [200, 400, 503] {
        let expected = "ResourceNotFound.Thing: none (request id r-1)".to_owned();
        assert_eq!(failure(status, JSON, body), (ErrorKind::Service, expected, status));
    }
    let body = r#"{"Response":{"Error":{"Code":"InternalError"}}}"#;
    let headers = [("x-tc-requestid", "r-9")];
    let text = "InternalError: the service sent no error message (request id r-9)".to_owned();
    assert_eq!(failure(200, &headers, body), (ErrorKind::Service, text, 200));
}

#[test]
fn the_old_error_body() {
    let body = r#"{"code":4100,"message":"no","codeDesc":"AuthFailure"}"#;
    assert_eq!(failure(200, JSON, body), (ErrorKind::Service, "AuthFailure: no".to_owned(), 200));
    let body = r#"{"code":4100,"message":"no"}"#;
    assert_eq!(failure(200, JSON, body), (ErrorKind::Service, "4100: no".to_owned(), 200));
    let body = r#"{"code":0,"message":"","codeDesc":"Success"}"#;
    assert_eq!(failure(200, JSON, body).0, ErrorKind::Http);
}

#[test]
fn responses_that_are_not_the_services() {
    type Case = (u16, &'static [(&'static str, &'static str)], &'static str, &'static str);
    let cases: [Case; 7] = [
        (
            502,
            HTML,
            "<html>\n<b>Bad\tGateway</b>",
            "(HTTP 502, text/html): <html> <b>Bad Gateway</b>",
        ),
        (200, HTML, "<html>Log in", "(text/html): <html>Log in"),
        (204, &[], "", "(HTTP 204, no content type): empty"),
        (200, JSON, "[]", "(application/json): []"),
        (200, JSON, r#"{"a":1}"#, r#"(application/json): {"a":1}"#),
        (500, JSON, r#"{"error":"#, r#"(HTTP 500, application/json): {"error":"#),
        (
            200,
            &[("content-encoding", "gzip")],
            "\u{1f}",
            "(no content type): 1 bytes compressed with gzip, which was not requested",
        ),
    ];
    for (status, headers, body, text) in cases {
        let text = format!("the response does not come from the service {text}");
        assert_eq!(failure(status, headers, body), (ErrorKind::Http, text, status));
    }
}

#[test]
fn responses_that_do_not_fit_keep_their_body() {
    STRICT.set(true);
    let body = r#"{"Response":{"Value":[1,2],"RequestId":"r-1"}}"#;
    let error = decoded(200, JSON, body.as_bytes()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.path(), Some("Response.Value"));
    assert_eq!(error.body(), Some(body.as_bytes()));
    assert!(
        error.to_string().starts_with("the response cannot be read at Response.Value: "),
        "{error}"
    );
    let cut = decoded(200, JSON, br#"{"Response":{"Value":1"#).unwrap_err();
    assert!(cut.is_decode(), "{cut}");
    let deep = format!("{{\"Response\":{}", "{\"Value\":[".repeat(100_000));
    assert!(decoded(200, JSON, deep.as_bytes()).unwrap_err().is_decode());
}

#[test]
fn what_responses_repeat_of_the_request_is_not_shown() {
    let echo = "id the-secret-id key the-secret-key token the-token sig the-signature";
    let fault =
        format!(r#"{{"Response":{{"Error":{{"Code":"AuthFailure","Message":"{echo}"}}}}}}"#);
    let legacy = format!(r#"{{"code":1,"message":"{echo}"}}"#);
    let blanks = format!("<html>{}{echo}", " ".repeat(500));
    for (status, body) in [(200, fault.as_str()), (200, &legacy), (502, echo), (502, &blanks)] {
        let error = decoded(status, HTML, body.as_bytes()).unwrap_err();
        for text in [format!("{error}"), format!("{error:?}")] {
            assert!(!text.contains("the-"), "{text}");
            assert!(text.contains("key *** token"), "{text}");
        }
    }
}

#[test]
fn an_odd_value_costs_its_field_alone() {
    let unfit = "Response.Value: expected a whole number, found";
    let number = "a number that is not whole or too large";
    let cases = [
        ("12.5", number),
        ("2.14E-4", number),
        ("\"12.5\"", "text"),
        ("\"many\"", "text"),
        ("\"NaN\"", "text"),
        ("\"Infinity\"", "text"),
        ("NaN", "a bare word"),
        ("-Infinity", "a bare word"),
        ("undefined", "a bare word"),
        ("1e400", number),
        ("9223372036854775808", number),
        ("9223372036854776000", number),
        ("1.0e30", number),
        ("123456789012345678901234567890", number),
        ("{\"a\":1}", "an object"),
        ("[1,2]", "a list"),
    ];
    for (value, found) in cases {
        let body = format!(r#"{{"Response":{{"Value":{value},"RequestId":"r-1"}}}}"#);
        let words = ["NaN", "-Infinity", "undefined"];
        let repaired =
            if words.contains(&value) { "; expected values of JSON, found bare words" } else { "" };
        assert_eq!(
            seen(body.as_bytes()),
            format!("none r-1{repaired}; {unfit} {found}"),
            "{value}"
        );
        STRICT.set(true);
        assert!(seen(body.as_bytes()).starts_with("Decode - Response.Value: "), "{value}");
        STRICT.set(false);
    }
}

#[test]
fn numbers_keep_their_value() {
    let cases = [
        ("1.0", 1),
        ("1e3", 1000),
        ("-1.5e1", -15),
        ("\"12\"", 12),
        ("\" 12.0 \"", 12),
        ("\"1e3\"", 1000),
        ("[7]", 7),
        ("[1e3]", 1000),
        ("true", 1),
        ("-0.0", 0),
        ("9007199254740993.0", 9_007_199_254_740_993),
        ("9007199254740993e0", 9_007_199_254_740_993),
        ("1e18", 1_000_000_000_000_000_000),
        ("9.223372036854775807e18", i64::MAX),
        ("\"9223372036854775807.0\"", i64::MAX),
        ("-9223372036854775808", i64::MIN),
    ];
    for strict in [false, true] {
        STRICT.set(strict);
        for (value, expected) in cases {
            let body = format!(r#"{{"Response":{{"Value":{value},"RequestId":"r-1"}}}}"#);
            assert_eq!(seen(body.as_bytes()), format!("{expected} r-1"), "{value}");
        }
        // A number in a string field becomes its text, digit for digit.
        for value in [
            "1.10",
            "1e400",
            "123456789012345678901234567890",
            "-0",
            "0.10000000000000000001",
            "1.5",
        ] {
            let body = format!(r#"{{"Response":{{"RequestId":{value}}}}}"#);
            assert_eq!(seen(body.as_bytes()), format!("none {value}"));
        }
        let body = r#"{"Response":{"RequestId":{"b":[1.10,1e3]}}}"#;
        assert_eq!(seen(body.as_bytes()), r#"none {"b":[1.10,1e3]}"#);
    }
    STRICT.set(false);
}

#[test]
fn characters_that_are_broken_are_replaced() {
    let characters = "expected whole characters, found broken ones, which are replaced";
    let cases: [(&[u8], &str); 7] = [
        (b"{\"Response\":{\"Value\":7,\"RequestId\":\"a \\ud83d\"}}", "7 a \u{fffd}"),
        (b"{\"Response\":{\"Value\":7,\"RequestId\":\"a \\ude00 b\"}}", "7 a \u{fffd} b"),
        (b"{\"Response\":{\"Value\":7,\"RequestId\":\"a \xff\"}}", "7 a \u{fffd}"),
        (b"{\"Response\":{\"Value\":7,\"RequestId\":\"\xe5\x9c\"}}", "7 \u{fffd}"),
        (b"{\"Response\":{\"Value\":7,\"RequestId\":\"a\nb\tc\"}}", "7 a\nb\tc"),
        (b"{\"Response\":{\"Value\":7,\"RequestId\":\"a\\x41\"}}", "7 a\\x41"),
        (b"{\"Response\":{\"\\ud83d\":[],\"Value\":7,\"RequestId\":\"\"}}", "7 "),
    ];
    for (body, expected) in cases {
        assert_eq!(seen(body), format!("{expected}; {characters}"));
    }
    let plain = br#"{"Response":{"Value":7,"RequestId":"\ud83d\ude00"}}"#;
    assert_eq!(seen(plain), "7 \u{1f600}");
    assert_eq!(seen(b"\xef\xbb\xbf{\"Response\":{\"Value\":7}}"), "7 ");
    assert_eq!(seen(b"{\"Response\":{\"Value\":7}}\0\0"), "7 ");
    let more = "expected the end of the JSON, found more after it";
    assert_eq!(seen(b"{\"Response\":{\"Value\":7}}<html>"), format!("7 ; {more}"));
}

#[test]
fn an_error_code_in_an_odd_envelope_is_that_error() {
    let cases: [(&[u8], &str); 33] = [
        (
            br#"{"Response":{"Error":{"Code":"A.B","Message":"m \ud83d"},"RequestId":"r"}}"#,
            "A.B m \u{fffd}",
        ),
        (b"{\"Response\":{\"Error\":{\"Code\":\"A.B\",\"Message\":\"\xff\"}}}", "A.B \u{fffd}"),
        (b"{\"Response\":{\"Error\":{\"Code\":\"A.B\",\"Message\":\"a\nb\"}}}", "A.B a\nb"),
        (b"\xef\xbb\xbf{\"Response\":{\"Error\":{\"Code\":\"A.B\",\"Message\":\"m\"}}}", "A.B m"),
        (br#"{"Response":{"Error":{"Code":"A.B"}}}"#, "A.B the service sent no error message"),
        (
            br#"{"Response":{"Error":{"Code":"A.B","Message":null}}}"#,
            "A.B the service sent no error message",
        ),
        (br#"{"Response":{"Error":{"Code":"A.B","Message":{"zh":"m"}}}}"#, r#"A.B {"zh":"m"}"#),
        (
            br#"{"Response":{"Error":{"Message":"m","More":[1],"Code":"A.B"},"RequestId":"r"}}"#,
            "A.B m",
        ),
        (br#"{"Response":{"Error":{"Message":"m"}}}"#, "- m"),
        (br#"{"Response":{"Error":{"Code":4100,"Message":"m"}}}"#, "4100 m"),
        (br#"{"Response":{"Error":[{"Code":"A.B","Message":"m"}]}}"#, "A.B m"),
        (br#"{"Response":{"Error":[{"Code":"A.B","Message":"m"},{"Code":"C"}]}}"#, "A.B m"),
        (
            br#"{"Response":{"Error":"InternalError"}}"#,
            "InternalError the service sent no error message",
        ),
        (br#"{"Response":{"Error":"it broke"}}"#, "- it broke"),
        (
            br#"{"Response":{"RequestId":"r","Value":7,"Error":{"Code":"A.B","Message":"m"}}}"#,
            "A.B m",
        ),
        (br#"{"Response":{"Value":"x","Error":{"Code":"A.B","Message":"m"}}}"#, "A.B m"),
        (br#"{"Response":{"Value":NaN,"Error":{"Code":"A.B","Message":"m"}}}"#, "A.B m"),
        (br#"{"Response":{"\u0045rror":{"C\u006fde":"A.B","Message":"m"}}}"#, "A.B m"),
        (br#"{"Response":{"Value":7},"Response":{"Error":{"Code":"A.B","Message":"m"}}}"#, "A.B m"),
        (br#"{"Response":{"Error":{"Code":"A.B","Message":"m"}},"Response":{"Value":7}}"#, "A.B m"),
        (br#"{"Response":{"Error":null,"Error":{"Code":"A.B","Message":"m"}}}"#, "A.B m"),
        (br#"{"Response":{"Error":{"Code":"A.B","Message":"m"}}}}"#, "A.B m"),
        (br#"{"Response":{"Error":{"Code":"A.B","Message":"m"},"Value":"#, "A.B m"),
        (br#"{"Error":{"Code":"A.B","Message":"m"},"RequestId":"r"}"#, "A.B m"),
        (br#"{"error":{"code":"A.B","message":"m"}}"#, "A.B m"),
        (br#"{"code":"InternalError","message":"it broke"}"#, "InternalError it broke"),
        (br#"{"code":"4100","message":"m"}"#, "4100 m"),
        (
            br#"{"code":"A","message":"no","codeDesc":"UnauthorizedOperation"}"#,
            "UnauthorizedOperation no",
        ),
        (br#"{"code":4100,"message":"m","codeDesc":""}"#, "4100 m"),
        (
            br#"{"code":4100.0,"message":null,"codeDesc":"A.B"}"#,
            "A.B the service sent no error message",
        ),
        (br#"{"Code":"A.B","Message":"m","RequestId":"r"}"#, "A.B m"),
        (br#"{"code":"A.B","message":"m","Response":null}"#, "A.B m"),
        (br#"{"Response":{},"code":"A.B","message":"m"}"#, "A.B m"),
    ];
    for strict in [false, true] {
        STRICT.set(strict);
        for (body, expected) in cases {
            let (code, message) = expected.split_once(' ').unwrap();
            let shown = String::from_utf8_lossy(body);
            assert_eq!(seen(body), format!("Service {code} -: {message}"), "{shown}");
        }
    }
    STRICT.set(false);
}

#[test]
fn what_stands_for_no_error_is_none() {
    let fine = "7 r";
    for error in ["null", "{}", "[]", "\"\"", "0", r#"{"Code":"","Message":""}"#, r#"{"Code":0}"#] {
        let body = format!(r#"{{"Response":{{"Error":{error},"Value":7,"RequestId":"r"}}}}"#);
        assert_eq!(seen(body.as_bytes()), fine, "{error}");
    }
    for code in ["0", "\"0\"", "\"Success\"", "\"\"", "null", "200"] {
        let body = format!(r#"{{"code":{code},"Response":{{"Value":7,"RequestId":"r"}}}}"#);
        assert_eq!(seen(body.as_bytes()), fine, "{code}");
    }
    for body in
        ["{\"Response\":null}", "{\"Response\":7}", "{\"Response\":[]}", "{\"code\":\"Success\"}"]
    {
        let told = "Http - -: the response does not come from the service";
        assert!(seen(body.as_bytes()).starts_with(told), "{body}");
    }
}

#[test]
fn a_stream_of_events_with_an_error_is_that_error() {
    const EVENTS: &[(&str, &str)] = &[("content-type", "text/event-stream")];
    for body in [
        "data: {\"Value\":7}\n\ndata: \
            {\"RequestId\":\"r\",\"Error\":{\"Code\":\"A.B\",\"Message\":\"m\"}}\n\n",
        "{\"Response\":{\"Error\":{\"Code\":\"A.B\",\"Message\":\"m\"}}}",
        "event: error\ndata: {\"code\":\"A.B\",\"message\":\"m\"}\n\n",
    ] {
        assert_eq!(
            failure(500, EVENTS, body),
            (ErrorKind::Service, "A.B: m".to_owned(), 500),
            "{body}"
        );
    }
    let (kind, text, _) = failure(200, EVENTS, "data: {\"Value\":7,\"Code\":\"A\"}\n\n");
    assert_eq!(
        (kind, text.as_str()),
        (ErrorKind::Http, "the response is a stream of events: call the action with `stream`")
    );
}
