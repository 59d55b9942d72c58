//! Sources that are large or hostile: no panic, no deep recursion, and time that grows with the
//! size only.

#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::time::{Duration, Instant};
use tencentcloud_spec::model::{Field, Type};
use tencentcloud_spec::read::{markdown, page, recognise};

const MEGABYTE: usize = 1 << 20;

/// Pages of about this size, each made of one thing that might be read more than once.
fn pages(size: usize) -> Vec<(&'static str, String)> {
    let of = |head: &str, piece: &str| format!("{head}{}", piece.repeat(size / piece.len()));
    let table =
        "## 2. Input Parameters\n\n| Name | Required | Type | Description |\n|---|---|---|---|\n";
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
        (
            "codes",
            of("## 6. Error Codes\n\n| Error Code | Description |\n|---|---|\n", "| A.B | c |\n"),
        ),
        ("not ASCII", of(description, "名：「１」。")),
        ("open rows", of(table, "  | a | b |\n")),
        ("rows never closed", of(table, "  | a\n\n")),
        ("rows below text", of(table, "| a | b | c |\ntext\n\n")),
        ("rows as lines", of(table, "| some text |\n")),
        (
            "rows without bars",
            of("## 2. Input Parameters\n\na | b | c\n---|---|---\n", "a | b |\n\ntext\n"),
        ),
        ("borders", of(description, "+---+---+\n")),
        ("drawn rows", of(description, "+---+---+\n| a |\n")),
        ("tables", of(description, "<table>\n")),
        ("closed tables", of(description, "<table><tr><td>\n</table>\n")),
        ("dashes", of(description, "a b\n--- ---\n")),
        ("rules", of(description, "----------\n")),
        ("underlined", of("", "a\n---\n\n")),
        ("links", of(&format!("{description}[a]: /b\n\n"), "[a]")),
        ("open links", of(&format!("{description}[a]: /b\n\n"), "[")),
        ("definitions", of(description, "[a]: /b\n")),
        ("escapes", of(description, "\\_")),
        (
            "dates",
            of(
                &format!(
                    "{table}| Action | Yes | String | Common: A |\n| Version | Yes | String | \
                        Common: "
                ),
                "1/",
            ),
        ),
    ]
}

/// Captured pages of about this size, each made of one thing.
fn captures(size: usize) -> Vec<(&'static str, String)> {
    let of = |head: &str, piece: &str| format!("{head}{}", piece.repeat(size / piece.len()));
    let table = "2. Input Parameters\n\nParameter Name Required Type Description\n";
    let bars = "2. Input Parameters\n\nParameter Name | Required | Type | Description \
        |\n---|---|---|---|\n";
    vec![
        ("rows", of(table, "Name No String text\n")),
        ("rows in one line", of(table, "Name No String text ")),
        ("text below a row", of(&format!("{table}Name No String text\n"), "more text\n")),
        (
            "glued",
            of(
                "2. Input Parameters\n\nParameter NameRequiredTypeDescription\n",
                "NameNoStringText\n",
            ),
        ),
        (
            "one glued word",
            of("2. Input Parameters\n\nParameter NameRequiredTypeDescription\n", "NameNo"),
        ),
        ("headers", of("", "Name Type Description\n")),
        ("rows of bars", of(bars, "Name | No | String | text |\n")),
        ("bars", of(bars, "|")),
        ("lines below bars", of(&format!("{bars}Name | No | String | text |\n"), "text\n")),
        ("rules", of("", "a | b\n---|---\n")),
        ("numbered headings", of("", "2. Input Parameters\n")),
        ("descriptions", of("2. Input Parameters\n", "1. API Description\n")),
        (
            "examples",
            of(
                "2. Input Parameters\n4. Example\n",
                "Example1 x\nInput Example\n&\nOutput Example\n\"a\": 1\n",
            ),
        ),
        (
            "one response",
            of("2. Input Parameters\n4. Example\nExample1 x\nOutput Example\n", "\"a\": {\n"),
        ),
        ("structures", of("", "A\n\nUsed by actions: B.\n\nName Type Description\nC String d\n\n")),
        ("lists of actions", of("Name Type Description\n", "Used by actions: B, C.\n")),
        ("words", of("Used by actions: B.\n", "A\n\n")),
        ("keys", of("2. Input Parameters\n", "\"a\":\n")),
        ("dates", of("", "2020-02-02 03:04:05\n")),
        ("blanks", of("2. Input Parameters\n", " ")),
    ]
}

/// `api.json` files of about this size, each made of many of one thing.
fn metadata(size: usize) -> Vec<(&'static str, String)> {
    let get = r#""Get": ["", "BoatSet:[Boat]"]"#;
    let of = |actions: &str, structures: &str| {
        support::metadata("harbour", "2020-02-02", actions, structures)
    };
    let actions: String = (0..size / 480).map(|at| format!(r#", "A{at}": ["", ""]"#)).collect();
    let fields: String = (0..size / 120).map(|at| format!("M{at}:string,")).collect();
    let repeated = |piece: &str| {
        of(get, r#""Boat": "Name:string=@""#).replace('@', &piece.repeat(size / piece.len()))
    };
    vec![
        ("actions", of(&(get.replace("[Boat]", "[string]") + &actions), "")),
        ("fields", of(get, &format!(r#""Boat": "{fields}""#))),
        ("a chain", of(get, &chain(size / 170))),
        ("words", repeated("word ")),
        ("tags", repeated("<")),
        ("items", repeated("<li>A: b</li>")),
        ("bullets", repeated("- A: b\\n")),
        ("entities", repeated("&amp;")),
        ("ticks", repeated("`")),
        ("brackets", "{\"actions\":".to_owned() + &"[".repeat(size)),
    ]
}

/// Structures each of which refers to the next.
fn chain(length: usize) -> String {
    let link = |at: usize| format!(r#""B{at}": "Next:B{}""#, at + 1);
    let links: Vec<String> = (0..length).map(link).collect();
    format!(r#""Boat": "Next:B0", {}, "B{length}": "A:string""#, links.join(","))
}

/// Overlays of about this size, each made of one kind of correction.
fn overlays(size: usize) -> Vec<(&'static str, String)> {
    let of = |path: &dyn Fn(usize) -> String, change: &dyn Fn(usize) -> String| {
        let correction = |at: usize| {
            format!("[[correct]]\npath = \"{}\"\n{}\nwhy = \"x\"\n\n", path(at), change(at))
        };
        let all: String = (0..size / 90).map(correction).collect();
        format!("overlay = 1\n{all}")
    };
    let text = |_: usize| "add = \"text\"".to_owned();
    let boat = |at: usize| {
        if at == 0 { "structures.Boat".to_owned() } else { format!("structures.B{}", at - 1) }
    };
    vec![
        (
            "fields",
            of(&|at| format!("structures.Boat.fields.F{at}"), &|_| {
                "add = { type = \"String\", docs = \"\" }".into()
            }),
        ),
        ("values", of(&|at| format!("structures.Boat.fields.Name.values.V{at}"), &text)),
        ("codes", of(&|at| format!("errors.E{at}"), &text)),
        (
            "codes of one",
            of(&|at| format!("actions.Get.errors.E{at}"), &|at| format!("add = \"E{at}\"")),
        ),
        ("texts", of(&|_| "structures.Boat.docs".into(), &|at| format!("set = \"{at}\""))),
        (
            "structures",
            of(&|at| format!("structures.S{at}"), &|_| "add = { docs = \"\", fields = [] }".into()),
        ),
        ("names", of(&boat, &|at| format!("rename = \"B{at}\""))),
        ("unknown", of(&|at| format!("structures.Boot{at}.docs"), &|_| "set = \"\"".into())),
        ("comments", format!("overlay = 1\n{}", "# x\n".repeat(size / 4))),
    ]
}

fn time_metadata(text: &str) -> Duration {
    let start = Instant::now();
    let _ = support::fresh(&[support::file("api.json", text)]);
    start.elapsed()
}

fn time_overlay(text: &str) -> Duration {
    let api = support::metadata(
        "harbour",
        "2020-02-02",
        r#""Get": ["", "BoatSet:[Boat]"]"#,
        r#""Boat": "Name:string""#,
    );
    let sources = [support::file("api.json", &api), support::file("overlay.toml", text)];
    let start = Instant::now();
    let _ = support::fresh(&sources);
    start.elapsed()
}

fn time(text: &str) -> Duration {
    let start = Instant::now();
    let _ = (recognise(text), markdown::read_markdown(text, "page.md"));
    start.elapsed()
}

fn time_capture(text: &str) -> Duration {
    let fields = [Field::new("a", Type::Structure("A".to_owned()), "")];
    let start = Instant::now();
    let _ = (recognise(text), page::read_page(text, "page.txt"));
    let _ = page::repair::repair(text, &fields, &|_| None);
    start.elapsed()
}

/// A reader that takes too long is seen as a test that does not end.
#[test]
fn every_source_is_read() {
    let size = MEGABYTE / 4;
    pages(size).iter().for_each(|(_, text)| _ = time(text));
    captures(size).iter().for_each(|(_, text)| _ = time_capture(text));
    metadata(size).iter().for_each(|(_, text)| _ = time_metadata(text));
    overlays(size).iter().for_each(|(_, text)| _ = time_overlay(text));
}

#[test]
fn nested_brackets_are_a_warning() {
    let text = format!(
        "## 4. Examples\n\n### Example 1\n\n#### Output\n\n```\n{}\n```\n\n## 2. Input \
            Parameters\n\n## 3. Output Parameters\n",
        "[".repeat(100_000)
    );
    let (_, remarks) = markdown::read_markdown(&text, "page.md");
    assert!(
        remarks
            .to_string()
            .contains("not JSON: recursion limit exceeded; it is left out\n  --> page.md:8"),
        "{remarks}"
    );
}

/// Run by hand:
/// `cargo test --release -p tencentcloud-spec --test large_pages -- --ignored --nocapture`.
#[test]
#[ignore = "takes minutes"]
fn twice_the_size_takes_about_twice_the_time() {
    compare("Markdown", [2, 5, 10].map(|megabytes| pages(megabytes * MEGABYTE)), time);
    compare("captured", [2, 5, 10].map(|megabytes| captures(megabytes * MEGABYTE)), time_capture);
    compare("metadata", [2, 5, 10].map(|megabytes| metadata(megabytes * MEGABYTE)), time_metadata);
    compare("overlay", [2, 5, 10].map(|megabytes| overlays(megabytes * MEGABYTE)), time_overlay);
    let bars = "|".repeat(50 * MEGABYTE);
    println!("50 MB of bars: {:?}", time(&bars));
}

fn compare(kind: &str, sizes: [Vec<(&'static str, String)>; 3], time: fn(&str) -> Duration) {
    for (small, (middle, large)) in sizes[0].iter().zip(sizes[1].iter().zip(&sizes[2])) {
        let spent = [small, middle, large].map(|(_, text)| time(text));
        println!(
            "{kind} {:20} 2 MB {:>9.1?}  5 MB {:>9.1?}  10 MB {:>9.1?}",
            small.0, spent[0], spent[1], spent[2]
        );
        assert!(spent[2] < spent[1] * 5 + Duration::from_millis(100), "{}: {spent:?}", small.0);
    }
}
