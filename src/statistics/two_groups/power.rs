//! The smallest difference that a comparison could have shown.

use super::shares::Share;
use crate::statistics::Level;
use crate::statistics::special::{normal, student};

/// The chance with which a difference counted as detectable is found.
const POWER: f64 = 0.8;

/// The difference that a z test with this standard error finds in four of five surveys.
///
/// Formula: (z₁₋α⸝₂ + z₀.₈)·error. Range: > 0, in the unit of the error; `None` if the error is not positive
/// and finite.
///
/// Reference: Bloom, Evaluation Review 19, 1995.
pub fn detectable(standard_error: f64, level: Level) -> Option<f64> {
    let gap = (level.z() + normal::upper_quantile(1.0 - POWER)) * standard_error;
    (gap.is_finite() && gap > 0.0).then_some(gap)
}

/// The same for a t test with these degrees of freedom: (t₁₋α⸝₂ + t₀.₈)·error.
pub fn detectable_t(standard_error: f64, degrees_of_freedom: f64, level: Level) -> Option<f64> {
    let reach = student::upper_quantile(1.0 - POWER, degrees_of_freedom);
    let gap = (level.t(degrees_of_freedom) + reach) * standard_error;
    (gap.is_finite() && gap > 0.0).then_some(gap)
}

/// The same for two shares on effective numbers of answers.
///
/// The standard error is that at the pooled share, drawn towards one half like the centre of
/// Wilson's interval, so that it is not 0 where all answers are alike. `None` if even the greatest
/// possible difference could be missed.
pub(crate) fn detectable_share(a: Share, b: Share, level: Level) -> Option<f64> {
    let (n, z) = (a.n + b.n, level.z());
    let p = (a.p * a.n + b.p * b.n + 0.5 * z * z) / (n + z * z);
    let error = (p * (1.0 - p) * (1.0 / a.n + 1.0 / b.n)).sqrt();
    detectable(error, level).filter(|gap| *gap <= 1.0)
}
