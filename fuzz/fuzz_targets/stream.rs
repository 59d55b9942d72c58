#![no_main]

use libfuzzer_sys::fuzz_target;
use tencentcloud_fuzz::streams::events;

fuzz_target!(|bytes: &[u8]| {
    let Some((size, body)) = bytes.split_first() else { return };
    // However the bytes are cut into pieces, the events and the end are the same.
    assert_eq!(events(body, body.len()), events(body, usize::from(*size) + 1));
});
