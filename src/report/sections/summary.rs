//! Key figures: value, interval, history, change, benchmark, target.

use serde::Serialize;

use super::kpi_lines::{KpiLine, Lines, lines};
use crate::figures::model::{Figure, Kpi, MetricFacts, Summary, Unit};
use crate::report::axis::Axis;
use crate::report::context::Context;
use crate::report::headline::part_of;
use crate::report::locale::capitalised;
use crate::report::plot::{self, Line};
use crate::report::style::Style;

/// A grid of key figures.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct KpiGrid {
    /// The key figures.
    pub kpis: Vec<KpiView>,
    /// In how many columns they stand best.
    pub columns: usize,
    /// Whether any of them has a history.
    pub has_history: bool,
}

/// A key figure.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct KpiView {
    /// Its name.
    pub name: String,
    /// What it is, and on which scale.
    pub what: String,
    /// Its value.
    pub value: String,
    /// Its interval, or why there is none.
    pub interval: String,
    /// A warning of a small base.
    pub flag: Option<String>,
    /// Its history.
    pub history: Option<History>,
    /// Lines below: change, benchmark, target.
    pub lines: Vec<KpiLine>,
}

/// A small line chart.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct History {
    /// The line.
    pub line: Line,
    /// What it shows, for those who can't see it.
    pub words: String,
}

/// A later summary as a section of its own.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SummaryView {
    /// Its id.
    pub id: String,
    /// Its name in the contents.
    pub name: String,
    /// The key figures.
    pub grid: Option<KpiGrid>,
}

/// A summary that does not stand above the fold.
pub fn view(context: &Context, summary: &Summary) -> SummaryView {
    SummaryView {
        id: summary.id.clone(),
        name: context.say("nav_more_figures", &[]),
        grid: grid(context, summary),
    }
}

/// The key figures of a summary; `None` where it has none.
pub fn grid(context: &Context, summary: &Summary) -> Option<KpiGrid> {
    let kpis = &summary.kpis;
    let shown = Lines {
        change: kpis.iter().find_map(|kpi| kpi.change.as_ref()),
        of_all: kpis.iter().any(|kpi| kpi.of_all.is_some()),
        benchmark: kpis.iter().any(|kpi| kpi.benchmark.is_some()),
        target: kpis.iter().any(|kpi| kpi.metric.target.is_some()),
    };
    (!kpis.is_empty()).then(|| KpiGrid {
        columns: match kpis.len() {
            n @ 1..=4 => n,
            5 | 6 | 9 => 3,
            _ => 4,
        },
        has_history: kpis.iter().any(|kpi| drawn(&kpi.history) > 1),
        kpis: kpis
            .iter()
            .map(|kpi| kpi_view(context, kpi, &shown))
            .collect(),
    })
}

fn drawn(history: &[Figure]) -> usize {
    history
        .iter()
        .filter(|figure| figure.estimate.is_some())
        .count()
}

fn kpi_view(context: &Context, kpi: &Kpi, shown: &Lines) -> KpiView {
    let style = context.styles.get(&kpi.metric);
    let interval = context
        .interval_or_why(&style, &kpi.figure)
        .unwrap_or_default();
    KpiView {
        name: context.title(&kpi.metric),
        what: what(context, kpi),
        value: context.value(&style, &kpi.figure),
        interval,
        flag: context
            .small_base(&kpi.figure)
            .map(|flag| capitalised(&flag)),
        history: history(context, kpi, &style),
        lines: lines(context, kpi, shown),
    }
}

/// "mean, scale 1 to 5".
fn what(context: &Context, kpi: &Kpi) -> String {
    let codes = part_of(context, kpi).map_or("", |part| part.codes.as_str());
    if !codes.is_empty() {
        let codes = context.locale.codes(codes);
        return context.say("measure_share_of_codes", &[("codes", &codes)]);
    }
    let mut parts = vec![measure(context, &kpi.metric)];
    if let (Unit::Number(_), Some((low, high))) = (&kpi.metric.unit, kpi.metric.bounds) {
        let end = |value| context.given(&kpi.metric.unit, value);
        parts.push(context.say("on_scale", &[("low", &end(low)), ("high", &end(high))]));
    } else if let Unit::Number(Some(unit)) = &kpi.metric.unit {
        parts.push(context.locale.data(unit));
    }
    parts.retain(|part| !part.is_empty());
    parts.join(&context.say("list_comma", &[]))
}

/// What is computed, in a word: from the formula's function, or from the unit.
pub fn measure(context: &Context, metric: &MetricFacts) -> String {
    let function = metric
        .formula
        .split_once('(')
        .map_or("", |(name, _)| name.trim());
    if let Some(name) = context.locale.try_say(&format!("measure_{function}"), &[]) {
        return name;
    }
    let key = match metric.unit {
        Unit::Share => "measure_share",
        Unit::Points => "measure_nps",
        Unit::Count => "measure_count",
        Unit::Ratio => "measure_ratio",
        Unit::Number(_) => return String::new(),
    };
    context.say(key, &[])
}

fn history(context: &Context, kpi: &Kpi, style: &Style) -> Option<History> {
    let points = &kpi.history;
    if drawn(points) < 2 {
        return None;
    }
    let axis = Axis::around(plot::extent(points), None, 4);
    // The little chart has no scale, so it uses all of its height.
    let (low, high) = plot::extent(points)
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| {
            (low.min(v), high.max(v))
        });
    let axis = if high > low {
        Axis { low, high, ..axis }
    } else {
        axis
    };
    let known: Vec<_> = points
        .iter()
        .filter(|figure| figure.estimate.is_some())
        .collect();
    let (first, last) = (known.first()?, known.last()?);
    let name = |figure: &Figure| {
        figure
            .period
            .as_deref()
            .map(|p| context.locale.period(p))
            .unwrap_or_default()
    };
    Some(History {
        line: plot::line(points, &axis),
        words: context.say(
            "history_words",
            &[
                ("a", &context.value(style, first)),
                ("first", &name(first)),
                ("b", &context.value(style, last)),
                ("last", &name(last)),
            ],
        ),
    })
}
