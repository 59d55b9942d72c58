//! The reader for `api.json` and `examples.json`: small files written here, and whole catalogues
//! where the environment variable `TCCLI_SERVICES` names the `services` folder of an unpacked
//! package.

#![allow(clippy::unwrap_used)] // A test may fail by a panic.

use serde_json::Value;
use std::path::{Path, PathBuf};
use tencentcloud_spec::diagnostic::Diagnostics;
use tencentcloud_spec::read::{
    ActionStatement, Document, FieldStatement, Format, Sample, metadata, recognise,
};

/// Reads a text as a file called `api.json`.
fn parse_metadata(text: &str) -> (Document, Diagnostics) {
    metadata::read_metadata(text, "api.json")
}

const ACTION: &str =
    r#"{ "document": "Does it.", "input": "DoItRequest", "name": "Do", "output": "DoItResponse" }"#;

/// An `api.json` of one action with these fields in its request, its response and the structure
/// `Part`.
fn api_with(input: &str, output: &str, part: &str) -> String {
    format!(
        r#"{{
  "actions": {{ "DoIt": {ACTION} }},
  "metadata": {{ "apiVersion": "2020-01-01", "serviceNameCN": "Toys", "serviceShortName": "toy" }},
  "objects": {{
    "DoItRequest": {{ "document": "", "members": [{input}], "type": "object" }},
    "DoItResponse": {{ "document": "", "members": [{output}], "type": "object" }},
    "Part": {{ "document": "A part.", "members": [{part}], "usage": "both" }}
  }},
  "version": "1.0"
}}"#
    )
}

fn field(name: &str, kind: &str, exact: &str, more: &str) -> String {
    let typed = format!(r#""name": "{name}", "type": "{kind}", "member": "{exact}""#);
    format!(r#"{{ {typed}, "document": "About {name}."{more} }}"#)
}

fn field_line(field: &FieldStatement) -> String {
    let flag = |word: &str, flag: Option<bool>| {
        flag.map(|flag| format!(" {word}={flag}")).unwrap_or_default()
    };
    let example =
        field.example.as_ref().map(|example| format!(" e.g. {example}")).unwrap_or_default();
    let flags = [
        flag("required", field.required),
        flag("nullable", field.nullable),
        flag("deprecated", field.deprecated),
    ];
    format!("{}: {}{}{example}", field.name, field.r#type, flags.concat())
}

fn fields(fields: &[FieldStatement]) -> String {
    fields.iter().map(field_line).collect::<Vec<_>>().join("\n")
}

fn first(document: &Document) -> &ActionStatement {
    &document.actions[0]
}

#[test]
fn every_type_has_its_word() {
    let rows = [
        ("string", "string", "String"),
        ("int", "int64", "Integer"),
        ("int", "uint64", "Unsigned"),
        ("float", "float", "Float"),
        ("bool", "bool", "Boolean"),
        ("string", "datetime_iso", "Timestamp"),
        ("string", "datetime", "DateTime"),
        ("string", "date", "Date"),
        ("binary", "binary", "Binary"),
        ("object", "Part", "Part"),
        ("list", "Part", "Array of Part"),
        ("list", "uint64", "Array of Unsigned"),
        ("list", "datetime_iso", "Array of Timestamp"),
    ];
    for (kind, exact, word) in rows {
        let (document, diagnostics) =
            parse_metadata(&api_with(&field("X", kind, exact, ""), "", ""));
        assert!(diagnostics.is_empty(), "{kind}/{exact}: {diagnostics}");
        assert_eq!(first(&document).input.as_ref().unwrap()[0].r#type.to_string(), word);
    }
}

#[test]
fn flags_are_stated_only_where_they_mean_something() {
    let input = [
        field("A", "string", "string", r#", "required": true, "example": "a-1""#),
        field("B", "string", "string", r#", "required": 1, "disabled": false, "example": """#),
        field("C", "list", "Part", r#", "required": 0, "disabled": true, "example": "无""#),
    ];
    let output =
        field("A", "string", "string", r#", "required": true, "value_allowed_null": true"#);
    let (document, _) =
        parse_metadata(&api_with(&input.join(","), &output, &field("P", "int", "int64", "")));
    insta::assert_snapshot!(fields(first(&document).input.as_ref().unwrap()), @r"
    A: String required=true e.g. a-1
    B: String required=true deprecated=false
    C: Array of Part required=false deprecated=true
    ");
    let output = first(&document).output.as_ref().unwrap();
    insta::assert_snapshot!(fields(output), @"A: String nullable=true");
    insta::assert_snapshot!(fields(&document.structures[0].fields), @"P: Integer required=false");
}

#[test]
fn the_product_is_named_by_its_metadata() {
    let (document, _) = parse_metadata(&api_with("", "", ""));
    assert_eq!((document.actions[0].line, document.structures[0].line), (2, 7));
    let said =
        [document.product, document.version, document.title, document.service, document.endpoint];
    insta::assert_snapshot!(said.map(Option::unwrap_or_default).join(" | "), @"toy | 2020-01-01 | \
        Toys | toy | toy.tencentcloudapi.com");
}

#[test]
fn an_action_of_another_kind_says_so() {
    let signs = field("RequestId", "string", "string", "")
        .replace("About RequestId", "or the header X-TC-RequestId");
    let text = api_with(&field("File", "binary", "binary", ""), &signs, "");
    let text = text
        .replace(r#""name": "Do""#, r#""name": "Do", "status": "deprecated", "skip_sign": true"#);
    let said = |text: &str| {
        let (document, _) = parse_metadata(text);
        let action = first(&document);
        format!("{:?}", (action.body, action.unsigned, action.event_stream, action.status))
    };
    insta::assert_snapshot!(said(&text), @"(Some(Multipart), Some(true), Some(true), \
        Some(Deprecated))");
    insta::assert_snapshot!(said(&api_with("", "", "")), @"(None, None, None, None)");
}

#[test]
fn documentation_becomes_markdown() {
    let rows = [
        ("plain", "plain"),
        ("<p>One.</p><p>Two.</p>", "One.\nTwo."),
        (
            "Kinds: <ul><li>A：first</li><li>B：second</li></ul>end",
            "Kinds:\n- A：first\n- B：second\nend",
        ),
        ("a<br/>b<br>c", "a\nb\nc"),
        (
            "<a href=\\\"https://x.example/y\\\" target=\\\"_blank\\\">this page</a>.",
            "[this page](https://x.example/y).",
        ),
        ("<font color='red'>red</font> <b>bold</b> <code>x</code>", "red **bold** `x`"),
        ("a &lt; b &amp;&amp; c &#39;d&#x27; &unknown;", "a < b && c 'd' &unknown;"),
        ("<zone>-<公共参数> stays, `<p>` too", "<zone>-<公共参数> stays, `<p>` too"),
        (
            "<table><tr><th>V</th><th>M</th></tr><tr><td>0</td><td>no<br>ne</td></tr></table>",
            "| V | M |\n| --- | --- |\n| 0 | no ne |",
        ),
        ("unclosed <a href=x>link and <b", "unclosed [link and <b"),
        ("zero\u{200b}width\u{202e} and nbsp\u{a0}here", "zerowidth and nbsp here"),
        ("\\n\\na\\r\\n\\n\\n\\nb  \\n", "a\n\nb"),
    ];
    for (html, markdown) in rows {
        let (document, diagnostics) =
            parse_metadata(&api_with("", "", "").replace("Does it.", html));
        assert!(diagnostics.is_empty(), "{html}: {diagnostics}");
        assert_eq!(first(&document).docs, markdown, "{html}");
    }
}

#[test]
fn what_is_wrong_is_said_with_its_line() {
    let rows = [
        api_with(&field("X", "object", "Nowhere", ""), "", ""),
        api_with(&field("X", "int", "string", ""), "", ""),
        api_with(
            &[field("X", "bool", "bool", ""), field("X", "bool", "bool", "")].join(","),
            "",
            "",
        ),
        api_with(&field("X-Y", "bool", "bool", ""), "", ""),
        api_with("", "", "").replace("DoItResponse\" }", "Elsewhere\" }"),
        api_with("", "", "").replace("\"Part\"", "\"Date\""),
        api_with("", "", "").replace("\"Part\"", "\"DoItRequest\""),
        api_with(&field("X", "bool", "bool", r#", "required": 2"#), "", ""),
        api_with("", "", "").replace("\"usage\"", "usage"),
        api_with("", "", "").replace("\"Do\"", "\"Do\", \"status\": \"asleep\""),
        api_with("", "", "").replace("\"usage\": \"both\"", "\"type\": \"object\""),
        "[]".to_owned(),
        String::new(),
        "[".repeat(100_000),
        format!(r#"{{"actions": {}"#, "[".repeat(100_000)),
        format!(r#"{}, "more": {}"#, &api_with("", "", "")[..250], "[".repeat(100_000)),
    ];
    let said: String = rows.iter().map(|text| format!("{}\n", parse_metadata(text).1)).collect();
    insta::assert_snapshot!(said);
}

/// The samples of an `examples.json` with one example.
fn sample(input: &str, output: &str) -> String {
    let example =
        serde_json::json!({"title": "One", "document": "", "input": input, "output": output});
    let text = serde_json::json!({"actions": {"DoIt": [example]}, "version": "1.0"}).to_string();
    let (document, diagnostics) = metadata::read_metadata(&text, "examples.json");
    let example = &first(&document).examples[0];
    let side = |sample: &Option<Sample>| match sample {
        None => "none".to_owned(),
        Some(Sample::Json(value)) => value.to_string(),
        Some(Sample::Query(pairs)) => {
            pairs.iter().map(|(name, value)| format!("{name}={value:?} ")).collect()
        }
        Some(Sample::Damaged { text, .. }) => format!("damaged {text}"),
    };
    let body = first(&document).body;
    let endpoint = document.endpoint.clone().unwrap_or_default();
    format!(
        "{} -> {} {body:?} {endpoint}\n{diagnostics}",
        side(&example.input),
        side(&example.output)
    )
}

const RESPONSE: &str = "{\"Response\": {\"RequestId\": \"r\"}}";

#[test]
fn requests_are_read_in_every_notation() {
    let rows = [
        "https://toy.tencentcloudapi.com/?Action=DoIt\n&Filters.0.Name=zone\n\
            &Filters.0.Values.0=a%26b+c\n&Url=http://x?a=1&b=2\n&Limit=3&Offset=0\n\
            &<common parameters>",
        "https://toy.tencentcloudapi.com/?Action=DoIt&Names.0=a&Names.1=100%&<common parameters>",
        "POST / HTTP/1.1\nHost: toy.tencentcloudapi.com\nContent-Type: \
            application/json\nX-TC-Action: DoIt\n<common>\n\n{\"A\": [1, \"x\"]}",
        "POST / HTTP/1.1Host: toy.tencentcloudapi.comContent-Type: application/jsonX-TC-Action: \
            DoIt<common>{    \"A\": 1}",
        "POST / HTTP / 1.1\nHost: toy.tencentcloudapi.com\nContent - Type: application / \
            json\n\n{}",
        "{\"Content-Type\": \"text/html\"}",
        "POST / HTTP/1.1\r\nHost: toy.tencentcloudapi.com\r\nContent-Type: multipart/form-data; \
            boundary=--B\r\n\r\n----B\r\nContent-Disposition: form-data; name=\"File\"; \
            filename=\"a.jpg\"\r\nContent-Type: \
            image/jpg\r\n\r\nbytes\r\n----B\r\nContent-Disposition: form-data; \
            name=\"Id\"\r\n\r\n7\r\n----B--",
        "POST / HTTP/1.1\n{\n  \"X-TC-Action\": \"DoIt\",\n  \
            \"Host\": \"toy.tencentcloudapi.com\",\n  \
            \"Content-Type\": \"application/x-protobuf\",\n  \"TopicId\": \"t\"\n}\n\n<bytes>",
        "POST / HTTP/1.1\nHost: toy.tencentcloudapi.com\nContent-Type: \
            application/octet-stream\nX-TOY-TopicId: t\n\n<bytes>",
        "POST / HTTP/1.1\nHost: toy.tencentcloudapi.com\nContent-Type: \
            application/x-www-form-urlencoded\n\nAction=DoIt&A=1",
        "",
    ];
    let said: String = rows.iter().map(|input| sample(input, RESPONSE)).collect();
    insta::assert_snapshot!(said);
}

#[test]
fn a_damaged_side_is_left_out_with_a_remark() {
    let said = [
        sample("POST / HTTP/1.1\n\n{\"A\": ", "data: {}\n\ndata: [DONE]"),
        sample("POST / HTTP/1.1\n", ""),
    ];
    insta::assert_snapshot!(said.concat());
}

#[test]
fn files_are_told_by_their_content() {
    let examples = r#"{"version": "1.0", "actions": {"DoIt": []}}"#;
    let described = r#"{"format": 1, "product": "toy",
        "actions": {"DoIt": {"docs": "", "input": [], "output": []}}}"#;
    let rows = [
        (api_with("", "", ""), true),
        (format!("\u{feff}{}", api_with("", "", "")), true),
        (api_with("", "", "")[..250].to_owned(), true),
        (r#"{"actions": {}, "objects": {}}"#.to_owned(), true),
        (examples.to_owned(), true),
        (described.to_owned(), false),
        ("# DoIt\n\n## 1. API Description".to_owned(), false),
        ("{}".to_owned(), false),
        ("{".to_owned(), false),
    ];
    for (text, expected) in rows {
        assert_eq!(recognise(&text) == Some(Format::Metadata), expected, "{text}");
    }
}

/// The content of a catalogue, counted from documents or from bare JSON.
#[derive(Debug, Default, PartialEq, Eq)]
struct Counts {
    versions: usize,
    actions: usize,
    structures: usize,
    fields: usize,
    examples: usize,
}

fn count_document(document: &Document, counts: &mut Counts) {
    counts.actions += document.actions.iter().filter(|action| action.input.is_some()).count();
    counts.structures += document.structures.len();
    let sides =
        document.actions.iter().flat_map(|action| [&action.input, &action.output]).flatten();
    counts.fields += sides
        .chain(document.structures.iter().map(|part| &part.fields))
        .map(Vec::len)
        .sum::<usize>();
    counts.examples += document.actions.iter().map(|action| action.examples.len()).sum::<usize>();
}

fn count_json(api: &Value, examples: &Value, counts: &mut Counts) {
    let entries = |value: &Value| value.as_object().cloned().unwrap_or_default();
    let length = |value: &Value| value.as_array().map_or(0, Vec::len);
    let actions = entries(&api["actions"]);
    let objects = entries(&api["objects"]);
    counts.actions += actions.len();
    counts.structures += objects.len() - 2 * actions.len();
    counts.fields += objects.values().map(|object| length(&object["members"])).sum::<usize>();
    counts.examples += entries(&examples["actions"]).values().map(length).sum::<usize>();
}

/// The version folders below a services folder, in order.
fn versions(services: &Path) -> Vec<PathBuf> {
    let list = |folder: &Path| {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        let mut paths: Vec<_> =
            entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
        paths.sort();
        paths
    };
    list(services)
        .iter()
        .flat_map(|product| list(product))
        .filter(|path| path.join("api.json").exists())
        .collect()
}

/// A line on an action that is not called as most are.
fn unusual_kind(version: &Path, action: &ActionStatement) -> Option<String> {
    let kind = (action.body, action.unsigned, action.event_stream);
    (kind != (None, None, None)).then(|| format!("{} {} {kind:?}", version.display(), action.name))
}

#[test]
fn catalogues_are_read_whole() {
    let Ok(services) = std::env::var("TCCLI_SERVICES") else {
        return println!("skipped: TCCLI_SERVICES is not set");
    };
    for services in services.split(':') {
        let (mut read, mut expected, mut unreadable) = (Counts::default(), Counts::default(), 0);
        let mut unusual = Vec::new();
        for version in versions(Path::new(services)) {
            let text = |name: &str| std::fs::read_to_string(version.join(name)).unwrap();
            let (api, examples) = (text("api.json"), text("examples.json"));
            for (text, name) in [(&api, "api.json"), (&examples, "examples.json")] {
                let (document, diagnostics) =
                    metadata::read_metadata(text, &version.join(name).display().to_string());
                assert!(!diagnostics.has_errors(), "{diagnostics}");
                unreadable += diagnostics.iter().count();
                count_document(&document, &mut read);
                unusual.extend(
                    document.actions.iter().filter_map(|action| unusual_kind(&version, action)),
                );
            }
            count_json(
                &serde_json::from_str(&api).unwrap(),
                &serde_json::from_str(&examples).unwrap(),
                &mut expected,
            );
            (read.versions, expected.versions) = (read.versions + 1, expected.versions + 1);
        }
        println!("{services}: {read:?}, {unreadable} sides of examples left out");
        println!("{}", unusual.join("\n"));
        assert_eq!(read, expected);
    }
}

proptest::proptest! {
    /// No documentation, request or response makes the reader panic, whatever signs it has.
    #[test]
    fn any_text_is_taken(text in "([-:;,.|(){}'\"`*=0-9A-Za-z <>/&%?#\r\n]|：|值|<p>|</td>|<tr>|<a \
        href=|&#|--|POST |Content-Type: |boundary=|https://|name=\"|%E4|%){0,60}") {
        let quoted = serde_json::to_string(&text).unwrap();
        parse_metadata(&api_with("", "", "").replace("\"Does it.\"", &quoted));
        sample(&text, &text);
        sample(&format!("POST / HTTP/1.1\nContent-Type: multipart/form-data; \
            boundary=--\n\n{text}"), "");
        sample(&format!("https://toy.tencentcloudapi.com/?{text}"), "");
    }

    /// No damage to a file makes the reader panic.
    #[test]
    fn any_file_is_taken(at in 0_usize..700, with in ".{0,3}", cut in 0_usize..20) {
        let (a, b) = (field("A", "list", "Part", ""), field("B", "int", "int64", ""));
        let whole = api_with(&a, &b, "");
        let boundary = |from: usize, to: usize| {
            let mut places = (from..=to.min(whole.len())).rev();
            places.find(|at| whole.is_char_boundary(*at)).unwrap_or(from)
        };
        let start = boundary(0, at);
        let end = boundary(start, start + cut);
        parse_metadata(&format!("{}{with}{}", &whole[..start], &whole[end..]));
    }
}
