//! The checked query: every name is an id, every type is known, every node that
//! an error may have to point at keeps its span.
//!
//! This is what the rest of the program sees of the language.

mod answer;
mod condition;
mod exclusions;
mod metric;
mod report;
mod source;

pub use answer::{
    Answer, Band, CategoryBand, ChoiceOption, Choices, ChoicesLayout, DateOrder, DateReading,
    DecimalMark, Good, NumberBand, NumberRange, NumberReading, Reading, Scale, ScaleKind,
};
pub use condition::{
    Comparison, Operator, Predicate, Quantity, TextMatch, answers_of_predicate, answers_of_quantity,
};
pub use exclusions::{Duplicates, Excluded, Exclusions, Limit, Speeders};
pub use metric::{Benchmark, BenchmarkUnit, Measure, Metric, Segment, answers_of_metric};
pub use report::{
    Alert, Condition, Granularity, JourneyGroup, JourneyStage, JourneyTouchpoint, ListedCell,
    Locale, Report, Section, Watched,
};
pub use source::{
    Invited, Key, ListColumn, RakedCategory, RakedMargin, RakedPart, Raking, Repeated, Source,
};

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
