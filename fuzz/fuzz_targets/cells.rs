//! See [`kvalitet_fuzz::cells`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| kvalitet_fuzz::cells(data));
