//! Damaged responses: each is read, written and read again.

use crate::canned::client;
use tencentcloud_runtime::{Action, codec};

/// Reads a body as the response of an action. The value is the same after it has been written
/// and read again. A body that fits strictly has the same value if it is read leniently.
///
/// # Panics
/// If it is not so.
pub fn check<A: Action<Response: PartialEq + std::fmt::Debug> + Clone>(request: A, body: &[u8]) {
    let read = |strict| {
        let response =
            client("application/json", body, body.len(), strict).call(request.clone()).send();
        response.map_err(|error| format!("{error} {error:?}"))
    };
    let (lenient, strict) = (read(false), read(true));
    if let Ok(response) = &lenient {
        let json = codec::to_json(response).expect("numbers of JSON");
        let mut again = A::Response::default();
        codec::from_json(&json, &mut again).expect("what was written");
        assert_eq!(&again, response);
    }
    if let Ok(strict) = strict {
        assert_eq!(lenient, Ok(strict));
    }
}
