#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| tencentcloud_fuzz::credentials::check(bytes));
