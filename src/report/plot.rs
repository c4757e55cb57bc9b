//! Geometry of lines over time. A line never bridges a period without a figure.

use serde::Serialize;

use super::axis::{Axis, Percent};
use crate::figures::model::Figure;

/// A line with its band, in a box of 100 by 100.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Line {
    /// Points of each unbroken stretch: "0,20 50,30".
    pub lines: Vec<String>,
    /// Outline of the band around each stretch.
    pub bands: Vec<String>,
    /// Stretches of one point, with the ends of their interval.
    pub lone: Vec<Lone>,
    /// The newest point.
    pub last: Option<Point>,
}

/// A point.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Point {
    /// From the left.
    pub x: Percent,
    /// From the top.
    pub y: Percent,
}

/// A point without neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Lone {
    /// Where it is.
    pub at: Point,
    /// Upper end of its interval, from the top.
    pub top: Percent,
    /// Lower end.
    pub bottom: Percent,
}

/// Where the k-th of n periods stands.
pub fn x_of(index: usize, periods: usize) -> Percent {
    Percent(match periods {
        0 | 1 => 50.0,
        n => index as f64 / (n - 1) as f64 * 100.0,
    })
}

/// The line through a series of figures, oldest first.
pub fn line(points: &[Figure], axis: &Axis) -> Line {
    let placed: Vec<Option<Lone>> = points
        .iter()
        .enumerate()
        .map(|(index, figure)| {
            let value = figure.estimate?;
            Some(Lone {
                at: Point {
                    x: x_of(index, points.len()),
                    y: axis.from_top(value),
                },
                top: axis.from_top(figure.high.unwrap_or(value)),
                bottom: axis.from_top(figure.low.unwrap_or(value)),
            })
        })
        .collect();
    let mut line = Line {
        lines: Vec::new(),
        bands: Vec::new(),
        lone: Vec::new(),
        last: placed.iter().flatten().last().map(|point| point.at),
    };
    for stretch in placed.split(Option::is_none) {
        let stretch: Vec<Lone> = stretch.iter().flatten().copied().collect();
        match stretch.as_slice() {
            [] => {}
            [one] => line.lone.push(*one),
            many => {
                line.lines
                    .push(joined(many.iter().map(|p| (p.at.x, p.at.y))));
                let over = many.iter().map(|p| (p.at.x, p.top));
                let back = many.iter().rev().map(|p| (p.at.x, p.bottom));
                line.bands.push(joined(over.chain(back)));
            }
        }
    }
    line
}

/// A value of each period as a line of steps, one step wide around it, broken where there is none.
pub fn steps(values: &[Option<f64>], axis: &Axis) -> Vec<String> {
    let count = values.len();
    let half = match count {
        0 | 1 => 50.0,
        n => 50.0 / (n - 1) as f64,
    };
    let placed: Vec<Option<[(Percent, Percent); 2]>> = values
        .iter()
        .enumerate()
        .map(|(index, value)| {
            let (x, y) = (x_of(index, count).0, axis.from_top((*value)?));
            let (from, to) = ((x - half).max(0.0), (x + half).min(100.0));
            Some([(Percent(from), y), (Percent(to), y)])
        })
        .collect();
    let stretches = placed.split(Option::is_none);
    stretches
        .filter(|stretch| !stretch.is_empty())
        .map(|stretch| joined(stretch.iter().flatten().flatten().copied()))
        .collect()
}

fn joined(points: impl Iterator<Item = (Percent, Percent)>) -> String {
    let points: Vec<String> = points
        .map(|(x, y)| format!("{},{}", short(x), short(y)))
        .collect();
    points.join(" ")
}

fn short(position: Percent) -> f64 {
    (position.0 * 100.0).round() / 100.0 + 0.0
}

/// All values that a plot of these figures has to hold: estimates and ends of intervals.
pub fn extent(points: &[Figure]) -> impl Iterator<Item = f64> + '_ {
    points
        .iter()
        .filter(|figure| figure.estimate.is_some())
        .flat_map(|figure| [figure.estimate, figure.low, figure.high])
        .flatten()
}
