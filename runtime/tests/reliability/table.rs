//! The table as a page.

use crate::Row;
use crate::run::{Kind, Outcome};
use crate::{lists, streams};

const HEAD: &str = "<!-- Written by `UPDATE=1 cargo test -p tencentcloud-runtime --test \
    reliability`. Do not edit. -->

# What happens when things go wrong

The tests cause each failure on loopback, over real sockets. They make three calls: a read \
(`ListThings`), a write
(`CreateThing`), and a write with an idempotency token (`SubmitThing`). They use the async \
client (hyper) and the
blocking client (ureq); a test fails if the outcomes differ. If the cause of the failure is gone \
after the call, the
same client then makes another call, which must succeed.

- **The caller sees**: success, or the error's kind and text.
- **Sent**: the number of attempts, including the first, and the wait if the server asked for \
one. Other waits are
  random: at most 0.2 s, 0.4 s and so on; after throttling, at most 1 s, 2 s and so on.
- **Took effect**: how many times the server carried out the write. The test server carries out \
each request that it has
  read, unless it rejects the request with an error code or status 429, and only once for each \
idempotency token. The
  number is never more than 1.

The output contains no secrets. The tests search everything that is printed (errors with their \
sources, `Display` and
`Debug`, clients, settings, spans and logs) for every key, token and signature in use. Some \
gateways in the table repeat
the request in their responses. The tests do the same for each source of credentials, valid and \
broken, and for proxies
that need a password. There is one exception: with the blocking client, the crate `ureq-proto` \
logs all traffic to the
crate `log` at the level `trace`. Set its target, `ureq_proto`, to `debug` or less verbose.

| Failure | Call | The caller sees | Sent | Took effect |
|---|---|---|---|---|
";

const LISTS: &str = "
## Lists

This table is about lists of 10 items, which `items` and `pages` fetch in pages of 4. It shows \
how many items the caller
receives, and what follows. After an error, nothing is sent until the caller calls `resume`.

| Failure | Items | Then the caller sees | Sent |
|---|---|---|---|
";

const STREAMS: &str = "
## Streams of events

This table is about an action that returns a stream (`Chat`, which is not read-only). It shows \
how many events the caller
receives, and what follows. After the first event, nothing is sent again.

| Failure | Events | Then the caller sees | Sent |
|---|---|---|---|
";

const AROUND: &str = "
## Failures beyond a single call

A client may be shared, may outlive a runtime, and may run your own code, which can panic. None \
of these failures causes
lasting damage. The tests named here cause each failure in both clients, and with every \
transport that it concerns.

| Failure | What happens | Test |
|---|---|---|
| The async client is called outside of tokio, or in a runtime without timers or sockets | \
`Configuration` at once, without a retry; the error says what is missing | `runtimes.rs` |
| A program drives its runtime only during calls, and the server closes the kept connections in \
the meantime | calls use new connections; no write is sent twice | `runtimes.rs` |
| Several runtimes share a client, and some are dropped or not driven | each has its own \
connections (with reqwest: `ReqwestTransport::per_runtime`), places in the queue and renewals of \
credentials | `runtimes.rs`, `credential_cache.rs` |
| The first address of a host drops packets | the next address is tried, because all addresses \
share `connect_timeout` (with reqwest: the connect timeout of its builder, which \
`ReqwestTransport::builder` sets) | `runtimes.rs` |
| Clients that were created at different times share a rate limiter | they use one common clock \
| `limit/rate.rs` |
| A role is assumed while the clock is hours wrong | the `Date` of the response sets the clock \
if it fits the credential's expiry | `role_clocks.rs` |
| The machine's metadata service responds with 429 or 5xx, resets the connection, or hangs | \
each request is sent up to four times, within 5 s in all; other statuses are not retried | \
`credentials.rs` |
| A provider, an observer, a transport, a clock or a random source panics | only that call \
panics (behind `CachedProvider`, it returns an error); the next call succeeds | `panics.rs` |
| A waiter, a list, a stream or a call is dropped in the middle | its permit of \
`max_concurrent_calls` is released | `panics.rs`, `limits.rs`, `concurrency.rs` |
| Durations of zero, of a nanosecond, or `Duration::MAX`; the smallest and largest numbers | no \
panic; `Duration::MAX` is no limit | `ends.rs` |
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
            let seen = cell(&outcome.seen);
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
        page += &format!("| {fault} | {events} | {} | {sent} |\n", cell(end));
    }
    page + AROUND
}

/// Returns a text for a cell of a table, without Markdown's meaning of `|` and `<`.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('<', "\\<")
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
