//! A comparison in three words.

use super::small_base::Base;
use crate::statistics::{Contrast, Level};

/// What a comparison comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The groups differ.
    Differs,
    /// There is no clear difference; the contrast says which the bases could have shown.
    NoClearDifference,
    /// Too few answers to tell.
    TooFewAnswers,
}

/// The verdict on a contrast of two groups with these bases, by its p value after correction.
///
/// Too few answers where a base is too small to be shown or the contrast has no value. Without a
/// test, since nothing varies, there is no clear difference. The groups differ where p < 1 − level.
pub fn of(
    contrast: &Contrast,
    p_adjusted: Option<f64>,
    bases: (Base, Base),
    level: Level,
) -> Verdict {
    let worst = bases.0.max(bases.1);
    if worst == Base::TooSmall || (contrast.value.is_none() && p_adjusted.is_none()) {
        Verdict::TooFewAnswers
    } else if p_adjusted.is_some_and(|p| p < level.alpha()) {
        Verdict::Differs
    } else {
        Verdict::NoClearDifference
    }
}

/// Whether a difference is worth acting on: at least as large as what the analyst calls noise.
pub fn worth_acting_on(contrast: &Contrast, noise: f64) -> bool {
    contrast.value.is_some_and(|gap| gap.abs() >= noise)
}
