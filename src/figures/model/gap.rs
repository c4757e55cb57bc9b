//! What is claimed beside what is delivered.

use super::figure::{Figure, MetricFacts};
use super::summary::AgainstBenchmark;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A claim beside the figure that it is about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Gap {
    /// Its id: "gap-1".
    pub id: String,
    /// What the claim is about.
    pub metric: MetricFacts,
    /// What is claimed, on the metric's own scale.
    pub claimed: f64,
    /// What the respondents say.
    pub actual: Figure,
    /// Actual minus claimed; `None` where the base is too small.
    pub difference: Option<f64>,
    /// Lower end of its interval.
    pub difference_low: Option<f64>,
    /// Upper end.
    pub difference_high: Option<f64>,
    /// Where the figure stands beside the claim; its `benchmark` is "claimed".
    pub against: AgainstBenchmark,
    /// Ids of published figures on such gaps: what companies believe, and what customers say.
    pub published: Vec<String>,
}
