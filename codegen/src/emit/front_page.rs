//! The documentation of a crate's root: what a newcomer needs.

use super::manifest::{DEFAULT, DESCRIPTION, FEATURES};
use super::request_code::{RequestCode, statements};
use super::scope::ident;
use crate::names::OF_RUNTIME;
use crate::plan::{ActionPlan, ApiPlan, PackagePlan};
use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;
use std::collections::BTreeSet;

/// The lines after the headline.
pub(super) fn lines(package: &PackagePlan, call: Option<&ExampleCall>) -> Vec<String> {
    let Some(api) = package.root() else { return Vec::new() };
    let mut lines = call.map(|call| quick_start(package, call)).unwrap_or_default();
    for (title, text) in sections(api) {
        lines.extend(["".to_owned(), format!("# {title}"), "".to_owned()]);
        lines.extend(text.iter().map(|line| linked(line, package)));
    }
    lines.extend(
        ["", "# Features", "", "| feature | on by default | what it adds |", "|---|---|---|"]
            .map(str::to_owned),
    );
    lines.extend(FEATURES.into_iter().chain([DESCRIPTION]).map(|(name, docs)| {
        let by_default = if DEFAULT.contains(&name) { "yes" } else { "no" };
        format!("| `{name}` | {by_default} | {} |", docs.trim_end_matches('.'))
    }));
    lines
}

/// Returns a line whose links lead to the runtime for types that the root does not have.
fn linked(line: &str, package: &PackagePlan) -> String {
    let elsewhere = OF_RUNTIME.iter().filter(|name| !package.runtime_types.contains(name));
    elsewhere.fold(line.to_owned(), |line, name| {
        line.replace(&format!("[`{name}`]"), &format!("[`{name}`](runtime::{name})"))
    })
}

/// Returns the sections of the page, each with its title.
fn sections(api: &ApiPlan) -> Vec<(&'static str, &'static [&'static str])> {
    let has = |is: fn(&ActionPlan) -> bool| api.actions.iter().any(is);
    let all: [(bool, &str, &[&str]); 6] = [
        (true, "Settings", &SETTINGS),
        (true, "Calls", &CALLS),
        (true, "Errors", &ERRORS),
        (has(|action| action.paging.is_some()), "Lists", &LISTS),
        (has(|action| !action.waiters.is_empty()), "Waiting", &WAITING),
        (has(|action| action.event_stream), "Streams", &STREAMS),
    ];
    all.into_iter()
        .filter(|(is_there, ..)| *is_there)
        .map(|(_, title, text)| (title, text))
        .collect()
}

const SETTINGS: [&str; 5] = [
    "[`Client::from_env`] reads the credentials from the environment variables \
        `TENCENTCLOUD_SECRET_ID`,",
    "`TENCENTCLOUD_SECRET_KEY` and, if they are temporary, `TENCENTCLOUD_TOKEN`. [`Config`] sets \
        everything: credentials,",
    "endpoint, timeouts, retries, proxy, certificates, transport. Pass it to [`Client::new`]. One \
        client is enough for a program: its",
    "clones share connections and credentials, and [`Client::in_region`] returns the same client \
        for another region. Create the clients",
    "of other products from [`Client::shared`].",
];
const CALLS: [&str; 6] = [
    "Each action is a method of [`Client`], named after it. Its documentation links to the \
        request, the response and the error codes.",
    "Every field is an `Option`; without a field that is marked as required, a call fails before \
        it is sent. A value that an enum",
    "does not list is its variant `Other`; to send one, convert it from text with `From`.",
    "",
    "The call that a method returns is sent by `.await`. Before that, you can change settings for \
        this call only: `region`,",
    "`timeout`, `retry`, `header`. Failed calls are tried again where that is safe; see \
        [`RetryPolicy`].",
];
const ERRORS: [&str; 3] = [
    "A call fails with an [`ActionError`], whose `code` is an enum of the action's documented \
        codes. It",
    "dereferences to an [`Error`], and `?` converts it into one: `kind` and methods such as \
        `is_throttled` and",
    "`is_not_found` tell what went wrong, and `request_id` is what the vendor's support asks for.",
];
const LISTS: [&str; 2] = [
    "[`Client::items`] returns the items of a list over all its pages, [`Client::pages`] the \
        pages. Both take the action's request,",
    "and fetch each page on demand.",
];
const WAITING: [&str; 2] = [
    "Methods that start with `wait_until` call an action until a resource reaches a state. Their \
        documentation has the time limit, and how",
    "to change it with [`Client::wait`].",
];
const STREAMS: [&str; 2] = [
    "Methods whose response may be a stream return an [`EventStream`]: `try_next` returns its \
        events as they",
    "arrive, or the whole response as the only event.",
];

/// A call of an action, line by line.
pub(super) struct ExampleCall {
    /// The `use` of what the statements name.
    pub(super) import: String,
    /// From the client to what is done with the response.
    pub(super) statements: Vec<String>,
}

/// Returns how an action is called: one that changes nothing and needs as few parameters as
/// possible, which are set; rather a list.
pub(super) fn example_call(package: &PackagePlan) -> Option<ExampleCall> {
    let api = package.root()?;
    let code = RequestCode::new(api, quote!());
    let required =
        |action: &&ActionPlan| action.request.fields.iter().filter(|field| field.required).count();
    let mut actions: Vec<_> =
        api.actions.iter().filter(|it| it.read_only && !it.event_stream).collect();
    actions.sort_by_key(|action| (required(action), action.paging.is_none()));
    actions.extend(api.actions.iter().filter(|it| !it.event_stream));
    let (action, request) = actions.into_iter().find_map(|action| {
        // What an attempt named that came to nothing is not used.
        code.take_named();
        let inputs = action.examples.iter().filter_map(|example| example.example.input.as_ref());
        let documented = inputs.filter_map(|input| documented(action, input, &code)).next();
        Some((action, documented.or_else(|| code.required(&action.request))?))
    })?;
    let types: BTreeSet<&str> = code.take_named().into_iter().chain(["Client"]).collect();
    let types: Vec<&str> = types.into_iter().collect();
    let method = ident(&action.method);
    let call = quote! {
        let client = Client::from_env("ap-guangzhou")?;
        let request = #request;
        let response = client.#method(request).await?;
        println!("{response:?}");
    };
    let import = format!("use {}::{{{}}};", package.library, types.join(", "));
    Some(ExampleCall { import, statements: statements(&call) })
}

fn quick_start(
    package: &PackagePlan,
    ExampleCall { import, statements }: &ExampleCall,
) -> Vec<String> {
    let opening =
        format!("# async fn example() -> Result<(), {}::runtime::Error> {{", package.library);
    let opening = ["", "```no_run", import, "", &opening].map(str::to_owned);
    opening
        .into_iter()
        .chain(statements.iter().cloned())
        .chain(["# Ok(())", "# }", "```"].map(str::to_owned))
        .collect()
}

/// A documented request without what may be left out; `None` if the document leaves out more.
fn documented<'a>(
    action: &'a ActionPlan,
    json: &Value,
    code: &RequestCode<'a>,
) -> Option<TokenStream> {
    let required: BTreeSet<&str> = action
        .request
        .fields
        .iter()
        .filter(|field| field.required)
        .map(|field| field.wire.as_str())
        .collect();
    let mut json = json.as_object()?.clone();
    json.retain(|name, _| required.contains(name.as_str()));
    let is_whole = json.len() == required.len();
    is_whole.then(|| code.documented(&action.request, &Value::Object(json))).flatten()
}

#[cfg(test)]
mod tests {
    use super::{example_call, lines, linked, sections};
    use crate::names::Names;
    use crate::plan::{Blocking, plan_package};
    use crate::testing::{action, api, package, waiter};
    use serde_json::json;
    use tencentcloud_spec::model::{Api, Example, Paging};

    #[test]
    fn links_lead_to_types_of_the_runtime_wherever_they_are() {
        let api = Api::new("cats", "2020-01-01");
        let names = Names::default().settled(&[&api]);
        let mut package = plan_package(&[&api], &names, Blocking::Feature).unwrap();
        assert_eq!(linked("[`Config`] of [`Client`]", &package), "[`Config`] of [`Client`]");
        // A product that had a type of the name before it was taken keeps it at the root.
        package.runtime_types.retain(|name| *name != "Config");
        assert_eq!(
            linked("[`Config`] of [`Client`]", &package),
            "[`Config`](runtime::Config) of [`Client`]"
        );
    }

    fn by_token() -> Option<Paging> {
        let [token, next, items] = ["Token", "Next", "Items"].map(str::to_owned);
        let (limit, more, done) = (None, None, None);
        Some(Paging::Token { token, next, limit, items, more, done, evidence: None })
    }

    #[test]
    fn the_action_that_needs_least_is_the_example() {
        let list = "B.in Token: String\n B.out Next: String\n B.out Items: Array of String";
        let cases = [
            // (actions, read-only ones, streams, the chosen one)
            ("A\n B", "A B", "", "a"),
            ("A\n B", "B", "", "b"),
            ("A.in X!: String\n B", "A B", "", "b"),
            ("A.in X!: String\n B", "A", "", "a"),
            // Of two that need the same, the list.
            (&format!("A\n {list}"), "A B", "", "b"),
            (&format!("A\n {list}\n B.in X!: String"), "A B", "", "a"),
            ("A\n B", "A B", "A", "b"),
            ("A\n B", "", "A", "b"),
            ("A", "A", "A", ""),
            // What requires itself cannot be written.
            ("A.in S!: S\n S.S!: S\n B.in X!: String\n B.in Y!: String", "A B", "", "b"),
        ];
        for (text, read_only, streams, expected) in cases {
            let mut api = api(text);
            for (name, it) in &mut api.actions {
                it.read_only = read_only.contains(name.as_str());
                it.event_stream = streams.contains(name.as_str());
                it.paging = it.output.iter().any(|it| it.name == "Next").then(by_token).flatten();
            }
            let call = example_call(&package(&api));
            let line = call.and_then(|it| it.statements.into_iter().nth(2)).unwrap_or_default();
            let method = line.strip_prefix("let response = client.").unwrap_or_default();
            assert_eq!(method.split('(').next(), Some(expected), "{text} {read_only} {streams}");
        }
    }

    #[test]
    fn the_example_sets_what_is_required_as_documented() {
        let whole = json!({ "X": "a", "Y": 1 });
        let cases = [
            (Some(whole), "ARequest::new().x(\"a\")"),
            // The document leaves out what is required.
            (Some(json!({ "Y": 1 })), "ARequest::new().x(\"…\")"),
            (None, "ARequest::new().x(\"…\")"),
        ];
        for (input, expected) in cases {
            let mut api = api("A.in X!: String\n A.in Y: Integer");
            let example = Example { title: String::new(), input, output: None };
            action(&mut api, "A").examples = vec![example];
            let call = example_call(&package(&api)).unwrap();
            assert_eq!(call.statements[1], format!("let request = {expected};"));
            assert_eq!(call.import, "use tencentcloud_api_lamp::{ARequest, Client};");
        }
    }

    #[test]
    fn sections_are_about_what_the_product_has() {
        let always = ["Settings", "Calls", "Errors"];
        let cases = [
            ("", vec![]),
            ("list", vec!["Lists"]),
            ("wait", vec!["Waiting"]),
            ("stream", vec!["Streams"]),
        ];
        for (feature, more) in cases {
            let mut api = api("A.in Token: String\n A.out Next: String\n A.out Items: Array of \
                String");
            let it = action(&mut api, "A");
            match feature {
                "list" => it.paging = by_token(),
                "wait" => drop(it.waiters.insert("Done".to_owned(), waiter("Next", "x"))),
                "stream" => it.event_stream = true,
                _ => {}
            }
            let package = package(&api);
            let titles: Vec<_> =
                sections(package.root().unwrap()).into_iter().map(|(title, _)| title).collect();
            assert_eq!(titles, [always.to_vec(), more].concat());
            let page = lines(&package, None);
            assert_eq!(page[..3], ["", "# Settings", ""]);
            let ring = "| `ring` | yes | TLS with the cryptography of ring |";
            assert!(page.iter().any(|line| line == ring));
        }
    }
}
