//! A figure beside one that somebody published.

use crate::statistics::one_group::nps::Scores;
use crate::statistics::two_groups::risk_ratio;
use crate::statistics::two_groups::shares::{self, Share};
use crate::statistics::{Absent, Binary, Contrast, Level, Method, Moments, Test};

/// A published figure: anything from `low` to `high`, printed as `value`.
///
/// "78 %" is anything from 77.5 to 78.5.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Published {
    low: f64,
    value: f64,
    high: f64,
    /// Its own standard error; 0 where it is not known.
    error: f64,
}

impl Published {
    /// A figure printed as `value` that was rounded by at most `rounding` ≥ 0.
    pub fn rounded(value: f64, rounding: f64) -> Option<Published> {
        Published::range(value, value, rounding)
    }

    /// A range printed as `low` to `high`, each rounded by at most `rounding` ≥ 0.
    pub fn range(low: f64, high: f64, rounding: f64) -> Option<Published> {
        let fine = low <= high && rounding >= 0.0 && (low - rounding).is_finite();
        (fine && (high + rounding).is_finite()).then_some(Published {
            low: low - rounding,
            value: 0.5 * low + 0.5 * high,
            high: high + rounding,
            error: 0.0,
        })
    }

    /// The same figure with the standard error that its published interval tells: the interval's
    /// width over twice the normal quantile of its level. An interval that is none tells nothing.
    pub fn with_interval(self, low: f64, high: f64, level: Level) -> Published {
        let error = (high - low) / (2.0 * level.z());
        let error = if error.is_finite() {
            error.max(0.0)
        } else {
            0.0
        };
        Published { error, ..self }
    }

    /// The number on [low, high] that is nearest to an estimate.
    fn nearest(&self, estimate: f64) -> f64 {
        estimate.max(self.low).min(self.high)
    }
}

/// Where an estimate stands beside a published figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Clearly above it.
    Above,
    /// Not clearly different.
    Level,
    /// Clearly below it.
    Below,
}

/// A comparison with a published figure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Against {
    /// The verdict: different only if the estimate differs from the value and from every figure
    /// that is printed the same way.
    pub standing: Standing,
    /// Estimate minus value.
    pub difference: f64,
    /// The test against the value as printed.
    pub at_value: Test,
    /// The test against the nearest figure that is printed the same way; p = 1 if that is the
    /// estimate itself.
    pub at_limit: Test,
}

/// Makes the verdict from a test against any fixed value.
fn against(
    estimate: f64,
    published: Published,
    level: Level,
    test: impl Fn(f64) -> Result<Test, Absent>,
) -> Result<Against, Absent> {
    let at_value = test(published.value)?;
    let limit = published.nearest(estimate);
    let at_limit = if limit == estimate {
        Test {
            statistic: Some(0.0),
            p: 1.0,
            ..at_value
        }
    } else {
        test(limit)?
    };
    let differs = at_value.p < level.alpha() && at_limit.p < level.alpha();
    let standing = match estimate.total_cmp(&published.value) {
        std::cmp::Ordering::Greater if differs => Standing::Above,
        std::cmp::Ordering::Less if differs => Standing::Below,
        _ => Standing::Level,
    };
    Ok(Against {
        standing,
        difference: estimate - published.value,
        at_value,
        at_limit,
    })
}

/// A share against a published one whose base is not known.
///
/// Formula: score test z = (p − p₀)/√(p₀(1−p₀)/n) on the effective number of answers, at the value and
/// at the nearest of its rounding limits. A published 0 % or 100 % can't be tested and is taken as
/// the nearest figure that can.
///
/// Fails without answers and for published shares outside 0 to 1.
///
/// Reference: Agresti, Categorical Data Analysis, 2013, section 1.4.
pub fn share(answers: &Binary, published: Published, level: Level) -> Result<Against, Absent> {
    let (p, _) = answers.shares().ok_or(Absent::NoAnswers)?;
    let n = answers.effective_n();
    if !(0.0..=1.0).contains(&published.value) {
        return Err(Absent::Invalid);
    }
    against(p, published, level, |fixed| {
        let fixed = fixed.clamp(0.0, 1.0);
        if fixed == p {
            return Test::z(Method::ScoreTest, 0.0);
        }
        let error = (fixed * (1.0 - fixed) / n).sqrt();
        if error == 0.0 {
            // One answer to the contrary disproves a certainty.
            return Test::exact(Method::ScoreTest, 0.0);
        }
        Test::z(Method::ScoreTest, (p - fixed) / error)
    })
}

/// A share against a published one on `n` answers: two samples, see [`shares::difference`].
///
/// The published count of yes is the value times `n`, not rounded. Absent for shares outside 0 to 1 and
/// for n = 0.
pub fn share_with_base(answers: &Binary, value: f64, n: u64, level: Level) -> Contrast {
    if !(0.0..=1.0).contains(&value) || n == 0 {
        return Contrast::absent(Method::Newcombe, Absent::Invalid);
    }
    shares::difference_of(
        Share::of(answers),
        Ok(Share {
            p: value,
            q: 1.0 - value,
            n: n as f64,
        }),
        level,
    )
}

/// A score against a published one (both from −1 to 1) by the adjusted score and its error.
///
/// Formula: z = (a − s₀)/√(e² + e₀²) with the adjusted score a and its error e of
/// [`crate::statistics::one_group::nps::estimate`] and the published figure's error e₀, at the value and at
/// the nearest of its rounding limits. Fails without answers and for scores outside −1 to 1.
///
/// `n` is the published number of answers, where known; the published score then has the greatest
/// error it can have, √((1 − score²)/n), since its passives are not known. A published interval
/// tells its error better.
pub fn nps(
    scores: &Scores,
    published: Published,
    n: Option<u64>,
    level: Level,
) -> Result<Against, Absent> {
    let (p, d) = scores.shares().ok_or(Absent::NoAnswers)?;
    let adjusted = scores.adjusted().ok_or(Absent::NoAnswers)?;
    if published.value.abs() > 1.0 {
        return Err(Absent::Invalid);
    }
    against(p - d, published, level, |fixed| {
        let theirs = match n {
            _ if published.error > 0.0 => published.error,
            Some(n) if n > 0 => ((1.0 - fixed * fixed).max(0.0) / n as f64).sqrt(),
            _ => 0.0,
        };
        let error = adjusted.error.hypot(theirs);
        Test::z(Method::AdjustedNpsZ, (adjusted.score - fixed) / error)
    })
}

/// A mean against a published one: t test on the linearised standard error, together with the
/// published one where an interval tells it; the degrees of freedom are those of the answers.
///
/// Formula: t = (ȳ − m₀)/√(v + e₀²) on n − 1, at the value and at the nearest of its rounding limits.
///
/// Fails without answers, for a single one, and where all are the same.
pub fn mean(moments: &Moments, published: Published, level: Level) -> Result<Against, Absent> {
    let variance = moments.mean_variance().ok_or(Absent::TooFewAnswers)?;
    if moments.is_constant() {
        return Err(Absent::NoSpread);
    }
    let df = moments.units() as f64 - 1.0;
    against(moments.mean(), published, level, |fixed| {
        let t = (moments.mean() - fixed) / variance.sqrt().hypot(published.error);
        Test::t(Method::OneSampleT, t, df)
    })
}

/// The ratio of two shares against a published ratio > 0, by the score test
/// ([`risk_ratio::test_against`]). Fails without answers and where nobody of the second group says yes.
pub fn ratio(
    first: &Binary,
    second: &Binary,
    published: Published,
    level: Level,
) -> Result<Against, Absent> {
    let (a, b) = (
        first.shares().ok_or(Absent::NoAnswers)?.0,
        second.shares().ok_or(Absent::NoAnswers)?.0,
    );
    if b <= 0.0 {
        return Err(Absent::Undefined);
    }
    against(a / b, published, level, |fixed| {
        risk_ratio::test_against(first, second, fixed)
    })
}
