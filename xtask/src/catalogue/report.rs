//! The output of a run: a table, the failures with their reasons, and a report for programs.

use super::outcome::{Counts, Failure, ProductOutcome, Seconds};
use serde::Serialize;
use std::collections::BTreeMap;
use tencentcloud_spec::text::{lines, one_line};

/// The keys by which a report's JSON is recognised.
pub(super) const KEYS: &[&str] = &["products", "failures", "seconds"];

/// The report of a run.
#[derive(Serialize)]
pub(super) struct CatalogueReport {
    /// Counts of all products: `versions`, `actions`, `structures`, `fields`, `examples` …
    #[serde(flatten)]
    pub(super) counts: Counts,
    pub(super) failures: Vec<Failure>,
    pub(super) seconds: Times,
    /// Counts of each product.
    products: BTreeMap<String, Counts>,
    #[serde(skip)]
    unchanged: usize,
}

/// Seconds by stage: summed over all threads, but clock time for `build` and `total`.
#[derive(Serialize)]
pub(super) struct Times {
    #[serde(flatten)]
    stages: Seconds,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) build: Option<f64>,
    pub(super) total: f64,
}

impl CatalogueReport {
    pub(super) fn new(outcomes: Vec<ProductOutcome>) -> Self {
        let (mut counts, mut stages, mut failures) =
            (Counts::default(), Seconds::default(), Vec::new());
        let unchanged = outcomes.iter().filter(|outcome| outcome.unchanged).count();
        let mut products = BTreeMap::new();
        for outcome in outcomes {
            counts += outcome.counts;
            stages += outcome.seconds;
            failures.extend(outcome.failures);
            products.insert(outcome.product, outcome.counts);
        }
        Self {
            counts,
            failures,
            seconds: Times { stages, build: None, total: 0.0 },
            products,
            unchanged,
        }
    }

    /// Returns the report for programs.
    pub(super) fn json(&self) -> String {
        // Writing to memory cannot fail, and every key is a string.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// Returns the report for people.
    pub(super) fn text(&self) -> String {
        let failures: String = self.failures.iter().map(line).collect();
        format!("{}\n{failures}{}", self.table(), self.summary())
    }

    fn table(&self) -> String {
        const HEAD: [&str; 7] =
            ["versions", "actions", "structures", "fields", "responses", "decoded", "reencoded"];
        let width = self.products.keys().map(String::len).max().unwrap_or(0).max("product".len());
        let head: String = HEAD.iter().map(|word| format!(" {word:>10}")).collect();
        let mut table = format!("{:<width$}{head}\n", "product");
        for (product, counts) in self.products.iter().chain([(&"all".to_owned(), &self.counts)]) {
            let cells: String =
                cells(counts).iter().map(|number| format!(" {number:>10}")).collect();
            table.push_str(&format!("{product:<width$}{cells}\n"));
        }
        table
    }

    fn summary(&self) -> String {
        let Counts { examples, requests, .. } = self.counts;
        let unchanged = match self.unchanged {
            0 => String::new(),
            number => format!("{number} of {} products unchanged\n", self.products.len()),
        };
        format!(
            "responses: {} of {} are JSON, {} decode ({}), {} are written again as they were ({})\n\
             requests: {} of {} give the typed request with the same parameters ({})\n\
             {unchanged}{} failures, {:.1} s\n",
            examples.parsed,
            examples.total,
            examples.decoded,
            percent(examples.decoded, examples.parsed),
            examples.reencoded,
            percent(examples.reencoded, examples.parsed),
            requests.resolved,
            requests.total,
            percent(requests.resolved, requests.total),
            self.failures.len(),
            self.seconds.total,
        )
    }
}

fn cells(counts: &Counts) -> [usize; 7] {
    let Counts { versions, actions, structures, fields, examples, .. } = *counts;
    [versions, actions, structures, fields, examples.parsed, examples.decoded, examples.reencoded]
}

fn percent(part: usize, whole: usize) -> String {
    match whole {
        0 => "none".to_owned(),
        whole => format!("{:.2} %", part as f64 * 100.0 / whole as f64),
    }
}

/// Formats a failure: `vpc 2017-03-12 DescribeVpcs, example 1: decode: …`
fn line(failure: &Failure) -> String {
    let Failure { product, version, stage, action, example, reason } = failure;
    let action = action.as_deref().map(|action| format!(" {action}")).unwrap_or_default();
    let example = example.map(|example| format!(", example {example}")).unwrap_or_default();
    let version = if version.is_empty() { String::new() } else { format!(" {version}") };
    // A reason for a whole version has several lines; other reasons quote documents.
    let reason = if stage.is_fatal() { lines(reason) } else { one_line(reason) };
    format!(
        "{}: {}: {reason}\n",
        one_line(&format!("{product}{version}{action}{example}")),
        stage.word()
    )
}
