//! The standard normal distribution.

use super::chi_square;
use statrs::function::erf::erfc_inv;
use std::f64::consts::SQRT_2;

/// P(Z > z), 0 to 1; down to 1e-300 and further.
pub fn survival(z: f64) -> f64 {
    let half = 0.5 * two_sided(z);
    if z >= 0.0 { half } else { 1.0 - half }
}

/// P(|Z| > |z|): the two-sided p value of a z statistic.
///
/// Method: z² is chi-square on 1 degree of freedom.
pub fn two_sided(z: f64) -> f64 {
    chi_square::survival(z * z, 1.0)
}

/// The z with P(Z > z) = `p`; infinite at 0 and 1, not a number outside.
pub fn upper_quantile(p: f64) -> f64 {
    if p > 0.5 {
        return -upper_quantile(1.0 - p);
    }
    let z = SQRT_2 * erfc_inv(2.0 * p);
    if !z.is_finite() || z > 37.0 {
        return z;
    }
    // The crate's is right to 1e-10; one Newton step on ln P takes it to full precision.
    let tail = survival(z);
    let density = (-0.5 * z * z).exp() / (2.0 * std::f64::consts::PI).sqrt();
    z + (tail / p).ln() * tail / density
}
