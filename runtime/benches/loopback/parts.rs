//! What parts of a call take, as a share of the whole.

use crate::{clients, server};
use std::hint::black_box;
use std::time::Instant;
use tencentcloud_batch::DescribeTaskResponse;
use tencentcloud_runtime::codec;
use tencentcloud_runtime::sign::canonical::{Parts, canonical};
use tencentcloud_runtime::sign::{Signer, authorize, hash};

const TIMES: u32 = 20_000;

/// Seconds that something takes.
fn seconds(mut what: impl FnMut()) -> f64 {
    let begun = Instant::now();
    (0..TIMES).for_each(|_| what());
    begun.elapsed().as_secs_f64() / f64::from(TIMES)
}

fn sign(body: &[u8]) -> String {
    let headers = [("content-type", "application/json"), ("host", "127.0.0.1:12345")];
    let parts = Parts { method: "POST", query: "", headers: &headers, payload_hash: &hash(body) };
    let signer = Signer { secret_id: "AKID", secret_key: "key-0000000000", service: "batch", timestamp: 1_700_000_000 };
    authorize(signer, &canonical(parts))
}

/// A table of the parts of a call that takes so many seconds.
pub fn print(call: f64) {
    let (request, answer) = (clients::request(), server::body());
    let encoded = serde_json::to_vec(&request).unwrap();
    let members: serde_json::Value = serde_json::from_slice(&answer).unwrap();
    let response = members["Response"].to_string();
    let parts = [
        ("encoding the request", seconds(|| drop(black_box(serde_json::to_vec(black_box(&request)))))),
        ("signing, the key derived anew", seconds(|| drop(black_box(sign(black_box(&encoded)))))),
        (
            "decoding the answer",
            seconds(|| {
                let mut target = DescribeTaskResponse::default();
                codec::from_json(black_box(response.as_bytes()), &mut target).unwrap();
                drop(black_box(target));
            }),
        ),
    ];
    println!("\n| Part | share of a call |\n|---|---|");
    for (name, seconds) in parts {
        println!("| {name} | {:.1} % |", 100.0 * seconds / call);
    }
}
