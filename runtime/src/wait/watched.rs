//! What a waiter calls: an action's request, as its type or by name.

use super::path::unknown_member;
use crate::action::{Action, Operation};
use crate::client::Client;
use crate::codec::{Structure, copied, to_json};
use crate::engine::Rest;
use crate::error::Error;
use crate::named::{self, JsonPlace};
use crate::paging::{Cursor, Fingerprint, Hint, Typed};
use crate::request::Message;
use crate::time::BoxFuture;
use serde_json::Value;

/// A call's response.
pub(super) struct Response {
    pub(super) json: Value,
    pub(super) rest: Rest,
}

/// A request that is sent again and again.
pub(super) trait Watched: Send {
    fn operation(&self) -> &'static Operation;
    /// Goes back to the first page.
    fn restart(&mut self);
    /// Makes the request ask for the cursor's page.
    fn aim(&mut self, cursor: &mut Cursor) -> Result<(), Error>;
    /// Lets the cursor take a page in.
    fn pass(&mut self, cursor: &mut Cursor, hint: Hint, page: Fingerprint) -> Result<(), Error>;
    /// Sends it.
    fn call<'a>(&'a mut self, client: &'a Client) -> BoxFuture<'a, Result<Response, Error>>;
    /// Forgets the last response: what it was about is gone.
    fn forget(&mut self);
    /// Says what is wrong with a path, if responses have no such field.
    fn unknown(&self, response: &Value, path: &str) -> Option<String>;
}

/// A request of an action's type, and the last response to it.
pub(super) struct TypedRequest<A: Action> {
    first: A,
    request: A,
    /// What is sent: the same each time, unless the request asks for another page.
    message: Option<Message>,
    pub(super) last: Option<A::Response>,
}

impl<A: Action> TypedRequest<A> {
    pub(super) fn new(request: A) -> Self {
        Self { first: copied(&request), request, message: None, last: None }
    }
}

impl<A: Action> Watched for TypedRequest<A> {
    fn operation(&self) -> &'static Operation {
        A::OPERATION
    }

    fn restart(&mut self) {
        if A::OPERATION.list.is_some() {
            self.request = copied(&self.first);
        }
    }

    fn aim(&mut self, cursor: &mut Cursor) -> Result<(), Error> {
        self.message = None;
        cursor.aim(&mut Typed(&mut self.request))
    }

    fn pass(&mut self, cursor: &mut Cursor, hint: Hint, page: Fingerprint) -> Result<(), Error> {
        cursor.pass(&mut Typed(&mut self.request), hint, page)
    }

    fn call<'a>(&'a mut self, client: &'a Client) -> BoxFuture<'a, Result<Response, Error>> {
        let message = match self.message.take() {
            Some(message) => Ok(message),
            None => client.prepare(A::OPERATION, &mut self.request),
        };
        self.message = message.as_ref().ok().cloned();
        Box::pin(async move {
            let mut response: Option<A::Response> = None;
            let rest = client.execute(A::OPERATION, message, &mut response).await?;
            let response = response.unwrap_or_default();
            let json = json(&response);
            self.last = Some(response);
            Ok(Response { json, rest })
        })
    }

    fn forget(&mut self) {
        self.last = None;
    }

    /// The type was looked at before the first call.
    fn unknown(&self, _: &Value, _: &str) -> Option<String> {
        None
    }
}

/// A request of an action that is called by name, and the last response to it.
pub(super) struct NamedRequest {
    operation: &'static Operation,
    first: Value,
    request: Value,
    message: Option<Message>,
    pub(super) last: Value,
}

impl NamedRequest {
    pub(super) fn new(operation: &'static Operation, request: Value) -> Self {
        Self { operation, first: request.clone(), request, message: None, last: Value::Null }
    }

    fn message(&self, client: &Client) -> Result<Message, Error> {
        let json = named::parameters(&self.request)?;
        named::message(self.operation, json, &*client.settings().randomness)
    }
}

impl Watched for NamedRequest {
    fn operation(&self) -> &'static Operation {
        self.operation
    }

    fn restart(&mut self) {
        self.request.clone_from(&self.first);
    }

    fn aim(&mut self, cursor: &mut Cursor) -> Result<(), Error> {
        self.message = None;
        cursor.aim(&mut self.request)
    }

    fn pass(&mut self, cursor: &mut Cursor, hint: Hint, page: Fingerprint) -> Result<(), Error> {
        cursor.pass(&mut self.request, hint, page)
    }

    fn call<'a>(&'a mut self, client: &'a Client) -> BoxFuture<'a, Result<Response, Error>> {
        let message = self.message.take().map_or_else(|| self.message(client), Ok);
        self.message = message.as_ref().ok().cloned();
        Box::pin(async move {
            let mut place = JsonPlace::new(self.operation.name);
            let rest = client.execute(self.operation, message, &mut place).await?;
            self.last = named::response(&place.body)?;
            Ok(Response { json: self.last.clone(), rest })
        })
    }

    fn forget(&mut self) {
        self.last = Value::Null;
    }

    fn unknown(&self, response: &Value, path: &str) -> Option<String> {
        unknown_member(response, path)
    }
}

/// A response as JSON. One that is nested too deeply to be written has been refused when it was read.
fn json(response: &dyn Structure) -> Value {
    let json = to_json(response).unwrap_or_default();
    serde_json::from_slice(&json).unwrap_or_default()
}
