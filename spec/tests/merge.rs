//! Many sources of one description: trust and warnings.

mod support;

use insta::assert_snapshot;
use serde_json::json;
use support::{Page, STRUCTURES, file, fresh, metadata, only, outline};
use tencentcloud_spec::import::SourceFile;

fn api_json(name: &str, actions: &str, structures: &str) -> SourceFile {
    file(name, &metadata("harbour", "2020-02-02", actions, structures))
}

/// Metadata, a page with these input parameters, and structures.
fn boats(actions: &str, structures: &str, input: &'static str) -> [SourceFile; 3] {
    let page = Page { input, ..Page::default() };
    [
        api_json("cn/api.json", actions, structures),
        page.named("boats.md"),
        file("structures.md", STRUCTURES),
    ]
}

#[test]
fn metadata_knows_types_and_documents_know_prose_codes_and_limits() {
    let actions = r#""DescribeBoats": [
        "HarbourId:string=海港标识, Limit:uint64!=每页数量, Since:datetime_iso=时间",
        "BoatSet:[Boat]?=船, TotalCount:uint64=总数", "查询船"],
        "DescribeQuays": ["", "Total:int64=总数", "查询码头"]"#;
    let structures = r#""Boat": "Name:string=名称, Crew:string=船员, Speed:float=速度""#;
    let sources = boats(
        actions,
        structures,
        "| HarbourId | Yes | String | Which harbour |\n| Tide | No | String | High or low |\n| \
            Since | No | String | From when |",
    );
    let (imported, report) = fresh(&sources);
    assert_snapshot!(outline(&only(&imported, &report)));
    assert_snapshot!(report.diagnostics.to_string(), @"
    warning[conflicting-required]: `DescribeBoats input`: requiredness of `HarbourId` is optional \
    in cn/api.json:1, required in boats.md:16; the former is taken
      --> boats.md:16
    warning[only-in-one-source]: `DescribeBoats input`: `Tide` in boats.md but not in cn/api.json, \
    which is trusted more; kept
      --> boats.md:17
    warning[conflicting-type]: `Boat`: type of `Crew` is String in cn/api.json:1, Integer in \
    structures.md:10; the former is taken
      --> structures.md:10
    warning[only-in-one-source]: `Boat`: `Anchor` in structures.md but not in cn/api.json, which \
    is trusted more; kept
      --> structures.md:11
    warning[example-type]: `DescribeBoats`: examples contradict declared types: `BoatSet.Crew` is \
    String, not a number
      --> cn/api.json:1
    ");
}

#[test]
fn chinese_metadata_for_structure_and_english_metadata_for_prose() {
    let chinese = r#""Get": ["A:string!=甲, B:int64=乙, C:string=丙", "D:string=丁", "取得"]"#;
    let english = r#""Get": ["B:uint64=second, A:string=first",
        "D:string=fourth, E:string=fifth", "Gets it"]"#;
    // The order of the arguments makes no difference.
    let (cn, intl) = (api_json("cn/api.json", chinese, ""), api_json("intl/api.json", english, ""));
    let (one, report) = fresh(&[cn.clone(), intl.clone()]);
    assert_snapshot!(outline(&only(&one, &report)), @r#"
    harbour 2020-02-02 at harbour.tencentcloudapi.com
    Get(0) Optional ["api.json"]
      < A: String required "first"
      < B: Integer "second"
      < C: String "丙"
      > D: String "fourth"
      > E: String "fifth"
      > RequestId: String ""
      !
    "#);
    assert_snapshot!(report.diagnostics.to_string(), @"
    warning[conflicting-required]: `Get input`: requiredness of `A` is required in cn/api.json:1, \
    optional in intl/api.json:1; the former is taken
      --> intl/api.json:1
    warning[only-in-one-source]: `Get output`: `E` in intl/api.json but not in cn/api.json, which \
    is trusted more; kept
      --> intl/api.json:1
    ");
    let (other, _) = fresh(&[intl, cn]);
    assert_eq!(one[0].api.actions["Get"].input, other[0].api.actions["Get"].input);
}

/// They carry no date: what only the older one has would stay.
#[test]
fn two_metadata_files_of_one_version_are_refused() {
    let new = r#""Get": ["A:string=first", "D:string=fourth", "Gets it"]"#;
    let old = format!(r#"{new}, "Drop": ["A:string=first", "D:string=fourth", "Drops it"]"#);
    let files = [("new/api.json", new), ("old/api.json", &*old)]
        .map(|(name, text)| api_json(name, text, ""));
    let (_, report) = fresh(&files);
    let errors: Vec<String> =
        report.diagnostics.iter().filter(|one| one.is_error()).map(ToString::to_string).collect();
    assert_snapshot!(errors.join("\n"), @"
    error[two-metadata-files]: two files are the metadata of harbour 2020-02-02: this one and \
    `new/api.json`
      --> old/api.json:1
      = help: import the newer one alone: neither tells its age
    ");
    let [_, file] = files;
    let (_, report) = fresh(&[
        file.clone(),
        tencentcloud_spec::import::SourceFile { name: "copy.json".to_owned(), ..file },
    ]);
    assert!(!report.diagnostics.has_errors(), "{}", report.diagnostics);
}

#[test]
fn examples_of_metadata_are_attached_by_name() {
    let actions = r#""Get": ["Filters:[Filter], Dry:bool", "Total:int64"]"#;
    let example = |title: &str, query: &str, output: &str| {
        let input = format!("https://harbour.tencentcloudapi.com/?Action={query}");
        json!({"document": "", "title": title, "input": input, "output": output})
    };
    let get = "Get&Filters.0.Name=zone&Filters.0.Values.0=1&Dry=true";
    let total = r#"{"Response": {"Total": 1, "RequestId": "r"}}"#;
    let gone = r#"{"Response": {"RequestId": "r"}}"#;
    let examples = json!({
        "actions": {
            "Get": [example("One", get, total), example("Same again", get, total)],
            "Gone": [example("x", "Gone", gone)]
        },
        "version": "1.0"
    });
    let examples = serde_json::to_string_pretty(&examples).unwrap();
    let structures = r#""Filter": "Name:string, Values:[int64]""#;
    let (imported, report) =
        fresh(&[api_json("m/api.json", actions, structures), file("m/examples.json", &examples)]);
    assert_snapshot!(outline(&only(&imported, &report)), @r#"
    harbour 2020-02-02 at harbour.tencentcloudapi.com
    Get(0) Optional ["api.json", "examples.json"]
      < Filters: Array of Filter ""
      < Dry: Boolean ""
      > Total: Integer ""
      > RequestId: String ""
      ! 
      One: {"Filters":[{"Name":"zone","Values":[1]}],"Dry":true} -> {"Total":1,"RequestId":"r"}
    Filter ["api.json"]
      Name: String ""
      Values: Array of Integer ""
    "#);
    assert_snapshot!(report.diagnostics.to_string(), @"
    warning[undescribed-action]: nothing describes the action `Gone`, there are only examples; it \
    is left out
      --> m/examples.json:17
    ");
}

#[test]
fn many_differing_descriptions_are_one_warning_a_source() {
    let actions = r#""DescribeBoats": ["HarbourId:string=The harbour, Limit:uint64=boats a page",
        "TotalCount:int64=The number, BoatSet:[Boat]=THE BOATS.", "Boats of a harbour"]"#;
    let (_, report) = fresh(&[
        api_json("api.json", actions, r#""Boat": "Name:string, Crew:int64""#),
        Page::default().named("boats.md"),
    ]);
    assert_snapshot!(report.diagnostics.to_string(), @"
    warning[conflicting-description]: descriptions in api.json differ from those in boats.md, \
    which are taken: `DescribeBoats`, `DescribeBoats input.HarbourId`, `DescribeBoats \
    output.TotalCount`
      --> api.json:1
    warning[conflicting-required]: `DescribeBoats input`: requiredness of `HarbourId` is optional \
    in api.json:1, required in boats.md:16; the former is taken
      --> boats.md:16
    ");
}

#[test]
fn later_of_two_pages_without_a_date_is_believed() {
    let older = Page { rate: 20, domain: "harbour.tencentcloudapi.com", ..Page::default() };
    let newer = Page {
        rate: 30,
        docs: "Lists all boats.",
        input: "| HarbourId | Yes | Integer | Which harbour |",
        errors: "| InvalidParameter | Wrong. |\n| ResourceNotFound | Nothing there. |",
        ..Page::default()
    };
    let (imported, report) =
        fresh(&[older.named("1/boats.md"), newer.named("2/boats.md"), file("s.md", STRUCTURES)]);
    assert_snapshot!(outline(&only(&imported, &report)));
    assert_snapshot!(report.diagnostics.to_string(), @"
    warning[conflicting-description]: descriptions in 1/boats.md differ from those in 2/boats.md, \
    which are taken: `DescribeBoats`
      --> 1/boats.md:13
    warning[conflicting-rate-limit]: `DescribeBoats`: rate limit is 30 a second in 2/boats.md:13, \
    20 a second in 1/boats.md:13; the former is taken
      --> 1/boats.md:13
    warning[conflicting-type]: `DescribeBoats input`: type of `HarbourId` is Integer in \
    2/boats.md:16, String in 1/boats.md:16; the former is taken
      --> 1/boats.md:16
    warning[only-in-one-source]: `DescribeBoats input`: `Limit` in 1/boats.md but not in \
    2/boats.md, which is trusted more; kept
      --> 1/boats.md:17
    warning[conflicting-description]: error codes are described differently, the first description \
    is taken: `ResourceNotFound` (2/boats.md:50, not 1/boats.md:50)
      --> 1/boats.md:50
    warning[example-type]: `DescribeBoats`: examples contradict declared types: `HarbourId` is \
    Integer, not text
      --> 2/boats.md:13
    ");
}

#[test]
fn the_overlay_has_the_last_word() {
    let overlay = r#"
# Corrections of the harbour.
overlay = 1
product = "harbour"
version = "2020-02-02"

[[correct]]
path = "actions.DescribeBoats.rate_limit"
set = 5
why = "Measured."

[[correct]]
path = "structures.Boat.fields.Crew.type"
set = "Unsigned"
why = "Nobody is owed to a crew."

[[correct]]
path = "structures.Boat"
rename = "Ship"
why = "What the response calls it."

[[correct]]
path = "structures.Ship.fields.State"
add = { type = "String", docs = "Where it is", values = { SEA = "At sea", PORT = "In port" } }
after = "Name"
why = "Seen in responses."

[[correct]]
path = "structures.Ship.fields.State.values.DOCK"
add = "In the dry dock"
why = "Seen in responses."

[[correct]]
path = "actions.DescribeBoats.input.Limit"
remove = true
why = "Refused since May."

[[correct]]
path = "errors.InvalidParameter.Harbour"
add = "There is no such harbour."
why = "Seen in responses."

[[correct]]
path = "actions.DescribeBoats.errors.InvalidParameter.Harbour"
add = "InvalidParameter.Harbour"
why = "Seen in responses."

[[correct]]
path = "actions.DescribeBoats.paging"
set = { style = "token", token = "HarbourId", next = "RequestId", items = "BoatSet" }
why = "A test."
"#;
    let sources = [
        Page::default().named("boats.md"),
        file("s.md", STRUCTURES),
        file("overlay.toml", overlay),
    ];
    let (imported, report) = fresh(&sources);
    let api = only(&imported, &report);
    assert_snapshot!(outline(&api));
    let values = &api.structures["Ship"].fields[1].values;
    let paging = json!(api.actions["DescribeBoats"].paging);
    assert_snapshot!(format!("{values:?}"));
    let expected = json!({"style": "token", "token": "HarbourId", "next": "RequestId",
        "items": "BoatSet", "evidence": "overlay"});
    assert_eq!(paging, expected);
}

#[test]
fn corrections_see_what_those_before_them_did() {
    let steps = [
        ("fields.Mast", r#"add = { type = "String", docs = "One" }"#),
        ("fields.Sail", r#"add = { type = "String", docs = "Many" }"#),
        ("fields.Mast", r#"rename = "Pole""#),
        ("fields.Mast", r#"add = { type = "Float", docs = "Another" }"#),
        ("fields.Pole", "remove = true"),
        ("fields.Keel", "add = { type = \"String\", docs = \"\" }\nafter = \"Name\""),
        ("fields.Sail.name", r#"set = "Jib""#),
        ("fields.Jib.type", r#"set = "Integer""#),
        ("fields.Jib.values.1", r#"add = "Small""#),
        ("fields.Jib.values.2", r#"add = "Large""#),
        ("fields.Jib.values.1", "remove = true"),
        ("fields.Crew.docs", r#"set = "All hands""#),
    ];
    let corrections: String = steps
        .iter()
        .map(|(path, change)| {
            format!("[[correct]]\npath = \"structures.Boat.{path}\"\n{change}\nwhy = \"A test.\"\n")
        })
        .collect();
    let overlay = file("overlay.toml", &format!("overlay = 1\n{corrections}"));
    let (imported, report) =
        fresh(&[Page::default().named("boats.md"), file("s.md", STRUCTURES), overlay]);
    let boat = &only(&imported, &report).structures["Boat"];
    let fields: Vec<String> = boat
        .fields
        .iter()
        .map(|f| format!("{} {} {:?} {:?}", f.name, f.r#type, f.docs, f.values))
        .collect();
    assert_snapshot!(fields.join("\n"), @r#"
    Name String "What it is called" {}
    Keel String "" {}
    Crew Integer "All hands" {}
    Anchor Anchor "Its anchor" {}
    Jib Integer "Many" {"2": "Large"}
    Mast Float "Another" {}
    "#);
}

/// Corrections that are all wrong: they change nothing, or their path or their value is invalid.
const WRONG_CORRECTIONS: &str = r#"overlay = 1
[[correct]]
path = "actions.DescribeBoats.rate_limit"
set = 20
why = "It is so already."
[[correct]]
path = "actions.DescribeBoats.input.Limit.required"
set = false
why = "It is so already, by default."
[[correct]]
path = "structures.Boot.docs"
set = "x"
why = "No such structure."
[[correct]]
path = "structures.Boat.fields.Keel.type"
set = "String"
why = "No such field."
[[correct]]
path = "structures.Boat.fields.Crew.typ"
set = "String"
why = "No such key."
[[correct]]
path = "structures.Boat.fields.Crew.type"
set = "Array of"
why = "No such type."
[[correct]]
path = "structures.Boat.fields.Name"
add = { type = "String", docs = "x" }
why = "There already."
[[correct]]
path = "structures.Boat"
rename = "Anchor"
why = "Taken."
[[correct]]
path = "actions.DescribeBoats.input.Nothing"
remove = true
why = "Not there."
[[correct]]
path = "actions.DescribeBoats.paging"
remove = true
why = "Nothing pages here: there is no Offset."
[[correct]]
path = "product"
set = "../x"
why = "Not to be corrected."
"#;

#[test]
fn corrections_that_correct_nothing() {
    let sources = [
        Page::default().named("boats.md"),
        file("s.md", STRUCTURES),
        file("overlay.toml", WRONG_CORRECTIONS),
    ];
    assert_snapshot!(errors(&sources), @"
    error[needless-correction]: the correction of `actions.DescribeBoats.rate_limit` changes nothing
      --> overlay.toml:2
      = help: take it out, if the sources have caught up with it
    error[needless-correction]: the correction of `actions.DescribeBoats.input.Limit.required` \
    changes nothing
      --> overlay.toml:6
      = help: take it out, if the sources have caught up with it
    error[unknown-path]: `structures.Boot.docs`: there is no `Boot`
      --> overlay.toml:10
      = help: paths follow the normalised JSON, such as `structures.Filter.fields.Name.type`
    error[unknown-path]: `structures.Boat.fields.Keel.type`: there is no `Keel`
      --> overlay.toml:14
      = help: paths follow the normalised JSON, such as `structures.Filter.fields.Name.type`
    error[unknown-path]: `structures.Boat.fields.Crew.typ`: there is no `typ`, only `name`, \
    `type`, `required`, `nullable`, `deprecated`, `inferred`, `sensitive`, `values`, `limits`, \
    `example`, `docs`
      --> overlay.toml:18
      = help: paths follow the normalised JSON, such as `structures.Filter.fields.Name.type`
    error[invalid-correction]: `structures.Boat.fields.Crew.type` cannot be so: `Array of` is not \
    a type
      --> overlay.toml:22
      = help: paths follow the normalised JSON, such as `structures.Filter.fields.Name.type`
    error[needless-correction]: `structures.Boat.fields.Name`: `Name` is there already
      --> overlay.toml:26
      = help: take it out, if the sources have caught up with it
    error[needless-correction]: `structures.Boat`: `Anchor` is there already
      --> overlay.toml:30
      = help: take it out, if the sources have caught up with it
    error[unknown-path]: `actions.DescribeBoats.input.Nothing`: there is no `Nothing`
      --> overlay.toml:34
      = help: paths follow the normalised JSON, such as `structures.Filter.fields.Name.type`
    error[unknown-path]: `actions.DescribeBoats.paging`: there is no `paging`
      --> overlay.toml:38
      = help: paths follow the normalised JSON, such as `structures.Filter.fields.Name.type`
    error[unknown-path]: `product`: there is no `product`, only `title`, `service`, `endpoint`
      --> overlay.toml:42
      = help: paths follow the normalised JSON, such as `structures.Filter.fields.Name.type`
    ");
}

#[test]
fn overlays_that_are_none() {
    let cases = [
        ("overlay = 1\n[[correct]]\npath = \"title\"\nset = \"x\"", ""),
        (
            "overlay = 1\n\n[[correct]]\npath = \"title\"\nset = \"x\"\nremove = true\nwhy = \"y\"",
            "",
        ),
        ("overlay = 1\n[[correct]]\npath = \"title\"\nwhy = \" \"\nset = \"x\"", ""),
        ("overlay = 1\n[[correct]]\npath = \"a..b\"\nwhy = \"y\"\nset = \"x\"", ""),
        ("overlay = 1\n[[correct]\n", ""),
        ("overlay = 2\n", ""),
        ("overlay = 1\nproduct = \"../x\"\nversion = \"2020-02-02\"\n", ""),
        ("overlay = 1\nproduct = \"other\"\n", ""),
    ];
    let texts: Vec<String> = cases
        .iter()
        .map(|(overlay, _)| {
            errors(&[Page::default().named("boats.md"), file("overlay.toml", overlay)])
        })
        .collect();
    assert_snapshot!(texts.join("\n"));
}

fn errors(sources: &[SourceFile]) -> String {
    let (_, report) = fresh(sources);
    report.diagnostics.iter().filter(|d| d.is_error()).map(|d| format!("{d}\n")).collect()
}
