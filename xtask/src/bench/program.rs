//! Programs that use every type, or every action.

use super::types::Codec;
use std::fmt::Write as _;

/// Returns a program with a row for each action, which writes its request and reads its response.
/// With `speed FILE N` the program reads and writes the response in the file instead, and prints
/// the seconds of each.
pub(super) fn types(requests: &[String], sample: Option<&str>, codec: Codec) -> String {
    // Errors are handled once, not for each type.
    let (bounds, codec) = match codec {
        Codec::Ours => (
            "codec::Structure + Default",
            "#[inline]
fn encode<T: codec::Structure>(value: &T) -> Vec<u8> { written(codec::to_json(value)) }
fn written(json: Result<Vec<u8>, codec::EncodeError>) -> Vec<u8> { json.expect(\"a request\") }
#[inline]
fn decode<T: codec::Structure + Default>(json: &[u8]) -> T { let mut value = T::default(); \
check(codec::from_json(json, &mut value)); value }
fn check(read: Result<(), codec::DecodeError>) { read.expect(\"a documented response\") }",
        ),
        Codec::Derive => (
            "serde::Serialize + serde::de::DeserializeOwned + Default",
            "#[inline]
fn encode<T: serde::Serialize>(value: &T) -> Vec<u8> { written(serde_json::to_vec(value)) }
fn written(json: serde_json::Result<Vec<u8>>) -> Vec<u8> { json.expect(\"a request\") }
#[inline]
fn decode<T: serde::de::DeserializeOwned>(json: &[u8]) -> T { \
serde_json::from_slice(json).expect(\"a documented response\") }",
        ),
    };
    let row = |request: &String| {
        let action = request.strip_suffix("Request").unwrap_or(request);
        format!(
            "(\"{action}\", {{ fn it() -> Vec<u8> {{ request::<api::{request}>() }} it }}, \
             {{ fn it(json: &[u8]) {{ response::<api::{action}Response>(json) }} it }}),"
        )
    };
    let modules = modules(requests.iter().map(row));
    let speed = sample
        .map(|action| format!("speed::<api::{action}Response>(&file, times)"))
        .unwrap_or_default();
    format!(
        "use bench_types as api;
#[allow(unused_imports)]
use bench_types::runtime::codec;

{codec}
#[inline]
fn request<T: {bounds}>() -> Vec<u8> {{ encode(&T::default()) }}
#[inline]
fn response<T: {bounds}>(json: &[u8]) {{ decode::<T>(json); }}

type Row = (&'static str, fn() -> Vec<u8>, fn(&[u8]));
{modules}

#[allow(dead_code)]
fn speed<T: {bounds}>(file: &str, times: u32) {{
    let json = std::fs::read(file).expect(\"the response\");
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
    for (action, request, response) in ROWS.iter().copied().flatten() {{
        if *action == name {{
            println!(\"{{}}\", request().len());
            response(file.as_bytes());
        }}
    }}
}}
"
    )
}

/// The number of actions that a module of a program uses.
///
/// The compiler works on modules in parallel if they are called through functions. Closures that
/// become pointers would all be in one module of the standard library.
const ROWS: usize = 28;

/// Returns the rows in modules, and the table of their tables.
fn modules(rows: impl Iterator<Item = String>) -> String {
    let rows: Vec<String> = rows.collect();
    let mut text = String::new();
    for (number, rows) in rows.chunks(ROWS).enumerate() {
        let rows = rows.join("\n    ");
        let _ = writeln!(
            text,
            "mod part{number} {{\n    use super::*;\n    pub(super) static ROWS: &[Row] = \
                &[\n    {rows}\n    ];\n}}\n"
        );
    }
    let tables = (0..rows.len().div_ceil(ROWS))
        .map(|number| format!("part{number}::ROWS"))
        .collect::<Vec<_>>()
        .join(", ");
    let _ = writeln!(text, "static ROWS: &[&[Row]] = &[{tables}];");
    text
}

/// Returns a program that calls every action of the whole crate.
pub(super) fn calls(requests: &[(String, String)], library: &str) -> String {
    let row = |(method, request): &(String, String)| {
        format!(
            "(\"{request}\", {{ fn it(client: &api::Client) -> Done {{ \
             done(client.{method}(api::{request}::new())) }} it }}),"
        )
    };
    let modules = modules(requests.iter().map(row));
    format!(
        "use {library} as api;
use std::pin::Pin;

type Done = Pin<Box<dyn Future<Output = Result<(), api::Error>>>>;
type Row = (&'static str, fn(&api::Client) -> Done);

#[inline]
fn done<A: api::runtime::Action>(call: api::runtime::Call<A>) -> Done {{
    Box::pin(async move {{
        call.await?;
        Ok(())
    }})
}}

{modules}

fn main() {{
    let name = std::env::args().nth(1).unwrap_or_default();
    let client = api::Client::from_env(\"ap-guangzhou\").expect(\"credentials\");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect(\"a \
    runtime\");
    for (_, call) in ROWS.iter().copied().flatten().filter(|(request, _)| *request == name) {{
        println!(\"{{:?}}\", runtime.block_on(call(&client)));
    }}
}}
"
    )
}
