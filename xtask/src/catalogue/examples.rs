//! Tries the documented calls of a version on the runtime's codec. Every response is decoded and
//! written again, every request is converted to the typed one and compared.

use super::dynamic::{self, Dynamic, Layouts};
use super::outcome::{Counts, Failure, Requests, Responses, Stage};
use serde_json::Value;
use std::collections::HashMap;
use tencentcloud_runtime::codec::{Envelope, decode_response, round_trip};
use tencentcloud_spec::diagnostic::Diagnostics;
use tencentcloud_spec::model::{Action, Api};
use tencentcloud_spec::passes::{resolve_request, response_body};
use tencentcloud_spec::read::{Document, ExampleStatement, Sample};

/// The mark of the runtime for fields that the type does not declare.
const UNDECLARED: &str = "(undeclared)";

/// The maximum number of differences of one example that are listed.
const LISTED: usize = 3;

/// Tries every documented call. Adds to `counts` and `failures`.
pub(super) fn check(
    api: &Api,
    (document, remarks): &(Document, Diagnostics),
    counts: &mut Counts,
    failures: &mut Vec<Failure>,
) {
    let layouts = Layouts::new(api);
    let mut check = Check {
        api,
        layouts,
        unread: unread(remarks),
        failures,
        responses: Responses::default(),
        requests: Requests::default(),
    };
    for part in &document.actions {
        for (index, example) in part.examples.iter().enumerate() {
            let call = Call { action: &part.name, index };
            check.response(&call, example);
            check.request(&call, example);
        }
    }
    counts.examples += check.responses;
    counts.requests += check.requests;
}

/// Returns the reasons why sides of examples could not be read, by their places in the file.
fn unread(remarks: &Diagnostics) -> HashMap<&str, &str> {
    remarks
        .iter()
        .filter_map(|remark| Some((remark.pointer.as_deref()?, remark.message.as_str())))
        .collect()
}

/// One documented call of an action.
struct Call<'a> {
    action: &'a str,
    index: usize,
}

struct Check<'a> {
    api: &'a Api,
    layouts: Layouts<'a>,
    unread: HashMap<&'a str, &'a str>,
    failures: &'a mut Vec<Failure>,
    responses: Responses,
    requests: Requests,
}

impl Check<'_> {
    fn response(&mut self, call: &Call<'_>, example: &ExampleStatement) {
        self.responses.total += 1;
        let Some(Sample::Json(value)) = &example.output else {
            return self.fail(call, Stage::Parse, &self.unread_reason(call, "output"));
        };
        self.responses.parsed += 1;
        let Some((action, mut typed)) =
            self.action(call).zip(dynamic::response(&self.layouts, call.action))
        else {
            return self.fail(call, Stage::Decode, "the action is not described");
        };
        let body = response_body(action, value);
        let envelope = match decode(body, &mut typed) {
            Ok(envelope) => envelope,
            Err(reason) => return self.fail(call, Stage::Decode, &reason),
        };
        self.responses.decoded += 1;
        let differences = match envelope.error {
            Some(fault) => differences_of_fault(body, fault.code.as_deref()),
            None => differences(body, dynamic::response(&self.layouts, call.action)),
        };
        match differences.is_empty() {
            true => self.responses.reencoded += 1,
            false => self.fail(call, Stage::Reencode, &listed(&differences)),
        }
    }

    fn request(&mut self, call: &Call<'_>, example: &ExampleStatement) {
        self.requests.total += 1;
        let Some(sample) = &example.input else {
            return self.fail(call, Stage::Request, &self.unread_reason(call, "input"));
        };
        let Some(action) = self.action(call) else {
            return self.fail(call, Stage::Request, "the action is not described");
        };
        let value = match resolve_request(self.api, action, sample) {
            Ok(Some(value)) => value,
            Ok(None) => return self.fail(call, Stage::Request, "the text is damaged"),
            Err(reason) => {
                return self.fail(call, Stage::Request, &format!("the request {reason}"));
            }
        };
        self.requests.parsed += 1;
        let Some(mut typed) = dynamic::request(&self.layouts, call.action) else { return };
        match round_trip(&value.to_string(), &mut typed) {
            Ok(differences) if differences.is_empty() => self.requests.resolved += 1,
            Ok(differences) => self.fail(call, Stage::Request, &listed(&differences)),
            Err(error) => self.fail(call, Stage::Request, &error.to_string()),
        }
    }

    fn action(&self, call: &Call<'_>) -> Option<&'_ Action> {
        self.api.actions.get(call.action)
    }

    fn unread_reason(&self, call: &Call<'_>, side: &str) -> String {
        let pointer = format!("/actions/{}/{}/{side}", call.action, call.index);
        self.unread
            .get(pointer.as_str())
            .map_or_else(|| format!("there is no {side}"), |reason| (*reason).to_owned())
    }

    fn fail(&mut self, call: &Call<'_>, stage: Stage, reason: &str) {
        self.failures.push(Failure {
            version: self.api.version.clone(),
            action: Some(call.action.to_owned()),
            example: Some(call.index + 1),
            ..Failure::new(&self.api.product, stage, reason)
        });
    }
}

/// Decodes a response as a client does, with the envelope around it. Some documents omit the
/// envelope.
fn decode(body: &Value, typed: &mut Dynamic) -> Result<Envelope, String> {
    let text = format!("{{\"Response\":{body}}}");
    decode_response(text.as_bytes(), typed).map_err(|error| error.to_string())
}

/// Returns the declared fields that are lost when a response is read and written again.
fn differences(body: &Value, typed: Option<Dynamic>) -> Vec<String> {
    let Some(mut typed) = typed else { return Vec::new() };
    match round_trip(&body.to_string(), &mut typed) {
        Ok(differences) => {
            differences.into_iter().filter(|difference| !difference.ends_with(UNDECLARED)).collect()
        }
        Err(error) => vec![error.to_string()],
    }
}

/// Returns a difference if an error response loses its code.
fn differences_of_fault(body: &Value, code: Option<&str>) -> Vec<String> {
    let documented = body.pointer("/Error/Code").and_then(Value::as_str);
    if documented == code { Vec::new() } else { vec!["Error.Code".to_owned()] }
}

fn listed(differences: &[String]) -> String {
    let more = match differences.len().saturating_sub(LISTED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!("{}{more}", differences[..differences.len().min(LISTED)].join(", "))
}
