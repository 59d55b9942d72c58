//! Credentials that are kept and renewed.

use super::failure::Failure;
use super::{Credential, CredentialProvider, CredentialRequest};
use crate::error::{Error, ErrorKind};
use crate::time::{BoxFuture, Clock, Now, SystemClock};
use futures_util::FutureExt;
use futures_util::future::{Shared, WeakShared};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How long before their end credentials are renewed at the earliest, in seconds.
const LEAD: u64 = 300;
/// How long lasting credentials are kept before they are looked up anew.
const RECHECK: Duration = Duration::from_secs(300);
/// How long valid credentials are used on after a renewal has failed, before the next one is tried.
const PAUSE: Duration = Duration::from_secs(10);

/// Keeps what another provider gives, for all clients that share it.
///
/// Credentials are renewed ahead of their end: five minutes, or a tenth of their life where that is shorter. There is
/// one renewal at a time; meanwhile the others get the old credentials while those are good for some time yet, and
/// wait for the renewal otherwise. Where it fails, the old ones are used while they are valid. Lasting credentials are
/// looked up anew every five minutes, and any as soon as the service refuses them.
///
/// Renewing is done by the calls that wait for it: there is no task in the background, and no runtime is needed.
#[derive(Clone)]
pub struct CachedProvider(Arc<Inner>);

struct Inner {
    provider: Box<dyn CredentialProvider>,
    clock: Arc<dyn Clock>,
    state: Mutex<State>,
}

type Outcome = Result<Credential, Failure>;
type Flight = Shared<BoxFuture<'static, Outcome>>;

#[derive(Default)]
struct State {
    kept: Option<Kept>,
    /// No renewal is tried before this moment while there are valid credentials.
    pause_until: Duration,
    /// The renewal under way. It ends when nobody waits for it any more.
    flight: Option<WeakShared<BoxFuture<'static, Outcome>>>,
}

#[derive(Clone)]
struct Kept {
    credential: Credential,
    since: Now,
}

/// What a caller gets.
enum Answer {
    Now(Credential),
    /// The renewal's outcome; where it fails, what is kept, as long as it is valid.
    Later(Flight, Option<Credential>),
}

impl CachedProvider {
    /// Keeps what a provider gives.
    pub fn new(provider: impl CredentialProvider) -> Self {
        Self::with_clock(provider, SystemClock::default())
    }

    /// The same by another clock than the system's.
    pub fn with_clock(provider: impl CredentialProvider, clock: impl Clock) -> Self {
        let state = Mutex::default();
        Self(Arc::new(Inner { provider: Box::new(provider), clock: Arc::new(clock), state }))
    }
}

impl fmt::Debug for CachedProvider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CachedProvider").finish_non_exhaustive()
    }
}

impl CredentialProvider for CachedProvider {
    fn credential(&self, request: CredentialRequest) -> BoxFuture<'_, Result<Credential, Error>> {
        match answer(&self.0, request) {
            Answer::Now(credential) => Box::pin(std::future::ready(Ok(credential))),
            Answer::Later(flight, kept) => Box::pin(async move {
                let failure = match flight.await {
                    Ok(credential) => return Ok(credential),
                    Err(failure) => failure,
                };
                let now = self.0.clock.now().unix;
                kept.filter(|kept| !kept.is_expired(now)).ok_or_else(|| failure.into_error())
            }),
        }
    }
}

fn answer(inner: &Arc<Inner>, request: CredentialRequest) -> Answer {
    let now = inner.clock.now();
    let mut state = inner.lock();
    let refused = |kept: &Kept| request.refused.as_ref().is_some_and(|refused| refused.is_same(&kept.credential));
    let valid = state.kept.clone().filter(|kept| !refused(kept) && !kept.credential.is_expired(now.unix));
    let flight = state.flight.as_ref().and_then(WeakShared::upgrade);
    if let Some(kept) = &valid
        && (!kept.is_due(now) || (!kept.is_urgent(now) && (flight.is_some() || now.tick < state.pause_until)))
    {
        return Answer::Now(kept.credential.clone());
    }
    let flight = flight.unwrap_or_else(|| take_off(inner, &mut state, request));
    Answer::Later(flight, valid.map(|kept| kept.credential))
}

/// Starts a renewal.
fn take_off(inner: &Arc<Inner>, state: &mut State, request: CredentialRequest) -> Flight {
    let owner = Arc::clone(inner);
    let flight: BoxFuture<'static, Outcome> = Box::pin(async move {
        let outcome = owner.provider.credential(request).await;
        let now = owner.clock.now();
        let outcome = outcome.and_then(|credential| unexpired(credential, now)).map_err(Failure::new);
        owner.lock().land(&outcome, now);
        outcome
    });
    let flight = flight.shared();
    state.flight = flight.downgrade();
    flight
}

fn unexpired(credential: Credential, now: Now) -> Result<Credential, Error> {
    if !credential.is_expired(now.unix) {
        return Ok(credential);
    }
    let text = "the credentials that were got have expired already: check this machine's clock";
    Err(Error::new(ErrorKind::Credentials, text))
}

impl Inner {
    fn lock(&self) -> MutexGuard<'_, State> {
        // Nothing is left half done under the lock.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Takes a renewal's outcome in.
    fn land(&mut self, outcome: &Outcome, now: Now) {
        self.flight = None;
        match outcome {
            Ok(credential) => {
                self.kept = Some(Kept { credential: credential.clone(), since: now });
                self.pause_until = Duration::ZERO;
            }
            Err(_) => self.pause_until = now.tick + PAUSE,
        }
    }
}

impl Kept {
    /// Seconds before the end at which renewal is due, and how many are left; nothing where there is no end.
    fn lead_and_left(&self, now: Now) -> Option<(u64, u64)> {
        let expires = self.credential.expires_at()?;
        let lead = (expires.saturating_sub(self.since.unix) / 10).min(LEAD);
        Some((lead, expires.saturating_sub(now.unix)))
    }

    fn is_due(&self, now: Now) -> bool {
        match self.lead_and_left(now) {
            Some((lead, left)) => left <= lead,
            None => now.tick.saturating_sub(self.since.tick) >= RECHECK,
        }
    }

    /// Whether so little is left that a request signed now could arrive too late.
    fn is_urgent(&self, now: Now) -> bool {
        self.lead_and_left(now).is_some_and(|(lead, left)| left <= lead / 10)
    }
}
