use crate::action::Operation;
use crate::action::Region;
use crate::time::Now;
use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

const SECOND: Duration = Duration::from_secs(1);
/// The largest difference of two threads that read one clock before they reserve their turns.
const TOLERANCE: Duration = Duration::from_millis(100);

/// A limiter that keeps a client below the documented number of requests per second.
///
/// The documented limit applies to one account, one action and one region. To share a limiter
/// between clients of one account, give each of them a clone. Calls above the limit wait for their
/// turn; a call fails with [`ErrorKind::Limited`](crate::ErrorKind::Limited) if its turn comes
/// after its time limit. Every attempt counts. Actions without a documented limit are not limited.
///
/// ```
/// use tencentcloud_runtime::{Config, RateLimiter};
///
/// let limiter = RateLimiter::new().limit("DescribeTask", 10);
/// let config = Config::new().rate_limiter(limiter.clone());
/// let other = Config::new().rate_limiter(limiter);
/// ```
#[derive(Clone, Default)]
pub struct RateLimiter {
    limits: HashMap<String, u32>,
    shared: Arc<Mutex<LimiterState>>,
    /// How far the shared clock is ahead of the client's, in nanoseconds.
    ///
    /// Changed only under the lock.
    ahead: Arc<AtomicU64>,
}

/// The state that all clients of a limiter share.
#[derive(Default)]
struct LimiterState {
    windows: HashMap<LimitKey, Window>,
    /// The latest time at which any of them reserved a turn.
    latest: Duration,
}

/// The service, the action and the region.
type LimitKey = (&'static str, &'static str, Option<Region>);

/// The times of the last second's requests, and of the reserved turns.
type Window = VecDeque<Duration>;

/// A reserved turn in the future.
///
/// It is released if it is dropped before its time: a cancelled call does not delay others.
pub(crate) struct Turn {
    wait: Duration,
    at: Duration,
    key: LimitKey,
    shared: Arc<Mutex<LimiterState>>,
    has_come: bool,
}

impl Turn {
    /// Returns how long it is until the turn.
    pub(crate) fn wait(&self) -> Duration {
        self.wait
    }

    /// Takes the turn: the request is sent.
    pub(crate) fn consume(mut self) {
        self.has_come = true;
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if self.has_come {
            return;
        }
        let mut shared = self.shared.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(window) = shared.windows.get_mut(&self.key)
            && let Some(place) = window.iter().rposition(|at| *at == self.at)
        {
            window.remove(place);
        }
    }
}

impl RateLimiter {
    /// Creates a limiter with the documented limits.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets another limit for an action, such as a quota that the vendor has raised.
    ///
    /// 0 means no limit. It applies to the actions of this name of all products.
    #[must_use]
    pub fn limit(mut self, action: impl Into<String>, per_second: u32) -> Self {
        self.limits.insert(action.into(), per_second);
        self
    }

    /// Returns the limiter for another client, whose clock may have started at another time.
    pub(crate) fn for_client(self) -> Self {
        Self { ahead: Arc::default(), ..self }
    }

    /// Returns a client's time on the clock that all clients of the limiter share.
    ///
    /// A client's clock that is behind is set forward.
    fn common(&self, latest: &mut Duration, tick: Duration) -> Duration {
        let ahead = Duration::from_nanos(self.ahead.load(Ordering::Relaxed));
        let now = tick.saturating_add(ahead);
        if now.saturating_add(TOLERANCE) < *latest {
            let behind = u64::try_from(latest.saturating_sub(tick).as_nanos()).unwrap_or(u64::MAX);
            self.ahead.store(behind, Ordering::Relaxed);
            return *latest;
        }
        *latest = now.max(*latest);
        now
    }

    /// Reserves a turn. Fails with the limit if the wait would be longer than `at_most`.
    ///
    /// Returns `None` if the request may be sent at once.
    pub(crate) fn reserve(
        &self,
        operation: &'static Operation,
        region: Option<&Region>,
        now: Now,
        at_most: Duration,
    ) -> Result<Option<Turn>, u32> {
        let own = self.limits.get(operation.name).copied();
        let Some(limit) = own.or(operation.rate_limit).filter(|limit| *limit > 0) else {
            return Ok(None);
        };
        let key = (operation.service.name, operation.name, region.cloned());
        // No update is left half done under the lock.
        let mut shared = self.shared.lock().unwrap_or_else(PoisonError::into_inner);
        let LimiterState { windows, latest } = &mut *shared;
        let now = self.common(latest, now.tick);
        let window = windows.entry(key.clone()).or_default();
        while window.front().is_some_and(|sent| sent.saturating_add(SECOND) <= now) {
            window.pop_front();
        }
        let wait = turn(window, limit, now).saturating_sub(now);
        if wait > at_most {
            return Err(limit);
        }
        let at = now.saturating_add(wait);
        window.push_back(at);
        let turn = || Turn { wait, at, key, shared: Arc::clone(&self.shared), has_come: false };
        Ok((!wait.is_zero()).then(turn))
    }
}

/// Returns when the next request may be sent.
///
/// If the limit is N, that is one second after the N-th request before it.
fn turn(window: &Window, limit: u32, now: Duration) -> Duration {
    let before = window.len().checked_sub(limit as usize).and_then(|place| window.get(place));
    let free = before.map(|before| before.saturating_add(SECOND));
    [free, window.back().copied()].into_iter().flatten().fold(now, Duration::max)
}

impl fmt::Debug for RateLimiter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RateLimiter").field("limits", &self.limits).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::{RateLimiter, Turn};
    use crate::action::Operation;
    use crate::action::Region;
    use crate::testing::SERVICE;
    use crate::time::Now;
    use std::time::Duration;

    static THREE: Operation =
        Operation { rate_limit: Some(3), ..Operation::new("DescribeThing", &SERVICE) };
    static FREE: Operation = Operation::new("DescribeAll", &SERVICE);
    const LONG: Duration = Duration::from_secs(60);

    fn now_at(milliseconds: u64) -> Now {
        Now { unix: 0, tick: Duration::from_millis(milliseconds) }
    }

    /// Returns the wait until a turn, and takes the turn.
    fn wait(turn: Option<Turn>) -> Duration {
        let wait = turn.as_ref().map_or(Duration::ZERO, Turn::wait);
        turn.into_iter().for_each(Turn::consume);
        wait
    }

    #[test]
    fn turns() {
        let limiter = RateLimiter::new();
        let mut sent = Vec::new();
        for milliseconds in [0, 0, 100, 100, 100, 100, 200, 5000, 5000, 5500, 5999, 6000] {
            let wait =
                wait(limiter.clone().reserve(&THREE, None, now_at(milliseconds), LONG).unwrap());
            sent.push(milliseconds + wait.as_millis() as u64);
        }
        assert_eq!(sent, [0, 0, 100, 1000, 1000, 1100, 2000, 5000, 5000, 5500, 6000, 6000]);
        for window in sent.windows(4) {
            assert!(window[3] - window[0] >= 1000, "{window:?}");
        }
    }

    /// Returns the turns of two clients, identified by letters, in milliseconds of their own
    /// clocks.
    fn turns_of_two(asks: &[(char, u64)]) -> Vec<u64> {
        let limiter = RateLimiter::new();
        let [old, young] = [0; 2].map(|_| limiter.clone().for_client());
        let client = |name| if name == 'o' { &old } else { &young };
        let ask = |(name, at_ms): &(char, u64)| {
            wait(client(*name).reserve(&THREE, None, now_at(*at_ms), LONG).unwrap())
        };
        asks.iter().map(|it| ask(it).as_millis() as u64).collect()
    }

    #[test]
    fn clients_whose_clocks_began_at_different_moments() {
        // The old client's clock shows 100 s when the young one's shows 0.
        let asks = [
            ('o', 100_000),
            ('o', 100_000),
            ('y', 0),
            ('y', 0),
            ('y', 500),
            ('o', 101_000),
            ('y', 3_000),
        ];
        assert_eq!(turns_of_two(&asks), [0, 0, 0, 1000, 500, 0, 0]);
        // The young client is first, and later far behind again because the other paused.
        let asks =
            [('y', 0), ('o', 100_000), ('o', 200_000), ('y', 1_000), ('y', 1_100), ('y', 1_200)];
        assert_eq!(turns_of_two(&asks), [0, 0, 0, 0, 0, 800]);
    }

    #[test]
    fn turns_that_are_given_up() {
        let limiter = RateLimiter::new().limit("DescribeThing", 1);
        let ask = || limiter.reserve(&THREE, None, now_at(0), LONG).unwrap();
        let mut waiting: Vec<_> = (0..31).map(|_| ask()).collect();
        assert_eq!(waiting[30].as_ref().map(Turn::wait), Some(Duration::from_secs(30)));
        // One turn is left.
        let left = waiting.remove(10);
        waiting.clear();
        assert_eq!(wait(ask()), Duration::from_secs(11));
        assert_eq!(wait(left), Duration::from_secs(10));
        assert_eq!(wait(ask()), Duration::from_secs(12));
    }

    #[test]
    fn clocks_and_limits_at_their_ends() {
        for limit in [1, 2, u32::MAX] {
            let limiter = RateLimiter::new().limit("DescribeThing", limit);
            for tick in [Duration::MAX, Duration::ZERO, Duration::from_nanos(1), Duration::MAX] {
                let _ = limiter
                    .reserve(&THREE, None, Now { unix: u64::MAX, tick }, Duration::MAX)
                    .unwrap();
            }
        }
        let limiter = RateLimiter::new().limit("DescribeThing", u32::MAX);
        for second in 0..10_000 {
            limiter.reserve(&THREE, None, now_at(1000 * second), LONG).unwrap();
        }
        let shared = limiter.shared.lock().unwrap();
        assert!(
            shared.windows.values().all(|window| window.len() < 3),
            "requests of long ago are kept"
        );
    }

    #[test]
    fn each_action_and_region_by_itself() {
        let limiter = RateLimiter::new().limit("DescribeOther", 1);
        static OTHER: Operation = Operation::new("DescribeOther", &SERVICE);
        let ask = |operation, region: Option<&Region>| {
            wait(limiter.reserve(operation, region, now_at(0), LONG).unwrap()).as_secs()
        };
        let taken: Vec<_> = (0..4).map(|_| ask(&THREE, None)).collect();
        assert_eq!(taken, [0, 0, 0, 1]);
        assert_eq!(ask(&THREE, Some(&Region::AP_BEIJING)), 0);
        assert_eq!((ask(&OTHER, None), ask(&OTHER, None)), (0, 1));
        assert!((0..1000).all(|_| ask(&FREE, None) == 0));
    }

    #[test]
    fn turns_that_come_too_late_are_not_taken() {
        let limiter = RateLimiter::new().limit("DescribeThing", 1);
        let ask = |at_most| {
            limiter.reserve(&THREE, None, now_at(0), Duration::from_secs(at_most)).map(wait)
        };
        assert_eq!(ask(1), Ok(Duration::ZERO));
        assert_eq!(ask(1), Ok(Duration::from_secs(1)));
        assert_eq!((ask(1), ask(1)), (Err(1), Err(1)));
        assert_eq!(ask(2), Ok(Duration::from_secs(2)));
        assert!((0..1000).all(|_| {
            RateLimiter::new()
                .limit("DescribeThing", 0)
                .reserve(&THREE, None, now_at(0), LONG)
                .is_ok()
        }));
    }
}
