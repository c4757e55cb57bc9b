//! What is claimed beside what is delivered.

use crate::language::query::{Benchmark, BenchmarkId, MetricId};

use super::benchmarks::beside_figure;
use super::context::Context;
use super::figure::{Spot, facts, figure};
use super::model::{BenchmarkedQuantity, Gap};
use super::sample::Samples;

/// Computes the section.
pub fn gap(
    context: &Context<'_>,
    id: &str,
    claimed: &Benchmark,
    metric: MetricId,
    published: &[BenchmarkId],
) -> Gap {
    let Context { query, tallies, .. } = *context;
    let sample = Samples::ask(query, tallies, metric, &[]);
    let sample = sample.total();
    let actual = figure(query, metric, sample, Spot::of(id));
    let of = query.metric(metric);
    let from_claim = |value: Option<f64>| value.map(|value| value - claimed.value);
    Gap {
        id: id.to_owned(),
        metric: facts(query, metric),
        claimed: claimed.value,
        difference: from_claim(actual.estimate),
        difference_low: from_claim(actual.low),
        difference_high: from_claim(actual.high),
        against: beside_figure(claimed, of, sample, BenchmarkedQuantity::Figure),
        published: published
            .iter()
            .map(|id| query.benchmark(*id).id.clone())
            .collect(),
        actual,
    }
}
