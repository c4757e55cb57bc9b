//! The difference of two net promoter scores.

use super::power;
use crate::statistics::one_group::nps::Scores;
use crate::statistics::{Absent, Contrast, Interval, Level, Method, Test};

/// Difference of two scores with the interval and z test of the adjusted scores.
///
/// Formula: with adjusted scores a and their standard errors e (see
/// [`crate::statistics::one_group::nps::estimate`]), (a₁ − a₂) ± z√(e₁² + e₂²), cut at ±2 and drawn
/// out to the difference where a group of one or two would leave it outside, and
/// z = (a₁ − a₂)/√(e₁² + e₂²). The difference itself is that of the raw scores.
///
/// Range: −2 to 2 (times 100 in points); swapping the groups swaps the sign. Absent if a group
/// has no answers.
///
/// Reference: Sauro & Lewis, Quantifying the User Experience, 3rd edition.
pub fn difference(first: &Scores, second: &Scores, level: Level) -> Contrast {
    let method = Method::AdjustedNpsDifference;
    let (Some(a), Some(b)) = (first.adjusted(), second.adjusted()) else {
        return Contrast::absent(method, Absent::NoAnswers);
    };
    let (Some((p1, d1)), Some((p2, d2))) = (first.shares(), second.shares()) else {
        return Contrast::absent(method, Absent::NoAnswers);
    };
    let error = a.error.hypot(b.error);
    let gap = a.score - b.score;
    let margin = level.z() * error;
    let value = (p1 - d1) - (p2 - d2);
    let low = (gap - margin).clamp(-2.0, value);
    let interval = Interval::between(low, (gap + margin).clamp(value, 2.0), level);
    let test = Test::z(Method::AdjustedNpsZ, gap / error);
    Contrast {
        standard_error: Some(error),
        detectable: power::detectable(error, level).filter(|gap| *gap <= 2.0),
        ..Contrast::new(value, interval, method, test, Absent::Undefined)
    }
}
