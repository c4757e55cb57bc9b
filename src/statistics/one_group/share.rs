//! A share: top box, CSAT, CES, repurchase.

use crate::statistics::special::{beta, binomial};
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
/// Formula: the α/2 quantile of the beta distribution with np and nq + 1, and the 1 − α/2 quantile of that
/// with np + 1 and nq.
///
/// Range: 0 to 1, from 0 if nobody says yes and to 1 if everybody does. Absent without answers.
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

/// Jeffreys' equal-tailed interval on the effective number of answers.
///
/// Formula: the α/2 and 1 − α/2 quantiles of the beta distribution with np + ½ and nq + ½; from 0 if
/// nobody says yes, to 1 if everybody does. Widened to the share itself where a hair of an effective
/// answer would leave it outside.
///
/// Range: 0 to 1. `None` without answers.
///
/// Reference: Brown, Cai & DasGupta, Stat. Sci. 16, 2001; statsmodels' `method = "jeffreys"`.
pub fn jeffreys(answers: &Binary, level: Level) -> Option<Interval> {
    let (p, q) = answers.shares()?;
    let n = answers.effective_n();
    let (a, b, tail) = (p * n + 0.5, q * n + 0.5, 0.5 * level.alpha());
    let low = if p <= 0.0 {
        0.0
    } else {
        beta::quantile(tail, a, b).0
    };
    let high = if q <= 0.0 {
        1.0
    } else {
        beta::upper_quantile(tail, a, b).0
    };
    Interval::between(low.min(p), high.max(p), level)
}

/// Wilson's interval with correction for continuity, on the effective number of answers: about as
/// wide as [`exact`]'s.
///
/// Formula: (2np + z² ∓ 1 ∓ z√(z² ∓ 2 − 1/n + 4p(nq ± 1))) / 2(n + z²), the lower end 0 at p = 0, the
/// upper 1 at p = 1.
///
/// Range: 0 to 1. `None` without answers.
///
/// Reference: Newcombe, Stat. Med. 17:857, 1998, method 4; R's `prop.test`, save at p = ½, where R
/// leaves the correction out.
pub fn wilson_corrected(answers: &Binary, level: Level) -> Option<Interval> {
    let (p, q) = answers.shares()?;
    let (n, z) = (answers.effective_n(), level.z());
    // The lower end; the upper one is one minus that of the share of no.
    let end = |p: f64, q: f64| {
        let root = (z * z - 2.0 - 1.0 / n + 4.0 * p * (n * q + 1.0))
            .max(0.0)
            .sqrt();
        let low = (2.0 * n * p + z * z - 1.0 - z * root) / (2.0 * (n + z * z));
        if p <= 0.0 { 0.0 } else { low.clamp(0.0, p) }
    };
    Interval::between(end(p, q), (1.0 - end(q, p)).max(p), level)
}
