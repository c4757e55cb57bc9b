//! Key figures, the bar of shares and the line about the base.

use serde::Serialize;

use crate::figures::model::{
    AgainstBenchmark, Change, Kpi, MetricFacts, Split, Standing, Summary, Tone, Unit, Verdict,
};
use crate::report::axis::{Axis, Percent};
use crate::report::context::Context;
use crate::report::locale::capitalised;
use crate::report::plot::{self, Line};
use crate::report::style::Style;

/// Width of the bar on a desktop, in pixels, and of what stands in a part: used to choose
/// between a long name, a short one and none.
const BAR: f64 = 824.0;
const PADDING: f64 = 24.0;
const NUMBER: f64 = 58.0;
const LETTER: f64 = 6.2;

/// The bar of shares above the fold.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ShareBar {
    /// The parts, best first.
    pub parts: Vec<SharePart>,
    /// Whether a name does not fit into the bar, so that a legend has to say it.
    pub needs_legend: bool,
}

/// One part of the bar.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SharePart {
    /// "68.1%".
    pub share: String,
    /// "Satisfied (4–5)".
    pub name: String,
    /// "95% CI 66.7 to 69.5%; n = 4,212".
    pub detail: String,
    /// Width in percent of the bar.
    pub width: Percent,
    /// Style of the part: "good", "neutral", "bad".
    pub tone: &'static str,
    /// As much of its name as fits.
    pub short_name: Option<String>,
    /// Whether its number fits.
    pub shows_share: bool,
}

/// A grid of key figures.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct KpiGrid {
    /// The key figures.
    pub kpis: Vec<KpiView>,
    /// In how many columns they stand best.
    pub columns: usize,
    /// Whether any of them has a history.
    pub has_history: bool,
    /// The published figures they stand beside, in words.
    pub sources: Vec<String>,
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

/// "4,212 responses, 21.2% of the 19,870 invited. Groups come from one question: “…”."
pub fn base(context: &Context) -> String {
    let base = &context.figures.base;
    let mut sentences = vec![match (base.invited, &base.response_rate) {
        (Some(invited), Some(rate)) if rate.estimate.is_some() => context.locale.say_count(
            "base_of_invited",
            base.n,
            &[
                ("rate", &context.value(&Style::SHARE, rate)),
                ("invited", &context.locale.integer(invited)),
            ],
        ),
        _ => context.locale.say_count("base", base.n, &[]),
    }];
    if base.weighted {
        let effective = context.locale.number(base.effective_n, 0);
        sentences.push(context.say("base_weighted", &[("n", &effective)]));
    }
    if let Some(split) = &context.figures.split {
        let question = context.locale.data(&split.question);
        sentences.push(context.say("base_question", &[("question", &question)]));
    }
    sentences.join(" ")
}

/// The bar of shares; `None` where no part has a share.
pub fn bar(context: &Context, split: &Split) -> Option<ShareBar> {
    let parts: Vec<SharePart> = split
        .parts
        .iter()
        .filter_map(|part| {
            let share = part.share.estimate?;
            let bare_name = context.band(&part.name, "");
            let name = if part.codes.is_empty() {
                bare_name.clone()
            } else {
                let codes = context.locale.codes(&part.codes);
                context.say("with_codes", &[("name", &bare_name), ("codes", &codes)])
            };
            let room = PADDING + BAR * share;
            let fits =
                |name: &String| PADDING + NUMBER + name.chars().count() as f64 * LETTER <= room;
            let short_name = [&name, &bare_name]
                .into_iter()
                .find(|name| fits(name))
                .cloned();
            let mut detail: Vec<String> = context
                .interval(&Style::SHARE, &part.share)
                .into_iter()
                .collect();
            detail.extend(
                part.share
                    .n
                    .map(|n| context.say("n_equals", &[("n", &context.locale.integer(n))])),
            );
            Some(SharePart {
                share: context.value(&Style::SHARE, &part.share),
                short_name,
                shows_share: NUMBER <= room,
                name,
                detail: detail.join(&context.say("reason_separator", &[])),
                width: Percent(share * 100.0),
                tone: tone_name(part.tone),
            })
        })
        .filter(|part| part.width.0 > 0.0)
        .collect();
    (!parts.is_empty()).then(|| ShareBar {
        needs_legend: parts.iter().any(|part| part.short_name.is_none()),
        parts,
    })
}

/// Name of a tone in templates.
pub fn tone_name(tone: Tone) -> &'static str {
    match tone {
        Tone::Good => "good",
        Tone::Neutral => "neutral",
        Tone::Bad => "bad",
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
        sources: sources(context, kpis),
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

fn drawn(history: &[crate::figures::model::Figure]) -> usize {
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
        lines.push(KpiLine {
            value: kpi.metric.target.map_or_else(
                || context.say("no_target", &[]),
                |target| style.value(&context.locale, target),
            ),
            tone: if kpi.metric.target.is_some() {
                "plain"
            } else {
                "nothing"
            },
            ..plain_line(context.say("kpi_target", &[]))
        });
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
    let mut parts = vec![measure(context, &kpi.metric)];
    if let (Unit::Number(_), Some((low, high))) = (&kpi.metric.unit, kpi.metric.bounds) {
        let axis = Axis::fixed(low, high, 4);
        let end = |value| context.locale.number(value, axis.decimals().min(2));
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

fn tone_of(is_up: bool, more_is_good: Option<bool>) -> &'static str {
    match more_is_good {
        Some(good) if good == is_up => "good",
        Some(_) => "bad",
        None => "plain",
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

/// The word for a standing, and whether that is good.
pub fn standing(standing: Standing, more_is_good: Option<bool>) -> (&'static str, &'static str) {
    match standing {
        Standing::Above => ("standing_above", tone_of(true, more_is_good)),
        Standing::Below => ("standing_below", tone_of(false, more_is_good)),
        Standing::Level => ("standing_level", "plain"),
        Standing::Unknown => ("standing_unknown", "plain"),
    }
}

fn sources(context: &Context, kpis: &[Kpi]) -> Vec<String> {
    let mut numbers: Vec<usize> = kpis
        .iter()
        .filter_map(|kpi| Some(context.benchmark(&kpi.benchmark.as_ref()?.benchmark)?.0))
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
        .into_iter()
        .filter_map(|number| {
            let benchmark = context.figures.benchmarks.get(number - 1)?;
            Some(source(context, number, benchmark))
        })
        .collect()
}

/// "Source 1: Satisfaction index, Institute, 2026".
pub fn source(
    context: &Context,
    number: usize,
    benchmark: &crate::figures::model::Benchmark,
) -> String {
    let mut parts = vec![context.locale.data(&benchmark.label)];
    if !benchmark.source.is_empty() {
        parts.push(context.locale.data(&benchmark.source));
    }
    parts.extend(
        benchmark
            .year
            .map(|year| context.locale.plain_number(year.into())),
    );
    parts.extend(
        benchmark
            .n
            .map(|n| context.say("n_equals", &[("n", &context.locale.integer(n))])),
    );
    let text = parts.join(&context.say("list_comma", &[]));
    context.say(
        "source_line",
        &[("number", &context.source_mark(number)), ("text", &text)],
    )
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
    let name = |figure: &crate::figures::model::Figure| {
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
