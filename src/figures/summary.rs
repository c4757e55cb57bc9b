//! Key figures.

use crate::cells::Period;
use crate::language::query::{Granularity, MetricId};

use super::benchmarks::beside;
use super::context::Context;
use super::contrast::{Separation, Sides, family, separate};
use super::figure::{Spot, facts, figure};
use super::model::{Absent, BenchmarkedQuantity, Change, Figure, Kpi, Summary};
use super::periods::ByPeriod;
use super::sample::Samples;

/// The history beside a key figure has at most so many periods; the latest count.
const HISTORY: usize = 36;

/// Computes the section.
pub fn summary(
    context: &Context<'_>,
    id: &str,
    metrics: &[MetricId],
    versus: Option<Granularity>,
) -> Summary {
    let kpis: Vec<(Kpi, Option<Changed>)> = metrics
        .iter()
        .map(|metric| kpi(context, id, *metric, versus))
        .collect();
    let separations = kpis
        .iter()
        .map(|(kpi, changed)| {
            let name = |of: fn(&Changed) -> &Figure| {
                changed
                    .as_ref()
                    .and_then(|changed| of(changed).period.clone())
                    .unwrap_or_default()
            };
            let sides = Sides {
                section: id.to_owned(),
                metric: kpi.metric.name.clone(),
                by: None,
                left: name(|changed| &changed.current),
                right: name(|changed| &changed.previous),
            };
            (
                sides,
                changed
                    .as_ref()
                    .and_then(|changed| changed.separation.clone()),
            )
        })
        .collect();
    let contrasts = family(separations);
    let kpis = kpis
        .into_iter()
        .zip(contrasts)
        .map(|((kpi, changed), contrast)| Kpi {
            change: changed.zip(contrast).map(|(changed, contrast)| Change {
                current: changed.current,
                previous: changed.previous,
                contrast,
            }),
            ..kpi
        })
        .collect();
    Summary {
        id: id.to_owned(),
        kpis,
    }
}

/// Two periods that are not compared yet.
struct Changed {
    current: Figure,
    previous: Figure,
    separation: Option<Separation>,
}

/// The period of the as-of date and the one before it. What is hidden in the history is hidden
/// here as well: it would give away another period.
fn change(
    context: &Context<'_>,
    id: &str,
    metric: MetricId,
    history: &ByPeriod,
    figures: &[Figure],
    current: Period,
) -> Changed {
    let query = context.query;
    let both = [current, current.previous()];
    let [now, before] = both.map(|period| {
        let name = period.to_string();
        let known = figures
            .iter()
            .find(|figure| figure.period.as_ref() == Some(&name));
        known.cloned().unwrap_or_else(|| {
            let spot = Spot {
                period: Some(&name),
                ..Spot::of(id)
            };
            figure(query, metric, history.at(period), spot)
        })
    });
    let hidden = [&now, &before]
        .iter()
        .any(|figure| figure.absent == Some(Absent::SmallBase));
    let [one, other] = both.map(|period| history.at(period));
    Changed {
        separation: separate(query.metric(metric), one, other).filter(|_| !hidden),
        current: now,
        previous: before,
    }
}

fn kpi(
    context: &Context<'_>,
    id: &str,
    metric: MetricId,
    versus: Option<Granularity>,
) -> (Kpi, Option<Changed>) {
    let Context { query, tallies, .. } = *context;
    let of = query.metric(metric);
    let total = Samples::ask(query, tallies, metric, &[]);
    let history = ByPeriod::ask(context, metric, versus.unwrap_or(Granularity::Month));
    let mut changed = None;
    let mut points = Vec::new();
    if let Some(history) = &history {
        let periods = history.periods();
        let figures = history.figures(query, metric, id, &periods);
        changed = versus
            .and_then(|granularity| context.current(granularity))
            .map(|current| change(context, id, metric, history, &figures, current));
        points = figures[figures.len().saturating_sub(HISTORY)..].to_vec();
    }
    let kpi = Kpi {
        metric: facts(query, metric),
        figure: figure(query, metric, total.total(), Spot::of(id)),
        history: points,
        change: None,
        of_all: context.of_all.and_then(|all| all.get(&metric).cloned()),
        benchmark: of.benchmark.map(|benchmark| {
            beside(
                query,
                benchmark,
                of,
                total.total(),
                BenchmarkedQuantity::Figure,
            )
        }),
    };
    (kpi, changed)
}
