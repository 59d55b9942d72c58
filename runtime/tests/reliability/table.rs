//! The table as a page.

use crate::Row;
use crate::run::{Kind, Outcome};
use crate::{lists, streams};

const HEAD: &str = "<!-- Written by `UPDATE=1 cargo test -p tencentcloud-runtime --test \
    reliability`. Do not edit. -->

# What happens when things go wrong

Each fault is made on loopback over real sockets, for a read (`ListThings`), for a write \
(`CreateThing`) and for a write
with a client token (`SubmitThing`), with the async client over hyper and the blocking one over \
ureq. Both have the same
outcome in every row: the test fails where they differ. After a fault that a call survives, and \
after those that pass with
the call that fails, the same client makes another call, which must succeed.

- **The caller sees**: success, or the error's kind and text.
- **Sent**: attempts, the first one included; with the waits that the server asked for. Other \
waits are random, between
  nothing and 0.2 s, 0.4 s and so on (1 s, 2 s and so on after throttling).
- **Took effect**: how many times the server did what a write asks for. The server does it \
whenever it has read a
  request, unless it refuses it with a code or with status 429; it does it once for each client \
  token. It is never more
  than 1.

Nothing secret is in what is printed meanwhile: every error with its sources, `Display` and \
`Debug`, clients, settings
and all that is traced and logged are searched for every key, token and signature in use, although \
the gateways in the
table quote the requests. So is what is printed with every source of credentials (files of \
profiles and of tccli, a pod's
OIDC token, roles, a machine's role), whole and broken, and with proxies that ask for a password. \
One thing is out of our
hands: with the blocking client, the crate `ureq-proto` writes a dump of all traffic to the `log` \
crate at the level
`trace`. Keep its target, `ureq_proto`, at `debug` or above.

| Fault | Call | The caller sees | Sent | Took effect |
|---|---|---|---|---|
";

const LISTS: &str = "
## Lists

The same for lists of 10 items that `items` and `pages` fetch page by page, 4 items a page: how \
many items the caller
receives, and what it sees after them. After an error nothing is sent until the caller calls \
`resume`.

| Fault | Items | And then the caller sees | Sent |
|---|---|---|---|
";

const STREAMS: &str = "
## Streams of events

The same for an action whose answer streams (`Chat`, which may write): how many events the caller \
is given, and what it
sees after them. After an event has come nothing is sent again.

| Fault | Events | And then the caller sees | Sent |
|---|---|---|---|
";

const AROUND: &str = "
## What lasts longer than a call

A client may be shared, may outlive a runtime, and may run your own code, which can panic. No \
single failure there causes
lasting damage. The tests named here cause each failure in both clients and over all transports \
that it concerns.

| Fault | What happens | Test |
|---|---|---|
| The async client is called outside of tokio, or in a runtime without timers or sockets | \
`Configuration` at once, without a retry; the error's one line says what is missing | \
`runtimes.rs` |
| A program drives its runtime only during calls, and the server closes the kept connections in \
the meantime | calls use new connections; no write is sent twice | `runtimes.rs` |
| Several runtimes share a client, and some are dropped or not driven | each has its own \
connections (with reqwest: `ReqwestTransport::per_runtime`), places in the queue and renewals of \
credentials | `runtimes.rs`, `credential_cache.rs` |
| The first address of a host swallows packets | a host's addresses share the time to connect: the \
next one is tried (with reqwest: with a connect timeout, as `ReqwestTransport::builder` has it) | \
`runtimes.rs` |
| Clients of different age share a rate limiter | they take turns on one common clock | \
`limit/rate.rs` |
| A role is taken by a clock that is hours off | the `Date` of the response sets the clock if it \
fits the credential's expiry | `role_clocks.rs` |
| The machine's metadata service answers 429 or 5xx, resets the connection, or hangs | it is asked \
again, four times in all, within 5 s; other statuses are final | `credentials.rs` |
| A provider, an observer, a transport, a clock or a random source panics | the panic reaches that \
call alone (behind `CachedProvider` it is an error); the next call succeeds | `panics.rs` |
| A waiter, a list, a stream or a call is dropped in the middle | its place among the calls at \
once is free again | `panics.rs`, `limits.rs`, `concurrency.rs` |
| Durations of nothing, of a nanosecond, or `Duration::MAX`; numbers at their ends | no panic; \
`Duration::MAX` is no limit | `ends.rs` |
";

/// Returns the whole page.
pub(crate) fn page(rows: &[Row], lists: &[lists::Row], streams: &[streams::Row]) -> String {
    let mut page = HEAD.to_owned();
    for row in rows {
        let mut name = row.fault;
        for (kinds, outcome, effects) in groups(row) {
            let calls =
                if kinds.len() == Kind::ALL.len() { "any".to_owned() } else { names(&kinds) };
            let waits: String =
                outcome.waited.iter().map(|wait| format!(", after {wait} s")).collect();
            let seen = outcome.seen.replace('|', "\\|");
            page += &format!(
                "| {name} | {calls} | {seen} | {}{waits} | {effects} |\n",
                outcome.attempts
            );
            name = "";
        }
    }
    page += LISTS;
    for lists::Row { fault, items, end, sent } in lists {
        page += &format!("| {fault} | {items} | {end} | {sent} |\n");
    }
    page += STREAMS;
    for streams::Row { fault, events, end, sent } in streams {
        page += &format!("| {fault} | {events} | {} | {sent} |\n", end.replace('|', "\\|"));
    }
    page + AROUND
}

fn names(kinds: &[Kind]) -> String {
    let name = |kind: &Kind| match kind {
        Kind::Read => "read",
        Kind::Write => "write",
        Kind::WriteWithToken => "write with token",
    };
    kinds.iter().map(name).collect::<Vec<_>>().join(", ")
}

/// Groups kinds of calls with the same outcome, with the number of effects of their writes.
fn groups(row: &Row) -> Vec<(Vec<Kind>, &Outcome, String)> {
    let mut groups: Vec<(Vec<Kind>, &Outcome, String)> = Vec::new();
    for (kind, outcome) in &row.outcomes {
        let effects =
            if *kind == Kind::Read { "–".to_owned() } else { outcome.effects.to_string() };
        let alike = |(_, other, theirs): &&mut (Vec<Kind>, &Outcome, String)| {
            let same = other.seen == outcome.seen
                && other.attempts == outcome.attempts
                && other.waited == outcome.waited;
            same && (*theirs == effects || theirs == "–")
        };
        match groups.iter_mut().find(alike) {
            Some((kinds, _, theirs)) => {
                kinds.push(*kind);
                *theirs = effects;
            }
            None => groups.push((vec![*kind], outcome, effects)),
        }
    }
    groups
}
