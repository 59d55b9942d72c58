//! The processing of a request into a response.

mod example;
mod pages;
mod path;
mod plausible;
mod play;
mod scripts;

use crate::http::Request;
use crate::script::{MockResponse, Script, ServiceError};
use crate::seen::Seen;
use crate::settings::{Settings, SetupError};
use crate::{multipart, parameters, query, verify};
use scripts::Scripts;
use serde_json::Value;
use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tencentcloud_spec::model::{Action, Api, Body, Field, Region, Type};

pub(crate) struct Service {
    settings: Settings,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    scripts: Scripts,
    seen: VecDeque<Seen>,
    /// The number of requests, including those no longer recorded.
    count: u64,
}

impl Service {
    pub(crate) fn new(mut settings: Settings) -> Self {
        settings.apis.iter_mut().for_each(plausible::complete);
        Self { settings, state: Mutex::default() }
    }

    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.lock().seen.iter().cloned().collect()
    }

    pub(crate) fn client_timeout(&self) -> Duration {
        self.settings.timeout
    }

    /// Removes all scripts and all recorded requests.
    pub(crate) fn reset(&self) {
        let mut state = self.lock();
        state.scripts = Scripts::default();
        state.seen.clear();
    }

    /// Sets the script of an action.
    pub(crate) fn set_script(&self, name: &str, script: Script) -> Result<(), SetupError> {
        let action = self
            .action(name)
            .ok_or_else(|| SetupError::new(format!("there is no action `{name}` here")))?;
        self.lock().scripts.set(name, action, script)
    }

    fn action(&self, name: &str) -> Option<&Action> {
        let (product, action) =
            name.rsplit_once('/').map_or((None, name), |(product, action)| (Some(product), action));
        let mut apis = self
            .settings
            .apis
            .iter()
            .filter(|api| product.is_none_or(|product| api.product == product));
        apis.find_map(|api| api.actions.get(action))
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Responds to a request and records it. The number of the request is the ID of the response.
    pub(crate) fn respond(&self, request: &Request) -> (MockResponse, String) {
        let name = request.header("x-tc-action").unwrap_or_default();
        let checked = self.check(request, name);
        let (parameters, secrets) = match &checked {
            Ok((api, action, parameters)) => {
                (parameters.clone(), parameters::secrets(api, &action.input, parameters))
            }
            Err(_) => (Value::Null, Vec::new()),
        };
        let mut state = self.lock();
        let response = match checked {
            Ok((api, action, parameters)) => {
                state.scripts.play(&api.product, name, action, &parameters)
            }
            Err(error) => error.into(),
        };
        let seen = Seen {
            method: request.method.clone(),
            action: name.to_owned(),
            region: request.header("x-tc-region").map(str::to_owned),
            parameters,
            headers: request.headers.clone(),
            body: request.body.clone(),
            code: response.code().map(str::to_owned),
            secrets,
        };
        if let Some(observer) = &self.settings.observer {
            observer(&seen);
        }
        state.seen.push_back(seen);
        while state.seen.len() > self.settings.recorded {
            state.seen.pop_front();
        }
        state.count += 1;
        let id = format!("00000000-0000-4000-8000-{:012}", state.count);
        (response, id)
    }

    /// Returns the action of a request and its parameters, if the request is valid.
    ///
    /// The checks run in the gateway's order: the form of the request, its common parameters, its
    /// signature, the action, the action's parameters.
    fn check(&self, request: &Request, name: &str) -> Result<(&Api, &Action, Value), ServiceError> {
        if !matches!(request.method.as_str(), "GET" | "POST") {
            return Err(service_error("UnsupportedProtocol", "only GET and POST are known"));
        }
        if request.is_too_large {
            return Err(service_error(
                "RequestSizeLimitExceeded",
                "the request is larger than 10 MB, or than 32 KB for GET",
            ));
        }
        if !self.settings.checks {
            let (api, action) = self.find_action(request, name, None)?;
            return Ok((
                api,
                action,
                decode_parameters(request, api, action).unwrap_or(Value::Null),
            ));
        }
        let is_missing = |header: &&&str| request.header(header).is_none_or(str::is_empty);
        if let Some(header) =
            ["X-TC-Action", "X-TC-Version", "X-TC-Timestamp"].iter().find(is_missing)
        {
            return Err(service_error(
                "MissingParameter",
                &format!("the request has no header {header}"),
            ));
        }
        let service = match request.header("authorization") {
            Some("SKIP") => None,
            _ => {
                Some(verify::verify(request, &self.settings.credentials, (self.settings.clock)())?)
            }
        };
        let (api, action) = self.find_action(request, name, service)?;
        if service.is_none() && !action.unsigned {
            return Err(service_error(
                "AuthFailure.InvalidAuthorization",
                "the action must be signed",
            ));
        }
        self.check_parameters(request, api, action).map(|parameters| (api, action, parameters))
    }

    fn check_parameters(
        &self,
        request: &Request,
        api: &Api,
        action: &Action,
    ) -> Result<Value, ServiceError> {
        if action.region == Region::Required
            && request.header("x-tc-region").is_none_or(str::is_empty)
        {
            return Err(service_error(
                "MissingParameter",
                "the action needs the header X-TC-Region",
            ));
        }
        let parameters = decode_parameters(request, api, action).ok_or_else(|| {
            match request.media_type().as_str() {
                "multipart/form-data" => service_error("InvalidRequest", "the form cannot be read"),
                _ => service_error("InvalidParameter", "the body cannot be read"),
            }
        })?;
        let typed = action.body == Body::Json && request.method == "POST";
        parameters::check(api, &action.input, &parameters, typed)?;
        Ok(parameters)
    }

    /// Finds the description of a request's action.
    ///
    /// Products with the same version are distinguished by the service that the request is signed
    /// for, because all have the same address here.
    fn find_action(
        &self,
        request: &Request,
        name: &str,
        service: Option<&str>,
    ) -> Result<(&Api, &Action), ServiceError> {
        let scope = request.header("authorization").unwrap_or_default();
        let is_signed_for =
            |api: &&&Api| scope.contains(&format!("/{}/tc3_request", api.service()));
        let of_service: Vec<&Api> = self
            .settings
            .apis
            .iter()
            .filter(|api| service.is_none_or(|service| api.service() == service))
            .collect();
        if of_service.is_empty() {
            return Err(service_error(
                "NoSuchProduct",
                "there is no product here that the request is signed for",
            ));
        }
        let version = request.header("x-tc-version").unwrap_or_default();
        let of_version: Vec<&Api> =
            of_service.into_iter().filter(|api| api.version == version).collect();
        if of_version.is_empty() {
            return Err(service_error(
                "NoSuchVersion",
                &format!("there is no version {version:?} here"),
            ));
        }
        let with_action = || of_version.iter().filter(|api| api.actions.contains_key(name));
        let api = with_action().find(is_signed_for).or_else(|| with_action().next());
        let found = api.and_then(|api| Some((*api, api.actions.get(name)?)));
        found.ok_or_else(|| {
            service_error(
                "InvalidAction",
                &format!("there is no action {name:?} in version {version}"),
            )
        })
    }
}

/// Returns a request's parameters, decoded from its encoding.
fn decode_parameters(request: &Request, api: &Api, action: &Action) -> Option<Value> {
    if request.method == "GET" {
        return Some(query::parse(&request.query));
    }
    match request.media_type().as_str() {
        "multipart/form-data" => multipart::parse(request.header("content-type")?, &request.body),
        "application/octet-stream" => Some(octet_stream(request, api, action)),
        _ => serde_json::from_slice(&request.body).ok(),
    }
}

/// Returns the parameters in the headers, and the one that is the body.
///
/// The body is converted to text lossily.
fn octet_stream(request: &Request, api: &Api, action: &Action) -> Value {
    let value = |field: &Field| match field.r#type {
        Type::Binary if request.body.is_empty() => None,
        Type::Binary => Some(String::from_utf8_lossy(&request.body).into()),
        Type::String => header(request, api, field).map(Value::from),
        // Lists, structures, numbers and flags are written as JSON.
        _ => header(request, api, field)
            .map(|text| serde_json::from_str(text).unwrap_or_else(|_| text.into())),
    };
    Value::Object(
        action.input.iter().filter_map(|field| Some((field.name.clone(), value(field)?))).collect(),
    )
}

fn header<'r>(request: &'r Request, api: &Api, field: &Field) -> Option<&'r str> {
    request.header(&format!("X-{}-{}", api.service(), field.name))
}

fn service_error(code: &str, message: &str) -> ServiceError {
    ServiceError { code: code.to_owned(), message: message.to_owned() }
}
