//! See [`kvalitet_fuzz::sources`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| kvalitet_fuzz::sources(data));
