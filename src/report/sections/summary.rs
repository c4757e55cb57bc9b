//! Key figures: value, interval, history, change, benchmark, target.

use serde::Serialize;

use super::sources::{standing, tone_of};
use crate::figures::model::{
    AgainstBenchmark, Change, Figure, Kpi, MetricFacts, Summary, Unit, Verdict,
};
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
    /// Its interval, or why there is no value.
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

/// A line below a key figure.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct KpiLine {
    /// "vs Q2 2026".
    pub name: String,
    /// "+2.3 pts".
    pub value: String,
    /// Number of the source, as a mark behind the value.
    pub mark: Option<String>,
    /// A word behind it: "below".
    pub verdict: Option<String>,
    /// "good", "bad", "plain", or "nothing" where there is nothing to show.
    pub tone: &'static str,
    /// "▲", "▼", or nothing.
    pub arrow: &'static str,
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

/// Which lines stand below every figure of a grid, so that they stand side by side.
struct Lines<'a> {
    change: Option<&'a Change>,
    benchmark: bool,
    target: bool,
}

fn drawn(history: &[Figure]) -> usize {
    history
        .iter()
        .filter(|figure| figure.estimate.is_some())
        .count()
}

fn kpi_view(context: &Context, kpi: &Kpi, shown: &Lines) -> KpiView {
    let style = context.styles.get(&kpi.metric);
    let n = kpi
        .figure
        .n
        .map_or_else(|| "–".to_owned(), |n| context.locale.integer(n));
    let mut lines = vec![KpiLine {
        value: n,
        ..plain_line(context.say("kpi_base", &[]))
    }];
    if let Some(example) = shown.change {
        lines.push(change_line(
            context,
            &kpi.metric,
            &style,
            kpi.change.as_ref(),
            example,
        ));
    }
    if shown.benchmark {
        lines.push(benchmark_line(context, &kpi.metric, kpi.benchmark.as_ref()));
    }
    if shown.target {
        lines.push(target_line(context, kpi));
    }
    let interval = context
        .interval(&style, &kpi.figure)
        .or_else(|| context.absence(&kpi.figure))
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
        lines,
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

fn plain_line(name: String) -> KpiLine {
    KpiLine {
        name,
        value: String::new(),
        mark: None,
        verdict: None,
        tone: "plain",
        arrow: "",
    }
}

fn change_line(
    context: &Context,
    metric: &MetricFacts,
    style: &Style,
    change: Option<&Change>,
    example: &Change,
) -> KpiLine {
    let previous = change.unwrap_or(example).previous.period.as_deref();
    let previous = previous
        .map(|period| context.locale.period(period))
        .unwrap_or_default();
    let line = plain_line(context.say("kpi_versus", &[("period", &previous)]));
    let Some(change) = change else {
        return KpiLine {
            value: "–".to_owned(),
            ..line
        };
    };
    match (change.contrast.verdict, change.contrast.difference) {
        (Verdict::Differs, Some(difference)) => KpiLine {
            value: change_value(context, metric, style, difference),
            tone: tone_of(difference > 0.0, metric.more_is_good),
            arrow: if difference > 0.0 { "▲" } else { "▼" },
            ..line
        },
        (Verdict::TooFew, _) | (_, None) => KpiLine {
            value: context.say("verdict_too_few", &[]),
            ..line
        },
        (_, Some(_)) => KpiLine {
            value: context.say("no_clear_change", &[]),
            ..line
        },
    }
}

fn change_value(context: &Context, metric: &MetricFacts, style: &Style, difference: f64) -> String {
    let digits = style.difference(&context.locale, difference);
    if metric.unit == Unit::Share {
        context.say("points_short", &[("n", &digits)])
    } else {
        digits
    }
}

fn benchmark_line(
    context: &Context,
    metric: &MetricFacts,
    against: Option<&AgainstBenchmark>,
) -> KpiLine {
    let line = plain_line(context.say("kpi_benchmark", &[]));
    let found = against.and_then(|a| Some((a, context.benchmark(&a.benchmark)?)));
    let Some((against, (number, benchmark))) = found else {
        return KpiLine {
            value: context.say("no_benchmark", &[]),
            tone: "nothing",
            ..line
        };
    };
    let (key, tone) = standing(against.standing, metric.more_is_good);
    KpiLine {
        value: context.benchmark_value(benchmark),
        mark: Some(context.source_mark(number)),
        verdict: Some(context.say(key, &[])),
        tone,
        ..line
    }
}

/// "75% · not reached", by the same rule as for benchmarks: by the interval.
fn target_line(context: &Context, kpi: &Kpi) -> KpiLine {
    let line = plain_line(context.say("kpi_target", &[]));
    let Some(target) = kpi.metric.target else {
        return KpiLine {
            value: context.say("no_target", &[]),
            tone: "nothing",
            ..line
        };
    };
    let (key, tone) = against_target(kpi, target);
    KpiLine {
        value: context.given(&kpi.metric.unit, target),
        verdict: Some(context.say(key, &[])),
        tone,
        ..line
    }
}

fn against_target(kpi: &Kpi, target: f64) -> (&'static str, &'static str) {
    let figure = &kpi.figure;
    let ends = match (figure.low, figure.high) {
        (Some(low), Some(high)) => Some((low, high)),
        // What is counted has no interval: it is what it is.
        (None, None) if kpi.metric.unit == Unit::Count => figure.estimate.map(|n| (n, n)),
        _ => None,
    };
    let Some((low, high)) = ends else {
        return ("target_unclear", "plain");
    };
    let is_good = kpi.metric.more_is_good.unwrap_or(true);
    let (reached, missed) = if is_good {
        (low >= target, high < target)
    } else {
        (high <= target, low > target)
    };
    match (reached, missed) {
        (true, _) => ("target_reached", "good"),
        (_, true) => ("target_missed", "bad"),
        _ => ("target_unclear", "plain"),
    }
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
