//! Two shares compared within strata: "adjusted for region".

use crate::statistics::{Absent, Binary, Contrast, Interval, Level, Method, Test};

/// The common odds ratio of the first group over the second across strata, on effective counts.
///
/// Formula: with counts a, b (first group: yes, no), c, d (second) and n of each stratum,
/// OR = Σ(ad/n)/Σ(bc/n); the variance of its logarithm is that of Robins, Breslow and Greenland;
/// test: (Σa − ΣE)²/ΣV without continuity correction, V = n₁n₂m₁m₂/(n²(n−1)), chi-square on 1.
///
/// Strata in which a group has no answers add nothing. Undefined where Σ(bc/n) is 0; no interval
/// where Σ(ad/n) is 0 as well.
///
/// Reference: Mantel & Haenszel, J. Natl. Cancer Inst. 22, 1959; Robins, Breslow & Greenland,
/// Biometrics 42, 1986; R's `mantelhaen.test(correct = FALSE)`.
pub fn odds_ratio(strata: &[(Binary, Binary)], level: Level) -> Contrast {
    let method = Method::MantelHaenszel;
    let (mut r, mut s) = (0.0, 0.0);
    let (mut pr, mut mixed, mut qs) = (0.0, 0.0, 0.0);
    let (mut gap, mut variance) = (0.0, 0.0);
    let mut used = false;
    for (first, second) in strata {
        let (Some((p1, q1)), Some((p2, q2))) = (first.shares(), second.shares()) else {
            continue;
        };
        used = true;
        let (n1, n2) = (first.effective_n(), second.effective_n());
        let (a, b, c, d) = (p1 * n1, q1 * n1, p2 * n2, q2 * n2);
        let n = n1 + n2;
        let (cross, counter) = (a * d / n, b * c / n);
        let (p, q) = ((a + d) / n, (b + c) / n);
        r += cross;
        s += counter;
        pr += p * cross;
        mixed += p * counter + q * cross;
        qs += q * counter;
        gap += a - n1 * (a + c) / n;
        if n > 1.0 {
            variance += n1 * n2 * (a + c) * (b + d) / (n * n * (n - 1.0));
        }
    }
    if !used {
        return Contrast::absent(method, Absent::NoAnswers);
    }
    let test = if variance > 0.0 {
        Test::chi_square(Method::Cmh, gap * gap / variance, 1.0)
    } else {
        Err(Absent::NoSpread)
    };
    let value = r / s;
    let log_variance = pr / (2.0 * r * r) + mixed / (2.0 * r * s) + qs / (2.0 * s * s);
    let reach = (level.z() * log_variance.sqrt()).exp();
    let interval = Interval::between(value / reach, value * reach, level)
        .filter(|_| value.is_finite() && reach.is_finite());
    Contrast::new(value, interval, method, test, Absent::TooFewAnswers)
}
