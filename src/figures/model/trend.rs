//! Figures by period.

use super::figure::{Contrast, Figure, MetricFacts};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Figures by period.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Trend {
    /// Its id: "trend-1".
    pub id: String,
    /// "day", "week", "month", "quarter" or "year".
    pub by: String,
    /// One line for each metric.
    pub series: Vec<Series>,
}

/// One metric by period.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Series {
    /// The metric.
    pub metric: MetricFacts,
    /// Oldest first; every period between the first and the last is there, also without answers.
    pub points: Vec<Figure>,
    /// The last period against the first, where both have a figure.
    pub change: Option<Contrast>,
    /// Each period that can be shown against all others together, where there are at least four.
    #[serde(default)]
    pub apart: Vec<Contrast>,
    /// Responses that have no date.
    pub undated: u64,
}
