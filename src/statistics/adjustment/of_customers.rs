//! Two groups compared within strata where the same customers stand in several strata and in both
//! groups.

use crate::statistics::clustered::many::Groups;
use crate::statistics::two_groups::power;
use crate::statistics::{Absent, Contrast, Interval, Level, Method, Test};

/// The difference of two means or shares within strata, each stratum having the given weight.
///
/// `groups` are the strata of the first group and then, in the same order, those of the second.
///
/// Formula: d = Σw(ȳ₁ − ȳ₂)/Σw; its variance is that of the linear combination over customers, the
/// weights taken as they are; t on customers − 1 degrees of freedom.
///
/// No interval and no test with one customer and where nothing varies.
///
/// Reference: Mantel & Haenszel, J. Natl. Cancer Inst. 22, 1959 (the weights); R's
/// `survey::svycontrast` of `svyby` with `id = ~customer`.
pub fn difference(groups: &Groups, weights: &[f64], level: Level) -> Contrast {
    let method = Method::ClusteredStrata;
    let all: f64 = weights.iter().sum();
    let first = weights.iter().map(|weight| weight / all);
    let second = weights.iter().map(|weight| -weight / all);
    let coefficients: Vec<f64> = first.chain(second).collect();
    let Some(found) = groups.combination(&coefficients).filter(|_| all > 0.0) else {
        return Contrast::absent(method, Absent::NoAnswers);
    };
    let without = |why| Contrast::new(found.value, None, method, Err(why), why);
    let Some(variance) = found.variance else {
        return without(Absent::TooFewAnswers);
    };
    if variance <= 0.0 {
        return without(Absent::NoSpread);
    }
    let (error, df) = (variance.sqrt(), groups.customers as f64 - 1.0);
    let interval = Interval::around(found.value, level.t(df) * error, level);
    let test = Test::t(Method::ClusteredT, found.value / error, df);
    Contrast {
        standard_error: Some(error),
        detectable: power::detectable_t(error, df, level),
        ..Contrast::new(found.value, interval, method, test, Absent::Undefined)
    }
}

/// The ratio of two shares within strata, first over second; `groups` as for [`difference`].
///
/// Formula: RR = Σwp₁/Σwp₂; the variance of its logarithm is that of Σwp₁/R − Σwp₂/S, R and S being
/// the two sums.
///
/// Undefined where nobody of the second group says yes; no interval where nobody of the first does.
/// The test is that of the difference.
///
/// Reference: Greenland & Robins, Biometrics 41, 1985 (the ratio).
pub fn ratio(groups: &Groups, weights: &[f64], level: Level) -> Contrast {
    let method = Method::ClusteredStrataRatio;
    let none = || vec![0.0; weights.len()];
    let sides = [
        [weights.to_vec(), none()].concat(),
        [none(), weights.to_vec()].concat(),
    ];
    let [first, second] = sides.each_ref().map(|side| groups.combination(side));
    let (Some(first), Some(second)) = (first, second) else {
        return Contrast::absent(method, Absent::NoAnswers);
    };
    let (r, s) = (first.value, second.value);
    let logarithm: Vec<f64> = { sides[0].iter().zip(&sides[1]) }
        .map(|(one, two)| one / r - two / s)
        .collect();
    let variance = groups
        .combination(&logarithm)
        .and_then(|found| found.variance);
    let reach =
        (level.t(groups.customers as f64 - 1.0) * variance.unwrap_or(f64::NAN).sqrt()).exp();
    let value = r / s;
    let interval = Interval::between(value / reach, value * reach, level)
        .filter(|_| value.is_finite() && reach.is_finite());
    let test = difference(groups, weights, level).test;
    Contrast::new(value, interval, method, test, Absent::TooFewAnswers)
}
