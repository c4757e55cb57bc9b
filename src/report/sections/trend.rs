//! Figures by period, one chart a metric.

use serde::Serialize;

use super::forest::{Tick, tick_label};
use super::numbers::{base, with_interval};
use super::{Numbers, NumbersRow};
use crate::figures::model::{Figure, Series, Trend, Unit, Verdict};
use crate::report::axis::{Axis, Percent};
use crate::report::context::Context;
use crate::report::locale::{capitalised, granularity_of};
use crate::report::plot::{self, Line};

/// So many labels fit below a chart.
const X_LABELS: usize = 8;
/// Labels beside a chart keep this distance, in percent of its height.
const LABEL_DISTANCE: f64 = 7.0;

/// Figures by period.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TrendView {
    /// Its id.
    pub id: String,
    /// Its name in the contents.
    pub name: String,
    /// Its finding.
    pub heading: String,
    /// What else it shows.
    pub paragraph: String,
    /// One chart for each metric.
    pub charts: Vec<TrendChart>,
}

/// One metric by period.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TrendChart {
    /// What, how often, at which confidence level.
    pub caption: String,
    /// The line and its band; `None` where no period has a figure.
    pub line: Option<Line>,
    /// Grid lines, placed from the top.
    pub grid: Vec<Tick>,
    /// Labels of periods.
    pub periods: Vec<PeriodTick>,
    /// Labels to the right.
    pub labels: Vec<SideLabel>,
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

/// The view of a trend.
pub fn view(context: &Context, trend: &Trend) -> TrendView {
    let movements: Vec<String> = trend
        .series
        .iter()
        .map(|series| sentence(context, series))
        .collect();
    let by = context.say(&format!("by_{}", trend.by), &[]);
    let moved = trend
        .series
        .iter()
        .find_map(|series| movement(context, series));
    TrendView {
        id: trend.id.clone(),
        name: context.say("nav_trend", &[("by", &by)]),
        heading: capitalised(&moved.unwrap_or_else(|| nothing_moved(context, trend))),
        paragraph: movements.join(" "),
        charts: trend
            .series
            .iter()
            .map(|series| chart(context, series, &by))
            .collect(),
    }
}

fn nothing_moved(context: &Context, trend: &Trend) -> String {
    let tested = trend.series.iter().any(|s| {
        s.change
            .as_ref()
            .is_some_and(|c| c.verdict == Verdict::NoClearDifference)
    });
    context.say(
        if tested {
            "trend_no_change"
        } else {
            "trend_untested"
        },
        &[],
    )
}

/// The periods that a series' change compares: the first and the last with a figure.
pub fn ends(series: &Series) -> Option<(&Figure, &Figure)> {
    let mut known = series
        .points
        .iter()
        .filter(|point| point.estimate.is_some());
    let first = known.next()?;
    known.next_back().map(|last| (first, last))
}

/// "CSAT rose 6.5 percentage points from October 2024 to September 2026", where it clearly did.
pub fn movement(context: &Context, series: &Series) -> Option<String> {
    let contrast = series.change.as_ref()?;
    let difference = contrast
        .difference
        .filter(|_| contrast.verdict == Verdict::Differs)?;
    let (first, last) = ends(series)?;
    let style = context.styles.get(&series.metric);
    let key = if difference > 0.0 {
        "trend_rose"
    } else {
        "trend_fell"
    };
    Some(context.say(
        key,
        &[
            ("metric", &context.label(&series.metric)),
            ("amount", &style.amount(&context.locale, difference)),
            ("first", &name(context, first)),
            ("last", &name(context, last)),
        ],
    ))
}

fn name(context: &Context, figure: &Figure) -> String {
    let period = figure.period.as_deref();
    period
        .map(|period| context.locale.period(period))
        .unwrap_or_default()
}

/// One sentence on one series, whether it moved or not.
fn sentence(context: &Context, series: &Series) -> String {
    let style = context.styles.get(&series.metric);
    let label = context.title(&series.metric);
    let known: Vec<&Figure> = series
        .points
        .iter()
        .filter(|p| p.estimate.is_some())
        .collect();
    let (Some(first), Some(last)) = (known.first(), known.last()) else {
        return context.say("trend_empty", &[("metric", &label)]);
    };
    if known.len() == 1 {
        let value = style.with_unit(&context.locale, first.estimate.unwrap_or_default());
        return context.say(
            "trend_single",
            &[
                ("metric", &label),
                ("value", &value),
                ("period", &name(context, first)),
            ],
        );
    }
    let from_to = context.say(
        "trend_from_to",
        &[
            ("metric", &label),
            (
                "a",
                &style.with_unit(&context.locale, first.estimate.unwrap_or_default()),
            ),
            ("first", &name(context, first)),
            (
                "b",
                &style.with_unit(&context.locale, last.estimate.unwrap_or_default()),
            ),
            ("last", &name(context, last)),
        ],
    );
    let Some(contrast) = &series.change else {
        return from_to;
    };
    let verdict = match contrast.verdict {
        Verdict::Differs => "trend_clear",
        Verdict::NoClearDifference => "trend_not_clear",
        Verdict::TooFew => "trend_too_few",
    };
    let mut sentences = vec![from_to, context.say(verdict, &[])];
    if contrast.verdict == Verdict::NoClearDifference
        && let Some(detectable) = contrast.detectable
    {
        let amount = style.amount(&context.locale, detectable);
        sentences.push(context.say("trend_detectable", &[("amount", &amount)]));
    }
    sentences.join(" ")
}

fn chart(context: &Context, series: &Series, by: &str) -> TrendChart {
    let metric = &series.metric;
    let values = plot::extent(&series.points).chain(metric.target);
    let bounds = match metric.unit {
        Unit::Share => Some((0.0, 1.0)),
        Unit::Points => Some((-100.0, 100.0)),
        _ => metric.bounds,
    };
    let axis = Axis::around(values, bounds, 5);
    let line = plot::line(&series.points, &axis);
    let label = context.title(metric);
    let caption = context.say(
        "trend_caption",
        &[("metric", &label), ("by", by), ("level", &context.level())],
    );
    let is_drawn = line.last.is_some();
    TrendChart {
        caption,
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
        target: metric.target.map(|target| axis.from_top(target)),
        note: note(context, series),
        numbers: numbers(context, series),
        line: is_drawn.then_some(line),
    }
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
        let value = style.value(&context.locale, target);
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
