//! A provider that caches and renews the credentials of another one.

use super::failure::Failure;
use crate::credential::{Credential, CredentialProvider, CredentialRequest};
use crate::error::{Error, ErrorKind};
use crate::time::{BoxFuture, Clock, Now, RuntimeId, SystemClock, current_runtime};
use futures_util::FutureExt;
use futures_util::future::{Shared, WeakShared};
use std::fmt;
use std::future::poll_fn;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

/// How long before their expiry credentials are renewed at the earliest, in seconds.
const LEAD: u64 = 300;
/// How long permanent credentials are cached before they are looked up again.
const RECHECK: Duration = Duration::from_secs(300);
/// How long to wait after a failed renewal before the next one, while the cached credentials are
/// valid.
const PAUSE: Duration = Duration::from_secs(10);
/// How long a renewal may take before later calls start another one.
const PATIENCE: Duration = Duration::from_secs(120);
/// How long a renewal may take once a call has given up waiting for it.
const GIVEN_UP: Duration = Duration::from_secs(2);
/// The largest number of renewals that a call waits for.
const MOST: usize = 4;

/// A provider that caches the credentials of another provider, for all clients that share it.
///
/// Credentials are renewed before they expire: five minutes before, or a tenth of their lifetime
/// before if that is shorter. Only one renewal runs at a time. Other calls meanwhile use the cached
/// credentials if these are still valid for long enough, and wait for the renewal otherwise. If a
/// renewal fails, the cached credentials are used while they are valid. Permanent credentials are
/// looked up again every five minutes. All credentials are renewed as soon as the service refuses
/// them.
///
/// The calls that wait for a renewal also run it: there is no background task and no runtime is
/// needed. Calls in different async runtimes do not wait for each other's renewals. If a renewal
/// has not finished after two minutes, or after two seconds once a call has given up waiting for
/// it, the next call starts another one and uses whichever succeeds first. A provider that panics
/// counts as one that fails.
#[derive(Clone)]
pub struct CachedProvider(Arc<CacheInner>);

struct CacheInner {
    provider: Box<dyn CredentialProvider>,
    clock: Arc<dyn Clock>,
    state: Mutex<CacheState>,
}

type Renewed = Result<Credential, Failure>;
type Running = Shared<BoxFuture<'static, Renewed>>;

#[derive(Default)]
struct CacheState {
    kept: Option<CachedCredential>,
    /// While there are valid credentials, no renewal starts before this moment.
    pause_until: Duration,
    /// The renewals in progress.
    refreshes: Vec<Refresh>,
    /// The number of renewals started, and the number of the last one that succeeded.
    count: u64,
    last_finished: u64,
}

/// A renewal in progress. It ends when no call waits for it any more.
struct Refresh {
    number: u64,
    /// The runtime in which it was started: the renewal may stop when that is no longer driven.
    runtime: Option<RuntimeId>,
    since: Duration,
    /// True if a call has given up waiting for it.
    given_up: bool,
    running: WeakShared<BoxFuture<'static, Renewed>>,
}

#[derive(Clone)]
struct CachedCredential {
    credential: Credential,
    since: Now,
}

/// The result of a request to the cache.
enum CacheLookup {
    Now(Credential),
    /// The renewal's outcome. If it fails, the cached credential is used while it is valid.
    Later(RefreshWait, Option<Credential>),
}

/// A renewal that at least one call waits for.
struct RunningRefresh {
    number: u64,
    runtime: Option<RuntimeId>,
    is_late: bool,
    running: Running,
}

/// A call that waits for a renewal, or for earlier ones that take long.
struct RefreshWait {
    inner: Arc<CacheInner>,
    number: u64,
    running: Running,
    earlier: Vec<Running>,
    is_over: bool,
}

impl RefreshWait {
    /// Returns the first outcome. Failures of earlier renewals are ignored.
    async fn outcome(mut self) -> Renewed {
        let outcome = poll_fn(|context| self.poll(context)).await;
        self.is_over = true;
        outcome
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Renewed> {
        let mut found = None;
        self.earlier.retain_mut(|running| match running.poll_unpin(context) {
            Poll::Ready(outcome) => {
                found = found.take().or(outcome.ok());
                false
            }
            Poll::Pending => true,
        });
        found.map_or_else(
            || self.running.poll_unpin(context),
            |credential| Poll::Ready(Ok(credential)),
        )
    }
}

impl Drop for RefreshWait {
    fn drop(&mut self) {
        if !self.is_over
            && let Some(refresh) =
                self.inner.lock().refreshes.iter_mut().find(|refresh| refresh.number == self.number)
        {
            refresh.given_up = true;
        }
    }
}

impl CachedProvider {
    /// Creates a cache in front of a provider.
    pub fn new(provider: impl CredentialProvider) -> Self {
        Self::with_clock(provider, SystemClock::default())
    }

    /// Creates a cache with a clock other than the system's.
    pub fn with_clock(provider: impl CredentialProvider, clock: impl Clock) -> Self {
        let state = Mutex::default();
        Self(Arc::new(CacheInner { provider: Box::new(provider), clock: Arc::new(clock), state }))
    }
}

impl fmt::Debug for CachedProvider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CachedProvider").finish_non_exhaustive()
    }
}

impl CredentialProvider for CachedProvider {
    fn credential(&self, request: CredentialRequest) -> BoxFuture<'_, Result<Credential, Error>> {
        match look_up(&self.0, request) {
            CacheLookup::Now(credential) => Box::pin(std::future::ready(Ok(credential))),
            CacheLookup::Later(waiting, kept) => Box::pin(async move {
                let failure = match waiting.outcome().await {
                    Ok(credential) => return Ok(credential),
                    Err(failure) => failure,
                };
                let now = self.0.clock.now();
                kept.filter(|kept| !kept.has_ended(now)).ok_or_else(|| failure.into_error())
            }),
        }
    }
}

fn look_up(inner: &Arc<CacheInner>, request: CredentialRequest) -> CacheLookup {
    let (now, runtime) = (inner.clock.now(), current_runtime());
    // This is dropped after the lock is released: dropping the last waiter ends the provider's
    // work.
    let mut under_way = Vec::new();
    let mut state = inner.lock();
    state.find_under_way(&mut under_way, now);
    let refused = |kept: &CachedCredential| {
        request.refused.as_ref().is_some_and(|refused| refused.is_same(&kept.credential))
    };
    let valid = state.kept.clone().filter(|kept| !refused(kept) && !kept.credential.has_ended(now));
    let is_renewing = under_way.iter().any(|it| !it.is_late);
    if let Some(kept) = &valid
        && (!kept.is_due(now)
            || (!kept.is_urgent(now) && (is_renewing || now.tick < state.pause_until)))
    {
        return CacheLookup::Now(kept.credential.clone());
    }
    let waiting = join(inner, &mut state, &under_way, request, (now, runtime));
    CacheLookup::Later(waiting, valid.map(|kept| kept.credential))
}

/// Waits for the renewal in progress in this runtime, and for earlier ones that take long.
///
/// Starts a renewal if there is no other.
fn join(
    inner: &Arc<CacheInner>,
    state: &mut CacheState,
    under_way: &[RunningRefresh],
    request: CredentialRequest,
    (now, runtime): (Now, Option<RuntimeId>),
) -> RefreshWait {
    let own = || under_way.iter().rev().filter(|it| it.runtime == runtime);
    let (number, running) = match own().find(|it| !it.is_late) {
        Some(it) => (it.number, it.running.clone()),
        None => start_refresh(inner, state, request, (now, runtime)),
    };
    let earlier =
        own().filter(|it| it.number < number).take(MOST - 1).map(|it| it.running.clone()).collect();
    RefreshWait { inner: Arc::clone(inner), number, running, earlier, is_over: false }
}

/// Starts a renewal.
fn start_refresh(
    inner: &Arc<CacheInner>,
    state: &mut CacheState,
    request: CredentialRequest,
    (now, runtime): (Now, Option<RuntimeId>),
) -> (u64, Running) {
    state.count += 1;
    let (owner, number) = (Arc::clone(inner), state.count);
    let running: BoxFuture<'static, Renewed> = Box::pin(async move {
        let outcome = ask(&*owner.provider, request).await;
        let now = owner.clock.now();
        let outcome =
            outcome.and_then(|credential| unexpired(credential, now)).map_err(Failure::new);
        owner.lock().finish_refresh(number, &outcome, now);
        outcome
    });
    let running = running.shared();
    // The future has not been polled yet, so a weak reference to it exists.
    if let Some(weak) = running.downgrade() {
        state.refreshes.push(Refresh {
            number,
            runtime,
            since: now.tick,
            given_up: false,
            running: weak,
        });
    }
    (number, running)
}

/// Calls a provider. Turns a panic into an error, so that it does not reach every waiting call.
async fn ask(
    provider: &dyn CredentialProvider,
    request: CredentialRequest,
) -> Result<Credential, Error> {
    let asking = AssertUnwindSafe(async { provider.credential(request).await });
    let panicked = |_| Err(Error::new(ErrorKind::Credentials, "the credential provider panicked"));
    asking.catch_unwind().await.unwrap_or_else(panicked)
}

fn unexpired(credential: Credential, now: Now) -> Result<Credential, Error> {
    if !credential.has_ended(now) {
        return Ok(credential);
    }
    let text =
        "the provider returned credentials that have already expired: check this machine's clock";
    Err(Error::new(ErrorKind::Credentials, text))
}

impl Refresh {
    fn is_late(&self, now: Now) -> bool {
        now.tick.saturating_sub(self.since) >= if self.given_up { GIVEN_UP } else { PATIENCE }
    }
}

impl CacheInner {
    fn lock(&self) -> MutexGuard<'_, CacheState> {
        // No update is left half done under the lock.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl CacheState {
    /// Finds the renewals in progress, in the order in which they started.
    fn find_under_way(&mut self, found: &mut Vec<RunningRefresh>, now: Now) {
        self.refreshes.retain(|refresh| {
            let (number, runtime, is_late) =
                (refresh.number, refresh.runtime, refresh.is_late(now));
            let running = refresh.running.upgrade();
            let is_alive = running.is_some();
            found.extend(running.map(|running| RunningRefresh {
                number,
                runtime,
                is_late,
                running,
            }));
            is_alive
        });
    }

    /// Stores the outcome of a renewal.
    fn finish_refresh(&mut self, number: u64, outcome: &Renewed, now: Now) {
        self.refreshes.retain(|refresh| refresh.number != number);
        // A later renewal may have finished first.
        if number < self.last_finished {
            return;
        }
        match outcome {
            Ok(credential) => {
                self.last_finished = number;
                self.kept = Some(CachedCredential { credential: credential.clone(), since: now });
                self.pause_until = Duration::ZERO;
            }
            Err(_) => self.pause_until = now.tick.saturating_add(PAUSE),
        }
    }
}

impl CachedCredential {
    /// Returns the number of seconds before expiry at which renewal is due, and the seconds left.
    ///
    /// Returns `None` for credentials that do not expire.
    fn lead_and_left(&self, now: Now) -> Option<(u64, u64)> {
        let expires = self.credential.expires_at()?;
        let left = |now| expires.saturating_sub(self.credential.time(now));
        Some(((left(self.since) / 10).min(LEAD), left(now)))
    }

    fn is_due(&self, now: Now) -> bool {
        match self.lead_and_left(now) {
            Some((lead, left)) => left <= lead,
            None => now.tick.saturating_sub(self.since.tick) >= RECHECK,
        }
    }

    /// Returns whether so little time is left that a request signed now could arrive too late.
    fn is_urgent(&self, now: Now) -> bool {
        self.lead_and_left(now).is_some_and(|(lead, left)| left <= lead / 10)
    }
}
