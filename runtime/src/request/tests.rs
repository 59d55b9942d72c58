use super::{AttemptHeaders, RequestTemplate, build, prepare, set_idempotency_token};
use crate::action::Region;
use crate::action::{BodyKind, Operation, RegionUse};
use crate::credential::Credential;
use crate::endpoint::Endpoint;
use crate::error::ErrorKind;
use crate::sign::key::Keys;
use crate::testing::{Always, Ask, READ, SERVICE, UNSIGNED, WRITE, WRITE_WITH_TOKEN};
use bytes::Bytes;
use http::Request;

static FORM: Operation =
    Operation { body: BodyKind::Multipart, ..Operation::new("UploadThing", &SERVICE) };
static STREAM: Operation =
    Operation { body: BodyKind::OctetStream, ..Operation::new("UploadThing", &SERVICE) };

fn ask() -> Ask {
    let inner = |name: &str| Ask { name: Some(name.to_owned()), ..Ask::default() };
    Ask {
        name: Some("n".to_owned()),
        client_token: None,
        count: Some(3),
        tags: Some(vec!["a".to_owned(), "b".to_owned()]),
        file: Some(b"\x00\x01bin".to_vec()),
        inner: Some(Box::new(inner("i"))),
        inners: Some(vec![inner("x"), inner("y")]),
        ..Ask::default()
    }
}

fn template(region: Option<&Region>) -> RequestTemplate {
    let address = Endpoint::product().resolve(&SERVICE, region).unwrap();
    RequestTemplate::new(address, "tencentcloud-rs_0", region, Some("en-US")).unwrap()
}

fn made(
    operation: &'static Operation,
    region: Option<&Region>,
    credential: Option<&Credential>,
) -> Request<Bytes> {
    let ask = Ask { name: Some("n".to_owned()), ..Ask::default() };
    let prepared = prepare(operation, &ask, &Always(7)).unwrap();
    let (timestamp, keys) = (1_700_000_000, &Keys::default());
    let attempt = AttemptHeaders {
        operation,
        template: &template(region),
        credential,
        timestamp,
        keys,
        added: &[],
    };
    build(&attempt, &prepared).unwrap().request
}

fn headers(request: &Request<Bytes>) -> String {
    let line = |(name, value): (&http::HeaderName, &http::HeaderValue)| {
        format!("{name}: {}", value.to_str().unwrap())
    };
    let mut lines: Vec<String> = request.headers().iter().map(line).collect();
    lines.sort_unstable();
    // The parts of the signature are on lines of their own.
    lines.join("\n").replace(", ", ",\n  ")
}

#[test]
fn headers_of_a_signed_request() {
    let credential = Credential::temporary("the-id", "the-key", "the-token");
    let request = made(&READ, Some(&Region::AP_GUANGZHOU), Some(&credential));
    assert_eq!(request.uri(), "https://batch.tencentcloudapi.com/");
    assert_eq!(request.method(), "POST");
    assert_eq!(request.body().as_ref(), br#"{"Name":"n"}"#);
    insta::assert_snapshot!(headers(&request), @r"
    authorization: TC3-HMAC-SHA256 Credential=the-id/2023-11-14/batch/tc3_request,
      SignedHeaders=content-type;host,
      Signature=ffbe7ce03b51d1517c97bd9dda0aee28d0e20b46f1a1a165c6f7b9251116feb3
    content-type: application/json
    host: batch.tencentcloudapi.com
    user-agent: tencentcloud-rs_0
    x-tc-action: DescribeThing
    x-tc-language: en-US
    x-tc-region: ap-guangzhou
    x-tc-requestclient: tencentcloud-rs_0
    x-tc-timestamp: 1700000000
    x-tc-token: the-token
    x-tc-version: 2017-03-12
    ");
}

#[test]
fn headers_of_an_unsigned_request() {
    insta::assert_snapshot!(headers(&made(&UNSIGNED, Some(&Region::AP_GUANGZHOU), None)), @r"
    authorization: SKIP
    content-type: application/json
    host: batch.tencentcloudapi.com
    user-agent: tencentcloud-rs_0
    x-tc-action: AssumeThing
    x-tc-language: en-US
    x-tc-requestclient: tencentcloud-rs_0
    x-tc-timestamp: 1700000000
    x-tc-version: 2017-03-12
    ");
}

#[test]
fn the_region_is_sent_as_the_action_says() {
    let credential = Credential::new("the-id", "the-key");
    let sent = |operation| {
        made(operation, Some(&Region::AP_SEOUL), Some(&credential))
            .headers()
            .contains_key("x-tc-region")
    };
    assert!(sent(&READ) && sent(&WRITE) && !sent(&UNSIGNED));
    assert!(!made(&WRITE, None, Some(&credential)).headers().contains_key("x-tc-region"));
    let prepared =
        prepare(&READ, &Ask { name: Some("n".to_owned()), ..Ask::default() }, &Always(7)).unwrap();
    let attempt = AttemptHeaders {
        operation: &READ,
        template: &template(None),
        credential: None,
        timestamp: 0,
        keys: &Keys::default(),
        added: &[],
    };
    let error = build(&attempt, &prepared).err().expect("a region is needed");
    assert_eq!(
        error.to_string(),
        "the action needs a region, and neither the client nor the call has one: set one"
    );
    assert_eq!(READ.region, RegionUse::Required);
}

#[test]
fn debug_of_a_request_shows_no_secret() {
    let credential = Credential::temporary("the-id", "the-key", "the-token");
    let text = format!("{:?}", made(&READ, Some(&Region::AP_GUANGZHOU), Some(&credential)));
    assert!(
        !text.contains("the-id") && !text.contains("the-token") && !text.contains("Signature"),
        "{text}"
    );
}

#[test]
fn credentials_with_line_breaks_are_refused_and_not_shown() {
    let credential = Credential::temporary("the-id\r\nx: y", "the-key", "the-token");
    let prepared = prepare(&WRITE, &ask(), &Always(7)).unwrap();
    let credential = Some(&credential);
    let attempt = AttemptHeaders {
        operation: &WRITE,
        template: &template(None),
        credential,
        timestamp: 0,
        keys: &Keys::default(),
        added: &[],
    };
    let error = build(&attempt, &prepared).err().expect("it cannot be sent");
    assert_eq!(
        error.to_string(),
        "the credentials hold characters that cannot be sent, such as line breaks"
    );
}

#[test]
fn multipart() {
    let prepared = prepare(&FORM, &ask(), &Always(7)).unwrap();
    let boundary = "07".repeat(16);
    assert_eq!(prepared.content_type, format!("multipart/form-data; boundary={boundary}"));
    let body = String::from_utf8(prepared.body.to_vec())
        .unwrap()
        .replace(&boundary, "B")
        .replace('\0', "NUL")
        .replace('\u{1}', "ONE");
    let body: String =
        body.split_inclusive("\r\n").map(|line| line.replace("\r\n", " CRLF\n")).collect();
    insta::assert_snapshot!(body, @r#"
    --B CRLF
    Content-Disposition: form-data; name="Name" CRLF
     CRLF
    n CRLF
    --B CRLF
    Content-Disposition: form-data; name="Count" CRLF
     CRLF
    3 CRLF
    --B CRLF
    Content-Disposition: form-data; name="Tags" CRLF
    Content-Type: application/json CRLF
     CRLF
    ["a","b"] CRLF
    --B CRLF
    Content-Disposition: form-data; name="File"; filename="File" CRLF
     CRLF
    NULONEbin CRLF
    --B CRLF
    Content-Disposition: form-data; name="Inner" CRLF
    Content-Type: application/json CRLF
     CRLF
    {"Name":"i"} CRLF
    --B CRLF
    Content-Disposition: form-data; name="Inners" CRLF
    Content-Type: application/json CRLF
     CRLF
    [{"Name":"x"},{"Name":"y"}] CRLF
    --B-- CRLF
    "#);
}

#[test]
fn octet_stream() {
    let prepared = prepare(&STREAM, &ask(), &Always(7)).unwrap();
    assert_eq!(prepared.content_type, "application/octet-stream");
    assert_eq!(prepared.body.as_ref(), b"\x00\x01bin");
    let line = |(name, value): &(http::HeaderName, http::HeaderValue)| {
        format!("{name}: {}\n", value.to_str().unwrap())
    };
    insta::assert_snapshot!(prepared.headers.iter().map(line).collect::<String>(), @r#"
    x-batch-name: n
    x-batch-count: 3
    x-batch-tags: ["a","b"]
    x-batch-inner: {"Name":"i"}
    x-batch-inners: [{"Name":"x"},{"Name":"y"}]
    "#);
    let broken = Ask { name: Some("a\r\nb".to_owned()), ..Ask::default() };
    let error = super::prepare(&STREAM, &broken, &Always(7)).err().expect("it cannot be sent");
    assert_eq!(
        error.to_string(),
        "the request cannot be encoded: the field Name contains characters that cannot be sent \
            in a header"
    );
}

#[test]
fn what_is_refused_before_it_is_sent() {
    let refused =
        |ask: &Ask| prepare(&WRITE, ask, &Always(7)).err().expect("it is refused").to_string();
    assert_eq!(refused(&Ask::default()), "the required field Name is not set");
    let inner = Ask { inners: Some(vec![ask(), Ask::default()]), ..ask() };
    assert_eq!(refused(&inner), "the required field Inners[1].Name is not set");
    let large = Ask { name: Some("n".repeat(10 * 1024 * 1024)), ..Ask::default() };
    assert_eq!(
        refused(&large),
        "the request body has 10485771 bytes; at most 10485760 are allowed"
    );
}

#[test]
fn idempotency_tokens() {
    static ELSEWHERE: Operation = Operation { idempotency_token: Some("Name"), ..WRITE };
    static NUMBER: Operation = Operation { idempotency_token: Some("Count"), ..WRITE };
    static MISSING: Operation = Operation { idempotency_token: Some("Missing"), ..WRITE };
    let token = |operation, given: Option<&str>| {
        let mut ask = Ask { client_token: given.map(str::to_owned), ..Ask::default() };
        let has_token = set_idempotency_token(operation, &mut ask, &Always(10));
        (has_token, ask.client_token, ask.name)
    };
    let made = "0a".repeat(16);
    let text = |text: &str| Some(text.to_owned());
    assert_eq!(token(&WRITE, Some("mine")), (false, text("mine"), None));
    assert_eq!(token(&WRITE_WITH_TOKEN, Some("mine")), (true, text("mine"), None));
    assert_eq!(token(&WRITE_WITH_TOKEN, None), (true, text(&made), None));
    assert_eq!(
        token(&WRITE_WITH_TOKEN, Some("")),
        (false, text(""), None),
        "without one, by the caller's wish"
    );
    assert_eq!(token(&ELSEWHERE, None), (true, None, text(&made)), "whatever the field is called");
    assert_eq!(token(&NUMBER, None), (false, None, None));
    assert_eq!(token(&MISSING, None), (false, None, None));
}

#[test]
fn numbers_that_cannot_be_sent_are_found_in_parts_too() {
    let inner = Ask { ratio: Some(f64::NAN), ..ask() };
    let cases = [
        (Ask { ratio: Some(f64::NAN), ..ask() }, "Ratio"),
        (Ask { ratios: Some(vec![0.5, f64::INFINITY]), ..ask() }, "Ratios[1]"),
        (Ask { inner: Some(Box::new(inner.clone())), ..ask() }, "Inner.Ratio"),
        (Ask { inners: Some(vec![ask(), inner]), ..ask() }, "Inners[1].Ratio"),
    ];
    for (ask, path) in cases {
        let expected = format!(
            "the request cannot be encoded: {path} is NaN or infinite, which JSON cannot represent"
        );
        for operation in [&WRITE, &FORM, &STREAM] {
            let error = prepare(operation, &ask, &Always(7)).err().expect(path);
            assert_eq!((error.kind(), error.to_string()), (ErrorKind::Request, expected.clone()));
        }
    }
}
