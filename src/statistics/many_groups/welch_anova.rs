//! Whether the means of several groups differ.

use crate::statistics::{Absent, Method, Moments, Test};

/// Welch's analysis of variance on linearised standard errors.
///
/// Formula: with u = 1/v (v the variance of each mean), ȳ = Σuȳ_g/Σu, q = Σ(1 − u/Σu)²/(n_g − 1),
/// F = Σu(ȳ_g − ȳ)²/(k−1) / (1 + 2(k−2)q/(k²−1)) on k − 1 and (k²−1)/(3q) degrees of freedom.
///
/// Fails for fewer than two groups, a group of one answer and a group without spread.
///
/// Reference: Welch, Biometrika 38, 1951; R's `oneway.test`.
pub fn test(groups: &[Moments]) -> Result<Test, Absent> {
    let k = groups.len() as f64;
    if groups.len() < 2 {
        return Err(Absent::Invalid);
    }
    let mut parts = Vec::with_capacity(groups.len());
    for group in groups {
        let variance = group.mean_variance().ok_or(Absent::TooFewAnswers)?;
        if group.is_constant() {
            return Err(Absent::NoSpread);
        }
        parts.push((1.0 / variance, group.mean(), group.tally().n() as f64));
    }
    let all: f64 = parts.iter().map(|(u, ..)| u).sum();
    let mean: f64 = parts.iter().map(|(u, mean, _)| u / all * mean).sum();
    let between: f64 = parts
        .iter()
        .map(|(u, m, _)| u * (m - mean) * (m - mean))
        .sum();
    let q: f64 = parts
        .iter()
        .map(|(u, _, n)| (1.0 - u / all) * (1.0 - u / all) / (n - 1.0))
        .sum();
    let square = k * k - 1.0;
    let f = between / (k - 1.0) / (1.0 + 2.0 * (k - 2.0) / square * q);
    Test::f(Method::WelchAnova, f, k - 1.0, square / (3.0 * q))
}
