//! A timer that uses a thread, for programs without a runtime.

use std::future::Future;
use std::pin::Pin;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::Duration;

/// A timer with a thread of its own, which ends when the timer is dropped.
pub(super) struct ThreadTimer {
    state: Arc<Mutex<TimerState>>,
    /// Wakes the thread when it is dropped.
    _alive: Sender<()>,
}

#[derive(Default)]
struct TimerState {
    is_over: bool,
    waker: Option<Waker>,
}

impl ThreadTimer {
    pub(super) fn new(duration: Duration) -> Self {
        let (alive, ended) = mpsc::channel();
        let state = Arc::new(Mutex::new(TimerState::default()));
        let other = Arc::clone(&state);
        let wait = move || {
            if ended.recv_timeout(duration) == Err(RecvTimeoutError::Timeout) {
                end(&other);
            }
        };
        // The wait ends at once if no thread can be started: that is better than to hang.
        if thread::Builder::new().name("tencentcloud-timer".to_owned()).spawn(wait).is_err() {
            end(&state);
        }
        Self { state, _alive: alive }
    }
}

fn end(state: &Mutex<TimerState>) {
    let waker = {
        let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
        state.is_over = true;
        state.waker.take()
    };
    waker.into_iter().for_each(Waker::wake);
}

impl Future for ThreadTimer {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if state.is_over {
            return Poll::Ready(());
        }
        state.waker = Some(context.waker().clone());
        Poll::Pending
    }
}
