use super::{TransportError, TransportErrorKind};
use bytes::{Bytes, BytesMut};
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

/// The chunks of a body, as they arrive.
pub trait Chunks: Send {
    /// Returns the next chunk, or `None` after the last.
    ///
    /// # Errors
    /// Returns an error if the connection fails before the last chunk.
    fn poll_chunk(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>>;
}

/// The body of a response, complete or still arriving.
pub struct Body(BodyInner);

enum BodyInner {
    Whole(Option<Bytes>),
    Chunks(Pin<Box<dyn Chunks>>),
}

impl Body {
    /// Creates a complete body.
    pub fn whole(bytes: impl Into<Bytes>) -> Self {
        Self(BodyInner::Whole(Some(bytes.into())))
    }

    /// Creates a body that arrives in chunks.
    pub fn chunks(chunks: impl Chunks + 'static) -> Self {
        Self(BodyInner::Chunks(Box::pin(chunks)))
    }

    /// Returns the next chunk, or `None` after the last.
    ///
    /// # Errors
    /// Returns an error if the connection fails before the last chunk.
    pub async fn next(&mut self) -> Option<Result<Bytes, TransportError>> {
        poll_fn(|context| self.poll_next(context)).await
    }

    pub(crate) fn poll_next(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        match &mut self.0 {
            BodyInner::Whole(bytes) => Poll::Ready(bytes.take().map(Ok)),
            BodyInner::Chunks(chunks) => chunks.as_mut().poll_chunk(context),
        }
    }

    /// Returns the whole body, of at most `limit` bytes.
    ///
    /// # Errors
    /// Returns an error if the body is cut off or is larger.
    pub async fn collect(mut self, limit: usize) -> Result<Bytes, TransportError> {
        let Some(first) = self.next().await.transpose()? else { return Ok(Bytes::new()) };
        bounded(first.len(), limit)?;
        let Some(second) = self.next().await.transpose()? else { return Ok(first) };
        let mut all = BytesMut::from(first);
        let mut next = Some(second);
        while let Some(chunk) = next {
            bounded(all.len() + chunk.len(), limit)?;
            all.extend_from_slice(&chunk);
            next = self.next().await.transpose()?;
        }
        Ok(all.freeze())
    }
}

fn bounded(length: usize, limit: usize) -> Result<(), TransportError> {
    if length > limit { Err(TransportError::new(TransportErrorKind::TooLarge)) } else { Ok(()) }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Body")
    }
}
