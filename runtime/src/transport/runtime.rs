//! The requirements of transports over tokio on the runtime that calls them.

use super::TransportError;
use crate::time::{Lack, lack};
use tokio::runtime::{Handle, RuntimeFlavor};

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

/// Lets a runtime that is driven only during calls notice which idle connections were closed
/// meanwhile.
///
/// Otherwise a request is written to a closed connection, and it is unknown whether it was
/// received.
///
/// Tokio polls the sockets when all tasks have yielded. The task of a connection reads before it
/// takes a request, so that it sees the end before it writes, and the request goes to another
/// connection.
pub(super) async fn catch_up(runtime: &Handle) {
    if runtime.runtime_flavor() == RuntimeFlavor::CurrentThread {
        tokio::task::yield_now().await;
    }
}
