//! The difference of two shares.

use super::power;
use crate::statistics::one_group::share::wilson;
use crate::statistics::special::hypergeometric::Margins;
use crate::statistics::{Absent, Binary, Contrast, Interval, Level, Method, Test};

/// A share of `n` effective answers.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Share {
    /// Share of yes.
    pub p: f64,
    /// Share of no.
    pub q: f64,
    /// Effective number of answers, > 0.
    pub n: f64,
}

impl Share {
    /// The share of answers; fails without any.
    pub fn of(answers: &Binary) -> Result<Share, Absent> {
        let (p, q) = answers.shares().ok_or(Absent::NoAnswers)?;
        let n = answers.effective_n();
        Ok(Share { p, q, n })
    }

    /// Whole effective counts of yes and no: n rounded down, yes to the nearest.
    pub fn whole(self) -> [u64; 2] {
        let n = (self.n * (1.0 + 1e-9)).floor();
        let yes = (self.p * n).round();
        [yes as u64, (n - yes) as u64]
    }
}

/// Difference of two shares with Newcombe's hybrid interval, and a test.
///
/// Formula: with Wilson's intervals (l₁, u₁) and (l₂, u₂), d − √((p₁−l₁)² + (u₂−p₂)²) to
/// d + √((u₁−p₁)² + (p₂−l₂)²). For the test see [`test()`].
///
/// Range: −1 to 1; swapping the groups swaps the sign. Absent if a group has no answers. The
/// interval always contains the difference. The smallest detectable difference is that around the
/// pooled share (see [`power`]).
///
/// Reference: Newcombe, Stat. Med. 17:873, 1998, method 10.
pub fn difference(first: &Binary, second: &Binary, level: Level) -> Contrast {
    difference_of(Share::of(first), Share::of(second), level)
}

/// The same from shares.
pub(crate) fn difference_of(
    first: Result<Share, Absent>,
    second: Result<Share, Absent>,
    level: Level,
) -> Contrast {
    let method = Method::Newcombe;
    let (a, b) = match (first, second) {
        (Ok(a), Ok(b)) => (a, b),
        (Err(why), _) | (_, Err(why)) => return Contrast::absent(method, why),
    };
    let (low, high) = newcombe(a, b, level.z());
    let interval = Interval::between(low, high, level);
    Contrast {
        detectable: power::detectable_share(a, b, level),
        ..Contrast::new(
            a.p - b.p,
            interval,
            method,
            test_of(a, b),
            Absent::Undefined,
        )
    }
}

fn newcombe(a: Share, b: Share, z: f64) -> (f64, f64) {
    let (low_a, high_a) = wilson(a.p, a.q, a.n, z);
    let (low_b, high_b) = wilson(b.p, b.q, b.n, z);
    let gap = a.p - b.p;
    (
        (gap - (a.p - low_a).hypot(high_b - b.p)).max(-1.0),
        (gap + (high_a - a.p).hypot(b.p - low_b)).min(1.0),
    )
}

/// Test that two shares are the same: pooled z where all four expected effective counts are at
/// least five, Fisher's exact test otherwise.
///
/// Formula: z = (p₁−p₂)/√(p·q·(1/n₁+1/n₂)) with the pooled share p, on effective numbers. Fisher's
/// test counts whole answers: n rounded down, their yes answers to the nearest.
///
/// No test where everybody says yes, or everybody no: then nothing could differ.
///
/// Reference: R's `prop.test(correct = FALSE)` and `fisher.test`.
pub fn test(first: &Binary, second: &Binary) -> Result<Test, Absent> {
    test_of(Share::of(first)?, Share::of(second)?)
}

fn test_of(a: Share, b: Share) -> Result<Test, Absent> {
    let n = a.n + b.n;
    let (yes, no) = (a.p * a.n + b.p * b.n, a.q * a.n + b.q * b.n);
    if yes <= 0.0 || no <= 0.0 {
        return Err(Absent::NoSpread);
    }
    if yes.min(no) * a.n.min(b.n) / n < 5.0 * (1.0 - 1e-9) {
        fisher(a, b)
    } else {
        pooled_z(a, b)
    }
}

/// The pooled z test of two shares, whatever the counts: the first branch of [`test()`].
///
/// Fails without answers in a group and where everybody says yes, or everybody no.
///
/// Reference: R's `prop.test(correct = FALSE)`.
pub fn pooled(first: &Binary, second: &Binary) -> Result<Test, Absent> {
    pooled_z(Share::of(first)?, Share::of(second)?)
}

/// The pooled z test.
pub(crate) fn pooled_z(a: Share, b: Share) -> Result<Test, Absent> {
    let n = a.n + b.n;
    let (p, q) = ((a.p * a.n + b.p * b.n) / n, (a.q * a.n + b.q * b.n) / n);
    if p <= 0.0 || q <= 0.0 {
        return Err(Absent::NoSpread);
    }
    let z = (a.p - b.p) / (p * q * (1.0 / a.n + 1.0 / b.n)).sqrt();
    Test::z(Method::PooledZ, z)
}

fn fisher(a: Share, b: Share) -> Result<Test, Absent> {
    let table = [a.whole(), b.whole()];
    let margins = Margins::of(table).ok_or(Absent::Undefined)?;
    if margins.column == 0 || margins.column == margins.total {
        return Err(Absent::TooFewAnswers);
    }
    Test::exact(Method::FisherExact, margins.fisher(table[0][0]))
}
