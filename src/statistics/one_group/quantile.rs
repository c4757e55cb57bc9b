//! Median and other quantiles.

use crate::statistics::special::binomial;
use crate::statistics::{Absent, Distribution, Estimate, Interval, Level, Method};

/// Weight sums count as equal within this share of all weight: ten weights of 0.1 make up 1.
const SAME: f64 = 1e-9;

/// The quantile by the "school" rule: the first value at which the weighted share of answers up
/// to it passes `p`; where a value ends exactly at `p` (within 1e-9), the mean of it and the next.
///
/// Range of `p`: 0 to 1. `None` for no answers and for other `p`.
///
/// Reference: Hyndman & Fan 1996, type 2; R's `survey::svyquantile(qrule = "school")`.
pub fn value(answers: &Distribution, p: f64) -> Option<f64> {
    if !(0.0..=1.0).contains(&p) {
        return None;
    }
    let weight = answers.total().weight();
    let values = answers.values();
    let mut up_to = 0.0;
    for (i, tally) in answers.tallies().iter().enumerate() {
        up_to += tally.weight() / weight;
        if up_to >= p - SAME {
            let here = values[i];
            let at_the_end = up_to <= p + SAME;
            return match values.get(i + 1) {
                Some(next) if at_the_end => Some(0.5 * here + 0.5 * next),
                _ => Some(here),
            };
        }
    }
    values.last().copied()
}

/// The quantile as the inverse of the distribution function: the least value up to which the weighted
/// share of answers is at least `p`. Range and failure as [`value`]'s.
///
/// Reference: Hyndman & Fan 1996, type 1; R's `survey::svyquantile(qrule = "math")`.
pub fn inverse_distribution(answers: &Distribution, p: f64) -> Option<f64> {
    if !(0.0..=1.0).contains(&p) {
        return None;
    }
    let weight = answers.total().weight();
    let mut up_to = 0.0;
    for (value, tally) in answers.cells() {
        up_to += tally.weight() / weight;
        if up_to >= p - SAME {
            return Some(value);
        }
    }
    answers.values().last().copied()
}

/// The quantile interpolated between neighbouring answers, as spreadsheets and numpy have it.
///
/// Formula: with the answers in order, y at rank 1 + (n − 1)p, linear between ranks.
///
/// Range of `p`: 0 to 1. `None` for no answers, for other `p`, and for unequal weights, with which
/// an answer has no rank.
///
/// Reference: Hyndman & Fan 1996, type 7; R's `quantile`, numpy's default.
pub fn interpolated(answers: &Distribution, p: f64) -> Option<f64> {
    let total = answers.total();
    let equal = total.kish() >= total.n() as f64 * (1.0 - SAME);
    if !(0.0..=1.0).contains(&p) || total.is_empty() || !equal {
        return None;
    }
    let position = (total.n() - 1) as f64 * p;
    let nearest = position.round();
    let rank = if (position - nearest).abs() <= SAME {
        nearest
    } else {
        position.floor()
    };
    let beyond = (position - rank).max(0.0);
    let at = |rank: f64| {
        let mut up_to = 0;
        for (value, tally) in answers.cells() {
            up_to += tally.n();
            if up_to as f64 > rank {
                return Some(value);
            }
        }
        answers.values().last().copied()
    };
    Some((1.0 - beyond) * at(rank)? + beyond * at(rank + 1.0)?)
}

/// Ranks of the order statistics that enclose the quantile: 0 stands for below all, n + 1 for
/// above all.
///
/// Formula: l the α/2 quantile of the binomial distribution (n, p), u one more than its 1 − α/2
/// quantile; P(y_l ≤ Q ≤ y_u) = P(l ≤ X < u) is at least the level.
///
/// Range: 0 to n + 1; (0, 1) for no answers. Reference: that of [`estimate`].
pub fn ranks(n: u64, p: f64, level: Level) -> (u64, u64) {
    let tail = 0.5 * level.alpha();
    let low = binomial::quantile(tail, n, p);
    let high = binomial::quantile(1.0 - tail, n, p);
    (low, high.saturating_add(1))
}

/// A quantile with the interval of exact binomial ranks on Kish's effective number of answers.
///
/// Formula: [`ranks`] l and u for N = ⌊Kish⌋; ends are the quantiles at (l − ½)/N and (u − ½)/N,
/// which without weights are the l-th and u-th smallest answers. Rank 0 or N + 1: open end (for
/// the median at 95 %, below six answers).
///
/// Range of `p`: 0 < p < 1. The interval contains the quantile and is at least as likely as the
/// level to contain the true one, more so with ties. Absent without answers. An interval of one
/// value is given as none: answers that are all the same don't show how far they may vary.
///
/// Reference: David & Nagaraja, Order Statistics, 2003, section 7.1.
pub fn estimate(answers: &Distribution, p: f64, level: Level) -> Estimate {
    let total = answers.total();
    let (n, effective) = (total.n(), total.kish());
    let method = Method::BinomialRanks;
    let Some(value) = value(answers, p) else {
        let why = if n == 0 {
            Absent::NoAnswers
        } else {
            Absent::Invalid
        };
        return Estimate::absent(n, effective, method, why);
    };
    let bare = |why| Estimate::bare(value, n, effective, method, why);
    match ends(answers, p, level) {
        None => bare(Absent::TooFewAnswers),
        Some((low, high)) => {
            bare(Absent::NoSpread).with_interval(Interval::between(low, high, level))
        }
    }
}

/// Ends of the interval, infinite where open; `None` if both are.
pub(crate) fn ends(answers: &Distribution, p: f64, level: Level) -> Option<(f64, f64)> {
    let n = answers.total().whole_kish();
    let (low, high) = ranks(n, p, level);
    let at = |rank: u64| value(answers, (rank as f64 - 0.5) / n as f64);
    let low_end = (low >= 1).then(|| at(low)).flatten();
    let high_end = (high <= n).then(|| at(high)).flatten();
    if low_end.is_none() && high_end.is_none() {
        return None;
    }
    Some((
        low_end.unwrap_or(f64::NEG_INFINITY),
        high_end.unwrap_or(f64::INFINITY),
    ))
}

/// The grouped median of ratings: each rating stands for the interval half a step around it.
///
/// Formula: L + step·(½W − W_below)/W_at with L half a `step` under the median's rating.
///
/// Range: half a step beyond the ratings. `None` for no answers.
///
/// Reference: Yule & Kendall, An Introduction to the Theory of Statistics, 1950.
pub fn grouped_median(answers: &Distribution, step: f64) -> Option<f64> {
    let half = 0.5 * answers.total().weight();
    let mut below = 0.0;
    for (value, tally) in answers.cells() {
        if below + tally.weight() >= half {
            return Some(value - 0.5 * step + step * (half - below) / tally.weight());
        }
        below += tally.weight();
    }
    None
}
