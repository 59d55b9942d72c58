//! The result of a product: counts, failures and times.

use serde::{Deserialize, Serialize};
use std::ops::AddAssign;
use tencentcloud_spec::model::{Api, Field};

/// Counts of documented responses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Responses {
    /// The number of documented responses.
    pub(super) total: usize,
    /// The number of these that are JSON.
    pub(super) parsed: usize,
    /// The number of these that fit the typed response.
    pub(super) decoded: usize,
    /// The number of these that are unchanged after writing them again, apart from undeclared
    /// fields.
    pub(super) reencoded: usize,
}

/// Counts of documented requests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Requests {
    /// The number of documented requests.
    pub(super) total: usize,
    /// The number of these that can be read.
    pub(super) parsed: usize,
    /// The number of these that give the typed request with the same parameters.
    pub(super) resolved: usize,
}

/// The counts of a product, or of all products.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Counts {
    /// Versions that were generated.
    pub(super) versions: usize,
    /// Their actions.
    pub(super) actions: usize,
    /// Types with fields: requests, responses and the structures in them.
    pub(super) structures: usize,
    /// Of these, the structures that are neither requests nor responses.
    pub(super) parts: usize,
    /// Declared fields of all these.
    pub(super) fields: usize,
    /// Fields that appear only in documented responses.
    pub(super) inferred: usize,
    /// Actions that may return an event stream.
    pub(super) event_streams: usize,
    /// Documented responses.
    pub(super) examples: Responses,
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

impl AddAssign for Responses {
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

/// The stage of a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Stage {
    /// The files do not result in a description.
    Import,
    /// The description does not result in a crate.
    Generate,
    /// The crate cannot be written.
    Write,
    /// The crate does not compile without a warning.
    Build,
    /// A documented response is not JSON.
    Parse,
    /// A documented response does not fit its type.
    Decode,
    /// A documented response is not the same after reading and writing it.
    Reencode,
    /// A documented request does not give the typed request.
    Request,
}

impl Stage {
    /// Returns whether a failure leaves a product without its crate.
    pub(super) fn is_fatal(self) -> bool {
        matches!(self, Self::Import | Self::Generate | Self::Write | Self::Build)
    }

    /// Returns the word for people and for the report.
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

/// A failure with its reason.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Failure {
    pub(super) product: String,
    /// The version, or empty for the crate as a whole.
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
    /// Creates a failure of a product as a whole.
    pub(super) fn new(product: &str, stage: Stage, reason: impl Into<String>) -> Self {
        let (version, reason) = (String::new(), reason.into());
        Self { product: product.to_owned(), version, stage, action: None, example: None, reason }
    }
}

/// Seconds of work by stage, summed over all threads.
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

/// The result of one product.
#[derive(Clone, Debug, Default)]
pub(super) struct ProductOutcome {
    pub(super) product: String,
    pub(super) counts: Counts,
    pub(super) failures: Vec<Failure>,
    pub(super) seconds: Seconds,
    /// True if its crate was up to date, so nothing was done.
    pub(super) unchanged: bool,
}

impl ProductOutcome {
    /// Creates an empty result.
    pub(super) fn new(product: &str) -> Self {
        Self { product: product.to_owned(), ..Self::default() }
    }
}

impl AddAssign for ProductOutcome {
    fn add_assign(&mut self, other: Self) {
        self.counts += other.counts;
        self.failures.extend(other.failures);
        self.seconds += other.seconds;
    }
}
