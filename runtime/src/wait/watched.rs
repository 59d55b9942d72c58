//! The request that a waiter sends, typed or by name.

use super::path::unknown_json_field;
use crate::action::{Action, Operation};
use crate::client::Client;
use crate::codec::generated::clone_structure;
use crate::codec::{Structure, to_json};
use crate::engine::StreamContext;
use crate::error::Error;
use crate::named::{self, JsonPlace};
use crate::paging::{Cursor, Fingerprint, Hint, Typed};
use crate::request::PreparedRequest;
use crate::time::BoxFuture;
use serde_json::Value;

/// The response of a call.
pub(super) struct PolledResponse {
    pub(super) json: Value,
    pub(super) context: StreamContext,
}

/// A request that is sent repeatedly.
pub(super) trait Watched: Send {
    fn operation(&self) -> &'static Operation;
    /// Returns to the first page.
    fn restart(&mut self);
    /// Changes the request so that it asks for the cursor's page.
    fn aim(&mut self, cursor: &mut Cursor) -> Result<(), Error>;
    /// Records a page in the cursor.
    fn pass(&mut self, cursor: &mut Cursor, hint: Hint, page: Fingerprint) -> Result<(), Error>;
    /// Sends the request.
    fn call<'a>(&'a mut self, client: &'a Client) -> BoxFuture<'a, Result<PolledResponse, Error>>;
    /// Drops the last response, because its resource no longer exists.
    fn forget(&mut self);
    /// Describes the error of a path, if responses have no such field.
    fn unknown(&self, response: &Value, path: &str) -> Option<String>;
}

/// A request of an action's type, and the last response.
pub(super) struct TypedRequest<A: Action> {
    first: A,
    request: A,
    /// The request to send: the same each time, unless the request asks for another page.
    prepared: Option<PreparedRequest>,
    pub(super) last: Option<A::Response>,
}

impl<A: Action> TypedRequest<A> {
    pub(super) fn new(request: A) -> Self {
        Self { first: clone_structure(&request), request, prepared: None, last: None }
    }
}

impl<A: Action> Watched for TypedRequest<A> {
    fn operation(&self) -> &'static Operation {
        A::OPERATION
    }

    fn restart(&mut self) {
        if A::OPERATION.list.is_some() {
            self.request = clone_structure(&self.first);
        }
    }

    fn aim(&mut self, cursor: &mut Cursor) -> Result<(), Error> {
        self.prepared = None;
        cursor.aim(&mut Typed(&mut self.request))
    }

    fn pass(&mut self, cursor: &mut Cursor, hint: Hint, page: Fingerprint) -> Result<(), Error> {
        cursor.pass(&mut Typed(&mut self.request), hint, page)
    }

    fn call<'a>(&'a mut self, client: &'a Client) -> BoxFuture<'a, Result<PolledResponse, Error>> {
        let prepared = match self.prepared.take() {
            Some(prepared) => Ok(prepared),
            None => client.prepare(A::OPERATION, &mut self.request),
        };
        self.prepared = prepared.as_ref().ok().cloned();
        Box::pin(async move {
            let mut response: Option<A::Response> = None;
            let context = client.execute(A::OPERATION, prepared, &mut response).await?;
            let response = response.unwrap_or_default();
            let json = json(&response);
            self.last = Some(response);
            Ok(PolledResponse { json, context })
        })
    }

    fn forget(&mut self) {
        self.last = None;
    }

    /// Returns `None`: the type was checked before the first call.
    fn unknown(&self, _: &Value, _: &str) -> Option<String> {
        None
    }
}

/// A request of an action that is called by name, and the last response.
pub(super) struct NamedRequest {
    operation: &'static Operation,
    first: Value,
    request: Value,
    prepared: Option<PreparedRequest>,
    pub(super) last: Value,
}

impl NamedRequest {
    pub(super) fn new(operation: &'static Operation, request: Value) -> Self {
        Self { operation, first: request.clone(), request, prepared: None, last: Value::Null }
    }

    fn prepare(&self, client: &Client) -> Result<PreparedRequest, Error> {
        let json = named::parameters(&self.request)?;
        named::prepare(self.operation, json, &*client.settings().randomness)
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
        self.prepared = None;
        cursor.aim(&mut self.request)
    }

    fn pass(&mut self, cursor: &mut Cursor, hint: Hint, page: Fingerprint) -> Result<(), Error> {
        cursor.pass(&mut self.request, hint, page)
    }

    fn call<'a>(&'a mut self, client: &'a Client) -> BoxFuture<'a, Result<PolledResponse, Error>> {
        let prepared = self.prepared.take().map_or_else(|| self.prepare(client), Ok);
        self.prepared = prepared.as_ref().ok().cloned();
        Box::pin(async move {
            let mut place = JsonPlace::new(self.operation.name);
            let context = client.execute(self.operation, prepared, &mut place).await?;
            self.last = named::response(&place.body)?;
            Ok(PolledResponse { json: self.last.clone(), context })
        })
    }

    fn forget(&mut self) {
        self.last = Value::Null;
    }

    fn unknown(&self, response: &Value, path: &str) -> Option<String> {
        unknown_json_field(response, path)
    }
}

/// Returns a response as JSON. Responses too deep to be written have already failed to decode.
fn json(response: &dyn Structure) -> Value {
    let json = to_json(response).unwrap_or_default();
    serde_json::from_slice(&json).unwrap_or_default()
}
