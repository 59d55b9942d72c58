//! The requirements of transports over tokio on the runtime that calls them.

use super::TransportError;
use std::cell::Cell;
use std::net::UdpSocket;
use std::panic::catch_unwind;
use std::time::Duration;
use tokio::runtime::{Handle, Id, RuntimeFlavor};

thread_local! {
    /// The component that this thread's last runtime lacks.
    ///
    /// Only a panic of tokio reveals it, so it is cached.
    static LAST: Cell<Option<(Id, Lack)>> = const { Cell::new(None) };
}

/// The component that a runtime lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lack {
    Nothing,
    Timers,
    Sockets,
}

/// Returns whether the caller is in a runtime with timers.
pub(crate) fn has_timer() -> bool {
    Handle::try_current().is_ok_and(|handle| lack(&handle) != Lack::Timers)
}

/// Returns the runtime that the caller is in.
///
/// # Errors
/// Returns an error if there is none, or if it lacks timers or sockets.
pub(super) fn runtime(transport: &str) -> Result<Handle, TransportError> {
    let refused = |text: &str| TransportError::configuration(format!("{transport} {text}"));
    let handle = Handle::try_current();
    let handle = handle
        .map_err(|_| refused("needs a tokio runtime: in the blocking client use UreqTransport"))?;
    match lack(&handle) {
        Lack::Nothing => Ok(handle),
        Lack::Timers => {
            Err(refused("needs timers, and the tokio runtime has none: build it with `enable_all`"))
        }
        Lack::Sockets => Err(refused(
            "needs sockets, and the tokio runtime has none: build it with `enable_all`",
        )),
    }
}

fn lack(handle: &Handle) -> Lack {
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

/// Lets a runtime that is driven only during calls notice which idle connections were closed
/// meanwhile.
///
/// Otherwise a request is written to a closed connection, and it is unknown whether it was
/// received.
///
/// Tokio polls the sockets when all tasks have yielded; after another round their tasks have seen
/// the events.
pub(super) async fn catch_up(runtime: &Handle) {
    if runtime.runtime_flavor() == RuntimeFlavor::CurrentThread {
        tokio::task::yield_now().await;
        tokio::task::yield_now().await;
    }
}
