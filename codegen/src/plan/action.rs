use super::api::Context;
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
    /// Whether calling it warns.
    pub(crate) deprecated: bool,
    /// What it is called with.
    pub(crate) request: StructurePlan,
    /// What it answers.
    pub(crate) response: StructurePlan,
    /// Whether it answers with nothing but the request's ID: then the runtime has the type.
    pub(crate) empty_response: bool,
    /// The codes that it fails with.
    pub(crate) errors: ValueSetPlan,
    /// How its pages are fetched.
    pub(crate) paging: Option<PagingPlan>,
    /// What can be waited for with it.
    pub(crate) waiters: Vec<WaiterPlan>,
    /// Whether a request names a region.
    pub(crate) region: Region,
    /// How a request's body is written.
    pub(crate) body: Body,
    /// Whether it is called without a signature.
    pub(crate) unsigned: bool,
    /// Whether it may answer with server-sent events.
    pub(crate) event_stream: bool,
    /// Requests a second.
    pub(crate) rate_limit: Option<u32>,
    /// Whether a call may be sent twice.
    pub(crate) read_only: bool,
    /// The request's field that makes a repeated call harmless.
    pub(crate) idempotency_token: Option<String>,
    /// Documented calls.
    pub(crate) examples: Vec<ExamplePlan>,
}

impl ActionPlan {
    /// Whether the documents list codes for the action, so that it has an enum of its own.
    pub(crate) fn has_error_codes(&self) -> bool {
        !self.errors.variants.is_empty()
    }
}

/// A documented call.
pub(crate) struct ExamplePlan {
    /// The name of its test and its file: `describe_task_1`.
    pub(crate) name: String,
    /// What is documented.
    pub(crate) example: Example,
}

pub(super) fn plan_action(wire: &str, action: &Action, context: &Context<'_>) -> ActionPlan {
    let names = context.names.action(wire);
    let link = format!("[`{wire}`](super::super::Client::{})", names.method.trim_start_matches("r#"));
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
    // Methods have one name each, and so have the files.
    let file = file(names.method.trim_start_matches("r#"));
    let paging = action.paging.as_ref().and_then(|paging| plan_paging(wire, action, paging, context));
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

/// Whether an answer has nothing but the one member that all have.
fn is_empty(output: &[Field]) -> bool {
    let [only] = output else { return false };
    let is_special = only.sensitive || only.deprecated || !only.values.is_empty();
    only.name == "RequestId" && only.r#type == Type::String && !is_special
}

fn plan_examples(file: &str, examples: &[Example]) -> Vec<ExamplePlan> {
    // The file of a keyword ends with an underscore already.
    let stem = file.trim_end_matches('_');
    let plan = |(index, example): (usize, &Example)| ExamplePlan {
        name: format!("{stem}_{}", index + 1),
        example: example.clone(),
    };
    examples.iter().enumerate().map(plan).collect()
}

/// What a method does, what it returns, and what else takes its request.
fn docs(wire: &str, action: &Action, names: &ActionNames, is_paged: bool, waiters: &[WaiterPlan]) -> Vec<String> {
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
        let list = "[`items`](Self::items) and [`pages`](Self::pages) take the request, too, and read the whole list.";
        lines.extend([String::new(), list.to_owned()]);
    }
    for waiter in waiters {
        let method = waiter.method.trim_start_matches("r#");
        lines.extend([String::new(), format!("See [`{method}`](Self::{method}) to wait for the outcome.")]);
    }
    lines.push(String::new());
    if let Some(limit) = action.rate_limit {
        lines.push(format!("At most {limit} requests a second."));
        lines.push(String::new());
    }
    let errors =
        format!("Returns an error with a code of [`{error_code}`](super::{error_code}), or as every call can fail.");
    lines.extend(["# Errors".to_owned(), String::new(), errors]);
    lines
}
