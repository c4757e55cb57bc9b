//! Weights that bring a sample to known margins.

use super::trimming::Bounds;
use crate::statistics::{Absent, Tally};

/// Passes over all margins after which raking is given up.
const MOST_PASSES: usize = 10_000;
/// How far a margin may be from its target, as a share of all weight.
const CLOSE: f64 = 1e-12;

/// One margin: which category each row has, and what the categories should weigh.
#[derive(Debug, Clone, PartialEq)]
pub struct Margin {
    /// For each row the place of its category in `targets`.
    pub categories: Vec<usize>,
    /// The weight each category should have, ≥ 0, in any unit: every margin is brought to the
    /// total of the first.
    pub targets: Vec<f64>,
}

/// Weights after raking, and what they cost.
#[derive(Debug, Clone, PartialEq)]
pub struct Raked {
    /// One for each row, in their order; they add up to the first margin's targets.
    pub weights: Vec<f64>,
    /// Passes over all margins it took.
    pub passes: usize,
    /// n over Kish's effective number. Over 2 deserves a warning.
    pub design_effect: f64,
    /// Kish's effective number of rows.
    pub effective_n: f64,
    /// Rows whose weight stands at the lower and at the upper bound.
    pub at_bounds: (usize, usize),
    /// The greatest distance of a margin from its target, as a share of all weight.
    pub error: f64,
}

/// Why raking can't be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CannotRake {
    /// The input does not fit together; see [`Absent::Invalid`].
    Input(Absent),
    /// A category is to have weight but no row is in it.
    EmptyCategory {
        /// Place of the margin.
        margin: usize,
        /// Place of the category in it.
        category: usize,
    },
    /// Margins contradict each other, or the bounds don't let them be met.
    NotConverged,
}

/// Iterative proportional fitting, to a margin error of 1e-12, capping weights at `bounds` times
/// their mean within the loop.
///
/// Formula: in turn for each margin, w ← w·target/Σw of the row's category; after each pass weights are
/// held to [low, high]·mean. Rows of a category with target 0 get weight 0.
///
/// Fails for a target above 0 without rows, and where 10 000 passes don't do: nothing is given back
/// that does not meet its targets.
///
/// Reference: Deming & Stephan, Ann. Math. Stat. 11, 1940; R's `survey::rake` with a small epsilon.
pub fn rake(
    start: &[f64],
    margins: &[Margin],
    bounds: Option<Bounds>,
) -> Result<Raked, CannotRake> {
    check(start, margins)?;
    let total: f64 = margins[0].targets.iter().sum();
    let wanted: Vec<Vec<f64>> = margins
        .iter()
        .map(|margin| {
            let sum: f64 = margin.targets.iter().sum();
            margin.targets.iter().map(|t| t / sum * total).collect()
        })
        .collect();
    let all: f64 = start.iter().sum();
    let mut weights: Vec<f64> = start.iter().map(|w| w / all * total).collect();
    for pass in 1..=MOST_PASSES {
        for (margin, wanted) in margins.iter().zip(&wanted) {
            let factors: Vec<f64> = sums(margin, &weights)
                .iter()
                .zip(wanted)
                .map(|(sum, target)| if *sum > 0.0 { target / sum } else { 0.0 })
                .collect();
            for (weight, category) in weights.iter_mut().zip(&margin.categories) {
                *weight *= factors[*category];
            }
        }
        let mut at_bounds = (0, 0);
        if let Some(bounds) = bounds {
            let positive = weights.iter().filter(|w| **w > 0.0).count() as f64;
            at_bounds = bounds.hold(&mut weights, total / positive);
        }
        let error = margins
            .iter()
            .zip(&wanted)
            .flat_map(|(margin, wanted)| {
                let sums = sums(margin, &weights);
                sums.into_iter()
                    .zip(wanted)
                    .map(|(sum, target)| (sum - target).abs() / total)
            })
            .fold(0.0, f64::max);
        if error.is_nan() {
            return Err(CannotRake::NotConverged);
        }
        if error <= CLOSE {
            let tally = Tally::of_weights(weights.iter().copied());
            return Ok(Raked {
                passes: pass,
                design_effect: tally.design_effect(),
                effective_n: tally.kish(),
                at_bounds,
                error,
                weights,
            });
        }
    }
    Err(CannotRake::NotConverged)
}

fn sums(margin: &Margin, weights: &[f64]) -> Vec<f64> {
    let mut sums = vec![0.0; margin.targets.len()];
    for (weight, category) in weights.iter().zip(&margin.categories) {
        sums[*category] += weight;
    }
    sums
}

fn check(start: &[f64], margins: &[Margin]) -> Result<(), CannotRake> {
    let invalid = Err(CannotRake::Input(Absent::Invalid));
    if start.is_empty() {
        return Err(CannotRake::Input(Absent::NoAnswers));
    }
    let sum: f64 = start.iter().sum();
    if margins.is_empty() || start.iter().any(|w| *w < 0.0) || !(sum > 0.0 && sum.is_finite()) {
        return invalid;
    }
    for (place, margin) in margins.iter().enumerate() {
        let sum: f64 = margin.targets.iter().sum();
        let outside = margin.categories.iter().any(|c| *c >= margin.targets.len());
        if margin.categories.len() != start.len()
            || outside
            || margin.targets.iter().any(|t| t.is_nan() || *t < 0.0)
            || !(sum > 0.0 && sum.is_finite())
        {
            return invalid;
        }
        let weights = sums(margin, start);
        if let Some(category) =
            (0..weights.len()).find(|&c| margin.targets[c] > 0.0 && weights[c] <= 0.0)
        {
            return Err(CannotRake::EmptyCategory {
                margin: place,
                category,
            });
        }
    }
    Ok(())
}
