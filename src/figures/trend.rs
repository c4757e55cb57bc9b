//! Figures by period.

use crate::cells::{Period, Tallied, Variable};
use crate::language::query::{AnswerId, Granularity, MetricId};

use super::context::Context;
use super::contrast::{Sides, family, separate};
use super::control;
use super::figure::facts;
use super::mix::Parts;
use super::model::{Contrast, Figure, Series, Trend};
use super::periods::ByPeriod;

/// Computes the section.
pub fn trend(
    context: &Context<'_>,
    id: &str,
    metrics: &[MetricId],
    by: Granularity,
    mix: Option<AnswerId>,
) -> Trend {
    let Context { query, tallies, .. } = *context;
    let used = tallies.total(Tallied::responses(Vec::new())).n();
    let mut series = Vec::new();
    let mut separations = Vec::new();
    for &metric in metrics {
        let Some(history) = ByPeriod::ask(context, metric, by) else {
            continue;
        };
        let parts = mix.map(|answer| Parts::ask(context, metric, history.dimension(), answer));
        let periods = history.periods();
        let points = history.figures(query, metric, id, &periods);
        // The ends of the line: the first and the last period that can be shown.
        let shown = |index: &usize| points[*index].estimate.is_some();
        let first = (0..points.len()).find(shown);
        let last = (0..points.len()).rev().find(shown);
        let ends = first.zip(last).filter(|(first, last)| first < last);
        let name = |index: Option<usize>| {
            index
                .map(|index| periods[index].to_string())
                .unwrap_or_default()
        };
        separations.push((
            Sides {
                section: id.to_owned(),
                metric: query.metric(metric).name.clone(),
                by: None,
                left: name(ends.map(|(_, last)| last)),
                right: name(ends.map(|(first, _)| first)),
            },
            ends.and_then(|(first, last)| {
                separate(
                    query.metric(metric),
                    history.at(periods[last]),
                    history.at(periods[first]),
                )
            }),
        ));
        let apart = apart(context, id, metric, &history, &periods, &points);
        let dated = tallies_with_date(context);
        let of = query.metric(metric);
        let mix = parts.zip(ends).map(|(parts, (first, last))| {
            let both = (periods[first], periods[last]);
            let answers = history.at(both.0).n() + history.at(both.1).n();
            parts.split(context, id, metric, both, answers)
        });
        series.push(Series {
            metric: facts(query, metric),
            control: control::control(of, id, &history, &periods, &points),
            course: control::course(of, id, &history, &periods, &points),
            mix,
            points,
            change: None,
            apart,
            undated: used.saturating_sub(dated),
        });
    }
    for (series, change) in series.iter_mut().zip(family(separations)) {
        series.change = change;
    }
    control::correct(&mut series);
    Trend {
        id: id.to_owned(),
        by: by.name().to_owned(),
        series,
    }
}

/// Fewer periods than this have no middle to stand apart from.
const LEAST: usize = 4;

/// Each period that can be shown against all others together.
fn apart(
    context: &Context<'_>,
    id: &str,
    metric: MetricId,
    history: &ByPeriod,
    periods: &[Period],
    points: &[Figure],
) -> Vec<Contrast> {
    let of = context.query.metric(metric);
    let shown = periods
        .iter()
        .zip(points)
        .filter(|(_, point)| point.estimate.is_some());
    let separations: Vec<_> = shown
        .map(|(period, _)| {
            let sides = Sides {
                section: id.to_owned(),
                metric: of.name.clone(),
                by: Some(period.granularity.name().to_owned()),
                left: period.to_string(),
                right: "rest".to_owned(),
            };
            let others = history.others(*period);
            (sides, separate(of, history.at(*period), &others))
        })
        .collect();
    if separations.len() < LEAST {
        return Vec::new();
    }
    family(separations).into_iter().flatten().collect()
}

/// How many responses have a date.
fn tallies_with_date(context: &Context<'_>) -> u64 {
    let Some(date) = context.query.source.date else {
        return 0;
    };
    let answered = crate::language::query::Predicate::Answered(date);
    let by = vec![crate::cells::Dimension::Where(answered)];
    context
        .tallies
        .total(Tallied {
            variable: Variable::Response,
            of: None,
            by,
        })
        .n()
}
