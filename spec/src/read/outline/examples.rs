//! The examples of an action page.

use super::remarks::Remarks;
use super::sample::{self, CodeBlock, SampleRequest};
use super::{Block, Section};
use crate::model::Body;
use crate::read::vocabulary::{Side, example_title, side};
use crate::read::{ExampleStatement, Sample, SourceKind};

/// The examples of a page and what they tell besides.
#[derive(Debug, Default)]
pub(crate) struct Examples {
    pub parts: Vec<ExampleStatement>,
    /// The actions that the requests call, each with its line.
    pub actions: Vec<(String, usize)>,
    /// The format of the requests' bodies.
    pub body: Option<Body>,
}

/// The blocks of one example, before they are read.
#[derive(Default)]
struct ExampleDraft {
    title: String,
    line: usize,
    input: Option<Listing>,
    output: Option<Listing>,
}

/// The code of one side.
struct Listing {
    text: String,
    /// The lines of its first and its last line.
    first: usize,
    last: usize,
    /// True if only its look tells which side it is on.
    guessed: bool,
}

impl Listing {
    fn new(text: &str, first: usize, guessed: bool) -> Self {
        Self { text: text.to_owned(), first, last: first + text.matches('\n').count(), guessed }
    }

    /// Appends a block; blank lines keep its lines where they stand in the file.
    fn append(&mut self, text: &str, line: usize) {
        let gap = line.saturating_sub(self.last).clamp(1, 1_000);
        self.text.push_str(&"\n".repeat(gap));
        self.text.push_str(text);
        self.last += gap + text.matches('\n').count();
    }

    fn code(&self) -> CodeBlock<'_> {
        CodeBlock { text: &self.text, line: self.first }
    }

    /// Returns whether a body may still follow: headers alone are no request.
    fn is_open(&self) -> bool {
        self.last - self.first < 100 && !self.text.contains('{') && self.text.starts_with("POST ")
    }
}

/// Reads all examples of a section.
pub(crate) fn read_example_section(
    section: &Section<'_>,
    kind: SourceKind,
    remarks: &mut Remarks<'_>,
) -> Examples {
    let mut examples = Examples::default();
    for draft in drafts(section) {
        examples.add(draft, kind, remarks);
    }
    examples
}

fn drafts(section: &Section<'_>) -> Vec<ExampleDraft> {
    let mut drafts: Vec<ExampleDraft> = Vec::new();
    let mut current = ExampleDraft { line: section.line, ..ExampleDraft::default() };
    let mut place = None;
    for block in &section.blocks {
        match block {
            Block::Heading { title, line } => match side(title) {
                Some(side) => {
                    current.drop_guesses(side);
                    if side == Side::Input && current.is_complete() {
                        drafts.push(std::mem::replace(
                            &mut current,
                            ExampleDraft { line: *line, ..ExampleDraft::default() },
                        ));
                    }
                    place = Some(side);
                }
                // A second title before any code is a part of the first one's prose.
                None if current.is_titled_only() => {}
                None => {
                    let title = example_title(title).unwrap_or(title).to_owned();
                    drafts.push(std::mem::replace(
                        &mut current,
                        ExampleDraft { title, line: *line, ..ExampleDraft::default() },
                    ));
                    place = None;
                }
            },
            Block::Code { text, line } => current.add(place, text, *line),
            Block::Prose { text, .. } => {
                if let Some(side) = announced(text) {
                    current.drop_guesses(side);
                    place = Some(side);
                }
            }
            Block::Table(_) => {}
        }
    }
    drafts.push(current);
    drafts.retain(|draft| draft.input.is_some() || draft.output.is_some());
    drafts
}

/// The side that a line of its own announces, such as `**Input example:**`.
fn announced(line: &str) -> Option<Side> {
    const LONGEST: usize = 60;
    (line.len() < LONGEST).then(|| side(line)).flatten()
}

impl ExampleDraft {
    /// Forgets the code of an example's prose as soon as a heading tells where its real code
    /// stands.
    fn drop_guesses(&mut self, side: Side) {
        let is_guess =
            |listing: &Option<Listing>| listing.as_ref().is_some_and(|listing| listing.guessed);
        if is_guess(&self.output) {
            self.output = None;
        }
        if side == Side::Input && is_guess(&self.input) {
            self.input = None;
        }
    }

    fn is_titled_only(&self) -> bool {
        !self.title.is_empty() && self.input.is_none() && self.output.is_none()
    }

    fn is_complete(&self) -> bool {
        self.output.is_some()
    }

    fn add(&mut self, place: Option<Side>, text: &str, line: usize) {
        let guessed = if sample::is_request(text) { Side::Input } else { Side::Output };
        let slot = match place.unwrap_or(guessed) {
            Side::Input => &mut self.input,
            Side::Output => &mut self.output,
        };
        match slot {
            Some(before) if before.is_open() => before.append(text, line),
            Some(_) => {}
            None => *slot = Some(Listing::new(text, line, place.is_none())),
        }
    }
}

impl Examples {
    fn add(&mut self, draft: ExampleDraft, kind: SourceKind, remarks: &mut Remarks<'_>) {
        let ExampleDraft { title, line, input, output } = draft;
        let read = |listing: &Listing, remarks: &mut Remarks<'_>| {
            sample::request(listing.code(), kind, remarks)
        };
        let SampleRequest { sample, action, body } =
            input.as_ref().map(|listing| read(listing, remarks)).unwrap_or_default();
        if let (Some(action), Some(listing)) = (action, &input) {
            self.actions.push((action, listing.first));
        }
        self.body = self.body.or(body);
        let output =
            output.and_then(|listing| sample::response_sample(listing.code(), kind, remarks));
        self.parts.push(ExampleStatement { title, line, input: sample, output });
    }

    /// Appends the examples of another section.
    pub(crate) fn extend(&mut self, other: Examples) {
        self.parts.extend(other.parts);
        self.actions.extend(other.actions);
        self.body = self.body.or(other.body);
    }

    /// Takes the common parameters out of the queries: all but what the action declares itself.
    pub(crate) fn drop_common(&mut self, declared: &dyn Fn(&str) -> bool) {
        const COMMON: [&str; 11] = [
            "Action",
            "Version",
            "Region",
            "Language",
            "Token",
            "Timestamp",
            "Nonce",
            "SecretId",
            "Signature",
            "SignatureMethod",
            "RequestClient",
        ];
        for part in &mut self.parts {
            if let Some(Sample::Query(pairs)) = &mut part.input {
                pairs.retain(|(name, _)| !COMMON.contains(&name.as_str()) || declared(name));
            }
        }
    }
}
