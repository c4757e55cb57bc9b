//! The lines below a key figure: base, change, benchmark, target.

use serde::Serialize;

use super::sources::{standing, tone_of};
use crate::figures::model::{AgainstBenchmark, Change, Kpi, MetricFacts, Unit, Verdict};
use crate::report::context::Context;
use crate::report::style::Style;

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

/// Which lines stand below every figure of a grid, so that they stand side by side.
pub struct Lines<'a> {
    /// A change that one of them has.
    pub change: Option<&'a Change>,
    /// Whether one of them stands beside that of all respondents.
    pub of_all: bool,
    /// Whether one of them has a benchmark.
    pub benchmark: bool,
    /// Whether one of them has a target.
    pub target: bool,
}

/// The lines of one key figure.
pub fn lines(context: &Context, kpi: &Kpi, shown: &Lines) -> Vec<KpiLine> {
    let style = context.styles.get(&kpi.metric);
    let n = context.base(&kpi.figure).unwrap_or_else(|| "–".to_owned());
    let mut lines = vec![KpiLine {
        value: n,
        ..plain_line(context.say("kpi_base", &[]))
    }];
    if shown.of_all {
        let of_all = kpi.of_all.as_ref();
        lines.push(KpiLine {
            value: of_all.map_or_else(|| "–".to_owned(), |all| context.value(&style, all)),
            ..plain_line(context.say("kpi_of_all", &[]))
        });
    }
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
    lines
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
        (Verdict::Differs, Some(difference)) if change.contrast.matters() => KpiLine {
            value: change_value(context, metric, style, difference),
            tone: tone_of(difference > 0.0, metric.more_is_good),
            arrow: if difference > 0.0 { "▲" } else { "▼" },
            ..line
        },
        (Verdict::Differs, Some(difference)) => KpiLine {
            value: context.say(
                "change_below_noise",
                &[("change", &change_value(context, metric, style, difference))],
            ),
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
