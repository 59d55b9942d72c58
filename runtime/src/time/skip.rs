//! Waits that take no time, for tests.

use super::{BoxFuture, Clock, Now, Sleep};
use std::future::ready;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// Returns a clock and a timer whose waits take no time: the clock moves ahead instead.
pub(crate) fn skipping(
    clock: Arc<dyn Clock>,
    sleep: Arc<dyn Sleep>,
) -> (Arc<dyn Clock>, Arc<dyn Sleep>) {
    let skipped = Arc::<Mutex<Duration>>::default();
    (Arc::new(Ahead { clock, skipped: skipped.clone() }), Arc::new(Skip { sleep, skipped }))
}

/// A clock that is ahead by the waits that were skipped.
struct Ahead {
    clock: Arc<dyn Clock>,
    skipped: Arc<Mutex<Duration>>,
}

impl Clock for Ahead {
    /// The time that requests are signed with stays: a server compares it with its own.
    fn now(&self) -> Now {
        let now = self.clock.now();
        let skipped = *self.skipped.lock().unwrap_or_else(PoisonError::into_inner);
        Now { tick: now.tick.saturating_add(skipped), ..now }
    }
}

/// A timer that skips waits and keeps time limits.
struct Skip {
    sleep: Arc<dyn Sleep>,
    skipped: Arc<Mutex<Duration>>,
}

impl Sleep for Skip {
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let mut skipped = self.skipped.lock().unwrap_or_else(PoisonError::into_inner);
        *skipped = skipped.saturating_add(duration);
        Box::pin(ready(()))
    }

    fn limit(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.sleep.limit(duration)
    }
}
