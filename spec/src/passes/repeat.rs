//! Decides whether a call may be sent twice: `read_only` and `idempotency_token`, from names and
//! prose.
//!
//! A request whose connection is lost may have taken effect, so only a call that changes nothing,
//! or that carries an idempotency token, is sent again. An action is read-only only if its verb and
//! its prose agree. A read that is taken for a write costs a retry; a write that is taken for a
//! read happens twice: in doubt it is a write, and an overlay corrects what is wrong.
//!
//! The prose is judged in its own room (`prose`), and so is the token (`token`).

mod chinese;
mod chinese_words;
mod effect;
mod english;
mod english_words;
mod prose;
mod token;

use super::words::words;
use crate::model::{Action, Api, Field, Type};
use effect::Effect;
use prose::{effect, mentions_task, tells_of_new_task};
use std::collections::HashMap;

/// First words of the names of actions that only read. `Decribe` and `Describle` is how some are
/// spelt.
const READS: [&str; 19] = [
    "Calculate",
    "Check",
    "Count",
    "Decribe",
    "Describe",
    "Describes",
    "Describle",
    "Estimate",
    "Fetch",
    "Find",
    "Get",
    "Inquire",
    "Inquiry",
    "List",
    "Look",
    "Query",
    "Read",
    "Search",
    "View",
];

/// Last words but one of the names of fields that identify something that runs: `TaskId`.
const RUNS: [&str; 4] = ["task", "job", "flow", "export"];

/// Last words of the names of fields that hold a code which is good for one use.
const ONE_TIME: [&[&str]; 8] = [
    &["verify", "code"],
    &["verification", "code"],
    &["vcode"],
    &["sms", "code"],
    &["captcha", "code"],
    &["token", "code"],
    &["otp"],
    &["ticket"],
];

/// Pairs of words at the end of the name of a field that keeps the thread of a conversation.
const CONVERSATIONS: [(&str, &str); 4] =
    [("dialogue", "id"), ("conversation", "id"), ("chat", "id"), ("session", "id")];

/// Names of fields that hold what is said in a conversation.
const MESSAGES: [&str; 4] = ["Message", "Messages", "Prompt", "Question"];

/// Sets `read_only` and `idempotency_token` of every action, of its prose and of what sources call
/// it.
pub fn repeat(api: &mut Api, titles: &HashMap<String, Vec<String>>) {
    for (name, action) in &mut api.actions {
        let titles = titles.get(name).map(Vec::as_slice).unwrap_or_default();
        action.read_only = is_read_only(name, action, titles);
        action.idempotency_token = token::find_token(&action.input).map(|field| field.name.clone());
    }
}

fn is_read_only(name: &str, action: &Action, titles: &[String]) -> bool {
    let reads = match told(action, titles) {
        Effect::Reads => true,
        Effect::Silent | Effect::Makes => asks_for_task(action),
        Effect::Unknown | Effect::Changes => false,
    };
    reads
        && has_reading_verb(name)
        && !starts_task(action)
        && !is_paid(action)
        && !action.input.iter().any(is_one_time_code)
}

/// Returns the effect that the prose states or, if it has no verb, the title. A title often belongs
/// to another action, so it counts only then.
fn told(action: &Action, titles: &[String]) -> Effect {
    match effect(&action.docs) {
        Effect::Silent => titles.iter().map(|title| effect(title)).max().unwrap_or(Effect::Silent),
        prose => prose,
    }
}

/// Returns whether the fields show a call of a model, which costs something or goes on with a
/// conversation each time.
fn is_paid(action: &Action) -> bool {
    let reports_usage = action.output.iter().any(|field| field.name == "Usage");
    let sends_picture = || action.input.iter().any(is_picture);
    let is_thread = |field: &Field| {
        let words = words(&field.name);
        matches!(
            words.as_slice(),
            [.., what, id] if CONVERSATIONS.contains(&(what.as_str(), id.as_str()))
        )
    };
    let says = |field: &Field| MESSAGES.contains(&&*field.name);
    let talks = || action.input.iter().any(is_thread) && action.input.iter().any(says);
    (reports_usage && !asks_for_task(action)) || talks() || sends_picture()
}

/// Returns whether a field holds a picture itself: what is asked about it is recognised again by
/// each call.
fn is_picture(field: &Field) -> bool {
    let docs = field.docs.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| docs.contains(word));
    field.r#type == Type::String
        && docs.contains("base64")
        && has(&["图片", "图像", "image", "picture"])
}

/// Returns whether a name begins with a verb that reads: `ListJobs`, `BatchGetJobs`, not `Listen`.
fn has_reading_verb(name: &str) -> bool {
    let name =
        ["Batch", "Channel", "App"].iter().find_map(|who| name.strip_prefix(who)).unwrap_or(name);
    let follows = |rest: &str| !rest.starts_with(|next: char| next.is_ascii_lowercase());
    READS.iter().any(|verb| name.strip_prefix(verb).is_some_and(follows))
}

/// Returns whether little more is returned than the ID of a task that the request does not name:
/// then the call started it.
fn starts_task(action: &Action) -> bool {
    let returned = || action.output.iter().filter(|field| field.name != "RequestId");
    let is_given =
        |id: &Field| action.input.iter().any(|field| field.name.eq_ignore_ascii_case(&id.name));
    let is_new = |id: &Field| tells_of_new_task(&id.docs) || !mentions_task(&action.docs);
    !action.input.is_empty()
        && returned().count() <= 2
        && returned().any(|field| is_task_id(field) && !is_given(field) && is_new(field))
}

/// Returns whether a request is nothing but the ID of a task: then what is made was asked for
/// before.
fn asks_for_task(action: &Action) -> bool {
    !action.input.is_empty() && action.input.iter().all(is_task_id)
}

fn is_task_id(field: &Field) -> bool {
    let scalar = matches!(field.r#type, Type::String | Type::Integer | Type::Unsigned);
    let words = words(&field.name);
    let is_id =
        matches!(words.as_slice(), [.., what, id] if id == "id" && RUNS.contains(&what.as_str()));
    scalar && (is_id || prose::names_task_id(&field.docs))
}

/// Returns whether a field takes a code that the service accepts once: a second request fails
/// though the first succeeded.
fn is_one_time_code(field: &Field) -> bool {
    let words = words(&field.name);
    let ends =
        |tail: &&[&str]| words.len() >= tail.len() && words[words.len() - tail.len()..] == **tail;
    field.r#type == Type::String && ONE_TIME.iter().any(ends)
}

#[cfg(test)]
mod tests;
