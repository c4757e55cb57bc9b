//! Rank tests of weighted answers.

use crate::statistics::{Absent, Distribution, Method, Tally, Test};

/// The rank test of Lumley and Scott for two or more groups.
///
/// Formula: each value has the rank of the middle of its block in the weighted distribution of all
/// answers, r = (W_below + ½W_at)/W; m_g is the weighted mean rank of a group and
/// v_g = n/(n−1)·Σw²(r−m_g)²/W_g² its variance, n being all answers. The groups' mean ranks differ by
/// X² = Σ(m_g − m̄)²/v_g with m̄ = Σ(m_g/v_g)/Σ(1/v_g); X²/(k−1) is compared with F(k−1, n−k).
///
/// Ranks come from blocks of equal values, so that the order of rows does not matter. No test for fewer
/// than two groups, where all answers are tied, a group is empty, or more than one has no spread, nor
/// where there are no more answers than groups.
///
/// Reference: Lumley & Scott, Biometrika 100, 2013; R's `survey::svyranktest`.
pub fn test(groups: &[&Distribution]) -> Result<Test, Absent> {
    let k = groups.len() as f64;
    for group in groups {
        group.total().some()?;
    }
    let all = groups
        .iter()
        .fold(Distribution::default(), |sum, group| sum.merge(group));
    let (total, n) = (all.total(), all.total().n() as f64);
    if groups.len() < 2 || all.values().len() < 2 {
        return Err(Absent::NoSpread);
    }
    if n <= k {
        return Err(Absent::TooFewAnswers);
    }
    let ranks = middle_ranks(&all, total);
    let rank_of = |value: f64| {
        let found = all.values().binary_search_by(|v| v.total_cmp(&value));
        found.map_or(f64::NAN, |i| ranks[i])
    };
    let mut parts = Vec::with_capacity(groups.len());
    for group in groups {
        let moments = group.map(rank_of).moments().ok_or(Absent::Undefined)?;
        let own = group.total().n() as f64;
        // The group's own factor n/(n−1) is exchanged for that of all answers.
        let zero = moments
            .mean_variance()
            .map_or(0.0, |v| v * (own - 1.0) / own);
        parts.push((moments.mean(), n / (n - 1.0) * zero));
    }
    let certain = parts.iter().filter(|(_, v)| *v <= 0.0).count();
    if certain > 1 {
        return Err(Absent::NoSpread);
    }
    let middle = match parts.iter().find(|(_, v)| *v <= 0.0) {
        Some((mean, _)) => *mean,
        None => {
            let precision: f64 = parts.iter().map(|(_, v)| 1.0 / v).sum();
            parts.iter().map(|(mean, v)| mean / v / precision).sum()
        }
    };
    let square: f64 = parts
        .iter()
        .filter(|(_, v)| *v > 0.0)
        .map(|(mean, v)| (mean - middle) * (mean - middle) / v)
        .sum();
    Test::f(Method::LumleyScott, square / (k - 1.0), k - 1.0, n - k)
}

fn middle_ranks(all: &Distribution, total: Tally) -> Vec<f64> {
    let mut below = 0.0;
    let mut ranks = Vec::with_capacity(all.values().len());
    for tally in all.tallies() {
        ranks.push((below + 0.5 * tally.weight()) / total.weight());
        below += tally.weight();
    }
    ranks
}
