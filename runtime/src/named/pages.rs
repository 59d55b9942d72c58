use super::{JsonPlace, NamedAction, prepare, response};
use crate::action::{Operation, PagedList};
use crate::call::Unsent;
use crate::client::Client;
use crate::error::{Error, ErrorKind};
use crate::paging::{Cursor, Fingerprint, value_at};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::fmt;
use std::marker::PhantomData;

/// The pages of a list whose action is called by name, each fetched on demand.
///
/// An error ends the iteration: it then returns `None` and sends nothing until
/// [`resume`](Self::resume) is called.
#[must_use = "pages are fetched only when they are asked for"]
pub struct NamedPages {
    client: Client,
    /// The action and its parameters, or why it cannot be called.
    target: Result<NamedList, Option<Error>>,
    has_failed: bool,
}

struct NamedList {
    operation: &'static Operation,
    list: PagedList,
    request: Value,
    cursor: Cursor,
}

/// One page of a list whose action is called by name.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct NamedPage {
    /// The page's items.
    pub items: Vec<Value>,
    /// The rest of the response, without the list.
    pub response: Value,
}

impl NamedPages {
    pub(crate) fn new(
        client: Client,
        request: Result<(&'static Operation, Vec<u8>), Error>,
    ) -> Self {
        let target = request.and_then(|(operation, json)| {
            let list = operation.list.ok_or_else(|| {
                let text = "the action has no rule for paging: set one with `NamedAction::list`";
                Error::new(ErrorKind::Configuration, text).with_action(operation.name, 0)
            })?;
            let request = serde_json::from_slice(&json).map_err(crate::request::unwritable)?;
            Ok(NamedList { operation, list, request, cursor: Cursor::new(list.paging) })
        });
        Self { client, target: target.map_err(Some), has_failed: false }
    }

    /// Returns the next page, or `None` after the last page or an error.
    ///
    /// # Errors
    /// Returns the errors of the action. Returns an error of the kind
    /// [`Paging`](crate::ErrorKind::Paging) if the service repeats a page or ends the list before
    /// it is complete.
    pub async fn try_next(&mut self) -> Result<Option<NamedPage>, Error> {
        if self.has_failed {
            return Ok(None);
        }
        let page = match &mut self.target {
            Ok(target) if target.cursor.is_at_end() => Ok(None),
            Ok(target) => target.next(&self.client).await,
            Err(error) => error.take().map_or(Ok(None), Err),
        };
        self.has_failed = page.is_err();
        page
    }

    /// Resumes after an error: the next call requests the same page again.
    pub fn resume(&mut self) {
        self.has_failed = false;
    }
}

impl NamedList {
    async fn next(&mut self, client: &Client) -> Result<Option<NamedPage>, Error> {
        let name = self.operation.name;
        self.cursor.aim(&mut self.request).map_err(|error| error.with_action(name, 0))?;
        let prepared = super::parameters(&self.request)
            .and_then(|json| prepare(self.operation, json, &*client.settings().randomness));
        let place = JsonPlace::new(name);
        let unsent = Unsent { client: client.clone(), operation: self.operation, prepared, place };
        let place = match unsent.send().await {
            Err(error) if self.cursor.ends_with(&error) => return Ok(None),
            place => place?,
        };
        self.accept(response(&place.body)?).map(Some).map_err(|error| error.with_action(name, 0))
    }

    fn accept(&mut self, mut response: Value) -> Result<NamedPage, Error> {
        let hint = self.cursor.read_hint(&mut response);
        let items = value_at(&response, self.list.items)
            .and_then(Value::as_array)
            .cloned()
            .unwrap_or_default();
        self.cursor.pass(&mut self.request, hint, Fingerprint::from_items(&items))?;
        if let Some(list) =
            self.list.items.split('.').try_fold(&mut response, |value, step| value.get_mut(step))
        {
            *list = Value::Null;
        }
        Ok(NamedPage { items, response })
    }
}

impl Client {
    /// Returns the pages of a list whose action is called by name, each fetched on demand.
    ///
    /// The action needs a paging rule: see [`NamedAction::list`].
    pub fn pages_named<P: Serialize>(&self, action: &NamedAction, parameters: P) -> NamedPages {
        NamedPages::new(self.clone(), super::request(action, &parameters))
    }

    /// Returns the items of a paged list whose action is called by name.
    pub fn items_named<P: Serialize>(&self, action: &NamedAction, parameters: P) -> NamedItems {
        NamedItems::new(self.pages_named(action, parameters))
    }
}

impl fmt::Debug for NamedPages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NamedPages").finish_non_exhaustive()
    }
}

/// The items of a paged list whose action is called by name.
///
/// An error ends the iteration: it then returns `None` and sends nothing until
/// [`resume`](Self::resume) is called.
#[must_use = "items are fetched only when they are asked for"]
pub struct NamedItems<T = Value> {
    pages: NamedPages,
    items: std::vec::IntoIter<Value>,
    item: PhantomData<fn() -> T>,
}

impl<T: DeserializeOwned> NamedItems<T> {
    pub(crate) fn new(pages: NamedPages) -> Self {
        Self { pages, items: Vec::new().into_iter(), item: PhantomData }
    }

    /// Sets the type of the items: any type that is `Deserialize`.
    pub fn decode<U: DeserializeOwned>(self) -> NamedItems<U> {
        NamedItems { pages: self.pages, items: self.items, item: PhantomData }
    }

    /// Returns the next item, or `None` after the last item or an error.
    ///
    /// # Errors
    /// Returns the errors of the action. Returns an error of the kind
    /// [`Paging`](crate::ErrorKind::Paging) if the service repeats a page or ends the list before
    /// it is complete. Returns an error of the kind `Decode` if an item does not fit the type;
    /// [`resume`](Self::resume) then skips it.
    pub async fn try_next(&mut self) -> Result<Option<T>, Error> {
        if self.pages.has_failed {
            return Ok(None);
        }
        loop {
            if let Some(item) = self.items.next() {
                let item = super::call::typed(item);
                self.pages.has_failed = item.is_err();
                return item.map(Some);
            }
            match self.pages.try_next().await? {
                Some(page) => self.items = page.items.into_iter(),
                None => return Ok(None),
            }
        }
    }

    /// Resumes after an error.
    ///
    /// If an item did not fit the type, the next call returns the item after it. After any other
    /// error, it requests the same page again. No item is returned twice.
    pub fn resume(&mut self) {
        self.pages.resume();
    }
}

impl<T> fmt::Debug for NamedItems<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NamedItems").finish_non_exhaustive()
    }
}
