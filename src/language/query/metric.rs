//! Groups, numbers that count, and figures beside them.

use super::answer::Good;
use super::condition::{Predicate, Quantity, answers_of_predicate, answers_of_quantity};
use super::{AnswerId, BenchmarkId, MetricId, Query};
use crate::language::span::Span;

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
    /// Smaller differences are not worth acting on, however clear they are; on the same scale.
    pub noise: Option<f64>,
    /// A figure to stand beside it.
    pub benchmark: Option<BenchmarkId>,
    /// Which direction is the good one.
    pub good: Good,
    /// The unit of a mean or quantile: "minutes".
    pub unit: Option<String>,
    /// The statement.
    pub span: Span,
}

impl Metric {
    /// A metric that a section makes of a name, without a direction and all that a query may say.
    pub fn of_section(name: &str, measure: Measure) -> Self {
        Self {
            name: name.to_owned(),
            label: name.to_owned(),
            measure,
            of: None,
            of_text: None,
            formula: name.to_owned(),
            target: None,
            noise: None,
            benchmark: None,
            good: Good::Neither,
            unit: None,
            span: Span::default(),
        }
    }
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
    /// The ends of its interval and their level, on the scale of `value`, where known.
    pub interval: Option<(f64, f64, f64)>,
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

/// The answers that a metric reads, each once, in the order in which it names them.
pub fn answers_of_metric(query: &Query, metric: &Metric) -> Vec<AnswerId> {
    let mut found = Vec::new();
    match &metric.measure {
        Measure::Nps(id) => found.push(*id),
        Measure::Share(predicate) | Measure::Count(Some(predicate)) => {
            answers_of_predicate(query, predicate, &mut found)
        }
        Measure::Mean(of)
        | Measure::Quantile(of, _)
        | Measure::StandardDeviation(of)
        | Measure::Sum(of)
        | Measure::Minimum(of)
        | Measure::Maximum(of) => answers_of_quantity(of, &mut found),
        Measure::Count(None) | Measure::Ratio(..) => {}
    }
    if let Some(of) = &metric.of {
        answers_of_predicate(query, of, &mut found);
    }
    let mut seen = std::collections::HashSet::new();
    found.retain(|id| seen.insert(*id));
    found
}
