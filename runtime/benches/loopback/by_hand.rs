//! The code that a user of a bare client writes instead of using this crate: headers, signature and
//! response types.

use hmac::{Hmac, KeyInit, Mac};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::time::{SystemTime, UNIX_EPOCH};

/// The body: the same bytes that our client sends.
pub const BODY: &[u8] = br#"{"JobId":"job-00000000","TaskName":"A"}"#;
const JSON: &str = "application/json";
const ID: &str = "AKID0000000000000000";
const KEY: &str = "key-00000000000000000000";
/// A constant of the same length as a computed signature.
const AUTHORIZATION: &str = "TC3-HMAC-SHA256 \
    Credential=AKID0000000000000000/2017-03-12/batch/tc3_request, SignedHeaders=content-type;host, \
    Signature=0000000000000000000000000000000000000000000000000000000000000000";

/// The amount of work of the bare client.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// Sends constants and reads the response's bytes.
    Bare,
    /// Signs each request and decodes each response, with the usual libraries.
    ByHand,
}

impl Work {
    /// Returns the headers of one request.
    pub fn headers(self, host: &str) -> [(&'static str, String); 8] {
        let (authorization, timestamp) = match self {
            Self::Bare => (AUTHORIZATION.to_owned(), "1700000000".to_owned()),
            Self::ByHand => sign(host),
        };
        [
            ("content-type", JSON.to_owned()),
            ("authorization", authorization),
            ("x-tc-action", "DescribeTask".to_owned()),
            ("x-tc-version", "2017-03-12".to_owned()),
            ("x-tc-timestamp", timestamp),
            ("x-tc-requestclient", "tencentcloud-rust/0.1.0".to_owned()),
            ("user-agent", "tencentcloud-rust/0.1.0".to_owned()),
            ("x-tc-region", "ap-guangzhou".to_owned()),
        ]
    }

    /// Reads one response.
    pub fn decode(self, response: &[u8]) {
        assert!(response.len() > 100);
        if self == Self::ByHand {
            let wrapper: Wrapper = serde_json::from_slice(response).unwrap();
            assert!(wrapper.response.task_instance_set.is_some());
            // The compiler could otherwise remove the decoding of unused values.
            std::hint::black_box(wrapper);
        }
    }
}

fn hmac(key: &[u8], message: &[u8]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap();
    mac.update(message);
    mac.finalize().into_bytes().into()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(64), |mut text, byte| {
        text.push(char::from(b"0123456789abcdef"[usize::from(byte >> 4)]));
        text.push(char::from(b"0123456789abcdef"[usize::from(byte & 15)]));
        text
    })
}

/// Returns the header and its timestamp.
///
/// The date is a constant, which a user would have to compute.
fn sign(host: &str) -> (String, String) {
    let time = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    let day = "2017-03-12";
    let hash = hex(&Sha256::digest(BODY));
    let canonical =
        format!("POST\n/\n\ncontent-type:{JSON}\nhost:{host}\n\ncontent-type;host\n{hash}");
    let hash = hex(&Sha256::digest(canonical));
    let text = format!("TC3-HMAC-SHA256\n{time}\n{day}/batch/tc3_request\n{hash}");
    let key = hmac(format!("TC3{KEY}").as_bytes(), day.as_bytes());
    let key = hmac(&hmac(&key, b"batch"), b"tc3_request");
    let signature = hex(&hmac(&key, text.as_bytes()));
    let scope = format!("{ID}/{day}/batch/tc3_request");
    let header = format!(
        "TC3-HMAC-SHA256 Credential={scope}, SignedHeaders=content-type;host, Signature={signature}"
    );
    (header, time.to_string())
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Wrapper {
    response: Task,
}

#[allow(dead_code, reason = "the fields are decoded to be there, and only one is looked at")]
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Task {
    job_id: Option<String>,
    task_name: Option<String>,
    task_state: Option<String>,
    create_time: Option<String>,
    end_time: Option<String>,
    task_instance_total_count: Option<i64>,
    task_instance_set: Option<Vec<Instance>>,
    task_instance_metrics: Option<Metrics>,
    request_id: Option<String>,
}

#[allow(dead_code, reason = "the fields are decoded to be there")]
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Instance {
    task_instance_index: Option<i64>,
    task_instance_state: Option<String>,
    exit_code: Option<i64>,
    state_reason: Option<String>,
    compute_node_instance_id: Option<String>,
    create_time: Option<String>,
    launch_time: Option<String>,
    running_time: Option<String>,
    end_time: Option<String>,
    redirect_info: Option<Redirect>,
    state_detailed_reason: Option<String>,
}

#[allow(dead_code, reason = "the fields are decoded to be there")]
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Redirect {
    stdout_redirect_path: Option<String>,
    stderr_redirect_path: Option<String>,
}

#[allow(dead_code, reason = "the fields are decoded to be there")]
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Metrics {
    submitted_count: Option<i64>,
    pending_count: Option<i64>,
    runnable_count: Option<i64>,
    starting_count: Option<i64>,
    running_count: Option<i64>,
    succeed_count: Option<i64>,
    failed_interrupted_count: Option<i64>,
    failed_count: Option<i64>,
}
