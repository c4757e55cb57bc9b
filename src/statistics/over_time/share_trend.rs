//! Whether a share rises or falls over time.

use crate::statistics::{Absent, Binary, Method, Test};

/// Cochran and Armitage's test for a linear trend of shares, on effective numbers of answers.
///
/// Formula: z = Σ(x − np)(t − t̄)/√(pq·Σn(t − t̄)²) with t̄ = Σnt/Σn and the pooled share p. `periods` are
/// pairs of time and answers; time is the calendar's (months counted through, say), so that a
/// missing month leaves a gap. Periods without answers are left out.
///
/// Fails for fewer than three periods with answers, where all say yes or all say no.
///
/// Reference: Armitage, Biometrics 11, 1955; R's `prop.trend.test`.
pub fn cochran_armitage(periods: &[(f64, Binary)]) -> Result<Test, Absent> {
    let used: Vec<(f64, f64, f64)> = periods
        .iter()
        .filter(|(time, _)| time.is_finite())
        .filter_map(|(time, answers)| Some((*time, answers.shares()?.0, answers.effective_n())))
        .collect();
    if used.is_empty() {
        return Err(Absent::NoAnswers);
    }
    if used.len() < 3 {
        return Err(Absent::TooFewAnswers);
    }
    let n: f64 = used.iter().map(|(_, _, n)| n).sum();
    let p: f64 = used.iter().map(|(_, share, m)| share * (m / n)).sum();
    let time: f64 = used.iter().map(|(t, _, m)| t * (m / n)).sum();
    if p <= 0.0 || p >= 1.0 - f64::EPSILON {
        return Err(Absent::NoSpread);
    }
    let sum: f64 = used
        .iter()
        .map(|(t, share, m)| m * (share - p) * (t - time))
        .sum();
    let spread: f64 = used
        .iter()
        .map(|(t, _, m)| m * (t - time) * (t - time))
        .sum();
    Test::z(
        Method::CochranArmitage,
        sum / (p * (1.0 - p) * spread).sqrt(),
    )
}
