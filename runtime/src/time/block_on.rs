//! An executor that runs futures on the caller's thread, without a runtime.

use super::{BoxFuture, Sleep};
use std::cell::Cell;
use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::{Duration, Instant};

thread_local! {
    /// When the earliest timer of the future that runs on this thread fires.
    static TIMER: Cell<Option<Instant>> = const { Cell::new(None) };
}

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// Runs a future on this thread until it is ready.
///
/// Futures that need an async runtime, such as tokio's sockets and timers, do not work here.
/// [`ThreadSleep`] does.
///
/// ```
/// use tencentcloud_runtime::blocking::block_on;
///
/// assert_eq!(block_on(async { 1 + 1 }), 2);
/// ```
pub fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut context = Context::from_waker(&waker);
    // A future may run another one here: the outer timer is restored at the end, even after a
    // panic.
    let _outer = OuterTimer(TIMER.take());
    loop {
        TIMER.set(None);
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
        match TIMER.get() {
            Some(timer) => thread::park_timeout(timer.saturating_duration_since(Instant::now())),
            None => thread::park(),
        }
    }
}

/// The timer of the outer future.
struct OuterTimer(Option<Instant>);

impl Drop for OuterTimer {
    fn drop(&mut self) {
        TIMER.set(self.0);
    }
}

/// A timer that waits on the thread of [`block_on`].
#[derive(Clone, Copy, Debug, Default)]
pub struct ThreadSleep;

impl Sleep for ThreadSleep {
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let now = Instant::now();
        Box::pin(Until(now.checked_add(duration)))
    }
}

/// A timer; without a time it never fires.
struct Until(Option<Instant>);

impl Future for Until {
    type Output = ();

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        let Some(at) = self.0 else { return Poll::Pending };
        if Instant::now() >= at {
            return Poll::Ready(());
        }
        TIMER.set(Some(TIMER.get().map_or(at, |other| other.min(at))));
        Poll::Pending
    }
}

#[cfg(test)]
mod tests {
    use super::{ThreadSleep, block_on};
    use crate::time::Sleep;
    use std::future::poll_fn;
    use std::sync::mpsc;
    use std::task::Poll;
    use std::thread;
    use std::time::{Duration, Instant};

    #[test]
    fn timers_go_off() {
        let start = Instant::now();
        block_on(async {
            ThreadSleep.sleep(Duration::from_millis(20)).await;
            // A nested run does not disturb it.
            block_on(ThreadSleep.sleep(Duration::from_millis(20)));
            ThreadSleep.sleep(Duration::from_millis(20)).await;
        });
        assert!(start.elapsed() >= Duration::from_millis(60));
    }

    #[test]
    fn a_panic_inside_of_another_leaves_its_timer() {
        let timer = ThreadSleep.sleep(Duration::from_millis(20));
        let caught = block_on(async {
            let mut timer = timer;
            poll_fn(|context| {
                let Poll::Pending = timer.as_mut().poll(context) else { return Poll::Ready(true) };
                let panics =
                    || block_on(async { std::panic::resume_unwind(Box::new("a provider's")) });
                assert!(std::panic::catch_unwind(panics).is_err());
                Poll::Pending
            })
            .await
        });
        assert!(caught);
    }

    #[test]
    fn other_threads_wake_it() {
        let (sender, receiver) = mpsc::channel();
        let mut sender = Some(sender);
        let number = block_on(poll_fn(|context| match receiver.try_recv() {
            Ok(number) => Poll::Ready(number),
            Err(_) => {
                let (waker, sender) = (context.waker().clone(), sender.take());
                thread::spawn(move || {
                    let _ = sender.map(|sender| sender.send(7));
                    waker.wake();
                });
                Poll::Pending
            }
        }));
        assert_eq!(number, 7);
    }
}
