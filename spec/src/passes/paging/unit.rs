//! What positions of pages count.

/// What a position counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    Items,
    Pages,
}
