//! Requests that none of our clients sends, and the gateway's responses: encodings, sizes, the
//! order of faults, and slow or many clients.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use serde_json::{Value, json};
use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::Duration;
use tencentcloud_mock::{Builder, Mock, SECRET_ID};

/// Returns a mock of an invented product: its actions take bytes or a form, or are signed.
fn builder() -> Builder {
    let field = |name: &str, r#type: &str, required: bool| {
        json!({"name": name, "type": r#type,
        "docs": "", "required": required})
    };
    let action = |body: &str, unsigned: bool, input: Value| {
        json!({"docs": "", "region": "optional", "errors": [], "examples": [], "body": body,
            "unsigned": unsigned,
            "input": input, "output": []})
    };
    let password = json!({"name": "Password", "type": "String", "docs": "", "sensitive": true});
    let api = json!({"format": 1, "product": "post", "version": "2020-01-01",
        "endpoint": "post.tencentcloudapi.com",
        "actions": {
            "PutBytes": action("octet-stream", true, json!([
                field("Box", "String", true), field("Tags", "Array of String", false),
                    field("Count", "Unsigned", false),
                field("Body", "Binary", true)])),
            "PutForm": action("multipart", true, json!([field("Body", "Binary", true)])),
            "PutText": action("json", true, json!([field("Name", "String", true), password])),
            "Signed": action("json", false, json!([field("Name", "String", true)])),
        },
        "structures": {}, "errors": {}});
    Mock::builder().description(&api.to_string()).unwrap().clock(|| 1_500_000_000)
}

/// Sends bytes, and returns the response's status and body.
fn raw(mock: &Mock, request: &[u8]) -> (String, Value) {
    let mut stream = TcpStream::connect(mock.url().trim_start_matches("http://")).unwrap();
    stream.write_all(request).unwrap();
    stream.shutdown(Shutdown::Write).unwrap();
    let mut response = String::new();
    stream.read_to_string(&mut response).unwrap();
    let (head, body) = response.split_once("\r\n\r\n").unwrap_or_default();
    let status = head.split(' ').nth(1).unwrap_or_default().to_owned();
    (status, serde_json::from_str(body).unwrap_or(Value::Null))
}

const HEAD: &str =
    "Host: x\r\nX-TC-Version: 2020-01-01\r\nX-TC-Timestamp: 1500000000\r\nAuthorization: SKIP";

/// Posts a body to an action, and returns the code of the response, empty for a success.
fn post(mock: &Mock, action: &str, headers: &str, body: &[u8]) -> String {
    let head = format!("POST / HTTP/1.1\r\nX-TC-Action: {action}\r\n{headers}\r\n");
    code(&raw(mock, &[head.as_bytes(), b"\r\n", body].concat()).1)
}

fn code(response: &Value) -> String {
    assert!(response["Response"]["RequestId"].is_string(), "{response}");
    response["Response"]["Error"]["Code"].as_str().unwrap_or_default().to_owned()
}

#[test]
fn bytes_are_the_body() {
    let mock = builder().start().unwrap();
    let bytes = b"\x00\xff\r\n--";
    let typed = format!(
        "{HEAD}\r\nContent-Type: application/octet-stream\r\nContent-Length: {}",
        bytes.len()
    );
    let all = format!("{typed}\r\nx-post-box: b-1\r\nX-POST-Tags: [\"a\"]\r\nX-Post-Count: 2");
    assert_eq!(post(&mock, "PutBytes", &all, bytes), "");
    let seen = &mock.seen()[0];
    assert_eq!(seen.body, bytes);
    let parameters =
        json!({"Box": "b-1", "Tags": ["a"], "Count": 2, "Body": String::from_utf8_lossy(bytes)});
    assert_eq!(seen.parameters, parameters);
    assert_eq!(post(&mock, "PutBytes", &typed, bytes), "MissingParameter");
    let empty = all.replace(&format!("Content-Length: {}", bytes.len()), "Content-Length: 0");
    assert_eq!(post(&mock, "PutBytes", &empty, b""), "MissingParameter");
}

#[test]
fn bodies_in_chunks() {
    let mock = builder().start().unwrap();
    let chunked = format!("{HEAD}\r\nTransfer-Encoding: chunked\r\nContent-Type: application/json");
    let body = b"5\r\n{\"Nam\r\n7;x=y\r\ne\":\"b\"}\r\n0\r\nTrailer: t\r\n\r\n";
    assert_eq!(post(&mock, "PutText", &chunked, body), "");
    assert_eq!(mock.seen()[0].parameters, json!({"Name": "b"}));
    let bytes = format!(
        "{HEAD}\r\nTransfer-Encoding: chunked\r\nContent-Type: \
            application/octet-stream\r\nX-post-Box: b"
    );
    assert_eq!(post(&mock, "PutBytes", &bytes, b"2\r\n\x00\x01\r\n0\r\n\r\n"), "");
    assert_eq!(mock.seen()[1].body, [0, 1]);
    let (status, _) = raw(&mock, format!("POST / HTTP/1.1\r\n{chunked}\r\n\r\nxyz\r\n").as_bytes());
    assert_eq!(status, "400");
}

/// Headers of requests, some of an action or a version that does not exist.
const NO_ACTION: &str = "X-TC-Action: Nothing";
const NO_VERSION: &str = "X-TC-Version: 2020-01-02";
const VERSION: &str = "X-TC-Version: 2020-01-01";
const TIME: &str = "X-TC-Timestamp: 1500000000";
const LATER: &str = "X-TC-Timestamp: 1500009999";
const SKIP: &str = "Authorization: SKIP";

/// Returns a header with a wrong signature by this key.
fn signed(id: &str) -> String {
    format!(
        "Authorization: TC3-HMAC-SHA256 Credential={id}/2017-07-14/post/tc3_request, \
         SignedHeaders=content-type;host, Signature=00"
    )
}

#[test]
fn faults_in_the_gateways_order() {
    let mock = builder().start().unwrap();
    let (wrong, other) = (signed(SECRET_ID), signed("AKIDother"));
    let basic = "Authorization: Basic x";
    let [to_signed, to_text] = ["X-TC-Action: Signed", "X-TC-Action: PutText"];
    let cases: [(&str, &[&str], &str); 12] = [
        ("PUT", &[], "UnsupportedProtocol"),
        ("POST", &[], "MissingParameter"),
        ("POST", &[NO_ACTION, NO_VERSION, &wrong], "MissingParameter"),
        ("POST", &[NO_ACTION, NO_VERSION, TIME], "AuthFailure.InvalidAuthorization"),
        ("POST", &[NO_ACTION, NO_VERSION, TIME, basic], "AuthFailure.InvalidAuthorization"),
        ("POST", &[NO_ACTION, NO_VERSION, LATER, &wrong], "AuthFailure.SignatureExpire"),
        ("POST", &[NO_ACTION, NO_VERSION, TIME, &other], "AuthFailure.SecretIdNotFound"),
        ("POST", &[NO_ACTION, NO_VERSION, TIME, &wrong], "AuthFailure.SignatureFailure"),
        ("POST", &[NO_ACTION, NO_VERSION, TIME, SKIP], "NoSuchVersion"),
        ("POST", &[NO_ACTION, VERSION, TIME, SKIP], "InvalidAction"),
        ("POST", &[to_signed, VERSION, TIME, SKIP], "AuthFailure.InvalidAuthorization"),
        ("POST", &[to_text, VERSION, TIME, SKIP], "InvalidParameter"),
    ];
    for (method, headers, expected) in cases {
        let headers = headers.join("\r\n");
        let request =
            format!("{method} / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n{headers}\r\n\r\n");
        let (_, response) = raw(&mock, request.as_bytes());
        assert_eq!(code(&response), expected, "{method} {headers}");
    }
}

#[test]
fn invalid_bodies() {
    let mock = builder().start().unwrap();
    let typed = |kind: &str, length: usize| {
        format!("{HEAD}\r\nContent-Type: {kind}\r\nContent-Length: {length}")
    };
    assert_eq!(post(&mock, "PutText", &typed("application/json", 2), b"{}"), "MissingParameter");
    assert_eq!(
        post(&mock, "PutForm", &typed("multipart/form-data; boundary=b", 5), b"--b\r\n"),
        "InvalidRequest"
    );
}

/// The response is JSON for any action name, and its message does not contain the ID of a key.
#[test]
fn messages_do_not_contain_the_ids_of_keys() {
    let mock = builder().start().unwrap();
    let headers =
        [&format!("{NO_ACTION}\u{1b}[2J"), NO_VERSION, TIME, &signed("AKIDother")].join("\r\n");
    let request = format!("POST / HTTP/1.1\r\n{headers}\r\n\r\n");
    let (_, response) = raw(&mock, request.as_bytes());
    assert_eq!(code(&response), "AuthFailure.SecretIdNotFound");
    assert!(!response.to_string().contains("AKIDother"), "{response}");
}

#[test]
fn large_requests() {
    let mock = builder().start().unwrap();
    let large = format!(
        "{HEAD}\r\nContent-Type: application/json\r\nContent-Length: {}",
        10 * 1024 * 1024 + 1
    );
    let body = vec![b' '; 10 * 1024 * 1024 + 1];
    assert_eq!(post(&mock, "PutText", &large, &body), "RequestSizeLimitExceeded");
    let seen = &mock.seen()[0];
    assert_eq!((seen.code.as_deref(), seen.body.len()), (Some("RequestSizeLimitExceeded"), 0));
    let (status, _) =
        raw(&mock, format!("POST / HTTP/1.1\r\nX: {}\r\n\r\n", "x".repeat(65_536)).as_bytes());
    assert_eq!(status, "400");
}

#[test]
fn memory_is_bounded() {
    let mock = builder().record_at_most(3).start().unwrap();
    for number in 0..5 {
        let body = format!("{{\"Name\":\"{number}\"}}");
        let headers =
            format!("{HEAD}\r\nContent-Type: application/json\r\nContent-Length: {}", body.len());
        assert_eq!(post(&mock, "PutText", &headers, body.as_bytes()), "");
    }
    let names: Vec<_> =
        mock.seen().into_iter().map(|seen| seen.parameters["Name"].clone()).collect();
    assert_eq!(names, ["2", "3", "4"]);
    let mock = builder().record_at_most(0).start().unwrap();
    assert_eq!(post(&mock, "PutText", HEAD, b""), "InvalidParameter");
    assert!(mock.seen().is_empty());
}

#[test]
fn clients_that_are_slow_or_many() {
    let mock = builder().client_timeout(Duration::from_millis(200)).start().unwrap();
    let connect = || TcpStream::connect(mock.url().trim_start_matches("http://")).unwrap();
    let mut slow = connect();
    slow.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    // An occasional byte does not keep the connection open.
    for byte in b"POST / HTTP/1.1\r\nHost: a.example.com\r\n" {
        std::thread::sleep(Duration::from_millis(20));
        if slow.write_all(&[*byte]).is_err() {
            break;
        }
    }
    assert!(matches!(slow.read(&mut [0]), Ok(0) | Err(_)));
    let mock = builder().start().unwrap();
    let connect = || TcpStream::connect(mock.url().trim_start_matches("http://")).unwrap();
    let mut open: Vec<TcpStream> = (0..512).map(|_| connect()).collect();
    let mut response = String::new();
    connect().read_to_string(&mut response).unwrap();
    assert!(response.starts_with("HTTP/1.1 503 "), "{response}");
    open.clear();
    let is_served = || {
        let mut response = String::new();
        let mut stream = connect();
        let _ = stream
            .write_all(b"GET / HTTP/1.1\r\n\r\n")
            .and_then(|()| stream.shutdown(Shutdown::Write));
        let _ = stream.read_to_string(&mut response);
        response.starts_with("HTTP/1.1 200 ")
    };
    // The places of closed connections are free.
    let again = (0..200).any(|_| {
        std::thread::sleep(Duration::from_millis(20));
        is_served()
    });
    assert!(again);
}

#[test]
fn secrets_are_not_printed() {
    let mock = builder().start().unwrap();
    let body = br#"{"Name":"a","Password":"hunter2hunter2"}"#;
    let headers = format!(
        "{HEAD}\r\nX-TC-Token: the-token\r\nContent-Type: application/json\r\nContent-Length: {}",
        body.len()
    );
    assert_eq!(post(&mock, "PutText", &headers, body), "");
    let seen = &mock.seen()[0];
    assert_eq!(seen.parameters["Password"], "hunter2hunter2");
    let printed = format!("{seen:?}");
    assert!(printed.contains(r#""Name": String("a")"#), "{printed}");
    for secret in ["hunter2", "the-token", "SKIP"] {
        assert!(!printed.contains(secret), "{printed}");
    }
}
