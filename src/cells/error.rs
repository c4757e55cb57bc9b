//! Why the cells can't be computed, as data.

use crate::language::span::Span;
use crate::survey::error::SurveyError;

use super::raking::CannotRake;

/// Why the cells can't be computed.
#[derive(Debug)]
pub enum CellsError {
    /// The survey's files.
    Survey(SurveyError),
    /// A question by which groups are made has too many different answers.
    TooManyGroups {
        /// The answer's place in the query.
        span: Span,
        /// Its name.
        name: String,
        /// How many there may be.
        most: usize,
    },
    /// A quantile is wanted of a number with too many different values.
    TooManyValues {
        /// How many there may be.
        most: usize,
    },
    /// Weights can't be raked.
    CannotRake {
        /// The line of the query.
        span: Span,
        /// Why.
        why: CannotRake,
    },
    /// The engine refused an expression that the checker let through.
    Expression(String),
}
