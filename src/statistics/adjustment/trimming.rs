//! Keeping weights within bounds.

use super::raking::Rows;
use crate::statistics::Absent;

/// A design effect of weights above this deserves a warning: they cost more than half of the base.
pub const HEAVY: f64 = 2.0;

/// Bounds of weights as multiples of their mean, 0 ≤ low < 1 < high.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    low: f64,
    high: f64,
}

impl Bounds {
    /// What surveys commonly take: a fifth to five times the mean.
    pub const USUAL: Bounds = Bounds {
        low: 0.2,
        high: 5.0,
    };

    /// Bounds, if they lie around 1.
    pub fn new(low: f64, high: f64) -> Option<Bounds> {
        ((0.0..1.0).contains(&low) && high > 1.0).then_some(Bounds { low, high })
    }

    /// Holds positive weights to the bounds; gives how many stand at the lower and the upper one,
    /// as far as rounding lets it be told.
    pub(crate) fn hold(self, rows: &[Rows], weights: &mut [f64], mean: f64) -> (u64, u64) {
        let (low, high) = (self.low * mean, self.high * mean);
        let mut at = (0, 0);
        let weights = weights.iter_mut().zip(rows);
        for (weight, rows) in weights.filter(|(weight, _)| **weight > 0.0) {
            *weight = weight.clamp(low, high);
            if *weight <= low * (1.0 + AT) {
                at.0 += rows.n;
            } else if *weight >= high * (1.0 - AT) {
                at.1 += rows.n;
            }
        }
        at
    }

    /// The lower bound, as a multiple of the mean.
    pub fn low(self) -> f64 {
        self.low
    }

    /// The upper one.
    pub fn high(self) -> f64 {
        self.high
    }
}

/// What lies nearer to a bound than this, as a share of it, stands at it.
const AT: f64 = 1e-9;

/// Weights held between two numbers, what that takes away or adds spread evenly over the others,
/// again until none lies outside.
///
/// The sum of the weights stays as it is. Fails where all weights lie outside, so that nothing is left to
/// take up the rest, for weights that are not finite, and unless low < high.
///
/// Reference: R's `survey::trimWeights(strict = TRUE)`.
pub fn trim(weights: &[f64], low: f64, high: f64) -> Result<Vec<f64>, Absent> {
    let mut weights = weights.to_vec();
    let bounds = low < high;
    if !bounds || weights.iter().any(|w| !w.is_finite()) {
        return Err(Absent::Invalid);
    }
    // What was held lies on a bound, so that each round but the last holds one more.
    for _ in 0..=weights.len() {
        let outside = |w: &f64| *w < low || *w > high;
        let inside = weights.iter().filter(|w| !outside(w)).count();
        if inside == weights.len() {
            return Ok(weights);
        }
        if inside == 0 {
            return Err(Absent::NotConverged);
        }
        let rest: f64 = weights.iter().map(|w| w - w.clamp(low, high)).sum();
        for weight in &mut weights {
            *weight = if outside(weight) {
                weight.clamp(low, high)
            } else {
                *weight + rest / inside as f64
            };
        }
    }
    Err(Absent::NotConverged)
}
