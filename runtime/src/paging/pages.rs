use super::Paged;
use super::cursor::Cursor;
use crate::calling::Answer;
use crate::client::Client;
use crate::error::{ActionError, Error};
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
    /// The rest of the answer: the list has been taken out of it.
    pub response: A::Response,
}

/// The pages of a list, each fetched when it is asked for. A stream, too.
///
/// After an error the next call asks for the same page again.
#[must_use = "pages are fetched only when they are asked for"]
pub struct Pages<A: Paged> {
    client: Client,
    request: A,
    cursor: Cursor,
    coming: Option<BoxFuture<'static, Result<Answer, Error>>>,
}

// Nothing in it is looked at in place.
impl<A: Paged> Unpin for Pages<A> {}

pub(super) type Next<T, A> = Option<Result<T, ActionError<<A as crate::Action>::ErrorCode>>>;

impl<A: Paged> Pages<A> {
    pub(crate) fn new(client: Client, request: A) -> Self {
        Self { client, request, cursor: Cursor::new(A::PAGING), coming: None }
    }

    /// The next page; `None` after the last.
    ///
    /// # Errors
    /// Those of the action, and a service that repeats a page for ever.
    pub async fn try_next(&mut self) -> Result<Option<Page<A>>, ActionError<A::ErrorCode>> {
        poll_fn(|context| self.poll(context)).await.transpose()
    }

    pub(super) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Next<Page<A>, A>> {
        if self.cursor.is_at_end() {
            return Poll::Ready(None);
        }
        let coming = match &mut self.coming {
            Some(coming) => coming,
            None => match self.fetch() {
                Ok(coming) => self.coming.insert(coming),
                Err(error) => return Poll::Ready(Some(Err(self.named(error)))),
            },
        };
        let answer = ready!(coming.as_mut().poll(context));
        self.coming = None;
        Poll::Ready(Some(answer.and_then(|mut answer| self.take(answer.take())).map_err(|error| self.named(error))))
    }

    /// Sends the request for the next page.
    fn fetch(&mut self) -> Result<BoxFuture<'static, Result<Answer, Error>>, Error> {
        self.cursor.aim(&mut self.request)?;
        Ok(self.client.begin(A::OPERATION, &mut self.request, Answer::of::<A::Response>()))
    }

    fn take(&mut self, mut response: A::Response) -> Result<Page<A>, Error> {
        let hint = self.cursor.read(&mut response);
        let list = A::items(&mut response);
        let count = list.as_ref().map_or(0, Vec::len);
        self.cursor.pass(&mut self.request, hint, count)?;
        Ok(Page { items: list.unwrap_or_default(), response })
    }

    fn named(&self, error: Error) -> ActionError<A::ErrorCode> {
        ActionError::new(if error.action().is_some() { error } else { error.with_action(A::OPERATION.name, 0) })
    }
}

impl<A: Paged> Stream for Pages<A> {
    type Item = Result<Page<A>, ActionError<A::ErrorCode>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(context)
    }
}
