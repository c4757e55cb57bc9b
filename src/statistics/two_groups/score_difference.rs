//! Other intervals of a difference of shares, for those whose house style asks for them.

use super::shares::Share;
use crate::statistics::special::root;
use crate::statistics::{Binary, Interval, Level};

/// Which variance the score statistic has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Score {
    /// Miettinen and Nurminen's, with N/(N − 1).
    MiettinenNurminen,
    /// Mee's, without it.
    Mee,
}

/// The score interval of the first share minus the second.
///
/// Formula: all δ with |p₁ − p₂ − δ| ≤ z·√(c·(p̃₁q̃₁/n₁ + p̃₂q̃₂/n₂)), where p̃ are the most likely
/// shares with p̃₁ = p̃₂ + δ and c is N/(N−1) or 1 by `score`; on effective numbers.
///
/// Range: −1 to 1; swapping the groups swaps the signs. `None` if a group has no answers or both
/// together count as one at most.
///
/// Reference: Mee, Biometrics 40, 1984; Miettinen & Nurminen, Stat. Med. 4, 1985. (statsmodels up to
/// 0.15.0 gives another interval by this name.)
pub fn interval(first: &Binary, second: &Binary, score: Score, level: Level) -> Option<Interval> {
    let (a, b) = (Share::of(first).ok()?, Share::of(second).ok()?);
    let n = a.n + b.n;
    if n <= 1.0 {
        return None;
    }
    let factor = match score {
        Score::MiettinenNurminen => n / (n - 1.0),
        Score::Mee => 1.0,
    };
    let gap = a.p - b.p;
    let reach = level.z() * factor.sqrt();
    // Falls as δ grows; zero at the ends of the interval.
    let excess = |delta: f64, side: f64| {
        let p = most_likely(a, b, delta);
        let variance = |p: f64, n: f64| p * (1.0 - p) / n;
        gap - delta
            - side
                * reach
                * (variance(p + delta, a.n) + variance(p, b.n))
                    .max(0.0)
                    .sqrt()
    };
    // The variance is 0 at the observed difference where both shares are 0 or 1, but not beside it.
    let beside = 1e-12;
    let low = if gap <= -1.0 {
        -1.0
    } else {
        root::crossing(|delta| excess(delta, 1.0), -1.0, gap - beside)?
    };
    let high = if gap >= 1.0 {
        1.0
    } else {
        root::crossing(|delta| excess(delta, -1.0), gap + beside, 1.0)?
    };
    Interval::between(low, high, level)
}

/// The second share that is most likely when the first is greater by `delta`.
///
/// The derivative of the likelihood falls from one end of the possible shares to the other.
fn most_likely(a: Share, b: Share, delta: f64) -> f64 {
    let (low, high) = ((-delta).max(0.0), (1.0 - delta).min(1.0));
    let part = |count: f64, share: f64| {
        if count > 0.0 {
            count / share.max(0.0)
        } else {
            0.0
        }
    };
    let slope = |p: f64| {
        part(a.p * a.n, p + delta) + part(b.p * b.n, p)
            - part(a.q * a.n, 1.0 - p - delta)
            - part(b.q * b.n, 1.0 - p)
    };
    // At an end where a count is not possible the slope is infinite; a hair inside it is a number.
    let inside = 1e-15 * (high - low);
    if slope(low + inside) <= 0.0 {
        low
    } else if slope(high - inside) >= 0.0 {
        high
    } else {
        root::crossing(slope, low + inside, high - inside).unwrap_or(0.5 * (low + high))
    }
}

/// Agresti and Caffo's interval of the first share minus the second: Wald's after one yes and one
/// no are added to each group.
///
/// Formula: p̃ = (np + 1)/(n + 2), p̃₁ − p̃₂ ± z√(p̃₁q̃₁/(n₁+2) + p̃₂q̃₂/(n₂+2)), on effective numbers.
///
/// Range: as published, an end may lie beyond −1 or 1. `None` if a group has no answers.
///
/// Reference: Agresti & Caffo, Am. Stat. 54, 2000.
pub fn agresti_caffo(first: &Binary, second: &Binary, level: Level) -> Option<Interval> {
    let (a, b) = (Share::of(first).ok()?, Share::of(second).ok()?);
    let share = |s: Share| (s.p * s.n + 1.0) / (s.n + 2.0);
    let variance = |s: Share| share(s) * (1.0 - share(s)) / (s.n + 2.0);
    let reach = level.z() * (variance(a) + variance(b)).sqrt();
    Interval::around(share(a) - share(b), reach, level)
}
