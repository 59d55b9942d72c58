//! The pages and items of a list as iterators.

use super::block_on;
use crate::error::ActionError;
use crate::paging::{self, Page, Paged};
use std::iter::FusedIterator;

/// The pages of a list, each fetched on demand.
///
/// An error ends it: after one it returns `None` and sends nothing, until [`resume`](Self::resume) is called.
#[must_use = "pages are fetched only when they are asked for"]
pub struct Pages<A: Paged>(pub(super) paging::Pages<A>);

impl<A: Paged> Pages<A> {
    /// Goes on after an error: the next call asks for the same page again.
    pub fn resume(&mut self) {
        self.0.resume();
    }
}

impl<A: Paged> FusedIterator for Pages<A> {}

impl<A: Paged> Iterator for Pages<A> {
    type Item = Result<Page<A>, ActionError<A::ErrorCode>>;

    fn next(&mut self) -> Option<Self::Item> {
        block_on(self.0.try_next()).transpose()
    }
}

/// The items of a list over all its pages.
///
/// An error ends it: after one it returns `None` and sends nothing, until [`resume`](Self::resume) is called.
#[must_use = "items are fetched only when they are asked for"]
pub struct Items<A: Paged>(pub(super) paging::Items<A>);

impl<A: Paged> Items<A> {
    /// Goes on after an error: the next call asks for the same page again.
    pub fn resume(&mut self) {
        self.0.resume();
    }
}

impl<A: Paged> FusedIterator for Items<A> {}

impl<A: Paged> Iterator for Items<A> {
    type Item = Result<A::Item, ActionError<A::ErrorCode>>;

    fn next(&mut self) -> Option<Self::Item> {
        block_on(self.0.try_next()).transpose()
    }
}
