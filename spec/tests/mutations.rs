//! Imports of damaged sources: whatever is done to them, an import ends without a panic, what it
//! gives can be read again, and a second import of the same sources over the first one's result
//! changes nothing.

mod support;

use proptest::prelude::*;
use support::{Page, STRUCTURES, bytes, file, fresh, metadata};
use tencentcloud_spec::import::SourceFile;
use tencentcloud_spec::model::from_json;

const CAPTURE: &str = "\
Last updated: 2021-01-28 19:55:24

1. API Description

Domain name for API request: harbour.tencentcloudapi.com.

This API is used to list boats.

A maximum of 3 requests can be initiated per second for this API.

2. Input Parameters

Parameter Name Required Type Description
Action Yes String Common parameter. The value used for this API: DescribeBoats.
Version Yes String Common parameter. The value used for this API: 2020-02-02.
HarbourId Yes String Harbour ID
Filters.N No Array of Filter Filter as detailed below:
  • state - String - Required: No - (Filter) by state. (SEA: at sea; PORT: in port).
  • 3. Output Parameters

    Parameter Name Type Description
    BoatSet Array of Boat Boats
    TotalCount Integer How many
    RequestId String The unique request ID.

    4. Example

    Example1 Listing boats

    Input Example
    &<Common request parameters>

    Output Example

      \"Response\": {
        \"BoatSet\": [
            \"Name\": \"Ariel\",
            \"Anchor\": {
              \"Weight\": 4
        \"TotalCount\": 1,
        \"RequestId\": \"r-1\"

    5. Error Code

    Error Code Description
    InternalError Internal error.
";

const OVERLAY: &str = r#"overlay = 1

[[correct]]
path = "actions.DescribeBoats.rate_limit"
set = 5
why = "Measured."

[[correct]]
path = "structures.Boat"
rename = "Ship"
why = "A better name."

[[correct]]
path = "structures.Ship.fields.Flag"
add = { type = "Array of String", docs = "Flags", values = { A = "a" } }
why = "Seen."

[[correct]]
path = "actions.DescribeBoats.input.Limit"
remove = true
why = "Gone."
"#;

fn examples() -> String {
    let input = "https://harbour.tencentcloudapi.com/?Action=DescribeBoats&\
                 Filters.0.Name=x&Filters.0.Values.0=1&Limit=3";
    let output = r#"{"Response": {"BoatSet": [{"Name": "Bo", "Crew": [{"Name": null}]}],
        "TotalCount": 1.5, "RequestId": "r"}}"#;
    let example = serde_json::json!({
        "title": "x", "document": "", "input": input, "output": output});
    serde_json::json!({"actions": {"DescribeBoats": [example]}, "version": "1.0"}).to_string()
}

fn sources() -> [(&'static str, String); 6] {
    let actions = r#""DescribeBoats": ["HarbourId:string!=海港, Limit:uint64=每页, Filters:[Filter]",
        "BoatSet:[Boat]?=船, TotalCount:uint64", "查询"]"#;
    let structures = r#""Boat": "Name:string=名, Crew:[Boat], Secret:string",
        "Filter": "Name:string, Values:[int64]""#;
    [
        ("a/boats.md", Page::default().text()),
        ("a/structures.md", STRUCTURES.to_owned()),
        ("b/boats.txt", CAPTURE.to_owned()),
        ("m/api.json", metadata("harbour", "2020-02-02", actions, structures)),
        ("m/examples.json", examples()),
        ("overlay.toml", OVERLAY.to_owned()),
    ]
}

/// A change of a source.
#[derive(Clone, Debug)]
enum Mutation {
    Remove(usize, usize),
    Repeat(usize, usize, usize),
    Insert(usize, String),
    Overwrite(usize, u8),
    SwapLines(usize, usize),
}

fn mutation() -> impl Strategy<Value = Mutation> {
    let at = any::<usize>;
    let piece = prop_oneof![
        r#"[|\-{}\[\]":,.&=#*`<>\n 0-9A-Za-z]{1,12}"#,
        Just("| ".to_owned()),
        Just("Array of ".to_owned()),
        Just("\n## ".to_owned()),
        Just("\"inferred\"".to_owned()),
        Just("批".to_owned()),
        Just("../".to_owned()),
        Just("null".to_owned()),
    ];
    prop_oneof![
        (at(), 0_usize..60).prop_map(|(at, n)| Mutation::Remove(at, n)),
        (at(), 0_usize..60, 1_usize..4).prop_map(|(at, n, times)| Mutation::Repeat(at, n, times)),
        (at(), piece).prop_map(|(at, piece)| Mutation::Insert(at, piece)),
        (at(), any::<u8>()).prop_map(|(at, byte)| Mutation::Overwrite(at, byte)),
        (at(), at()).prop_map(|(one, other)| Mutation::SwapLines(one, other)),
    ]
}

fn mutate(bytes: &mut Vec<u8>, mutation: &Mutation) {
    let at = |at: usize, bytes: &[u8]| if bytes.is_empty() { 0 } else { at % bytes.len() };
    match mutation {
        Mutation::Remove(from, n) => {
            let from = at(*from, bytes);
            bytes.drain(from..(from + n).min(bytes.len()));
        }
        Mutation::Repeat(from, n, times) => {
            let from = at(*from, bytes);
            let piece = bytes[from..(from + n).min(bytes.len())].repeat(*times);
            bytes.splice(from..from, piece);
        }
        Mutation::Insert(from, piece) => {
            let from = at(*from, bytes);
            bytes.splice(from..from, piece.bytes());
        }
        Mutation::Overwrite(from, byte) => {
            let from = at(*from, bytes);
            if let Some(there) = bytes.get_mut(from) {
                *there = *byte;
            }
        }
        Mutation::SwapLines(one, other) => {
            let mut lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
            let (one, other) = (one % lines.len(), other % lines.len());
            lines.swap(one, other);
            *bytes = lines.join(&b'\n');
        }
    }
}

fn mutated() -> impl Strategy<Value = Vec<SourceFile>> {
    let one = (0..sources().len(), prop::collection::vec(mutation(), 0..4));
    prop::collection::vec(one, 1..6).prop_map(|chosen| {
        let all = sources();
        let make = |(i, mutations): (usize, Vec<Mutation>)| {
            let (name, text) = &all[i];
            let mut source = file(name, text);
            mutations.iter().for_each(|mutation| mutate(&mut source.bytes, mutation));
            source
        };
        chosen.into_iter().map(make).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), ..ProptestConfig::default() })]

    #[test]
    fn damaged_sources_never_panic_and_imports_repeat_in_any_order(sources in mutated()) {
        let (first, report) = fresh(&sources);
        for (imported, json) in first.iter().zip(bytes(&first)) {
            let read = from_json(&json, "x.json");
            let is_same = read.as_ref().is_ok_and(|api| *api == imported.api);
            prop_assert!(report.diagnostics.has_errors() || is_same, "{json}");
        }
        if !report.diagnostics.has_errors() {
            let reversed: Vec<SourceFile> = sources.iter().rev().cloned().collect();
            let (second, report) = fresh(&reversed);
            prop_assert!(!report.diagnostics.has_errors(), "{}", report.diagnostics);
            prop_assert_eq!(bytes(&first), bytes(&second));
        }
    }
}

/// `MUTATION_CASES` makes it a longer search.
fn cases() -> u32 {
    std::env::var("MUTATION_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(256)
}
