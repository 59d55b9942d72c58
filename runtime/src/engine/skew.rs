use std::sync::atomic::{AtomicI64, Ordering};

/// The value of an unknown skew.
const UNKNOWN: i64 = i64::MIN;
/// Differences below this many seconds count as none: the service allows 300.
pub(super) const SAME: u64 = 60;

/// How far the service's clock is ahead of ours, if known. All calls of a client share it.
#[derive(Debug)]
pub(crate) struct Skew(AtomicI64);

impl Default for Skew {
    fn default() -> Self {
        Self(AtomicI64::new(UNKNOWN))
    }
}

impl Skew {
    /// Returns the difference in seconds, if it is known.
    pub(super) fn known(&self) -> Option<i64> {
        Some(self.0.load(Ordering::Relaxed)).filter(|ahead| *ahead != UNKNOWN)
    }

    pub(super) fn learn(&self, ahead: i64) {
        self.0.store(ahead, Ordering::Relaxed);
    }

    pub(super) fn forget(&self) {
        self.learn(UNKNOWN);
    }
}
