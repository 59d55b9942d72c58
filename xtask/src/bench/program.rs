//! The programs that use every type, or every action.

use super::types::Codec;
use std::fmt::Write as _;

/// A program with a row for each action: its request written, its answer read. With `speed FILE N` it reads and writes
/// the answer in the file instead and prints the seconds of each.
pub(super) fn types(requests: &[String], sample: Option<&str>, codec: Codec) -> String {
    // Ours writes and reads any structure through one function, derive needs one for each type.
    let (bounds, codec) = match codec {
        Codec::Ours => (
            "codec::Structure + Default",
            "fn encode(value: &dyn codec::Structure) -> Vec<u8> { codec::to_json(value).unwrap_or_default() }
fn read(json: &[u8], value: &mut dyn codec::Structure) { codec::from_json(json, value).expect(\"a documented answer\") }
fn decode<T: codec::Structure + Default>(json: &[u8]) -> T { let mut value = T::default(); read(json, &mut value); value }",
        ),
        Codec::Derive => (
            "serde::Serialize + serde::de::DeserializeOwned + Default",
            "fn encode<T: serde::Serialize>(value: &T) -> Vec<u8> { serde_json::to_vec(value).unwrap_or_default() }
fn decode<T: serde::de::DeserializeOwned>(json: &[u8]) -> T { serde_json::from_slice(json).expect(\"a documented answer\") }",
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

{codec}
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
        let _ = writeln!(rows, "    (\"{request}\", |client| done(client.{method}(api::{request}::new()))),");
    }
    format!(
        "use {library} as api;
use std::pin::Pin;

type Done = Pin<Box<dyn Future<Output = Result<(), api::Error>>>>;
type Row = (&'static str, fn(&api::Client) -> Done);

fn done<A: api::runtime::Action>(call: api::runtime::Call<A>) -> Done {{
    Box::pin(async move {{
        call.await?;
        Ok(())
    }})
}}

static ROWS: &[Row] = &[
{rows}];

fn main() {{
    let name = std::env::args().nth(1).unwrap_or_default();
    let client = api::Client::from_env(\"ap-guangzhou\").expect(\"credentials\");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect(\"a runtime\");
    for (_, call) in ROWS.iter().filter(|(request, _)| *request == name) {{
        println!(\"{{:?}}\", runtime.block_on(call(&client)));
    }}
}}
"
    )
}
