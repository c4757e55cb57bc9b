//! Ranking agents, shops or routes with very different numbers of answers.

pub mod beta_binomial;
pub mod normal_normal;

/// Fewer units than this are not drawn together: there is nothing to learn from.
pub const FEWEST_UNITS: usize = 5;

/// What is said about one unit after drawing it towards the others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shrunk {
    /// The posterior mean.
    pub value: f64,
    /// Lower end of its posterior interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Its rank by posterior mean, 1 for the highest; equal means share the better rank.
    pub rank: usize,
}

/// Ranks, 1 for the highest; equal values share the better rank.
fn ranks(values: &[f64]) -> Vec<usize> {
    let higher = |value: &f64| values.iter().filter(|other| *other > value).count();
    values.iter().map(|value| higher(value) + 1).collect()
}
