//! A survey's bytes: dialect, header, records.
#![no_main]

use libfuzzer_sys::fuzz_target;

mod common;

/// Whatever columns there are, the rows are counted.
const QUERY: &str = r#"
source responses = "survey.csv"
metric responses_read = count() "Responses"
report "Bytes" { summary responses_read }
"#;

fuzz_target!(|bytes: &[u8]| common::count(QUERY, bytes));
