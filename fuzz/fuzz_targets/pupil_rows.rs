//! See [`kvalitet_fuzz::pupil_rows`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| kvalitet_fuzz::pupil_rows(data));
