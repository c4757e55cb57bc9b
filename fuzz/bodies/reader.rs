//! A survey's bytes: dialect, header, records.

use super::count::count;

/// Whatever columns there are, the rows are counted.
const QUERY: &str = r#"
source responses = "survey.csv"
metric responses_read = count() "Responses"
report "Bytes" { summary responses_read }
"#;

/// Counts the rows of a survey of these bytes.
pub fn run(bytes: &[u8]) {
    count(QUERY, bytes);
}
