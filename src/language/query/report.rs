//! Pages and alerts.

use super::condition::{Comparison, Predicate};
use super::{AnswerId, Benchmark, BenchmarkId, ColumnId, Metric, MetricId, SegmentId};
use crate::language::span::Span;

/// `report "Title" in fa { … }`
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// The title.
    pub title: String,
    /// Who it is for or about.
    pub company: Option<String>,
    /// A line under the title.
    pub subtitle: Option<String>,
    /// "Confidential", say.
    pub note: Option<String>,
    /// The language of the page.
    pub locale: Locale,
    /// One page for each value of this, and one that lists them.
    pub for_each: Option<AnswerId>,
    /// What it shows, in order.
    pub sections: Vec<Section>,
    /// The statement's first line.
    pub span: Span,
}

/// The language that a page is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Locale {
    English,
    Persian,
    Arabic,
}

/// A part of the page.
#[derive(Debug, Clone, PartialEq)]
#[allow(
    clippy::large_enum_variant,
    reason = "a page has a handful of sections"
)]
pub enum Section {
    /// `summary a, b versus previous quarter`
    Summary {
        /// The key figures.
        metrics: Vec<MetricId>,
        /// Compare the period of the as-of date with the one before it.
        versus: Option<Granularity>,
        /// Where it was written.
        span: Span,
    },
    /// `compare a with b, c on m, n { against published id for m }`
    Compare {
        /// The groups, each against each other: two or more, all different.
        groups: Vec<SegmentId>,
        /// What they are compared on.
        metrics: Vec<MetricId>,
        /// Figures from elsewhere, each for one of the metrics.
        against: Vec<(MetricId, BenchmarkId)>,
        /// The groups are also compared among those who gave the same answers to these.
        adjusted: Vec<AnswerId>,
        /// Where it was written.
        span: Span,
    },
    /// `trend m, n by month mix channel`
    Trend {
        /// The figures.
        metrics: Vec<MetricId>,
        /// The length of a period.
        by: Granularity,
        /// A change is split into what the answers to this changed and what their mix did.
        mix: Option<AnswerId>,
        /// Where it was written.
        span: Span,
    },
    /// `table m, n by channel, region`
    Table {
        /// The rows.
        metrics: Vec<MetricId>,
        /// The columns: one block for each of these.
        by: Vec<AnswerId>,
        /// Where it was written.
        span: Span,
    },
    /// `drivers of csat from a, b`
    Drivers {
        /// What is to be explained: a mean, a share or a net promoter score.
        outcome: Metric,
        /// What may explain it: means of scales and numbers.
        drivers: Vec<Metric>,
        /// Where it was written.
        span: Span,
    },
    /// `journey csat versus previous quarter { stage "Delivery" { courier, wait } }`
    Journey {
        /// What a page calls the question that makes the groups.
        question: String,
        /// The best and the worst part of it.
        groups: Vec<JourneyGroup>,
        /// The stages in order.
        stages: Vec<JourneyStage>,
        /// Compare the period of the as-of date with the one before it.
        versus: Option<Granularity>,
        /// Where it was written.
        span: Span,
    },
    /// `reasons of dissatisfied from main_reason versus previous quarter`
    Reasons {
        /// Who is asked; all respondents without one.
        of: Option<SegmentId>,
        /// Categories and choices.
        from: Vec<AnswerId>,
        /// The reasons of each group that this makes stand beside each other.
        by: Option<AnswerId>,
        /// Compare the period of the as-of date with the one before it.
        versus: Option<Granularity>,
        /// Where it was written.
        span: Span,
    },
    /// `ranking of agent by csat_score`
    Ranking {
        /// The units.
        by: AnswerId,
        /// A share, a mean or a net promoter score.
        metric: MetricId,
        /// Where it was written.
        span: Span,
    },
    /// `gap claimed 80% actual csat_score`
    Gap {
        /// What is claimed, taken at its word.
        claimed: Box<Benchmark>,
        /// What the claim is about.
        actual: MetricId,
        /// Published figures on such gaps.
        published: Vec<BenchmarkId>,
        /// Where it was written.
        span: Span,
    },
    /// `value of spend from dissatisfied to satisfied, 500`
    Stake {
        /// A mean or a share.
        metric: MetricId,
        /// Those who are to be moved, and those whom they are to be like; different.
        groups: [SegmentId; 2],
        /// How many customers are moved, at least 1.
        moved: u64,
        /// Where it was written.
        span: Span,
    },
    /// `answers csat, channel of satisfied, dissatisfied`
    Answers {
        /// The questions: scales, categories, choices and numbers with bands.
        questions: Vec<AnswerId>,
        /// Groups that stand beside all respondents.
        of: Vec<SegmentId>,
        /// Where it was written.
        span: Span,
    },
    /// `quotes comment of dissatisfied by reasons, 12 without agent`
    Quotes {
        /// What respondents wrote.
        text: AnswerId,
        /// Groups to be told apart; all respondents without any.
        of: Vec<SegmentId>,
        /// What comments are about: a category or choices.
        by: Option<AnswerId>,
        /// At most so many quotes of each group.
        most: usize,
        /// Columns that hold names, which are taken out.
        without: Vec<ColumnId>,
        /// Where it was written.
        span: Span,
    },
    /// `followup of dissatisfied where may_contact == "yes" to "follow-up.csv" with ResponseId`
    Followup {
        /// Whom to turn to.
        of: SegmentId,
        /// Only of these: those who agreed to be asked.
        condition: Option<Predicate>,
        /// The list's file, a plain name; no other list of the query has it.
        file: String,
        /// What the list says of each, by the name that the query gives it; never empty.
        columns: Vec<(String, ListedCell)>,
        /// Where it was written.
        span: Span,
    },
    /// `text "A paragraph."`
    Text {
        /// The paragraph.
        text: String,
        /// Where it was written.
        span: Span,
    },
}

/// A cell of a row that is written out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListedCell {
    /// A column's, as it stands.
    Column(ColumnId),
    /// What an answer that has several columns comes to: the options chosen, or a number.
    Answer(AnswerId),
}

/// A part of a question whose members' line is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct JourneyGroup {
    /// The part's name: "satisfied".
    pub name: String,
    /// Who is in it.
    pub predicate: Predicate,
}

/// A stage of a journey.
#[derive(Debug, Clone, PartialEq)]
pub struct JourneyStage {
    /// Its name.
    pub name: String,
    /// What the customer wants to reach.
    pub goal: Option<String>,
    /// What the customer asks himself.
    pub question: Option<String>,
    /// Its touchpoints in order.
    pub touchpoints: Vec<JourneyTouchpoint>,
}

/// A touchpoint of a stage.
#[derive(Debug, Clone, PartialEq)]
pub struct JourneyTouchpoint {
    /// What a page calls it.
    pub label: String,
    /// Whether it is the company's own.
    pub ours: bool,
    /// Whether it is a number of operations, not a rating.
    pub operational: bool,
    /// What is measured, if anything.
    pub metric: Option<Metric>,
}

/// The length of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Granularity {
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

impl Granularity {
    /// Its name, as the language has it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }
}

/// `alert when csat_score < 75% or fall(nps_score) > 5`
#[derive(Debug, Clone, PartialEq)]
pub struct Alert {
    /// When it fires.
    pub condition: Condition,
    /// The condition as written, for people.
    pub text: String,
    /// The statement.
    pub span: Span,
}

/// A statement about metrics.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// All hold.
    All(Vec<Condition>),
    /// At least one holds.
    Any(Vec<Condition>),
    /// It does not hold.
    Not(Box<Condition>),
    /// A metric, or its change, compares so with a number on the metric's own scale.
    Compare {
        /// The metric.
        metric: MetricId,
        /// Its value or its change.
        of: Watched,
        /// How.
        how: Comparison,
        /// With what.
        threshold: f64,
    },
}

/// What of a metric an alert watches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Watched {
    /// Its value over all answers.
    Value,
    /// How far it fell from the period before the as-of date's to that one.
    Fall(Granularity),
    /// How far it rose.
    Rise(Granularity),
}
