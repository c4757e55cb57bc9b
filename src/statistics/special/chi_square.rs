//! The chi-square distribution.

use super::{normal, root, saddle};

/// P(X > x) = Q(df/2, x/2) with `df` > 0 degrees of freedom, x ≥ 0; not a number outside.
///
/// Method: series below the mean, continued fraction (DLMF 8.9.2) above it, with Loader's
/// form of the leading factor.
pub fn survival(x: f64, df: f64) -> f64 {
    tails(0.5 * x, 0.5 * df).1
}

/// P(X ≤ x) = P(df/2, x/2), as [`survival`].
pub fn cdf(x: f64, df: f64) -> f64 {
    tails(0.5 * x, 0.5 * df).0
}

/// The x with P(X > x) = `p`, 0 ≤ p ≤ 1; infinite at 0, not a number outside.
pub fn upper_quantile(p: f64, df: f64) -> f64 {
    if !(df > 0.0 && (0.0..=1.0).contains(&p)) {
        return f64::NAN;
    }
    if p == 0.0 {
        return f64::INFINITY;
    }
    if p == 1.0 {
        return 0.0;
    }
    let excess = |ln_x: f64| {
        let (below, above) = tails(0.5 * ln_x.exp(), 0.5 * df);
        if p <= 0.5 {
            above.max(f64::MIN_POSITIVE).ln() - p.ln()
        } else {
            (1.0 - p).ln() - below.max(f64::MIN_POSITIVE).ln()
        }
    };
    // Wilson and Hilferty's approximation.
    let h = 2.0 / (9.0 * df);
    let guess = (df
        * (1.0 - h + normal::upper_quantile(p) * h.sqrt())
            .max(1e-3)
            .powi(3))
    .ln();
    root::falling_crossing(
        excess,
        guess,
        (0.1 / df.sqrt()).clamp(1e-6, 0.5),
        -700.0,
        700.0,
    )
    .map_or(if p <= 0.5 { f64::INFINITY } else { 0.0 }, f64::exp)
}

/// P(a, x) and Q(a, x), the smaller of the two to full relative precision.
fn tails(x: f64, a: f64) -> (f64, f64) {
    if !(a > 0.0 && x >= 0.0) || a.is_infinite() {
        return (f64::NAN, f64::NAN);
    }
    if x == 0.0 {
        return (0.0, 1.0);
    }
    if x.is_infinite() {
        return (1.0, 0.0);
    }
    let front = saddle::ln_poisson_term(a, x).exp();
    if x <= a {
        let (mut sum, mut term, mut k) = (1.0, 1.0, a);
        while term > sum * 1e-17 {
            k += 1.0;
            term *= x / k;
            sum += term;
        }
        let below = (front * sum).min(1.0);
        (below, 1.0 - below)
    } else {
        const TINY: f64 = 1e-300;
        let mut b = x + 1.0 - a;
        let mut c = 1.0 / TINY;
        let mut d = 1.0 / b;
        let mut h = d;
        for i in 1..200_000 {
            let i = f64::from(i);
            let an = -i * (i - a);
            b += 2.0;
            d = an * d + b;
            if d.abs() < TINY {
                d = TINY;
            }
            c = b + an / c;
            if c.abs() < TINY {
                c = TINY;
            }
            d = 1.0 / d;
            h *= d * c;
            if (d * c - 1.0).abs() <= f64::EPSILON {
                break;
            }
        }
        let above = (front * a * h).min(1.0);
        (1.0 - above, above)
    }
}
