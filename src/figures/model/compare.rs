//! Two groups, metric by metric.

use super::figure::{Contrast, Figure, MetricFacts};
use super::page::Tone;
use super::summary::AgainstBenchmark;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Two groups, metric by metric, widest gap first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Compare {
    /// Its id: "compare-1".
    pub id: String,
    /// The group named first.
    pub left: Group,
    /// The group it is compared with.
    pub right: Group,
    /// Respondents who are in both, where neither group is a part of the other; above 0 the
    /// comparison is refused and the rows have no contrast.
    pub overlap: u64,
    /// The rows, sorted by size of effect, largest first.
    pub rows: Vec<CompareRow>,
}

/// A segment as the page names it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Group {
    /// Its name in the query.
    pub name: String,
    /// What the page calls it.
    pub label: String,
    /// Whether it is only the rest of that segment, of which the other group is a part; its
    /// figures are then called "rest of" its name.
    #[serde(default)]
    pub rest: bool,
    /// How many respondents are in it.
    pub n: u64,
    /// Their effective number.
    pub effective_n: f64,
    /// How many can't be placed for lack of an answer.
    pub unknown: u64,
    /// How to colour it.
    pub tone: Tone,
}

/// One metric of a comparison.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CompareRow {
    /// The metric.
    pub metric: MetricFacts,
    /// The figure of the left group.
    pub left: Figure,
    /// The figure of the right group.
    pub right: Figure,
    /// What separates them.
    pub contrast: Option<Contrast>,
    /// A standardised size of the difference, for sorting: Cohen's h or Hedges' g, absolute.
    pub effect: Option<f64>,
    /// Benchmarks beside it.
    pub against: Vec<AgainstBenchmark>,
}
