//! The chart of importance and performance, and where its labels go.

use serde::Serialize;

use super::drivers::quadrant;
use crate::figures::model::{Driver, Drivers, Quadrant};
use crate::report::axis::{Axis, Percent};
use crate::report::context::Context;
use crate::report::locale::shortened;

/// Size of the plot on a desktop, in pixels, which labels are placed for.
const WIDTH: f64 = 820.0;
const HEIGHT: f64 = 410.0;
/// Room for a label: its height, the width of a letter, the gap to its point.
const LINE: f64 = 18.0;
const LETTER: f64 = 7.0;
const GAP: f64 = 10.0;
/// Half the size of a point with some air.
const POINT: f64 = 8.0;
/// Longer names are cut.
const LONGEST: usize = 34;

/// Importance upwards, performance to the right, in every language.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct QuadrantChart {
    /// In words, for those who don't see it.
    pub words: String,
    /// Where it is cut, from the left and from the top.
    pub cut: (Percent, Percent),
    /// The drivers, the most important first.
    pub points: Vec<QuadrantPoint>,
    /// Round values of importance, from the top.
    pub importance: Vec<PlacedTick>,
    /// Round values of performance, from the left.
    pub performance: Vec<PlacedTick>,
    /// What the lower axis shows.
    pub performance_axis: String,
    /// Whether a label found no room, so that its number stands for it and a list says its name.
    pub crowded: bool,
}

/// A round value on an axis.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlacedTick {
    /// Where it stands.
    pub at: Percent,
    /// As text.
    pub label: String,
}

/// A driver.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct QuadrantPoint {
    /// "1", in the page's digits.
    pub number: String,
    /// Its name, cut if it is long.
    pub label: String,
    /// Importance and performance in words.
    pub detail: String,
    /// From the left.
    pub x: Percent,
    /// From the top.
    pub y: Percent,
    /// Ends of its interval, from the top.
    pub ends: Option<(Percent, Percent)>,
    /// On which side the label stands: "right", "left", "above", "below".
    pub side: &'static str,
    /// Whether its name has room; otherwise its number stands there.
    pub named: bool,
    /// Whether it is a place to act.
    pub fix: bool,
}

/// A rectangle in pixels: left, top, right, bottom.
#[derive(Debug, Clone, Copy)]
struct Box4([f64; 4]);

impl Box4 {
    fn meets(&self, other: &Self) -> bool {
        let (a, b) = (self.0, other.0);
        a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
    }

    fn is_inside(&self) -> bool {
        let [left, top, right, bottom] = self.0;
        left >= 0.0 && top >= 0.0 && right <= WIDTH && bottom <= HEIGHT
    }
}

/// The chart; `None` where no driver has a scale.
pub fn chart(context: &Context, drivers: &Drivers) -> Option<QuadrantChart> {
    let (cut_importance, cut_standing) = drivers.cut?;
    let placed: Vec<(&Driver, f64, f64)> = drivers
        .rows
        .iter()
        .filter_map(|driver| Some((driver, driver.standing?, driver.importance.estimate?)))
        .collect();
    let standings = placed.iter().map(|(_, standing, _)| *standing);
    // A little air, so that no point stands on an edge.
    let spread = |values: &[f64]| {
        let (low, high) = values.iter().fold((f64::MAX, f64::MIN), |(low, high), v| {
            (low.min(*v), high.max(*v))
        });
        let air = ((high - low) * 0.12).max(0.01);
        [(low - air).max(0.0), (high + air).min(1.0)]
    };
    let x_axis = performance_axis(drivers, spread(&standings.collect::<Vec<_>>()));
    let tops = placed
        .iter()
        .map(|(driver, _, share)| driver.importance.high.unwrap_or(*share));
    let top = tops.fold(0.0, f64::max);
    let y_axis = Axis::around([0.0, (top * 100.0).min(100.0)], Some((0.0, 100.0)), 4);
    let x = |standing: f64| Percent(x_axis.axis.at(x_axis.value(standing)).0);
    let y = |share: f64| y_axis.from_top(share * 100.0);
    let mut points: Vec<QuadrantPoint> = placed
        .iter()
        .zip(1u64..)
        .map(|((driver, standing, share), number)| QuadrantPoint {
            number: context.locale.integer(number),
            label: context
                .locale
                .data(&shortened(&driver.metric.label, LONGEST)),
            detail: detail(context, driver),
            x: x(*standing),
            y: y(*share),
            ends: driver
                .importance
                .low
                .zip(driver.importance.high)
                .map(|(low, high)| (y(low), y(high))),
            side: "right",
            named: true,
            fix: driver.quadrant == Some(Quadrant::Fix),
        })
        .collect();
    let cut = (x(cut_standing), y(cut_importance));
    place_labels(context, &mut points);
    let tick = |at: Percent, label: String| PlacedTick { at, label };
    let words: Vec<String> = points
        .iter()
        .map(|point| {
            context.say(
                "named_detail",
                &[("name", &point.label), ("detail", &point.detail)],
            )
        })
        .collect();
    Some(QuadrantChart {
        words: words.join(" "),
        cut,
        importance: y_axis
            .ticks
            .iter()
            .map(|v| {
                tick(
                    y_axis.from_top(*v),
                    context.locale.number(*v, y_axis.decimals()),
                )
            })
            .collect(),
        performance: x_axis
            .axis
            .ticks
            .iter()
            .map(|v| {
                let decimals = x_axis.axis.decimals();
                tick(x_axis.axis.at(*v), context.locale.number(*v, decimals))
            })
            .collect(),
        performance_axis: match drivers.scale {
            Some((low, high)) => context.say(
                "axis_performance_scale",
                &[
                    ("low", &context.locale.number(low, 0)),
                    ("high", &context.locale.number(high, 0)),
                ],
            ),
            None => context.say("axis_performance_percent", &[]),
        },
        crowded: points.iter().any(|point| !point.named),
        points,
    })
}

fn detail(context: &Context, driver: &Driver) -> String {
    let style = context.styles.get(&driver.metric);
    let share = driver.importance.estimate.unwrap_or_default();
    context.say(
        "driver_detail",
        &[
            ("share", &context.locale.percent(share, 0)),
            ("value", &context.value(&style, &driver.performance)),
        ],
    )
}

/// The lower axis, in values of the drivers' scale or in percent of the way along it.
struct PerformanceAxis {
    axis: Axis,
    /// The values at the bad end and at the good one.
    ends: (f64, f64),
}

impl PerformanceAxis {
    fn value(&self, standing: f64) -> f64 {
        self.ends.0 + standing * (self.ends.1 - self.ends.0)
    }
}

fn performance_axis(drivers: &Drivers, range: [f64; 2]) -> PerformanceAxis {
    let is_low_good = drivers
        .rows
        .iter()
        .any(|d| d.metric.more_is_good == Some(false));
    let ends = match drivers.scale {
        // The good end is on the right, where scales have it.
        Some((low, high)) if !is_low_good => (low, high),
        _ => (0.0, 100.0),
    };
    let mut found = PerformanceAxis {
        axis: Axis::fixed(0.0, 1.0, 5),
        ends,
    };
    let values = range.map(|standing| found.value(standing));
    let (low, high) = (ends.0.min(ends.1), ends.0.max(ends.1));
    found.axis = Axis::around(values, Some((low, high)), 5);
    found
}

/// Gives each label a side on which it meets neither another label nor a point, and a number
/// where its name finds none.
fn place_labels(context: &Context, points: &mut [QuadrantPoint]) {
    let at = |point: &QuadrantPoint| (point.x.0 / 100.0 * WIDTH, point.y.0 / 100.0 * HEIGHT);
    let mut taken: Vec<Box4> = points
        .iter()
        .map(|point| {
            let (x, y) = at(point);
            Box4([x - POINT, y - POINT, x + POINT, y + POINT])
        })
        .collect();
    // The names of the fields stand in the corners.
    let fields = [
        Quadrant::Fix,
        Quadrant::Keep,
        Quadrant::Monitor,
        Quadrant::Maintain,
    ];
    for (index, field) in fields.into_iter().enumerate() {
        let width = 24.0 + quadrant(context, field).chars().count() as f64 * (LETTER + 1.0);
        let left = if index % 2 == 0 { 0.0 } else { WIDTH - width };
        let top = if index < 2 { 0.0 } else { HEIGHT - 36.0 };
        taken.push(Box4([left, top, left + width, top + 36.0]));
    }
    for (index, point) in points.iter_mut().enumerate() {
        let (x, y) = at(point);
        let half = LINE / 2.0;
        let sides = |text: &str| {
            let width = text.chars().count() as f64 * LETTER;
            [
                (
                    "right",
                    Box4([x + GAP, y - half, x + GAP + width, y + half]),
                ),
                ("left", Box4([x - GAP - width, y - half, x - GAP, y + half])),
                (
                    "above",
                    Box4([x - width / 2.0, y - GAP - LINE, x + width / 2.0, y - GAP]),
                ),
                (
                    "below",
                    Box4([x - width / 2.0, y + GAP, x + width / 2.0, y + GAP + LINE]),
                ),
            ]
        };
        let free = |place: &Box4| {
            let others = taken
                .iter()
                .enumerate()
                .filter(|(other, _)| *other != index);
            place.is_inside() && others.into_iter().all(|(_, other)| !place.meets(other))
        };
        let of = |text: &str| sides(text).into_iter().find(|(_, place)| free(place));
        let name = of(&point.label);
        point.named = name.is_some();
        if let Some((side, place)) = name.or_else(|| of(&point.number)) {
            point.side = side;
            taken.push(place);
        }
    }
}
