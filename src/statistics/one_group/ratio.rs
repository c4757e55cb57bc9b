//! The quotient of two estimates.

use crate::statistics::{Absent, Estimate, Interval, Level, Method};

/// How the two estimates hang together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Dependence {
    /// They rest on different respondents.
    Independent,
    /// Their covariance is known.
    Covariance(f64),
    /// They share respondents and nothing is known about their covariance.
    Unknown,
}

/// One estimate over another, by Fieller's method.
///
/// Formula: all θ with |a − θb| ≤ z·√(v_a − 2θc + θ²v_b), where a, b are the estimates, v their
/// variances, c their covariance. With unknown covariance the root is replaced by √v_a + |θ|√v_b,
/// the most it can be, so that the interval holds whatever the covariance.
///
/// Range: all numbers. Undefined where b is 0, absent where an estimate is. Where b is not clearly
/// different from 0 the quotient is not bounded and there is no interval. The count of answers is the
/// smaller one.
///
/// Reference: Fieller, J. R. Stat. Soc. B 16, 1954; von Luxburg & Franz, arXiv:0711.0198.
pub fn estimate(
    numerator: &Estimate,
    denominator: &Estimate,
    dependence: Dependence,
    level: Level,
) -> Estimate {
    let method = match dependence {
        Dependence::Unknown => Method::FiellerOuter,
        _ => Method::Fieller,
    };
    let n = numerator.n.min(denominator.n);
    let effective = numerator.effective_n.min(denominator.effective_n);
    let (Some(a), Some(b)) = (numerator.value, denominator.value) else {
        let why = numerator.absent.or(denominator.absent);
        return Estimate::absent(n, effective, method, why.unwrap_or(Absent::Undefined));
    };
    if b == 0.0 {
        return Estimate::absent(n, effective, method, Absent::Undefined);
    }
    let bare = |why| Estimate::bare(a / b, n, effective, method, why);
    let (Some(error_a), Some(error_b)) = (numerator.standard_error, denominator.standard_error)
    else {
        return bare(Absent::TooFewAnswers);
    };
    let ends = match dependence {
        Dependence::Unknown => outer(a, b, error_a, error_b, level.z()),
        Dependence::Independent => fieller(a, b, error_a, error_b, 0.0, level.z()),
        Dependence::Covariance(c) => fieller(a, b, error_a, error_b, c, level.z()),
    };
    match ends {
        None => bare(Absent::Undefined),
        Some((low, high)) => {
            bare(Absent::NoSpread).with_interval(Interval::between(low, high, level))
        }
    }
}

/// Roots of θ²(b² − z²v_b) − 2θ(ab − z²c) + (a² − z²v_a); `None` where the set is not bounded.
fn fieller(
    a: f64,
    b: f64,
    error_a: f64,
    error_b: f64,
    covariance: f64,
    z: f64,
) -> Option<(f64, f64)> {
    let z2 = z * z;
    let square = b * b - z2 * error_b * error_b;
    let cross = a * b - z2 * covariance;
    let rest = a * a - z2 * error_a * error_a;
    let discriminant = cross * cross - square * rest;
    if square.is_nan() || square <= 0.0 || discriminant.is_nan() || discriminant < 0.0 {
        return None;
    }
    let root = discriminant.sqrt();
    Some(((cross - root) / square, (cross + root) / square))
}

/// The extremes of a′/b′ over a ± z·error and b ± z·error.
fn outer(a: f64, b: f64, error_a: f64, error_b: f64, z: f64) -> Option<(f64, f64)> {
    let (a, b) = if b < 0.0 { (-a, -b) } else { (a, b) };
    let (near, far) = (b - z * error_b, b + z * error_b);
    if near.is_nan() || near <= 0.0 {
        return None;
    }
    let (low, high) = (a - z * error_a, a + z * error_a);
    Some((
        low / if low < 0.0 { near } else { far },
        high / if high < 0.0 { far } else { near },
    ))
}
