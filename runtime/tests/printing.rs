//! Hostile responses over loopback, with every transport: no secret and no forged line is printed.
//!
//! Not here: gateways that quote requests, in every fault of the table (reliability/).

#![allow(clippy::unwrap_used, reason = "these are tests, helpers and all")]

mod support;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use std::error::Error as _;
use std::fmt::Write;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use support::api::{Chat, ListThings, Lock};
use support::server::{Reply, Seen, Server};
use support::{ID, KEY, TOKEN, config};
use tencentcloud_runtime::observe::{Observer, Report};
use tencentcloud_runtime::transport::ReqwestTransport;
use tencentcloud_runtime::{Client, Config, Error, Region, RetryPolicy, Waiter, blocking};

const PASSWORD: &str = "hunter2 \"hunter2\" <hunter2>";
const FORGED: &str =
    "bad\n2026-11-28 ERROR root logged in\r\u{1b}[2J\u{202e}\u{9b}31m\u{85}\u{2028}\u{200b}\u{0}";

/// Everything that a program may print about its calls.
#[derive(Clone, Default)]
struct Printed(Arc<Mutex<Vec<String>>>);

impl Printed {
    fn line(&self, line: String) {
        self.0.lock().unwrap().push(line);
    }

    fn error(&self, error: &Error) {
        self.line(error.to_string());
        self.line(format!("{error:?}"));
        let mut below = error.source();
        while let Some(source) = below {
            self.line(source.to_string());
            self.line(format!("{source:?}"));
            below = source.source();
        }
    }
}

impl Observer for Printed {
    fn attempt(&self, report: &Report<'_>) {
        self.line(format!("{} {report:?}", report.request_id.unwrap_or_default()));
        report.error.into_iter().for_each(|error| self.error(error));
    }

    fn call(&self, report: &Report<'_>) {
        self.attempt(report);
    }

    fn stream(&self, report: &Report<'_>) {
        self.attempt(report);
    }
}

fn reqwest() -> ReqwestTransport {
    let tls = support::tls::Authority::new().client();
    ReqwestTransport::new(reqwest::Client::builder().no_proxy().tls_backend_preconfigured(tls))
        .unwrap()
}

/// Returns the secrets of a received request: the signature, the keys and secret values.
fn secrets(seen: &Seen) -> Vec<String> {
    let signature = seen.header("authorization").rsplit('=').next().unwrap().to_owned();
    let mut secrets = vec![signature, ID.to_owned(), KEY.to_owned(), TOKEN.to_owned()];
    secrets.extend((seen.header("x-tc-action") == "Lock").then(|| PASSWORD.to_owned()));
    secrets
}

/// Returns the whole request as text.
fn quoted(seen: &Seen) -> String {
    let mut text = String::new();
    for (name, value) in &seen.headers {
        let _ = writeln!(text, "{name}: {value}");
    }
    text + &String::from_utf8_lossy(&seen.body) + "\n" + &secrets(seen).join("\n")
}

fn json(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

fn html(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;").replace('+', "&#43;")
}

fn percent(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02x}")).collect()
}

/// Returns each secret in each form, with text between them.
fn forms(seen: &Seen) -> String {
    let mut text = String::new();
    for secret in secrets(seen) {
        let (plain, pair) = (secret.as_str(), format!("user:{secret}"));
        let half = &plain[..plain.len() * 2 / 3];
        let _ = write!(
            text,
            "plain {plain}, half {half}, json {}, twice {}, html {}, url {}, url in url {}, basic \
                {}, {}, {}, broken {}; ",
            json(plain),
            json(&json(plain)),
            html(plain),
            percent(plain),
            percent(plain).replace('%', "%25"),
            STANDARD.encode(plain),
            STANDARD.encode(&pair),
            URL_SAFE.encode(format!("us{plain}")),
            plain.chars().map(|c| format!("{c}\n")).collect::<String>(),
        );
    }
    text
}

fn with(headers: Vec<(&'static str, String)>, status: u16, body: impl Into<String>) -> Reply {
    Reply::Http(status, headers, body.into().into_bytes())
}

fn fault(code: &str, message: &str, id: &str) -> Reply {
    let error = format!(r#"{{"Code":{},"Message":{}}}"#, json(code), json(message));
    Reply::json(format!(r#"{{"Response":{{"Error":{error},"RequestId":{}}}}}"#, json(id)))
}

type Handler = fn(&Seen) -> Reply;

/// The responses of a server that tries to have something printed.
const HOSTILE: [(&str, Handler); 21] = [
    ("a message that quotes the request", |seen| fault("AuthFailure", &quoted(seen), "r")),
    ("a message with secrets in every form", |seen| fault("AuthFailure", &forms(seen), "r")),
    ("a code of secrets", |seen| fault(&secrets(seen).join("."), "m", "r")),
    ("a request id of secrets", |seen| fault("InternalError", "m", &secrets(seen).join("-"))),
    ("forged lines", |_| fault(FORGED, FORGED, FORGED)),
    ("forged lines of old gateways", |_| {
        Reply::json(format!(r#"{{"code":4000,"codeDesc":{0},"message":{0}}}"#, json(FORGED)))
    }),
    ("forged lines in a page", |_| {
        with(vec![("Content-Type", "text/html".to_owned())], 502, FORGED)
    }),
    ("a request id of the token in the head", |_| {
        with(vec![("X-TC-RequestId", TOKEN.to_owned())], 502, "")
    }),
    ("a success whose id is the token", |_| {
        Reply::json(format!(r#"{{"Response":{{"TotalCount":0,"RequestId":{}}}}}"#, json(TOKEN)))
    }),
    ("a success whose id is forged", |_| {
        Reply::json(format!(r#"{{"Response":{{"TotalCount":0,"RequestId":{}}}}}"#, json(FORGED)))
    }),
    ("a page of 16 KiB before the signature", |seen| {
        with(vec![], 502, format!("<html>{}{}", " ".repeat(16_338), secrets(seen)[0]))
    }),
    ("a page that the limit cuts in a secret", |seen| {
        let lengths = [150, 160, 170, 180, 190]
            .map(|length| format!("{}{}", "x".repeat(length), secrets(seen)[0]));
        with(vec![], 502, lengths.concat())
    }),
    ("a page of secrets in every form", |seen| with(vec![], 502, forms(seen))),
    ("a media type of the token", |_| {
        with(vec![("Content-Type", format!("text/{TOKEN}"))], 502, "x")
    }),
    ("a media type of 10,000 characters", |_| {
        with(vec![("Content-Type", "x".repeat(10_000))], 502, "x")
    }),
    ("an encoding of the signature", |seen| {
        with(vec![("Content-Encoding", seen.header("authorization").to_owned())], 502, "x")
    }),
    ("a redirect with the token", |_| {
        with(vec![("Location", format!("http://127.0.0.1:9/?token={TOKEN}"))], 307, "")
    }),
    ("a response that does not fit", |seen| {
        Reply::json(format!(
            r#"{{"Response":{{"ThingSet":[{{"Id":{}}}]}}}}"#,
            json(&secrets(seen).join(" "))
        ))
    }),
    ("a response cut in a secret", |_| {
        Reply::json(format!(r#"{{"Response":{{"RequestId":"{TOKEN}"#))
    }),
    ("no HTTP", |seen| Reply::Raw(format!("{}\r\n\r\n", secrets(seen).join(" ")).into_bytes())),
    ("a status line of secrets", |seen| {
        Reply::Raw(
            format!("HTTP/1.1 502 {}\u{1b}[2J\r\nContent-Length: 0\r\n\r\n", secrets(seen)[0])
                .into_bytes(),
        )
    }),
];

fn password() -> Lock {
    Lock { password: Some(PASSWORD.to_owned()), ..Lock::default() }
}

/// Makes calls with each transport and prints the outcomes.
fn calls(config: &dyn Fn() -> Config, printed: &Printed) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let clients =
        runtime.block_on(async { [config(), config().transport(reqwest())].map(Client::new) });
    for client in clients {
        let client = client.unwrap();
        let listed = runtime.block_on(client.call(ListThings::default()));
        listed.err().map(Error::from).iter().for_each(|error| printed.error(error));
        let locked = runtime.block_on(client.call(password()));
        locked.err().map(Error::from).iter().for_each(|error| printed.error(error));
        printed.line(format!("{client:?}"));
    }
    let client = blocking::Client::new(config()).unwrap();
    let results = [
        client.call(ListThings::default()).send().map(drop),
        client.call(ListThings::default()).send().map(drop),
    ];
    results.into_iter().filter_map(Result::err).for_each(|error| printed.error(&error.into()));
    let locked = client.call(password()).send();
    locked.err().map(Error::from).iter().for_each(|error| printed.error(error));
    printed.line(format!("{client:?}"));
}

/// Searches for secrets, for parts of the random ones, and for texts that are not one line.
fn search(name: &str, printed: &Printed, seen: &[Seen]) {
    let lines = printed.0.lock().unwrap();
    assert!(!lines.is_empty(), "{name}: nothing is printed");
    let mut wanted: Vec<String> = seen.iter().flat_map(secrets).collect();
    for seen in seen {
        let signature = secrets(seen).swap_remove(0);
        wanted.extend((0..signature.len() - 8).map(|start| signature[start..start + 8].to_owned()));
    }
    for secret in [ID, KEY, TOKEN, PASSWORD] {
        wanted.extend([
            STANDARD.encode(secret),
            json(&json(secret)),
            percent(secret),
            html(secret),
        ]);
    }
    wanted.extend(["hunter2".to_owned(), TOKEN[..14].to_owned(), KEY[..12].to_owned()]);
    for line in lines.iter() {
        let secret = wanted.iter().find(|secret| line.contains(secret.as_str()));
        assert!(secret.is_none(), "{name}: {secret:?} is printed: {line}");
        let hidden =
            line.chars().find(|c| c.is_control() || "\u{202e}\u{2028}\u{200b}".contains(*c));
        assert!(hidden.is_none(), "{name}: {hidden:?} is printed: {line:?}");
        assert!(line.len() < 8_000, "{name}: {} bytes are printed", line.len());
    }
}

#[test]
fn nothing_secret_and_nothing_forged() {
    for (name, handler) in HOSTILE {
        let server = Server::start(move |seen, _| handler(seen));
        let printed = Printed::default();
        let observer = printed.clone();
        calls(
            &|| config(&server.url).retry(RetryPolicy::off()).observer(observer.clone()),
            &printed,
        );
        assert!(server.seen().len() >= 6, "{name}");
        search(name, &printed, &server.seen());
    }
}

#[test]
fn streams_of_events() {
    let event =
        |text: String| format!("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n{text}");
    let streams: [fn(&Seen) -> String; 5] = [
        |_| format!("X-TC-RequestId: {TOKEN}\r\n\r\ndata: {{}}\n\n"),
        |seen| {
            format!(
                "X-TC-RequestId: {}\r\n\r\ndata: {}\n\n",
                secrets(seen)[0],
                forms(seen).replace('\n', " ")
            )
        },
        |_| {
            format!(
                "\r\ndata: {{\"Error\":{{\"Code\":{0},\"Message\":{0}}},\"RequestId\":{0}}}\n\n",
                json(FORGED)
            )
        },
        |seen| {
            format!(
                "\r\ndata: {{\"Error\":{{\"Code\":\"A\",\"Message\":{}}}}}\n\n",
                json(&forms(seen))
            )
        },
        |seen| format!("Content-Encoding: {}\r\n\r\n", seen.header("authorization")),
    ];
    for (number, stream) in streams.into_iter().enumerate() {
        let server = Server::start(move |seen, _| Reply::Raw(event(stream(seen)).into_bytes()));
        let printed = Printed::default();
        let settings = || config(&server.url).retry(RetryPolicy::off()).observer(printed.clone());
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        for settings in [settings(), settings().transport(reqwest())] {
            let told = runtime.block_on(async {
                let mut events = Client::new(settings)?.stream(Chat::default()).await?;
                printed.line(format!("{events:?} {}", events.request_id().unwrap_or_default()));
                while events.try_next().await?.is_some() {}
                Ok::<_, Error>(())
            });
            told.err().iter().for_each(|error| printed.error(error));
        }
        match blocking::Client::new(settings()).unwrap().stream(Chat::default()) {
            Ok(events) => {
                printed.line(format!("{events:?} {}", events.request_id().unwrap_or_default()));
                events.filter_map(Result::err).for_each(|error| printed.error(&error.into()));
            }
            Err(error) => printed.error(&error.into()),
        }
        search(&format!("stream {number}"), &printed, &server.seen());
    }
}

#[test]
fn what_the_service_says_is_there_as_it_came() {
    let server = Server::replies(vec![fault("Odd\nCode", "bad name\n\u{1b}[2J", "r\n1")]);
    let error = blocking::Client::new(config(&server.url))
        .unwrap()
        .call(ListThings::default())
        .send()
        .unwrap_err();
    assert_eq!((error.message(), error.request_id()), ("bad name\n\u{1b}[2J", Some("r\\n1")));
    assert_eq!(
        error.to_string(),
        "ListThings: Odd\\nCode: bad name\\n\\u{1b}[2J (request id r\\n1)"
    );
}

#[test]
fn states_that_are_waited_for() {
    const SOON: Waiter<Chat> =
        Waiter::new("Said").field("Text").success(&["said"]).deadline(Duration::from_millis(1));
    let text = json(&format!("{TOKEN} {FORGED}"));
    let server = Server::replies(vec![Reply::json(format!(r#"{{"Response":{{"Text":{text}}}}}"#))]);
    let error = blocking::Client::new(config(&server.url))
        .unwrap()
        .wait(Chat::default(), SOON)
        .unwrap_err();
    assert!(error.is_timed_out(), "{error}");
    let printed = Printed::default();
    printed.line(format!("{error} {error:?}"));
    printed.error(&error.into());
    search("a state", &printed, &server.seen());
}

#[test]
fn credentials_that_no_key_can_be() {
    let cases = [
        (
            "AKID\u{200b}",
            "key",
            "the secret id contains a zero width space (U+200B): copy the value again without it",
        ),
        (
            "AKID",
            "key\u{a0}",
            "the secret key contains a no-break space (U+00A0): copy the value again without it",
        ),
        (
            "AKID",
            "\"key\"",
            "the secret key is in quotes, which would be part of the value: remove them",
        ),
        ("AKID", "", "the secret key is empty"),
    ];
    for (id, key, expected) in cases {
        let config = || {
            config("http://127.0.0.1:9").credentials(tencentcloud_runtime::Credential::new(id, key))
        };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let of_async = runtime.block_on(Client::new(config()).unwrap().call(ListThings::default()));
        let of_blocking =
            blocking::Client::new(config()).unwrap().call(ListThings::default()).send();
        for error in [of_async, of_blocking].map(|result| result.map(drop).unwrap_err()) {
            assert_eq!(
                error.to_string(),
                format!("ListThings: the credentials cannot be used: {expected}")
            );
            assert!(error.is_auth());
        }
    }
    assert!(Region::new("a\nb").unwrap_err().to_string().lines().count() == 1);
}
