//! One estimate, one comparison, one metric.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What kind of number a figure is, which decides how it is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// A share from 0 to 1, written in percent.
    Share,
    /// A net promoter score from -100 to 100, written with its sign.
    Points,
    /// A number with the analyst's unit, or on a scale.
    Number(Option<String>),
    /// A number of responses.
    Count,
    /// A quotient, written "3.4×".
    Ratio,
}

/// One estimate with all that tells how far it can be trusted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Figure {
    /// The section it stands in: "summary", "compare-1"; the n-th of its kind.
    pub section: String,
    /// The metric's name.
    pub metric: String,
    /// The question whose values make the columns of a table, as the query names it.
    pub by: Option<String>,
    /// The segment's or column's name, `None` for all respondents.
    pub segment: Option<String>,
    /// The period: "2026", "2026-Q3", "2026-07", "2026-W31", "2026-07-14"; `None` for all.
    pub period: Option<String>,
    /// What kind of number it is.
    pub unit: Unit,
    /// The point estimate; `None` where there is none, and `absent` says why.
    pub estimate: Option<f64>,
    /// Lower end of the interval; `None` where it is open or there is no interval.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// Confidence level of the interval, 0.95.
    pub level: f64,
    /// Responses it rests on; `None` where the base is too small to be shown.
    pub n: Option<u64>,
    /// Effective number of responses; `None` likewise.
    pub effective_n: Option<f64>,
    /// How many times as large as that of as many unweighted answers of different customers its
    /// variance is, n / effective n; `None` likewise.
    #[serde(default)]
    pub design_effect: Option<f64>,
    /// Different customers behind the responses, where the query names the customer.
    #[serde(default)]
    pub customers: Option<u64>,
    /// Responses of the same group that have no such answer; `None` likewise.
    pub missing: Option<u64>,
    /// The method in plain words: "Wilson interval on the effective number of answers".
    pub method: String,
    /// Whether the base is under 30, so that it should be read with care.
    pub small_base: bool,
    /// Why there is no estimate.
    pub absent: Option<Absent>,
    /// Why there is an estimate without an interval.
    #[serde(default)]
    pub no_interval: Option<NoInterval>,
}

/// Why an estimate has no interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum NoInterval {
    /// It describes the answers received: a number of responses, the smallest, the largest.
    Counted,
    /// All answers are the same, so that they don't show how far they may vary.
    AllTheSame,
    /// So many answers are the same that the interval of a quantile would have no width.
    ManyTheSame,
    /// Too few answers, or customers, to tell.
    TooFew,
    /// No sound method is known for it.
    NoMethod,
    /// It has no bounds: the divisor of a ratio may be zero.
    Unbounded,
}

/// Why a figure is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Absent {
    /// Nobody in this group answered.
    NoAnswers,
    /// Fewer than ten answers, or hidden so that a figure with fewer than ten can't be worked out.
    SmallBase,
    /// It can't be computed: division by zero, say.
    Undefined,
}

/// A comparison of two groups, or of two periods, on one metric.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Contrast {
    /// The section it stands in.
    pub section: String,
    /// The metric's name.
    pub metric: String,
    /// The question whose values make the columns of a table, as the query names it.
    pub by: Option<String>,
    /// The group or period named first.
    pub left: String,
    /// The one it is compared with; "rest" for all other columns or periods where `by` is there.
    pub right: String,
    /// left - right, on the metric's own scale.
    pub difference: Option<f64>,
    /// Lower end of its interval.
    pub difference_low: Option<f64>,
    /// Upper end.
    pub difference_high: Option<f64>,
    /// left / right, for shares.
    pub ratio: Option<f64>,
    /// Lower end of its interval.
    pub ratio_low: Option<f64>,
    /// Upper end; `None` with a `ratio_low` means unbounded.
    pub ratio_high: Option<f64>,
    /// Confidence level.
    pub level: f64,
    /// How the interval of the difference was made.
    pub method: String,
    /// The test: "pooled z", "Fisher's exact test", "Welch's t".
    pub test: Option<String>,
    /// Its two-sided p value.
    pub p: Option<f64>,
    /// Of means that of Student's t test with one variance for both groups. A difference is called
    /// clear only if this test, corrected likewise, says so as well: few skewed answers mislead the
    /// other.
    #[serde(default)]
    pub p_second: Option<f64>,
    /// The p value after Holm's correction over its family: the rows of a comparison, the key
    /// figures, the columns of a row of a table, the periods of a line.
    pub p_adjusted: Option<f64>,
    /// The p value after Benjamini and Hochberg's correction over all comparisons of the page.
    pub p_page: Option<f64>,
    /// What it comes to.
    pub verdict: Verdict,
    /// Whether the difference is smaller than what the query calls noise: not worth acting on,
    /// however clear it is.
    #[serde(default)]
    pub below_noise: bool,
    /// The smallest difference that bases of this size show with 80 % power.
    pub detectable: Option<f64>,
}

impl Contrast {
    /// Whether the groups differ clearly, and by enough to be worth acting on.
    pub fn matters(&self) -> bool {
        self.verdict == Verdict::Differs && !self.below_noise
    }
}

/// What a comparison comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The groups differ: `p_adjusted` and `p_page` are both below 1 - level.
    Differs,
    /// The data show no clear difference.
    NoClearDifference,
    /// Too few answers to tell.
    TooFew,
}

/// A metric as the page names it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MetricFacts {
    /// Its name in the query.
    pub name: String,
    /// What the page calls it.
    pub label: String,
    /// The formula as written in the query.
    pub formula: String,
    /// What kind of number it is.
    pub unit: Unit,
    /// Which direction is good: `Some(true)` for more, `Some(false)` for less.
    pub more_is_good: Option<bool>,
    /// Lowest and highest possible value, where the scale has them.
    pub bounds: Option<(f64, f64)>,
    /// What the company aims at.
    pub target: Option<f64>,
    /// Smaller differences are not worth acting on.
    #[serde(default)]
    pub noise: Option<f64>,
}
