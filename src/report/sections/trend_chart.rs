//! One metric by period as a chart: a line with its band, and what is marked on it.

use serde::Serialize;

use super::course;
use super::forest::{Tick, tick_label};
use super::numbers::{base, with_interval};
use super::sources::tone_of;
use super::trend::{name, sentence};
use super::{Numbers, NumbersRow};
use crate::figures::model::{Figure, Limits, Series, Unit};
use crate::report::axis::{Axis, Percent};
use crate::report::context::Context;
use crate::report::locale::granularity_of;
use crate::report::plot::{self, Line, Point};
use crate::report::standout::{self, Standout};

/// So many labels fit below a chart.
const X_LABELS: usize = 8;
/// Labels beside a chart keep this distance, in percent of its height.
const LABEL_DISTANCE: f64 = 7.0;

/// One metric by period.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TrendChart {
    /// What, how often, at which confidence level.
    pub caption: String,
    /// How it moved, and what stands out.
    pub words: String,
    /// The line and its band; `None` where no period has a figure.
    pub line: Option<Line>,
    /// Grid lines, placed from the top.
    pub grid: Vec<Tick>,
    /// Labels of periods.
    pub periods: Vec<PeriodTick>,
    /// Labels to the right.
    pub labels: Vec<SideLabel>,
    /// Periods that stand clearly apart.
    pub flags: Vec<Flag>,
    /// The control limits: points of each unbroken stretch of the upper and the lower one.
    pub limits: Vec<String>,
    /// Periods outside them that are not marked otherwise.
    pub signals: Vec<Point>,
    /// The target's line, from the top.
    pub target: Option<Percent>,
    /// Base and gaps.
    pub note: String,
    /// All numbers.
    pub numbers: Numbers,
}

/// The label of a period.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PeriodTick {
    /// From the left.
    pub at: Percent,
    /// "Oct 2024".
    pub label: String,
    /// "first", "last", "odd" where it goes on a narrow screen, or nothing.
    pub place: &'static str,
}

/// The mark of a period that stands apart.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Flag {
    /// Where the period's point is.
    pub at: Point,
    /// "52.1%, November 2025".
    pub text: String,
    /// "good", "bad", "plain".
    pub tone: &'static str,
    /// Where the text goes: "over" or "under" the point.
    pub side: &'static str,
    /// Which way the text runs from the point, so that it stays inside: "to-right", "to-left".
    pub run: &'static str,
}

/// A label to the right of a chart.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SideLabel {
    /// From the top.
    pub at: Percent,
    /// What it says.
    pub text: String,
    /// Whether it belongs to the line.
    pub is_line: bool,
}

/// The chart of a series; `by` says how long a period is.
pub fn chart(context: &Context, series: &Series, by: &str) -> TrendChart {
    let metric = &series.metric;
    let limits = series.control.iter().flat_map(|control| &control.limits);
    let limits = limits.flat_map(|limits| [limits.low, limits.high]);
    let values = plot::extent(&series.points)
        .chain(metric.target)
        .chain(limits);
    let bounds = match metric.unit {
        Unit::Share => Some((0.0, 1.0)),
        Unit::Points => Some((-100.0, 100.0)),
        _ => metric.bounds,
    };
    let axis = Axis::around(values, bounds, 5);
    let line = plot::line(&series.points, &axis);
    let label = context.title(metric);
    let level = context.level();
    let mut places = vec![("metric", label.as_str()), ("by", by), ("level", &level)];
    let unit = context.unit(metric);
    let key = match &unit {
        Some(unit) => {
            places.push(("unit", unit));
            "trend_caption_in"
        }
        None => "trend_caption",
    };
    let caption = context.say(key, &places);
    let is_drawn = line.last.is_some();
    TrendChart {
        caption,
        words: {
            let mut words = vec![sentence(context, series)];
            words.extend(course::sentences(context, series));
            words.join(" ")
        },
        limits: control_lines(series, &axis),
        signals: signals(series, &axis),
        grid: axis
            .ticks
            .iter()
            .map(|tick| Tick {
                at: axis.from_top(*tick),
                label: tick_label(context, &metric.unit, &axis, *tick),
            })
            .collect(),
        periods: period_ticks(context, &series.points),
        labels: side_labels(context, series, &axis),
        flags: flags(context, series, &axis),
        target: metric.target.map(|target| axis.from_top(target)),
        note: note(context, series),
        numbers: numbers(context, series),
        line: is_drawn.then_some(line),
    }
}

/// The limits as lines, which a period without a figure breaks.
fn control_lines(series: &Series, axis: &Axis) -> Vec<String> {
    let Some(control) = &series.control else {
        return Vec::new();
    };
    let of_point = |point: &Figure| {
        let mut limits = control.limits.iter();
        limits.find(|limits| Some(&limits.period) == point.period.as_ref())
    };
    let limits: Vec<Option<&Limits>> = series.points.iter().map(of_point).collect();
    [|limits: &Limits| limits.high, |limits: &Limits| limits.low]
        .into_iter()
        .flat_map(|end| {
            let placed: Vec<Option<f64>> = limits.iter().map(|one| one.map(end)).collect();
            plot::steps(&placed, axis)
        })
        .collect()
}

/// The points outside the limits that have no flag.
fn signals(series: &Series, axis: &Axis) -> Vec<Point> {
    let flagged: Vec<usize> = standout::of_series(series)
        .iter()
        .map(|one| one.index)
        .collect();
    let limits = series.control.iter().flat_map(|control| &control.limits);
    limits
        .filter(|limits| limits.out)
        .filter_map(|limits| {
            let is_it = |point: &Figure| point.period.as_ref() == Some(&limits.period);
            let index = series.points.iter().position(is_it)?;
            let value = series.points.get(index)?.estimate?;
            (!flagged.contains(&index)).then(|| Point {
                x: plot::x_of(index, series.points.len()),
                y: axis.from_top(value),
            })
        })
        .collect()
}

fn flags(context: &Context, series: &Series, axis: &Axis) -> Vec<Flag> {
    let style = context.styles.get(&series.metric);
    let flag = |one: Standout| {
        let x = plot::x_of(one.index, series.points.len());
        let value = context.value(&style, one.figure);
        let name = one.figure.period.as_deref();
        let name = name.map(|name| context.locale.short_period(name));
        Flag {
            at: Point {
                x,
                y: axis.from_top(one.figure.estimate.unwrap_or_default()),
            },
            text: context.say(
                "trend_flag",
                &[
                    ("value", &value),
                    ("period", name.as_deref().unwrap_or_default()),
                ],
            ),
            tone: tone_of(one.is_above, series.metric.more_is_good),
            side: if one.is_above { "over" } else { "under" },
            run: if x.0 < 50.0 { "to-right" } else { "to-left" },
        }
    };
    standout::of_series(series).into_iter().map(flag).collect()
}

fn side_labels(context: &Context, series: &Series, axis: &Axis) -> Vec<SideLabel> {
    let style = context.styles.get(&series.metric);
    let last = series
        .points
        .iter()
        .rev()
        .find(|point| point.estimate.is_some());
    let mut labels = Vec::new();
    if let Some(value) = last.and_then(|point| point.estimate) {
        labels.push(SideLabel {
            at: axis.from_top(value),
            text: style.value(&context.locale, value),
            is_line: true,
        });
    }
    if let Some(target) = series.metric.target {
        let value = context.given(&series.metric.unit, target);
        labels.push(SideLabel {
            at: axis.from_top(target),
            text: context.say("trend_target", &[("value", &value)]),
            is_line: false,
        });
    }
    if let [line, target] = labels.as_mut_slice() {
        let distance = target.at.0 - line.at.0;
        if distance.abs() < LABEL_DISTANCE {
            let away = LABEL_DISTANCE.copysign(if distance == 0.0 { 1.0 } else { distance });
            target.at = Percent(line.at.0 + away);
        }
    }
    labels
}

fn period_ticks(context: &Context, points: &[Figure]) -> Vec<PeriodTick> {
    let count = points.len();
    let step = count.div_ceil(X_LABELS).max(1);
    let last = count.saturating_sub(1);
    let middle = (last / 2).div_ceil(step) * step;
    points
        .iter()
        .enumerate()
        .filter(|(index, _)| *index == last || (index % step == 0 && last - index >= step))
        .map(|(index, figure)| PeriodTick {
            at: plot::x_of(index, count),
            label: figure
                .period
                .as_deref()
                .map(|period| context.locale.short_period(period))
                .unwrap_or_default(),
            place: match index {
                _ if count == 1 => "",
                _ if index == last => "last",
                0 => "first",
                _ if index == middle => "",
                _ => "odd",
            },
        })
        .collect()
}

fn note(context: &Context, series: &Series) -> String {
    let mut sentences = Vec::new();
    let bases: Vec<u64> = series.points.iter().filter_map(|point| point.n).collect();
    if let (Some(least), Some(most)) = (bases.iter().min(), bases.iter().max()) {
        sentences.push(context.say(
            "trend_bases",
            &[
                ("low", &context.locale.integer(*least)),
                ("high", &context.locale.integer(*most)),
            ],
        ));
    }
    let missing = series
        .points
        .iter()
        .filter(|point| point.estimate.is_none())
        .count() as u64;
    if missing > 0 {
        sentences.push(context.locale.say_count("trend_gaps", missing, &[]));
    }
    if let Some(control) = &series.control {
        let method = context.locale.method(&control.method);
        sentences.push(context.say("trend_limits", &[("method", &method)]));
    }
    if series.undated > 0 {
        sentences.push(
            context
                .locale
                .say_count("trend_undated", series.undated, &[]),
        );
    }
    sentences.join(" ")
}

fn numbers(context: &Context, series: &Series) -> Numbers {
    let style = context.styles.get(&series.metric);
    let granularity = series
        .points
        .iter()
        .find_map(|point| point.period.as_deref())
        .map_or("month", granularity_of);
    Numbers {
        columns: vec![
            context.say(&format!("col_{granularity}"), &[]),
            context.say("col_value", &[("level", &context.level())]),
            context.say("col_n", &[]),
        ],
        rows: series
            .points
            .iter()
            .map(|point| NumbersRow {
                head: name(context, point),
                cells: vec![with_interval(context, &style, point), base(context, point)],
            })
            .collect(),
    }
}
