//! The items of a paged list.

use super::pages::NextResult;
use super::{Paged, Pages};
use crate::client::Client;
use crate::error::ActionError;
use futures_core::Stream;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

/// The items of a paged list, over all its pages.
///
/// It is also a [`Stream`].
///
/// An error ends the iteration: it then returns `None` and sends nothing until
/// [`resume`](Self::resume) is called.
#[must_use = "items are fetched only when they are asked for"]
pub struct Items<A: Paged> {
    pages: Pages<A>,
    items: std::vec::IntoIter<A::Item>,
}

impl<A: Paged> Unpin for Items<A> {}

impl<A: Paged> Items<A> {
    pub(crate) fn new(pages: Pages<A>) -> Self {
        Self { pages, items: Vec::new().into_iter() }
    }

    /// Returns the next item, or `None` after the last item or an error.
    ///
    /// # Errors
    /// Returns the errors of the action. Returns an error of the kind
    /// [`Paging`](crate::ErrorKind::Paging) if the service repeats a page or ends the list before
    /// it is complete.
    pub async fn try_next(&mut self) -> Result<Option<A::Item>, ActionError<A::ErrorCode>> {
        poll_fn(|context| self.poll(context)).await.transpose()
    }

    /// Resumes after an error: the next call requests the same page again.
    ///
    /// No item is returned twice.
    pub fn resume(&mut self) {
        self.pages.resume();
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<NextResult<A::Item, A>> {
        loop {
            if let Some(item) = self.items.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(self.pages.poll(context)) {
                Some(Ok(page)) => self.items = page.items.into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl Client {
    /// Returns the items of a paged list, fetching each page on demand.
    pub fn items<A: Paged>(&self, request: A) -> Items<A> {
        Items::new(self.pages(request))
    }
}

impl<A: Paged> Stream for Items<A> {
    type Item = Result<A::Item, ActionError<A::ErrorCode>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(context)
    }
}
