//! The ratio of the odds of two shares.

use super::shares::{Share, test as test_of_shares};
use crate::statistics::special::hypergeometric::Margins;
use crate::statistics::special::root;
use crate::statistics::{Absent, Binary, Contrast, Interval, Level, Method};

/// First odds over second: Woolf's logit interval where all expected effective counts are at least
/// five and no cell is empty, the exact conditional estimate and interval otherwise.
///
/// Formula: (a·d)/(b·c), exp(ln OR ± z√(1/a + 1/b + 1/c + 1/d)) on effective counts; else [`exact`]
/// on whole effective counts (n rounded down, yes to the nearest).
///
/// Range: ≥ 0; swapping the groups inverts it. Absent if a group has no answers; a ratio that is
/// infinite is undefined and its interval open.
///
/// Reference: Woolf, Ann. Hum. Genet. 19, 1955; R's `fisher.test`.
pub fn ratio(first: &Binary, second: &Binary, level: Level) -> Contrast {
    let method = Method::Woolf;
    let (a, b) = match (Share::of(first), Share::of(second)) {
        (Ok(a), Ok(b)) => (a, b),
        (Err(why), _) | (_, Err(why)) => return Contrast::absent(method, why),
    };
    let test = test_of_shares(first, second);
    let cells = [a.p * a.n, a.q * a.n, b.p * b.n, b.q * b.n];
    let n = a.n + b.n;
    let least = (cells[0] + cells[2]).min(cells[1] + cells[3]) * a.n.min(b.n) / n;
    if least < 5.0 * (1.0 - 1e-9) || cells.contains(&0.0) {
        let exact = exact([a.whole(), b.whole()], level);
        return Contrast { test, ..exact };
    }
    let value = (cells[0] / cells[1]) / (cells[2] / cells[3]);
    let error = cells.iter().map(|cell| 1.0 / cell).sum::<f64>().sqrt();
    let reach = (level.z() * error).exp();
    let interval = Interval::between(value / reach, value * reach, level);
    Contrast::new(value, interval, method, test, Absent::Undefined)
}

/// The conditional maximum likelihood estimate of the odds ratio of [[a, b], [c, d]] with its
/// exact interval, and Fisher's test.
///
/// Formula: the odds at which the mean of the noncentral hypergeometric distribution is a; ends
/// are those at which P(X ≥ a) and P(X ≤ a) are α/2. R's `fisher.test` solves the same equations
/// to three digits only.
///
/// Range: ≥ 0. At the least possible a the estimate and the lower end are 0; at the greatest the
/// estimate is undefined and the interval open above. Absent if a group is empty and where the margins
/// allow one table only.
///
/// Reference: Cornfield, 1956; Breslow & Day, Statistical Methods in Cancer Research I, 1980, 4.3.
pub fn exact(table: [[u64; 2]; 2], level: Level) -> Contrast {
    let method = Method::ExactOddsRatio;
    let Some(margins) = Margins::of(table) else {
        return Contrast::absent(method, Absent::Undefined);
    };
    let [[a, b], [c, d]] = table;
    if a + b == 0 || c + d == 0 {
        return Contrast::absent(method, Absent::NoAnswers);
    }
    let (lowest, highest) = margins.support();
    if lowest == highest {
        return Contrast::absent(method, Absent::NoSpread);
    }
    let tail = 0.5 * level.alpha();
    let half = |k: u64| k as f64 + 0.5;
    let guess = (half(a) * half(d) / (half(b) * half(c))).ln();
    let solve = |excess: &dyn Fn(f64) -> f64| {
        root::falling_crossing(
            |ln_odds: f64| excess(ln_odds.exp()),
            guess,
            0.5,
            -300.0,
            300.0,
        )
        .map(f64::exp)
    };
    let value = if a == lowest {
        Some(0.0)
    } else if a == highest {
        Some(f64::INFINITY)
    } else {
        solve(&|odds| a as f64 - margins.at_odds(a, odds).0)
    };
    let low = if a == lowest {
        Some(0.0)
    } else {
        solve(&|odds| tail.ln() - margins.at_odds(a, odds).2.ln())
    };
    let high = if a == highest {
        Some(f64::INFINITY)
    } else {
        solve(&|odds| margins.at_odds(a, odds).1.ln() - tail.ln())
    };
    let interval = low
        .zip(high)
        .and_then(|(low, high)| Interval::between(low, high, level));
    let test = crate::statistics::Test::exact(Method::FisherExact, margins.fisher(a));
    Contrast::new(
        value.unwrap_or(f64::NAN),
        interval,
        method,
        test,
        Absent::NotConverged,
    )
}

/// Woolf's odds ratio after half an answer is added to each cell: its value, the standard error of its
/// logarithm, and its interval. Finite whatever the counts.
///
/// Formula: as [`ratio`]'s with a + ½, b + ½, c + ½, d + ½ for the effective counts.
///
/// Range: > 0. `None` if a group has no answers.
///
/// Reference: Gart, Biometrika 53, 1966.
pub fn gart(first: &Binary, second: &Binary, level: Level) -> Option<(f64, f64, Interval)> {
    let (a, b) = (Share::of(first).ok()?, Share::of(second).ok()?);
    let cells = [a.p * a.n, a.q * a.n, b.p * b.n, b.q * b.n].map(|cell| cell + 0.5);
    let value = (cells[0] / cells[1]) / (cells[2] / cells[3]);
    let error = cells.iter().map(|cell| 1.0 / cell).sum::<f64>().sqrt();
    let reach = (level.z() * error).exp();
    let interval = Interval::between(value / reach, value * reach, level)?;
    Some((value, error, interval))
}

/// Miettinen and Nurminen's score interval of the odds ratio.
///
/// Formula: all ψ with |n₁(p₁ − p̃₁)|·√((N−1)/N·(1/(n₁p̃₁q̃₁) + 1/(n₂p̃₂q̃₂))) ≤ z, where p̃ are the
/// shares with odds ratio ψ and n₁p̃₁ + n₂p̃₂ = n₁p₁ + n₂p₂, on effective numbers.
///
/// Range: ≥ 0; from 0 or open above where a cell is empty. `None` if a group has no answers, and where
/// everybody says yes or everybody no.
///
/// Reference: Miettinen & Nurminen, Stat. Med. 4, 1985.
pub fn score(first: &Binary, second: &Binary, level: Level) -> Option<Interval> {
    let (a, b) = (Share::of(first).ok()?, Share::of(second).ok()?);
    let n = a.n + b.n;
    let (yes, no) = (a.p * a.n + b.p * b.n, a.q * a.n + b.q * b.n);
    if yes <= 0.0 || no <= 0.0 || n <= 1.0 {
        return None;
    }
    // Falls as the odds ratio grows.
    let statistic = |ln_ratio: f64| {
        let odds = ln_ratio.exp();
        let linear = a.n * odds + b.n - yes * (odds - 1.0);
        let square = 4.0 * b.n * (odds - 1.0) * yes;
        let p_b = 2.0 * yes / (linear + (linear * linear + square).max(0.0).sqrt());
        let q_b = (1.0 - p_b).max(0.0);
        let (p_a, q_a) = (odds * p_b / (q_b + odds * p_b), q_b / (q_b + odds * p_b));
        let precision = 1.0 / (a.n * p_a * q_a) + 1.0 / (b.n * p_b * q_b);
        // p₁ − p̃₁ = p₁q̃₁ − q₁p̃₁ keeps its digits where both are near 1.
        a.n * (a.p * q_a - a.q * p_a) * ((n - 1.0) / n * precision).sqrt()
    };
    let half = |share: f64, n: f64| share * n + 0.5;
    let guess = (half(a.p, a.n) * half(b.q, b.n) / (half(a.q, a.n) * half(b.p, b.n))).ln();
    let end = |at: f64| {
        root::falling_crossing(|ln_ratio| statistic(ln_ratio) - at, guess, 0.1, -30.0, 30.0)
            .map(f64::exp)
    };
    let lowest = a.p <= 0.0 || b.q <= 0.0;
    let highest = a.q <= 0.0 || b.p <= 0.0;
    let low = if lowest { 0.0 } else { end(level.z())? };
    let high = if highest {
        f64::INFINITY
    } else {
        end(-level.z())?
    };
    Interval::between(low, high, level)
}
