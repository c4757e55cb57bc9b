//! Whether the answers of one group tend to be higher than those of another.

use crate::statistics::many_groups::weighted_rank;
use crate::statistics::{Absent, Distribution, Method, Test};

/// Below this many answers in the smaller group the exact distribution is used.
const EXACT_BELOW: u64 = 8;
/// Up to this many in the larger one.
const EXACT_UP_TO: u64 = 400;

/// The rank test that suits the data: the exact Mann–Whitney test for fewer than eight answers
/// without ties, its normal approximation with ties and continuity correction for more, and
/// the rank test of Lumley and Scott for weighted answers.
///
/// Formulas: [`Ranks::exact`], [`Ranks::asymptotic`] and [`weighted_rank::test`]. The exact distribution
/// is computed for up to 400 answers in the larger group.
///
/// No test where all answers are tied or a group has none.
///
/// Reference: R's `wilcox.test`, `survey::svyranktest`.
pub fn test(first: &Distribution, second: &Distribution) -> Result<Test, Absent> {
    let (a, b) = (first.total().some()?, second.total().some()?);
    let weighted = |distribution: &Distribution| {
        let tallies = || distribution.tallies().iter();
        let one = distribution.total().weight() / distribution.total().n() as f64;
        tallies().any(|t| (t.weight() - one * t.n() as f64).abs() > 1e-9 * t.weight())
            || (distribution.total().kish() / distribution.total().n() as f64 - 1.0).abs() > 1e-9
    };
    // Each group may have its own weight: ranks are then not those of the rows.
    let same_weight = (a.weight() / a.n() as f64 / (b.weight() / b.n() as f64) - 1.0).abs() < 1e-9;
    if weighted(first) || weighted(second) || !same_weight {
        return weighted_rank::test(&[first, second]);
    }
    let ranks = Ranks::of(first, second);
    let (small, large) = (a.n().min(b.n()), a.n().max(b.n()));
    if ranks.ties == 0.0 && small < EXACT_BELOW && large <= EXACT_UP_TO {
        ranks.exact()
    } else {
        ranks.asymptotic()
    }
}

/// The Mann–Whitney statistic of unweighted answers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ranks {
    /// Pairs in which the first group's answer is higher, ties counted one half.
    pub u: f64,
    /// Answers in the first group.
    pub n1: u64,
    /// Answers in the second group.
    pub n2: u64,
    /// Σ(t³ − t) over the blocks of tied answers.
    pub ties: f64,
}

impl Ranks {
    /// The statistic of two histograms; weights are left out of account.
    ///
    /// t³ passes 64-bit whole numbers at two million answers, so it is kept as a float.
    pub fn of(first: &Distribution, second: &Distribution) -> Ranks {
        let (n1, n2) = (first.total().n(), second.total().n());
        let (mut u, mut ties, mut below) = (0.0, 0.0, 0_u64);
        for (_, a, b) in pairs(first, second) {
            u += a as f64 * (below as f64 + 0.5 * b as f64);
            below += b;
            let t = a as f64 + b as f64;
            ties += t * (t - 1.0) * (t + 1.0);
        }
        Ranks { u, n1, n2, ties }
    }

    /// The normal approximation with tie and continuity correction.
    ///
    /// Formula: z = (|U − n₁n₂/2| − ½)/σ with σ² = n₁n₂/12·((N+1) − Σ(t³−t)/(N(N−1))), 0 where the
    /// correction would take it past 0. Fails where all answers are tied.
    ///
    /// Reference: Lehmann, Nonparametrics, 1975, section 1.4; R's `wilcox.test`.
    pub fn asymptotic(&self) -> Result<Test, Absent> {
        let (n1, n2) = (self.n1 as f64, self.n2 as f64);
        let n = n1 + n2;
        let variance = n1 * n2 / 12.0 * ((n + 1.0) - self.ties / (n * (n - 1.0)));
        if variance.is_nan() || variance <= 1e-12 * n1 * n2 * n {
            return Err(Absent::NoSpread);
        }
        let gap = self.u - 0.5 * n1 * n2;
        let z = (gap.abs() - 0.5).max(0.0).copysign(gap) / variance.sqrt();
        Test::z(Method::MannWhitney, z)
    }

    /// The exact test for answers without ties: twice the smaller tail.
    ///
    /// Fails for ties, for eight answers or more in the smaller group, and for more than 400 in the larger.
    ///
    /// Counts by the recursion P(u; m, n) = m/(m+n)·P(u−n; m−1, n) + n/(m+n)·P(u; m, n−1).
    ///
    /// Reference: Mann & Whitney, Ann. Math. Stat. 18, 1947.
    pub fn exact(&self) -> Result<Test, Absent> {
        let (m, n) = (self.n1.min(self.n2) as usize, self.n1.max(self.n2) as usize);
        if m == 0 {
            return Err(Absent::NoAnswers);
        }
        if self.ties > 0.0 || m as u64 >= EXACT_BELOW || n as u64 > EXACT_UP_TO {
            return Err(Absent::NoMethod);
        }
        // layers[i] holds P(u; i, j) for the j reached.
        let mut layers: Vec<Vec<f64>> = (0..=m).map(|_| vec![1.0]).collect();
        for j in 1..=n {
            let mut lower = vec![1.0];
            for (i, layer) in layers.iter_mut().enumerate().skip(1) {
                let mut next = vec![0.0; i * j + 1];
                let all = (i + j) as f64;
                for (u, p) in lower.iter().enumerate() {
                    next[u + j] += i as f64 / all * p;
                }
                for (u, p) in layer.iter().enumerate() {
                    next[u] += j as f64 / all * p;
                }
                lower.clone_from(&next);
                *layer = next;
            }
        }
        let u = self.u.min(self.n1 as f64 * self.n2 as f64 - self.u);
        let tail: f64 = layers[m].iter().take(u as usize + 1).sum();
        Test::exact(Method::MannWhitneyExact, (2.0 * tail).min(1.0))
    }
}

/// The numbers of answers of both groups at each value that occurs, ascending.
fn pairs(first: &Distribution, second: &Distribution) -> Vec<(f64, u64, u64)> {
    let both = first.merge(second);
    let find = |distribution: &Distribution, value: f64| {
        let found = distribution
            .values()
            .binary_search_by(|v| v.total_cmp(&value));
        found.map_or(0, |i| distribution.tallies()[i].n())
    };
    let pair = |value: &f64| (*value, find(first, *value), find(second, *value));
    both.values().iter().map(pair).collect()
}
