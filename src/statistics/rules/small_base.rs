//! Whether a figure has enough answers behind it.

use crate::statistics::Estimate;

/// Fewer answers than this are not shown.
pub const SUPPRESSED_BELOW: u64 = 10;
/// Fewer answers, or effective ones, than this are shown with a warning.
pub const FLAGGED_BELOW: u64 = 30;
/// A share whose interval is at least this wide is shown with a warning.
const WIDE: f64 = 0.30;
/// So is one whose interval is more than this many times as wide as the share.
const WIDE_RELATIVE: f64 = 1.30;

/// What a base allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Base {
    /// Show the figure.
    Enough,
    /// Show it, to be read with care.
    Small,
    /// Don't show it.
    TooSmall,
}

/// The rule by numbers of answers: under 10 hidden, under 30 (answers or effective ones) flagged.
///
/// Reference: Parker et al., National Center for Health Statistics, Vital Health Stat. 2(175), 2017.
///
/// No answers at all are [`Base::TooSmall`], though there is nothing to hide.
pub fn of_counts(n: u64, effective_n: f64) -> Base {
    if n < SUPPRESSED_BELOW {
        Base::TooSmall
    } else if n < FLAGGED_BELOW || effective_n < FLAGGED_BELOW as f64 * (1.0 - 1e-9) {
        Base::Small
    } else {
        Base::Enough
    }
}

/// The rule for a share, which is also flagged for a wide interval: 30 points or more, or more
/// than 1.3 times the share.
///
/// Reference: Parker et al., National Center for Health Statistics, Vital Health Stat. 2(175), 2017.
pub fn of_share(share: &Estimate) -> Base {
    let by_counts = of_counts(share.n, share.effective_n);
    let width = share.interval.and_then(|interval| interval.width());
    let wide = match (share.value, width) {
        (Some(p), Some(width)) => width >= WIDE || width > WIDE_RELATIVE * p,
        _ => true,
    };
    if wide {
        by_counts.max(Base::Small)
    } else {
        by_counts
    }
}
