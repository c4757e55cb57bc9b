//! Whether the answers of several groups tend to be higher in some, and in which.

use super::multiplicity::holm;
use crate::statistics::{Absent, Distribution, Method, Test};

/// Mean ranks of several groups of unweighted answers.
#[derive(Debug, Clone, PartialEq)]
pub struct MeanRanks {
    groups: Vec<(f64, f64)>,
    n: f64,
    ties: f64,
}

impl MeanRanks {
    /// Mid-ranks of two or more groups; fails for fewer and if one has no answers. Weights are left out of
    /// account; for weighted answers see [`super::weighted_rank`].
    pub fn of(groups: &[&Distribution]) -> Result<MeanRanks, Absent> {
        for group in groups {
            group.total().some()?;
        }
        if groups.len() < 2 {
            return Err(Absent::Invalid);
        }
        let all = groups
            .iter()
            .fold(Distribution::default(), |sum, group| sum.merge(group));
        let (mut below, mut ties) = (0.0, 0.0);
        let mut ranks = Vec::with_capacity(all.values().len());
        for tally in all.tallies() {
            let t = tally.n() as f64;
            ranks.push(below + 0.5 * (t + 1.0));
            ties += t * (t - 1.0) * (t + 1.0);
            below += t;
        }
        let rank_of = |value: f64| {
            let found = all.values().binary_search_by(|v| v.total_cmp(&value));
            found.map_or(f64::NAN, |i| ranks[i])
        };
        let mean = |group: &&Distribution| {
            let n = group.total().n() as f64;
            let sum: f64 = group
                .cells()
                .map(|(y, t)| rank_of(y) * (t.n() as f64 / n))
                .sum();
            (n, sum)
        };
        Ok(MeanRanks {
            groups: groups.iter().map(mean).collect(),
            n: below,
            ties,
        })
    }

    /// Variance of a single rank, ties taken off.
    fn variance(&self) -> Result<f64, Absent> {
        let variance = self.n * (self.n + 1.0) / 12.0 - self.ties / (12.0 * (self.n - 1.0));
        if variance > 1e-12 * self.n * self.n {
            Ok(variance)
        } else {
            Err(Absent::NoSpread)
        }
    }

    /// Kruskal and Wallis' test with tie correction.
    ///
    /// Formula: H = Σn_g(R̄_g − (N+1)/2)²/σ² with σ² = N(N+1)/12 − Σ(t³−t)/(12(N−1)); chi-square on k − 1.
    ///
    /// No test where all answers are tied. Reference: Kruskal & Wallis, JASA 47, 1952; R's
    /// `kruskal.test`.
    pub fn kruskal_wallis(&self) -> Result<Test, Absent> {
        let variance = self.variance()?;
        let middle = 0.5 * (self.n + 1.0);
        let h: f64 = self
            .groups
            .iter()
            .map(|(n, mean)| n * (mean - middle) * (mean - middle) / variance)
            .sum();
        Test::chi_square(Method::KruskalWallis, h, self.groups.len() as f64 - 1.0)
    }

    /// Size of the effect, ε² = H/(N − 1), 0 to 1; `None` where there is no test.
    ///
    /// Reference: Tomczak & Tomczak, Trends Sport Sci. 21, 2014.
    pub fn epsilon_squared(&self) -> Option<f64> {
        let h = self.kruskal_wallis().ok()?.statistic?;
        Some((h / (self.n - 1.0)).min(1.0))
    }

    /// Dunn's test of each pair (i, j), i < j in order: its z test and its p after Holm's correction.
    ///
    /// Formula: z = (R̄_i − R̄_j)/√(σ²(1/n_i + 1/n_j)), σ² as in [`MeanRanks::kruskal_wallis`].
    ///
    /// No tests where all answers are tied. Reference: Dunn, Technometrics 6, 1964.
    pub fn dunn(&self) -> Result<Vec<(Test, f64)>, Absent> {
        let variance = self.variance()?;
        let mut tests = Vec::new();
        for (i, (n1, mean1)) in self.groups.iter().enumerate() {
            for (n2, mean2) in &self.groups[i + 1..] {
                let error = (variance * (1.0 / n1 + 1.0 / n2)).sqrt();
                tests.push(Test::z(Method::Dunn, (mean1 - mean2) / error)?);
            }
        }
        let p: Vec<Option<f64>> = tests.iter().map(|test| Some(test.p)).collect();
        let adjusted = holm(&p);
        Ok(tests
            .into_iter()
            .zip(adjusted.into_iter().flatten())
            .collect())
    }
}
