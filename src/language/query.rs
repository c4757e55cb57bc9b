//! The checked query: every name is an id, every type is known, every node that
//! an error may have to point at keeps its span.
//!
//! This is what the rest of the program sees of the language.

use std::path::PathBuf;

use super::span::{Span, Spanned};

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub u32);

        impl $name {
            /// The id as an index.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

id! {
    /// An [`Answer`] of the query.
    AnswerId,
    /// A [`Segment`] of the query.
    SegmentId,
    /// A [`Metric`] of the query.
    MetricId,
    /// A [`Benchmark`] of the query.
    BenchmarkId,
    /// A column of the survey, counted from 0 in the order of its header.
    ColumnId,
}

/// A whole `.cxq` file with all that it uses, checked against the survey's header.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    /// Where the answers come from.
    pub source: Source,
    /// Every way in which the query reads a column; fields and plain columns alike.
    pub answers: Vec<Answer>,
    /// Groups of respondents.
    pub segments: Vec<Segment>,
    /// Numbers that count.
    pub metrics: Vec<Metric>,
    /// Figures from elsewhere, published or the company's own.
    pub benchmarks: Vec<Benchmark>,
    /// The pages to write.
    pub reports: Vec<Report>,
    /// Conditions that make the build end with the alert's exit code.
    pub alerts: Vec<Alert>,
}

impl Query {
    /// The answer behind an id.
    pub fn answer(&self, id: AnswerId) -> &Answer {
        &self.answers[id.index()]
    }
    /// The segment behind an id.
    pub fn segment(&self, id: SegmentId) -> &Segment {
        &self.segments[id.index()]
    }
    /// The metric behind an id.
    pub fn metric(&self, id: MetricId) -> &Metric {
        &self.metrics[id.index()]
    }
    /// The benchmark behind an id.
    pub fn benchmark(&self, id: BenchmarkId) -> &Benchmark {
        &self.benchmarks[id.index()]
    }
}

/// `source responses = "exports/*.csv" { … }`
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// The name the query gives it.
    pub name: String,
    /// The path or pattern as written.
    pub pattern: Spanned<String>,
    /// The files it stands for, sorted by name.
    pub files: Vec<PathBuf>,
    /// The delimiter, where the query says it; detected otherwise.
    pub delimiter: Option<u8>,
    /// The date of the answer.
    pub date: Option<AnswerId>,
    /// The column that identifies a response, and what a repeated one means.
    pub key: Option<Key>,
    /// The column that identifies a customer who may answer more than once.
    pub customer: Option<ColumnId>,
    /// The weight of the response; an answer read as a number.
    pub weight: Option<AnswerId>,
    /// Only rows for which this holds are used; others are counted in the ledger.
    pub keep: Option<Spanned<Predicate>>,
    /// How many people were asked, which gives the response rate.
    pub invited: Option<u64>,
    /// The share of a column's answers (0 to 1) that may be out of scale or
    /// unreadable and is then left out and counted. More of them is an error.
    pub tolerate: f64,
    /// The whole statement.
    pub span: Span,
}

/// `key ResponseId [keep last]`
#[derive(Debug, Clone, PartialEq)]
pub struct Key {
    /// The column.
    pub column: ColumnId,
    /// What to do about a key that stands in several rows.
    pub repeated: Repeated,
    /// Where it was written.
    pub span: Span,
}

/// What a repeated key means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repeated {
    /// It is an error.
    Refuse,
    /// The last row counts, the earlier ones are left out and counted.
    KeepLast,
}

/// One way of reading one column.
///
/// A `field` gives one, and so does a plain column used in an expression, where
/// its use tells how it is read.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The field's name, or the column's.
    pub name: String,
    /// What the page calls it, where the query says so.
    pub label: Option<String>,
    /// The column.
    pub column: ColumnId,
    /// The column's header, as it stands in the file.
    pub header: String,
    /// What the values mean.
    pub reading: Reading,
    /// Values that mean "no answer", the source's and the field's own.
    pub missing: Vec<String>,
    /// Values that mean "this does not apply to me".
    pub not_applicable: Vec<String>,
    /// Where it was defined or first used.
    pub span: Span,
}

/// What the values of a column mean.
#[derive(Debug, Clone, PartialEq)]
pub enum Reading {
    /// Whole numbers on a scale.
    Scale(Scale),
    /// One of a few texts. Named groups of them may have been declared.
    Category(Vec<CategoryBand>),
    /// Several options in one cell, joined by `split`.
    Choices {
        /// What stands between two options.
        split: String,
    },
    /// A number; `unit` is the analyst's word for it.
    Number {
        /// "minutes", say.
        unit: Option<String>,
    },
    /// A calendar date.
    Date(DateReading),
    /// Free text.
    Text,
}

/// An ordinal scale: answers are whole numbers from `low` to `high`.
#[derive(Debug, Clone, PartialEq)]
pub struct Scale {
    /// Which measurement it is.
    pub kind: ScaleKind,
    /// Lowest code.
    pub low: i16,
    /// Highest code.
    pub high: i16,
    /// Which end is the good one.
    pub good: Good,
    /// Named parts: satisfied, neutral, dissatisfied; promoter, passive, detractor; yes, no.
    pub bands: Vec<Band>,
    /// Texts that stand for a code, for files that hold words instead of numbers.
    pub labels: Vec<(i16, String)>,
}

/// The measurement types that are scales.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScaleKind {
    /// 0 to 10, likelihood to recommend.
    Nps,
    /// `rating a..b`
    Rating,
    /// `effort a..b`
    Effort,
    /// Three faces: 1 unhappy, 2 neutral, 3 happy.
    Smiley,
    /// 0 no, 1 yes.
    YesNo,
}

/// Which direction is the good one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Good {
    /// More is better.
    High,
    /// Less is better.
    Low,
    /// The query does not say, and it does not follow.
    Neither,
}

/// A named part of a scale: `satisfied 4..5`.
#[derive(Debug, Clone, PartialEq)]
pub struct Band {
    /// Its name.
    pub name: String,
    /// Its codes, as ranges with both ends, ascending and disjoint.
    pub codes: Vec<(i16, i16)>,
    /// Where it was written; the field's span for built-in ones.
    pub span: Span,
}

/// A named group of a category's values.
#[derive(Debug, Clone, PartialEq)]
pub struct CategoryBand {
    /// Its name.
    pub name: String,
    /// The values, as they stand in the file.
    pub values: Vec<Spanned<String>>,
    /// Where it was written.
    pub span: Span,
}

/// How dates of a column are read.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DateReading {
    /// The order of day, month and year, where the query says it; settled by the data otherwise.
    pub order: Option<DateOrder>,
    /// The time zone whose calendar days count (IANA name), for times that carry an offset.
    pub zone: Option<String>,
}

/// The order of the parts of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateOrder {
    /// 2026-11-22
    YearMonthDay,
    /// 22/11/2026
    DayMonthYear,
    /// 11/22/2026
    MonthDayYear,
}

/// A statement that is true, false or unknown of a response.
///
/// Logic has three values (Kleene): unknown is neither true nor false, `not`
/// leaves it unknown.
#[derive(Debug, Clone, PartialEq)]
pub enum Predicate {
    /// All hold. Never empty.
    All(Vec<Predicate>),
    /// At least one holds. Never empty.
    Any(Vec<Predicate>),
    /// It does not hold.
    Not(Box<Predicate>),
    /// The response is in a segment.
    In(SegmentId),
    /// The code of a scale is in one of these ranges, both ends included.
    Codes {
        /// A scale.
        answer: AnswerId,
        /// Ranges.
        ranges: Vec<(i16, i16)>,
    },
    /// The value is one of these. Compared folded: case, letter variants, spaces.
    OneOf {
        /// A category.
        answer: AnswerId,
        /// The values.
        values: Vec<Spanned<String>>,
    },
    /// An option was chosen.
    Chosen {
        /// Choices.
        answer: AnswerId,
        /// The option, compared folded.
        option: Spanned<String>,
    },
    /// Two quantities compare so.
    Compare {
        /// Left.
        left: Quantity,
        /// How.
        how: Comparison,
        /// Right.
        right: Quantity,
    },
    /// The text matches, compared folded.
    Text {
        /// A text or category.
        answer: AnswerId,
        /// How.
        how: TextMatch,
        /// What to look for.
        needle: String,
    },
    /// The date is in this span of days, both ends included (days since 1970-01-01).
    Dates {
        /// A date.
        answer: AnswerId,
        /// First day, unbounded if `None`.
        from: Option<i32>,
        /// Last day, unbounded if `None`.
        to: Option<i32>,
    },
    /// The date is within the last so many days, counted back from the as-of date, which is included.
    LastDays {
        /// A date.
        answer: AnswerId,
        /// How many.
        days: u32,
    },
    /// There is an answer. Never unknown.
    Answered(AnswerId),
}

/// `==`, `!=`, `<`, `<=`, `>`, `>=`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// How a text is matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum TextMatch {
    Equals,
    Contains,
    StartsWith,
    EndsWith,
}

/// A number that each response has, or not.
#[derive(Debug, Clone, PartialEq)]
pub enum Quantity {
    /// A number as written.
    Literal(f64),
    /// A number, the code of a scale, or a date as days since 1970-01-01.
    Answer(AnswerId),
    /// Minus.
    Negative(Box<Quantity>),
    /// An operation. Division by zero has no value.
    Arithmetic {
        /// Left.
        left: Box<Quantity>,
        /// Which.
        operator: Operator,
        /// Right.
        right: Box<Quantity>,
    },
}

/// `+`, `-`, `*`, `/`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
}

/// `segment satisfied = csat is satisfied`
#[derive(Debug, Clone, PartialEq)]
pub struct Segment {
    /// Its name.
    pub name: String,
    /// What the page calls it; the name with spaces for `_` where the query says nothing.
    pub label: String,
    /// Who is in it.
    pub predicate: Predicate,
    /// The statement.
    pub span: Span,
}

/// `metric csat_score = share(csat is satisfied) "CSAT" target 80%`
#[derive(Debug, Clone, PartialEq)]
pub struct Metric {
    /// Its name.
    pub name: String,
    /// What the page calls it; the name with spaces for `_` where the query says nothing.
    pub label: String,
    /// What is computed.
    pub measure: Measure,
    /// Only of these responses (`of satisfied`).
    pub of: Option<Predicate>,
    /// The words of the `of` part, for people.
    pub of_text: Option<String>,
    /// The formula as written, for people.
    pub formula: String,
    /// What the company aims at, on the metric's own scale (a share from 0 to 1, NPS from -100 to 100).
    pub target: Option<f64>,
    /// A figure to stand beside it.
    pub benchmark: Option<BenchmarkId>,
    /// Which direction is the good one.
    pub good: Good,
    /// The unit of a mean or quantile: "minutes".
    pub unit: Option<String>,
    /// The statement.
    pub span: Span,
}

/// What a metric computes.
#[derive(Debug, Clone, PartialEq)]
pub enum Measure {
    /// Promoters minus detractors.
    Nps(AnswerId),
    /// Share of those for whom the predicate is true among those for whom it is true or false.
    /// `top(csat, 2)` and `bottom(csat, 2)` are shares as well.
    Share(Predicate),
    /// Arithmetic mean.
    Mean(Quantity),
    /// Quantile, `p` between 0 and 1; the median is 0.5.
    Quantile(Quantity, f64),
    /// Standard deviation.
    StandardDeviation(Quantity),
    /// Sum of weight times value.
    Sum(Quantity),
    /// Smallest value.
    Minimum(Quantity),
    /// Largest value.
    Maximum(Quantity),
    /// Number of responses for which the predicate is true; of all without one.
    Count(Option<Predicate>),
    /// One metric divided by another.
    Ratio(MetricId, MetricId),
}

/// `benchmark market = 76% "Market" source "Index 2026" year 2026 n 31_400`, or a published one by id.
#[derive(Debug, Clone, PartialEq)]
pub struct Benchmark {
    /// Its name, or the id in the table of published figures.
    pub id: String,
    /// What the page calls it.
    pub label: String,
    /// The value; percent as 0 to 100 is stored as 0 to 1.
    pub value: f64,
    /// The upper end where a range was published.
    pub high: Option<f64>,
    /// How far the printed figure may be from the true one: half a unit of its last digit,
    /// on the scale of `value`.
    pub rounding: f64,
    /// What kind of number it is.
    pub unit: BenchmarkUnit,
    /// How many answers it rests on, where known.
    pub n: Option<u64>,
    /// Who published it.
    pub source: String,
    /// When.
    pub year: Option<i16>,
}

/// The unit of a benchmark.
#[derive(Debug, Clone, PartialEq)]
pub enum BenchmarkUnit {
    /// A share.
    Share,
    /// A ratio of two groups.
    Ratio,
    /// A net promoter score in points.
    Points,
    /// Anything else, with its word.
    Other(String),
}

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
    /// `compare a with b on m, n { against published id for m }`
    Compare {
        /// The group named first.
        left: SegmentId,
        /// The group it is compared with.
        right: SegmentId,
        /// What they are compared on.
        metrics: Vec<MetricId>,
        /// Figures from elsewhere, each for one of the metrics.
        against: Vec<(MetricId, BenchmarkId)>,
        /// Where it was written.
        span: Span,
    },
    /// `trend m, n by month`
    Trend {
        /// The figures.
        metrics: Vec<MetricId>,
        /// The length of a period.
        by: Granularity,
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
    /// `text "A paragraph."`
    Text {
        /// The paragraph.
        text: String,
        /// Where it was written.
        span: Span,
    },
    /// A section of the language that this version does not compute yet.
    NotYet {
        /// The keyword: "journey", "drivers", …
        keyword: String,
        /// Where it was written.
        span: Span,
    },
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
