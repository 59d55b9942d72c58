use crate::time::{RuntimeId, current_runtime};
use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

/// Permits for concurrent calls: a semaphore that needs no async runtime.
///
/// Permits are first come, first served among the waiters of one runtime. A runtime that is no
/// longer driven does not take its turn, and must not block the others.
#[derive(Clone, Debug)]
pub(crate) struct Permits(Arc<Mutex<PermitState>>);

#[derive(Debug)]
struct PermitState {
    free: usize,
    /// The waiters: one queue per runtime, none of them empty.
    queues: Vec<Queue>,
    next: u64,
}

/// The waiters of one runtime, in the order of arrival. Each has a number.
#[derive(Debug)]
struct Queue {
    runtime: Option<RuntimeId>,
    waiting: VecDeque<(u64, Waker)>,
}

/// A permit. Dropping it releases it.
#[derive(Debug)]
pub(crate) struct Permit(Permits);

impl Permits {
    pub(crate) fn new(count: usize) -> Self {
        Self(Arc::new(Mutex::new(PermitState { free: count, queues: Vec::new(), next: 0 })))
    }

    /// Waits for a permit.
    pub(crate) fn acquire(&self) -> Acquire {
        Acquire { permits: self.clone(), place: None }
    }

    fn lock(&self) -> MutexGuard<'_, PermitState> {
        // No update is left half done under the lock.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the state, and then wakes the next waiters.
    fn change(&self, change: impl FnOnce(&mut PermitState)) {
        let next = {
            let mut state = self.lock();
            change(&mut state);
            state.next()
        };
        next.into_iter().for_each(Waker::wake);
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        self.0.change(|state| state.free += 1);
    }
}

impl PermitState {
    /// Returns the first waiter of each queue, if there is a permit.
    ///
    /// It stays there until it has taken the permit.
    fn next(&self) -> Vec<Waker> {
        let queues = if self.free > 0 { self.queues.as_slice() } else { &[] };
        queues
            .iter()
            .filter_map(|queue| queue.waiting.front())
            .map(|(_, waker)| waker.clone())
            .collect()
    }

    fn queue(&mut self, runtime: Option<RuntimeId>) -> &mut Queue {
        let place =
            self.queues.iter().position(|queue| queue.runtime == runtime).unwrap_or_else(|| {
                self.queues.push(Queue { runtime, waiting: VecDeque::new() });
                self.queues.len() - 1
            });
        &mut self.queues[place]
    }

    fn leave(&mut self, (number, runtime): Place) {
        self.queue(runtime).waiting.retain(|(other, _)| *other != number);
        self.queues.retain(|queue| !queue.waiting.is_empty());
    }
}

/// A number, and the runtime of the queue.
type Place = (u64, Option<RuntimeId>);

/// A wait for a permit.
pub(crate) struct Acquire {
    permits: Permits,
    /// Its place in a queue, once it has one.
    place: Option<Place>,
}

impl Acquire {
    /// Takes a permit if one is free and it is this waiter's turn; waits otherwise.
    fn try_acquire(&mut self, state: &mut PermitState, waker: &Waker) -> bool {
        let place = *self.place.get_or_insert_with(|| {
            state.next += 1;
            (state.next, current_runtime())
        });
        let free = state.free > 0;
        let waiting = &mut state.queue(place.1).waiting;
        let first = waiting.front().map(|(number, _)| *number);
        if free && first.is_none_or(|first| first == place.0) {
            state.free -= 1;
            state.leave(place);
            self.place = None;
            return true;
        }
        match waiting.iter_mut().find(|(number, _)| *number == place.0) {
            Some((_, own)) => own.clone_from(waker),
            None => waiting.push_back((place.0, waker.clone())),
        }
        false
    }
}

impl Future for Acquire {
    type Output = Permit;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Permit> {
        let permits = self.permits.clone();
        let mut taken = false;
        // After this, there may be a permit for the next waiter.
        permits.change(|state| taken = self.try_acquire(state, context.waker()));
        if taken { Poll::Ready(Permit(permits)) } else { Poll::Pending }
    }
}

impl Drop for Acquire {
    fn drop(&mut self) {
        // It may have been woken for a permit that another waiter can have now.
        if let Some(place) = self.place.take() {
            self.permits.change(|state| state.leave(place));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Permits;
    use std::future::Future;
    use std::pin::pin;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::task::{Context, Waker};

    fn waiting(permits: &Permits) -> usize {
        permits.lock().queues.iter().map(|queue| queue.waiting.len()).sum()
    }

    #[test]
    fn first_come_first_served() {
        let permits = Permits::new(1);
        let mut context = Context::from_waker(Waker::noop());
        let one = pin!(permits.acquire()).as_mut().poll(&mut context);
        let mut two = Box::pin(permits.acquire());
        let mut three = Box::pin(permits.acquire());
        assert!(one.is_ready() && two.as_mut().poll(&mut context).is_pending());
        assert!(three.as_mut().poll(&mut context).is_pending());
        drop(one);
        assert!(three.as_mut().poll(&mut context).is_pending(), "it is not its turn");
        assert!(pin!(permits.acquire()).as_mut().poll(&mut context).is_pending());
        drop(two);
        assert!(three.as_mut().poll(&mut context).is_ready());
        assert_eq!(permits.lock().free, 1);
        assert_eq!(waiting(&permits), 0);
    }

    #[test]
    fn a_runtime_that_nobody_drives_keeps_no_other_waiting() {
        let permits = Permits::new(1);
        let one = pin!(permits.acquire()).as_mut().poll(&mut Context::from_waker(Waker::noop()));
        let [idle, driven] = [0; 2]
            .map(|_| tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap());
        let stuck = idle.spawn(permits.acquire());
        idle.block_on(tokio::task::yield_now());
        assert_eq!(waiting(&permits), 1);
        driven.block_on(async {
            let next = driven.spawn(permits.acquire());
            tokio::task::yield_now().await;
            drop(one);
            drop(next.await.unwrap());
            drop(permits.acquire().await);
        });
        drop(idle.block_on(stuck).unwrap());
        assert_eq!(permits.lock().free, 1);
        assert_eq!(waiting(&permits), 0);
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
    async fn never_more_than_are_allowed() {
        let (permits, busy, most) =
            (Permits::new(3), Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let work = |number: usize| {
            let (permits, busy, most) = (permits.clone(), Arc::clone(&busy), Arc::clone(&most));
            async move {
                let acquire = permits.acquire();
                // Some waiters give up.
                let patience = std::time::Duration::from_micros(if number.is_multiple_of(3) {
                    50
                } else {
                    60_000_000
                });
                let Ok(_permit) = tokio::time::timeout(patience, acquire).await else { return };
                most.fetch_max(busy.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                tokio::task::yield_now().await;
                busy.fetch_sub(1, Ordering::SeqCst);
            }
        };
        let tasks: Vec<_> = (0..1000).map(|number| tokio::spawn(work(number))).collect();
        for task in tasks {
            task.await.unwrap();
        }
        assert!(most.load(Ordering::SeqCst) <= 3);
        assert_eq!(permits.lock().free, 3);
    }
}
