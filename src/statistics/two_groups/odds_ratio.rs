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
