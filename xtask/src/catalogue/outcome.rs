//! What came of a product: counts, failures and times.

use serde::{Deserialize, Serialize};
use std::ops::AddAssign;
use tencentcloud_spec::model::{Api, Field};

/// Documented answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Answers {
    /// How many are documented.
    pub(super) total: usize,
    /// How many of these are JSON.
    pub(super) parsed: usize,
    /// How many of these fit the typed answer.
    pub(super) decoded: usize,
    /// How many of these are written again as they were, but for what is not declared.
    pub(super) reencoded: usize,
}

/// Documented requests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Requests {
    /// How many are documented.
    pub(super) total: usize,
    /// How many of these can be read.
    pub(super) parsed: usize,
    /// How many of these give the typed request with the same parameters.
    pub(super) resolved: usize,
}

/// What a product, or all of them, has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Counts {
    /// Versions that were generated.
    pub(super) versions: usize,
    /// Their actions.
    pub(super) actions: usize,
    /// Types with members: requests, answers and the structures in them.
    pub(super) structures: usize,
    /// Of these, what is neither a request nor an answer.
    pub(super) parts: usize,
    /// Declared members of all these.
    pub(super) fields: usize,
    /// Members that only documented answers show.
    pub(super) inferred: usize,
    /// Actions that may answer with events.
    pub(super) event_streams: usize,
    /// Documented answers.
    pub(super) examples: Answers,
    /// Documented requests.
    pub(super) requests: Requests,
}

impl Counts {
    /// Counts a version.
    pub(super) fn add(&mut self, api: &Api) {
        let described = || api.structures.values().filter(|structure| !structure.inferred);
        let fields: Vec<&Field> = api.lists().flat_map(|(_, fields)| fields).collect();
        let inferred = fields.iter().filter(|field| field.inferred).count();
        self.versions += 1;
        self.actions += api.actions.len();
        self.parts += described().count();
        self.structures += described().count() + 2 * api.actions.len();
        self.fields += fields.len() - inferred;
        self.inferred += inferred;
        self.event_streams += api.actions.values().filter(|action| action.event_stream).count();
    }
}

impl AddAssign for Answers {
    fn add_assign(&mut self, other: Self) {
        self.total += other.total;
        self.parsed += other.parsed;
        self.decoded += other.decoded;
        self.reencoded += other.reencoded;
    }
}

impl AddAssign for Requests {
    fn add_assign(&mut self, other: Self) {
        self.total += other.total;
        self.parsed += other.parsed;
        self.resolved += other.resolved;
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.versions += other.versions;
        self.actions += other.actions;
        self.structures += other.structures;
        self.parts += other.parts;
        self.fields += other.fields;
        self.inferred += other.inferred;
        self.event_streams += other.event_streams;
        self.examples += other.examples;
        self.requests += other.requests;
    }
}

/// Where something failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Stage {
    /// The files give no description.
    Import,
    /// The description gives no crate.
    Generate,
    /// The crate cannot be written.
    Write,
    /// The crate does not compile without a warning.
    Build,
    /// A documented answer is no JSON.
    Parse,
    /// A documented answer does not fit its type.
    Decode,
    /// A documented answer is not the same after reading and writing it.
    Reencode,
    /// A documented request does not give the typed one.
    Request,
}

impl Stage {
    /// Whether it leaves a product without its crate.
    pub(super) fn is_fatal(self) -> bool {
        matches!(self, Self::Import | Self::Generate | Self::Write | Self::Build)
    }

    /// The word for people and for the report.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Import => "import",
            Self::Generate => "generate",
            Self::Write => "write",
            Self::Build => "build",
            Self::Parse => "parse",
            Self::Decode => "decode",
            Self::Reencode => "reencode",
            Self::Request => "request",
        }
    }
}

/// Something that failed, and why.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Failure {
    pub(super) product: String,
    /// The version; empty where it is the crate as a whole.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) version: String,
    pub(super) stage: Stage,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) action: Option<String>,
    /// The number of the action's example, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) example: Option<usize>,
    pub(super) reason: String,
}

impl Failure {
    /// A failure of a product as a whole.
    pub(super) fn new(product: &str, stage: Stage, reason: impl Into<String>) -> Self {
        let (version, reason) = (String::new(), reason.into());
        Self { product: product.to_owned(), version, stage, action: None, example: None, reason }
    }
}

/// Seconds of work by stage, of all threads together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub(super) struct Seconds {
    pub(super) import: f64,
    pub(super) decode: f64,
    pub(super) generate: f64,
    pub(super) write: f64,
}

impl AddAssign for Seconds {
    fn add_assign(&mut self, other: Self) {
        self.import += other.import;
        self.decode += other.decode;
        self.generate += other.generate;
        self.write += other.write;
    }
}

/// What came of one product.
#[derive(Clone, Debug, Default)]
pub(super) struct Outcome {
    pub(super) product: String,
    pub(super) counts: Counts,
    pub(super) failures: Vec<Failure>,
    pub(super) seconds: Seconds,
    /// Whether its crate was there and up to date, so that nothing was done.
    pub(super) unchanged: bool,
}

impl Outcome {
    /// Nothing yet.
    pub(super) fn of(product: &str) -> Self {
        Self { product: product.to_owned(), ..Self::default() }
    }
}

impl AddAssign for Outcome {
    fn add_assign(&mut self, other: Self) {
        self.counts += other.counts;
        self.failures.extend(other.failures);
        self.seconds += other.seconds;
    }
}
