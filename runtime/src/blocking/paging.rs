//! Iterators over the pages and items of a list.

use super::block_on;
use crate::error::{ActionError, Error};
use crate::named;
use crate::paging::{self, Page, Paged};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::iter::FusedIterator;

/// The pages of a list, each fetched on demand.
///
/// An error ends the iteration: it then returns `None` and sends nothing until
/// [`resume`](Self::resume) is called.
#[must_use = "pages are fetched only when they are asked for"]
pub struct Pages<A: Paged>(pub(super) paging::Pages<A>);

impl<A: Paged> Pages<A> {
    /// Resumes after an error: the next call requests the same page again.
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

/// The items of a paged list, over all its pages.
///
/// An error ends the iteration: it then returns `None` and sends nothing until
/// [`resume`](Self::resume) is called.
#[must_use = "items are fetched only when they are asked for"]
pub struct Items<A: Paged>(pub(super) paging::Items<A>);

impl<A: Paged> Items<A> {
    /// Resumes after an error: the next call requests the same page again.
    ///
    /// No item is returned twice.
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

/// The pages of a list whose action is called by name, each fetched on demand.
///
/// An error ends the iteration: it then returns `None` and sends nothing until
/// [`resume`](Self::resume) is called.
#[derive(Debug)]
#[must_use = "pages are fetched only when they are asked for"]
pub struct NamedPages(pub(super) named::NamedPages);

impl NamedPages {
    /// Resumes after an error: the next call requests the same page again.
    pub fn resume(&mut self) {
        self.0.resume();
    }
}

impl FusedIterator for NamedPages {}

impl Iterator for NamedPages {
    type Item = Result<named::NamedPage, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        block_on(self.0.try_next()).transpose()
    }
}

/// The items of a paged list whose action is called by name.
///
/// An error ends the iteration: it then returns `None` and sends nothing until
/// [`resume`](Self::resume) is called.
#[derive(Debug)]
#[must_use = "items are fetched only when they are asked for"]
pub struct NamedItems<T = Value>(pub(super) named::NamedItems<T>);

impl<T: DeserializeOwned> NamedItems<T> {
    /// Sets the type of the items: any type that is `Deserialize`.
    pub fn decode<U: DeserializeOwned>(self) -> NamedItems<U> {
        NamedItems(self.0.decode())
    }

    /// Resumes after an error.
    ///
    /// If an item did not fit the type, the next call returns the item after it. After any other
    /// error, it requests the same page again. No item is returned twice.
    pub fn resume(&mut self) {
        self.0.resume();
    }
}

impl<T: DeserializeOwned> FusedIterator for NamedItems<T> {}

impl<T: DeserializeOwned> Iterator for NamedItems<T> {
    type Item = Result<T, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        block_on(self.0.try_next()).transpose()
    }
}
