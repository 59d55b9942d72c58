#![no_main]

use libfuzzer_sys::fuzz_target;

/// The description that overlays correct.
const API: &[u8] = include_bytes!("../seeds/metadata/api.json");
const EXAMPLES: &[u8] = include_bytes!("../seeds/metadata/examples.json");

fuzz_target!(|bytes: &[u8]| {
    let overlay = [b"overlay = 1\n".as_slice(), bytes].concat();
    tencentcloud_fuzz::check(&[
        tencentcloud_fuzz::file("api.json", API),
        tencentcloud_fuzz::file("examples.json", EXAMPLES),
        tencentcloud_fuzz::file("overlay.toml", &overlay),
    ]);
});
