//! The faults.

use crate::run::Troubled;
use crate::support::server::{Reply, Seen};
use crate::support::tls::Authority;
use flate2::{Compression, write::GzEncoder};
use rustls::ServerConfig;
use std::io::Write;
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use tencentcloud_runtime::credential::CachedProvider;
use tencentcloud_runtime::{Config, Credential, RetryPolicy};

pub(crate) const FINE: &str =
    r#"{"Response":{"TotalCount":1,"ThingSet":[{"Id":7}],"RequestId":"request-1"}}"#;
/// The limit of an attempt in these tests.
pub(crate) const ATTEMPT: Duration = Duration::from_secs(20);
/// The limit of an attempt in faults that exceed it.
pub(crate) const SHORT: Duration = Duration::from_millis(400);

pub(crate) type Handler = Arc<dyn Fn(&Seen, usize) -> Reply + Send + Sync>;

/// The destination of requests.
pub(crate) enum Target {
    /// A server with this behaviour, which resets so many connections without reading them.
    Server(Handler, usize),
    /// A port without a listener.
    Nobody,
    /// A host that does not exist.
    Nowhere,
    /// A server without TLS, called with TLS.
    NoTls,
    /// A TLS server with this certificate, called by a client that trusts only this authority.
    Tls(Arc<ServerConfig>, Vec<u8>),
    /// A TLS server that accepts connections and sends nothing.
    Silent,
    /// A proxy that responds with this status, or that does not exist.
    Proxy(Option<&'static str>),
}

/// One fault and its settings.
pub(crate) struct Fault {
    pub(crate) name: &'static str,
    pub(crate) target: Target,
    /// The settings besides the defaults.
    pub(crate) set: fn(Config) -> Config,
    /// How far the caller's clock is ahead, in seconds.
    pub(crate) clock: i64,
    /// True if a call has been made before, and its connection closed since.
    pub(crate) closed: bool,
    /// True if the fault ends with the call that fails.
    pub(crate) passes: bool,
}

impl Fault {
    fn new(name: &'static str, target: Target) -> Self {
        Self { name, target, set: |config| config, clock: 0, closed: false, passes: false }
    }

    /// Creates a fault of these replies to the first requests; later requests succeed.
    fn first(name: &'static str, replies: Vec<Reply>) -> Self {
        let fine = Reply::json(FINE);
        let handler = move |_: &Seen, number: usize| replies.get(number).unwrap_or(&fine).clone();
        Self::new(name, Target::Server(Arc::new(handler), 0))
    }

    fn once(name: &'static str, reply: Reply) -> Self {
        Self::first(name, vec![reply])
    }

    fn with(
        name: &'static str,
        handler: impl Fn(&Seen, usize) -> Reply + Send + Sync + 'static,
    ) -> Self {
        Self::new(name, Target::Server(Arc::new(handler), 0))
    }

    fn set(self, set: fn(Config) -> Config) -> Self {
        Self { set, ..self }
    }
}

/// Returns all faults, in the order of the table.
pub(crate) fn faults() -> Vec<Fault> {
    [
        connections(),
        proxies(),
        handshakes(),
        responses(),
        gateways(),
        bodies(),
        codes(),
        clocks(),
        providers(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn connections() -> Vec<Fault> {
    let fine = Reply::json(FINE);
    let unread = Target::Server(Arc::new(move |_, _| fine.clone()), 1);
    vec![
        Fault::new("Nobody listens: the connection is refused", Target::Nobody),
        Fault::new("The host's name cannot be resolved", Target::Nowhere),
        Fault::new("The server does not speak TLS", Target::NoTls),
        Fault::new("The connection is reset before the request is read, once", unread),
        Fault::once("The connection is reset after the request has been read, once", Reply::Reset),
        Fault::once("The connection is closed without a response, once", Reply::Close),
        Fault {
            closed: true,
            ..Fault::with("The server has closed the connection of an earlier call", |_, _| {
                Reply::Raw(
                    format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{FINE}", FINE.len())
                        .into_bytes(),
                )
            })
        },
    ]
}

fn proxies() -> Vec<Fault> {
    vec![
        Fault::new("Nobody listens at the proxy's address", Target::Proxy(None)),
        Fault::new(
            "The proxy asks for a user",
            Target::Proxy(Some("407 Proxy Authentication Required")),
        ),
        Fault::new("The proxy cannot reach the host", Target::Proxy(Some("502 Bad Gateway"))),
    ]
}

fn handshakes() -> Vec<Fault> {
    let authority = Authority::new();
    let tls = |server| Target::Tls(server, authority.der.clone());
    let ended = authority.server_with("127.0.0.1", rustls::ALL_VERSIONS, &[], 2020);
    vec![
        Fault::new(
            "The server's certificate comes from an untrusted authority",
            tls(Authority::new().server("127.0.0.1")),
        ),
        Fault::new(
            "The server's certificate is for another host",
            tls(authority.server("batch.example.com")),
        ),
        Fault::new("The server's certificate has expired", tls(ended)),
        Fault::new(
            "The server accepts the connection and hangs in the TLS handshake",
            Target::Silent,
        )
        .set(|config| config.connect_timeout(SHORT)),
    ]
}

fn short(config: Config) -> Config {
    config.attempt_timeout(SHORT)
}

fn chunks(size: &str, body: &str, end: &str) -> Reply {
    let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    Reply::Raw([head, size, body, end].concat().into_bytes())
}

fn responses() -> Vec<Fault> {
    let head = |length: usize| format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n");
    let raw = |length: usize, body: &str| Reply::Raw((head(length) + body).into_bytes());
    let pause = SHORT * 3;
    let slow = vec![head(FINE.len()).into_bytes(), FINE.as_bytes().to_vec()];
    let trickle = std::iter::once(head(FINE.len())).chain(FINE.chars().map(|c| c.to_string()));
    vec![
        Fault::once(
            "Half a response, and then the connection is closed, once",
            raw(FINE.len(), &FINE[..40]),
        ),
        Fault::once("Half of the response's headers, and then the connection is closed, once", {
            Reply::Raw(b"HTTP/1.1 200 OK\r\nContent-Le".to_vec())
        }),
        Fault::once("A Content-Length that is too large, once", raw(FINE.len() + 10, FINE)),
        Fault::once(
            "A chunked body that breaks off between two chunks, once",
            chunks("20\r\n", &FINE[..32], "\r\n"),
        ),
        Fault::once("A chunked body that breaks off before the empty last chunk, once", {
            chunks(&format!("{:x}\r\n", FINE.len()), FINE, "\r\n")
        }),
        Fault::once(
            "A chunk whose size is not a number, once",
            chunks("size\r\n", FINE, "\r\n0\r\n\r\n"),
        ),
        Fault::once("A Content-Length that is too small, once", raw(FINE.len() - 10, FINE)),
        Fault::once("No response headers within `attempt_timeout`, once", Reply::Stall(pause))
            .set(short),
        Fault::once("No body within `attempt_timeout`, once", Reply::Slow(slow, SHORT * 3 / 4))
            .set(short),
        Fault::once("One byte at a time for longer than `attempt_timeout`, once", {
            Reply::Slow(trickle.map(String::into_bytes).collect(), SHORT / 20)
        })
        .set(short),
        Fault::once(
            "A response that is not HTTP, once",
            Reply::Raw(b"220 mail.example.com ESMTP\r\n\r\n".to_vec()),
        ),
    ]
}

/// Returns a gateway's page that quotes the request, as some do.
fn html(status: u16, headers: &[(&'static str, &str)], seen: &Seen) -> Reply {
    let quoted: String =
        seen.headers.iter().map(|(name, value)| format!("{name}: {value}\n")).collect();
    let page = format!("<html><h1>Status {status}</h1><pre>{quoted}</pre></html>");
    let mut all = vec![("Content-Type", "text/html".to_owned())];
    all.extend(headers.iter().map(|(name, value)| (*name, (*value).to_owned())));
    Reply::Http(status, all, page.into_bytes())
}

/// Creates a fault of a gateway's page in place of the first responses.
fn gateway(
    name: &'static str,
    status: u16,
    headers: &'static [(&'static str, &str)],
    times: usize,
) -> Fault {
    Fault::with(name, move |seen, number| match number < times {
        true => html(status, headers, seen),
        false => Reply::json(FINE),
    })
}

fn gateways() -> Vec<Fault> {
    vec![
        gateway("500 with HTML, once", 500, &[], 1),
        gateway("502 with HTML, once", 502, &[], 1),
        gateway("503 with HTML, once", 503, &[], 1),
        gateway("503 with HTML and Retry-After: 7, once", 503, &[("Retry-After", "7")], 1),
        gateway("504 with HTML, once", 504, &[], 1),
        gateway("502 with HTML, always", 502, &[], usize::MAX),
        gateway("429 with HTML, once", 429, &[], 1),
        gateway("429 with HTML and Retry-After: 7, once", 429, &[("Retry-After", "7")], 1),
        gateway("429 with HTML and Retry-After: 3600, once", 429, &[("Retry-After", "3600")], 1),
        gateway("200 with HTML, once", 200, &[], 1),
        gateway("A redirect, once", 307, &[("Location", "http://127.0.0.1:9/")], 1),
    ]
}

pub(crate) fn gzip(body: &[u8]) -> Reply {
    let mut writer = GzEncoder::new(Vec::new(), Compression::best());
    writer.write_all(body).unwrap();
    Reply::Http(200, vec![("Content-Encoding", "gzip".to_owned())], writer.finish().unwrap())
}

fn large(bytes: usize) -> Reply {
    let thing = r#"{"Id":7,"Name":"0123456789012345678901234567890123456789"}"#;
    let things = vec![thing; bytes / thing.len()].join(",");
    Reply::json(format!(r#"{{"Response":{{"ThingSet":[{things}]}}}}"#))
}

fn many_headers() -> Reply {
    let headers: String =
        (0..200).map(|number| format!("X-Proxy-{number}: {number}\r\n")).collect();
    Reply::Raw(format!("HTTP/1.1 200 OK\r\n{headers}\r\n{FINE}").into_bytes())
}

fn after_gzip() -> Reply {
    match gzip(FINE.as_bytes()) {
        Reply::Http(status, headers, body) => {
            Reply::Http(status, headers, [&body[..], b"garbage"].concat())
        }
        other => other,
    }
}

fn bodies() -> Vec<Fault> {
    let nested = |field| {
        let (open, close) = ("[".repeat(100_000), "]".repeat(100_000));
        Reply::json(format!(r#"{{"Response":{{"{field}":{open}{close}}}}}"#))
    };
    let plain =
        Reply::Http(200, vec![("Content-Type", "text/plain".to_owned())], FINE.as_bytes().to_vec());
    let cut = match gzip(FINE.as_bytes()) {
        Reply::Http(status, headers, body) => Reply::Http(status, headers, body[..20].to_vec()),
        other => other,
    };
    vec![
        Fault::once("A body compressed with gzip", gzip(FINE.as_bytes())),
        Fault::once("A body compressed with gzip and cut short", cut),
        Fault::once(
            "A gzip bomb: 64 KB that decompress to 64 MB, where 8 MB are allowed",
            gzip(&vec![b' '; 64 << 20]),
        )
        .set(|config| config.max_response_bytes(8 << 20)),
        Fault::once("10 MB", large(10 << 20)),
        Fault::once("10 MB, where 1 MB is allowed", large(10 << 20))
            .set(|config| config.max_response_bytes(1 << 20)),
        Fault::once("100,000 nested arrays", nested("ThingSet")),
        Fault::once("100,000 nested arrays in an unknown field", nested("New")),
        Fault::once("The wrong content type", plain),
        Fault::once("200 headers", many_headers()),
        Fault::once("A body compressed with gzip, and more after it", after_gzip()),
        Fault::once("A byte order mark before the JSON", Reply::json(format!("\u{feff}{FINE}"))),
        Fault::once("NaN as a number, half of a surrogate pair in a string", {
            Reply::json(r#"{"Response":{"TotalCount":NaN,"RequestId":"\ud83d"}}"#)
        }),
        Fault::once("A fraction in an integer field, and a string in another", {
            Reply::json(concat!(
                r#"{"Response":{"TotalCount":12.5,"ThingSet":[{"Id":"many"}],"#,
                r#""RequestId":"request-1"}}"#,
            ))
        }),
        Fault::once("A number that is too large, with `strict_responses`", {
            Reply::json(r#"{"Response":{"TotalCount":1e400,"RequestId":"request-1"}}"#)
        })
        .set(|config| config.strict_responses(true)),
        Fault::once("The code InvalidParameter, with half of a surrogate pair in the message", {
            Reply::fault("InvalidParameter", "no such job \\ud83d")
        }),
        Fault::once("A field of another type", Reply::json(r#"{"Response":{"ThingSet":"none"}}"#)),
        Fault::once("An empty body", Reply::json("")),
        Fault::once("The error body of old gateways", {
            Reply::json(r#"{"code":4100,"message":"wrong key","codeDesc":"AuthFailure"}"#)
        }),
        Fault::once("The same, with a string as its code", {
            Reply::json(r#"{"code":"UnauthorizedOperation","message":"not allowed","codeDesc":""}"#)
        }),
    ]
}

/// Refuses requests whose time is more than five minutes off, as the service does.
fn punctual(seen: &Seen) -> Reply {
    punctual_at(seen, SystemTime::now())
}

/// Refuses such requests with another date in the response.
fn punctual_at(seen: &Seen, date: SystemTime) -> Reply {
    let now = SystemTime::now();
    let server = now.duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs();
    let client: u64 = seen.header("x-tc-timestamp").parse().unwrap();
    match server.abs_diff(client) < 300 {
        true => Reply::json(FINE),
        false => match Reply::fault("AuthFailure.SignatureExpire", "the signature has expired") {
            Reply::Http(status, mut headers, body) => {
                headers.push(("Date", httpdate::fmt_http_date(date)));
                Reply::Http(status, headers, body)
            }
            other => other,
        },
    }
}

/// The warning in responses of deprecated actions.
pub(crate) const WARNING: &str = "use another action";

fn deprecated(seen: &Seen) -> Reply {
    let warning =
        format!("{WARNING}, not {} {}", seen.header("x-tc-token"), seen.header("authorization"));
    Reply::json(
        FINE.replace(
            "\"RequestId\"",
            &format!("\"DeprecatedWarning\":\"{warning}\",\"RequestId\""),
        ),
    )
}

const YEAR: Duration = Duration::from_secs(365 * 86_400);

/// Returns a request as if it had been signed in 1970.
fn late(seen: &Seen) -> Seen {
    let mut seen = seen.clone();
    seen.headers.retain(|(name, _)| name != "x-tc-timestamp");
    seen.headers.push(("x-tc-timestamp".to_owned(), "0".to_owned()));
    seen
}

fn clocks() -> Vec<Fault> {
    let first_is_wrong = |seen: &Seen, number| match number {
        0 => punctual_at(seen, SystemTime::now() + YEAR),
        _ => punctual(seen),
    };
    vec![
        Fault {
            clock: -86_400,
            ..Fault::with("The caller's clock is a day behind", |seen, _| punctual(seen))
        },
        Fault {
            clock: 86_400,
            ..Fault::with("The caller's clock is a day ahead", |seen, _| punctual(seen))
        },
        Fault {
            clock: -86_400,
            ..Fault::with(
                "The caller's clock is a day behind, and the first error response has a wrong \
                 `Date`",
                first_is_wrong,
            )
        },
        Fault {
            passes: true,
            ..Fault::with(
                "A correct time is rejected once, and the error response has a wrong `Date`",
                |seen, number| match number {
                    0 => punctual_at(&late(seen), SystemTime::now() + YEAR),
                    _ => punctual(seen),
                },
            )
        },
    ]
}

fn providers() -> Vec<Fault> {
    let provider = |name, trouble: fn(Config) -> Config| Fault {
        passes: true,
        ..Fault::once(name, Reply::json(FINE)).set(trouble)
    };
    vec![
        provider("A cached provider of credentials that hangs, once", |config| {
            config.credentials(CachedProvider::new(Troubled::hanging())).total_timeout(SHORT)
        }),
        provider("A cached provider of credentials that panics, once", |config| {
            config.credentials(CachedProvider::new(Troubled::panicking()))
        }),
    ]
}

fn codes() -> Vec<Fault> {
    let throttled = || Reply::fault("RequestLimitExceeded", "slow down");
    let token = |seen: &Seen, _| match seen.header("x-tc-token") {
        "the-second-token" => Reply::json(FINE),
        _ => Reply::fault("AuthFailure.TokenFailure", "the token has expired"),
    };
    vec![
        Fault::with("The token has expired, and there is a new one", token)
            .set(|config| config.credentials(crate::run::Rotating::default())),
        Fault::with("The token has expired, and there is no new one", token),
        Fault::once("The credentials have expired", Reply::json(FINE)).set(|config| {
            config.credentials(
                Credential::temporary("the-old-id", "the-old-key", "old-token").expiring_at(1),
            )
        }),
        Fault::first("Throttled twice", vec![throttled(); 2]),
        Fault::first("Throttled 20 times", vec![throttled(); 20]),
        Fault::first("Throttled 20 times, where 25 attempts are allowed", vec![throttled(); 20])
            .set(|config| config.retry(RetryPolicy::default().attempts(25))),
        Fault::with(
            "A response that warns of a deprecated action and quotes the request",
            |seen, _| deprecated(seen),
        ),
        Fault::once(
            "The code InternalError, once",
            Reply::fault("InternalError", "something broke"),
        ),
        Fault::once(
            "The code LimitExceeded (a quota)",
            Reply::fault("LimitExceeded", "you have 10 of 10"),
        ),
        Fault::once("The code InvalidParameter", Reply::fault("InvalidParameter", "no such job")),
    ]
}
