//! The allocations of calls, compared with those of bare clients.
//!
//! `cargo bench -p tencentcloud-runtime --bench allocations`

#![allow(clippy::unwrap_used, reason = "a benchmark may stop at the first failure")]

mod by_hand;
mod clients;
mod server;

use clients::{Async, Blocking};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use std::alloc::System;

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

const CALLS: usize = 2_000;

/// Prints the allocations and the bytes of a call.
fn count(name: &str, mut calls: impl FnMut(usize)) {
    // The connection is opened before counting.
    calls(10);
    let region = Region::new(ALLOCATOR);
    calls(CALLS);
    let stats = region.change();
    let all = (stats.allocations + stats.reallocations) as f64;
    println!(
        "| {name} | {:.1} | {:.0} |",
        all / CALLS as f64,
        stats.bytes_allocated as f64 / CALLS as f64
    );
}

fn main() {
    if std::env::args().nth(1).as_deref() == Some("serve") {
        return server::serve();
    }
    let server = server::Child::start();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    println!("| Client | allocations a call | bytes a call |\n|---|---|---|");
    for (name, client) in clients::ASYNCS.iter().zip(&clients::asyncs(&server.url)) {
        count(name, |calls| drop(runtime.block_on(Async::calls(client.clone(), calls))));
    }
    for (name, client) in clients::BLOCKINGS.iter().zip(&clients::blockings(&server.url)) {
        count(name, |calls| drop(Blocking::calls(client, calls)));
    }
}
