//! Lists that are fetched in pages.

mod count;
mod cursor;
mod gaps;
mod history;
mod items;
mod member;
mod pages;

pub(crate) use cursor::{Cursor, Hint};
pub(crate) use history::Fingerprint;
pub use items::Items;
pub(crate) use member::{Typed, value_at};
pub use pages::{Page, Pages};

use crate::action::Action;
use crate::error::{Error, ErrorKind};

/// How an action pages: the members of its request and of its answer that do it, by their names on the wire. Names in
/// answers may lead into a structure with a dot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Paging {
    /// The request says how many items to skip.
    #[non_exhaustive]
    Offset {
        /// Request member: items to skip, from 0.
        offset: &'static str,
        /// Request member: items a page.
        limit: &'static str,
        /// Answer member: how many items there are in all.
        total: Option<&'static str>,
    },
    /// The request names a page by number.
    #[non_exhaustive]
    Page {
        /// Request member: the page's number.
        page: &'static str,
        /// Request member: items a page.
        size: &'static str,
        /// The number of the first page.
        first: u64,
        /// Answer member: how many items there are in all.
        total: Option<&'static str>,
    },
    /// The answer holds a token that the next request sends back.
    #[non_exhaustive]
    Token {
        /// Request member: the token.
        token: &'static str,
        /// Answer member: the next token; empty or absent on the last page.
        next: &'static str,
        /// Request member: items a page.
        limit: Option<&'static str>,
        /// Answer member: true while there are more pages.
        more: Option<&'static str>,
        /// Answer member: true on the last page.
        done: Option<&'static str>,
    },
}

impl Paging {
    /// Creates paging by items to skip: the request's fields for the number to skip and for the size of a page.
    pub const fn offset(offset: &'static str, limit: &'static str) -> Self {
        Self::Offset { offset, limit, total: None }
    }

    /// Creates paging by page number: the request's fields for the number and for the size of a page, and the number of
    /// the first page.
    pub const fn page(page: &'static str, size: &'static str, first: u64) -> Self {
        Self::Page { page, size, first, total: None }
    }

    /// Creates paging by token: the request's field that sends it and the response's field that holds the next one.
    pub const fn token(token: &'static str, next: &'static str) -> Self {
        Self::Token { token, next, limit: None, more: None, done: None }
    }

    /// Sets the response's field that holds the number of all items. Tokens have none.
    #[must_use]
    pub const fn total(mut self, name: &'static str) -> Self {
        if let Self::Offset { total, .. } | Self::Page { total, .. } = &mut self {
            *total = Some(name);
        }
        self
    }

    /// Sets the request's field for the size of a page, for paging by token.
    #[must_use]
    pub const fn limit(mut self, name: &'static str) -> Self {
        if let Self::Token { limit, .. } = &mut self {
            *limit = Some(name);
        }
        self
    }

    /// Sets the response's field that is true while there are more pages, for paging by token.
    #[must_use]
    pub const fn more(mut self, name: &'static str) -> Self {
        if let Self::Token { more, .. } = &mut self {
            *more = Some(name);
        }
        self
    }

    /// Sets the response's field that is true on the last page, for paging by token.
    #[must_use]
    pub const fn done(mut self, name: &'static str) -> Self {
        if let Self::Token { done, .. } = &mut self {
            *done = Some(name);
        }
        self
    }
}

/// The list in an action's responses, and how the action pages through it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct PagedList {
    /// Response member: the list. A name with a dot leads into a structure.
    pub items: &'static str,
    /// How the action pages.
    pub paging: Paging,
}

impl PagedList {
    /// Creates it from the response's field that holds the list, and how the action pages.
    pub const fn new(items: &'static str, paging: Paging) -> Self {
        Self { items, paging }
    }
}

/// A request whose answer is one page of a list.
///
/// ```
/// use tencentcloud_runtime::{Client, Error, Paged};
///
/// async fn count<A: Paged>(client: &Client, request: A) -> Result<usize, Error> {
///     let (mut items, mut count) = (client.items(request), 0);
///     while items.try_next().await?.is_some() {
///         count += 1;
///     }
///     Ok(count)
/// }
/// ```
pub trait Paged: Action {
    /// What the list holds.
    type Item: serde::Serialize;
    /// How the action pages.
    const PAGING: Paging;

    /// Takes the list out of an answer.
    fn items(response: &mut Self::Response) -> Option<Vec<Self::Item>>;
}

/// An error of a list that a service does not give whole.
pub(crate) fn failed(message: impl Into<String>) -> Error {
    Error::new(ErrorKind::Paging, message)
}
