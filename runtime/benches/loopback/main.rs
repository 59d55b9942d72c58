//! Calls on loopback next to the same requests with bare hyper, reqwest and ureq: throughput and
//! latency.
//!
//! It prints ratios: other programs on the machine affect all figures, but hardly the ratios.
//!
//! Run it with `cargo bench -p tencentcloud-runtime --bench loopback`. `INSTANCES=0` in the
//! environment shortens responses.

#![allow(clippy::unwrap_used, reason = "a benchmark may stop at the first failure")]

mod by_hand;
mod clients;
mod parts;
mod server;

use clients::{Async, Blocking};
use std::time::{Duration, Instant};

const ROUNDS: usize = 21;
const CALLS: usize = 2_000;

/// The results of one client in one round.
struct Round {
    calls_a_second: f64,
    /// Sorted.
    latencies: Vec<Duration>,
}

impl Round {
    fn new(elapsed: Duration, mut latencies: Vec<Duration>) -> Self {
        latencies.sort_unstable();
        Self { calls_a_second: latencies.len() as f64 / elapsed.as_secs_f64(), latencies }
    }

    fn latency(&self, share: f64) -> f64 {
        self.latencies[((self.latencies.len() - 1) as f64 * share) as usize].as_secs_f64()
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    values[values.len() / 2]
}

/// The kinds of clients in a comparison: the first kind, the same number of the second, and ours
/// last.
const KINDS: [&str; 2] = ["bare", "by hand"];

/// Compares all clients in alternating rounds, and prints a row for each kind.
///
/// Its ratios refer to the faster client of that kind in each round.
fn compare(title: &str, names: &[&str], mut run: impl FnMut(usize) -> Round) {
    for client in 0..names.len() {
        run(client);
    }
    let mut rounds: Vec<Vec<Round>> = names.iter().map(|_| Vec::new()).collect();
    for round in 0..ROUNDS {
        for turn in 0..names.len() {
            // Each client is first equally often.
            let client = (round + turn) % names.len();
            rounds[client].push(run(client));
        }
    }
    let (ours, others) = rounds.split_last().unwrap();
    for (kind, others) in KINDS.iter().zip(others.chunks(others.len() / KINDS.len())) {
        let ratio = |of: fn(&Round) -> f64| {
            let best =
                |round: usize| others.iter().map(|other| of(&other[round])).fold(0.0, f64::max);
            median((0..ROUNDS).map(|round| of(&ours[round]) / best(round)).collect())
        };
        let rate = ratio(|round| round.calls_a_second);
        let p50 = ratio(|round| 1.0 / round.latency(0.5));
        let p99 = ratio(|round| 1.0 / round.latency(0.99));
        println!("| {title}, to {kind} | {rate:.3} | {p50:.3} | {p99:.3} |");
    }
    for (name, rounds) in names.iter().zip(&rounds) {
        let rate = median(rounds.iter().map(|round| round.calls_a_second).collect());
        eprintln!("  {title}: {name}: {rate:.0} calls a second");
    }
}

fn concurrent(runtime: &tokio::runtime::Runtime, client: &Async, tasks: usize) -> Round {
    runtime.block_on(async {
        let begun = Instant::now();
        let tasks: Vec<_> =
            (0..tasks).map(|_| tokio::spawn(client.clone().calls(CALLS / tasks))).collect();
        let mut latencies = Vec::with_capacity(CALLS);
        for task in tasks {
            latencies.extend(task.await.unwrap());
        }
        Round::new(begun.elapsed(), latencies)
    })
}

fn threads(client: &Blocking, threads: usize) -> Round {
    let begun = Instant::now();
    let latencies = std::thread::scope(|scope| {
        let threads: Vec<_> =
            (0..threads).map(|_| scope.spawn(|| client.calls(CALLS / threads))).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    Round::new(begun.elapsed(), latencies)
}

fn main() {
    if std::env::args().nth(1).as_deref() == Some("serve") {
        return server::serve();
    }
    let server = server::Child::start();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let asyncs = clients::asyncs(&server.url);
    let blockings = clients::blockings(&server.url);
    let ours = || concurrent(&runtime, asyncs.last().unwrap(), 1).latency(0.5);
    if std::env::args().nth(1).as_deref() == Some("parts") {
        return parts::print(ours);
    }
    // With a client's name as argument, only that one runs, for profilers.
    if let Some(name) = std::env::args().nth(1).filter(|name| !name.starts_with("--")) {
        return alone(&runtime, &name, &asyncs, &blockings);
    }
    println!("| Ratio to the faster | calls a second | median latency | 99th percentile |");
    println!("|---|---|---|---|");
    for tasks in [1, 64] {
        compare(&format!("async, {tasks} at once"), &clients::ASYNCS, |client| {
            concurrent(&runtime, &asyncs[client], tasks)
        });
    }
    for count in [1, 16] {
        compare(&format!("blocking, {count} at once"), &clients::BLOCKINGS, |client| {
            threads(&blockings[client], count)
        });
    }
    parts::print(ours);
}

fn alone(runtime: &tokio::runtime::Runtime, name: &str, asyncs: &[Async], blockings: &[Blocking]) {
    for _ in 0..ROUNDS {
        if let Some(client) = clients::ASYNCS.iter().position(|other| *other == name) {
            concurrent(runtime, &asyncs[client], 1);
        }
        if let Some(client) = clients::BLOCKINGS.iter().position(|other| *other == name) {
            threads(&blockings[client], 1);
        }
    }
}
