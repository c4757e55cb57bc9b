//! What drives satisfaction.

use super::figure::{Figure, MetricFacts};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How much of an outcome each of its drivers explains.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Drivers {
    /// Its id: "drivers-1".
    pub id: String,
    /// What is explained.
    pub outcome: MetricFacts,
    /// Responses that answered the outcome and all drivers; `None` where they are too few to be
    /// shown.
    pub n: Option<u64>,
    /// Effective number of them; `None` likewise.
    pub effective_n: Option<f64>,
    /// Responses that lack one of the answers.
    pub missing: Option<u64>,
    /// The share of the outcome's variance that all drivers explain together, 0 to 1.
    pub r_squared: Option<f64>,
    /// The test that they explain anything.
    pub test: Option<String>,
    /// Its p value.
    pub p: Option<f64>,
    /// The same after Benjamini and Hochberg's correction over all comparisons of the page.
    pub p_page: Option<f64>,
    /// Whether they clearly explain something: `p` and `p_page` are below 1 - level.
    pub clear: bool,
    /// Why nothing is published.
    pub absent: Option<DriversAbsent>,
    /// The drivers, the most important first.
    pub rows: Vec<Driver>,
    /// Where the chart is cut: the mean importance and the mean standing.
    pub cut: Option<(f64, f64)>,
    /// The scale that all drivers share, where they do.
    pub scale: Option<(f64, f64)>,
}

/// One driver.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Driver {
    /// The driver.
    pub metric: MetricFacts,
    /// Its share of what all drivers explain together.
    pub importance: Figure,
    /// Its mean over all respondents.
    pub performance: Figure,
    /// How far its mean is on the way from the bad end of its scale to the good one, 0 to 1;
    /// `None` for numbers without a scale.
    pub standing: Option<f64>,
    /// What to do about it, where it has a standing.
    pub quadrant: Option<Quadrant>,
    /// Correlation with the outcome, -1 to 1.
    pub correlation: Option<f64>,
    /// Variance inflation; above 10 the driver can hardly be told from the others. `None` where one
    /// is made up of others or constant.
    pub inflation: Option<f64>,
}

/// The four fields of the chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Quadrant {
    /// Important and poor: act here first.
    Fix,
    /// Important and good.
    Keep,
    /// Unimportant and poor.
    Monitor,
    /// Unimportant and good.
    Maintain,
}

/// Why no importance is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DriversAbsent {
    /// Fewer than 100 complete answers, or than ten for each driver.
    TooFew,
    /// All respondents give the same outcome, or no driver varies with it.
    NoSpread,
    /// It can't be computed.
    Undefined,
}
