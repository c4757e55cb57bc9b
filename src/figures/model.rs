//! Everything that was computed for one page: numbers, each with its provenance.
//!
//! The page, the JSON file and the CSV files are three views of this one value,
//! so they can't disagree.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::survey::ledger::Ledger;

/// All figures of one page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Figures {
    /// What the page is about.
    pub about: About,
    /// Who is counted.
    pub base: Base,
    /// The bar above the fold: satisfied, neutral, dissatisfied, say.
    pub split: Option<Split>,
    /// The page's sections in the query's order.
    pub sections: Vec<Section>,
    /// What was left out and why.
    pub ledger: Ledger,
    /// Benchmarks that the page cites, in the order of their first use.
    pub benchmarks: Vec<Benchmark>,
    /// How many comparisons were tested on the page.
    pub comparisons_made: usize,
}

/// What the page is about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct About {
    /// Title of the report.
    pub title: String,
    /// Whose it is.
    pub company: Option<String>,
    /// Line under the title.
    pub subtitle: Option<String>,
    /// "Confidential", say.
    pub note: Option<String>,
    /// "en", "fa" or "ar".
    pub language: String,
    /// First and last date in the answers used, ISO 8601.
    pub period: Option<(String, String)>,
    /// The date that "previous quarter" counts from, ISO 8601.
    pub as_of: Option<String>,
    /// Version of the program.
    pub version: String,
    /// First 12 hexadecimal digits of the BLAKE3 hash of the query's files.
    pub query_hash: String,
    /// The same of the survey's files.
    pub data_hash: String,
    /// Names of the survey files, without folders.
    pub files: Vec<String>,
    /// Confidence level of all intervals, 0.95.
    pub level: f64,
}

/// Who is counted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Base {
    /// Responses that count.
    pub n: u64,
    /// Whether they are weighted.
    pub weighted: bool,
    /// Kish's effective number of responses; `n` without weights.
    pub effective_n: f64,
    /// n / effective n.
    pub design_effect: f64,
    /// How many were asked.
    pub invited: Option<u64>,
    /// Share of those asked who answered (0 to 1).
    pub response_rate: Option<Figure>,
}

/// How all respondents divide by one question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Split {
    /// The question: the field's label, or the column's header.
    pub question: String,
    /// The parts, from the best to the worst.
    pub parts: Vec<SplitPart>,
}

/// One part of a [`Split`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SplitPart {
    /// Name of the band or segment as the query has it: "satisfied", "promoter".
    pub name: String,
    /// Its codes in words: "4–5"; empty where there are none.
    pub codes: String,
    /// How to colour it.
    pub tone: Tone,
    /// Its share.
    pub share: Figure,
}

/// Whether a part is the good one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Tone {
    Good,
    Neutral,
    Bad,
}

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
    /// Responses of the same group that have no such answer; `None` likewise.
    pub missing: Option<u64>,
    /// The method in plain words: "Wilson interval on the effective number of answers".
    pub method: String,
    /// Whether the base is under 30, so that it should be read with care.
    pub small_base: bool,
    /// Why there is no estimate.
    pub absent: Option<Absent>,
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
    /// The p value after Holm's correction over its family: the rows of a comparison, the key
    /// figures, the columns of a row of a table, the periods of a line.
    pub p_adjusted: Option<f64>,
    /// The p value after Benjamini and Hochberg's correction over all comparisons of the page.
    pub p_page: Option<f64>,
    /// What it comes to.
    pub verdict: Verdict,
    /// The smallest difference that bases of this size show with 80 % power.
    pub detectable: Option<f64>,
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

/// A part of the page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Section {
    /// Key figures.
    Summary(Summary),
    /// Two groups.
    Compare(Compare),
    /// Figures by period.
    Trend(Trend),
    /// Crosstab.
    Table(Table),
    /// A paragraph of the analyst's.
    Text {
        /// Its id.
        id: String,
        /// The paragraph.
        text: String,
    },
    /// A section that this version does not compute.
    NotYet {
        /// Its id.
        id: String,
        /// The keyword of the language.
        keyword: String,
    },
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
}

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

/// Two groups, metric by metric, widest gap first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Compare {
    /// Its id: "compare-1".
    pub id: String,
    /// The group named first.
    pub left: Group,
    /// The group it is compared with.
    pub right: Group,
    /// Respondents who are in both; above 0 the comparison is refused and the rows have no contrast.
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

/// A crosstab: metrics by the values of one or more questions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Table {
    /// Its id: "table-1".
    pub id: String,
    /// One block of columns for each question, after the total.
    pub blocks: Vec<TableBlock>,
    /// The rows.
    pub rows: Vec<TableRow>,
}

/// The columns of one question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TableBlock {
    /// The question's name in the query.
    pub name: String,
    /// What the page calls it.
    pub label: String,
    /// The columns in the order of the scale or, for texts, of their labels.
    pub columns: Vec<TableColumn>,
    /// Respondents without an answer to it.
    pub unknown: u64,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TableColumn {
    /// The value.
    pub label: String,
    /// Its letter, unique in the block.
    pub letter: String,
    /// Respondents in it; `None` where the base is too small to be shown.
    pub n: Option<u64>,
}

/// One metric of a table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TableRow {
    /// The metric.
    pub metric: MetricFacts,
    /// All respondents.
    pub total: Figure,
    /// For each block, for each column.
    pub cells: Vec<Vec<TableCell>>,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TableCell {
    /// The figure.
    pub figure: Figure,
    /// Letters of the columns in the same block that it is significantly higher than.
    pub higher_than: Vec<String>,
    /// This column against the rest of the block's respondents.
    pub against_rest: Option<Contrast>,
}
