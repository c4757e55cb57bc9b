//! The ratio of two shares: "satisfied customers buy again 2.7 times as often".

use super::shares::{Share, test as test_of_shares};
use crate::statistics::special::root;
use crate::statistics::{Absent, Binary, Contrast, Interval, Level, Method, Test};

/// First share over second with the score interval.
///
/// Formula: all θ with |s(θ)| ≤ z, where s(θ) = (p₁ − θp₂)/√(N/(N−1)·(p̃₁q̃₁/n₁ + θ²·p̃₂q̃₂/n₂)) and
/// p̃ are the most likely shares with p̃₁ = θp̃₂, on effective numbers.
///
/// Range: ≥ 0; swapping the groups inverts it. Second share 0: no ratio, interval open above; both
/// 0: interval from 0, open above. Absent if a group has no answers. The test is that of the
/// difference, since a ratio of 1 is a difference of 0.
///
/// Reference: Miettinen & Nurminen, Stat. Med. 4, 1985.
pub fn ratio(first: &Binary, second: &Binary, level: Level) -> Contrast {
    let method = Method::ScoreRatio;
    let (a, b) = match (Share::of(first), Share::of(second)) {
        (Ok(a), Ok(b)) => (a, b),
        (Err(why), _) | (_, Err(why)) => return Contrast::absent(method, why),
    };
    let test = test_of_shares(first, second);
    Contrast::new(
        if b.p > 0.0 { a.p / b.p } else { f64::NAN },
        interval(a, b, level),
        method,
        test,
        Absent::TooFewAnswers,
    )
}

/// Katz' log interval of the ratio.
///
/// Formula: p₁/p₂·exp(± z√(q₁/(n₁p₁) + q₂/(n₂p₂))), on effective numbers.
///
/// Range: ≥ 0. `None` where a share is 0, where both are 1, and if a group has no answers.
///
/// Reference: Katz et al., Biometrics 34, 1978.
pub fn katz(first: &Binary, second: &Binary, level: Level) -> Option<Interval> {
    let (a, b) = (Share::of(first).ok()?, Share::of(second).ok()?);
    if a.p <= 0.0 || b.p <= 0.0 {
        return None;
    }
    let error = (a.q / (a.n * a.p) + b.q / (b.n * b.p)).sqrt();
    let reach = (level.z() * error).exp();
    Interval::between(a.p / b.p / reach, a.p / b.p * reach, level)
}

/// Test that the ratio is `value` > 0: z = s(value) of [`ratio`].
///
/// Fails without answers in a group and for other values.
///
/// Reference: Miettinen & Nurminen, Stat. Med. 4, 1985.
pub fn test_against(first: &Binary, second: &Binary, value: f64) -> Result<Test, Absent> {
    let (a, b) = (Share::of(first)?, Share::of(second)?);
    if !(value > 0.0 && value.is_finite()) {
        return Err(Absent::Invalid);
    }
    Test::z(Method::ScoreTest, score(a, b, value.ln()))
}

fn interval(a: Share, b: Share, level: Level) -> Option<Interval> {
    if a.n + b.n <= 1.0 {
        return None;
    }
    let z = level.z();
    let guess = ((a.p + 0.5 / a.n) / (b.p + 0.5 / b.n)).ln();
    let end = |at: f64| {
        let excess = |ln_ratio: f64| score(a, b, ln_ratio) - at;
        root::falling_crossing(excess, guess, 0.1, -300.0, 300.0).map(f64::exp)
    };
    let low = if a.p == 0.0 { 0.0 } else { end(z)? };
    let high = if b.p == 0.0 { f64::INFINITY } else { end(-z)? };
    Interval::between(low, high, level)
}

/// The score statistic at a ratio, given by its logarithm; falls as the ratio grows.
fn score(a: Share, b: Share, ln_ratio: f64) -> f64 {
    let (n, ratio, beyond) = (a.n + b.n, ln_ratio.exp(), ln_ratio.exp_m1());
    let (yes, no) = (a.p * a.n + b.p * b.n, a.q * a.n + b.q * b.n);
    // The most likely second share is the smaller root of n·θ·p² − (n₁θ + x₁ + n₂ + x₂θ)·p + (x₁ + x₂).
    let linear = a.n * ratio + a.p * a.n + b.n + b.p * b.n * ratio;
    let root = (linear * linear - 4.0 * n * ratio * yes).max(0.0).sqrt();
    let p_b = 2.0 * yes / (linear + root);
    // The shares of no solve the like equation in θ − 1; taking them from 1 would leave nothing of
    // them where nearly everybody says yes.
    let share_of_no = |ratio: f64, beyond: f64, no_there: f64| {
        let linear = (n + no_there) * beyond + no;
        let rest = no_there * beyond;
        let root = (linear * linear - 4.0 * n * ratio * rest).max(0.0).sqrt();
        if linear > 0.0 {
            (linear + root) / (2.0 * n * ratio)
        } else {
            2.0 * rest / (linear - root)
        }
    };
    let q_b = share_of_no(ratio, beyond, b.q * b.n);
    let q_a = share_of_no(1.0 / ratio, (-ln_ratio).exp_m1(), a.q * a.n);
    let variance = ratio * p_b * (q_a.max(0.0) / a.n + ratio * q_b.max(0.0) / b.n);
    let gap = if a.p.min(b.p) > 0.5 {
        ratio * b.q - a.q - beyond
    } else {
        a.p - ratio * b.p
    };
    if gap == 0.0 {
        return 0.0;
    }
    gap / (variance * n / (n - 1.0)).sqrt()
}
