//! The regularised incomplete beta function and its inverse.

use super::{root, saddle};

/// I_x(a, b) and 1 − I_x(a, b), the smaller of the two to full relative precision.
///
/// `y` is 1 − x, given apart because the caller often knows it better. Range: a, b > 0,
/// 0 ≤ x ≤ 1; not-a-number outside.
///
/// Method: the continued fraction of DiDonato and Morris, from the side of the mean where it
/// converges, with Loader's form of the leading factor.
///
/// Reference: DiDonato & Morris, ACM Trans. Math. Softw. 18, 1992 (algorithm 708, BFRAC).
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
    // How far x lies under the mean, from the smaller of a and b.
    let under = if a > b {
        (a + b) * y - b
    } else {
        a - (a + b) * x
    };
    if under >= 0.0 {
        let lower = lower_tail(a, b, x, y, under);
        (lower, 1.0 - lower)
    } else {
        let upper = lower_tail(b, a, y, x, -under);
        (1.0 - upper, upper)
    }
}

/// I_x(a, b) for x up to the mean; `under` is a − (a+b)·x.
fn lower_tail(a: f64, b: f64, x: f64, y: f64, under: f64) -> f64 {
    let ln_front = saddle::ln_binomial_term(a, b, x, y) + (b / (a + b) * a).ln();
    let front = ln_front.exp();
    if front == 0.0 {
        return 0.0;
    }
    (front * fraction(a, b, x, y, under)).min(1.0)
}

/// The even part of the continued fraction, whose terms are all positive up to rounding and do
/// not cancel where x is close to 1.
fn fraction(a: f64, b: f64, x: f64, y: f64, under: f64) -> f64 {
    let c = 1.0 + under;
    let (c0, c1) = (b / a, 1.0 + 1.0 / a);
    let (mut p, mut s) = (1.0, a + 1.0);
    let (mut numerator, mut denominator) = (0.0, 1.0);
    let (mut next_numerator, mut next_denominator) = (1.0, c / c1);
    let mut value = c1 / c;
    for n in 1..200_000 {
        let n = f64::from(n);
        let t = n / a;
        let w = n * (b - n) * x;
        let e = a / s;
        let alpha = p * (p + c0) * e * e * (w * x);
        let e = (1.0 + t) / (c1 + 2.0 * t);
        let beta = n + w / s + e * (c + n * (1.0 + y));
        p = 1.0 + t;
        s += 2.0;
        let step = alpha * numerator + beta * next_numerator;
        numerator = next_numerator;
        next_numerator = step;
        let step = alpha * denominator + beta * next_denominator;
        denominator = next_denominator;
        next_denominator = step;
        let before = value;
        value = next_numerator / next_denominator;
        if (value - before).abs() <= 0.5 * f64::EPSILON * value {
            break;
        }
        numerator /= next_denominator;
        denominator /= next_denominator;
        next_numerator = value;
        next_denominator = 1.0;
    }
    value
}

/// P(X ≤ x) of a beta distribution, 0 ≤ x ≤ 1. An x next to 1 has few digits of 1 − x: see [`regularised`].
pub fn cdf(x: f64, a: f64, b: f64) -> f64 {
    regularised(a, b, x, 1.0 - x).0
}

/// P(X > x) of a beta distribution, as [`cdf`].
pub fn survival(x: f64, a: f64, b: f64) -> f64 {
    regularised(a, b, x, 1.0 - x).1
}

/// The x with I_x(a, b) = `p`, and 1 − x, both to full relative precision.
///
/// Range: 0 ≤ p ≤ 1; p < 1e-300 counts as 0. Not-a-number outside.
pub fn quantile(p: f64, a: f64, b: f64) -> (f64, f64) {
    inverse(p, 1.0 - p, a, b)
}

/// The x with 1 − I_x(a, b) = `p`, and 1 − x, as [`quantile`].
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
