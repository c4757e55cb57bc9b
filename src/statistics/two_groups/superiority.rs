//! How often an answer of one group is higher than one of another: Cliff's delta.

use crate::statistics::special::root;
use crate::statistics::{Absent, Distribution, Estimate, Interval, Level, Method};

/// The probability θ that an answer of the first group is higher than one of the second, ties
/// counted one half, with its interval.
///
/// Formula: θ from the weighted shares of pairs; its variance from the placements
/// V(y) = P(other < y) + ½P(other = y), n/(n−1)·Σw²(V−θ)²/W² of each group; the interval is
/// symmetric for ln(θ/(1−θ)). At θ = 0 or 1 the interval is that of Newcombe's method 5 on effective
/// numbers: (θ−θ̂)² = z²·θ(1−θ)(1 + (n̄−1)((1−θ)/(2−θ) + θ/(1+θ)))/(n₁n₂).
///
/// Range: 0 to 1; swapping the groups gives 1 − θ. Absent if a group has no answers.
///
/// Reference: DeLong et al., Biometrics 44, 1988; Perme & Manevski, Stat. Methods Med. Res. 28,
/// 2019; Newcombe, Stat. Med. 25:559, 2006.
pub fn probability(first: &Distribution, second: &Distribution, level: Level) -> Estimate {
    let method = Method::PlacementLogit;
    let (a, b) = (first.total(), second.total());
    let n = a.n().saturating_add(b.n());
    let effective = a.kish() + b.kish();
    if a.is_empty() || b.is_empty() {
        return Estimate::absent(n, effective, method, Absent::NoAnswers);
    }
    let (theta, v1) = placements(first, second);
    let (_, v2) = placements(second, first);
    let bare = |why| Estimate::bare(theta, n, effective, method, why);
    if theta <= 0.0 || theta >= 1.0 {
        let interval = at_the_edge(theta, a.kish(), b.kish(), level);
        return Estimate {
            method: Method::PlacementNewcombe,
            ..bare(Absent::TooFewAnswers).with_interval(interval)
        };
    }
    let (Some(v1), Some(v2)) = (v1, v2) else {
        return bare(Absent::TooFewAnswers);
    };
    let error = (v1 + v2).sqrt();
    let reach = level.z() * error / (theta * (1.0 - theta));
    let logit = (theta / (1.0 - theta)).ln();
    let expit = |x: f64| 1.0 / (1.0 + (-x).exp());
    bare(Absent::NoSpread)
        .with_error(error)
        .with_interval(Interval::between(
            expit(logit - reach),
            expit(logit + reach),
            level,
        ))
}

/// Cliff's delta, 2θ − 1: how much more often the first group's answer is the higher one than the
/// lower one. Range: −1 to 1; swapping the groups swaps the sign. Fails as [`probability`], whose interval
/// it stretches.
///
/// Reference: Cliff, Psychol. Bull. 114, 1993.
pub fn cliffs_delta(first: &Distribution, second: &Distribution, level: Level) -> Estimate {
    let theta = probability(first, second, level);
    let stretch = |x: f64| 2.0 * x - 1.0;
    let interval = theta.interval.and_then(|interval| {
        let low = interval.low.map_or(f64::NEG_INFINITY, stretch);
        Interval::between(low, interval.high.map_or(f64::INFINITY, stretch), level)
    });
    Estimate {
        value: theta.value.map(stretch),
        standard_error: theta.standard_error.map(|error| 2.0 * error),
        interval,
        absent: theta
            .absent
            .or(interval.is_none().then_some(Absent::NoSpread)),
        ..theta
    }
}

/// Mean placement of a group's answers among the other's, and the variance of that mean.
fn placements(group: &Distribution, other: &Distribution) -> (f64, Option<f64>) {
    let mut placed = Vec::with_capacity(group.values().len());
    let weight = other.total().weight();
    let (mut below, mut i) = (0.0, 0);
    for (value, tally) in group.cells() {
        while i < other.values().len() && other.values()[i] < value {
            below += other.tallies()[i].weight() / weight;
            i += 1;
        }
        let tied = match other.values().get(i) {
            Some(v) if *v == value => other.tallies()[i].weight() / weight,
            _ => 0.0,
        };
        placed.push(((below + 0.5 * tied).min(1.0), tally));
    }
    match Distribution::new(placed).moments() {
        Some(moments) => (moments.mean().clamp(0.0, 1.0), moments.mean_variance()),
        None => (f64::NAN, None),
    }
}

fn at_the_edge(theta: f64, n1: f64, n2: f64, level: Level) -> Option<Interval> {
    let (z, mean_n) = (level.z(), 0.5 * (n1 + n2));
    // Written for θ̂ = 1; θ̂ = 0 is its mirror image. Falls as θ grows.
    let excess = |t: f64| {
        let spread = 1.0 + (mean_n - 1.0) * ((1.0 - t) / (2.0 - t) + t / (1.0 + t));
        (1.0 - t) - z * z * t * spread / (n1 * n2)
    };
    let low = root::crossing(excess, 0.0, 1.0)?;
    if theta > 0.5 {
        Interval::between(low, 1.0, level)
    } else {
        Interval::between(0.0, 1.0 - low, level)
    }
}
