//! The forest of compared groups: one track a row, of more than two groups a lane each.

use serde::Serialize;

use super::adjusted;
use super::shared_axis;
use super::sources::standing;
use super::summary::measure;
use crate::figures::model::{
    AgainstBenchmark, BenchmarkedQuantity, Compare, CompareRow, Contrast, Figure, Group, Tone, Unit,
};
use crate::report::axis::{Axis, Percent};
use crate::report::between::Between;
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
    /// The groups' figures, in the groups' order.
    pub sides: Vec<Side>,
    /// What joins the marks of two groups.
    pub link: Option<Stretch>,
    /// Published marks on the track.
    pub published: Vec<Percent>,
    /// Of more than two groups: which two the gap is between.
    pub gap_between: Option<String>,
    /// The gap.
    pub gap: String,
    /// Its interval.
    pub gap_interval: Option<String>,
    /// A word where there is no clear difference.
    pub remark: Option<String>,
    /// The gap within strata, with its interval.
    pub adjusted: Option<String>,
    /// Benchmarks beside the row.
    pub benchmarks: Vec<BesideBenchmark>,
}

/// One group's figure.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Side {
    /// The group's name, cut where it is long.
    pub label: String,
    /// Its mark: see [`shapes`].
    pub shape: &'static str,
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
    let rows = compare.rows.iter().filter(|row| !is_nothing(row));
    shared_axis::groups(rows)
        .iter()
        .map(|rows| figure(context, compare, rows))
        .collect()
}

/// Whether there is nothing to be drawn: zero in every group, and no interval, on a scale that has
/// no ends.
pub fn is_nothing(row: &CompareRow) -> bool {
    let has_scale =
        matches!(row.metric.unit, Unit::Share | Unit::Points) || row.metric.bounds.is_some();
    let numbers = row.figures.iter();
    let mut numbers = numbers.flat_map(|figure| [figure.estimate, figure.low, figure.high]);
    !has_scale && numbers.all(|number| number.is_none_or(|number| number == 0.0))
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
    let shapes = shapes(&compare.groups);
    let sides: Vec<Side> = compare
        .groups
        .iter()
        .zip(shapes)
        .zip(&row.figures)
        .map(|((group, shape), figure)| side(context, &style, (group, shape), figure, axis))
        .collect();
    let link = match &sides[..] {
        [left, right] => left.at.zip(right.at).map(|(a, b)| stretch(a, b)),
        _ => None,
    };
    let flags = row
        .figures
        .iter()
        .zip(&compare.groups)
        .filter_map(|(figure, group)| flag(context, figure, &context.group_head(group)))
        .collect();
    let between = Between::of_row(compare, row);
    let contrast = between.and_then(|between| between.contrast);
    let on_track = row
        .against
        .iter()
        .filter(|against| against.with != BenchmarkedQuantity::Ratio);
    ForestRow {
        name: context.title(&row.metric),
        flags,
        gap_between: between
            .filter(|_| compare.groups.len() > 2)
            .map(|between| pair_name(context, &between)),
        sides,
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
        remark: contrast.and_then(|c| remark(context, &style, c)),
        adjusted: between.and_then(|between| adjusted::beside(context, &style, between.adjusted?)),
        benchmarks: row
            .against
            .iter()
            .filter_map(|a| beside(context, row, a))
            .collect(),
    }
}

/// "Phone – Chat": the first of two groups minus the other.
pub fn pair_name(context: &Context, between: &Between) -> String {
    let names = [between.left.0, between.right.0].map(|group| context.group_head(group));
    let places = [("left", names[0].as_str()), ("right", names[1].as_str())];
    context.say("pair_of_groups", &places)
}

fn side(
    context: &Context,
    style: &Style,
    (group, shape): (&Group, &'static str),
    figure: &Figure,
    axis: &Axis,
) -> Side {
    let ends = figure
        .low
        .zip(figure.high)
        .filter(|_| figure.estimate.is_some());
    Side {
        label: context.group_head(group),
        shape,
        value: context.value(style, figure),
        interval: context.interval_or_why(style, figure),
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

fn remark(context: &Context, style: &Style, contrast: &Contrast) -> Option<String> {
    (!contrast.matters()).then(|| context.verdict_in_full(style, contrast))
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
    let first = row.pairs.first().and_then(|pair| pair.contrast.as_ref());
    let ratio = first.and_then(|c| c.ratio).filter(|_| is_ratio);
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

/// Marks of groups that are neither the good nor the bad one.
const OTHER_SHAPES: [&str; 6] = ["q", "t", "u", "h", "s", "d"];

/// Shapes of the groups: "s" is the circle, which the good group gets, "d" the diamond, which the
/// bad one gets; where there is no such group the first two have them. Others are a square, two
/// triangles and a hexagon.
pub fn shapes(groups: &[Group]) -> Vec<&'static str> {
    let of_tone = |tone| groups.iter().position(|group| group.tone == tone);
    let (good, bad) = (of_tone(Tone::Good), of_tone(Tone::Bad));
    let first_but = |taken: Option<usize>| (0..groups.len()).find(|at| Some(*at) != taken);
    let circle = good.or_else(|| first_but(bad));
    let diamond = bad.or_else(|| first_but(circle));
    let mut others = OTHER_SHAPES.into_iter();
    (0..groups.len())
        .map(|at| match Some(at) {
            at if at == circle => "s",
            at if at == diamond => "d",
            _ => others.next().unwrap_or("q"),
        })
        .collect()
}
