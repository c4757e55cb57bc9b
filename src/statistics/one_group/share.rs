//! A share: top box, CSAT, CES, repurchase.

use crate::statistics::special::binomial;
use crate::statistics::{Absent, Binary, Estimate, Interval, Level, Method};

/// The weighted share of yes with Wilson's score interval on the effective number of answers.
///
/// Formula: p = Σ_yes w / Σw; (p + z²/2n ± z√(pq/n + z²/4n²)) / (1 + z²/n) with n the smaller of
/// Kish's effective number and p·q over the linearised variance. The standard error is the
/// linearised one, √(n/(n−1)·Σw²(y−p)²/W²); a single answer has none.
///
/// Range: 0 to 1. Absent without answers. The interval is never empty, also at 0 and 1.
///
/// Reference: Wilson, JASA 22, 1927; on the effective number: Franco, Little, Louis & Slud,
/// J. Survey Stat. Methodol. 7, 2019. R: `prop.test(correct = FALSE)`, `survey::svymean`.
pub fn estimate(answers: &Binary, level: Level) -> Estimate {
    let total = answers.total();
    let n = total.n();
    let method = Method::Wilson;
    let (Some((p, q)), Some(variance)) = (answers.shares(), answers.variance_zero()) else {
        return Estimate::absent(n, 0.0, method, Absent::NoAnswers);
    };
    let effective = answers.effective_n();
    let (low, high) = wilson(p, q, effective, level.z());
    let estimate = Estimate::bare(p, n, effective, method, Absent::Undefined)
        .with_interval(Interval::between(low, high, level));
    if n < 2 {
        return estimate;
    }
    estimate.with_error((n as f64 / (n as f64 - 1.0) * variance).sqrt())
}

/// Wilson's interval for a share p = 1 − q of n > 0 answers, n any real number.
///
/// The end that may cancel is taken from the product of the roots, so that tiny shares keep
/// their digits.
pub(crate) fn wilson(p: f64, q: f64, n: f64, z: f64) -> (f64, f64) {
    let z2 = z * z / n;
    let reach = z / n.sqrt() * (p * q + 0.25 * z2).sqrt();
    let end = |part: f64| part * part / (part + 0.5 * z2 + reach);
    (end(p), 1.0 - end(q))
}

/// Clopper and Pearson's exact interval on the effective number of answers: for those who must
/// never be under the level; wider than [`estimate`]'s.
///
/// Reference: Clopper & Pearson, Biometrika 26, 1934; on the effective number: Korn & Graubard,
/// Survey Methodology 24, 1998.
pub fn exact(answers: &Binary, level: Level) -> Estimate {
    let plain = estimate(answers, level);
    let n = plain.effective_n;
    let Some(p) = plain.value else {
        return plain;
    };
    let (low, high) = binomial::clopper_pearson((p * n).min(n), n, level.alpha());
    Estimate {
        method: Method::ClopperPearson,
        interval: Interval::between(low, high, level),
        ..plain
    }
}
