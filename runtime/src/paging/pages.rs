//! The pages of a list.

use super::Paged;
use super::cursor::Cursor;
use super::field_access::Typed;
use super::gaps::Gaps;
use super::history::Fingerprint;
use crate::client::Client;
use crate::error::{ActionError, Error};
use crate::response::ErasedResponse;
use crate::time::BoxFuture;
use futures_core::Stream;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

/// One page of a list.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Page<A: Paged> {
    /// The page's items.
    pub items: Vec<A::Item>,
    /// The rest of the response, without the list.
    pub response: A::Response,
}

/// The pages of a list, each fetched on demand.
///
/// It is also a [`Stream`].
///
/// An error ends the iteration: it then returns `None` and sends nothing until
/// [`resume`](Self::resume) is called.
#[must_use = "pages are fetched only when they are asked for"]
pub struct Pages<A: Paged> {
    client: Client,
    request: A,
    cursor: Cursor,
    coming: Option<BoxFuture<'static, Result<ErasedResponse, Error>>>,
    has_failed: bool,
}

// No field is pinned.
impl<A: Paged> Unpin for Pages<A> {}

pub(super) type NextResult<T, A> = Option<Result<T, ActionError<<A as crate::Action>::ErrorCode>>>;

impl<A: Paged> Pages<A> {
    pub(crate) fn new(client: Client, request: A) -> Self {
        Self { client, request, cursor: Cursor::new(A::PAGING), coming: None, has_failed: false }
    }

    /// Returns the next page, or `None` after the last page or an error.
    ///
    /// # Errors
    /// Returns the errors of the action. Returns an error of the kind
    /// [`Paging`](crate::ErrorKind::Paging) if the service repeats a page or ends the list before
    /// it is complete.
    pub async fn try_next(&mut self) -> Result<Option<Page<A>>, ActionError<A::ErrorCode>> {
        poll_fn(|context| self.poll(context)).await.transpose()
    }

    /// Resumes after an error: the next call requests the same page again.
    pub fn resume(&mut self) {
        self.has_failed = false;
    }

    pub(super) fn poll(&mut self, context: &mut Context<'_>) -> Poll<NextResult<Page<A>, A>> {
        if self.has_failed || self.cursor.is_at_end() {
            return Poll::Ready(None);
        }
        let page = ready!(self.poll_page(context));
        if page.as_ref().is_err_and(|error| self.cursor.ends_with(error)) {
            return Poll::Ready(None);
        }
        self.has_failed = page.is_err();
        Poll::Ready(Some(page.map_err(|error| self.named(error))))
    }

    fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Result<Page<A>, Error>> {
        let coming = match &mut self.coming {
            Some(coming) => coming,
            None => match self.fetch() {
                Ok(coming) => self.coming.insert(coming),
                Err(error) => return Poll::Ready(Err(error)),
            },
        };
        let response = ready!(coming.as_mut().poll(context));
        self.coming = None;
        Poll::Ready(response.and_then(|response| self.accept(response)))
    }

    /// Sends the request for the next page.
    fn fetch(&mut self) -> Result<BoxFuture<'static, Result<ErasedResponse, Error>>, Error> {
        self.cursor.aim(&mut Typed(&mut self.request))?;
        Ok(self
            .client
            .unsent(A::OPERATION, &mut self.request, ErasedResponse::empty_of::<A::Response>())
            .send())
    }

    fn accept(&mut self, mut place: ErasedResponse) -> Result<Page<A>, Error> {
        let dropped = place.take_dropped();
        let mut response: A::Response = place.take_response();
        let mut gaps = Gaps::new(&A::PAGING, &dropped, &response)?;
        let mut hint = self.cursor.read_hint(&mut Typed(&mut response));
        let items = A::items(&mut response);
        hint.left_out = gaps.left_out(items.is_some(), &response)?;
        let items = items.unwrap_or_default();
        self.cursor.pass(&mut Typed(&mut self.request), hint, Fingerprint::from_items(&items))?;
        Ok(Page { items, response })
    }

    fn named(&self, error: Error) -> ActionError<A::ErrorCode> {
        ActionError::new(if error.action().is_some() {
            error
        } else {
            error.with_action(A::OPERATION.name, 0)
        })
    }
}

impl Client {
    /// Returns the pages of a list, each fetched on demand.
    pub fn pages<A: Paged>(&self, request: A) -> Pages<A> {
        Pages::new(self.clone(), request)
    }
}

impl<A: Paged> Stream for Pages<A> {
    type Item = Result<Page<A>, ActionError<A::ErrorCode>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(context)
    }
}
