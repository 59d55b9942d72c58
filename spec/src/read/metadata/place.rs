//! Finds the place of a borrowed text in its file.

/// The line ends of a file, found once.
pub(super) struct LineIndex<'a> {
    text: &'a str,
    ends: Vec<usize>,
}

impl<'a> LineIndex<'a> {
    /// Finds the line ends of a file.
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, ends: text.match_indices('\n').map(|(at, _)| at).collect() }
    }

    /// The line, counted from 1, of a text that was borrowed from the file; `None` for one that was
    /// copied because it has escapes in the file.
    pub(super) fn line(&self, part: &str) -> Option<usize> {
        let offset = part.as_ptr().addr().checked_sub(self.text.as_ptr().addr())?;
        (offset <= self.text.len()).then(|| self.ends.partition_point(|end| *end < offset) + 1)
    }
}
