//! How an action pages through a list, as data.

/// The way an action pages: the request and response fields for it, by their wire names.
///
/// A name with dots is a path into structures of the response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Paging {
    /// The request contains the number of items to skip.
    #[non_exhaustive]
    Offset {
        /// Request field: items to skip, from 0.
        offset: &'static str,
        /// Request field: items per page.
        limit: &'static str,
        /// Response field: the total number of items.
        total: Option<&'static str>,
    },
    /// The request contains the number of the page.
    #[non_exhaustive]
    Page {
        /// Request field: the page's number.
        page: &'static str,
        /// Request field: items per page.
        size: &'static str,
        /// The number of the first page.
        first: u64,
        /// Response field: the total number of items.
        total: Option<&'static str>,
    },
    /// The response contains a token that the next request sends back.
    #[non_exhaustive]
    Token {
        /// Request field: the token.
        token: &'static str,
        /// Response field: the next token; empty or absent on the last page.
        next: &'static str,
        /// Request field: items per page.
        limit: Option<&'static str>,
        /// Response field: true while there are more pages.
        more: Option<&'static str>,
        /// Response field: true on the last page.
        done: Option<&'static str>,
    },
}

impl Paging {
    /// Creates paging by offset from the request's fields for the items to skip and the page size.
    pub const fn offset(offset: &'static str, limit: &'static str) -> Self {
        Self::Offset { offset, limit, total: None }
    }

    /// Creates paging by page number from the request's fields for the number and the page size,
    /// and the first page's number.
    pub const fn page(page: &'static str, size: &'static str, first: u64) -> Self {
        Self::Page { page, size, first, total: None }
    }

    /// Creates paging by token from the request's field for it and the response's field for the
    /// next one.
    pub const fn token(token: &'static str, next: &'static str) -> Self {
        Self::Token { token, next, limit: None, more: None, done: None }
    }

    /// Sets the response's field for the total number of items. Ignored for paging by token.
    #[must_use]
    pub const fn total(mut self, name: &'static str) -> Self {
        if let Self::Offset { total, .. } | Self::Page { total, .. } = &mut self {
            *total = Some(name);
        }
        self
    }

    /// Sets the request's field for the page size, for paging by token.
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
    /// Response field: the list. A name with dots is a path into structures.
    pub items: &'static str,
    /// How the action pages.
    pub paging: Paging,
}

impl PagedList {
    /// Creates a paged list from the response's field for it, and how the action pages.
    pub const fn new(items: &'static str, paging: Paging) -> Self {
        Self { items, paging }
    }
}
