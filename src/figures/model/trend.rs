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
    /// Between which limits the periods vary.
    #[serde(default)]
    pub control: Option<Control>,
    /// Whether it rises or falls over all periods.
    #[serde(default)]
    pub course: Option<Course>,
    /// What of the change comes of another make-up of the respondents.
    #[serde(default)]
    pub mix: Option<Mix>,
    /// Responses that have no date.
    pub undated: u64,
}

/// A control chart: between which limits a figure varies from period to period by chance alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Control {
    /// The section it stands in.
    pub section: String,
    /// The metric's name.
    pub metric: String,
    /// How the limits were made.
    pub method: String,
    /// The centre line.
    pub centre: f64,
    /// Of shares: how many times as much they vary as chance alone would have them.
    pub sigma_ratio: f64,
    /// The periods that can be shown, oldest first.
    pub limits: Vec<Limits>,
}

/// The limits of one period.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Limits {
    /// The period.
    pub period: String,
    /// Lower limit.
    pub low: f64,
    /// Upper limit.
    pub high: f64,
    /// Whether the figure lies outside.
    pub out: bool,
}

/// A test for a rise or fall over all periods that can be shown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Course {
    /// The section it stands in.
    pub section: String,
    /// The metric's name.
    pub metric: String,
    /// How many periods it rests on.
    pub periods: u64,
    /// The test.
    pub test: String,
    /// Its statistic, z or t: above 0 where the figure rises.
    pub z: f64,
    /// Its two-sided p value.
    pub p: f64,
    /// The same after Holm's correction over the metrics of the section.
    pub p_adjusted: f64,
    /// The same after Benjamini and Hochberg's correction over all comparisons of the page.
    pub p_page: Option<f64>,
    /// Whether it rises or falls clearly: both are below 1 - level.
    pub clear: bool,
    /// The change per period: where customers repeat the slope of the regression on time, else
    /// Sen's, the median change, of eight periods or more.
    pub slope: Option<f64>,
    /// Lower end of its interval.
    pub slope_low: Option<f64>,
    /// Upper end.
    pub slope_high: Option<f64>,
}

/// Kitagawa's split of the change from the first period that can be shown to the last.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Mix {
    /// The section it stands in.
    pub section: String,
    /// The metric's name.
    pub metric: String,
    /// The question whose answers make the parts, as the query names it.
    pub by: String,
    /// What the page calls it.
    pub label: String,
    /// The change among those who answered the question; `None` where the figure can't be split.
    pub total: Option<f64>,
    /// Of that, because the parts' shares of respondents changed.
    pub of_mix: Option<f64>,
    /// Of that, because the parts' own figures changed.
    pub of_parts: Option<f64>,
    /// Answers of the two periods without an answer to the question.
    pub left_out: u64,
}
