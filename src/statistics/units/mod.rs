//! Ranking agents, shops or routes with very different numbers of answers.

pub mod beta_binomial;
pub mod normal_normal;

use super::Level;

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

/// For each unit its rank, 1 for the highest, and the ranks that it may have: behind all units that
/// are clearly higher, before all that are clearly lower.
///
/// `units` are posterior means with their standard deviations; two differ clearly where
/// |m₁ − m₂| > z·√(s₁² + s₂²). Equal means share the better rank. Range: 1 to the number of units.
///
/// Reference: Goldstein & Spiegelhalter, J. R. Stat. Soc. A 159, 1996.
pub fn rank_ranges(units: &[(f64, f64)], level: Level) -> Vec<(u64, u64, u64)> {
    let means: Vec<f64> = units.iter().map(|(mean, _)| *mean).collect();
    let clearly = |a: &(f64, f64), b: &(f64, f64)| a.0 - b.0 > level.z() * a.1.hypot(b.1);
    let all = units.len() as u64;
    let count = |of: &dyn Fn(&(f64, f64)) -> bool| units.iter().filter(|u| of(u)).count() as u64;
    units
        .iter()
        .zip(ranks(&means))
        .map(|(unit, rank)| {
            let higher = count(&|other| clearly(other, unit));
            let lower = count(&|other| clearly(unit, other));
            (rank as u64, higher + 1, all - lower)
        })
        .collect()
}

/// Ranks, 1 for the highest; equal values share the better rank.
fn ranks(values: &[f64]) -> Vec<usize> {
    let higher = |value: &f64| values.iter().filter(|other| *other > value).count();
    values.iter().map(|value| higher(value) + 1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_that_overlap_share_their_ranks() {
        let units = [(0.9, 0.01), (0.5, 0.3), (0.1, 0.01)];
        let found = rank_ranges(&units, Level::NINETY_FIVE);
        assert_eq!(found, [(1, 1, 2), (2, 1, 3), (3, 2, 3)]);
        let equal = rank_ranges(&[(0.5, 0.1), (0.5, 0.1)], Level::NINETY_FIVE);
        assert_eq!(equal, [(1, 1, 2), (1, 1, 2)]);
    }
}
