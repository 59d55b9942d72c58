use std::sync::atomic::{AtomicU32, Ordering};

/// The cost of a retry. A successful call gives back one unit.
const COST: u32 = 10;

/// A bound on the retries of all calls of a client: if everything fails, retries only add to the
/// load.
///
/// It is full at first. A retry takes its cost from it, and each successful call returns a tenth of
/// that.
#[derive(Debug)]
pub(crate) struct Budget {
    left: AtomicU32,
    /// Its capacity; `None` if the number of retries is unbounded.
    full: Option<u32>,
}

impl Budget {
    /// Creates a budget for the given number of retries. Without a number they are unbounded.
    pub(crate) fn new(retries: Option<u32>) -> Self {
        let full = retries.map(|retries| retries.saturating_mul(COST));
        Self { left: AtomicU32::new(full.unwrap_or_default()), full }
    }

    /// Pays for a retry. Returns `false` if too little is left.
    pub(crate) fn pay(&self) -> bool {
        let pay = |left: u32| left.checked_sub(COST);
        self.full.is_none()
            || self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, pay).is_ok()
    }

    /// Records a successful call.
    pub(crate) fn earn(&self) {
        let Some(full) = self.full else { return };
        let earn = |left: u32| (left < full).then(|| left + 1);
        // The update fails if the budget is full.
        let _ = self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, earn);
    }
}

#[cfg(test)]
mod tests {
    use super::Budget;

    #[test]
    fn retries_are_paid_for() {
        let budget = Budget::new(Some(2));
        budget.earn();
        assert_eq!([budget.pay(), budget.pay(), budget.pay()], [true, true, false]);
        (0..9).for_each(|_| budget.earn());
        assert!(!budget.pay());
        budget.earn();
        assert_eq!([budget.pay(), budget.pay()], [true, false]);
    }

    #[test]
    fn without_a_bound_it_is_never_empty() {
        let budget = Budget::new(None);
        assert!((0..1000).all(|_| budget.pay()));
        budget.earn();
        assert!(budget.pay());
        assert!(!Budget::new(Some(0)).pay());
    }

    #[test]
    fn a_budget_at_either_end_takes_what_is_earned() {
        for retries in [0, 1, u32::MAX / 10, u32::MAX] {
            let budget = Budget::new(Some(retries));
            (0..20).for_each(|_| budget.earn());
            assert_eq!(budget.pay(), retries > 0, "{retries}");
            (0..20).for_each(|_| budget.earn());
        }
    }
}
