use super::block_on;
use crate::error::ActionError;
use crate::paging::{self, Page, Paged};

/// The pages of a list, each fetched when it is asked for.
///
/// After an error the next call asks for the same page again.
#[must_use = "pages are fetched only when they are asked for"]
pub struct Pages<A: Paged>(pub(super) paging::Pages<A>);

impl<A: Paged> Iterator for Pages<A> {
    type Item = Result<Page<A>, ActionError<A::ErrorCode>>;

    fn next(&mut self) -> Option<Self::Item> {
        block_on(self.0.try_next()).transpose()
    }
}

/// The items of a list over all its pages.
///
/// After an error the next call asks for the same page again.
#[must_use = "items are fetched only when they are asked for"]
pub struct Items<A: Paged>(pub(super) paging::Items<A>);

impl<A: Paged> Iterator for Items<A> {
    type Item = Result<A::Item, ActionError<A::ErrorCode>>;

    fn next(&mut self) -> Option<Self::Item> {
        block_on(self.0.try_next()).transpose()
    }
}
