//! Tests that names stay the same. Each case is an update, with the names before and after it.

use super::*;
use crate::crate_diff::{CrateKind, crate_changes};
use crate::testing::api;

/// The updates: a name, the description before, and the description after.
const UPDATES: [(&str, &str, &str); 16] = [
    (
        "a new action's set would take the plain name",
        "A.in JobState: String = RUN STOP\n B.in JobState: String = ON OFF",
        "A.in JobState: String = RUN STOP\n B.in JobState: String = ON OFF\n C.in JobState: String \
            = ON OFF\n \
         D.in JobState: String = ON OFF",
    ),
    (
        "two sets come to share half of their values",
        "A.in JobState: String = RUN STOP\n B.in JobState: String = ON OFF",
        "A.in JobState: String = RUN STOP\n B.in JobState: String = ON OFF RUN STOP",
    ),
    (
        "values that differ in case only come first",
        "A.in OrderByType: String = ASC DESC",
        "A.in OrderByType: String = asc desc ASC DESC",
    ),
    (
        "an action gets its first error code",
        "A.in Id: String",
        "A.in Id: String\n A.error NotFound.Job",
    ),
    ("a twin comes before a field", "A.in Uui: String", "A.in UUI: String\n A.in Uui: String"),
    (
        "the same in another order",
        "A.in JobState: String = RUN STOP\n B.in JobState: String = ON OFF\n A.in Uui: String\n \
            A.in UUI: String",
        "B.in JobState: String = ON OFF\n A.in UUI: String\n A.in Uui: String\n A.in JobState: \
            String = STOP RUN",
    ),
    (
        "a new action takes a structure's name",
        "A.in X: BRequest\n BRequest.Y: String",
        "A.in X: BRequest\n BRequest.Y: String\n B",
    ),
    (
        "a new structure takes a set's name",
        "A.in JobState: String = RUN",
        "A.in JobState: String = RUN\n A.in Y: JobState\n JobState.Z: String",
    ),
    (
        "an empty response gets a field",
        "A.out RequestId: String",
        "A.out RequestId: String\n A.out Id: String",
    ),
    ("a text gets values", "A.in State: String", "A.in State: String = ON OFF"),
    ("a set loses its values", "A.in State: String = ON OFF", "A.in State: String"),
    ("a set loses one value", "A.in State: String = ON OFF", "A.in State: String = ON"),
    (
        "a field joins a set",
        "A.in JobState: String = ON OFF",
        "A.in JobState: String = ON OFF\n B.in JobState: String = ON OFF DIM",
    ),
    (
        "a field closes a circle",
        "A.in X: S\n S.T: T\n T.Y: String",
        "A.in X: S\n S.T: T\n T.Y: String\n T.S: S",
    ),
    (
        "a method takes another's name",
        "DescribeA\n describe_a",
        "DescribeA\n describe_a\n DESCRIBEA\n Describe_A",
    ),
    (
        "an error code meets another's variant",
        "A.error Not.Found",
        "A.error Not.Found\n A.error NotFound",
    ),
];

#[test]
fn nothing_that_is_there_changes() {
    for (name, before, after) in UPDATES {
        let (before, after) = (api(before), api(after));
        let names = Names::choose(&[&before]);
        let kept = names.settled(&[&after]);
        let changes = crate_changes((&[&before], &names), (&[&after], &kept)).unwrap();
        let moved: Vec<_> =
            changes.iter().filter(|change| change.kind != CrateKind::Added).collect();
        assert_eq!(moved, Vec::<&_>::new(), "{name}");
    }
}

/// Tests the same updates without stored names: the diff reports changed defaults.
#[test]
fn without_the_memory_the_diff_says_what_moves() {
    let cases = [
        (
            "a new action's set would take the plain name",
            "v20200101::ARequest::job_state signature changed",
        ),
        ("a twin comes before a field", "v20200101::ARequest::uui meaning changed: Uui → UUI"),
    ];
    for (name, expected) in cases {
        let (_, before, after) = UPDATES.into_iter().find(|(it, ..)| *it == name).unwrap();
        let (before, after) = (api(before), api(after));
        let changes = crate_changes(
            (&[&before], &Names::choose(&[&before])),
            (&[&after], &Names::choose(&[&after])),
        )
        .unwrap();
        let told: Vec<String> = changes
            .iter()
            .map(|it| format!("{} {}: {}", it.path, it.kind.word(), it.what))
            .collect();
        assert!(told.iter().any(|line| line.starts_with(expected)), "{name}: {told:#?}");
    }
}

/// Tests each default name that does not follow from its name on the wire alone.
#[test]
fn defaults() {
    let api = api(
        "DescribeA.in Type: String = X Y\n DescribeA.in JobState: String = ON OFF\n DescribeA.in \
            Uui: String\n \
         DescribeA.in UUI: String\n DescribeA.in type: String\n DescribeA.in S: S\n S.S: S\n \
         S.Client: Client\n \
         Client.State: String = a A\n New\n Items",
    );
    let names = Names::choose(&[&api]);
    let version = names.version("2020-01-01");
    let input = |field: &str| {
        let FieldName { name, set, boxed } = version.field(Owner::Input("DescribeA"), field);
        format!("{name} {} {boxed}", set.as_deref().unwrap_or("-"))
    };
    assert_eq!(input("Type"), "r#type DescribeAType false");
    assert_eq!(input("type"), "type_ - false");
    assert_eq!(input("JobState"), "job_state JobState false");
    assert_eq!([input("UUI"), input("Uui")], ["uui - false", "uui_ - false"]);
    assert_eq!(input("S"), "s - false");
    assert!(version.field(Owner::Structure("S"), "S").boxed);
    assert_eq!(version.structure("Client"), "ClientData");
    assert_eq!(version.enums["ClientState"].variants["A"], "A");
    assert_eq!(version.enums["ClientState"].variants["a"], "AValue");
    assert_eq!(
        ["New", "Items"].map(|action| version.action(action).method.as_str()),
        ["new_action", "items_action"]
    );
}

/// Which enum a field has, each as `owner.field: enum`.
#[test]
fn enums_belong_to_the_field_a_user_thinks_of() {
    let cases = [
        (
            "named after its owner, though others are more",
            "A.in LampState: String = X\n B.in LampState: String = X\n Lamp.LampState: String = ON \
                OFF",
            "Lamp.LampState: LampState",
        ),
        (
            "the owner is not repeated",
            "Lamp.LampState: String = ON\n Lamps.LampState: String = X",
            "Lamps.LampState: LampsLampState",
        ),
        (
            "a structure rather than an action",
            "ListLamps.in Kind: String = X\n Lamp.Kind: String = X Y",
            "Lamp.Kind: LampKind",
        ),
        (
            "the field is not repeated",
            "ModifyStatus.in Status: String = X",
            "ModifyStatus.Status: ModifyStatus",
        ),
        (
            "names of the runtime are taken",
            "Region.Error: Error\n Error.RetryPolicy: String = X",
            "Error.RetryPolicy: RetryPolicyValue",
        ),
    ];
    for (case, text, expected) in cases {
        let names = Names::choose(&[&api(text)]);
        let version = names.version("2020-01-01");
        let (owner, field) = expected.split_once(": ").unwrap().0.split_once('.').unwrap();
        let all = [Owner::Structure(owner), Owner::Input(owner)]
            .map(|owner| version.field(owner, field).set.clone());
        let set = all.into_iter().flatten().next().unwrap();
        assert_eq!(format!("{owner}.{field}: {set}"), expected, "{case}");
    }
    let names = Names::choose(&[&api("Region.Error: Error\n Error.Id: String")]);
    let version = names.version("2020-01-01");
    assert_eq!(
        ["Region", "Error"].map(|name| version.structure(name)),
        ["RegionData", "ErrorData"]
    );
}

#[test]
fn of_some_actions_only_their_names_are_kept() {
    let whole = api(
        "A.in X: S\n S.JobState: String = ON\n B.in Y: T\n T.TaskState: String = ON\n A.error \
            E.One\n B.error E.Two",
    );
    let mut some = whole.clone();
    tencentcloud_spec::passes::select(&mut some, &["A".to_owned()]).unwrap();
    let mut names = Names::choose(&[&whole]);
    names.keep_only(&[&some], &Names::default());
    assert_eq!(names, Names::choose(&[&some]));
    // Names that were kept before stay.
    let mut names = Names::choose(&[&whole]);
    names.keep_only(&[&some], &Names::choose(&[&whole]));
    assert_eq!(names, Names::choose(&[&whole]));
}

#[test]
fn a_new_version_does_not_take_the_root() {
    let old = api("A");
    let new = Api { version: "2021-01-01".to_owned(), ..old.clone() };
    let names = Names::choose(&[&old]);
    assert_eq!(names.settled(&[&old, &new]).root(), "2020-01-01");
    assert_eq!(Names::choose(&[&new, &old]).root(), "2021-01-01");
}

#[test]
fn names_of_what_is_gone_are_never_given_again() {
    let names = Names::choose(&[&api("A.in Uui: String")]).settled(&[&api("A.in UUI: String")]);
    let version = names.version("2020-01-01");
    assert_eq!(version.field(Owner::Input("A"), "UUI").name, "uui_");
}

#[test]
fn the_file_is_read_as_it_is_written() {
    for (name, before, after) in UPDATES {
        let names = Names::choose(&[&api(before), &api(after)]);
        assert_eq!(Names::from_json(&names.to_json(), "names.lock").unwrap(), names, "{name}");
    }
}

#[test]
fn a_file_that_was_edited_wrongly_is_refused_with_its_place() {
    let text = Names::choose(&[&api("A.in State: String = ON OFF\n A.in Id: String")]).to_json();
    let cases = [
        ("\"id\"", "\"state\"", "names.lock#/versions/2020-01-01/actions/A/input/State"),
        ("\"id\"", "\"i d\"", "`i d` is not a Rust identifier"),
        ("\"id\"", "\"id: Gone\"", "there is no enum `Gone` among the names"),
        ("\"ARequest\"", "\"AResponse\"", "`AResponse` is the name of"),
        ("\"product\"", "\"prodct\"", "unknown field `prodct`"),
        ("\"ON\": \"On\"", "\"ON\": \"Off\"", "`Off` is the name of"),
    ];
    for (from, to, expected) in cases {
        assert!(text.contains(from), "{from}: {text}");
        let error =
            Names::from_json(&text.replace(from, to), "names.lock").unwrap_err().to_string();
        assert!(error.contains(expected), "{to}: {error}");
    }
}

#[test]
fn versions_of_crates_follow_the_class() {
    let mut names = Names::choose(&[&api("A")]);
    assert_eq!(names.crate_version(), "0.1.0");
    names.bump(Some(Class::Additive));
    names.bump(Some(Class::Breaking));
    names.bump(None);
    assert_eq!(names.crate_version(), "0.2.0");
}
