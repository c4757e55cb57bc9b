//! Logistic coefficients of drivers, as a supplement where the outcome is yes or no.

use crate::statistics::Absent;
use crate::statistics::Moments;
use crate::statistics::linear::solve;

/// Fisher scoring steps after which the fit is given up.
const MOST_STEPS: usize = 60;

/// A logistic regression on standardised drivers.
#[derive(Debug, Clone, PartialEq)]
pub struct Logistic {
    /// Log odds of yes at the drivers' means.
    pub intercept: f64,
    /// What one standard deviation of each driver adds to the log odds.
    pub coefficients: Vec<f64>,
}

/// One case: its weight, whether the outcome is yes, its drivers.
pub type Case<'a> = (f64, bool, &'a [f64]);

/// Maximum likelihood coefficients of drivers measured in their standard deviations, by Fisher
/// scoring, on complete cases.
///
/// Formula: ln(p/(1−p)) = b₀ + Σb_j(x_j − x̄_j)/s_j with s_j² = Σw(x_j − x̄_j)²/W. Range: log odds, within ±50.
///
/// Fails for no cases, where all say yes or all say no, for a constant driver or one made up of
/// others, and, as not converged, where drivers separate yes from no, so that coefficients grow
/// without end.
///
/// Reference: McCullagh & Nelder, Generalized Linear Models, 1989; R's `glm(family = binomial)`.
pub fn fit(cases: &[Case]) -> Result<Logistic, Absent> {
    let complete: Vec<&Case> = cases
        .iter()
        .filter(|(w, _, x)| *w > 0.0 && w.is_finite() && x.iter().all(|x| x.is_finite()))
        .collect();
    let p = complete.first().ok_or(Absent::NoAnswers)?.2.len();
    if complete.iter().any(|case| case.2.len() != p) {
        return Err(Absent::Invalid);
    }
    if complete.windows(2).all(|pair| pair[0].1 == pair[1].1) {
        return Err(Absent::NoSpread);
    }
    let mut scales = Vec::with_capacity(p);
    for j in 0..p {
        let rows: Vec<(f64, f64)> = complete.iter().map(|(w, _, x)| (x[j], *w)).collect();
        let moments = Moments::of_rows(&rows).filter(|m| !m.is_constant());
        let moments = moments.ok_or(Absent::NoSpread)?;
        let variance = moments.variance().ok_or(Absent::TooFewAnswers)?;
        let n = moments.tally().n() as f64;
        scales.push((moments.mean(), ((n - 1.0) / n * variance).sqrt()));
    }
    let standardised: Vec<(f64, f64, Vec<f64>)> = complete
        .iter()
        .map(|(w, yes, x)| {
            let scaled = x.iter().zip(&scales).map(|(x, (mean, sd))| (x - mean) / sd);
            let row = std::iter::once(1.0).chain(scaled).collect();
            (*w, f64::from(u8::from(*yes)), row)
        })
        .collect();
    let mut beta = vec![0.0; p + 1];
    for _ in 0..MOST_STEPS {
        let mut information = vec![vec![0.0; p + 1]; p + 1];
        let mut score = vec![vec![0.0]; p + 1];
        for (w, y, row) in &standardised {
            let eta: f64 = row.iter().zip(&beta).map(|(x, b)| x * b).sum();
            let (up, down) = (1.0 / (1.0 + (-eta).exp()), 1.0 / (1.0 + eta.exp()));
            let residual = if *y > 0.5 { down } else { -up };
            for i in 0..=p {
                score[i][0] += w * residual * row[i];
                for j in 0..=p {
                    information[i][j] += w * up * down * row[i] * row[j];
                }
            }
        }
        let step = solve(&information, &score, 1e-12).ok_or(Absent::NotConverged)?;
        let mut change = 0.0_f64;
        for (b, step) in beta.iter_mut().zip(&step) {
            *b += step[0];
            change = change.max(step[0].abs() / (1.0 + b.abs()));
        }
        if change.is_nan() || beta.iter().any(|b| b.abs() > 50.0) {
            return Err(Absent::NotConverged);
        }
        if change < 1e-13 {
            return Ok(Logistic {
                intercept: beta[0],
                coefficients: beta[1..].to_vec(),
            });
        }
    }
    Err(Absent::NotConverged)
}
