//! Requests whose responses are pages of a list.

use crate::action::{Action, Paging};
use crate::error::{Error, ErrorKind};

/// A request whose response is one page of a list.
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
    /// The type of the list's items.
    type Item: serde::Serialize;
    /// How the action pages.
    const PAGING: Paging;

    /// Takes the list out of a response.
    fn items(response: &mut Self::Response) -> Option<Vec<Self::Item>>;
}

/// Returns the error of a list that a service does not return completely.
pub(crate) fn failed(message: impl Into<String>) -> Error {
    Error::new(ErrorKind::Paging, message)
}
