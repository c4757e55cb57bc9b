//! The F distribution.

use super::{beta, chi_square};

/// P(X > x) = I_y(df2/2, df1/2), y = df2/(df2 + df1·x), with `df1` and `df2` > 0 degrees of freedom; 1 for
/// x ≤ 0. Infinite `df2` is chi-square over `df1`.
pub fn survival(x: f64, df1: f64, df2: f64) -> f64 {
    if x <= 0.0 {
        return 1.0;
    }
    if df2.is_infinite() {
        return chi_square::survival(x * df1, df1);
    }
    let total = df2 + df1 * x;
    if total.is_infinite() {
        return 0.0;
    }
    beta::regularised(0.5 * df2, 0.5 * df1, df2 / total, df1 * x / total).0
}

/// The x with P(X > x) = `p`, 0 ≤ p ≤ 1; infinite at 0. Both degrees of freedom finite.
pub fn upper_quantile(p: f64, df1: f64, df2: f64) -> f64 {
    let (rest, part) = beta::quantile(p, 0.5 * df2, 0.5 * df1);
    part / rest * (df2 / df1)
}
