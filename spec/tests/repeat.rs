//! Derived retries and secrets, and their correction by an overlay.

mod support;

use support::{Page, STRUCTURES, file, fresh, only};
use tencentcloud_spec::import::SourceFile;
use tencentcloud_spec::model::Api;

const INPUT: &str = "| HarbourId | Yes | String | Which harbour |\n\
    | Limit | No | Integer | Boats a page |\n\
    | ClientToken | No | String | Idempotency token of your own, unique for each request |";

fn sources(docs: &'static str, corrections: &str) -> [SourceFile; 3] {
    let page = Page { docs, input: INPUT, ..Page::default() };
    let overlay = format!("overlay = 1\nproduct = \"harbour\"\n{corrections}");
    [page.named("boats.md"), file("s.md", STRUCTURES), file("overlay.toml", &overlay)]
}

fn correction(path: &str, change: &str) -> String {
    format!("[[correct]]\npath = \"{path}\"\n{change}\nwhy = \"A test.\"\n")
}

fn imported(docs: &'static str, corrections: &str) -> Api {
    let (imported, report) = fresh(&sources(docs, corrections));
    only(&imported, &report)
}

fn errors(sources: &[SourceFile]) -> String {
    fresh(sources).1.diagnostics.to_string()
}

#[test]
fn an_overlay_says_what_may_be_sent_twice() {
    let path = "actions.DescribeBoats";
    let (lists, starts) =
        ("Lists the boats of a harbour.", "Starts a count of the boats of a harbour.");
    let action = |docs, corrections: &str| {
        let api = imported(docs, corrections);
        let action = &api.actions["DescribeBoats"];
        (action.read_only, action.idempotency_token.clone().unwrap_or_default())
    };
    assert_eq!(action(lists, ""), (true, "ClientToken".to_owned()));
    assert_eq!(action(starts, ""), (false, "ClientToken".to_owned()));
    assert!(!action(lists, &correction(&format!("{path}.read_only"), "set = false")).0);
    assert!(action(starts, &correction(&format!("{path}.read_only"), "set = true")).0);
    assert_eq!(
        action(lists, &correction(&format!("{path}.idempotency_token"), "remove = true")).1,
        ""
    );
    let other = correction(&format!("{path}.idempotency_token"), "set = \"HarbourId\"");
    assert_eq!(action(lists, &other).1, "HarbourId");
    // Corrected prose is what the pass reads.
    let prose = correction(&format!("{path}.docs"), "set = \"Sends a letter to every boat.\"");
    assert!(!action(lists, &prose).0);
}

#[test]
fn a_correction_that_changes_nothing_is_an_error() {
    let told = |change: &str| {
        let correction = correction("actions.DescribeBoats.read_only", change);
        errors(&sources("Lists the boats of a harbour.", &correction))
    };
    assert!(told("set = true").contains("needless-correction"), "{}", told("set = true"));
    let wrong = correction("actions.DescribeBoats.idempotency_token", "set = \"Nothing\"");
    let wrong = errors(&sources("Lists the boats of a harbour.", &wrong));
    assert!(wrong.contains("invalid-token") && wrong.contains("`Nothing`"), "{wrong}");
    let number = correction("actions.DescribeBoats.idempotency_token", "set = \"Limit\"");
    assert!(errors(&sources("Lists the boats of a harbour.", &number)).contains("invalid-token"));
}

#[test]
fn what_an_overlay_calls_a_secret_leaves_the_examples() {
    let path = "structures.Boat.fields.Name.sensitive";
    let docs = "Lists the boats of a harbour.";
    let text = |api: &Api| tencentcloud_spec::model::to_json(api);
    assert!(text(&imported(docs, "")).contains("Ariel"));
    let marked = imported(docs, &correction(path, "set = true"));
    assert!(marked.structures["Boat"].fields[0].sensitive);
    assert!(!text(&marked).contains("Ariel"), "{}", text(&marked));
}
