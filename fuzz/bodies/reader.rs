//! A survey's bytes: dialect, header, records.

use super::count::count;

/// Whatever columns there are, the rows are counted.
const QUERY: &str = r#"
source responses = "survey.csv"
metric responses_read = count() "Responses"
report "Bytes" { summary responses_read }
"#;

/// Counts a survey of these bytes: how many rows were read, unless refused.
pub fn run(bytes: &[u8]) -> Option<u64> {
    count(QUERY, bytes)
}
