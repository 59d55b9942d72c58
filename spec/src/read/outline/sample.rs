//! One side of an example: which notation it is in, and what it says.

use super::json_text;
use super::query::{self, Query};
use super::remarks::Remarks;
use crate::model::Body;
use crate::read::Sample;

/// The request of an example.
#[derive(Debug, Default)]
pub(crate) struct Request {
    /// What it says; `None` where it cannot be read.
    pub sample: Option<Sample>,
    /// The action that it calls.
    pub action: Option<String>,
    /// How its body is written, where it says so.
    pub body: Option<Body>,
}

/// A block of code and the line of its first line.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Code<'a> {
    pub text: &'a str,
    pub line: usize,
}

/// Reads the request of an example: a GET address, a POST with headers and a JSON body, or bare JSON.
pub(crate) fn request(code: Code<'_>, remarks: &mut Remarks<'_>) -> Request {
    let text = code.text.trim_start();
    if is_query(text) {
        let Query { action, pairs, .. } = query::parse(text);
        return Request { sample: Some(Sample::Query(pairs)), action, body: None };
    }
    let body = header(text, "Content-Type").and_then(|kind| body(&kind));
    let action = header(text, "X-TC-Action");
    let sample = match (&body, code.text.find(['{', '['])) {
        (Some(Body::Multipart | Body::OctetStream), _) => None,
        (_, Some(at)) => json(code, at, "request", remarks),
        (_, None) => form(text, code.line, remarks),
    };
    Request { sample, action, body }
}

/// Whether an example's block is rather a request than an answer.
pub(crate) fn is_request(text: &str) -> bool {
    let text = text.trim_start();
    is_query(text) || ["POST ", "PUT ", "curl "].iter().any(|method| text.starts_with(method))
}

fn is_query(text: &str) -> bool {
    text.starts_with("http://")
        || text.starts_with("https://")
        || text.starts_with('&')
        || text.starts_with('?')
        || text.starts_with("GET ")
}

fn body(content_type: &str) -> Option<Body> {
    match content_type {
        kind if kind.starts_with("multipart/") => Some(Body::Multipart),
        kind if kind.starts_with("application/octet-stream") => Some(Body::OctetStream),
        _ => None,
    }
}

/// A header's value, also where the line ends before the headers were lost.
fn header(text: &str, name: &str) -> Option<String> {
    const LONGEST_HEAD: usize = 4_000;
    let end = text.char_indices().map(|(at, _)| at).find(|at| *at >= LONGEST_HEAD).unwrap_or(text.len());
    let head = text[..end].split('{').next()?;
    let at = head.find(&format!("{name}:"))? + name.len() + 1;
    let value: String = head[at..].trim_start().chars().take_while(|other| !other.is_whitespace() && *other != '<').collect();
    (!value.is_empty()).then_some(value)
}

/// A body of `name=value` pairs behind the headers.
fn form(text: &str, line: usize, remarks: &mut Remarks<'_>) -> Option<Sample> {
    let body = text.rsplit("\n\n").next().filter(|body| body.contains('=') && !body.contains(':'));
    if let Some(body) = body {
        return Some(Sample::Query(query::parse(&format!("&{}", body.trim_start_matches('&'))).pairs));
    }
    if text.starts_with("POST ") && text.lines().skip(1).all(|line| line.contains(':') || line.trim().is_empty()) {
        return None;
    }
    remarks.warning("unreadable-example", line, "the request of the example cannot be read; it is left out", HELP);
    None
}

/// Reads the answer of an example: JSON, with or without headers before it.
pub(crate) fn answer(code: Code<'_>, remarks: &mut Remarks<'_>) -> Option<Sample> {
    match code.text.find(['{', '[']) {
        Some(at) => json(code, at, "answer", remarks),
        None => {
            if !code.text.trim().is_empty() {
                remarks.warning("unreadable-example", code.line, "the answer of the example is not JSON; it is left out", HELP);
            }
            None
        }
    }
}

fn json(code: Code<'_>, at: usize, side: &str, remarks: &mut Remarks<'_>) -> Option<Sample> {
    match json_text::parse(&code.text[at..]) {
        Ok(value) => Some(Sample::Json(value)),
        Err(fault) => {
            let before = code.text[..at].matches('\n').count();
            let message = format!("the {side} of the example is not JSON: {}; it is left out", fault.message);
            remarks.warning("invalid-example", code.line + before + fault.line, message, HELP);
            None
        }
    }
}

const HELP: &str = "mend the example in the document; the description stands without it";
