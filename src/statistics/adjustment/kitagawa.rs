//! Splitting a change of a total into what the parts did and what their mix did.

use crate::statistics::Absent;

/// A change of a total: `total` = `mix` + `rate`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Split {
    /// Second total minus first.
    pub total: f64,
    /// Of that, because the parts' shares of respondents changed.
    pub mix: f64,
    /// Of that, because the parts' own figures changed.
    pub rate: f64,
}

/// One part at two times.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Part {
    /// Its share of all respondents before and after, 0 to 1.
    pub shares: (f64, f64),
    /// Its figure before and after.
    pub rates: (f64, f64),
}

/// Kitagawa's split of the change of a total Σ share·rate.
///
/// Formula: mix = Σ(s₂ − s₁)(r₁ + r₂)/2, rate = Σ(r₂ − r₁)(s₁ + s₂)/2. A mean that rises in every part can
/// fall in total: then mix says why.
///
/// Shares are taken as they are, whether or not they add up to 1. Fails for no parts and for numbers
/// that are not finite. A part that is missing at one time has the share 0 and its other figure.
///
/// Reference: Kitagawa, JASA 50, 1955.
pub fn split(parts: &[Part]) -> Result<Split, Absent> {
    if parts.is_empty() {
        return Err(Absent::NoAnswers);
    }
    let (mut total, mut mix, mut rate) = (0.0, 0.0, 0.0);
    for part in parts {
        let ((s1, s2), (r1, r2)) = (part.shares, part.rates);
        total += s2 * r2 - s1 * r1;
        mix += (s2 - s1) * (0.5 * r1 + 0.5 * r2);
        rate += (r2 - r1) * (0.5 * s1 + 0.5 * s2);
    }
    if total.is_finite() && mix.is_finite() && rate.is_finite() {
        Ok(Split { total, mix, rate })
    } else {
        Err(Absent::Undefined)
    }
}
