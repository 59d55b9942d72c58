//! Pages that are large or hostile: no panic, no deep recursion, and time that grows with the size only.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::time::{Duration, Instant};
use tencentcloud_spec::model::{Field, Type};
use tencentcloud_spec::read::{markdown, page};

const MEGABYTE: usize = 1 << 20;

/// Pages of about this size, each made of one thing that might be read more than once.
fn pages(size: usize) -> Vec<(&'static str, String)> {
    let of = |head: &str, piece: &str| format!("{head}{}", piece.repeat(size / piece.len()));
    let table = "## 2. Input Parameters\n\n| Name | Required | Type | Description |\n|---|---|---|---|\n";
    let description = "## 2. Input Parameters\n\n## 1. API Description\n\n";
    let examples = "## 2. Input Parameters\n\n## 4. Examples\n\n";
    vec![
        ("bars in one line", of("", "|")),
        ("bars in a table", of(table, "|")),
        ("lines of bars", of(table, "|\n")),
        ("short rows", of(table, "| a |\n")),
        ("equal rows", of(table, "| Name | No | String | text |\n")),
        ("one long cell", of(&format!("{table}| A | No | String | "), "text. ")),
        ("brackets", of(&format!("{examples}```\n"), "[")),
        ("braces", of(&format!("{examples}```\n{{\"Response\":"), "{\"a\":")),
        ("one line", of(description, "word ")),
        ("one word", of(description, "x")),
        ("sentences", of(description, "No. 1 requests per second. ")),
        ("numbers", of(description, "rate limit 1,000 ")),
        ("hosts", of(description, "x.tencentcloudapi.com")),
        ("tags", of(description, "<")),
        ("open tags", of(description, "<a href=")),
        ("items", of(description, "<li>")),
        ("entities", of(description, "&amp")),
        ("fences", of(examples, "```\n")),
        ("growing fences", (3..size / 40).map(|at| format!("{}\n", "`".repeat(at % 40))).collect()),
        ("open preformatted", of(examples, "<pre>\n")),
        ("headings", of("", "## A\n")),
        ("hashes", of("", "#")),
        ("numbered", of("## ", "1.")),
        ("queries", of(&format!("{examples}```\nhttps://x/?"), "&a=%41")),
        ("listings", of(&format!("{examples}#### Input\n"), "```\nPOST /\n```\n")),
        ("examples", of(examples, "### Example 1\n```\n{}\n```\n")),
        ("line ends", of(description, "\n")),
        ("types", of(&format!("{table}| A | No | "), "Array of ")),
        ("structures", of("", "## A\n\nUsed by: B, C.\n\n")),
        ("references", of("## A\n\nUsed by: ", "B, ")),
        ("codes", of("## 6. Error Codes\n\n| Error Code | Description |\n|---|---|\n", "| A.B | c |\n")),
        ("not ASCII", of(description, "名：「１」。")),
    ]
}

/// Captured pages of about this size, each made of one thing.
fn captures(size: usize) -> Vec<(&'static str, String)> {
    let of = |head: &str, piece: &str| format!("{head}{}", piece.repeat(size / piece.len()));
    let table = "2. Input Parameters\n\nParameter Name Required Type Description\n";
    let bars = "2. Input Parameters\n\nParameter Name | Required | Type | Description |\n---|---|---|---|\n";
    vec![
        ("rows", of(table, "Name No String text\n")),
        ("rows in one line", of(table, "Name No String text ")),
        ("text below a row", of(&format!("{table}Name No String text\n"), "more text\n")),
        ("glued", of("2. Input Parameters\n\nParameter NameRequiredTypeDescription\n", "NameNoStringText\n")),
        ("one glued word", of("2. Input Parameters\n\nParameter NameRequiredTypeDescription\n", "NameNo")),
        ("headers", of("", "Name Type Description\n")),
        ("rows of bars", of(bars, "Name | No | String | text |\n")),
        ("bars", of(bars, "|")),
        ("lines below bars", of(&format!("{bars}Name | No | String | text |\n"), "text\n")),
        ("rules", of("", "a | b\n---|---\n")),
        ("numbered headings", of("", "2. Input Parameters\n")),
        ("descriptions", of("2. Input Parameters\n", "1. API Description\n")),
        (
            "examples",
            of("2. Input Parameters\n4. Example\n", "Example1 x\nInput Example\n&\nOutput Example\n\"a\": 1\n"),
        ),
        ("one answer", of("2. Input Parameters\n4. Example\nExample1 x\nOutput Example\n", "\"a\": {\n")),
        ("structures", of("", "A\n\nUsed by actions: B.\n\nName Type Description\nC String d\n\n")),
        ("lists of actions", of("Name Type Description\n", "Used by actions: B, C.\n")),
        ("words", of("Used by actions: B.\n", "A\n\n")),
        ("keys", of("2. Input Parameters\n", "\"a\":\n")),
        ("dates", of("", "2020-02-02 03:04:05\n")),
        ("blanks", of("2. Input Parameters\n", " ")),
    ]
}

fn time(text: &str) -> Duration {
    let start = Instant::now();
    let _ = (markdown::recognises(text), markdown::read(text, "page.md"));
    start.elapsed()
}

fn time_capture(text: &str) -> Duration {
    let fields = [Field::new("a", Type::Structure("A".to_owned()), "")];
    let start = Instant::now();
    let _ = (page::recognises(text), page::read(text, "page.txt"));
    let _ = page::repair::repair(text, &fields, &|_| None);
    start.elapsed()
}

#[test]
fn every_page_is_read_quickly() {
    for (what, text) in pages(MEGABYTE / 4) {
        let spent = time(&text);
        assert!(spent < Duration::from_secs(10), "{what}: {spent:?}");
    }
    for (what, text) in captures(MEGABYTE / 4) {
        let spent = time_capture(&text);
        assert!(spent < Duration::from_secs(10), "{what}: {spent:?}");
    }
}

#[test]
fn nested_brackets_are_a_warning() {
    let text = format!(
        "## 4. Examples\n\n### Example 1\n\n#### Output\n\n```\n{}\n```\n\n## 2. Input Parameters\n",
        "[".repeat(100_000)
    );
    let (_, remarks) = markdown::read(&text, "page.md");
    assert!(
        remarks.to_string().contains("not JSON: recursion limit exceeded; it is left out\n  --> page.md:8"),
        "{remarks}"
    );
}

/// Run by hand: `cargo test --release -p tencentcloud-spec --test large_pages -- --ignored --nocapture`.
#[test]
#[ignore = "takes minutes"]
fn twice_the_size_takes_about_twice_the_time() {
    compare("Markdown", [2, 5, 10].map(|megabytes| pages(megabytes * MEGABYTE)), time);
    compare("captured", [2, 5, 10].map(|megabytes| captures(megabytes * MEGABYTE)), time_capture);
    let bars = "|".repeat(50 * MEGABYTE);
    println!("50 MB of bars: {:?}", time(&bars));
}

fn compare(kind: &str, sizes: [Vec<(&'static str, String)>; 3], time: fn(&str) -> Duration) {
    for (small, (middle, large)) in sizes[0].iter().zip(sizes[1].iter().zip(&sizes[2])) {
        let spent = [small, middle, large].map(|(_, text)| time(text));
        println!("{kind} {:20} 2 MB {:>9.1?}  5 MB {:>9.1?}  10 MB {:>9.1?}", small.0, spent[0], spent[1], spent[2]);
        assert!(spent[2] < spent[1] * 5 + Duration::from_millis(100), "{}: {spent:?}", small.0);
    }
}
