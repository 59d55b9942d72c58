//! The pipeline from sources to a description: what each source is taken for, what is inferred,
//! what is refused.

mod support;

use insta::assert_snapshot;
use support::{
    Page, STRUCTURES, bytes, facts, file, fresh, metadata, only, outline, over, shuffled,
};
use tencentcloud_spec::diagnostic::Severity;
use tencentcloud_spec::import::{Options, SourceFile};
use tencentcloud_spec::model::to_json;

#[test]
fn one_page_gives_its_action_and_infers_its_structures() {
    let response = r#""BoatSet": [{"Name": "Ariel", "Crew": 3, "Flag": null},
        {"Name": "Bo", "Length": 7.5, "Sails": [], "Log": [{"Day": "1"}],
        "Anchor": {"Weight": 40}}],
        "TotalCount": 2, "RequestId": "r-1""#;
    let (imported, report) = fresh(&[Page { response, ..Page::default() }.named("docs/boats.md")]);
    assert_snapshot!(outline(&only(&imported, &report)));
    assert_snapshot!(report.diagnostics.to_string(), @"
    warning[inferred-structure]: nothing describes `Boat`: 7 fields inferred from examples
      --> docs/boats.md:23
    warning[inferred-structure]: nothing describes `Log`: 1 field inferred from examples
      --> docs/boats.md:23
    warning[inferred-structure]: nothing describes `Anchor`: 1 field inferred from examples
      --> docs/boats.md:23
    ");
}

#[test]
fn a_page_of_structures_replaces_what_is_inferred() {
    let response = r#""BoatSet": [{"Name": "Ariel", "Crew": "3", "Flag": "x", "name": "y"}],
        "RequestId": "r-1""#;
    let page = Page { response, ..Page::default() };
    let (imported, report) = fresh(&[page.named("boats.md"), file("structures.md", STRUCTURES)]);
    assert_snapshot!(outline(&only(&imported, &report)));
    assert_snapshot!(report.diagnostics.to_string(), @"
    warning[undeclared-field]: `Boat`: only examples have `Flag`; kept, marked inferred
      --> structures.md:1
    warning[example-type]: `DescribeBoats`: examples contradict declared types: `BoatSet.Crew` is \
    Integer, not text
      --> boats.md:13
    ");
}

#[test]
fn the_order_of_the_sources_does_not_matter() {
    let sources = [
        Page::default().named("a/boats.md"),
        file("b/structures.md", STRUCTURES),
        Page { rate: 50, docs: "Lists boats.", ..Page::default() }.named("c/boats.md"),
        file("d/api.json", &metadata("harbour", "2020-02-02", BOATS, r#""Boat": "Name:string""#)),
    ];
    let (first, report) = fresh(&sources);
    assert!(!report.diagnostics.has_errors(), "{}", report.diagnostics);
    for order in shuffled(&sources) {
        let (again, told) = fresh(&order);
        assert_eq!(bytes(&again), bytes(&first));
        assert_eq!(told.diagnostics, report.diagnostics);
    }
}

const BOATS: &str = r#""DescribeBoats": ["HarbourId:string!=Which, Limit:uint64",
    "BoatSet:[Boat], TotalCount:uint64", "Lists."]"#;

#[test]
fn facts_say_what_there_is_and_documents_put_words_to_it() {
    let actions = r#""DescribeBoats": ["HarbourId:string!, Limit:uint64",
        "BoatSet:[Boat], TotalCount:uint64", ""],
        "SinkBoat": ["Name:string", "", ""]"#;
    let facts =
        facts(&metadata("harbour", "2020-02-02", actions, r#""Boat": "Name:string, Age:uint64""#));
    let gone = Page { action: "PaintBoat", ..Page::default() };
    let sources =
        [Page::default().named("boats.md"), gone.named("paint.md"), file("s.md", STRUCTURES)];
    let (imported, report) = over(&sources, std::slice::from_ref(&facts), &Options::default());
    assert_snapshot!(outline(&only(&imported, &report)));
    assert_snapshot!(report.diagnostics.to_string(), @"
    warning[no-longer-there]: the facts have no `PaintBoat`: what the document says of them is \
    left out
      --> paint.md
      = help: take it out of the document, unless the facts are old: `cargo xtask facts`
    warning[no-longer-there]: the facts have no `Boat Crew`, `Boat Anchor`, `Anchor`: what the \
    document says of them is left out
      --> s.md
      = help: take it out of the document, unless the facts are old: `cargo xtask facts`
    ");
    assert_eq!(
        imported[0].undescribed,
        [
            ("SinkBoat".to_owned(), vec!["SinkBoat".to_owned(), "Name".to_owned()]),
            ("Boat".to_owned(), vec!["Age".to_owned()])
        ]
    );
    for order in shuffled(&sources) {
        let (again, _) = over(&order, std::slice::from_ref(&facts), &Options::default());
        assert_eq!(bytes(&again), bytes(&imported));
    }
}

#[test]
fn what_the_facts_have_lost_is_in_no_example_either() {
    let actions = r#""DescribeBoats": ["HarbourId:string!, Limit:uint64", "BoatSet:[Boat]", ""]"#;
    let facts = facts(&metadata(
        "harbour",
        "2020-02-02",
        actions,
        r#""Boat": "Name:string, Anchor:Anchor", "Anchor": "Weight:uint64""#,
    ));
    let sources = [Page::default().named("boats.md"), file("s.md", STRUCTURES)];
    let (imported, report) = over(&sources, &[facts], &Options::default());
    let api = only(&imported, &report);
    let output = api.actions["DescribeBoats"].examples[0].output.clone().unwrap();
    assert_eq!(output.to_string(), r#"{"BoatSet":[{"Name":"Ariel"}],"RequestId":"r-1"}"#);
    assert!(!api.actions["DescribeBoats"].output.iter().any(|field| field.name == "TotalCount"));
    assert_eq!(api.structures["Boat"].fields.len(), 2);
}

#[test]
fn a_description_is_a_source_that_is_trusted_least() {
    let (first, report) = fresh(&[Page::default().named("boats.md"), file("s.md", STRUCTURES)]);
    let mut before = only(&first, &report);
    before.actions["DescribeBoats"].rate_limit = Some(1);
    let old = file("old.json", &to_json(&before));
    let (alone, report) = fresh(std::slice::from_ref(&old));
    assert_eq!(only(&alone, &report).structures["Boat"].fields, before.structures["Boat"].fields);
    let (both, report) = fresh(&[Page::default().named("boats.md"), old]);
    let both = only(&both, &report);
    assert_eq!(both.actions["DescribeBoats"].rate_limit, Some(20));
    assert_eq!(both.structures["Boat"].fields, before.structures["Boat"].fields);
}

#[test]
fn a_secret_in_an_example_does_not_make_it_another_one() {
    let input = "| Password | Yes | String | Of the user |";
    let sources = [
        Page { input, query: "&Password=hunter2", ..Page::default() }.named("one.md"),
        Page { input, query: "&Password=hunter3", ..Page::default() }.named("other.md"),
    ];
    let (first, report) = fresh(&sources);
    let api = only(&first, &report);
    assert_eq!(api.actions["DescribeBoats"].examples.len(), 1);
    assert!(!bytes(&first)[0].contains("hunter"));
}

#[test]
fn pages_of_several_products() {
    let car =
        Page { domain: "garage.tencentcloudapi.com", version: "2019-01-01", ..Page::default() };
    let (imported, report) = fresh(&[Page::default().named("boats.md"), car.named("cars.md")]);
    assert!(!report.diagnostics.has_errors(), "{}", report.diagnostics);
    let names: Vec<_> =
        imported.iter().map(|one| format!("{} {}", one.api.product, one.api.version)).collect();
    assert_eq!(names, ["garage 2019-01-01", "harbour 2020-02-02"]);
}

#[test]
fn a_page_of_structures_goes_where_its_actions_are() {
    let quay =
        Page { domain: "quay.tencentcloudapi.com", action: "DescribeQuays", ..Page::default() };
    let sources = [
        Page::default().named("boats.md"),
        quay.named("quays.md"),
        file("structures.md", STRUCTURES),
    ];
    let (imported, report) = fresh(&sources);
    assert!(!report.diagnostics.has_errors(), "{}", report.diagnostics);
    let described = |i: usize| {
        imported[i].api.structures.get("Anchor").is_some_and(|structure| !structure.inferred)
    };
    assert_eq!((described(0), described(1)), (true, false));
    // Without the action's page nothing tells.
    let (_, report) = fresh(&sources[2..]);
    assert_snapshot!(report.diagnostics.to_string(), @"
    error[unknown-product]: the document names neither a product nor a version, and nothing else \
    tells
      --> structures.md:1
      = help: pass `--product` and `--version`, or import it together with a document that tells
    ");
    // Facts tell, and so does the user.
    let before = [imported[0].api.clone(), imported[1].api.clone()];
    let (again, report) = over(&sources[2..], &before, &Options::default());
    assert_eq!(only(&again, &report).product, "harbour");
    let options = Options { product: Some("boat-yard".into()), version: Some("2021-01-01".into()) };
    let (alone, report) = over(&sources[2..], &[], &options);
    assert_eq!(only(&alone, &report).product, "boat-yard");
}

#[test]
fn names_that_leave_the_folder_are_refused() {
    for (product, version) in [
        ("../x", "2020-02-02"),
        ("harbour", "../../2020-02-02"),
        ("/etc", "2020-02-02"),
        ("a\\\\b", "x"),
    ] {
        let (imported, report) =
            fresh(&[file("m/api.json", &metadata(product, version, r#""Get": ["", ""]"#, ""))]);
        assert!(imported.is_empty(), "{product} {version}");
        let told = report.diagnostics.iter().any(|d| d.code == "invalid-name" && d.line.is_some());
        assert!(told, "{product} {version}: {}", report.diagnostics);
    }
    for (product, version) in
        [("../harbour", "2020-02-02"), ("harbour", "../2020-02-02"), ("/tmp/x", "2020-02-02")]
    {
        let options = Options { product: Some(product.into()), version: Some(version.into()) };
        let (imported, report) = over(&[Page::default().named("boats.md")], &[], &options);
        assert!(imported.is_empty(), "{product} {version}");
        assert!(
            report.diagnostics.iter().any(|d| d.code == "invalid-name"),
            "{}",
            report.diagnostics
        );
    }
}

#[test]
fn types_that_are_slips_of_the_pen() {
    let page = Page {
        input: "| HarbourId | Yes | Strng | Which |\n| Limit | No | Count | How many |\n| Filter | \
            No | Filter | Which |",
        ..Page::default()
    };
    let (_, report) = fresh(&[page.named("boats.md")]);
    assert_snapshot!(report.diagnostics.to_string(), @"
    error[unknown-type]: the type `Strng` is not a known type; `String` may be meant
      --> boats.md:16
      = help: types are String, Integer, Float, Boolean, Timestamp, Date, Binary, a structure's \
      name, and `Array of` one of these
    error[unknown-type]: `Limit` has the type `Count`, which nothing describes, and its example is \
    not an object
      --> boats.md:17
      = help: write String, Integer, Float, Boolean, Timestamp or Date, or import the page that \
      describes the structure
    warning[undescribed-structure]: nothing describes the structure `Count`
      --> boats.md:17
      = help: import the page of data structures or the metadata, or describe it in an overlay
    warning[undescribed-structure]: nothing describes the structure `Filter`
      --> boats.md:18
      = help: import the page of data structures or the metadata, or describe it in an overlay
    warning[inferred-structure]: nothing describes `Boat`: 2 fields inferred from examples
      --> boats.md:24
    warning[example-type]: `DescribeBoats`: examples contradict declared types: `Limit` is Count, \
    not text
      --> boats.md:13
    ");
}

#[test]
fn json_that_is_cut_off_is_told_in_its_line() {
    let (imported, report) = fresh(&[file("api.json", "{\n \"metadata\": {\n \"apiVersion\"")]);
    assert!(imported.is_empty());
    assert_snapshot!(report.diagnostics.to_string(), @"
    error[malformed-json]: the file is not whole JSON: EOF while parsing an object at line 3 \
    column 13
      --> api.json:3
      = help: take the file from the package again, or correct it at this line
    ");
    let deep = "[".repeat(100_000);
    let (_, report) = fresh(&[file("deep.json", &deep)]);
    assert!(report.diagnostics.to_string().starts_with("error[malformed-json]"));
}

#[test]
fn sources_that_are_none() {
    let bad = SourceFile { name: "bad.md".into(), bytes: b"## 1.\nok\n\xff".to_vec(), named: true };
    let junk = |name: &str, named| SourceFile { named, ..file(name, "junk") };
    let (imported, report) =
        fresh(&[bad, file("empty.md", " \n"), junk("junk.txt", true), junk("found.txt", false)]);
    assert!(imported.is_empty());
    assert_snapshot!(report.diagnostics.to_string(), @"
    error[not-utf8]: the file is not UTF-8 text
      --> bad.md:3
      = help: convert it to UTF-8
    error[empty-file]: the file is empty
      --> empty.md:1
    warning[unrecognised-source]: no document that this tool reads; skipped
      --> found.txt:1
    error[unrecognised-source]: no document that this tool reads
      --> junk.txt:1
      = help: it reads pages of API documentation in Markdown or as captured text, api.json, \
      examples.json, overlays and texts
    ");
}

#[test]
fn examples_that_cannot_be_used_are_left_out() {
    let responses = [
        (
            r#""Error": {"Code": "AuthFailure", "Message": "no"}, "RequestId": "r""#,
            "tells an error",
        ),
        (r#""BoatSet": "#, ""),
    ];
    for (response, expected) in responses {
        let (imported, report) = fresh(&[Page { response, ..Page::default() }.named("boats.md")]);
        let api = only(&imported, &report);
        assert_eq!(api.actions["DescribeBoats"].examples[0].output, None, "{response}");
        let warned = report
            .diagnostics
            .iter()
            .any(|d| d.severity == Severity::Warning && d.message.contains(expected));
        assert!(warned, "{}", report.diagnostics);
    }
}

#[test]
fn what_must_hold_of_a_description() {
    let overlay = r#"overlay = 1
[[correct]]
path = "endpoint"
set = "harbour.tencentcloudapi.com/../x"
why = "No host."
[[correct]]
path = "errors.Not a code"
add = "x"
why = "No code."
[[correct]]
path = "actions.Get.paging"
add = { style = "offset", offset = "Offset", limit = "Limit", items = "Data.Boats" }
why = "No such fields."
[[correct]]
path = "structures.Data.fields.Next"
add = { type = "String", docs = "" }
why = "For the check."
[[correct]]
path = "structures.Data"
rename = "Integer"
why = "No name for a structure."
[[correct]]
path = "structures.Boat.fields.Name"
rename = "no name"
why = "No name for a field."
"#;
    let actions = r#""Get": ["Offset:int64", "Data:Data"]"#;
    let structures = r#""Data": "Boats:[Boat]", "Boat": "Name:string""#;
    let sources = [
        file("m/api.json", &metadata("harbour", "2020-02-02", actions, structures)),
        file("overlay.toml", overlay),
    ];
    let (_, report) = fresh(&sources);
    assert_snapshot!(report.diagnostics.to_string(), @"
    error[invalid-endpoint]: `harbour.tencentcloudapi.com/../x` is no host name
      --> overlay.toml:2
    error[invalid-name]: `Not a code` cannot be an error code
      --> overlay.toml:6
    error[invalid-name]: `no name` cannot be the name of a field
      --> overlay.toml:22
    error[scalar-name]: a structure is called `Integer`, as a type that is none
      --> overlay.toml:18
    error[invalid-paging]: `Get`: paging names `Limit`, which is not there
      --> overlay.toml:10
    ");
}

#[test]
fn a_lost_request_id_is_added() {
    let text =
        Page::default().text().replace("| RequestId | String | The unique request ID. |\n", "");
    let (imported, report) = fresh(&[file("boats.md", &text), file("s.md", STRUCTURES)]);
    let api = only(&imported, &report);
    assert_eq!(
        api.actions["DescribeBoats"].output.last().map(|field| field.name.as_str()),
        Some("RequestId")
    );
    assert_snapshot!(report.diagnostics.to_string(), @"
    warning[missing-request-id]: `DescribeBoats`: the response has no `RequestId` in the sources; \
    it is added
      --> boats.md:13
    ");
}

#[test]
fn texts_replace_what_documents_say_and_stand_on_none_of_their_own() {
    let texts = "[texts]\nproduct = \"harbour\"\nversion \
        = \"2020-02-02\"\n[actions.DescribeBoats]\ndocs = \"Lists boats.\"\n";
    let page = Page::default().named("page.md");
    let (both, report) = fresh(&[page, file("texts.toml", texts)]);
    assert_eq!(only(&both, &report).actions["DescribeBoats"].docs, "Lists boats.");
    let (none, report) = fresh(&[file("texts.toml", texts)]);
    assert!(none.is_empty());
    let told = report.diagnostics.to_string();
    assert!(
        told.contains("no source describes harbour 2020-02-02") && told.contains("texts.toml:1"),
        "{told}"
    );
}
