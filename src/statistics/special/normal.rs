//! The standard normal distribution.

use statrs::function::erf::{erfc, erfc_inv};
use std::f64::consts::{FRAC_1_SQRT_2, SQRT_2};

/// P(Z > z).
pub fn survival(z: f64) -> f64 {
    0.5 * erfc(z * FRAC_1_SQRT_2)
}

/// P(|Z| > |z|): the two-sided p value of a z statistic.
pub fn two_sided(z: f64) -> f64 {
    erfc(z.abs() * FRAC_1_SQRT_2)
}

/// The z with P(Z > z) = `p`; infinite at 0 and 1.
pub fn upper_quantile(p: f64) -> f64 {
    if p > 0.5 {
        return -upper_quantile(1.0 - p);
    }
    let z = SQRT_2 * erfc_inv(2.0 * p);
    if !z.is_finite() || z > 37.0 {
        return z;
    }
    // One Newton step on ln P takes the approximation to full precision.
    let tail = survival(z);
    let density = (-0.5 * z * z).exp() / (2.0 * std::f64::consts::PI).sqrt();
    z + (tail / p).ln() * tail / density
}
