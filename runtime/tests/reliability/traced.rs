//! Everything that this crate and those below it trace and log in this process, at every level.

use std::collections::BTreeSet;
use std::fmt::{Debug, Write};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

static LINES: Mutex<Vec<String>> = Mutex::new(Vec::new());
static SECRETS: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// Starts collecting.
pub(crate) fn begin() {
    tracing::subscriber::set_global_default(Collector).unwrap();
    log::set_logger(&Collector).unwrap();
    log::set_max_level(log::LevelFilter::Trace);
}

/// Adds a text to search for at the end.
pub(crate) fn secret(secret: &str) {
    SECRETS.lock().unwrap().insert(secret.to_owned());
}

/// Returns whether a line contains all of these texts.
pub(crate) fn has(texts: &[&str]) -> bool {
    LINES.lock().unwrap().iter().any(|line| texts.iter().all(|text| line.contains(text)))
}

/// Searches every line for every secret.
pub(crate) fn search() {
    let mut lines = LINES.lock().unwrap();
    lines.sort_unstable();
    lines.dedup();
    let all = lines.join("\n");
    let secrets = SECRETS.lock().unwrap();
    assert!(secrets.len() > 100, "there are signatures to look for");
    for expected in [
        "tencentcloud.call",
        "tencentcloud.attempt",
        "rpc.method=ListThings",
        "error.type=RequestLimitExceeded",
    ] {
        assert!(all.contains(expected), "{expected} is not traced");
    }
    for secret in secrets.iter() {
        let found = all.lines().find(|line| line.contains(secret.as_str()));
        assert!(found.is_none(), "{secret} is traced: {found:?}");
    }
}

struct Collector;

struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let _ = write!(self.0, " {field}={value:?}");
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        let _ = write!(self.0, " {field}={value}");
    }
}

fn keep(line: Line) {
    LINES.lock().unwrap().push(line.0);
}

impl Subscriber for Collector {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        let mut line = Line(span.metadata().name().to_owned());
        span.record(&mut line);
        keep(line);
        Id::from_u64(NEXT.fetch_add(1, Ordering::Relaxed))
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        let mut line = Line(String::new());
        values.record(&mut line);
        keep(line);
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut line = Line(event.metadata().target().to_owned());
        event.record(&mut line);
        keep(line);
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

impl log::Log for Collector {
    /// Ignores the dump of all traffic by ureq's protocol crate at the level `trace`.
    ///
    /// Only a filter can stop it, as the documentation says.
    fn enabled(&self, metadata: &log::Metadata<'_>) -> bool {
        metadata.level() < log::Level::Trace || !metadata.target().starts_with("ureq_proto")
    }

    fn log(&self, record: &log::Record<'_>) {
        if !log::Log::enabled(self, record.metadata()) {
            return;
        }
        keep(Line(format!("{} {}", record.target(), record.args())));
    }

    fn flush(&self) {}
}
