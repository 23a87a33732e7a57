//! See [`kvalitet_fuzz::json`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| kvalitet_fuzz::json(data));
