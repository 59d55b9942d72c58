//! The progress of a run: a bar on a terminal, otherwise a line per product.

use indicatif::{ProgressBar, ProgressStyle};
use std::io::{IsTerminal, stderr};
use std::sync::atomic::{AtomicUsize, Ordering};
use tencentcloud_spec::text::one_line;
use tencentcloud_tool::print;

/// A counter of finished products, which prints on stderr.
pub(crate) struct Progress {
    bar: Option<ProgressBar>,
    done: AtomicUsize,
    total: usize,
    verb: &'static str,
}

impl Progress {
    pub(crate) fn new(verb: &'static str, total: usize) -> Self {
        let bar = stderr().is_terminal().then(|| bar(verb, total));
        Self { bar, done: AtomicUsize::new(0), total, verb }
    }

    /// Counts one more product.
    pub(crate) fn step(&self, what: &str) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        match &self.bar {
            Some(bar) => {
                bar.set_message(one_line(what).into_owned());
                bar.inc(1);
            }
            None => print::stderr(&format!("[{done}/{}] {} {what}\n", self.total, self.verb)),
        }
    }

    /// Removes the bar at the end.
    pub(crate) fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

fn bar(verb: &'static str, total: usize) -> ProgressBar {
    let style = ProgressStyle::with_template("{prefix} [{bar:40}] {pos}/{len} {elapsed} {msg}");
    let bar = ProgressBar::new(total as u64).with_prefix(verb);
    // The template is a constant that parses; without it the bar has its usual look.
    if let Ok(style) = style { bar.with_style(style) } else { bar }
}
