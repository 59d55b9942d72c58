//! The effect of a call.

/// The effect of a call by its prose, the gravest last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Effect {
    /// It has no verb that tells, and is no name of something to read.
    Silent,
    /// It only tells something.
    Reads,
    /// The prose does not say, or there is none.
    Unknown,
    /// It makes content out of other content. Prose of calls that ask for the result often says so,
    /// too.
    Makes,
    /// It changes, starts, sends or costs something.
    Changes,
}

/// The text without what stands in round or square brackets of either language.
pub(super) fn without_asides(text: &str) -> String {
    let mut depth = 0_usize;
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '(' | '（' | '[' | '【' => depth += 1,
            ')' | '）' | ']' | '】' => depth = depth.saturating_sub(1),
            // A bracket that is never closed ends with its line.
            '\n' => {
                depth = 0;
                out.push(c);
            }
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}
