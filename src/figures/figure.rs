//! From a sample to a figure.

use crate::language::query::{Good, Measure, Metric, MetricId, Quantity, Query, Reading};
use crate::statistics::one_group::ratio::Dependence;
use crate::statistics::one_group::{mean, nps, quantile, ratio, share, spread, total};
use crate::statistics::rules::small_base::{self, Base};
use crate::statistics::{self, Absent as Missing, Distribution, Estimate, Level};

use super::model::{Absent, Figure, MetricFacts, NoInterval, Unit};
use super::sample::{Answers, Sample};

/// The confidence level of everything.
pub const LEVEL: Level = Level::NINETY_FIVE;

/// Net promoter scores are from -1 to 1 in statistics, and in points on the page.
pub const POINTS: f64 = 100.0;

/// Where a figure stands.
#[derive(Debug, Clone, Copy)]
pub struct Spot<'s> {
    /// The section's id.
    pub section: &'s str,
    /// The question whose values make the columns of a table.
    pub by: Option<&'s str>,
    /// The segment's or column's name.
    pub segment: Option<&'s str>,
    /// The period.
    pub period: Option<&'s str>,
}

impl<'s> Spot<'s> {
    /// All respondents of a section.
    pub fn of(section: &'s str) -> Self {
        Self {
            section,
            by: None,
            segment: None,
            period: None,
        }
    }
}

/// The estimate of a metric from its sample.
pub fn estimate(measure: &Measure, sample: &Sample) -> Estimate {
    match (&sample.answers, measure) {
        (Answers::Scores(scores), _) => nps::estimate(scores, LEVEL),
        (Answers::Share(answers), _) => share::estimate(answers, LEVEL),
        (Answers::Numbers(moments), Measure::StandardDeviation(_)) => {
            spread::of_moments(moments.as_ref())
        }
        (Answers::Numbers(moments), Measure::Sum(_)) => total::sum(moments.as_ref(), LEVEL),
        (Answers::Numbers(moments), _) => mean::estimate(moments.as_ref(), LEVEL),
        (Answers::Values(values), Measure::Minimum(_)) => total::minimum(values),
        (Answers::Values(values), Measure::Maximum(_)) => total::maximum(values),
        (Answers::Values(values), Measure::Quantile(_, p)) => quantile::estimate(values, *p, LEVEL),
        (Answers::Values(values), _) => quantile::estimate(values, 0.5, LEVEL),
        (Answers::Count(answers), _) => Estimate {
            n: answers.total().n(),
            effective_n: answers.total().kish(),
            ..total::count(answers.yes)
        },
        // See `estimate_of`, which knows the two metrics.
        (Answers::Ratio(..), _) => total::count(statistics::Tally::EMPTY),
    }
}

/// The estimate of a metric, with ratios of metrics followed.
pub fn estimate_of(query: &Query, metric: &Metric, sample: &Sample) -> Estimate {
    match (&metric.measure, &sample.answers) {
        (Measure::Ratio(numerator, denominator), Answers::Ratio(one, other)) => ratio::estimate(
            &part(query, *numerator, one),
            &part(query, *denominator, other),
            Dependence::Unknown,
            LEVEL,
        ),
        (measure, _) => estimate(measure, sample),
    }
}

/// A part of a ratio. Sums are weighted, so in a ratio counts are as well: revenue for each
/// customer is not that of the weighted over the number of the others.
fn part(query: &Query, metric: MetricId, sample: &Sample) -> Estimate {
    match &sample.answers {
        Answers::Count(answers) if query.source.is_weighted() => {
            let counted = Distribution::new([(0.0, answers.no), (1.0, answers.yes)]);
            let counted = counted.moments().map(|moments| sample.clustered(moments));
            total::sum(counted.as_ref(), LEVEL)
        }
        _ => estimate_of(query, query.metric(metric), sample),
    }
}

/// The figure of a metric.
pub fn figure(query: &Query, metric: MetricId, sample: &Sample, spot: Spot<'_>) -> Figure {
    figure_of(query, query.metric(metric), sample, spot)
}

/// The figure of a metric that need not be one of the query's.
pub fn figure_of(query: &Query, metric: &Metric, sample: &Sample, spot: Spot<'_>) -> Figure {
    let estimate = estimate_of(query, metric, sample);
    let unit = unit(query, metric);
    let scale = if unit == Unit::Points { POINTS } else { 1.0 };
    let interval = estimate.interval;
    let end = |end: Option<f64>| end.map(|end| end * scale);
    // Without weights and customers every answer counts as one; what is missing to that is
    // rounding.
    let effective_n = match (query.source.is_weighted(), sample.customers()) {
        (false, None) => estimate.n as f64,
        _ => estimate.effective_n,
    };
    let base = small_base::of_counts(sample.people(), effective_n);
    let figure = Figure {
        section: spot.section.to_owned(),
        metric: metric.name.clone(),
        by: spot.by.map(str::to_owned),
        segment: spot.segment.map(str::to_owned),
        period: spot.period.map(str::to_owned),
        unit,
        estimate: estimate.value.map(|value| value * scale),
        low: interval.and_then(|interval| end(interval.low)),
        high: interval.and_then(|interval| end(interval.high)),
        level: LEVEL.get(),
        n: Some(estimate.n),
        effective_n: Some(effective_n),
        design_effect: design_effect(estimate.n, effective_n),
        customers: sample.customers(),
        missing: Some(sample.missing),
        method: sample.name_of(estimate.method),
        small_base: base == Base::Small,
        absent: match (estimate.value, estimate.n) {
            (Some(_), _) => None,
            (None, 0) => Some(Absent::NoAnswers),
            (None, _) => Some(Absent::Undefined),
        },
        no_interval: no_interval(&metric.measure, &estimate),
    };
    if sample.hidden || base == Base::TooSmall && estimate.n > 0 {
        hidden(figure)
    } else {
        figure
    }
}

/// Why an estimate stands without an interval.
fn no_interval(measure: &Measure, estimate: &Estimate) -> Option<NoInterval> {
    if estimate.value.is_none() || estimate.interval.is_some() {
        return None;
    }
    Some(match (measure, estimate.absent) {
        (Measure::Count(_) | Measure::Minimum(_) | Measure::Maximum(_), _) => NoInterval::Counted,
        (Measure::StandardDeviation(_), _) => NoInterval::NoMethod,
        (_, Some(Missing::TooFewAnswers)) => NoInterval::TooFew,
        (Measure::Quantile(..), Some(Missing::NoSpread)) => NoInterval::ManyTheSame,
        (_, Some(Missing::NoSpread)) => NoInterval::AllTheSame,
        (Measure::Ratio(..), Some(Missing::Undefined)) => NoInterval::Unbounded,
        _ => NoInterval::NoMethod,
    })
}

/// How many times as many answers there are as effective ones; `None` without any.
pub fn design_effect(n: u64, effective_n: f64) -> Option<f64> {
    (n > 0 && effective_n > 0.0).then(|| n as f64 / effective_n)
}

/// The figure without anything that could be worked back to the answers of a few.
pub fn hidden(figure: Figure) -> Figure {
    Figure {
        estimate: None,
        low: None,
        high: None,
        n: None,
        effective_n: None,
        design_effect: None,
        customers: None,
        missing: None,
        small_base: false,
        absent: Some(Absent::SmallBase),
        no_interval: None,
        ..figure
    }
}

/// Hides in a row of figures, whose total is shown, those that the shown ones would give away.
pub fn hide_in_row(figures: &mut [Figure], bases: &[u64]) {
    let hide = statistics::rules::suppression::in_row(bases, small_base::SUPPRESSED_BELOW);
    hide_some(figures, &hide);
}

/// Hides the figures that are to be hidden, unless they are.
pub fn hide_some(figures: &mut [Figure], hide: &[bool]) {
    for (figure, hide) in figures.iter_mut().zip(hide) {
        if *hide && figure.absent != Some(Absent::SmallBase) {
            *figure = hidden(figure.clone());
        }
    }
}

/// What kind of number a metric gives.
pub fn unit(query: &Query, metric: &Metric) -> Unit {
    match &metric.measure {
        Measure::Nps(_) => Unit::Points,
        Measure::Share(_) => Unit::Share,
        Measure::Count(_) => Unit::Count,
        Measure::Ratio(..) => Unit::Ratio,
        Measure::Mean(quantity)
        | Measure::Quantile(quantity, _)
        | Measure::StandardDeviation(quantity)
        | Measure::Sum(quantity)
        | Measure::Minimum(quantity)
        | Measure::Maximum(quantity) => {
            Unit::Number(metric.unit.clone().or_else(|| unit_of(query, quantity)))
        }
    }
}

/// The unit of a column of numbers.
fn unit_of(query: &Query, quantity: &Quantity) -> Option<String> {
    match quantity {
        Quantity::Answer(answer) => match &query.answer(*answer).reading {
            Reading::Number(number) => number.unit.clone(),
            _ => None,
        },
        _ => None,
    }
}

/// A metric as the page names it.
pub fn facts(query: &Query, id: MetricId) -> MetricFacts {
    facts_of(query, query.metric(id))
}

/// The same of a metric that need not be one of the query's.
pub fn facts_of(query: &Query, metric: &Metric) -> MetricFacts {
    let bounds = match &metric.measure {
        Measure::Share(_) => Some((0.0, 1.0)),
        Measure::Nps(_) => Some((-POINTS, POINTS)),
        Measure::Mean(Quantity::Answer(answer))
        | Measure::Quantile(Quantity::Answer(answer), _) => match &query.answer(*answer).reading {
            Reading::Scale(scale) => Some((f64::from(scale.low), f64::from(scale.high))),
            _ => None,
        },
        _ => None,
    };
    MetricFacts {
        name: metric.name.clone(),
        label: metric.label.clone(),
        formula: metric.formula.clone(),
        unit: unit(query, metric),
        more_is_good: match metric.good {
            Good::High => Some(true),
            Good::Low => Some(false),
            Good::Neither => None,
        },
        bounds,
        target: metric.target,
        noise: metric.noise,
    }
}
