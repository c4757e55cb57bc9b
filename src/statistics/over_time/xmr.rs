//! A control chart of single figures: scores and means by period.

use super::control_chart::{Chart, Point};
use crate::statistics::{Absent, Method};
use std::f64::consts::PI;

/// An XmR chart: limits from how much neighbouring periods differ.
///
/// Formula: centre ȳ; σ = (mean of |y_t − y_{t−1}|)·√π/2; limits ȳ ± 3σ. `None` is a period without a
/// figure; ranges are taken between neighbours in time only.
///
/// Fails without two neighbouring periods, and where all neighbours are the same.
///
/// Reference: Wheeler & Chambers, Understanding Statistical Process Control, 1992 (2.66 is 3·√π/2).
pub fn chart(figures: &[Option<f64>]) -> Result<Chart, Absent> {
    let figures: Vec<Option<f64>> = figures
        .iter()
        .map(|y| y.filter(|y| y.is_finite()))
        .collect();
    let present: Vec<f64> = figures.iter().flatten().copied().collect();
    let ranges: Vec<f64> = figures
        .windows(2)
        .filter_map(|pair| Some((pair[1]? - pair[0]?).abs()))
        .collect();
    if ranges.is_empty() {
        return Err(Absent::TooFewAnswers);
    }
    let centre = present
        .iter()
        .map(|y| y / present.len() as f64)
        .sum::<f64>();
    let range = ranges.iter().map(|r| r / ranges.len() as f64).sum::<f64>();
    let sigma = range * PI.sqrt() / 2.0;
    if !(centre.is_finite() && sigma.is_finite()) {
        return Err(Absent::Undefined);
    }
    if sigma <= 0.0 {
        return Err(Absent::NoSpread);
    }
    let (low, high) = (centre - 3.0 * sigma, centre + 3.0 * sigma);
    let point = |y: &Option<f64>| {
        y.map(|y| Point {
            value: y,
            low,
            high,
            out: y < low || y > high,
        })
    };
    Ok(Chart {
        centre,
        sigma_ratio: 1.0,
        points: figures.iter().map(point).collect(),
        method: Method::XmR,
    })
}
