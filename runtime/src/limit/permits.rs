use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

/// Permits for calls at the same time: a semaphore that needs no async runtime.
#[derive(Clone, Debug)]
pub(crate) struct Permits(Arc<Mutex<State>>);

#[derive(Debug)]
struct State {
    free: usize,
    /// Who waits, in the order of coming; each has a number.
    waiting: VecDeque<(u64, Waker)>,
    next: u64,
}

/// A permit; it is given back when it is dropped.
#[derive(Debug)]
pub(crate) struct Permit(Permits);

impl Permits {
    pub(crate) fn new(count: usize) -> Self {
        Self(Arc::new(Mutex::new(State { free: count, waiting: VecDeque::new(), next: 0 })))
    }

    /// Waits for a permit.
    pub(crate) fn acquire(&self) -> Acquire {
        Acquire { permits: self.clone(), number: None }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // Nothing is left half done under the lock.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        let first = {
            let mut state = self.0.lock();
            state.free += 1;
            state.first()
        };
        wake(first);
    }
}

/// A wait for a permit.
pub(crate) struct Acquire {
    permits: Permits,
    /// Its number in the queue, once it is there.
    number: Option<u64>,
}

impl State {
    /// The first in the queue: it stays there until it has taken its permit.
    fn first(&self) -> Option<Waker> {
        self.waiting.front().filter(|_| self.free > 0).map(|(_, waker)| waker.clone())
    }
}

fn wake(waker: Option<Waker>) {
    if let Some(waker) = waker {
        waker.wake();
    }
}

impl Future for Acquire {
    type Output = Permit;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Permit> {
        let permits = self.permits.clone();
        let mut state = permits.lock();
        let is_next = state.waiting.front().is_none_or(|(first, _)| Some(*first) == self.number);
        if state.free > 0 && is_next {
            state.free -= 1;
            if self.number.take().is_some() {
                state.waiting.pop_front();
            }
            let next = state.first();
            drop(state);
            wake(next);
            return Poll::Ready(Permit(permits));
        }
        match self.number {
            Some(number) => {
                if let Some((_, waker)) = state.waiting.iter_mut().find(|(other, _)| *other == number) {
                    waker.clone_from(context.waker());
                }
            }
            None => {
                let number = state.next;
                state.next += 1;
                state.waiting.push_back((number, context.waker().clone()));
                self.number = Some(number);
            }
        }
        Poll::Pending
    }
}

impl Drop for Acquire {
    fn drop(&mut self) {
        let Some(number) = self.number else { return };
        let first = {
            let mut state = self.permits.lock();
            state.waiting.retain(|(other, _)| *other != number);
            // It may have been woken to take a permit that another can have now.
            state.first()
        };
        wake(first);
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
        assert!(permits.lock().waiting.is_empty());
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
    async fn never_more_than_are_allowed() {
        let (permits, busy, most) = (Permits::new(3), Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let work = |number: usize| {
            let (permits, busy, most) = (permits.clone(), Arc::clone(&busy), Arc::clone(&most));
            async move {
                let acquire = permits.acquire();
                // Some give up while they wait.
                let patience = std::time::Duration::from_micros(if number.is_multiple_of(3) { 50 } else { 60_000_000 });
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
