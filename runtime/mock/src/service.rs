//! From a request to an answer.

mod example;
mod pages;
mod play;
mod scripts;

use crate::builder::Builder;
use crate::http::Request;
use crate::script::{Answer, Fault};
use crate::{multipart, parameters, query, verify};
use scripts::Scripts;
use serde_json::Value;
use std::sync::{Mutex, MutexGuard, PoisonError};
use tencentcloud_spec::model::{Action, Api, Body, Region};

/// A request that the mock saw.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Seen {
    /// The method, `GET` or `POST`.
    pub method: String,
    /// The action.
    pub action: String,
    /// The region, where it has one.
    pub region: Option<String>,
    /// The parameters, in whatever form they came.
    pub parameters: Value,
    /// All headers.
    pub headers: Vec<(String, String)>,
    /// The body as it came.
    pub body: Vec<u8>,
    /// The error code that it was answered with.
    pub code: Option<String>,
}

impl Seen {
    /// A header's value.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

pub(crate) struct Service {
    settings: Builder,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    scripts: Scripts,
    seen: Vec<Seen>,
    /// How many requests there were, those that were forgotten included.
    count: u64,
}

impl Service {
    pub(crate) fn new(settings: Builder) -> Self {
        Self { settings, state: Mutex::default() }
    }

    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.lock().seen.clone()
    }

    /// Forgets all scripts and all requests.
    pub(crate) fn reset(&self) {
        let mut state = self.lock();
        state.scripts = Scripts::default();
        state.seen.clear();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Answers a request and records it; the number of the request is the answer's id.
    pub(crate) fn answer(&self, request: &Request) -> (Answer, String) {
        let name = request.header("x-tc-action").unwrap_or_default();
        let checked = self.check(request, name);
        let parameters = checked.as_ref().map(|(.., parameters)| parameters.clone()).unwrap_or(Value::Null);
        let mut state = self.lock();
        let answer = match checked {
            Ok((api, action, parameters)) => state.scripts.play(&api.product, name, action, &parameters),
            Err(fault) => fault.into(),
        };
        let seen = Seen {
            method: request.method.clone(),
            action: name.to_owned(),
            region: request.header("x-tc-region").map(str::to_owned),
            parameters,
            headers: request.headers.clone(),
            body: request.body.clone(),
            code: answer.code().map(str::to_owned),
        };
        if let Some(observer) = &self.settings.observer {
            observer(&seen);
        }
        state.seen.push(seen);
        state.count += 1;
        let id = format!("00000000-0000-4000-8000-{:012}", state.count);
        (answer, id)
    }

    /// The action of a request and its parameters, if all is as it should be.
    fn check(&self, request: &Request, name: &str) -> Result<(&Api, &Action, Value), Fault> {
        let (api, action) = self.find(request, name)?;
        let parameters = read(request, api, action);
        if !self.settings.checks {
            return Ok((api, action, parameters.unwrap_or(Value::Null)));
        }
        match (action.unsigned, request.header("authorization")) {
            (true, Some("SKIP")) => {}
            _ => verify::verify(request, api.service(), &self.settings.credentials, (self.settings.clock)())?,
        }
        if action.region == Region::Required && request.header("x-tc-region").is_none() {
            return Err(fault("MissingParameter", "the action needs the header X-TC-Region"));
        }
        let parameters = parameters.ok_or_else(|| fault("InvalidParameter", "the body cannot be read"))?;
        let typed = action.body == Body::Json && request.method == "POST";
        parameters::check(api, &action.input, &parameters, typed)?;
        Ok((api, action, parameters))
    }

    /// The description of a request's action. Products with the same version are told apart by what is signed.
    fn find(&self, request: &Request, name: &str) -> Result<(&Api, &Action), Fault> {
        if !matches!(request.method.as_str(), "GET" | "POST") {
            return Err(fault("UnsupportedProtocol", "only GET and POST are known"));
        }
        let version = request.header("x-tc-version").unwrap_or_default();
        let of_version: Vec<&Api> = self.settings.apis.iter().filter(|api| api.version == version).collect();
        if of_version.is_empty() {
            return Err(fault("NoSuchVersion", &format!("there is no version {version:?} here")));
        }
        let scope = request.header("authorization").unwrap_or_default();
        let is_signed_for = |api: &&&Api| scope.contains(&format!("/{}/tc3_request", api.service()));
        let with_action = || of_version.iter().filter(|api| api.actions.contains_key(name));
        let api = with_action().find(is_signed_for).or_else(|| with_action().next());
        let found = api.and_then(|api| Some((*api, api.actions.get(name)?)));
        found.ok_or_else(|| fault("InvalidAction", &format!("there is no action {name:?} in version {version}")))
    }
}

/// A request's parameters, in whatever form they came.
fn read(request: &Request, api: &Api, action: &Action) -> Option<Value> {
    if request.method == "GET" {
        return Some(query::parse(&request.query));
    }
    match request.media_type().as_str() {
        "multipart/form-data" => multipart::parse(request.header("content-type")?, &request.body),
        "application/octet-stream" => {
            let value = |name: &str| request.header(&format!("X-{}-{name}", api.service()));
            let members =
                action.input.iter().filter_map(|field| Some((field.name.clone(), value(&field.name)?.into())));
            Some(Value::Object(members.collect()))
        }
        _ => serde_json::from_slice(&request.body).ok(),
    }
}

fn fault(code: &str, message: &str) -> Fault {
    Fault { code: code.to_owned(), message: message.to_owned() }
}
