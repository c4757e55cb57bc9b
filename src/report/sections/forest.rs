//! The forest of two groups: one track a row.

use serde::Serialize;

use super::shared_axis;
use super::sources::standing;
use super::summary::measure;
use crate::figures::model::{
    AgainstBenchmark, BenchmarkedQuantity, Compare, CompareRow, Contrast, Figure, Tone, Unit,
};
use crate::report::axis::{Axis, Percent};
use crate::report::context::Context;
use crate::report::style::Style;

/// One figure of a comparison.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Forest {
    /// What, on which scale, at which confidence level.
    pub caption: String,
    /// Ticks of the axis.
    pub ticks: Vec<Tick>,
    /// Whether any row stands beside a benchmark.
    pub has_benchmark: bool,
    /// Whether a published mark stands on any track.
    pub has_published: bool,
    /// Head of the column of gaps.
    pub gap_head: String,
    /// The rows, widest gap first.
    pub rows: Vec<ForestRow>,
}

/// A tick.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Tick {
    /// Where it stands.
    pub at: Percent,
    /// What it says.
    pub label: String,
}

/// One metric.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ForestRow {
    /// Its name.
    pub name: String,
    /// Warnings: a small base, a hidden figure.
    pub flags: Vec<String>,
    /// The group named first.
    pub left: Side,
    /// The other.
    pub right: Side,
    /// What joins the two marks.
    pub link: Option<Stretch>,
    /// Published marks on the track.
    pub published: Vec<Percent>,
    /// The gap.
    pub gap: String,
    /// Its interval.
    pub gap_interval: Option<String>,
    /// A word where there is no clear difference.
    pub remark: Option<String>,
    /// Benchmarks beside the row.
    pub benchmarks: Vec<BesideBenchmark>,
}

/// One group's figure.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Side {
    /// As text.
    pub value: String,
    /// Its interval in words.
    pub interval: Option<String>,
    /// Where its mark stands.
    pub at: Option<Percent>,
    /// Its interval on the track.
    pub stretch: Option<Stretch>,
}

/// A stretch of a track.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Stretch {
    /// Where it begins.
    pub start: Percent,
    /// How wide it is.
    pub width: Percent,
}

/// A benchmark beside a row.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BesideBenchmark {
    /// Its value.
    pub value: String,
    /// Number of its source.
    pub mark: String,
    /// "below", with what is compared where that is not plain: "here 2.4×, below".
    pub verdict: String,
    /// "good", "bad", "plain".
    pub tone: &'static str,
}

/// The figures of a comparison: rows that may share an axis together.
pub fn figures(context: &Context, compare: &Compare) -> Vec<Forest> {
    shared_axis::groups(&compare.rows)
        .iter()
        .map(|rows| figure(context, compare, rows))
        .collect()
}

fn figure(context: &Context, compare: &Compare, rows: &[&CompareRow]) -> Forest {
    let axis = shared_axis::axis(rows);
    let first = &rows[0].metric;
    let written: Vec<String> = axis
        .ticks
        .iter()
        .map(|tick| tick_label(context, &first.unit, &axis, *tick))
        .collect();
    let ticks = axis.ticks.iter().zip(written);
    let ends = |value| tick_label(context, &first.unit, &axis, value);
    let (low, high) = (ends(axis.low), ends(axis.high));
    let level = context.level();
    let places = [
        ("low", low.as_str()),
        ("high", high.as_str()),
        ("level", level.as_str()),
    ];
    let caption = match &first.unit {
        Unit::Share => context.say("forest_of_shares", &places),
        Unit::Points => context.say("forest_of_points", &places),
        Unit::Number(unit) if first.bounds.is_some() => {
            let measure = match unit {
                Some(unit) => context.locale.data(unit),
                None => common_measure(context, rows),
            };
            let mut all = places.to_vec();
            all.push(("measure", measure.as_str()));
            context.say("forest_of_ratings", &all)
        }
        Unit::Number(Some(unit)) => context.say(
            "forest_of_numbers",
            &[
                ("measure", &common_measure(context, rows)),
                ("unit", &context.locale.data(unit)),
                ("level", &level),
            ],
        ),
        _ => context.say(
            "forest_of_other",
            &[("metric", &context.title(first)), ("level", &level)],
        ),
    };
    let drawn: Vec<ForestRow> = rows
        .iter()
        .map(|row| row_view(context, compare, row, &axis))
        .collect();
    Forest {
        caption: crate::report::locale::capitalised(&caption),
        ticks: ticks
            .map(|(tick, label)| Tick {
                at: axis.at(*tick),
                label,
            })
            .collect(),
        has_benchmark: rows.iter().any(|row| !row.against.is_empty()),
        gap_head: context.say(
            if first.unit == Unit::Share {
                "gap_head_points"
            } else {
                "gap_head"
            },
            &[("level", &level)],
        ),
        has_published: drawn.iter().any(|row| !row.published.is_empty()),
        rows: drawn,
    }
}

/// "mean"; "mean and median"; "value" where that is not known.
fn common_measure(context: &Context, rows: &[&CompareRow]) -> String {
    let mut names: Vec<String> = rows
        .iter()
        .map(|row| measure(context, &row.metric))
        .collect();
    names.sort();
    names.dedup();
    if names.iter().any(String::is_empty) {
        return context.say("value", &[]);
    }
    context.locale.list(&names)
}

/// A tick's label; also used by other charts of the same unit.
pub fn tick_label(context: &Context, unit: &Unit, axis: &Axis, tick: f64) -> String {
    match unit {
        Unit::Share => context
            .locale
            .percent(tick, axis.decimals().saturating_sub(2)),
        Unit::Points => context.locale.signed(tick, axis.decimals()),
        _ => context.locale.number(tick, axis.decimals()),
    }
}

fn row_view(context: &Context, compare: &Compare, row: &CompareRow, axis: &Axis) -> ForestRow {
    let style = context.styles.get(&row.metric);
    let left = side(context, &style, &row.left, axis);
    let right = side(context, &style, &row.right, axis);
    let link = match (left.at, right.at) {
        (Some(a), Some(b)) => Some(stretch(a, b)),
        _ => None,
    };
    let labels = [
        context.group_head(&compare.left),
        context.group_head(&compare.right),
    ];
    let flags = [&row.left, &row.right]
        .into_iter()
        .zip(labels)
        .filter_map(|(figure, group)| flag(context, figure, &group))
        .collect();
    let contrast = row.contrast.as_ref();
    let on_track = row
        .against
        .iter()
        .filter(|against| against.with != BenchmarkedQuantity::Ratio);
    ForestRow {
        name: context.title(&row.metric),
        flags,
        left,
        right,
        link,
        published: on_track
            .filter_map(|against| {
                let (_, benchmark) = context.benchmark(&against.benchmark)?;
                let fits = benchmark.value >= axis.low && benchmark.value <= axis.high;
                (benchmark.unit == row.metric.unit && fits).then(|| axis.at(benchmark.value))
            })
            .collect(),
        gap: contrast
            .and_then(|c| c.difference)
            .map_or_else(|| "–".to_owned(), |d| style.difference(&context.locale, d)),
        gap_interval: contrast.and_then(|c| {
            style.difference_interval(&context.locale, c.difference_low, c.difference_high)
        }),
        remark: contrast.and_then(|c| remark(context, c)),
        benchmarks: row
            .against
            .iter()
            .filter_map(|a| beside(context, row, a))
            .collect(),
    }
}

fn side(context: &Context, style: &Style, figure: &Figure, axis: &Axis) -> Side {
    let ends = figure
        .low
        .zip(figure.high)
        .filter(|_| figure.estimate.is_some());
    Side {
        value: context.value(style, figure),
        interval: context
            .interval(style, figure)
            .or_else(|| context.absence(figure)),
        at: figure.estimate.map(|value| axis.at(value)),
        stretch: ends.map(|(low, high)| stretch(axis.at(low), axis.at(high))),
    }
}

fn stretch(a: Percent, b: Percent) -> Stretch {
    Stretch {
        start: Percent(a.0.min(b.0)),
        width: Percent((a.0 - b.0).abs()),
    }
}

fn flag(context: &Context, figure: &Figure, group: &str) -> Option<String> {
    let said = context
        .small_base(figure)
        .or_else(|| context.absence(figure))?;
    Some(context.say("flag_of_group", &[("group", group), ("flag", &said)]))
}

fn remark(context: &Context, contrast: &Contrast) -> Option<String> {
    (!contrast.matters()).then(|| context.verdict(contrast))
}

fn beside(
    context: &Context,
    row: &CompareRow,
    against: &AgainstBenchmark,
) -> Option<BesideBenchmark> {
    let (number, benchmark) = context.benchmark(&against.benchmark)?;
    let (key, tone) = standing(against.standing, row.metric.more_is_good);
    let word = context.say(key, &[]);
    let is_ratio = against.with == BenchmarkedQuantity::Ratio;
    let ratio = row
        .contrast
        .as_ref()
        .and_then(|c| c.ratio)
        .filter(|_| is_ratio);
    Some(BesideBenchmark {
        value: context.benchmark_value(benchmark),
        mark: context.source_mark(number),
        verdict: match ratio {
            Some(ratio) => {
                let style = Style::new(&Unit::Ratio, false, ratio);
                let here = style.value(&context.locale, ratio);
                context.say("standing_here", &[("value", &here), ("standing", &word)])
            }
            None => word,
        },
        tone: if is_ratio { "plain" } else { tone },
    })
}

/// Shapes of the two groups: "s" is the circle, "d" the diamond, which the worse group gets.
pub fn shapes(compare: &Compare) -> (&'static str, &'static str) {
    let rank = |tone: Tone| match tone {
        Tone::Good => 0,
        Tone::Neutral => 1,
        Tone::Bad => 2,
    };
    if rank(compare.left.tone) > rank(compare.right.tone) {
        ("d", "s")
    } else {
        ("s", "d")
    }
}
