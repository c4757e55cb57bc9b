//! The regularised incomplete beta function and its inverse.

use super::{root, saddle};

/// I_x(a, b) and 1 − I_x(a, b), the smaller of the two to full relative precision.
///
/// `y` is 1 − x, given apart because the caller often knows it better. Range: a, b > 0,
/// 0 ≤ x ≤ 1; not-a-number outside.
///
/// Method: continued fraction (DLMF 8.17.22) by Lentz's algorithm, from the side of the mean
/// where it converges, with Loader's form of the leading factor.
pub fn regularised(a: f64, b: f64, x: f64, y: f64) -> (f64, f64) {
    if !(a > 0.0 && b > 0.0 && x >= 0.0 && y >= 0.0) || a.is_infinite() || b.is_infinite() {
        return (f64::NAN, f64::NAN);
    }
    if x == 0.0 {
        return (0.0, 1.0);
    }
    if y == 0.0 {
        return (1.0, 0.0);
    }
    if x * (a + b + 2.0) <= a + 1.0 {
        let lower = lower_tail(a, b, x, y);
        (lower, 1.0 - lower)
    } else {
        let upper = lower_tail(b, a, y, x);
        (1.0 - upper, upper)
    }
}

fn lower_tail(a: f64, b: f64, x: f64, y: f64) -> f64 {
    let front = (saddle::ln_binomial_term(a, b, x, y) + (b / (a + b)).ln()).exp();
    if front == 0.0 {
        return 0.0;
    }
    (front * fraction(a, b, x)).min(1.0)
}

fn fraction(a: f64, b: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let guard = |v: f64| if v.abs() < TINY { TINY } else { v };
    let mut c = 1.0;
    let mut d = 1.0 / guard(1.0 - (a + b) * x / (a + 1.0));
    let mut h = d;
    for m in 1..200_000 {
        let m = f64::from(m);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / guard(1.0 + even * d);
        c = guard(1.0 + even / c);
        h *= d * c;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / guard(1.0 + odd * d);
        c = guard(1.0 + odd / c);
        let change = d * c;
        h *= change;
        if (change - 1.0).abs() <= f64::EPSILON {
            break;
        }
    }
    h
}

/// P(X ≤ x) of a beta distribution.
pub fn cdf(x: f64, a: f64, b: f64) -> f64 {
    regularised(a, b, x, 1.0 - x).0
}

/// P(X > x) of a beta distribution.
pub fn survival(x: f64, a: f64, b: f64) -> f64 {
    regularised(a, b, x, 1.0 - x).1
}

/// The x with I_x(a, b) = `p`, and 1 − x, both to full relative precision.
///
/// Range: 0 ≤ p ≤ 1; p < 1e-300 counts as 0. Not-a-number outside.
pub fn quantile(p: f64, a: f64, b: f64) -> (f64, f64) {
    inverse(p, 1.0 - p, a, b)
}

/// The x with 1 − I_x(a, b) = `p`, and 1 − x.
pub fn upper_quantile(p: f64, a: f64, b: f64) -> (f64, f64) {
    inverse(1.0 - p, p, a, b)
}

/// Solves for ln(x/(1−x)), comparing the logarithm of the smaller tail.
fn inverse(lower: f64, upper: f64, a: f64, b: f64) -> (f64, f64) {
    if !(a > 0.0 && b > 0.0 && lower >= 0.0 && upper >= 0.0) {
        return (f64::NAN, f64::NAN);
    }
    if lower < 1e-300 {
        return (0.0, 1.0);
    }
    if upper < 1e-300 {
        return (1.0, 0.0);
    }
    let by_lower = lower <= upper;
    let excess = |logit: f64| {
        let (x, y) = (1.0 / (1.0 + (-logit).exp()), 1.0 / (1.0 + logit.exp()));
        let (below, above) = regularised(a, b, x, y);
        // Falls as the logit grows.
        if by_lower {
            lower.ln() - below.max(f64::MIN_POSITIVE).ln()
        } else {
            above.max(f64::MIN_POSITIVE).ln() - upper.ln()
        }
    };
    let spread = (1.0 / a + 1.0 / b).sqrt().min(4.0);
    let guess = (a / b).ln();
    match root::falling_crossing(excess, guess, spread, -700.0, 700.0) {
        Some(logit) => (1.0 / (1.0 + (-logit).exp()), 1.0 / (1.0 + logit.exp())),
        None if excess(0.0) > 0.0 => (1.0, 0.0),
        None => (0.0, 1.0),
    }
}
