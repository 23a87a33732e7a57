//! See [`kvalitet_fuzz::records`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| kvalitet_fuzz::records(data));
