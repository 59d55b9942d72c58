//! One call under one fault.

use crate::faults::{ATTEMPT, FINE, Fault, Handler, Target};
use crate::printed::Printed;
use crate::support::api::{CreateThing, ListThings, SubmitThing};
use crate::support::proxy::tunnels;
use crate::support::server::{Reply, Seen, Server};
use crate::support::{ID, KEY, TOKEN};
use std::collections::HashSet;
use std::net::TcpListener;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tencentcloud_runtime::blocking::{self, ThreadSleep};
use tencentcloud_runtime::credential::CredentialRequest;
use tencentcloud_runtime::time::{
    BoxFuture, Clock, Now, Randomness, Sleep, SystemClock, TokioSleep,
};
use tencentcloud_runtime::{
    Action, Client, Config, Credential, CredentialProvider, Endpoint, Error, Proxy, Region,
};

/// The kind of call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Read,
    Write,
    WriteWithToken,
}

impl Kind {
    pub(crate) const ALL: [Self; 3] = [Self::Read, Self::Write, Self::WriteWithToken];
}

/// The client that calls.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Via {
    Async,
    Blocking,
}

/// The outcome of a call.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Outcome {
    /// The result that the caller receives.
    pub(crate) seen: String,
    /// The number of requests sent, from the error, or from the server if the call succeeded.
    pub(crate) attempts: usize,
    /// The whole seconds waited before attempts.
    pub(crate) waited: Vec<u64>,
    /// How many times the request took effect on the server.
    pub(crate) effects: usize,
}

/// A source of randomness that returns zeros: there are no waits but those that the server
/// requests.
struct Zeros;

impl Randomness for Zeros {
    fn fill(&self, bytes: &mut [u8]) {
        bytes.fill(0);
    }
}

/// A timer that skips long waits, with a clock that may be wrong.
#[derive(Clone)]
struct Time {
    clock: SystemClock,
    ahead: i64,
    skipped: Arc<AtomicU64>,
    waits: Arc<Mutex<Vec<u64>>>,
    via: Via,
}

impl Clock for Time {
    fn now(&self) -> Now {
        let now = self.clock.now();
        let skipped = self.skipped.load(Ordering::SeqCst);
        let unix = (now.unix + skipped).saturating_add_signed(self.ahead);
        Now { unix, tick: now.tick + Duration::from_secs(skipped) }
    }
}

impl Sleep for Time {
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        // Servers request this wait; the others are limits of attempts.
        if duration.as_secs() == 7 {
            self.skipped.fetch_add(duration.as_secs(), Ordering::SeqCst);
            self.waits.lock().unwrap().push(duration.as_secs());
            return Box::pin(std::future::ready(()));
        }
        match self.via {
            Via::Async => TokioSleep.sleep(duration),
            Via::Blocking => ThreadSleep.sleep(duration),
        }
    }
}

/// A provider that returns another credential after each refusal.
#[derive(Default)]
pub(crate) struct Rotating(AtomicUsize);

impl CredentialProvider for Rotating {
    fn credential(&self, request: CredentialRequest) -> BoxFuture<'_, Result<Credential, Error>> {
        if request.refused.is_some() {
            self.0.fetch_add(1, Ordering::SeqCst);
        }
        let token = ["the-first-token", "the-second-token"][self.0.load(Ordering::SeqCst).min(1)];
        Box::pin(std::future::ready(Ok(Credential::temporary(ID, KEY, token))))
    }
}

/// A provider that fails or hangs on the first call.
pub(crate) struct Troubled {
    asked: AtomicUsize,
    hangs: bool,
}

impl Troubled {
    pub(crate) fn hanging() -> Self {
        Self { asked: AtomicUsize::new(0), hangs: true }
    }

    pub(crate) fn panicking() -> Self {
        Self { asked: AtomicUsize::new(0), hangs: false }
    }
}

impl CredentialProvider for Troubled {
    fn credential(&self, _: CredentialRequest) -> BoxFuture<'_, Result<Credential, Error>> {
        match self.asked.fetch_add(1, Ordering::SeqCst) {
            0 if self.hangs => Box::pin(std::future::pending()),
            0 => std::panic::resume_unwind(Box::new("a fault of the program's own")),
            _ => Box::pin(std::future::ready(Ok(Credential::temporary(ID, KEY, TOKEN)))),
        }
    }
}

/// The destination of requests, with its server if there is one.
struct Place {
    url: String,
    server: Option<(Server, Handler)>,
    /// The only trusted authority, unless the built-in ones are used.
    root: Option<Vec<u8>>,
    /// The proxy to the destination.
    proxy: Option<String>,
}

impl Place {
    fn new(url: String) -> Self {
        Self { url, server: None, root: None, proxy: None }
    }
}

fn place(target: &Target) -> Place {
    let unused = || TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    match target {
        Target::Nobody => Place::new(format!("http://{}", unused())),
        Target::Nowhere => Place::new("http://batch.invalid".to_owned()),
        Target::NoTls => {
            Place::new(Server::replies(vec![Reply::json(FINE)]).url.replace("http://", "https://"))
        }
        Target::Tls(tls, root) => {
            let handler: Handler = Arc::new(|_, _| Reply::json(FINE));
            let with = Arc::clone(&handler);
            let server = Server::tls(Arc::clone(tls), move |seen, number| with(seen, number));
            Place {
                url: server.url.clone(),
                server: Some((server, handler)),
                root: Some(root.clone()),
                proxy: None,
            }
        }
        Target::Silent => Place::new(silent()),
        Target::Proxy(status) => {
            let address =
                status.map_or_else(|| unused().to_string(), |status| tunnels("", status).address);
            Place { proxy: Some(address), ..Place::new("https://batch.example.invalid".to_owned()) }
        }
        Target::Server(handler, unread) => {
            let with = Arc::clone(handler);
            let server = Server::resetting(*unread, move |seen, number| with(seen, number));
            Place {
                url: server.url.clone(),
                server: Some((server, Arc::clone(handler))),
                root: None,
                proxy: None,
            }
        }
    }
}

/// Starts a server that accepts connections, keeps them open and sends nothing.
fn silent() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || listener.incoming().collect::<Vec<_>>());
    url
}

/// Returns the number of requests that the server does not read.
fn unread(target: &Target) -> usize {
    if let Target::Server(_, unread) = target { *unread } else { 0 }
}

/// Makes a call under a fault. Everything that is printed is searched for secrets.
pub(crate) fn run(fault: &Fault, kind: Kind, via: Via) -> Outcome {
    let place = place(&fault.target);
    let time = Time {
        clock: SystemClock::default(),
        ahead: fault.clock,
        skipped: Arc::default(),
        waits: Arc::default(),
        via,
    };
    let config = Config::new()
        .credentials(Credential::temporary(ID, KEY, TOKEN))
        .region(Region::AP_GUANGZHOU)
        .endpoint(Endpoint::url(&place.url).unwrap())
        .attempt_timeout(ATTEMPT)
        .total_timeout(Duration::from_secs(60))
        .randomness(Zeros)
        .clock(time.clone())
        .sleep(time.clone());
    let config = match &place.root {
        Some(root) => config.root_certificate(root.clone()),
        None => config,
    };
    let config = match &place.proxy {
        Some(address) => config.proxy(Proxy::url(address).unwrap()),
        None => config,
    };
    let mut printed = Printed::default();
    let caller = Caller::new((fault.set)(config), via, &mut printed);
    let before = usize::from(fault.closed && kind == Kind::Read);
    if fault.closed
        && let Some((server, _)) = &place.server
    {
        caller.call(Kind::Read).unwrap();
        while server.open() > 0 {
            std::thread::yield_now();
        }
    }
    let result = caller.call(kind);
    // Whatever the fault was, the client recovers completely.
    if place.server.is_some() && (result.is_ok() || fault.passes) {
        assert!(caller.call(Kind::Read).is_ok(), "{}: the next call fails", fault.name);
    }
    let waited = time.waits.lock().unwrap().clone();
    let seen = place.server.as_ref().map(|(server, _)| server.seen()).unwrap_or_default();
    let asked: Vec<_> =
        seen.iter().filter(|seen| seen.header("x-tc-action") == kind.action()).cloned().collect();
    let effects = place.server.as_ref().map_or(0, |(_, handler)| effects(kind, &asked, &**handler));
    if let Err(error) = &result {
        printed.error(error);
    }
    printed.search(fault.name, &seen);
    let (seen, attempts) = match result {
        // The call after it is a read, too.
        Ok(()) => (
            "success".to_owned(),
            unread(&fault.target) + asked.len() - usize::from(kind == Kind::Read) - before,
        ),
        Err(error) => {
            let address = place.proxy.as_deref().unwrap_or("no proxy");
            (describe(&error).replace(address, "proxy:3128"), error.attempts() as usize)
        }
    };
    Outcome { seen, attempts, waited, effects }
}

impl Kind {
    fn action(self) -> &'static str {
        match self {
            Self::Read => ListThings::OPERATION.name,
            Self::Write => CreateThing::OPERATION.name,
            Self::WriteWithToken => SubmitThing::OPERATION.name,
        }
    }
}

/// One of the two clients.
enum Caller {
    Async(Client, tokio::runtime::Runtime),
    Blocking(blocking::Client),
}

impl Caller {
    fn new(config: Config, via: Via, printed: &mut Printed) -> Self {
        printed.debug(&config);
        match via {
            Via::Async => {
                let runtime =
                    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
                let client = Client::new(config).unwrap();
                printed.debug(&client);
                Self::Async(client, runtime)
            }
            Via::Blocking => {
                let client = blocking::Client::new(config).unwrap();
                printed.debug(&client);
                Self::Blocking(client)
            }
        }
    }

    fn call(&self, kind: Kind) -> Result<(), Error> {
        let name = Some("n".to_owned());
        match kind {
            Kind::Read => self.send(ListThings::default()),
            Kind::Write => self.send(CreateThing { name }),
            Kind::WriteWithToken => self.send(SubmitThing { name, ..SubmitThing::default() }),
        }
    }

    fn send<A: Action>(&self, request: A) -> Result<(), Error> {
        match self {
            Self::Async(client, runtime) => {
                runtime.block_on(client.call(request)).map(drop).map_err(Into::into)
            }
            Self::Blocking(client) => client.call(request).send().map(drop).map_err(Into::into),
        }
    }
}

/// Returns an error as in the table: its kind and its text.
pub(crate) fn describe(error: &Error) -> String {
    let text = error.to_string();
    let text = text.split_once(": ").map_or(text.as_str(), |(_, text)| text);
    let text = match text.rsplit_once(" (") {
        Some((text, end)) if end.ends_with("attempts)") || end.starts_with("request id") => text,
        _ => text,
    };
    format!("`{:?}`: {}", error.kind(), text.split("<pre>").next().unwrap_or_default())
}

/// Returns how many times the request took effect on the server.
///
/// Each request that the server reads and does not refuse counts, and each client token counts
/// once.
fn effects(kind: Kind, requests: &[Seen], handler: &dyn Fn(&Seen, usize) -> Reply) -> usize {
    if kind == Kind::Read {
        return 0;
    }
    let done =
        requests.iter().enumerate().filter(|(number, seen)| takes_effect(&handler(seen, *number)));
    let keys: HashSet<_> = done
        .map(|(number, seen)| match seen.json()["ClientToken"].as_str() {
            Some(token) => token.to_owned(),
            None => number.to_string(),
        })
        .collect();
    keys.len()
}

fn takes_effect(reply: &Reply) -> bool {
    let Reply::Http(status, _, body) = reply else { return true };
    let body = String::from_utf8_lossy(body);
    let refused = (body.contains(r#""Code":"#) && !body.contains("InternalError"))
        || body.contains("codeDesc");
    *status != 429 && !refused
}
