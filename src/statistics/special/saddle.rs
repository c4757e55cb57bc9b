//! Building blocks of probabilities that stay exact for large numbers.
//!
//! Reference: Loader, Fast and accurate computation of binomial probabilities, 2000.

use statrs::function::gamma::ln_gamma;
use std::f64::consts::PI;

/// ln √(2π).
const LN_SQRT_2PI: f64 = 0.918_938_533_204_672_7;

/// ln Γ(x+1) − Stirling's formula for it: what Stirling's formula leaves out. `x` > 0.
pub(crate) fn stirling_error(x: f64) -> f64 {
    if x > 16.0 {
        let s = 1.0 / (x * x);
        (1.0 / 12.0
            - s * (1.0 / 360.0 - s * (1.0 / 1260.0 - s * (1.0 / 1680.0 - s * (1.0 / 1188.0)))))
            / x
    } else {
        ln_gamma(x + 1.0) - (x + 0.5) * x.ln() + x - LN_SQRT_2PI
    }
}

/// x·ln(x/m) + m − x without cancellation where x is close to m. Both > 0.
pub(crate) fn deviance(x: f64, m: f64) -> f64 {
    let gap = x - m;
    if gap.abs() < 0.1 * (x + m) {
        let v = gap / (x + m);
        let v2 = v * v;
        let mut sum = gap * v;
        let mut term = 2.0 * x * v;
        for j in 1..1000 {
            term *= v2;
            let next = sum + term / f64::from(2 * j + 1);
            if next == sum {
                break;
            }
            sum = next;
        }
        sum
    } else {
        x * (x / m).ln() + m - x
    }
}

/// ln of Γ(a+b+1)/(Γ(a+1)Γ(b+1))·pᵃ·qᵇ for real a, b ≥ 0 and p + q = 1.
pub(crate) fn ln_binomial_term(a: f64, b: f64, p: f64, q: f64) -> f64 {
    let n = a + b;
    if a == 0.0 {
        return if b == 0.0 { 0.0 } else { power(b, q, p) };
    }
    if b == 0.0 {
        return power(a, p, q);
    }
    if p == 0.0 || q == 0.0 {
        return f64::NEG_INFINITY;
    }
    stirling_error(n)
        - stirling_error(a)
        - stirling_error(b)
        - deviance(a, n * p)
        - deviance(b, n * q)
        + 0.5 * (n / (2.0 * PI * a * b)).ln()
}

/// n·ln(base), where `rest` is 1 − base.
fn power(n: f64, base: f64, rest: f64) -> f64 {
    n * if rest < 0.5 {
        (-rest).ln_1p()
    } else {
        base.ln()
    }
}

/// ln of mᵃ·e⁻ᵐ/Γ(a+1) for real a > 0 and m > 0.
pub(crate) fn ln_poisson_term(a: f64, m: f64) -> f64 {
    -stirling_error(a) - deviance(a, m) - 0.5 * (2.0 * PI * a).ln()
}
