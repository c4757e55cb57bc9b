//! Two shares compared within strata: "adjusted for region".
//!
//! All on effective counts. Strata in which a group has no answers add nothing; the test is the
//! same for all three measures: (Σa − ΣE)²/ΣV without continuity correction,
//! V = n₁n₂m₁m₂/(n²(n−1)), chi-square on 1.

use crate::statistics::two_groups::power;
use crate::statistics::{Absent, Binary, Contrast, Interval, Level, Method, Test};

/// A stratum as a table of effective counts.
struct Stratum {
    /// Yes and no of the first group.
    a: f64,
    b: f64,
    /// Yes and no of the second.
    c: f64,
    d: f64,
}

impl Stratum {
    fn first(&self) -> f64 {
        self.a + self.b
    }

    fn second(&self) -> f64 {
        self.c + self.d
    }

    fn n(&self) -> f64 {
        self.first() + self.second()
    }
}

/// The strata in which both groups have answers; fails if there are none.
fn tables(strata: &[(Binary, Binary)]) -> Result<Vec<Stratum>, Absent> {
    let table = |(first, second): &(Binary, Binary)| {
        let ((p1, q1), (p2, q2)) = (first.shares()?, second.shares()?);
        let (n1, n2) = (first.effective_n(), second.effective_n());
        Some(Stratum {
            a: p1 * n1,
            b: q1 * n1,
            c: p2 * n2,
            d: q2 * n2,
        })
    };
    let tables: Vec<Stratum> = strata.iter().filter_map(table).collect();
    if tables.is_empty() {
        Err(Absent::NoAnswers)
    } else {
        Ok(tables)
    }
}

/// The strata's weights n₁n₂/n on effective numbers, 0 where a group has no answers.
pub fn weights(strata: &[(Binary, Binary)]) -> Vec<f64> {
    let of_both = |(first, second): &(Binary, Binary)| {
        let (n1, n2) = (first.effective_n(), second.effective_n());
        if n1 > 0.0 && n2 > 0.0 {
            n1 * n2 / (n1 + n2)
        } else {
            0.0
        }
    };
    strata.iter().map(of_both).collect()
}

/// Cochran, Mantel and Haenszel's test that the shares are the same in every stratum.
fn test(tables: &[Stratum]) -> Result<Test, Absent> {
    let (mut gap, mut variance) = (0.0, 0.0);
    for table in tables {
        let (n1, n2, n) = (table.first(), table.second(), table.n());
        let (yes, no) = (table.a + table.c, table.b + table.d);
        gap += table.a - n1 * yes / n;
        if n > 1.0 {
            variance += n1 * n2 * yes * no / (n * n * (n - 1.0));
        }
    }
    if variance > 0.0 {
        Test::chi_square(Method::Cmh, gap * gap / variance, 1.0)
    } else {
        Err(Absent::NoSpread)
    }
}

/// The common difference of shares, first minus second, across strata.
///
/// Formula: δ = Σ(an₂ − cn₁)/n / Σn₁n₂/n; its variance is (δ·ΣP + ΣQ)/(Σn₁n₂/n)² with
/// P = (n₁²c − n₂²a + n₁n₂(n₂−n₁)/2)/n² and Q = (a(n₂−c) + c(n₁−a))/(2n), which holds for few
/// large strata and for many small ones.
///
/// Range: −1 to 1; swapping the groups swaps the sign. Absent without a stratum in which both have
/// answers; no interval where nobody in any stratum differs from the others.
///
/// Reference: Greenland & Robins, Biometrics 41, 1985; Sato, Greenland & Robins, Biometrics 45,
/// 1989.
pub fn risk_difference(strata: &[(Binary, Binary)], level: Level) -> Contrast {
    let method = Method::MantelHaenszelDifference;
    let tables = match tables(strata) {
        Ok(tables) => tables,
        Err(why) => return Contrast::absent(method, why),
    };
    let (mut sum, mut all, mut p, mut q) = (0.0, 0.0, 0.0, 0.0);
    for table in &tables {
        let (a, c, n1, n2, n) = (table.a, table.c, table.first(), table.second(), table.n());
        sum += (a * n2 - c * n1) / n;
        all += n1 * n2 / n;
        p += (n1 * n1 * c - n2 * n2 * a + n1 * n2 * (n2 - n1) / 2.0) / (n * n);
        q += (a * table.d + c * table.b) / (2.0 * n);
    }
    let value = sum / all;
    let error = ((value * p + q).max(0.0)).sqrt() / all;
    let reach = level.z() * error;
    let interval = Interval::between((value - reach).max(-1.0), (value + reach).min(1.0), level)
        .filter(|_| error > 0.0);
    Contrast {
        standard_error: Some(error),
        detectable: power::detectable(error, level),
        ..Contrast::new(value, interval, method, test(&tables), Absent::NoSpread)
    }
}

/// The common ratio of shares, first over second, across strata.
///
/// Formula: RR = Σ(an₂/n)/Σ(cn₁/n); the variance of its logarithm is
/// Σ((m₁n₁n₂ − acn)/n²)/(Σ(an₂/n)·Σ(cn₁/n)), m₁ = a + c.
///
/// Range: ≥ 0; swapping the groups inverts it. Undefined where nobody of the second group says yes; no
/// interval where nobody of the first does.
///
/// Reference: Greenland & Robins, Biometrics 41, 1985.
pub fn risk_ratio(strata: &[(Binary, Binary)], level: Level) -> Contrast {
    let method = Method::MantelHaenszelRatio;
    let tables = match tables(strata) {
        Ok(tables) => tables,
        Err(why) => return Contrast::absent(method, why),
    };
    let (mut r, mut s, mut mixed) = (0.0, 0.0, 0.0);
    for table in &tables {
        let (a, c, n1, n2, n) = (table.a, table.c, table.first(), table.second(), table.n());
        r += a * n2 / n;
        s += c * n1 / n;
        mixed += ((a + c) * n1 * n2 - a * c * n) / (n * n);
    }
    let value = r / s;
    let reach = (level.z() * (mixed / (r * s)).sqrt()).exp();
    let interval = Interval::between(value / reach, value * reach, level)
        .filter(|_| value.is_finite() && reach.is_finite());
    Contrast::new(
        value,
        interval,
        method,
        test(&tables),
        Absent::TooFewAnswers,
    )
}

/// The common odds ratio of the first group over the second across strata.
///
/// Formula: OR = R/S with R = Σ(ad/n), S = Σ(bc/n); with P = (a+d)/n and Q = (b+c)/n the variance of its
/// logarithm is ΣP·ad/n/(2R²) + Σ(P·bc/n + Q·ad/n)/(2RS) + ΣQ·bc/n/(2S²).
///
/// Range: ≥ 0; swapping the groups inverts it. Undefined where S is 0; no interval where R is.
///
/// Reference: Mantel & Haenszel, J. Natl. Cancer Inst. 22, 1959; Robins, Breslow & Greenland,
/// Biometrics 42, 1986; R's `mantelhaen.test(correct = FALSE)`.
pub fn odds_ratio(strata: &[(Binary, Binary)], level: Level) -> Contrast {
    let method = Method::MantelHaenszel;
    let tables = match tables(strata) {
        Ok(tables) => tables,
        Err(why) => return Contrast::absent(method, why),
    };
    let (mut r, mut s) = (0.0, 0.0);
    let (mut pr, mut mixed, mut qs) = (0.0, 0.0, 0.0);
    for Stratum { a, b, c, d } in &tables {
        let n = a + b + c + d;
        let (cross, counter) = (a * d / n, b * c / n);
        let (p, q) = ((a + d) / n, (b + c) / n);
        r += cross;
        s += counter;
        pr += p * cross;
        mixed += p * counter + q * cross;
        qs += q * counter;
    }
    let value = r / s;
    let log_variance = pr / (2.0 * r * r) + mixed / (2.0 * r * s) + qs / (2.0 * s * s);
    let reach = (level.z() * log_variance.sqrt()).exp();
    let interval = Interval::between(value / reach, value * reach, level)
        .filter(|_| value.is_finite() && reach.is_finite());
    Contrast::new(
        value,
        interval,
        method,
        test(&tables),
        Absent::TooFewAnswers,
    )
}
