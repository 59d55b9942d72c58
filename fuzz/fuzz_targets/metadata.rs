#![no_main]

use libfuzzer_sys::fuzz_target;
use tencentcloud_spec::read::metadata;

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    // Whether or not it is recognised as such.
    let _ = metadata::read_metadata(text, "api.json").1.to_string();
    tencentcloud_fuzz::check(&[tencentcloud_fuzz::file("api.json", bytes)]);
});
