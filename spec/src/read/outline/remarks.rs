use crate::diagnostic::{Diagnostic, Diagnostics};

/// After so many remarks on one file the rest is left out: nobody reads on.
const MOST_REMARKS: usize = 500;

/// Collects remarks on one file.
pub(crate) struct Remarks<'a> {
    file: &'a str,
    found: Diagnostics,
    count: usize,
}

impl<'a> Remarks<'a> {
    /// No remarks yet.
    pub(crate) fn new(file: &'a str) -> Self {
        Self { file, found: Diagnostics::default(), count: 0 }
    }

    /// An error in a line, and what to do about it.
    pub(crate) fn error(
        &mut self,
        code: &'static str,
        line: usize,
        message: impl Into<String>,
        help: &str,
    ) {
        self.push(Diagnostic::error(code, message).at(self.file, line).help(help));
    }

    /// A warning on a line, and what to do about it.
    pub(crate) fn warning(
        &mut self,
        code: &'static str,
        line: usize,
        message: impl Into<String>,
        help: &str,
    ) {
        self.push(Diagnostic::warning(code, message).at(self.file, line).help(help));
    }

    fn push(&mut self, diagnostic: Diagnostic) {
        self.count += 1;
        match self.count {
            count if count < MOST_REMARKS => self.found.push(diagnostic),
            MOST_REMARKS => {
                let more =
                    Diagnostic::error("too-many-remarks", "too many remarks: the rest is left out");
                self.found
                    .push(more.in_file(self.file).help("mend what is listed, then import again"));
            }
            _ => {}
        }
    }

    /// All remarks in order.
    pub(crate) fn finish(self) -> Diagnostics {
        self.found
    }
}

/// A piece of the input for a message: one line, not too long, without control characters.
pub(crate) fn quoted(text: &str) -> String {
    const LONGEST: usize = 60;
    let mut kept: String = text
        .trim()
        .chars()
        .map(|other| if other.is_control() { ' ' } else { other })
        .take(LONGEST)
        .collect();
    if text.trim().chars().nth(LONGEST).is_some() {
        kept.push('…');
    }
    format!("`{kept}`")
}
