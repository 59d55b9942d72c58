//! The time of parts of a call, as a share of the whole.

use crate::by_hand::Work;
use crate::{clients, median, server};
use std::hint::black_box;
use std::time::Instant;
use tencentcloud_api_batch::DescribeTaskResponse;
use tencentcloud_runtime::codec;
use tencentcloud_runtime::sign::canonical::{Parts, canonical};
use tencentcloud_runtime::sign::key::Keys;
use tencentcloud_runtime::sign::{Signer, authorize_with, hash};

const BATCH: u32 = 10;
const BATCHES: usize = 200;
const ROUNDS: usize = 21;

/// Returns the seconds that a function takes: the median of short batches, because other programs
/// would distort a mean.
fn seconds(what: &dyn Fn()) -> f64 {
    let batch = || {
        let begun = Instant::now();
        (0..BATCH).for_each(|_| what());
        begun.elapsed().as_secs_f64() / f64::from(BATCH)
    };
    median((0..BATCHES).map(|_| batch()).collect())
}

fn sign(keys: &Keys, body: &[u8]) -> String {
    let headers = [("content-type", "application/json"), ("host", "127.0.0.1:12345")];
    let parts = Parts { method: "POST", query: "", headers: &headers, payload_hash: &hash(body) };
    let signer = Signer {
        secret_id: "AKID",
        secret_key: "key-0000000000",
        service: "batch",
        timestamp: 1_700_000_000,
    };
    authorize_with(keys, signer, &canonical(parts))
}

/// Prints a table of the parts of a call, each measured next to calls made at the same time.
///
/// `call` makes some calls and returns how many seconds one takes.
pub fn print(mut call: impl FnMut() -> f64) {
    let (request, body) = (clients::request(), server::body());
    let encoded = serde_json::to_vec(&request).unwrap();
    let envelope: serde_json::Value = serde_json::from_slice(&body).unwrap();
    let response = envelope["Response"].to_string();
    let keys = Keys::default();
    let parts: [(&str, &dyn Fn()); 5] = [
        ("encoding the request", &|| drop(black_box(serde_json::to_vec(black_box(&request))))),
        ("signing with a new key", &|| {
            drop(black_box(sign(&Keys::default(), black_box(&encoded))))
        }),
        ("signing with a kept key", &|| drop(black_box(sign(&keys, black_box(&encoded))))),
        ("decoding the response", &|| {
            let mut target = DescribeTaskResponse::default();
            codec::from_json(black_box(response.as_bytes()), &mut target).unwrap();
            drop(black_box(target));
        }),
        ("decoding it with derived types, for comparison", &|| {
            Work::ByHand.decode(black_box(&body))
        }),
    ];
    println!("\n| Part | share of a call |\n|---|---|");
    for (name, part) in parts {
        let shares = (0..ROUNDS).map(|_| seconds(part) / call()).collect();
        println!("| {name} | {:.1} % |", 100.0 * median(shares));
    }
}
