//! Figures by period: what moved, and what stands out.

use serde::Serialize;

use super::trend_chart::{self, TrendChart};
use crate::figures::model::{Figure, Series, Trend, Verdict};
use crate::report::context::Context;
use crate::report::locale::capitalised;
use crate::report::standout::{self, Standout};

/// Figures by period.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TrendView {
    /// Its id.
    pub id: String,
    /// Its name in the contents.
    pub name: String,
    /// Its finding.
    pub heading: String,
    /// One chart for each metric.
    pub charts: Vec<TrendChart>,
}

/// The view of a trend.
pub fn view(context: &Context, trend: &Trend) -> TrendView {
    let by = context.say(&format!("by_{}", trend.by), &[]);
    let moved = trend
        .series
        .iter()
        .find_map(|series| movement(context, series));
    TrendView {
        id: trend.id.clone(),
        name: context.say("nav_trend", &[("by", &by)]),
        heading: capitalised(
            &moved
                .or_else(|| stands_out(context, trend))
                .unwrap_or_else(|| nothing_moved(context, trend)),
        ),
        charts: trend
            .series
            .iter()
            .map(|series| trend_chart::chart(context, series, &by))
            .collect(),
    }
}

/// The clearest of the periods that stand apart, of the first metric that has one.
fn stands_out(context: &Context, trend: &Trend) -> Option<String> {
    trend.series.iter().find_map(|series| {
        let standouts = standout::of_series(series);
        Some(apart(context, series, standouts.first()?))
    })
}

/// "CSAT in November 2025, at 52.1%, is clearly below the other months".
pub fn apart(context: &Context, series: &Series, one: &Standout) -> String {
    let style = context.styles.get(&series.metric);
    let key = if one.is_above {
        "trend_above_others"
    } else {
        "trend_below_others"
    };
    context.say(
        key,
        &[
            ("metric", &context.subject(&series.metric)),
            ("value", &context.value_in_words(&style, one.figure)),
            ("period", &name(context, one.figure)),
        ],
    )
}

fn nothing_moved(context: &Context, trend: &Trend) -> String {
    let changes = || trend.series.iter().filter_map(|s| s.change.as_ref());
    let key = if changes().any(|c| c.verdict == Verdict::Differs) {
        "trend_too_small"
    } else if changes().any(|c| c.verdict == Verdict::NoClearDifference) {
        "trend_no_change"
    } else {
        "trend_untested"
    };
    context.say(key, &[])
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
    let difference = contrast.difference.filter(|_| contrast.matters())?;
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
            ("metric", &context.subject(&series.metric)),
            ("amount", &style.amount(&context.locale, difference)),
            ("first", &name(context, first)),
            ("last", &name(context, last)),
        ],
    ))
}

/// The period of a figure in full.
pub fn name(context: &Context, figure: &Figure) -> String {
    let period = figure.period.as_deref();
    period
        .map(|period| context.locale.period(period))
        .unwrap_or_default()
}

/// One sentence on one series, whether it moved or not.
pub fn sentence(context: &Context, series: &Series) -> String {
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
    let mut sentences = vec![from_to];
    let standouts = standout::of_series(series);
    let Some(contrast) = &series.change else {
        sentences.extend(standouts.iter().map(|one| told(context, series, one)));
        return sentences.join(" ");
    };
    let verdict = match contrast.verdict {
        Verdict::Differs if contrast.below_noise => "trend_below_noise",
        Verdict::Differs => "trend_clear",
        Verdict::NoClearDifference => "trend_not_clear",
        Verdict::TooFew => "trend_too_few",
    };
    sentences.push(context.say(verdict, &[]));
    if contrast.verdict == Verdict::NoClearDifference
        && let Some(detectable) = contrast.detectable
    {
        let amount = style.amount(&context.locale, detectable);
        sentences.push(context.say("trend_detectable", &[("amount", &amount)]));
    }
    sentences.extend(standouts.iter().map(|one| told(context, series, one)));
    sentences.join(" ")
}

fn told(context: &Context, series: &Series, one: &Standout) -> String {
    let claim = capitalised(&apart(context, series, one));
    context.say("sentence", &[("claim", &claim)])
}
