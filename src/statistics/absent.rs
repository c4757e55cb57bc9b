//! Why a number is not there.

use std::fmt;

/// Why an estimate, an interval or a test can't be given.
///
/// What can't be computed is absent with one of these, never 0, 100 % or an interval without width.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Absent {
    /// Nobody answered.
    NoAnswers,
    /// There are answers, but too few for this.
    TooFewAnswers,
    /// All answers are the same, so that the data don't show how far they may vary.
    NoSpread,
    /// It has no value: a division by zero, say, or numbers too large to compute with.
    Undefined,
    /// No sound method is known for it.
    NoMethod,
    /// The computation did not come to an end.
    NotConverged,
    /// What was handed in does not fit together: lengths that differ, shares outside 0 to 1.
    Invalid,
}

impl fmt::Display for Absent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Absent::NoAnswers => "no answers",
            Absent::TooFewAnswers => "too few answers",
            Absent::NoSpread => "all answers are the same",
            Absent::Undefined => "it has no value",
            Absent::NoMethod => "no sound method is known",
            Absent::NotConverged => "the computation did not converge",
            Absent::Invalid => "the numbers do not fit together",
        })
    }
}

impl std::error::Error for Absent {}
