//! The difference of two means.

use super::power;
use crate::statistics::{Absent, Contrast, Interval, Level, Method, Moments, Test};

/// Difference of two means with Welch's interval and test on linearised standard errors.
///
/// Formula: t = (ȳ₁ − ȳ₂)/√(v₁ + v₂) with v the linearised variance of each mean and Satterthwaite's
/// degrees of freedom (v₁ + v₂)²/(v₁²/(n₁−1) + v₂²/(n₂−1)).
///
/// Range: all numbers; swapping the groups swaps the sign. `None` stands for no answers. No
/// interval and no test if a group has a single answer or if both have no spread.
///
/// Reference: Welch, Biometrika 34, 1947; R's `t.test`.
pub fn difference(first: Option<&Moments>, second: Option<&Moments>, level: Level) -> Contrast {
    let method = Method::WelchInterval;
    let (Some(a), Some(b)) = (first, second) else {
        return Contrast::absent(method, Absent::NoAnswers);
    };
    let gap = a.mean() - b.mean();
    let bare = |why| Contrast::new(gap, None, method, Err(why), why);
    let (Some(v1), Some(v2)) = (a.mean_variance(), b.mean_variance()) else {
        return bare(Absent::TooFewAnswers);
    };
    if a.is_constant() && b.is_constant() {
        return Contrast {
            standard_error: Some(0.0),
            ..bare(Absent::NoSpread)
        };
    }
    let error = (v1 + v2).sqrt();
    let df = satterthwaite(&[(v1, a.units()), (v2, b.units())]);
    let interval = Interval::around(gap, level.t(df) * error, level);
    Contrast {
        standard_error: Some(error),
        detectable: power::detectable_t(error, df, level),
        ..Contrast::new(
            gap,
            interval,
            method,
            Test::t(Method::WelchT, gap / error, df),
            Absent::Undefined,
        )
    }
}

/// Degrees of freedom of a sum of variances, each estimated from n answers.
pub(crate) fn satterthwaite(parts: &[(f64, u64)]) -> f64 {
    let parts: Vec<(f64, f64)> = parts.iter().map(|(v, n)| (*v, *n as f64 - 1.0)).collect();
    satterthwaite_of(&parts)
}

/// The same of variances with their degrees of freedom.
pub(crate) fn satterthwaite_of(parts: &[(f64, f64)]) -> f64 {
    let sum: f64 = parts.iter().map(|(v, _)| v).sum();
    let squares: f64 = parts.iter().map(|(v, df)| (v / sum) * (v / sum) / df).sum();
    1.0 / squares
}
