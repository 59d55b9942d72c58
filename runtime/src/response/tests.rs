use super::read;
use crate::credential::Credential;
use crate::error::{Error, ErrorKind, Redactor};
use crate::testing::Told;
use bytes::Bytes;
use http::Response;

fn answer(status: u16, headers: &[(&str, &str)], body: &[u8]) -> Result<Told, Error> {
    let mut response = Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    let response = response.body(Bytes::copy_from_slice(body)).unwrap();
    let credential = Credential::temporary("the-secret-id", "the-secret-key", "the-token");
    let mut told = Told::default();
    read(&response, &mut told, &Redactor::new(credential.secrets().chain(["the-signature"]))).map(|_| told)
}

/// How an answer fails: kind, text, HTTP status.
fn failure(status: u16, headers: &[(&str, &str)], body: &str) -> (ErrorKind, String, u16) {
    let error = answer(status, headers, body.as_bytes()).expect_err(body);
    (error.kind(), error.to_string(), error.status().unwrap())
}

const HTML: &[(&str, &str)] = &[("content-type", "text/html")];
const JSON: &[(&str, &str)] = &[("content-type", "application/json")];

#[test]
fn success() {
    let body = br#"{"Response":{"Value":7,"RequestId":"r-1","New":{}}}"#;
    let told = Told { value: Some(7), request_id: Some("r-1".to_owned()) };
    for headers in
        [JSON, HTML, &[], &[("content-type", "text/plain; charset=utf-8")], &[("content-encoding", "identity")]]
    {
        assert_eq!(answer(200, headers, body).unwrap(), told, "{headers:?}");
    }
    assert_eq!(answer(200, JSON, b"\n {\"Response\":{}}").unwrap(), Told::default());
}

#[test]
fn the_envelope_decides_and_not_the_status() {
    let body = r#"{"Response":{"Error":{"Code":"ResourceNotFound.Thing","Message":"none"},"RequestId":"r-1"}}"#;
    for status in [200, 400, 503] {
        let expected = "ResourceNotFound.Thing: none (request id r-1)".to_owned();
        assert_eq!(failure(status, JSON, body), (ErrorKind::Service, expected, status));
    }
    let body = r#"{"Response":{"Error":{"Code":"InternalError"}}}"#;
    let headers = [("x-tc-requestid", "r-9")];
    let text = "InternalError: the service gives no reason (request id r-9)".to_owned();
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
fn answers_that_are_not_the_services() {
    type Case = (u16, &'static [(&'static str, &'static str)], &'static str, &'static str);
    let cases: [Case; 7] = [
        (
            502,
            HTML,
            "<html>\n<b>Bad\tGateway</b>",
            "the answer is not the service's (HTTP 502, text/html): <html> <b>Bad Gateway</b>",
        ),
        (200, HTML, "<html>Log in", "the answer is not the service's (text/html): <html>Log in"),
        (204, &[], "", "the answer is not the service's (HTTP 204, no content type): empty"),
        (200, JSON, "[]", "the answer is not the service's (application/json): []"),
        (200, JSON, r#"{"a":1}"#, r#"the answer is not the service's (application/json): {"a":1}"#),
        (500, JSON, r#"{"error":"#, r#"the answer is not the service's (HTTP 500, application/json): {"error":"#),
        (
            200,
            &[("content-encoding", "gzip")],
            "\u{1f}",
            "the answer is not the service's (no content type): 1 bytes compressed with gzip, which was not asked for",
        ),
    ];
    for (status, headers, body, text) in cases {
        assert_eq!(failure(status, headers, body), (ErrorKind::Http, text.to_owned(), status));
    }
}

#[test]
fn answers_that_do_not_fit_keep_their_body() {
    let body = r#"{"Response":{"Value":[1,2],"RequestId":"r-1"}}"#;
    let error = answer(200, JSON, body.as_bytes()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.path(), Some("Response.Value"));
    assert_eq!(error.body(), Some(body.as_bytes()));
    assert!(error.to_string().starts_with("the answer cannot be read at Response.Value: "), "{error}");
    let cut = answer(200, JSON, br#"{"Response":{"Value":1"#).unwrap_err();
    assert!(cut.is_decode(), "{cut}");
    let deep = format!("{{\"Response\":{}", "{\"Value\":[".repeat(100_000));
    assert!(answer(200, JSON, deep.as_bytes()).unwrap_err().is_decode());
}

#[test]
fn what_answers_repeat_of_the_request_is_not_shown() {
    let echo = "id the-secret-id key the-secret-key token the-token sig the-signature";
    let fault = format!(r#"{{"Response":{{"Error":{{"Code":"AuthFailure","Message":"{echo}"}}}}}}"#);
    let legacy = format!(r#"{{"code":1,"message":"{echo}"}}"#);
    let blanks = format!("<html>{}{echo}", " ".repeat(500));
    for (status, body) in [(200, fault.as_str()), (200, &legacy), (502, echo), (502, &blanks)] {
        let error = answer(status, HTML, body.as_bytes()).unwrap_err();
        for text in [format!("{error}"), format!("{error:?}")] {
            assert!(!text.contains("the-"), "{text}");
            assert!(text.contains("key *** token"), "{text}");
        }
    }
}
