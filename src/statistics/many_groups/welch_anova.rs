//! Whether the means of several groups differ.

use crate::statistics::{Absent, Method, Moments, Test};

/// Welch's analysis of variance on linearised standard errors.
///
/// Formula: with u = 1/v (v the variance of each mean), ȳ = Σuȳ_g/Σu, q = Σ(1 − u/Σu)²/(n_g − 1), n_g
/// the answers, or customers, of a group,
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
        parts.push((1.0 / variance, group.mean(), group.units() as f64));
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::statistics::Level;
    use crate::statistics::clustered::CustomerSums;
    use crate::statistics::two_groups::means;

    /// Answers of customers who give two each.
    fn twice(answers: &[[f64; 2]]) -> Moments {
        let rows: Vec<(f64, f64)> = answers.iter().flatten().map(|y| (*y, 1.0)).collect();
        let (mut customers, mut apart) = (CustomerSums::default(), CustomerSums::default());
        for pair in answers {
            customers.add([pair[0] + pair[1], 2.0, 0.0, 0.0], [2, 0]);
            for y in pair {
                apart.add([*y, 1.0, 0.0, 0.0], [1, 0]);
            }
        }
        let moments = Moments::of_rows(&rows).unwrap();
        moments.of_customers(&customers, &apart, 0.0)
    }

    #[test]
    fn of_two_groups_it_is_welchs_t_squared_on_customers() {
        let a = twice(&[[1.0, 2.0], [4.0, 5.0], [3.0, 3.0], [2.0, 1.0]]);
        let b = twice(&[[3.0, 5.0], [5.0, 4.0], [4.0, 4.0]]);
        let anova = test(&[a, b]).unwrap();
        let welch = means::difference(Some(&a), Some(&b), Level::NINETY_FIVE);
        let (t, df) = (
            welch.test.unwrap().statistic.unwrap(),
            anova.degrees_of_freedom.1,
        );
        assert!((anova.statistic.unwrap() - t * t).abs() < 1e-12);
        assert!((df.unwrap() - welch.test.unwrap().degrees_of_freedom.0.unwrap()).abs() < 1e-12);
        assert!(df.unwrap() < 5.0, "customers count, not answers: {df:?}");
    }
}
