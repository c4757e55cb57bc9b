//! Feeds `bodies/reader.rs`.
#![no_main]

#[path = "../bodies/count.rs"]
mod count;
#[path = "../bodies/reader.rs"]
mod reader;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    reader::run(bytes);
});
