use super::report::report_dropped;
use super::skew::{SAME, Skew};
use super::span::Span;
use super::{CallScope, Secrets, SharedState, StreamContext};
use crate::action::Operation;
use crate::credential::{Credential, CredentialRequest};
use crate::error::{Class, Error, ErrorKind};
use crate::limit::Turn;
use crate::observe::Report;
use crate::request::{AttemptHeaders, PreparedRequest, RequestTemplate, TemplateKey, build};
use crate::response::{self, ResponsePlace};
use crate::settings::{Language, Settings};
use crate::time::{Now, ahead};
use crate::transport::{TransportError, TransportErrorKind};
use bytes::Bytes;
use http::header::RETRY_AFTER;
use http::{Extensions, HeaderMap, Request, Response};
use std::sync::Arc;
use std::time::Duration;

/// The next action of the driver.
pub(crate) enum Effect {
    /// Get a credential.
    Credential { request: CredentialRequest, within: Duration },
    /// Send a request and read the whole response.
    Send { request: Request<Bytes>, within: Duration },
    /// Use this response of an interceptor; send nothing.
    Respond(Response<Bytes>),
    /// Wait.
    Wait(Duration),
    /// The call is over.
    Done(Result<(), Error>),
}

/// The outcome of a step.
pub(crate) enum Event {
    /// The call begins.
    Begin,
    /// A credential, or the error of its provider.
    Credential(Result<Credential, Error>),
    /// The wait is over.
    Waited,
    /// A response.
    Response(Response<Bytes>),
    /// A failure without a response.
    TransportFailed(TransportError),
}

/// One logical call, over all its attempts.
pub(crate) struct CallState<'a> {
    pub(super) scope: CallScope<'a>,
    pub(super) operation: &'static Operation,
    pub(super) prepared: PreparedRequest,
    started: Duration,
    /// The number of requests sent.
    pub(super) attempts: u32,
    /// When the last request was sent.
    pub(super) sent: Duration,
    /// The time limit of the last attempt, and the name of that limit.
    limit: (Duration, &'static str),
    /// True if the response may be a stream of events, to which the limit of silence applies.
    is_stream: bool,
    /// Attempts that do not count against the limit, because the cause of their failure was
    /// corrected.
    forgiven: u32,
    pub(super) secrets: Secrets,
    /// True if the last request went to the backup endpoint.
    on_backup: bool,
    /// How far ahead of our clock the last request was signed, in seconds; then the values that
    /// were refused before.
    signed_ahead: i64,
    refused_ahead: Vec<i64>,
    /// True if the known clock skew has been doubted.
    doubted: bool,
    /// The turn that the next attempt waits for.
    turn: Option<Turn>,
    /// The credential that the service refused, and its error.
    refused: Option<(Credential, Error)>,
    span: Span,
    /// The span of the attempt in progress.
    attempt_span: Span,
    /// The interceptors' state of the call.
    pub(super) state: Extensions,
}

impl<'a> CallState<'a> {
    pub(crate) fn new(
        scope: CallScope<'a>,
        operation: &'static Operation,
        prepared: PreparedRequest,
        now: Now,
    ) -> Self {
        Self {
            scope,
            operation,
            prepared,
            started: now.tick,
            attempts: 0,
            sent: now.tick,
            limit: Default::default(),
            is_stream: false,
            forgiven: 0,
            secrets: Secrets::default(),
            on_backup: false,
            signed_ahead: 0,
            refused_ahead: Vec::new(),
            doubted: false,
            turn: None,
            refused: None,
            span: Span::call(operation, scope.region()),
            attempt_span: Span::default(),
            state: Extensions::new(),
        }
    }

    /// Sets whether the response may be a stream of events.
    pub(crate) fn streaming(self, is_stream: bool) -> Self {
        Self { is_stream, ..self }
    }

    /// Processes an event and returns the next step. Stores a successful response in `place`.
    pub(crate) fn advance(
        &mut self,
        event: Event,
        now: Now,
        place: &mut dyn ResponsePlace,
    ) -> Effect {
        let next = match event {
            Event::Begin | Event::Waited => self.attempt(now),
            Event::Credential(Ok(credential)) => self.with_credential(credential, now),
            Event::Credential(Err(error)) => Err(error),
            Event::Response(mut response) => match self.interpret(&mut response, place) {
                Ok(request_id) => {
                    self.intercept_after(Some((&response, &*place)), None, now);
                    return self.succeeded(request_id.as_deref(), now);
                }
                Err(error) => {
                    self.intercept_after(Some((&response, &*place)), Some(&error), now);
                    self.after_failure(error, Some(response.headers()), now)
                }
            },
            Event::TransportFailed(failure) => {
                let error = self.transport_failure(failure);
                self.intercept_after(None, Some(&error), now);
                self.after_failure(error, None, now)
            }
        };
        next.unwrap_or_else(|error| self.failed(error, now))
    }

    /// Ends the call because its response is a stream of events.
    pub(crate) fn streams(mut self, headers: &HeaderMap, now: Now) -> StreamContext {
        let request_id = response::header_id(headers, &self.secrets.redactor());
        self.intercept_after(None, None, now);
        let _ = self.succeeded(request_id.as_deref(), now);
        self.into_context(now)
    }

    /// Returns the state of the call that outlives it.
    pub(crate) fn into_context(self, now: Now) -> StreamContext {
        let Self { operation, secrets, attempts, span, .. } = self;
        StreamContext { operation, secrets, attempts, ended: now.tick, span }
    }

    /// Returns the error of a request without a complete response.
    ///
    /// If time ran out, the error names the limit.
    fn transport_failure(&self, failure: TransportError) -> Error {
        let is_late = failure.kind() == TransportErrorKind::Timeout;
        let error = response::transport_failure(
            failure,
            self.scope.settings.max_response_bytes,
            &self.secrets.redactor(),
        );
        if !is_late {
            return error;
        }
        let (limit, what) = self.limit;
        error.with_message(format!("no response within {limit:?}, the limit of {what}"))
    }

    /// Returns the limit that an attempt reaches first, given the time that is left for the call.
    fn limit(&self, left: Duration) -> (Duration, &'static str) {
        let (attempt, idle) = (self.scope.attempt(), self.scope.settings.timeouts.idle);
        if self.is_stream && idle < left.min(attempt) {
            (idle, "silence")
        } else if left < attempt {
            (self.scope.total(), "the whole call")
        } else {
            (attempt, "one attempt")
        }
    }

    fn succeeded(&mut self, request_id: Option<&str>, now: Now) -> Effect {
        self.scope.state.budget.earn();
        self.report_attempt(None, request_id, now);
        self.report_call(None, request_id, now);
        Effect::Done(Ok(()))
    }

    fn failed(&mut self, error: Error, now: Now) -> Effect {
        let error = error.with_action(self.operation.name, self.attempts);
        self.report_call(Some(&error), error.request_id(), now);
        Effect::Done(Err(error))
    }

    fn report_attempt(&mut self, error: Option<&Error>, request_id: Option<&str>, now: Now) {
        let status = error.map_or(Some(200), Error::status);
        let report = self.report(error, request_id, now.tick.saturating_sub(self.sent));
        std::mem::take(&mut self.attempt_span).end_attempt(&report, status);
        if let Some(fail_over) = self.scope.state.fail_over.as_ref().filter(|_| !self.on_backup) {
            fail_over.record(error, now.tick);
        }
        if let Some(observer) = &self.scope.settings.observer {
            observer.attempt(&report);
        }
    }

    fn report_call(&self, error: Option<&Error>, request_id: Option<&str>, now: Now) {
        let report = self.report(error, request_id, now.tick.saturating_sub(self.started));
        self.span.end_call(&report);
        if let Some(observer) = &self.scope.settings.observer {
            observer.call(&report);
        }
    }

    fn report<'r>(
        &self,
        error: Option<&'r Error>,
        request_id: Option<&'r str>,
        duration: Duration,
    ) -> Report<'r>
    where
        'a: 'r,
    {
        let region = self.scope.region();
        Report {
            operation: self.operation,
            region,
            attempts: self.attempts,
            duration,
            request_id,
            error,
        }
    }

    /// Returns the client's settings.
    pub(crate) fn settings(&self) -> &'a Settings {
        self.scope.settings
    }

    /// Returns the span of the call's work outside its attempts.
    pub(crate) fn span(&self) -> &Span {
        &self.span
    }

    /// Returns the span of the attempt in progress.
    pub(crate) fn attempt_span(&self) -> &Span {
        &self.attempt_span
    }

    /// Begins an attempt: requests a credential, unless the action is unsigned.
    fn attempt(&mut self, now: Now) -> Result<Effect, Error> {
        if let Some(wait) = self.turn(now)? {
            return Ok(Effect::Wait(wait));
        }
        if self.operation.unsigned {
            return self.send(None, now);
        }
        Ok(Effect::Credential { request: CredentialRequest::default(), within: self.left(now) })
    }

    /// Returns the wait until the attempt's turn, if the client has a rate limiter.
    fn turn(&mut self, now: Now) -> Result<Option<Duration>, Error> {
        let Some(limiter) = &self.scope.state.rate_limiter else { return Ok(None) };
        if let Some(turn) = self.turn.take() {
            turn.consume();
            return Ok(None);
        }
        let turn = limiter
            .reserve(self.operation, self.scope.region(), now, self.left(now))
            .map_err(|limit| {
                let text = format!(
                    "the client's rate limiter ({limit} requests per second) would delay the \
                        call beyond its time limit"
                );
                Error::new(ErrorKind::Limited, text)
            })?;
        self.turn = turn;
        Ok(self.turn.as_ref().map(Turn::wait))
    }

    fn with_credential(&mut self, credential: Credential, now: Now) -> Result<Effect, Error> {
        let is_expired = match self.skew().known() {
            Some(ahead) => credential.is_expired(now.unix.saturating_add_signed(ahead)),
            None => credential.has_ended(now),
        };
        if is_expired && self.refused.is_some() && self.doubt(&credential, now) {
            return self.send(Some(credential), now);
        }
        if let Some((_, error)) = self.refused.take_if(|(refused, _)| refused.is_same(&credential))
        {
            return Err(error);
        }
        if is_expired {
            let error = Error::new(ErrorKind::Credentials, "the credentials have expired");
            return if self.refused.is_some() {
                Err(error)
            } else {
                Ok(self.refresh(credential, error, now))
            };
        }
        credential.check()?;
        self.send(Some(credential), now)
    }

    /// Discards the known clock skew, once per call, if only that skew makes a credential appear
    /// expired.
    ///
    /// A wrong date must not keep the client from sending requests.
    fn doubt(&mut self, credential: &Credential, now: Now) -> bool {
        let is_doubtful =
            !self.doubted && self.skew().known().is_some() && !credential.has_ended(now);
        if is_doubtful {
            self.doubted = true;
            self.skew().forget();
        }
        is_doubtful
    }

    /// Requests another credential in place of an unusable one.
    fn refresh(&mut self, refused: Credential, error: Error, now: Now) -> Effect {
        let request = CredentialRequest { refused: Some(refused.clone()) };
        self.refused = Some((refused, error));
        Effect::Credential { request, within: self.left(now) }
    }

    fn send(&mut self, credential: Option<Credential>, now: Now) -> Result<Effect, Error> {
        let left = self.left(now);
        if left.is_zero() {
            let text = format!(
                "the limit of {:?} for the whole call ran out before a request was sent",
                self.scope.total()
            );
            return Err(Error::new(ErrorKind::Timeout, text));
        }
        let template = self.template(now)?;
        let intercepted = self.intercept_before()?;
        self.signed_ahead = self.skew().known().unwrap_or_default();
        let (prepared, added) = match &intercepted {
            Some(request) => (&request.prepared, request.added.as_slice()),
            None => (&self.prepared, self.scope.headers()),
        };
        let attempt = AttemptHeaders {
            operation: self.operation,
            template: &template,
            credential: credential.as_ref(),
            timestamp: now.unix.saturating_add_signed(self.signed_ahead),
            keys: &self.scope.state.keys,
            added,
        };
        let signed = build(&attempt, prepared)?;
        self.attempts += 1;
        self.sent = now.tick;
        self.limit = self.limit(left);
        self.attempt_span = self.span.attempt(self.attempts, template.authority());
        let parameters = Arc::clone(&self.prepared.secrets);
        let proxies = Arc::clone(&self.scope.settings.proxy_passwords);
        self.secrets =
            Secrets { credential, authorization: Some(signed.authorization), parameters, proxies };
        Ok(match intercepted.and_then(|request| request.response) {
            Some(response) => Effect::Respond(response),
            None => {
                Effect::Send { request: signed.request, within: left.min(self.scope.attempt()) }
            }
        })
    }

    /// Returns the endpoint of the attempt and the parts that its request shares with others.
    fn template(&mut self, now: Now) -> Result<Arc<RequestTemplate>, Error> {
        let Settings { endpoint, client, .. } = self.scope.settings;
        let SharedState { templates, fail_over, .. } = self.scope.state;
        let backup = fail_over.as_ref().filter(|fail_over| fail_over.uses_backup(now.tick));
        self.on_backup = backup.is_some();
        let endpoint = backup.map_or(endpoint, |fail_over| &fail_over.backup);
        let key = TemplateKey {
            service: self.operation.service,
            on_backup: self.on_backup,
            region: self.scope.region(),
            language: self.scope.language().map(Language::as_str),
        };
        let make = || {
            let address = endpoint.resolve(key.service, key.region)?;
            RequestTemplate::new(address, client, key.region, key.language)
        };
        templates.get(key, make)
    }

    fn interpret(
        &self,
        response: &mut Response<Bytes>,
        place: &mut dyn ResponsePlace,
    ) -> Result<Option<String>, Error> {
        response::unpack(response, self.scope.settings.max_response_bytes)?;
        let redactor = self.secrets.redactor();
        let success =
            response::interpret(response, place, self.scope.settings.strict_responses, &redactor)?;
        self.span.deprecated(self.operation, response.body(), &redactor);
        report_dropped(self.scope, self.operation, &self.span, &success);
        place.leave_out(&success.dropped.values);
        place.keep(response.body());
        Ok(success.request_id)
    }

    /// Handles a failure: corrects its cause, tries again after a wait, or ends the call.
    fn after_failure(
        &mut self,
        error: Error,
        headers: Option<&HeaderMap>,
        now: Now,
    ) -> Result<Effect, Error> {
        self.report_attempt(Some(&error), error.request_id(), now);
        if self.scope.retry().is_on() {
            if error.class() == Class::Clock && self.finds_another_time(headers, now) {
                self.forgiven += 1;
                return self.attempt(now);
            }
            if error.class() == Class::Token
                && self.refused.is_none()
                && let Some(credential) = self.secrets.credential.take()
            {
                self.forgiven += 1;
                return Ok(self.refresh(credential, error, now));
            }
        }
        let counted = self.attempts - self.forgiven;
        let wait = self.scope.retry().wait(
            &error,
            self.prepared.repeatable,
            counted,
            &*self.scope.settings.randomness,
        );
        let wait = wait.map(|wait| wait.max(headers.and_then(retry_after).unwrap_or_default()));
        let wait = wait.filter(|wait| *wait < self.left(now) && self.scope.state.budget.pay());
        let wait = wait.ok_or(error)?;
        self.span.waits(wait);
        Ok(Effect::Wait(wait))
    }

    /// Corrects the clock skew after the service has refused a request's time.
    ///
    /// Tries the response's date, then the skew that other calls have learned meanwhile, then no
    /// skew. Each value is tried once, and at most two per call. If none helps, the skew is
    /// unknown.
    fn finds_another_time(&mut self, headers: Option<&HeaderMap>, now: Now) -> bool {
        self.refused_ahead.push(self.signed_ahead);
        let by_date = headers.and_then(|headers| ahead(headers, now));
        let mut others = [by_date, self.skew().known(), Some(0)].into_iter().flatten();
        let is_new =
            |other: &i64| self.refused_ahead.iter().all(|refused| refused.abs_diff(*other) >= SAME);
        match others.find(is_new).filter(|_| self.refused_ahead.len() <= 2) {
            Some(ahead) => self.skew().learn(ahead),
            None => self.skew().forget(),
        }
        self.skew().known().is_some()
    }

    /// Returns how much of the call's time is left.
    fn left(&self, now: Now) -> Duration {
        self.scope.total().saturating_sub(now.tick.saturating_sub(self.started))
    }

    fn skew(&self) -> &'a Skew {
        &self.scope.state.skew
    }
}

/// Returns how long a gateway asks to wait, if it gives a number of seconds.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let seconds = headers.get(RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()?;
    Some(Duration::from_secs(seconds))
}
