//! Paging by rule: small actions written here, imports of two editions, and whole catalogues where
//! `TCCLI_SERVICES` names one.

#![allow(clippy::unwrap_used)] // A test may fail by a panic.

mod support;

use serde_json::json;
use std::collections::BTreeMap;
use support::{file, fresh, metadata as edition};
use tencentcloud_spec::import::{Report, SourceFile};
use tencentcloud_spec::model::{Action, Api, Example, Field, Paging, Structure, Type};
use tencentcloud_spec::{passes, read::metadata};

/// Fields from lines such as `Offset: Integer skips items`.
fn fields(text: &str) -> Vec<Field> {
    let field = |line: &str| {
        let (name, rest) = line.trim().split_once(": ").unwrap();
        let (kind, docs) = rest.split_once(" -- ").unwrap_or((rest, ""));
        Field::new(name, Type::parse(kind).unwrap(), docs)
    };
    text.split(';').filter(|line| !line.trim().is_empty()).map(field).collect()
}

/// The paging found for an action with these fields, beside the structures `Item` and `Data`.
fn found(input: &str, output: &str, data: &str) -> String {
    let mut api = Api::new("toy", "2020-01-01");
    let structure = |text: &str| Structure { fields: fields(text), ..Structure::default() };
    api.structures.insert("Item".to_owned(), structure("Id: String"));
    api.structures.insert("Data".to_owned(), structure(data));
    let action = Action { input: fields(input), output: fields(output), ..Action::default() };
    api.actions.insert("List".to_owned(), action);
    passes::paging(&mut api);
    serde_json::to_string(&api.actions["List"].paging).unwrap()
}

/// The usual request of a paged action.
const OFFSET: &str = "Offset: Integer; Limit: Integer";
/// The usual response of a paged action.
const LIST: &str = "Set: Array of Item; TotalCount: Integer; RequestId: String";
/// Paged actions: the case, the fields of the request, of the response, and of `Data`.
const PAGED: [(&str, &str, &str, &str); 19] = [
    ("offset", "Offset: Integer; Limit: Unsigned", LIST, ""),
    ("strings", "Offset: String; Limit: String", LIST, ""),
    ("total by suffix", OFFSET, "Set: Array of Item; ItemTotalCount: Integer", ""),
    ("number of pages", OFFSET, "Set: Array of Item; TotalPage: Integer", ""),
    ("count of the page", OFFSET, "Set: Array of Item; Count: Integer", ""),
    ("count of all", OFFSET, "Set: Array of Item; Count: Integer -- the total", ""),
    ("two totals", OFFSET, "Set: Array of Item; ATotal: Integer; BTotal: Integer", ""),
    ("names beside", OFFSET, "Set: Array of Item; Names: Array of String; Total: Integer", ""),
    ("wrapper", OFFSET, "Data: Data; RequestId: String", "List: Array of Item; Total: Integer"),
    ("wrapper, total outside", OFFSET, "Data: Data; TotalCount: Integer", "List: Array of Item"),
    ("page", "PageNumber: Integer; PageSize: Integer", LIST, ""),
    ("page from zero", "PageNo: Integer -- page, starts from 0; PageSize: Integer", LIST, ""),
    ("page, default zero", "Page: Integer -- 页码，默认值：0; Limit: Integer", LIST, ""),
    ("offset is a page", "Offset: Integer -- 页码，从 0 开始; Limit: Integer", LIST, ""),
    ("offset by formula", "Offset: Integer -- (页码-1)*条数; Limit: Integer", LIST, ""),
    (
        "token",
        "NextToken: String; MaxResults: Integer",
        "Set: Array of Item; NextToken: String; IsTruncated: Boolean",
        "",
    ),
    (
        "cursor",
        "Cursor: String; Limit: Integer",
        "Set: Array of String; NextCursor: String; ListOver: Boolean",
        "",
    ),
    ("marker", "FileIdMarker: String", "Set: Array of Item; NextFileIdMarker: String", ""),
    ("token in wrapper", "Context: String", "Data: Data", "List: Array of Item; Context: String"),
];

#[test]
fn paging_is_found_by_name_and_type() {
    let said: String = PAGED
        .iter()
        .map(|(what, input, output, data)| format!("{what}: {}\n", found(input, output, data)))
        .collect();
    insta::assert_snapshot!(said);
}

#[test]
fn paging_is_not_guessed() {
    let list = "Set: Array of Item; TotalCount: Integer";
    let rows = [
        ("two lists", OFFSET, "A: Array of Item; B: Array of Item; Total: Integer", ""),
        ("two lists of text", OFFSET, "A: Array of String; B: Array of String", ""),
        ("no list", OFFSET, "TotalCount: Integer", ""),
        ("lists compete", OFFSET, "Names: Array of String; Data: Data", "List: Array of Item"),
        ("two wrappers", OFFSET, "Data: Data; Item: Item", "List: Array of Item"),
        ("limit alone", "Limit: Integer", list, ""),
        ("offset alone", "Offset: Integer", list, ""),
        ("limit is a list", "Offset: Integer; Limit: Array of Integer", list, ""),
        ("limit is a structure", "Offset: Integer; Limit: Data", list, ""),
        ("two pages", "Page: Integer; PageNo: Integer; PageSize: Integer", list, ""),
        (
            "a client's token",
            "ClientToken: String; Limit: Integer",
            "Set: Array of Item; ClientToken: String",
            "",
        ),
        ("no token back", "NextToken: String; Limit: Integer", list, ""),
        ("offset may be a page", "Offset: Integer -- the page number; Limit: Integer", list, ""),
        ("nothing asked", "", list, ""),
    ];
    for (what, input, output, data) in rows {
        assert_eq!(found(input, output, data), "null", "{what}");
    }
}

#[test]
fn what_a_person_set_stays() {
    let mut api = Api::new("toy", "2020-01-01");
    let by_hand = Paging::Offset {
        offset: "A".into(),
        limit: "B".into(),
        items: "C".into(),
        total: None,
        evidence: None,
    };
    let output = fields("Set: Array of String; Total: Integer");
    let action = Action {
        input: fields("Offset: Integer; Limit: Integer"),
        output,
        paging: Some(by_hand.clone()),
        ..Action::default()
    };
    api.actions.insert("List".to_owned(), action);
    passes::paging(&mut api);
    assert_eq!(api.actions["List"].paging, Some(by_hand));
}

/// An edition of a product with one action, whose `Offset` is documented so.
fn source(name: &str, offset: &str) -> SourceFile {
    let input = format!("Offset:uint64={offset}, Limit:uint64");
    let actions = format!(r#""DescribeBoats": ["{input}", "BoatSet:[Boat], TotalCount:uint64"]"#);
    file(name, &edition("harbour", "2020-02-02", &actions, r#""Boat": "Name:string""#))
}

fn imported(sources: &[SourceFile]) -> (Api, Report) {
    let (mut imported, report) = fresh(sources);
    assert!(!report.diagnostics.has_errors(), "{}", report.diagnostics);
    (imported.remove(0).api, report)
}

fn paging_of(api: &Api) -> String {
    let action = &api.actions["DescribeBoats"];
    match &action.paging {
        Some(Paging::Offset { evidence, .. }) => format!("items {evidence:?}"),
        Some(Paging::Page { first, evidence, .. }) => format!("pages from {first} {evidence:?}"),
        _ => format!("{:?}", action.unpaged),
    }
}

#[test]
fn two_editions_say_as_much_as_the_better_one() {
    let table = [
        ("偏移量", "Offset", "items None", 0),
        ("页数，默认为0", "Page number. The default is 0.", "pages from 0 Some(Text)", 0),
        ("分页码，默认0", "Offset", "pages from 0 Some(Text)", 1),
        ("偏移量", "Number of pages. Default: 1", "pages from 1 Some(Text)", 1),
        ("分页码，默认0", "Number of pages. Default: 1", "Some(Contradiction)", 1),
        ("第几条", "Page number. Default: 0", "Some(Contradiction)", 1),
        ("页码", "Page number", "Some(Unknown)", 1),
    ];
    for (chinese, english, expected, warnings) in table {
        let (zh, en) = (source("zh/api.json", chinese), source("en/api.json", english));
        let (api, report) = imported(&[zh.clone(), en.clone()]);
        assert_eq!(paging_of(&api), expected, "{chinese} {english}");
        let told: Vec<_> =
            report.diagnostics.iter().filter(|told| told.code.ends_with("-paging")).collect();
        assert_eq!(told.len(), warnings, "{}", report.diagnostics);
        let names_both = |told: &&_| {
            let told: &tencentcloud_spec::diagnostic::Diagnostic = told;
            told.code == "unknown-paging"
                || told.message.contains("zh/api.json") && told.message.contains("en/api.json")
        };
        assert!(told.iter().all(names_both), "{}", report.diagnostics);
        let (turned, again) = imported(&[en, zh]);
        assert_eq!(turned.actions["DescribeBoats"].paging, api.actions["DescribeBoats"].paging);
        let messages = |report: &Report| -> Vec<String> {
            let paging = report.diagnostics.iter().filter(|told| told.code.ends_with("-paging"));
            paging.map(ToString::to_string).collect()
        };
        assert_eq!(messages(&again), messages(&report), "the order of the sources matters");
    }
}

/// The start of pages that `Offset` counts, by the field's own example and the first page of a
/// documented call.
#[test]
fn examples_say_where_pages_begin_if_they_agree() {
    let table = [
        (None, None, "Some(Unknown)"),
        (Some("0"), None, "pages from 0 Some(Text)"),
        (Some("1"), None, "Some(Unknown)"),
        (None, Some(0), "pages from 0 Some(Text)"),
        (None, Some(1), "pages from 1 Some(Text)"),
        (Some("1"), Some(0), "Some(Unknown)"),
        (Some("0"), Some(1), "pages from 1 Some(Text)"),
    ];
    for (own, call, expected) in table {
        let mut api = Api::new("toy", "2020-01-01");
        api.structures.insert(
            "Item".to_owned(),
            Structure { fields: fields("Id: String"), ..Structure::default() },
        );
        let mut input = fields("Offset: Integer -- 页码; Limit: Integer");
        input[0].example = own.map(str::to_owned);
        let output = fields("Set: Array of Item; TotalCount: Integer");
        let examples = call.into_iter().map(|offset| Example {
            input: Some(json!({"Offset": offset, "Limit": 10})),
            output: Some(json!({"Set": [{"Id": "a"}], "TotalCount": 1})),
            ..Example::default()
        });
        let action = Action { input, output, examples: examples.collect(), ..Action::default() };
        api.actions.insert("DescribeBoats".to_owned(), action);
        passes::paging(&mut api);
        assert_eq!(paging_of(&api), expected, "{own:?} {call:?}");
    }
}

#[test]
fn a_person_decides_where_documents_cannot() {
    let overlay = |change: &str| {
        let head = "overlay = 1\nproduct = \"harbour\"\nversion = \"2020-02-02\"\n";
        let path = "[[correct]]\npath = \"actions.DescribeBoats.paging\"";
        file("overlay.toml", &format!("{head}{path}\n{change}\nwhy = \"Measured.\"\n"))
    };
    let fields = r#"offset = "Offset", limit = "Limit", items = "BoatSet", total = "TotalCount""#;
    let by_items = overlay(&format!(r#"set = {{ style = "offset", {fields} }}"#));
    let none = overlay("remove = true");
    let left_out = source("api.json", "页码");
    let (api, _) = imported(&[left_out.clone(), by_items.clone()]);
    assert_eq!(paging_of(&api), "items Some(Overlay)");
    assert_eq!(api.actions["DescribeBoats"].unpaged, None);
    let silent = source("api.json", "偏移量");
    let (api, _) = imported(&[silent.clone(), none.clone()]);
    assert_eq!(paging_of(&api), "Some(Overlay)");
    // Another document says nothing against what a person said.
    let page = support::Page {
        input: "| Offset | No | Integer | The page number, from 0 |",
        ..Default::default()
    };
    for (edition, overlay, expected) in
        [(left_out, by_items, "items Some(Overlay)"), (silent, none, "Some(Overlay)")]
    {
        assert_eq!(paging_of(&imported(&[page.named("boats.md"), edition, overlay]).0), expected);
    }
}

/// Returns the paging of an action by the names of its parameters alone.
fn looks_like(action: &Action) -> Option<&'static str> {
    let has =
        |names: &[&str]| action.input.iter().any(|field| names.contains(&field.name.as_str()));
    let scalar = |name: &str| {
        action.input.iter().any(|field| {
            field.name == name && matches!(field.r#type, Type::Integer | Type::Unsigned)
        })
    };
    if has(&["Offset"]) && has(&["Limit"]) {
        return Some(if scalar("Offset") && scalar("Limit") {
            "Offset+Limit"
        } else {
            "Offset+Limit, other types"
        });
    }
    if has(&["PageNumber", "PageNo", "PageNum", "PageIndex", "Page"])
        && has(&["PageSize", "Limit", "Rp", "PerPage"])
    {
        return Some("Page+Size");
    }
    let tokens = [
        "NextToken",
        "Context",
        "Cursor",
        "PageToken",
        "ScrollToken",
        "PaginationToken",
        "SearchAfter",
        "ScrollId",
    ];
    if has(&tokens) || action.input.iter().any(|field| field.name.ends_with("Marker")) {
        return Some("token");
    }
    [("Limit alone", "Limit"), ("Offset alone", "Offset")]
        .iter()
        .find(|(_, name)| has(&[name]))
        .map(|(what, _)| *what)
}

#[test]
fn catalogues_page_as_often_as_measured() {
    let Ok(services) = std::env::var("TCCLI_SERVICES") else {
        return println!("skipped: TCCLI_SERVICES is not set");
    };
    let services = services.split(':').next().unwrap_or_default().to_owned();
    let mut counts: BTreeMap<&str, [usize; 5]> = BTreeMap::new();
    let mut left_out = 0;
    for file in files(&services, "api.json") {
        let text = std::fs::read_to_string(&file).unwrap();
        let mut api = metadata::describe(metadata::read_metadata(&text, &file).0);
        passes::paging(&mut api);
        for (name, action) in &api.actions {
            let row = counts.entry(looks_like(action).unwrap_or("no sign")).or_default();
            let (found, total) = match &action.paging {
                None => (0, false),
                Some(Paging::Offset { total, .. }) => (1, total.is_some()),
                Some(Paging::Page { total, .. }) => (2, total.is_some()),
                Some(Paging::Token { .. }) => (3, false),
            };
            left_out += usize::from(action.unpaged.is_some());
            row[found] += 1;
            row[4] += usize::from(total);
            if std::env::var_os("SHOW").is_some() && looks_like(action).is_some() {
                println!("{file} {name} {}", serde_json::to_string(&action.paging).unwrap());
            }
        }
    }
    for (what, [none, offset, page, token, total]) in counts {
        println!(
            "{what}: {none} none, {offset} offset, {page} page, {token} token; {total} with a total"
        );
    }
    println!("{left_out} left out");
}

/// The files of this name below a services folder, in order.
fn files(services: &str, name: &str) -> Vec<String> {
    let list = |folder: &std::path::Path| {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        let mut paths: Vec<_> =
            entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
        paths.sort();
        paths
    };
    let versions = list(services.as_ref()).into_iter().flat_map(|product| list(&product));
    versions
        .map(|version| version.join(name))
        .filter(|file| file.exists())
        .map(|file| file.display().to_string())
        .collect()
}
