//! The request of a documented call: a URL, or the text of a POST with JSON, a form or raw bytes.

use super::{multipart, query, repair};
use crate::model::Body;
use crate::read::Sample;
use serde_json::Value;

/// The parts of a request that were read.
pub(super) struct ParsedRequest<'a> {
    /// The host that it goes to.
    pub(super) host: Option<&'a str>,
    /// The format of its body.
    pub(super) body: Body,
    /// The number of lines of its JSON that lost marks and were repaired.
    pub(super) mended: usize,
    /// Its parameters, or why they cannot be read; `None` if there is no request.
    pub(super) sample: Option<Result<Sample, String>>,
}

/// Reads the text of a request.
pub(super) fn parse_request(text: &str) -> ParsedRequest<'_> {
    let text = text.trim();
    let host = host(text);
    if text.is_empty() {
        return ParsedRequest { host, body: Body::Json, mended: 0, sample: None };
    }
    if text.starts_with("http://") || text.starts_with("https://") {
        let sample = Some(Ok(Sample::Query(query::parameters(text))));
        return ParsedRequest { host, body: Body::Json, mended: 0, sample };
    }
    let (body, sample) = posted(text);
    let damaged = text.find('{').filter(|_| body == Body::Json && sample.is_err());
    match damaged.and_then(|start| repair::repair(&text[start..])) {
        Some((value, mended)) => {
            ParsedRequest { host, body, mended, sample: Some(Ok(Sample::Json(value))) }
        }
        None => ParsedRequest { host, body, mended: 0, sample: Some(sample) },
    }
}

fn posted(text: &str) -> (Body, Result<Sample, String>) {
    if text.starts_with('{') {
        return (Body::Json, json(text));
    }
    match media_type(head(text)).as_deref() {
        None => (Body::Json, json(text)),
        Some(json_type) if json_type.starts_with("application/json") => (Body::Json, json(text)),
        Some("multipart/form-data") => {
            (Body::Multipart, Ok(Sample::Query(multipart::parameters(text))))
        }
        Some("application/x-www-form-urlencoded") => (Body::Json, Ok(Sample::Query(form(text)))),
        Some(_) => (Body::OctetStream, Ok(Sample::Query(headers(text)))),
    }
}

/// The part before the first blank line.
fn head(text: &str) -> &str {
    let blank = ["\r\n\r\n", "\n\n"].iter().filter_map(|blank| text.find(blank)).min();
    &text[..blank.unwrap_or(text.len())]
}

/// The JSON that follows the headers, wherever they end: some documents lost the line ends.
fn json(text: &str) -> Result<Sample, String> {
    let Some(start) = text.find('{') else { return Err("there is no JSON in it".to_owned()) };
    serde_json::from_str(&text[start..]).map(Sample::Json).map_err(|error| error.to_string())
}

fn form(text: &str) -> Vec<(String, String)> {
    let body = ["\r\n\r\n", "\n\n"]
        .iter()
        .find_map(|blank| text.split_once(blank))
        .map_or("", |(_, body)| body);
    query::parameters(&format!("?{body}"))
}

/// The media type of the body, without blanks and parameters: `application/json`. If the line
/// ends are lost, the name of the next header still follows it.
fn media_type(text: &str) -> Option<String> {
    let value = header(text, "content-type")?;
    let word: String =
        value.lines().next()?.chars().filter(|c| !c.is_whitespace() && *c != '"').collect();
    let end = word.find([';', ',']).unwrap_or(word.len());
    Some(word[..end].to_ascii_lowercase())
}

fn host(text: &str) -> Option<&str> {
    let url = ["https://", "http://"].iter().find_map(|scheme| text.strip_prefix(scheme));
    let start =
        url.or_else(|| header(head(text), "host").map(str::trim_start))?.trim_start_matches('"');
    let end = start
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-')))
        .unwrap_or(start.len());
    Some(&start[..end]).filter(|host| !host.is_empty())
}

/// Returns the text after a header's name and its colon. Blanks within the name and quotes around
/// it are ignored.
fn header<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    text.match_indices(':').find_map(|(at, _)| {
        let mut before = text[..at].chars().rev().filter(|c| !matches!(c, ' ' | '"'));
        let found = name
            .chars()
            .rev()
            .all(|expected| before.next().is_some_and(|c| c.eq_ignore_ascii_case(&expected)));
        found.then(|| &text[at + 1..])
    })
}

/// The fields that travel in headers, if the body is raw bytes: headers on lines of their own or as
/// a JSON object, without those that every request has.
fn headers(text: &str) -> Vec<(String, String)> {
    let object = text.find('{').and_then(|start| {
        serde_json::Deserializer::from_str(&text[start..]).into_iter::<Value>().next()?.ok()
    });
    let pairs: Vec<(String, String)> = match object {
        Some(Value::Object(members)) => {
            members.into_iter().map(|(name, value)| (name, plain(value))).collect()
        }
        _ => text
            .lines()
            .take_while(|line| !line.trim().is_empty())
            .filter_map(header_line)
            .collect(),
    };
    pairs
        .into_iter()
        .filter(|(name, _)| !is_common(name))
        .map(|(name, value)| (field_name(&name), value))
        .collect()
}

fn header_line(line: &str) -> Option<(String, String)> {
    let (name, value) = line.split_once(": ")?;
    Some((name.trim().to_owned(), value.trim().to_owned()))
}

fn plain(value: Value) -> String {
    match value {
        Value::String(text) => text,
        other => other.to_string(),
    }
}

fn is_common(header: &str) -> bool {
    let header = header.to_ascii_lowercase();
    matches!(header.as_str(), "host" | "content-type" | "content-length" | "authorization")
        || header.starts_with("x-tc-")
}

/// The field that a header `X-<SERVICE>-<Field>` carries.
fn field_name(header: &str) -> String {
    let carried = header
        .strip_prefix("X-")
        .and_then(|rest| rest.split_once('-'))
        .map(|(_, field_name)| field_name);
    carried.unwrap_or(header).to_owned()
}
