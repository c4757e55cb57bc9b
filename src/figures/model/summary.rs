//! Key figures and benchmarks.

use super::figure::{Contrast, Figure, MetricFacts, Unit};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Key figures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Summary {
    /// Its id: "summary", "summary-2".
    pub id: String,
    /// The key figures in the query's order.
    pub kpis: Vec<Kpi>,
}

/// One key figure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Kpi {
    /// The metric.
    pub metric: MetricFacts,
    /// All respondents.
    pub figure: Figure,
    /// The figure by period, oldest first, empty without dates; periods without answers are in it.
    pub history: Vec<Figure>,
    /// The two periods of `versus`, current first, with what separates them.
    pub change: Option<Change>,
    /// The same of all respondents, on a page of some of them.
    #[serde(default)]
    pub of_all: Option<Figure>,
    /// A benchmark beside it.
    pub benchmark: Option<AgainstBenchmark>,
}

/// The current period against the one before it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Change {
    /// The period of the as-of date.
    pub current: Figure,
    /// The one before it.
    pub previous: Figure,
    /// current - previous.
    pub contrast: Contrast,
}

/// A figure beside one from elsewhere.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AgainstBenchmark {
    /// Id of the benchmark in [`Figures::benchmarks`].
    pub benchmark: String,
    /// What it is compared with: the figure itself, or the ratio of the two groups.
    pub with: BenchmarkedQuantity,
    /// Where the report's figure stands.
    pub standing: Standing,
    /// The test and its p value, where there is one.
    pub test: Option<String>,
    /// Two-sided p value against the published figure.
    pub p: Option<f64>,
    /// The same after Benjamini and Hochberg's correction over all comparisons of the page.
    #[serde(default)]
    pub p_page: Option<f64>,
}

/// What of a row stands beside a benchmark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum BenchmarkedQuantity {
    Figure,
    Left,
    Right,
    Ratio,
}

/// Where a figure stands against a benchmark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Clearly above it.
    Above,
    /// Not clearly different from it.
    Level,
    /// Clearly below it.
    Below,
    /// It can't be said: units differ, or too few answers.
    Unknown,
}

/// A figure from elsewhere.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Benchmark {
    /// Its id.
    pub id: String,
    /// What it says.
    pub label: String,
    /// Its value, shares from 0 to 1.
    pub value: f64,
    /// Upper end where a range was published.
    pub high: Option<f64>,
    /// What kind of number it is.
    pub unit: Unit,
    /// How many answers it rests on, where known.
    pub n: Option<u64>,
    /// Who published it.
    pub source: String,
    /// When.
    pub year: Option<i16>,
}
