//! Student's t distribution.

use super::{beta, normal, root};
use statrs::function::gamma::ln_gamma;
use std::f64::consts::PI;

/// P(|T| > |t|), the two-sided p value of a t statistic, with `df` degrees of freedom, df > 0; infinite df is the normal distribution.
pub fn two_sided(t: f64, df: f64) -> f64 {
    if df.is_infinite() {
        return normal::two_sided(t);
    }
    let square = t * t;
    if t.abs() > FAR * df.max(1.0).sqrt() {
        return far(t.abs(), df);
    }
    beta::regularised(0.5 * df, 0.5, df / (df + square), square / (df + square)).0
}

/// Beyond so many times √df only the leading term of the tail is left to double precision.
const FAR: f64 = 1e12;

/// The leading term of P(|T| > t) for great t, 2/(df·B(df/2, ½))·(df/t²)^(df/2) with t² never formed,
/// so that the tail of one degree of freedom does not end where t² overflows.
fn far(t: f64, df: f64) -> f64 {
    let half = 0.5 * df;
    let ln_beta = ln_gamma(half) + 0.5 * PI.ln() - ln_gamma(half + 0.5);
    (half * df.ln() - df * t.ln() - half.ln() - ln_beta).exp()
}

/// P(T > t), half of [`two_sided`] or one minus that.
pub fn survival(t: f64, df: f64) -> f64 {
    if df.is_infinite() {
        return normal::survival(t);
    }
    let half = 0.5 * two_sided(t, df);
    if t >= 0.0 { half } else { 1.0 - half }
}

/// The t with P(T > t) = `p`; infinite at 0 and 1, not a number outside.
pub fn upper_quantile(p: f64, df: f64) -> f64 {
    if p > 0.5 {
        return -upper_quantile(1.0 - p, df);
    }
    if df.is_infinite() {
        return normal::upper_quantile(p);
    }
    if !(df > 0.0 && p >= 0.0) {
        return f64::NAN;
    }
    if p == 0.0 {
        return f64::INFINITY;
    }
    if p == 0.5 {
        return 0.0;
    }
    let excess = |ln_t: f64| two_sided(ln_t.exp(), df).max(f64::MIN_POSITIVE).ln() - (2.0 * p).ln();
    let z = normal::upper_quantile(p);
    let guess = (z + (z * z * z + z) / (4.0 * df)).min(1e30).ln();
    root::falling_crossing(excess, guess, (0.5 / df).clamp(1e-4, 1.0), -345.0, 709.0)
        .map_or(f64::INFINITY, f64::exp)
}
