//! See [`kvalitet_fuzz::numbers`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| kvalitet_fuzz::numbers(data));
