//! Tables of decisions, each on a description of a few lines.
//!
//! Not here: names that stay the same over time (names/tests.rs), whole files (tests/snapshots).

use super::{ApiPlan, Base, Blocking, FieldPlan, FieldType, Kind, plan_package};
use crate::names::Names;
use crate::testing::{action, api, plan};
use tencentcloud_spec::model::{Api, Paging, Status, Structure, Type};

/// Returns the fields of a type by its Rust name.
fn fields<'a>(plan: &'a ApiPlan, name: &str) -> &'a [FieldPlan] {
    let of_actions = plan.actions.iter().flat_map(|it| [&it.request, &it.response]);
    let mut all = of_actions.chain(&plan.structures);
    &all.find(|it| it.name == name).unwrap_or_else(|| panic!("no type {name}")).fields
}

/// Returns a type as one would write it in Rust, without the `Option`.
fn shown(r#type: &FieldType) -> String {
    let base = match &r#type.base {
        Base::Text => "String".to_owned(),
        Base::Integer => "i64".to_owned(),
        Base::Unsigned => "u64".to_owned(),
        Base::Float => "f64".to_owned(),
        Base::Boolean => "bool".to_owned(),
        Base::Binary => "Vec<u8>".to_owned(),
        Base::Json => "Value".to_owned(),
        Base::Open(name) => format!("enum {name}"),
        Base::Structure { name, boxed: true } => format!("Box<{name}>"),
        Base::Structure { name, boxed: false } => name.clone(),
    };
    if r#type.list { format!("Vec<{base}>") } else { base }
}

#[test]
fn names_of_actions() {
    let cases = [
        ("DescribeJob", "describe_job DescribeJobRequest DescribeJobResponse describe_job"),
        (
            "DescribeHTTPProxy",
            "describe_http_proxy DescribeHTTPProxyRequest \
            DescribeHTTPProxyResponse describe_http_proxy",
        ),
        ("Move", "r#move MoveRequest MoveResponse move"),
        ("New", "new_action NewRequest NewResponse new_action"),
    ];
    for (wire, expected) in cases {
        let plan = plan(&api(wire));
        let it = &plan.actions[0];
        let names = [&it.method, &it.request.name, &it.response.name, &it.file];
        assert_eq!(names.map(String::as_str).join(" "), expected, "{wire}");
    }
}

#[test]
fn names_of_fields() {
    let cases = [
        ("JobId", "job_id", "job_id"),
        ("VPCId", "vpc_id", "vpc_id"),
        ("Type", "r#type", "r#type"),
        ("Self", "self_", "self_"),
        ("New", "new", "with_new"),
        ("Default", "default", "with_default"),
        ("IPv6Address", "ipv6_address", "ipv6_address"),
    ];
    for (wire, name, setter) in cases {
        let plan = plan(&api(&format!("A.in {wire}: String")));
        let [field] = fields(&plan, "ARequest") else { panic!("{wire}") };
        assert_eq!((field.name.as_str(), field.setter.as_str()), (name, setter), "{wire}");
        assert_eq!(field.wire, wire);
    }
}

#[test]
fn types_of_fields() {
    let cases = [
        ("String", "String"),
        ("Integer", "i64"),
        ("Unsigned", "u64"),
        ("Float", "f64"),
        ("Boolean", "bool"),
        ("Binary", "Vec<u8>"),
        ("Timestamp", "String"),
        ("DateTime", "String"),
        ("Date", "String"),
        ("Array of String", "Vec<String>"),
        ("Array of Unsigned", "Vec<u64>"),
        ("Array of Binary", "Vec<Value>"),
        ("Array of Array of String", "Vec<Value>"),
        ("Lamp", "Lamp"),
        ("Array of Lamp", "Vec<Lamp>"),
        ("Nobody", "Value"),
        ("Array of Nobody", "Vec<Value>"),
        ("String = ON OFF", "enum LampState"),
        ("Array of String = ON OFF", "Vec<enum LampState>"),
        ("Integer = 1 2", "i64"),
    ];
    for (declared, expected) in cases {
        let plan = plan(&api(&format!("A.in LampState: {declared}\n Lamp.Name: String")));
        assert_eq!(shown(&fields(&plan, "ARequest")[0].r#type), expected, "{declared}");
    }
}

#[test]
fn boxes_close_circles_only() {
    let cases = [
        ("A.in S: S\n S.S: S", "S", "Box<S>"),
        ("A.in S: S\n S.S: Array of S", "S", "Vec<S>"),
        ("A.in S: S\n S.T: T\n T.Name: String", "S", "T"),
        ("A.in S: S\n S.T: T\n T.S: Array of S", "T", "Vec<S>"),
        ("A.in S: S\n S.S: S", "ARequest", "S"),
    ];
    for (text, owner, expected) in cases {
        let plan = plan(&api(text));
        assert_eq!(shown(&fields(&plan, owner)[0].r#type), expected, "{text}");
    }
    // All new fields of a longer circle are boxed: none of them was there first.
    let plan = plan(&api("A.in S: S\n S.T: T\n T.S: S"));
    assert_eq!(
        ["S", "T"].map(|owner| shown(&fields(&plan, owner)[0].r#type)),
        ["Box<T>", "Box<S>"]
    );
}

#[test]
fn value_sets_and_who_shares_them() {
    let cases = [
        ("A.in JobState: String = RUN STOP", "JobState: RUN STOP"),
        ("A.in JobState: String = RUN\n B.in JobState: String = RUN STOP", "JobState: RUN STOP"),
        ("A.in Type: String = X Y", "AType: X Y"),
        ("Job.Type: String = X\n A.in Job: Job", "JobType: X"),
        ("A.in JobState: String", ""),
        ("A.in Level: Integer = 1 2", ""),
    ];
    for (text, expected) in cases {
        let plan = plan(&api(text));
        let sets: Vec<String> = plan
            .value_sets
            .iter()
            .map(|set| {
                let values: Vec<_> = set.variants.iter().map(|it| it.wire.as_str()).collect();
                format!("{}: {}", set.name, values.join(" "))
            })
            .collect();
        assert_eq!(sets.join(", "), expected, "{text}");
    }
}

#[test]
fn variants_of_values() {
    let cases = [
        ("RUNNING", "Running"),
        ("in_progress", "InProgress"),
        ("S3.SMALL", "S3Small"),
        ("0", "Value0"),
        ("Other", "OtherValue"),
        ("Self", "SelfValue"),
        ("a-b", "AB"),
    ];
    for (value, expected) in cases {
        let plan = plan(&api(&format!("A.in JobState: String = {value}")));
        assert_eq!(plan.value_sets[0].variants[0].name, expected, "{value}");
    }
}

#[test]
fn setters_are_for_types_that_users_build() {
    let plan = plan(&api(
        "A.in In: In\n A.in Both: Both\n A.out Out: Out\n A.out Both: Both\n In.X: String\n \
         Both.X: String\n Out.X: String\n Out.Deep: Deep\n Deep.X: String",
    ));
    let kind = |name: &str| plan.structures.iter().find(|it| it.name == name).unwrap().kind;
    for name in ["In", "Both"] {
        assert!(kind(name) == Kind::InRequests, "{name}");
    }
    for name in ["Out", "Deep"] {
        assert!(kind(name) == Kind::InResponses, "{name}");
    }
    assert!(plan.actions[0].request.has_setters() && !plan.actions[0].response.has_setters());
}

#[test]
fn moments_have_methods() {
    let cases = [
        ("A.in EndTime: Timestamp", Some("end_time_as_moment end_time_moment")),
        ("A.in EndTime: DateTime", Some("end_time_as_moment end_time_moment")),
        ("A.in Type: Date", Some("type_as_moment type_moment")),
        ("A.in EndTime: String", None),
        ("A.in EndTime: Array of Date", None),
        // Another field has the name already.
        ("A.in EndTime: Date\n A.in EndTimeMoment: String", None),
    ];
    for (text, expected) in cases {
        let plan = plan(&api(text));
        let moment = fields(&plan, "ARequest")[0].moment.as_ref();
        let methods = moment.map(|it| format!("{} {}", it.getter, it.setter));
        assert_eq!(methods.as_deref(), expected, "{text}");
    }
}

fn by_offset(items: &str) -> Paging {
    Paging::Offset {
        offset: "Offset".to_owned(),
        limit: "Limit".to_owned(),
        items: items.to_owned(),
        total: None,
        evidence: None,
    }
}

#[test]
fn lists_of_paged_actions() {
    let description = "A.in Offset: Unsigned\n A.out Items: Array of Item\n A.out Ids: Array of \
        String\n A.out One: Item\n A.out Data: Data\n Data.Items: Array of Item\n \
        Item.Name: String";
    let cases = [
        ("Items", Some("items of Item")),
        ("Ids", Some("ids of String")),
        ("Data.Items", Some("data.items of Item")),
        ("One", None),
        ("Missing", None),
        ("Data.Missing", None),
        ("Ids.Items", None),
    ];
    for (items, expected) in cases {
        let mut api = api(description);
        action(&mut api, "A").paging = Some(by_offset(items));
        let plan = plan(&api);
        let list = plan.actions[0].paging.as_ref().map(|it| {
            let item = shown(&FieldType { base: it.item.clone(), list: false });
            format!("{} of {item}", it.path.join("."))
        });
        assert_eq!(list.as_deref(), expected, "{items}");
    }
}

#[test]
fn docs_of_fields() {
    let cases = [
        ("A.in Name: String | The name.", "The name."),
        ("A.in Name: String", "`Name`"),
        ("A.in Name!: String | The name.", "The name./Required."),
        ("A.in Day: Date | The day.", "The day./A day, as `YYYY-MM-DD`."),
        ("A.in Day: Date | The day, YYYY-MM-DD.", "The day, YYYY-MM-DD."),
        ("A.in End!: Timestamp | The end.", "The end./Required. A moment in ISO 8601."),
    ];
    for (text, expected) in cases {
        let plan = plan(&api(text));
        let docs = &fields(&plan, "ARequest")[0].docs;
        let lines: Vec<_> = docs.iter().filter(|line| !line.is_empty()).cloned().collect();
        assert_eq!(lines.join("/"), expected, "{text}");
    }
}

#[test]
fn docs_of_idempotency_tokens() {
    let cases = [
        (
            "A.in Token: String | A token.",
            "A token./The client sets a random value if you set none.",
        ),
        (
            "A.in Token!: String | A token.",
            "A token./Required. The client sets a random value if you set none.",
        ),
        // The runtime does not set these.
        ("A.in Token: Integer | A token.", "A token."),
        ("A.in Token: Array of String | A token.", "A token."),
        ("A.in Name: String | The name.", "The name."),
    ];
    for (text, expected) in cases {
        let mut api = api(&format!("{text}\n A.in In: In\n In.Token: String | Another."));
        action(&mut api, "A").idempotency_token = Some("Token".to_owned());
        let plan = plan(&api);
        let lines = |name: &str| fields(&plan, name)[0].docs.join("/").replace("//", "/");
        assert_eq!(lines("ARequest"), expected, "{text}");
        assert_eq!(lines("In"), "Another.", "{text}");
    }
}

#[test]
fn docs_of_methods() {
    let mut api = api("A.out Items: Array of Item\n Item.Name: String\n A.error NotFound");
    let it = action(&mut api, "A");
    it.docs = "Lists the items. All of them.".to_owned();
    it.paging = Some(by_offset("Items"));
    it.rate_limit = Some(20);
    let plan = plan(&api);
    let docs = plan.actions[0].docs.join("\n");
    for part in [
        "Lists the items.",
        "Returns [`AResponse`](super::AResponse).",
        "To read the whole list, pass the request to [`items`](Self::items) or [`pages`]",
        "The service accepts at most 20 requests per second: see [`RateLimiter`]",
        "# Errors\n\nReturns an error of the service, whose code is a \
            [`AErrorCode`](super::AErrorCode)",
    ] {
        assert!(docs.contains(part), "{part:?} is not in:\n{docs}");
    }
    let without = plan_of_action_alone("B");
    assert!(without.starts_with("Calls `B`.\n"), "{without}");
    assert!(!without.contains("at most") && !without.contains("pages"), "{without}");
}

fn plan_of_action_alone(name: &str) -> String {
    plan(&api(name)).actions[0].docs.join("\n")
}

#[test]
fn responses_without_contents() {
    let cases = [
        ("A.out RequestId: String", true),
        ("A.out RequestId: String\n A.out Id: String", false),
        ("A.out Id: String", false),
        ("A.out RequestId: Integer", false),
        ("A", false),
    ];
    for (text, expected) in cases {
        assert_eq!(plan(&api(text)).actions[0].empty_response, expected, "{text}");
    }
}

#[test]
fn error_codes_of_actions() {
    let plan = plan(&api("A.error NotFound.Job\n A.error Busy\n B"));
    let [a, b] = plan.actions.as_slice() else { panic!("two actions") };
    assert!(a.has_error_codes() && !b.has_error_codes());
    let names = |it: &super::ValueSetPlan| -> Vec<String> {
        it.variants.iter().map(|it| it.name.clone()).collect()
    };
    assert_eq!(names(&a.errors), ["Busy", "NotFoundJob"]);
    assert_eq!(names(&plan.errors), ["Busy", "NotFoundJob"]);
    assert_eq!((a.errors.name.as_str(), plan.errors.name.as_str()), ("AErrorCode", "ErrorCode"));
}

#[test]
fn status_and_repeats_come_from_the_description() {
    let mut api = api("A.in ClientToken: String");
    let it = action(&mut api, "A");
    (it.read_only, it.unsigned, it.status) = (true, true, Status::Deprecated);
    it.idempotency_token = Some("ClientToken".to_owned());
    let plan = plan(&api);
    let it = &plan.actions[0];
    assert!(it.read_only && it.unsigned && it.deprecated);
    assert_eq!(it.idempotency_token.as_deref(), Some("ClientToken"));
}

#[test]
fn the_root_has_the_newest_version_unless_names_say_otherwise() {
    let version = |version: &str| {
        let mut api = api("A.in Name: String");
        api.version = version.to_owned();
        api
    };
    let (old, new) = (version("2019-01-01"), version("2020-01-01"));
    let names = Names::default().settled(&[&old, &new]);
    let package = plan_package(&[&old, &new], &names, Blocking::Feature).unwrap();
    let modules: Vec<_> = package.apis.iter().map(|it| it.module.as_str()).collect();
    assert_eq!(modules, ["v20190101", "v20200101"]);
    assert_eq!(package.root().unwrap().module, "v20200101");
    assert_eq!(
        (package.name.as_str(), package.library.as_str()),
        ("tencentcloud-api-lamp", "tencentcloud_api_lamp")
    );
    assert!(plan_package(&[], &names, Blocking::Never).is_none());
}

#[test]
fn names_of_crates() {
    let names = Names::default();
    let api = Api::new("lamp", "2020-01-01");
    let cases = [
        ("lamp", Some("lamp")),
        ("my-lamp_2", Some("my_lamp_2")),
        ("2lamp", None),
        ("a lamp", None),
        ("fn", None),
        ("", None),
    ];
    for (name, library) in cases {
        let mut package = plan_package(&[&api], &names, Blocking::Feature).unwrap();
        let renamed = package.rename(name).is_ok();
        assert_eq!(renamed.then_some(package.library.as_str()), library, "{name}");
    }
}

#[test]
fn opaque_structures_are_json() {
    let mut api = api("A.in X: Empty\n A.in Y: Full\n Full.Name: String");
    let empty = Structure { inferred: true, ..Structure::default() };
    api.structures.insert("Empty".to_owned(), empty);
    let plan = plan(&api);
    let types: Vec<_> = fields(&plan, "ARequest").iter().map(|it| shown(&it.r#type)).collect();
    assert_eq!(types, ["Value", "Full"]);
    assert_eq!(plan.structures.len(), 1);
    assert_eq!(Type::parse("Empty"), Some(Type::Structure("Empty".to_owned())));
}
