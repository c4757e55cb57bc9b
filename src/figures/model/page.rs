//! A page as a whole: what it is about and who is counted.

use super::answers::Answers;
use super::compare::Compare;
use super::drivers::Drivers;
use super::figure::Figure;
use super::followup::Followup;
use super::gap::Gap;
use super::journey::Journey;
use super::pages::{PageOf, Pages};
use super::quotes::Quotes;
use super::ranking::Ranking;
use super::reasons::Reasons;
use super::stake::Stake;
use super::summary::{AgainstBenchmark, Benchmark, Summary};
use super::table::Table;
use super::trend::Trend;
use crate::survey::ledger::Ledger;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

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
    /// How many of these are clear.
    #[serde(default)]
    pub comparisons_clear: usize,
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
    /// Whose page it is, where the report has one for each value of a question.
    #[serde(default)]
    pub page: Option<PageOf>,
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
    /// Different customers behind the responses, where the query names the customer: intervals
    /// and tests then allow for those who answered more than once.
    #[serde(default)]
    pub customers: Option<u64>,
    /// What raking the weights came to, where the query asks for it.
    #[serde(default)]
    pub raking: Option<Raking>,
    /// How many were asked.
    pub invited: Option<u64>,
    /// How many of these answered: fewer than the responses where somebody answered twice, or
    /// without being asked.
    #[serde(default)]
    pub answered: Option<u64>,
    /// Share of those asked who answered (0 to 1).
    pub response_rate: Option<Figure>,
    /// The same beside a figure from elsewhere, where the query names one.
    #[serde(default)]
    pub response_benchmark: Option<AgainstBenchmark>,
    /// The response rate by groups of those asked, where the query names any.
    #[serde(default)]
    pub response_by: Vec<ResponseBy>,
}

/// Who answered, by the answers to one question or the values of one column of the list of those
/// asked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ResponseBy {
    /// Its name in the query.
    pub name: String,
    /// What the page calls it.
    pub label: String,
    /// The groups, in the order of their values.
    pub groups: Vec<ResponseGroup>,
    /// The test of whether those who answered are divided like those who did not.
    pub test: Option<String>,
    /// Its p value.
    pub p: Option<f64>,
    /// The same, corrected by Holm over all such tests of the page.
    pub p_adjusted: Option<f64>,
    /// The same, corrected by Benjamini and Hochberg over everything that the page tests.
    #[serde(default)]
    pub p_page: Option<f64>,
    /// How closely answering hangs together with the group: Cramér's V, bias corrected, 0 to 1.
    pub cramers_v: Option<f64>,
    /// What follows.
    pub verdict: Nonresponse,
}

/// A group of those asked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ResponseGroup {
    /// Its value.
    pub value: String,
    /// How many of them answered; `None` where they are too few to be shown, as below.
    pub answered: Option<u64>,
    /// Its share of all who were asked and whose group is known, 0 to 1.
    pub share_of_invited: Option<f64>,
    /// Its share of those of them who answered.
    pub share_of_answered: Option<f64>,
    /// The share of the group that answered; n is the number of those asked.
    pub rate: Figure,
}

/// Whether those who answered are like those who did not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Nonresponse {
    /// Clearly not, and by enough to lean the page's figures (Cramér's V of 0.1 or more).
    Differs,
    /// Clearly not, but by little.
    DiffersLittle,
    /// It is not clear that they are not.
    NoClearDifference,
    /// There was nothing to test: one group, or everybody answered, or nobody.
    NotTested,
}

/// Weights raked to known margins.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Raking {
    /// The file of targets, without folders.
    pub targets: String,
    /// The fields in the order of the query.
    pub fields: Vec<RakedField>,
    /// Responses that were raked, with those that then weigh nothing.
    pub n: u64,
    /// Passes over all fields that it took.
    pub passes: usize,
    /// n / effective n of the weights before raking; 1 without.
    pub design_effect_before: f64,
    /// The same after raking, if weights were not held within bounds.
    pub design_effect_untrimmed: f64,
    /// The same of the weights as they are.
    pub design_effect: f64,
    /// Kish's effective number of responses with them.
    pub effective_n: f64,
    /// The least that a weight may be, as a multiple of their mean.
    pub lower_bound: f64,
    /// The most.
    pub upper_bound: f64,
    /// Responses whose weight was held at the lower bound.
    pub at_lower_bound: u64,
    /// Those whose weight was held at the upper one.
    pub at_upper_bound: u64,
}

/// A field that weights are raked by.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RakedField {
    /// Its name in the query.
    pub name: String,
    /// What the page calls it.
    pub label: String,
    /// Responses without an answer to it, which keep the share of weight that they had.
    pub unanswered: u64,
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

/// A part of the page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[allow(
    clippy::large_enum_variant,
    reason = "a page has a handful of sections"
)]
pub enum Section {
    /// Key figures.
    Summary(Summary),
    /// Two groups.
    Compare(Compare),
    /// Figures by period.
    Trend(Trend),
    /// Crosstab.
    Table(Table),
    /// What drives satisfaction.
    Drivers(Drivers),
    /// The customer journey.
    Journey(Journey),
    /// Reasons, the most frequent first.
    Reasons(Reasons),
    /// Units ranked.
    Ranking(Ranking),
    /// What is claimed beside what is delivered.
    Gap(Gap),
    /// What the gap between two groups is worth.
    Stake(Stake),
    /// Answers in full.
    Answers(Answers),
    /// What respondents write.
    Quotes(Quotes),
    /// Whom to turn to.
    Followup(Followup),
    /// A paragraph of the analyst's.
    Text {
        /// Its id.
        id: String,
        /// The paragraph.
        text: String,
    },
    /// The list of a report's pages.
    Pages(Pages),
}
