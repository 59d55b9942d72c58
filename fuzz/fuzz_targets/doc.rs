#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| tencentcloud_fuzz::docs::check(text));
