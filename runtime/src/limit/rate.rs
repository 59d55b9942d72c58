use crate::action::Operation;
use crate::region::Region;
use crate::time::Now;
use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

const SECOND: Duration = Duration::from_secs(1);

/// Keeps a client below the requests a second that the documents allow.
///
/// The documented limit is that of one account, for one action in one region: clients of one account share a limiter by
/// its clones. Where too many calls come at once, they wait for their turn, one after another, and are refused where
/// that would take longer than they have. Every attempt counts. Actions without a documented limit have none.
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
    windows: Arc<Mutex<HashMap<Key, Window>>>,
}

/// The service, the action and the region.
type Key = (&'static str, &'static str, Option<Region>);

/// When the last requests were sent or will be: as many as are allowed in a second.
type Window = VecDeque<Duration>;

impl RateLimiter {
    /// The documented limits.
    pub fn new() -> Self {
        Self::default()
    }

    /// Another limit for an action, such as one that the vendor has agreed to; 0 for none.
    #[must_use]
    pub fn limit(mut self, action: impl Into<String>, per_second: u32) -> Self {
        self.limits.insert(action.into(), per_second);
        self
    }

    /// Takes a turn and says how long it is until then; nothing is taken where that is longer than `at_most`.
    pub(crate) fn reserve(
        &self,
        operation: &'static Operation,
        region: Option<&Region>,
        now: Now,
        at_most: Duration,
    ) -> Result<Duration, u32> {
        let own = self.limits.get(operation.name).copied();
        let Some(limit) = own.or(operation.rate_limit).filter(|limit| *limit > 0) else { return Ok(Duration::ZERO) };
        let key = (operation.service.name, operation.name, region.cloned());
        // Nothing is left half done under the lock.
        let mut windows = self.windows.lock().unwrap_or_else(PoisonError::into_inner);
        let window = windows.entry(key).or_default();
        let wait = turn(window, limit, now.tick).saturating_sub(now.tick);
        if wait > at_most {
            return Err(limit);
        }
        window.push_back(now.tick + wait);
        while window.len() > limit as usize {
            window.pop_front();
        }
        Ok(wait)
    }
}

/// When the next request may be sent: a second after the one that is as many before it as are allowed in a second.
fn turn(window: &Window, limit: u32, now: Duration) -> Duration {
    let full = window.len() >= limit as usize;
    let free = full.then(|| window.front().map(|first| *first + SECOND)).flatten();
    [free, window.back().copied()].into_iter().flatten().fold(now, Duration::max)
}

impl fmt::Debug for RateLimiter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RateLimiter").field("limits", &self.limits).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::RateLimiter;
    use crate::action::Operation;
    use crate::region::Region;
    use crate::testing::SERVICE;
    use crate::time::Now;
    use std::time::Duration;

    static THREE: Operation = Operation { rate_limit: Some(3), ..Operation::new("DescribeThing", &SERVICE) };
    static FREE: Operation = Operation::new("DescribeAll", &SERVICE);
    const LONG: Duration = Duration::from_secs(60);

    fn at(milliseconds: u64) -> Now {
        Now { unix: 0, tick: Duration::from_millis(milliseconds) }
    }

    #[test]
    fn turns() {
        let limiter = RateLimiter::new();
        let mut sent = Vec::new();
        for milliseconds in [0, 0, 100, 100, 100, 100, 200, 5000, 5000, 5500, 5999, 6000] {
            let wait = limiter.clone().reserve(&THREE, None, at(milliseconds), LONG).unwrap();
            sent.push(milliseconds + wait.as_millis() as u64);
        }
        assert_eq!(sent, [0, 0, 100, 1000, 1000, 1100, 2000, 5000, 5000, 5500, 6000, 6000]);
        for window in sent.windows(4) {
            assert!(window[3] - window[0] >= 1000, "{window:?}");
        }
    }

    #[test]
    fn each_action_and_region_by_itself() {
        let limiter = RateLimiter::new().limit("DescribeOther", 1);
        static OTHER: Operation = Operation::new("DescribeOther", &SERVICE);
        let ask =
            |operation, region: Option<&Region>| limiter.reserve(operation, region, at(0), LONG).unwrap().as_secs();
        let taken: Vec<_> = (0..4).map(|_| ask(&THREE, None)).collect();
        assert_eq!(taken, [0, 0, 0, 1]);
        assert_eq!(ask(&THREE, Some(&Region::AP_BEIJING)), 0);
        assert_eq!((ask(&OTHER, None), ask(&OTHER, None)), (0, 1));
        assert!((0..1000).all(|_| ask(&FREE, None) == 0));
    }

    #[test]
    fn turns_that_come_too_late_are_not_taken() {
        let limiter = RateLimiter::new().limit("DescribeThing", 1);
        let ask = |at_most| limiter.reserve(&THREE, None, at(0), Duration::from_secs(at_most));
        assert_eq!(ask(1), Ok(Duration::ZERO));
        assert_eq!(ask(1), Ok(Duration::from_secs(1)));
        assert_eq!((ask(1), ask(1)), (Err(1), Err(1)));
        assert_eq!(ask(2), Ok(Duration::from_secs(2)));
        assert!(
            (0..1000).all(|_| RateLimiter::new().limit("DescribeThing", 0).reserve(&THREE, None, at(0), LONG).is_ok())
        );
    }
}
