//! Shares of R² for any number of drivers.

use super::cross_products::Correlations;
use super::shapley::Importance;
use crate::statistics::linear::eigen;

/// Eigenvalues below this share of the greatest count as 0.
const ZERO: f64 = 1e-10;

/// Johnson's relative weights: R² divided through the uncorrelated variables nearest to the
/// drivers.
///
/// Formula: with R = VDVᵀ the drivers' correlations, Λ = VD^½Vᵀ and β = Λ⁻¹r: the part of driver j is
/// Σ_k Λ²_jk β²_k. Directions without variance are left out, so that drivers made up of others share
/// what they explain.
///
/// Close to [`super::shapley`] at a cost that grows with p³ instead of 2ᵖ.
///
/// Reference: Johnson, Multivariate Behav. Res. 35, 2000.
pub fn importance(correlations: &Correlations) -> Importance {
    let p = correlations.with_outcome.len();
    let (values, vectors) = eigen(&correlations.between);
    let greatest = values.iter().copied().fold(0.0, f64::max);
    let root = |value: f64| {
        if value > ZERO * greatest {
            value.sqrt()
        } else {
            0.0
        }
    };
    let inverse = |value: f64| {
        if value > ZERO * greatest {
            1.0 / value.sqrt()
        } else {
            0.0
        }
    };
    let function = |f: &dyn Fn(f64) -> f64, i: usize, j: usize| -> f64 {
        (0..p)
            .map(|k| vectors[i][k] * f(values[k]) * vectors[j][k])
            .sum()
    };
    let beta: Vec<f64> = (0..p)
        .map(|k| {
            (0..p)
                .map(|j| function(&inverse, k, j) * correlations.with_outcome[j])
                .sum()
        })
        .collect();
    let parts: Vec<f64> = (0..p)
        .map(|j| {
            (0..p)
                .map(|k| {
                    let entry = function(&root, j, k);
                    entry * entry * beta[k] * beta[k]
                })
                .sum()
        })
        .collect();
    Importance {
        r_squared: beta.iter().map(|b| b * b).sum::<f64>().min(1.0),
        parts,
    }
}
