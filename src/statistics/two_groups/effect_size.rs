//! How large a difference is, whatever the unit.

use crate::statistics::{Absent, Estimate, Interval, Level, Method, Moments};
use statrs::function::gamma::ln_gamma;

/// Cohen's h of two shares: 2·asin√p₁ − 2·asin√p₂.
///
/// Range: −π to π; about 0.2 is small, 0.5 medium, 0.8 large. `None` for shares outside 0 to 1.
///
/// Reference: Cohen, Statistical Power Analysis, 1988, section 6.2.
pub fn cohens_h(first: f64, second: f64) -> Option<f64> {
    let share = |p: f64| (0.0..=1.0).contains(&p);
    (share(first) && share(second)).then(|| 2.0 * (first.sqrt().asin() - second.sqrt().asin()))
}

/// Hedges' g of two means: their difference in pooled standard deviations, corrected for bias.
///
/// Formula: g = J·(ȳ₁−ȳ₂)/s with s² = ((n₁−1)s₁² + (n₂−1)s₂²)/df, df = n₁+n₂−2 and
/// J = Γ(df/2)/(√(df/2)·Γ((df−1)/2)); g ± z√(1/n₁ + 1/n₂ + g²/(2(n₁+n₂))). With weights n is the
/// effective number.
///
/// Range: all numbers; about 0.2 is small, 0.5 medium, 0.8 large. Absent for fewer than two answers
/// in a group and where neither has spread.
///
/// Reference: Hedges, J. Educ. Stat. 6, 1981; R's `effectsize::hedges_g`.
pub fn hedges_g(first: Option<&Moments>, second: Option<&Moments>, level: Level) -> Estimate {
    let method = Method::HedgesG;
    let (Some(a), Some(b)) = (first, second) else {
        return Estimate::absent(0, 0.0, method, Absent::NoAnswers);
    };
    let n = a.tally().n().saturating_add(b.tally().n());
    let (n1, n2) = (a.effective_n(), b.effective_n());
    let absent = |why| Estimate::absent(n, n1 + n2, method, why);
    let df = n1 + n2 - 2.0;
    let (Some(v1), Some(v2)) = (a.variance(), b.variance()) else {
        return absent(Absent::TooFewAnswers);
    };
    if n1 <= 1.0 || n2 <= 1.0 || df <= 1.0 {
        return absent(Absent::TooFewAnswers);
    }
    if a.is_constant() && b.is_constant() {
        return absent(Absent::NoSpread);
    }
    let pooled = (((n1 - 1.0) * v1 + (n2 - 1.0) * v2) / df).sqrt();
    let g = correction(df) * (a.mean() - b.mean()) / pooled;
    let error = (1.0 / n1 + 1.0 / n2 + g * g / (2.0 * (n1 + n2))).sqrt();
    Estimate::bare(g, n, n1 + n2, method, Absent::Undefined)
        .with_error(error)
        .with_interval(Interval::around(g, level.z() * error, level))
}

/// Hedges' J; its series where the two ln Γ would cancel.
fn correction(df: f64) -> f64 {
    if df > 1000.0 {
        let m = 1.0 / df;
        1.0 - m * (0.75 + m * (7.0 / 32.0 + m * (9.0 / 128.0)))
    } else {
        (ln_gamma(0.5 * df) - 0.5 * (0.5 * df).ln() - ln_gamma(0.5 * (df - 1.0))).exp()
    }
}
