//! Time and chance as values, so that tests can make them up.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::Poll;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// A future behind a pointer.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// One moment, on two clocks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Now {
    /// Seconds since 1970 in UTC, as the system says: signatures carry it.
    pub unix: u64,
    /// Time since some fixed moment, never set back: durations are measured with it.
    pub tick: Duration,
}

/// Tells the time.
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
    /// This moment.
    fn now(&self) -> Now;
}

impl<C: Clock + ?Sized> Clock for Arc<C> {
    fn now(&self) -> Now {
        (**self).now()
    }
}

/// The system's clocks.
#[derive(Clone, Copy, Debug)]
pub struct SystemClock {
    origin: Instant,
}

impl Default for SystemClock {
    fn default() -> Self {
        Self { origin: Instant::now() }
    }
}

impl Clock for SystemClock {
    fn now(&self) -> Now {
        let unix = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        Now { unix, tick: self.origin.elapsed() }
    }
}

/// Waits.
pub trait Sleep: Send + Sync + 'static {
    /// Waits for a duration.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;
}

impl<S: Sleep + ?Sized> Sleep for Arc<S> {
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        (**self).sleep(duration)
    }
}

/// What a future gives, or nothing where that takes longer than the limit.
pub(crate) async fn within<T>(sleep: &dyn Sleep, limit: Duration, future: impl Future<Output = T>) -> Option<T> {
    let mut future = pin!(future);
    let mut timer = None;
    poll_fn(|context| {
        if let Poll::Ready(value) = future.as_mut().poll(context) {
            return Poll::Ready(Some(value));
        }
        let timer = timer.get_or_insert_with(|| sleep.sleep(limit));
        timer.as_mut().poll(context).map(|()| None)
    })
    .await
}

/// Waits with tokio's timer.
#[cfg(feature = "hyper")]
#[derive(Clone, Copy, Debug, Default)]
pub struct TokioSleep;

#[cfg(feature = "hyper")]
impl Sleep for TokioSleep {
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(duration))
    }
}

/// Gives random bytes: for the spread of waits, client tokens and multipart boundaries.
pub trait Randomness: Send + Sync + 'static {
    /// Fills the bytes.
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

/// Where the system gives no randomness: the keys of std's hash maps and the time are enough for what this is used for.
fn fallback(bytes: &mut [u8]) {
    use std::hash::{BuildHasher, RandomState};
    for (count, chunk) in bytes.chunks_mut(8).enumerate() {
        let word = RandomState::new().hash_one((SystemTime::now(), count)).to_le_bytes();
        chunk.copy_from_slice(&word[..chunk.len()]);
    }
}

/// A duration between nothing and `longest`, each as likely.
pub(crate) fn jitter(randomness: &dyn Randomness, longest: Duration) -> Duration {
    let mut bytes = [0; 4];
    randomness.fill(&mut bytes);
    longest.mul_f64(f64::from(u32::from_le_bytes(bytes)) / f64::from(u32::MAX))
}

/// Random bytes as lower-case hexadecimal digits.
pub(crate) fn random_hex(randomness: &dyn Randomness) -> String {
    let mut bytes = [0; 16];
    randomness.fill(&mut bytes);
    crate::sign::hex(&bytes)
}
