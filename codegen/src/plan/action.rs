use super::context::Context;
use super::paging::plan_paging;
use super::structure::plan_type;
use super::value_set::plan_action_errors;
use super::waiter::plan_waiters;
use super::{Kind, PagingPlan, StructurePlan, ValueSetPlan, WaiterPlan};
use crate::doc;
use crate::name::file;
use crate::names::{ActionNames, Owner};
use tencentcloud_spec::model::{Action, Body, Example, Field, Region, Status, Type};

/// An action.
pub(crate) struct ActionPlan {
    /// The name on the wire.
    pub(crate) wire: String,
    /// The client's method.
    pub(crate) method: String,
    /// Its file's name, without ending.
    pub(crate) file: String,
    /// Lines of the method's doc comment.
    pub(crate) docs: Vec<String>,
    /// True if the use of the method causes a deprecation warning.
    pub(crate) deprecated: bool,
    /// The request.
    pub(crate) request: StructurePlan,
    /// The response.
    pub(crate) response: StructurePlan,
    /// True if the response has only the request ID. The runtime has a type for such responses.
    pub(crate) empty_response: bool,
    /// The error codes.
    pub(crate) errors: ValueSetPlan,
    /// The paging, if the action has it.
    pub(crate) paging: Option<PagingPlan>,
    /// The waiters.
    pub(crate) waiters: Vec<WaiterPlan>,
    /// The use of the region.
    pub(crate) region: Region,
    /// The encoding of the request's body.
    pub(crate) body: Body,
    /// True if the action is called without a signature.
    pub(crate) unsigned: bool,
    /// True if the response may be a stream of server-sent events.
    pub(crate) event_stream: bool,
    /// The documented limit of requests per second.
    pub(crate) rate_limit: Option<u32>,
    /// True if the action changes nothing, so that a call may be sent twice.
    pub(crate) read_only: bool,
    /// The request's field by which the service recognises a repeated request.
    pub(crate) idempotency_token: Option<String>,
    /// The documented calls.
    pub(crate) examples: Vec<ExamplePlan>,
}

impl ActionPlan {
    /// Returns true if the documentation lists error codes for the action, so that it has its own
    /// enum.
    pub(crate) fn has_error_codes(&self) -> bool {
        !self.errors.variants.is_empty()
    }
}

/// A documented call.
pub(crate) struct ExamplePlan {
    /// The name of the test and its file: `describe_task_1`.
    pub(crate) name: String,
    /// The documented request and response.
    pub(crate) example: Example,
}

pub(super) fn plan_action(wire: &str, action: &Action, context: &Context<'_>) -> ActionPlan {
    let names = context.names.action(wire);
    let link =
        format!("[`{wire}`](super::super::Client::{})", names.method.trim_start_matches("r#"));
    let request = plan_type(
        names.request.clone(),
        vec![format!("The request for {link}.")],
        Kind::Request,
        Owner::Input(wire),
        &action.input,
        context,
    );
    let empty_response = is_empty(&action.output);
    let nothing = if empty_response { ": nothing but the request's ID" } else { "" };
    let response = plan_type(
        names.response.clone(),
        vec![format!("The response of {link}{nothing}.")],
        Kind::Response,
        Owner::Output(wire),
        &action.output,
        context,
    );
    // Method names are unique, and so are the files.
    let file = file(names.method.trim_start_matches("r#"));
    let paging =
        action.paging.as_ref().and_then(|paging| plan_paging(wire, action, paging, context));
    let waiters = plan_waiters(action, names);
    ActionPlan {
        wire: wire.to_owned(),
        method: names.method.clone(),
        examples: plan_examples(&file, &action.examples),
        file,
        docs: docs(wire, action, names, paging.is_some(), &waiters),
        deprecated: action.status != Status::Online,
        errors: plan_action_errors(wire, action, context),
        paging,
        waiters,
        region: action.region,
        body: action.body,
        unsigned: action.unsigned,
        event_stream: action.event_stream,
        rate_limit: action.rate_limit,
        read_only: action.read_only,
        idempotency_token: action.idempotency_token.clone(),
        request,
        response,
        empty_response,
    }
}

/// Returns true if a response has only the one field that all responses have.
fn is_empty(output: &[Field]) -> bool {
    let [only] = output else { return false };
    let is_special = only.sensitive || only.deprecated || !only.values.is_empty();
    only.name == "RequestId" && only.r#type == Type::String && !is_special
}

fn plan_examples(file: &str, examples: &[Example]) -> Vec<ExamplePlan> {
    // The file name of a keyword already ends with an underscore.
    let stem = file.trim_end_matches('_');
    let plan = |(index, example): (usize, &Example)| ExamplePlan {
        name: format!("{stem}_{}", index + 1),
        example: example.clone(),
    };
    examples.iter().enumerate().map(plan).collect()
}

/// Returns the documentation of a method.
///
/// It says what the action does, names the response, and lists the other users of the request.
fn docs(
    wire: &str,
    action: &Action,
    names: &ActionNames,
    is_paged: bool,
    waiters: &[WaiterPlan],
) -> Vec<String> {
    let mut lines = doc::lines(&action.docs);
    if lines.is_empty() {
        lines.push(format!("Calls `{wire}`."));
    }
    lines.push(String::new());
    let (response, error_code) = (&names.response, &names.error_code);
    lines.push(match action.event_stream {
        true => format!("Returns events of [`{response}`](super::{response})."),
        false => format!("Returns [`{response}`](super::{response})."),
    });
    if is_paged {
        let list = "To read the whole list, pass the request to [`items`](Self::items) or \
            [`pages`](Self::pages).";
        lines.extend([String::new(), list.to_owned()]);
    }
    for waiter in waiters {
        let method = waiter.method.trim_start_matches("r#");
        lines.extend([
            String::new(),
            format!(
                "[`{method}`](Self::{method}) calls this action until the condition in its name is \
                    met."
            ),
        ]);
    }
    lines.push(String::new());
    if let Some(limit) = action.rate_limit {
        lines.push(format!(
            "The service accepts at most {limit} requests per second: see \
                [`RateLimiter`](tencentcloud_runtime::RateLimiter)."
        ));
        lines.push(String::new());
    }
    let errors = format!(
        "Returns an error of the service, whose code is a [`{error_code}`](super::{error_code}), \
            or any other error of a call, such as a failed connection."
    );
    lines.extend(["# Errors".to_owned(), String::new(), errors]);
    lines
}

#[cfg(test)]
mod tests {
    use super::{is_empty, plan_examples};
    use crate::testing::{action, api, plan, waiter};
    use serde_json::json;
    use tencentcloud_spec::model::{Example, Field, Status, Type};

    #[test]
    fn a_special_request_id_makes_a_type_of_its_own() {
        let field = || Field::new("RequestId", Type::String, "");
        let cases = [
            (field(), true),
            (Field { sensitive: true, ..field() }, false),
            (Field { deprecated: true, ..field() }, false),
            (Field { values: [("A".to_owned(), String::new())].into(), ..field() }, false),
            (Field { docs: "Any text.".to_owned(), ..field() }, true),
            (Field { name: "requestId".to_owned(), ..field() }, false),
        ];
        for (field, expected) in cases {
            assert_eq!(is_empty(std::slice::from_ref(&field)), expected, "{field:?}");
        }
    }

    #[test]
    fn examples_are_numbered_behind_the_name_of_the_file() {
        let example = || Example { title: String::new(), input: Some(json!({})), output: None };
        let cases = [
            ("describe_task", "describe_task_1 describe_task_2"),
            ("mod_", "mod_1 mod_2"),
            ("type", "type_1 type_2"),
        ];
        for (file, expected) in cases {
            let plans = plan_examples(file, &[example(), example()]);
            let names: Vec<_> = plans.iter().map(|it| it.name.as_str()).collect();
            assert_eq!(names.join(" "), expected);
        }
    }

    #[test]
    fn docs_link_to_methods_by_their_plain_names() {
        let mut api = api("Move.out State: String");
        action(&mut api, "Move").waiters.insert("Done".to_owned(), waiter("State", "DONE"));
        let plan = plan(&api);
        let it = &plan.actions[0];
        assert_eq!(it.request.docs, ["The request for [`Move`](super::super::Client::move)."]);
        let docs = it.docs.join("/");
        let link = "/[`wait_until_done`](Self::wait_until_done) calls this action until";
        assert!(docs.contains(link), "{docs}");
    }

    #[test]
    fn docs_of_responses_and_streams() {
        let cases = [
            ("A.out RequestId: String", false, ": nothing but the request's ID.", "Returns [`"),
            ("A.out Id: String", false, "Client::a).", "Returns [`"),
            ("A.out Id: String", true, "Client::a).", "Returns events of [`"),
        ];
        for (text, is_stream, end, returns) in cases {
            let mut api = api(text);
            action(&mut api, "A").event_stream = is_stream;
            let plan = plan(&api);
            let it = &plan.actions[0];
            assert!(it.response.docs[0].ends_with(end), "{:?}", it.response.docs);
            let line = format!("{returns}AResponse`](super::AResponse).");
            assert!(it.docs.contains(&line), "{:?}", it.docs);
        }
    }

    #[test]
    fn an_action_that_is_not_online_is_deprecated() {
        let cases = [(Status::Online, false), (Status::Deprecated, true)];
        for (status, expected) in cases {
            let mut api = api("A");
            action(&mut api, "A").status = status;
            assert_eq!(plan(&api).actions[0].deprecated, expected, "{status:?}");
        }
    }
}
