//! Credentials that a test issues, with a clock that it controls.

use super::TIME;
use std::future::poll_fn;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::task::Poll;
use std::time::Duration;
use tencentcloud_runtime::credential::{CachedProvider, CredentialProvider, CredentialRequest};
use tencentcloud_runtime::time::{BoxFuture, Clock, Now};
use tencentcloud_runtime::{Credential, Error, ErrorKind};

/// A manually set clock, in seconds from the start.
#[derive(Clone, Default)]
pub struct Hand(pub Arc<AtomicU64>);

impl Hand {
    pub fn set(&self, seconds: u64) {
        self.0.store(seconds, Ordering::SeqCst);
    }

    pub fn unix(&self) -> u64 {
        TIME + self.0.load(Ordering::SeqCst)
    }
}

impl Clock for Hand {
    fn now(&self) -> Now {
        let seconds = self.0.load(Ordering::SeqCst);
        Now { unix: TIME + seconds, tick: Duration::from_secs(seconds) }
    }
}

/// A provider of numbered credentials, each valid for `life`. It fails on demand, and counts calls
/// and overlapping ones.
#[derive(Clone, Default)]
pub struct Mint {
    pub clock: Hand,
    pub life: Option<u64>,
    pub count: Arc<AtomicUsize>,
    pub busy: Arc<AtomicBool>,
    pub overlaps: Arc<AtomicUsize>,
    pub failing: Arc<AtomicBool>,
    /// How many times a call is pending before it is ready.
    pub slow: usize,
}

impl Mint {
    pub fn new(life: impl Into<Option<u64>>) -> Self {
        Self { life: life.into(), ..Self::default() }
    }

    pub fn provider(&self) -> CachedProvider {
        CachedProvider::with_clock(self.clone(), self.clock.clone())
    }

    pub fn count(&self) -> usize {
        self.count.load(Ordering::SeqCst)
    }
}

/// Ends the renewal, even if it is cancelled.
struct Busy(Arc<AtomicBool>);

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.store(false, Ordering::SeqCst);
    }
}

impl CredentialProvider for Mint {
    fn credential(&self, _request: CredentialRequest) -> BoxFuture<'_, Result<Credential, Error>> {
        Box::pin(async move {
            if self.busy.swap(true, Ordering::SeqCst) {
                self.overlaps.fetch_add(1, Ordering::SeqCst);
            }
            let _busy = Busy(Arc::clone(&self.busy));
            pause(self.slow).await;
            if self.failing.load(Ordering::SeqCst) {
                return Err(Error::new(ErrorKind::Credentials, "the mint is closed"));
            }
            let number = self.count.fetch_add(1, Ordering::SeqCst);
            let ends = self.life.map_or(u64::MAX, |life| self.clock.unix() + life);
            let credential = Credential::temporary(
                format!("id-{number}-{ends}"),
                format!("key-{number}"),
                format!("token-{number}"),
            );
            Ok(if self.life.is_some() { credential.expiring_at(ends) } else { credential })
        })
    }
}

/// Returns pending the given number of times.
async fn pause(mut times: usize) {
    poll_fn(|context| {
        times = times.saturating_sub(1);
        context.waker().wake_by_ref();
        if times == 0 { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
}

/// The contents of a credential's ID in a request.
pub struct Minted {
    pub id: String,
    pub number: u64,
    ends: u64,
}

impl Minted {
    /// Parses the value of `Authorization`.
    pub fn parse(authorization: &str) -> Self {
        let id = authorization.split(['=', '/']).nth(1).unwrap();
        let mut parts = id.split('-').skip(1).map(|part| part.parse::<u64>().unwrap());
        Self { id: id.to_owned(), number: parts.next().unwrap(), ends: parts.next().unwrap() }
    }

    /// Returns whether the token belongs to the same credential, and that was valid when the
    /// request was signed.
    pub fn is_good(&self, token: &str, signed_at: &str) -> bool {
        signed_at.parse::<u64>().unwrap() < self.ends && token == format!("token-{}", self.number)
    }
}
