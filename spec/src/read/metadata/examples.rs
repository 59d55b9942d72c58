//! `examples.json`: documented calls, and what their requests tell of an action.

use super::malformed::malformed;
use super::place::LineIndex;
use super::raw::{RawExample, RawExamples};
use super::request;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Body;
use crate::read::{ActionStatement, Document, ExampleStatement, Sample, SourceKind};
use std::collections::{HashMap, HashSet};

/// The domain of all products.
const DOMAIN: &str = ".tencentcloudapi.com";

/// Reads an `examples.json`.
pub(super) fn read_examples_file(text: &str, file: &str) -> (Document, Diagnostics) {
    let raw = match serde_json::from_str::<RawExamples<'_>>(text) {
        Ok(raw) => raw,
        Err(error) => return (Document::new(file, SourceKind::Metadata), malformed(&error, file)),
    };
    let mut reader = ExamplesReader {
        file,
        places: LineIndex::new(text),
        hosts: HashMap::new(),
        diagnostics: Diagnostics::default(),
    };
    let mut seen = HashSet::new();
    let mut actions = Vec::with_capacity(raw.actions.0.len());
    for (name, examples) in &raw.actions.0 {
        if seen.insert(&**name) {
            actions.push(reader.action(name, examples));
        } else {
            reader.duplicate(name);
        }
    }
    let document = Document {
        endpoint: reader.endpoint(),
        actions,
        ..Document::new(file, SourceKind::Metadata)
    };
    (document, reader.diagnostics)
}

/// One file while it is read.
struct ExamplesReader<'a> {
    file: &'a str,
    places: LineIndex<'a>,
    /// The number of times each host is named.
    hosts: HashMap<String, usize>,
    diagnostics: Diagnostics,
}

impl ExamplesReader<'_> {
    fn action(&mut self, name: &str, examples: &[RawExample<'_>]) -> ActionStatement {
        let line = self.places.line(name).unwrap_or(1);
        let mut part =
            ActionStatement { name: name.to_owned(), line, ..ActionStatement::default() };
        for (at, example) in examples.iter().enumerate() {
            let pointer = format!("/actions/{name}/{at}");
            let request = request::parse_request(&example.input);
            *self.hosts.entry(request.host.unwrap_or_default().to_owned()).or_default() += 1;
            if request.body != Body::Json {
                part.body = Some(request.body);
            }
            if request.mended > 0 {
                self.repaired(request.mended, format!("{pointer}/input"));
            }
            part.examples.push(ExampleStatement {
                title: example.title.to_string(),
                line: self.places.line(&example.title).unwrap_or(line),
                input: request.sample.and_then(|sample| self.kept(sample, &pointer, "input")),
                output: response(&example.output)
                    .and_then(|sample| self.kept(sample, &pointer, "output")),
            });
        }
        part
    }

    /// A side that could be read; a remark on one that could not.
    fn kept(
        &mut self,
        sample: Result<Sample, String>,
        pointer: &str,
        side: &str,
    ) -> Option<Sample> {
        sample.map_err(|why| self.left_out(&why, format!("{pointer}/{side}"), side)).ok()
    }

    fn left_out(&mut self, why: &str, pointer: String, side: &str) {
        let message = format!("the {side} of an example is left out: {why}");
        let help = "correct the example in the overlay if the action has no other";
        self.diagnostics.push(
            Diagnostic::warning("unreadable-example", message)
                .at_pointer(self.file, pointer)
                .help(help),
        );
    }

    fn repaired(&mut self, lines: usize, pointer: String) {
        let message = format!("the input of an example is damaged; lines put right: {lines}");
        self.diagnostics.push(
            Diagnostic::warning("repaired-example", message)
                .at_pointer(self.file, pointer)
                .help("compare it"),
        );
    }

    fn duplicate(&mut self, name: &str) {
        let message = format!("the action `{name}` is there twice");
        let line = self.places.line(name).unwrap_or(1);
        self.diagnostics.push(
            Diagnostic::error("duplicate-name", message)
                .at(self.file, line)
                .help("keep the one that is right"),
        );
    }

    /// The host that most requests go to, if it is one of the vendor's and names the product only.
    fn endpoint(&self) -> Option<String> {
        let total: usize = self.hosts.values().sum();
        let (host, _) = self.hosts.iter().find(|(_, count)| **count * 2 > total)?;
        let product = host.strip_suffix(DOMAIN)?;
        (!product.contains('.') && !product.chars().all(|c| c == 'x')).then(|| host.clone())
    }
}

/// The response of a documented call; `None` if there is none.
fn response(text: &str) -> Option<Result<Sample, String>> {
    let text = text.trim();
    let read = || {
        serde_json::from_str(text)
            .map(Sample::Json)
            .map_err(|error| format!("it is not JSON: {error}"))
    };
    (!text.is_empty()).then(read)
}
