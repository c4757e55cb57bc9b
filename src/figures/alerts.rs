//! Alerts: conditions on metrics that end a build with an exit code of its own.

use crate::language::query::{
    Alert, Comparison, Condition, Granularity, Metric, MetricId, Watched,
};

use super::context::Context;
use super::figure::{POINTS, estimate_of};
use super::periods::ByPeriod;
use super::sample::{Answers, Sample, Samples};

/// The alerts that fire. An alert on a figure that is not there does not fire.
pub fn fired<'q>(context: &Context<'q>) -> Vec<&'q Alert> {
    let alerts = context.query.alerts.iter();
    alerts
        .filter(|alert| holds(context, &alert.condition) == Some(true))
        .collect()
}

/// Whether a condition holds; unknown (Kleene) where a figure is not there. Everything is asked
/// for, whatever the first parts give.
fn holds(context: &Context<'_>, condition: &Condition) -> Option<bool> {
    let every = |parts: &[Condition]| -> Vec<Option<bool>> {
        parts.iter().map(|part| holds(context, part)).collect()
    };
    match condition {
        Condition::All(parts) => {
            let parts = every(parts);
            if parts.contains(&Some(false)) {
                Some(false)
            } else {
                (!parts.contains(&None)).then_some(true)
            }
        }
        Condition::Any(parts) => {
            let parts = every(parts);
            if parts.contains(&Some(true)) {
                Some(true)
            } else {
                (!parts.contains(&None)).then_some(false)
            }
        }
        Condition::Not(part) => holds(context, part).map(|truth| !truth),
        Condition::Compare {
            metric,
            of,
            how,
            threshold,
        } => {
            let value = watched(context, *metric, *of)?;
            Some(compare(value, *how, *threshold))
        }
    }
}

fn watched(context: &Context<'_>, metric: MetricId, of: Watched) -> Option<f64> {
    match of {
        Watched::Value => {
            let samples = Samples::ask(context.query, context.tallies, metric, &[]);
            value(context, metric, samples.total())
        }
        Watched::Fall(granularity) => rise(context, metric, granularity).map(|rise| -rise),
        Watched::Rise(granularity) => rise(context, metric, granularity),
    }
}

/// How far a metric rose from the period before the as-of date's to that one.
fn rise(context: &Context<'_>, metric: MetricId, granularity: Granularity) -> Option<f64> {
    let history = ByPeriod::ask(context, metric, granularity)?;
    let current = context.current(granularity)?;
    let now = value(context, metric, history.at(current))?;
    let before = value(context, metric, history.at(current.previous()))?;
    Some(now - before)
}

fn value(context: &Context<'_>, metric: MetricId, sample: &Sample) -> Option<f64> {
    let of: &Metric = context.query.metric(metric);
    let value = estimate_of(context.query, of, sample).value?;
    Some(if matches!(sample.answers, Answers::Scores(_)) {
        value * POINTS
    } else {
        value
    })
}

fn compare(value: f64, how: Comparison, threshold: f64) -> bool {
    match how {
        Comparison::Equal => value == threshold,
        Comparison::NotEqual => value != threshold,
        Comparison::Less => value < threshold,
        Comparison::LessOrEqual => value <= threshold,
        Comparison::Greater => value > threshold,
        Comparison::GreaterOrEqual => value >= threshold,
    }
}
