//! One side of an example: which notation it is in, and what it says.

use super::json_text;
use super::query::{self, Query};
use super::remarks::Remarks;
use crate::model::Body;
use crate::read::{Sample, SourceKind};

/// The request of an example.
#[derive(Debug, Default)]
pub(crate) struct SampleRequest {
    /// The content; `None` if it cannot be read.
    pub sample: Option<Sample>,
    /// The action that it calls.
    pub action: Option<String>,
    /// The format of its body, if stated.
    pub body: Option<Body>,
}

/// A block of code and the line of its first line.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CodeBlock<'a> {
    pub text: &'a str,
    pub line: usize,
}

/// Reads the request of an example: a GET address, a POST with headers and a JSON body, or bare
/// JSON.
pub(crate) fn request(
    code: CodeBlock<'_>,
    kind: SourceKind,
    remarks: &mut Remarks<'_>,
) -> SampleRequest {
    let text = code.text.trim_start();
    if is_query(text) {
        return query(text, code.line, kind, remarks);
    }
    let body = header(text, "Content-Type").and_then(|kind| body(&kind));
    let action = header(text, "X-TC-Action");
    let sample = match (&body, code.text.find(['{', '['])) {
        (Some(Body::Multipart | Body::OctetStream), _) => None,
        _ if kind == SourceKind::Page && code.text.contains("\":") => {
            Some(captured(without_headers(code), "request", remarks))
        }
        (_, Some(at)) => json(code, at, "request", remarks),
        (_, None) if kind == SourceKind::Page && !text.contains("\n\n") => {
            let message = "the request of the example lost its body; it is left out";
            remarks.warning("damaged-example", code.line, message, HELP);
            None
        }
        (_, None) => form(text, code.line, remarks),
    };
    SampleRequest { sample, action, body }
}

fn query(text: &str, line: usize, kind: SourceKind, remarks: &mut Remarks<'_>) -> SampleRequest {
    if kind == SourceKind::Page && text.starts_with('&') {
        let message = "the request of the example lost its first line; it is left out";
        remarks.warning("damaged-example", line, message, HELP);
        return SampleRequest::default();
    }
    let Query { action, pairs, .. } = query::parse(text);
    SampleRequest { sample: Some(Sample::Query(pairs)), action, body: None }
}

/// The body of a request: what follows the first line that holds JSON.
fn without_headers(code: CodeBlock<'_>) -> CodeBlock<'_> {
    let mut start = 0;
    for (skipped, line) in code.text.split_inclusive('\n').enumerate() {
        if line.trim_start().starts_with(['{', '[', '"']) {
            return CodeBlock { text: &code.text[start..], line: code.line + skipped };
        }
        start += line.len();
    }
    code
}

/// Returns whether an example's block is rather a request than a response.
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

/// A header's value, also if the line ends before the headers were lost.
fn header(text: &str, name: &str) -> Option<String> {
    const LONGEST_HEAD: usize = 4_000;
    let end =
        text.char_indices().map(|(at, _)| at).find(|at| *at >= LONGEST_HEAD).unwrap_or(text.len());
    let head = text[..end].split('{').next()?;
    let at = head.find(&format!("{name}:"))? + name.len() + 1;
    let rest = head[at..].trim_start().split(['\n', '<']).next()?;
    let words: Vec<&str> = rest.split_whitespace().take_while(|word| !word.contains(':')).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// A body of `name=value` pairs behind the headers.
fn form(text: &str, line: usize, remarks: &mut Remarks<'_>) -> Option<Sample> {
    let body = text.rsplit("\n\n").next().filter(|body| body.contains('=') && !body.contains(':'));
    if let Some(body) = body {
        return Some(Sample::Query(
            query::parse(&format!("&{}", body.trim_start_matches('&'))).pairs,
        ));
    }
    if text.starts_with("POST ")
        && text.lines().skip(1).all(|line| line.contains(':') || line.trim().is_empty())
    {
        return None;
    }
    remarks.warning(
        "unreadable-example",
        line,
        "the request of the example cannot be read; it is left out",
        HELP,
    );
    None
}

/// Reads the response of an example: JSON, with or without headers before it. In a captured page
/// JSON may have lost its brackets; what is left of it is kept for a repair that knows the types.
pub(crate) fn response_sample(
    code: CodeBlock<'_>,
    kind: SourceKind,
    remarks: &mut Remarks<'_>,
) -> Option<Sample> {
    if kind == SourceKind::Page && code.text.contains('"') {
        return Some(captured(code, "response", remarks));
    }
    match code.text.find(['{', '[']) {
        Some(at) => json(code, at, "response", remarks),
        None if code.text.trim().is_empty() => None,
        None => {
            let message = "the response of the example is not JSON; it is left out";
            remarks.warning("unreadable-example", code.line, message, HELP);
            None
        }
    }
}

fn captured(code: CodeBlock<'_>, side: &str, remarks: &mut Remarks<'_>) -> Sample {
    let parsed = code.text.find(['{', '[']).and_then(|at| json_text::parse(&code.text[at..]).ok());
    // The first bracket of a damaged response may open a part that is whole: `"Response": {…}`
    // alone is no response.
    let is_whole = code.text.trim_start().starts_with(['{', '[']);
    match parsed.filter(|_| is_whole) {
        Some(value) => Sample::Json(value),
        None => {
            let message = format!(
                "the {side} of the example lost lines; it is repaired where its types are known"
            );
            remarks.warning(
                "damaged-example",
                code.line,
                message,
                "mend the example in the document",
            );
            Sample::Damaged { text: code.text.to_owned(), line: code.line }
        }
    }
}

fn json(code: CodeBlock<'_>, at: usize, side: &str, remarks: &mut Remarks<'_>) -> Option<Sample> {
    match json_text::parse(&code.text[at..]) {
        Ok(value) => Some(Sample::Json(value)),
        Err(error) => {
            let before = code.text[..at].matches('\n').count();
            let message =
                format!("the {side} of the example is not JSON: {}; it is left out", error.message);
            remarks.warning("invalid-example", code.line + before + error.line, message, HELP);
            None
        }
    }
}

const HELP: &str = "mend the example in the document; the description stands without it";
