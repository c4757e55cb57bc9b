//! Statements about a response, and numbers that it has.

use super::{AnswerId, NumberBand, NumberRange, Query, SegmentId};
use crate::language::span::Spanned;

/// A statement that is true, false or unknown of a response.
///
/// Logic has three values (Kleene): unknown is neither true nor false, `not`
/// leaves it unknown.
#[derive(Debug, Clone, PartialEq)]
pub enum Predicate {
    /// All hold. Never empty.
    All(Vec<Predicate>),
    /// At least one holds. Never empty.
    Any(Vec<Predicate>),
    /// It does not hold.
    Not(Box<Predicate>),
    /// The response is in a segment.
    In(SegmentId),
    /// The code of a scale is in one of these ranges, both ends included.
    Codes {
        /// A scale.
        answer: AnswerId,
        /// Ranges.
        ranges: Vec<(i16, i16)>,
    },
    /// The value is one of these. Compared folded: case, letter variants, spaces.
    OneOf {
        /// A category.
        answer: AnswerId,
        /// The values.
        values: Vec<Spanned<String>>,
    },
    /// An option was chosen.
    Chosen {
        /// Choices.
        answer: AnswerId,
        /// The option, compared folded.
        option: Spanned<String>,
    },
    /// Two quantities compare so.
    Compare {
        /// Left.
        left: Quantity,
        /// How.
        how: Comparison,
        /// Right.
        right: Quantity,
    },
    /// The text matches, compared folded.
    Text {
        /// A text or category.
        answer: AnswerId,
        /// How.
        how: TextMatch,
        /// What to look for.
        needle: String,
    },
    /// The date is in this span of days, both ends included (days since 1970-01-01).
    Dates {
        /// A date.
        answer: AnswerId,
        /// First day, unbounded if `None`.
        from: Option<i32>,
        /// Last day, unbounded if `None`.
        to: Option<i32>,
    },
    /// The date is within the last so many days, counted back from the as-of date, which is included.
    LastDays {
        /// A date.
        answer: AnswerId,
        /// How many.
        days: u32,
    },
    /// There is an answer. Never unknown.
    Answered(AnswerId),
    /// Fewer than so many of these have an answer. Never unknown.
    FewerAnswered {
        /// Which.
        answers: Vec<AnswerId>,
        /// How many, at least 1 and at most all.
        than: u32,
    },
}

/// `==`, `!=`, `<`, `<=`, `>`, `>=`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// How a text is matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum TextMatch {
    Equals,
    Contains,
    StartsWith,
    EndsWith,
}

/// A number that each response has, or not.
#[derive(Debug, Clone, PartialEq)]
pub enum Quantity {
    /// A number as written.
    Literal(f64),
    /// A number, the code of a scale, or a date as days since 1970-01-01.
    Answer(AnswerId),
    /// Minus.
    Negative(Box<Quantity>),
    /// An operation. Division by zero has no value.
    Arithmetic {
        /// Left.
        left: Box<Quantity>,
        /// Which.
        operator: Operator,
        /// Right.
        right: Box<Quantity>,
    },
}

/// `+`, `-`, `*`, `/`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
}

impl NumberBand {
    /// What is true of responses in the band.
    pub fn predicate(&self, answer: AnswerId) -> Predicate {
        let compare = |how, number| Predicate::Compare {
            left: Quantity::Answer(answer),
            how,
            right: Quantity::Literal(number),
        };
        let inside = |range: &NumberRange| {
            let above = match range.above_low {
                true => Comparison::Greater,
                false => Comparison::GreaterOrEqual,
            };
            let low = range.low.map(|low| compare(above, low));
            let high = range
                .high
                .map(|high| compare(Comparison::LessOrEqual, high));
            let mut ends: Vec<Predicate> = low.into_iter().chain(high).collect();
            match ends.len() {
                1 => ends.remove(0),
                _ => Predicate::All(ends),
            }
        };
        let mut parts: Vec<Predicate> = self.ranges.iter().map(inside).collect();
        match parts.len() {
            1 => parts.remove(0),
            _ => Predicate::Any(parts),
        }
    }
}

/// The answers that a predicate reads.
pub fn answers_of_predicate(query: &Query, predicate: &Predicate, found: &mut Vec<AnswerId>) {
    match predicate {
        Predicate::All(parts) | Predicate::Any(parts) => {
            for part in parts {
                answers_of_predicate(query, part, found);
            }
        }
        Predicate::Not(part) => answers_of_predicate(query, part, found),
        Predicate::In(segment) => {
            answers_of_predicate(query, &query.segment(*segment).predicate, found)
        }
        Predicate::Compare { left, right, .. } => {
            answers_of_quantity(left, found);
            answers_of_quantity(right, found);
        }
        Predicate::Codes { answer, .. }
        | Predicate::OneOf { answer, .. }
        | Predicate::Chosen { answer, .. }
        | Predicate::Text { answer, .. }
        | Predicate::Dates { answer, .. }
        | Predicate::LastDays { answer, .. }
        | Predicate::Answered(answer) => found.push(*answer),
        Predicate::FewerAnswered { answers, .. } => found.extend(answers),
    }
}

/// The answers that a quantity reads.
pub fn answers_of_quantity(quantity: &Quantity, found: &mut Vec<AnswerId>) {
    match quantity {
        Quantity::Literal(_) => {}
        Quantity::Answer(answer) => found.push(*answer),
        Quantity::Negative(part) => answers_of_quantity(part, found),
        Quantity::Arithmetic { left, right, .. } => {
            answers_of_quantity(left, found);
            answers_of_quantity(right, found);
        }
    }
}
