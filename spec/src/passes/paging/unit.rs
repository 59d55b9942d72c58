//! The units that positions of pages count.

/// The unit that a position counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum PositionUnit {
    Items,
    Pages,
}
