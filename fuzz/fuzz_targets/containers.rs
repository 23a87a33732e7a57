//! See [`kvalitet_fuzz::containers`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| kvalitet_fuzz::containers(data));
