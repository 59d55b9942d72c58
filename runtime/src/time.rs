//! Time and randomness as values, so that tests can control them.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::sync::{Arc, OnceLock};
use std::task::Poll;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// A boxed future that is `Send`.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// One moment, on two clocks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Now {
    /// Seconds since 1970 in UTC, from the system clock. Signatures contain it.
    pub unix: u64,
    /// Monotonic time since an arbitrary moment. Durations are measured with it.
    pub tick: Duration,
}

/// A clock.
///
/// ```
/// use std::time::Duration;
/// use tencentcloud_runtime::Config;
/// use tencentcloud_runtime::time::{Clock, Now};
///
/// struct Stopped;
///
/// impl Clock for Stopped {
///     fn now(&self) -> Now {
///         Now { unix: 1_700_000_000, tick: Duration::ZERO }
///     }
/// }
///
/// let config = Config::new().clock(Stopped);
/// ```
pub trait Clock: Send + Sync + 'static {
    /// Returns the current time.
    fn now(&self) -> Now;
}

impl<C: Clock + ?Sized> Clock for Arc<C> {
    fn now(&self) -> Now {
        (**self).now()
    }
}

/// The system's clocks.
///
/// All instances of a process return the same time, whenever they were created.
#[derive(Clone, Copy, Debug)]
pub struct SystemClock {
    origin: Instant,
}

impl Default for SystemClock {
    fn default() -> Self {
        static ORIGIN: OnceLock<Instant> = OnceLock::new();
        Self { origin: *ORIGIN.get_or_init(Instant::now) }
    }
}

impl Clock for SystemClock {
    fn now(&self) -> Now {
        let unix = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        Now { unix, tick: self.origin.elapsed() }
    }
}

/// The identity of an async runtime.
#[cfg(any(feature = "hyper", feature = "reqwest"))]
pub(crate) type RuntimeId = tokio::runtime::Id;
/// The identity of an async runtime; without tokio there is none.
#[cfg(not(any(feature = "hyper", feature = "reqwest")))]
pub(crate) type RuntimeId = std::convert::Infallible;

/// Returns the identity of the caller's runtime, if there is one.
///
/// A resource that was created in a runtime may stop when that runtime is no longer driven.
pub(crate) fn current_runtime() -> Option<RuntimeId> {
    #[cfg(any(feature = "hyper", feature = "reqwest"))]
    return tokio::runtime::Handle::try_current().ok().map(|handle| handle.id());
    #[cfg(not(any(feature = "hyper", feature = "reqwest")))]
    None
}

/// A timer for waits.
pub trait Sleep: Send + Sync + 'static {
    /// Waits for a duration.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;

    /// Waits for a time limit. If the limited work ends first, the future is dropped.
    ///
    /// Defaults to [`sleep`](Self::sleep). A timer that skips waits must override this method and
    /// really wait; otherwise every call times out.
    fn limit(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.sleep(duration)
    }
}

impl<S: Sleep + ?Sized> Sleep for Arc<S> {
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        (**self).sleep(duration)
    }

    fn limit(&self, duration: Duration) -> BoxFuture<'static, ()> {
        (**self).limit(duration)
    }
}

#[cfg(feature = "blocking")]
mod block_on;
mod date;
mod skip;
#[cfg(any(feature = "hyper", feature = "reqwest"))]
mod thread_timer;
#[cfg(any(feature = "hyper", feature = "reqwest"))]
mod tokio_runtime;

#[cfg(feature = "blocking")]
#[doc(inline)]
pub use block_on::{ThreadSleep, block_on};
pub(crate) use date::ahead;
pub(crate) use skip::skipping;
#[cfg(any(feature = "hyper", feature = "reqwest"))]
pub(crate) use tokio_runtime::{Lack, lack};

/// Returns the output of a future, or `None` if that takes longer than the limit.
pub(crate) async fn within<T>(
    sleep: &dyn Sleep,
    limit: Duration,
    future: impl Future<Output = T>,
) -> Option<T> {
    let mut future = pin!(future);
    let mut timer = None;
    poll_fn(|context| {
        if let Poll::Ready(value) = future.as_mut().poll(context) {
            return Poll::Ready(Some(value));
        }
        let timer = timer.get_or_insert_with(|| sleep.limit(limit));
        timer.as_mut().poll(context).map(|()| None)
    })
    .await
}

/// A timer over [`tokio::time::sleep`].
///
/// On a thread without tokio's timer, such as outside tokio, it waits on a separate thread.
#[cfg(any(feature = "hyper", feature = "reqwest"))]
#[derive(Clone, Copy, Debug, Default)]
pub struct TokioSleep;

#[cfg(any(feature = "hyper", feature = "reqwest"))]
impl Sleep for TokioSleep {
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        match tokio_runtime::has_timer() {
            true => Box::pin(tokio::time::sleep(duration)),
            false => Box::pin(thread_timer::ThreadTimer::new(duration)),
        }
    }
}

/// A source of random bytes: for jitter, idempotency tokens and multipart boundaries.
pub trait Randomness: Send + Sync + 'static {
    /// Fills the slice with random bytes.
    fn fill(&self, bytes: &mut [u8]);
}

impl<R: Randomness + ?Sized> Randomness for Arc<R> {
    fn fill(&self, bytes: &mut [u8]) {
        (**self).fill(bytes);
    }
}

/// The system's randomness.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemRandomness;

impl Randomness for SystemRandomness {
    fn fill(&self, bytes: &mut [u8]) {
        if getrandom::fill(bytes).is_err() {
            fallback(bytes);
        }
    }
}

/// Fills the slice if the system has no randomness.
///
/// The keys of std's hash maps and the time are good enough for these purposes.
fn fallback(bytes: &mut [u8]) {
    use std::hash::{BuildHasher, RandomState};
    for (count, chunk) in bytes.chunks_mut(8).enumerate() {
        let word = RandomState::new().hash_one((SystemTime::now(), count)).to_le_bytes();
        chunk.copy_from_slice(&word[..chunk.len()]);
    }
}

/// Returns a random duration between zero and `longest`, uniformly distributed.
pub(crate) fn jitter(randomness: &dyn Randomness, longest: Duration) -> Duration {
    let mut bytes = [0; 4];
    randomness.fill(&mut bytes);
    scaled(longest, u32::from_le_bytes(bytes), u32::MAX)
}

/// Returns a duration times a fraction, at most [`Duration::MAX`].
pub(crate) fn scaled(duration: Duration, numerator: u32, denominator: u32) -> Duration {
    const SECOND: u128 = 1_000_000_000;
    // A duration has fewer than 2^94 nanoseconds.
    let nanos = duration.as_nanos() * u128::from(numerator) / u128::from(denominator.max(1));
    let below = u32::try_from(nanos % SECOND).unwrap_or_default();
    u64::try_from(nanos / SECOND).map_or(Duration::MAX, |seconds| Duration::new(seconds, below))
}

/// Returns a time limit for libraries that add it to a point in time.
///
/// Returns `None` for a century or more, which could overflow.
#[cfg(any(feature = "hyper", feature = "blocking"))]
pub(crate) fn bounded(limit: Duration) -> Option<Duration> {
    const CENTURY: Duration = Duration::from_secs(100 * 365 * 86_400);
    Some(limit).filter(|limit| *limit < CENTURY)
}

/// Returns random bytes as lower-case hexadecimal digits.
pub(crate) fn random_hex(randomness: &dyn Randomness) -> String {
    let mut bytes = [0; 16];
    randomness.fill(&mut bytes);
    crate::text::hex(&bytes)
}

#[cfg(test)]
mod tests {
    use super::{Clock, SystemClock, jitter, scaled};
    use crate::testing::Always;
    use std::time::Duration;

    #[test]
    fn system_clocks_of_different_age_tell_the_same_time() {
        let old = SystemClock::default();
        std::thread::sleep(Duration::from_millis(2));
        let young = SystemClock::default();
        let [first, second, third] = [old, young, old].map(|clock| clock.now().tick);
        assert!(first <= second && second <= third, "{first:?} {second:?} {third:?}");
    }

    #[test]
    fn durations_at_their_ends() {
        for duration in
            [Duration::ZERO, Duration::from_nanos(1), Duration::from_secs(7), Duration::MAX]
        {
            assert_eq!(jitter(&Always(0xff), duration), duration);
            assert_eq!(jitter(&Always(0), duration), Duration::ZERO);
            assert_eq!(scaled(duration, 1, 1), duration);
        }
        assert_eq!(scaled(Duration::from_secs(2), 3, 4), Duration::from_millis(1500));
        assert_eq!(scaled(Duration::MAX, u32::MAX, 1), Duration::MAX);
        assert_eq!(scaled(Duration::MAX, 1, 0), Duration::MAX);
    }
}
