//! Groups against each other, metric by metric.

use super::figure::{Contrast, Figure, MetricFacts};
use super::page::Tone;
use super::summary::AgainstBenchmark;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Two groups or more, metric by metric, widest gap first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Compare {
    /// Its id: "compare-1".
    pub id: String,
    /// The groups in the query's order, two or more.
    pub groups: Vec<Group>,
    /// Why they can't be compared; the rows then have no contrasts.
    pub refused: Option<Overlap>,
    /// Labels of the questions that the comparison is adjusted for.
    #[serde(default)]
    pub adjusted_for: Vec<String>,
    /// The rows, sorted by size of effect, largest first.
    pub rows: Vec<CompareRow>,
}

/// Two groups that share respondents, neither of them a part of the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Overlap {
    /// Their places among the groups, from 0.
    pub groups: (usize, usize),
    /// Respondents who are in both.
    pub n: u64,
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
    /// The figure of each group.
    pub figures: Vec<Figure>,
    /// Every two groups, in order: the first with the second, the first with the third, …
    pub pairs: Vec<Pair>,
    /// Of more than two groups: whether they differ at all.
    #[serde(default)]
    pub overall: Option<Overall>,
    /// A standardised size of the widest difference, for sorting: Cohen's h, Hedges' g or Cliff's
    /// delta, absolute.
    pub effect: Option<f64>,
    /// Benchmarks beside it.
    pub against: Vec<AgainstBenchmark>,
}

/// Two groups of a comparison.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Pair {
    /// Their places among the groups, from 0.
    pub groups: (usize, usize),
    /// What separates them; `None` where no method is known or the comparison is refused.
    pub contrast: Option<Contrast>,
    /// The same among respondents who gave the same answers to other questions.
    #[serde(default)]
    pub adjusted: Option<Adjusted>,
}

/// What separates two groups within strata.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Adjusted {
    /// The questions whose answers make the strata, as the query names them.
    pub adjusted_for: Vec<String>,
    /// Strata in which both groups have answers.
    pub strata: u64,
    /// Answers of both groups that are in no such stratum and are left out.
    pub left_out: u64,
    /// The difference and, of shares, the ratio; `None` where there is none, and `absent` says why.
    pub contrast: Option<Contrast>,
    /// Why there is no adjusted difference.
    pub absent: Option<AbsentAdjustment>,
}

/// Why there is no adjusted difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AbsentAdjustment {
    /// No sound method is known for the metric.
    NoMethod,
    /// In no stratum do both groups have answers.
    NoCommonStratum,
    /// Too few answers are left in strata with both groups.
    TooFew,
}

/// A test of several groups at once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Overall {
    /// The section it stands in.
    pub section: String,
    /// The metric's name.
    pub metric: String,
    /// The test.
    pub test: String,
    /// Its p value.
    pub p: f64,
    /// The p value after Holm's correction over the rows of the comparison.
    pub p_adjusted: f64,
    /// The p value after Benjamini and Hochberg's correction over all comparisons of the page.
    pub p_page: Option<f64>,
    /// Whether the groups differ clearly: both are below 1 - level. Where they don't, no pair of
    /// them is said to differ.
    pub clear: bool,
}
