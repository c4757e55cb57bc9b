//! Words for people.
use super::query::{MetricId, Query};
/// x
pub fn explain_metric(_query: &Query, _id: MetricId) -> String { String::new() }
