//! Units ranked by a mean or a net promoter score.

use super::{FEWEST_UNITS, Shrunk, ranks};
use crate::statistics::special::root;
use crate::statistics::{Absent, Level};

/// Estimates of units drawn towards their common mean.
#[derive(Debug, Clone, PartialEq)]
pub struct Units {
    /// Variance between units; 0 where they differ no more than chance would have them.
    pub variance_between: f64,
    /// The common mean.
    pub mean: f64,
    /// One for each unit, in their order.
    pub units: Vec<Shrunk>,
}

/// Empirical Bayes with a normal prior whose variance τ² is Paule and Mandel's.
///
/// Formula: τ² solves Σ(y_i − μ)²/(s_i² + τ²) = k − 1 with μ the mean weighted by 1/(s_i² + τ²), or is 0;
/// unit i is μ + B(y_i − μ) with B = τ²/(s_i² + τ²) and variance B·s_i² + (1 − B)²·var μ.
///
/// `units` are estimates with their standard errors. Range: between each estimate and μ. Fails for fewer
/// than five units, and for standard errors that are not above 0.
///
/// Reference: Paule & Mandel, J. Res. NBS 87, 1982; DerSimonian & Kacker, Contemp. Clin. Trials 28, 2007.
pub fn shrink(units: &[(f64, f64)], level: Level) -> Result<Units, Absent> {
    if units.len() < FEWEST_UNITS {
        return Err(Absent::TooFewAnswers);
    }
    let sound = |(y, s): &(f64, f64)| y.is_finite() && *s > 0.0 && (s * s).is_normal();
    if !units.iter().all(sound) {
        return Err(Absent::NoSpread);
    }
    let mean_at = |between: f64| {
        let weight: f64 = units.iter().map(|(_, s)| 1.0 / (s * s + between)).sum();
        let sum = |(y, s): &(f64, f64)| y / (s * s + between) / weight;
        (units.iter().map(sum).sum::<f64>(), 1.0 / weight)
    };
    let excess = |between: f64| {
        let (mean, _) = mean_at(between);
        let part = |(y, s): &(f64, f64)| (y - mean) * (y - mean) / (s * s + between);
        units.iter().map(part).sum::<f64>() - (units.len() as f64 - 1.0)
    };
    let between = if excess(0.0) <= 0.0 {
        0.0
    } else {
        let step = units.iter().map(|(_, s)| s * s).fold(f64::MAX, f64::min);
        root::falling_crossing(excess, 0.0, step, 0.0, f64::MAX / 4.0)
            .ok_or(Absent::NotConverged)?
    };
    let (mean, mean_variance) = mean_at(between);
    if !mean.is_finite() {
        return Err(Absent::Undefined);
    }
    let shrunk: Vec<(f64, f64)> = units
        .iter()
        .map(|(y, s)| {
            let keep = between / (s * s + between);
            let variance = keep * s * s + (1.0 - keep) * (1.0 - keep) * mean_variance;
            (mean + keep * (y - mean), variance.sqrt())
        })
        .collect();
    let values: Vec<f64> = shrunk.iter().map(|(value, _)| *value).collect();
    let z = level.z();
    let units = shrunk
        .iter()
        .zip(ranks(&values))
        .map(|((value, error), rank)| Shrunk {
            value: *value,
            low: value - z * error,
            high: value + z * error,
            rank,
        })
        .collect();
    Ok(Units {
        variance_between: between,
        mean,
        units,
    })
}
