use std::sync::atomic::{AtomicU32, Ordering};

/// What a retry costs; a call that succeeds gives one back.
const COST: u32 = 10;

/// Bounds how many retries a client's calls make together: when everything fails, retries only add to the load.
///
/// It is full at first. A retry is paid from it, and every call that succeeds pays a tenth of a retry in.
#[derive(Debug)]
pub(crate) struct Budget {
    left: AtomicU32,
    /// What it holds at most; `None` if nothing bounds the retries.
    full: Option<u32>,
}

impl Budget {
    /// A budget of so many retries; without a number there is no bound.
    pub(crate) fn new(retries: Option<u32>) -> Self {
        let full = retries.map(|retries| retries.saturating_mul(COST));
        Self { left: AtomicU32::new(full.unwrap_or_default()), full }
    }

    /// Pays for a retry; `false` where there is too little left.
    pub(super) fn pay(&self) -> bool {
        let pay = |left: u32| left.checked_sub(COST);
        self.full.is_none() || self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, pay).is_ok()
    }

    /// A call has succeeded.
    pub(super) fn earn(&self) {
        let Some(full) = self.full else { return };
        let earn = |left: u32| (left < full).then(|| left + 1);
        // It fails where the budget is full.
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
