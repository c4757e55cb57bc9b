//! Feeds `bodies/values.rs`.
#![no_main]

#[path = "../bodies/count.rs"]
mod count;
#[path = "../bodies/values.rs"]
mod values;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    values::run(bytes);
});
