//! Weights that bring a sample to known margins.

use super::trimming::Bounds;
use crate::statistics::{Absent, Tally};

/// Passes over all margins after which raking is given up.
const MOST_PASSES: usize = 10_000;
/// How far a margin may be from its target, as a share of all weight.
const CLOSE: f64 = 1e-12;

/// How many passes may go by in which a margin comes no nearer to its target.
const PATIENCE: usize = 500;

/// Rows that are alike: in the same category of every margin and with the same weight.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rows {
    /// How many they are.
    pub n: u64,
    /// What each of them weighs before raking, ≥ 0.
    pub weight: f64,
}

/// One margin: which category the rows have, and what the categories should weigh.
#[derive(Debug, Clone, PartialEq)]
pub struct Margin {
    /// For each of the rows the place of its category in `targets`.
    pub categories: Vec<usize>,
    /// The weight each category should have, ≥ 0, in any unit: every margin is brought to the
    /// total of the first.
    pub targets: Vec<f64>,
}

/// Weights after raking, and what they cost.
#[derive(Debug, Clone, PartialEq)]
pub struct Raked {
    /// What each row weighs, in the order of the rows; all of them add up to the first margin's
    /// targets.
    pub weights: Vec<f64>,
    /// Passes over all margins it took.
    pub passes: usize,
    /// n over Kish's effective number. Over 2 deserves a warning.
    pub design_effect: f64,
    /// Kish's effective number of rows.
    pub effective_n: f64,
    /// Rows whose weight stands at the lower and at the upper bound.
    pub at_bounds: (u64, u64),
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
/// Fails for a target above 0 without rows, and where 10 000 passes don't do or 500 bring nothing:
/// nothing is given back that does not meet its targets.
///
/// Reference: Deming & Stephan, Ann. Math. Stat. 11, 1940; R's `survey::rake` with a small epsilon.
pub fn rake(
    start: &[f64],
    margins: &[Margin],
    bounds: Option<Bounds>,
) -> Result<Raked, CannotRake> {
    let rows: Vec<Rows> = start.iter().map(|&weight| Rows { n: 1, weight }).collect();
    rake_rows(&rows, margins, bounds)
}

/// The same of rows many of which are alike.
pub fn rake_rows(
    rows: &[Rows],
    margins: &[Margin],
    bounds: Option<Bounds>,
) -> Result<Raked, CannotRake> {
    check(rows, margins)?;
    let total: f64 = margins[0].targets.iter().sum();
    let wanted: Vec<Vec<f64>> = margins
        .iter()
        .map(|margin| {
            let sum: f64 = margin.targets.iter().sum();
            margin.targets.iter().map(|t| t / sum * total).collect()
        })
        .collect();
    let all: f64 = rows.iter().map(|rows| rows.n as f64 * rows.weight).sum();
    let mut weights: Vec<f64> = rows.iter().map(|rows| rows.weight / all * total).collect();
    let (mut best, mut since) = (f64::INFINITY, 0);
    for pass in 1..=MOST_PASSES {
        for (margin, wanted) in margins.iter().zip(&wanted) {
            let factors: Vec<f64> = sums(margin, rows, &weights)
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
            let weighing = rows.iter().zip(&weights).filter(|(_, w)| **w > 0.0);
            let positive: u64 = weighing.map(|(rows, _)| rows.n).sum();
            at_bounds = bounds.hold(rows, &mut weights, total / positive as f64);
        }
        let error = margins
            .iter()
            .zip(&wanted)
            .flat_map(|(margin, wanted)| {
                let sums = sums(margin, rows, &weights);
                sums.into_iter()
                    .zip(wanted)
                    .map(|(sum, target)| (sum - target).abs() / total)
            })
            .fold(0.0, f64::max);
        if error <= CLOSE {
            let tally = tally(rows, &weights);
            return Ok(Raked {
                passes: pass,
                design_effect: tally.design_effect(),
                effective_n: tally.kish(),
                at_bounds,
                error,
                weights,
            });
        }
        if error < best * 0.999 {
            (best, since) = (error, 0);
        } else {
            since += 1;
        }
        if error.is_nan() || since > PATIENCE {
            break;
        }
    }
    Err(CannotRake::NotConverged)
}

/// n, Σw and Σw² of rows with these weights; rows without weight are none.
fn tally(rows: &[Rows], weights: &[f64]) -> Tally {
    let (mut n, mut sum, mut squares) = (0, 0.0, 0.0);
    for (rows, weight) in rows.iter().zip(weights).filter(|(_, w)| **w > 0.0) {
        n += rows.n;
        sum += rows.n as f64 * weight;
        squares += rows.n as f64 * weight * weight;
    }
    Tally::new(n, sum, squares).unwrap_or(Tally::EMPTY)
}

fn sums(margin: &Margin, rows: &[Rows], weights: &[f64]) -> Vec<f64> {
    let mut sums = vec![0.0; margin.targets.len()];
    for ((rows, weight), category) in rows.iter().zip(weights).zip(&margin.categories) {
        sums[*category] += rows.n as f64 * weight;
    }
    sums
}

fn check(rows: &[Rows], margins: &[Margin]) -> Result<(), CannotRake> {
    let invalid = Err(CannotRake::Input(Absent::Invalid));
    if rows.is_empty() {
        return Err(CannotRake::Input(Absent::NoAnswers));
    }
    let start: Vec<f64> = rows.iter().map(|rows| rows.weight).collect();
    let sum: f64 = rows.iter().map(|rows| rows.n as f64 * rows.weight).sum();
    if margins.is_empty() || start.iter().any(|w| *w < 0.0) || !(sum > 0.0 && sum.is_finite()) {
        return invalid;
    }
    for (place, margin) in margins.iter().enumerate() {
        let sum: f64 = margin.targets.iter().sum();
        let outside = margin.categories.iter().any(|c| *c >= margin.targets.len());
        if margin.categories.len() != rows.len()
            || outside
            || margin.targets.iter().any(|t| t.is_nan() || *t < 0.0)
            || !(sum > 0.0 && sum.is_finite())
        {
            return invalid;
        }
        let weights = sums(margin, rows, &start);
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
