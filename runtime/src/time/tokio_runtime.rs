//! The components that a tokio runtime lacks.

use std::cell::Cell;
use std::net::UdpSocket;
use std::panic::catch_unwind;
use std::time::Duration;
use tokio::runtime::{Handle, Id};

thread_local! {
    /// The component that this thread's last runtime lacks.
    ///
    /// Only a panic of tokio reveals it, so it is cached.
    static LAST: Cell<Option<(Id, Lack)>> = const { Cell::new(None) };
}

/// The component that a runtime lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lack {
    Nothing,
    Timers,
    Sockets,
}

/// Returns whether the caller is in a runtime with timers.
pub(super) fn has_timer() -> bool {
    Handle::try_current().is_ok_and(|handle| lack(&handle) != Lack::Timers)
}

/// Returns the component that a runtime lacks.
pub(crate) fn lack(handle: &Handle) -> Lack {
    let id = handle.id();
    if let Some((_, lack)) = LAST.get().filter(|(last, _)| *last == id) {
        return lack;
    }
    let lack = probe();
    LAST.set(Some((id, lack)));
    lack
}

fn probe() -> Lack {
    if catch_unwind(|| drop(tokio::time::sleep(Duration::ZERO))).is_err() {
        return Lack::Timers;
    }
    // The socket sends nothing. If the system refuses it, this says nothing about the runtime.
    let Ok(socket) = UdpSocket::bind("127.0.0.1:0") else { return Lack::Nothing };
    let _ = socket.set_nonblocking(true);
    match catch_unwind(|| drop(tokio::net::UdpSocket::from_std(socket))) {
        Ok(()) => Lack::Nothing,
        Err(_) => Lack::Sockets,
    }
}
