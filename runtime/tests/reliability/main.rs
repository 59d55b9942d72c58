//! Every fault over real sockets, for reads, writes and writes with a client token, in both
//! clients.
//!
//! The tests check the caller's error, the number of requests, whether a write takes effect twice,
//! and whether a secret is printed. They do the same for lists and streams of events, and check
//! what every source of credentials prints.
//!
//! The table is `docs/reliability.md`; `UPDATE=1` rewrites it.

#![allow(clippy::unwrap_used, reason = "these are tests, helpers and all")]

#[path = "../support/mod.rs"]
mod support;

mod faults;
mod lists;
mod printed;
mod run;
mod sources;
mod streams;
mod table;
mod traced;

use faults::{Fault, faults};
use run::{Kind, Outcome, Via, run};
use std::fs;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// The outcomes of one fault, for each kind of call.
struct Row {
    fault: &'static str,
    outcomes: Vec<(Kind, Outcome)>,
}

fn row(fault: &Fault) -> Row {
    let outcome = |kind| {
        let asynchronous = run(fault, kind, Via::Async);
        let blocking = run(fault, kind, Via::Blocking);
        assert_eq!(asynchronous, blocking, "{}: the clients differ", fault.name);
        assert!(asynchronous.effects <= 1, "{}: it took effect twice", fault.name);
        (kind, asynchronous)
    };
    Row { fault: fault.name, outcomes: Kind::ALL.map(outcome).into() }
}

/// Returns the rows. Several run at a time, because they mostly wait.
fn rows(faults: &[Fault]) -> Vec<Row> {
    let (next, rows) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                while let Some((number, fault)) = Some(next.fetch_add(1, Ordering::Relaxed))
                    .and_then(|n| Some((n, faults.get(n)?)))
                {
                    let row = row(fault);
                    rows.lock().unwrap().push((number, row));
                }
            });
        }
    });
    let mut rows = rows.into_inner().unwrap();
    rows.sort_by_key(|(number, _)| *number);
    rows.into_iter().map(|(_, row)| row).collect()
}

#[test]
fn the_table_is_current() {
    traced::begin();
    let (rows, lists, streams) = thread::scope(|scope| {
        let (lists, streams) = (scope.spawn(lists::rows), scope.spawn(streams::rows));
        scope.spawn(sources::search);
        (rows(&faults()), lists.join().unwrap(), streams.join().unwrap())
    });
    let text = table::page(&rows, &lists, &streams);
    traced::search();
    assert!(traced::has(&["the action is deprecated", "action=CreateThing", faults::WARNING]));
    assert!(traced::has(&["the stream failed", "error.type=InternalError"]));
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/reliability.md");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(path, text).unwrap();
        return;
    }
    let current = fs::read_to_string(path).unwrap_or_default();
    let help = "docs/reliability.md is stale: UPDATE=1 cargo test -p tencentcloud-runtime --test \
        reliability";
    assert!(current == text, "{help}\n{text}");
}
