//! The programs that use every type, or every action.

use super::types::Codec;
use std::fmt::Write as _;

/// A program with a row for each action: its request written, its answer read. With `speed FILE N` it reads and writes
/// the answer in the file instead and prints the seconds of each.
pub(super) fn types(requests: &[String], sample: Option<&str>, codec: Codec) -> String {
    let (bounds, encode, decode) = match codec {
        Codec::Ours => (
            "codec::Structure + Default",
            "codec::to_json(value).unwrap_or_default()",
            "let mut value = T::default(); codec::from_json(json, &mut value).expect(\"a documented answer\"); value",
        ),
        Codec::Derive => (
            "serde::Serialize + serde::de::DeserializeOwned + Default",
            "serde_json::to_vec(value).unwrap_or_default()",
            "serde_json::from_slice(json).expect(\"a documented answer\")",
        ),
    };
    let mut rows = String::new();
    for request in requests {
        let answer = request.strip_suffix("Request").unwrap_or(request);
        let _ = writeln!(rows, "    (\"{answer}\", request::<api::{request}>, answer::<api::{answer}Response>),");
    }
    let speed = sample.map(|answer| format!("speed::<api::{answer}Response>(&file, times)")).unwrap_or_default();
    format!(
        "use bench_types as api;
#[allow(unused_imports)]
use bench_types::runtime::codec;

fn encode<T: {bounds}>(value: &T) -> Vec<u8> {{ {encode} }}
fn decode<T: {bounds}>(json: &[u8]) -> T {{ {decode} }}
fn request<T: {bounds}>() -> Vec<u8> {{ encode(&T::default()) }}
fn answer<T: {bounds}>(json: &[u8]) {{ decode::<T>(json); }}

type Row = (&'static str, fn() -> Vec<u8>, fn(&[u8]));
static ROWS: &[Row] = &[
{rows}];

#[allow(dead_code)]
fn speed<T: {bounds}>(file: &str, times: u32) {{
    let json = std::fs::read(file).expect(\"the answer\");
    let start = std::time::Instant::now();
    (0..times).for_each(|_| drop(std::hint::black_box(decode::<T>(std::hint::black_box(&json)))));
    let reading = start.elapsed();
    let value = decode::<T>(&json);
    let start = std::time::Instant::now();
    (0..times).for_each(|_| drop(std::hint::black_box(encode(std::hint::black_box(&value)))));
    println!(\"{{}} {{}}\", reading.as_secs_f64(), start.elapsed().as_secs_f64());
}}

fn main() {{
    let mut arguments = std::env::args().skip(1);
    let name = arguments.next().unwrap_or_default();
    let file = arguments.next().unwrap_or_default();
    #[allow(unused_variables)]
    let times: u32 = arguments.next().and_then(|times| times.parse().ok()).unwrap_or(1);
    if name == \"speed\" {{ {speed} }}
    for (action, request, answer) in ROWS {{
        if *action == name {{
            println!(\"{{}}\", request().len());
            answer(file.as_bytes());
        }}
    }}
}}
"
    )
}

/// A program that calls every action of the whole crate.
pub(super) fn calls(requests: &[(String, String)], library: &str) -> String {
    let mut rows = String::new();
    for (method, request) in requests {
        let _ = writeln!(
            rows,
            "    (\"{request}\", |client| Box::pin(async move {{ \
             client.{method}(api::{request}::new()).await.map(drop).map_err(api::Error::from) }})),"
        );
    }
    format!(
        "use {library} as api;
use std::pin::Pin;

type Done = Pin<Box<dyn Future<Output = Result<(), api::Error>>>>;
type Row = (&'static str, fn(api::Client) -> Done);
static ROWS: &[Row] = &[
{rows}];

fn main() {{
    let name = std::env::args().nth(1).unwrap_or_default();
    let client = api::Client::from_env(\"ap-guangzhou\").expect(\"credentials\");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect(\"a runtime\");
    for (_, call) in ROWS.iter().filter(|(request, _)| *request == name) {{
        println!(\"{{:?}}\", runtime.block_on(call(client.clone())));
    }}
}}
"
    )
}
