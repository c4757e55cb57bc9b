//! The difference of two medians or other quantiles.

use super::{rank_sum, shares};
use crate::statistics::one_group::quantile;
use crate::statistics::{Absent, Contrast, Distribution, Interval, Level, Method, Test};

/// Difference of two quantiles with an interval recovered from those of the two.
///
/// Formula: with quantiles m and their order-statistic intervals (l, u), from
/// d − √((m₁−l₁)² + (u₂−m₂)²) to d + √((u₁−m₁)² + (m₂−l₂)²); open where an end it needs is open.
/// Since order-statistic intervals keep their level for any distribution, so does this one, up to
/// the square-root rule.
///
/// The test of medians is the rank test of [`rank_sum::test`]: whether one group's answers tend to
/// be higher. That of other quantiles compares the shares above the common quantile.
///
/// Range: all numbers; swapping the groups swaps the sign. Absent if a group has no answers. The
/// interval contains the difference.
///
/// Reference: Zou & Donner, Stat. Med. 27, 2008 (MOVER).
pub fn difference(first: &Distribution, second: &Distribution, p: f64, level: Level) -> Contrast {
    let method = Method::MedianDifference;
    let (Some(a), Some(b)) = (quantile::value(first, p), quantile::value(second, p)) else {
        let empty = first.values().is_empty() || second.values().is_empty();
        let why = if empty {
            Absent::NoAnswers
        } else {
            Absent::Invalid
        };
        return Contrast::absent(method, why);
    };
    let test = if p == 0.5 {
        rank_sum::test(first, second)
    } else {
        test_above(first, second, p)
    };
    let gap = a - b;
    let ends = quantile::ends(first, p, level).zip(quantile::ends(second, p, level));
    let (interval, why) = match ends {
        None => (None, Absent::TooFewAnswers),
        Some(((low_a, high_a), (low_b, high_b))) => {
            let low = gap - (a - low_a).hypot(high_b - b);
            let high = gap + (high_a - a).hypot(b - low_b);
            let open = low.is_infinite() && high.is_infinite();
            let why = if open {
                Absent::TooFewAnswers
            } else {
                Absent::NoSpread
            };
            let interval = Interval::between(low, high, level);
            (interval.filter(|_| !open), why)
        }
    };
    Contrast::new(gap, interval, method, test, why)
}

/// Test that the same share of both groups lies above their common quantile.
///
/// Reference: Mood, Introduction to the Theory of Statistics, 1950 (for the median).
fn test_above(first: &Distribution, second: &Distribution, p: f64) -> Result<Test, Absent> {
    let cut = quantile::value(&first.merge(second), p).ok_or(Absent::NoAnswers)?;
    let test = shares::test(&first.split(|y| y > cut), &second.split(|y| y > cut))?;
    Ok(match test.method {
        Method::PooledZ => Test {
            method: Method::PooledQuantile,
            ..test
        },
        _ => test,
    })
}
