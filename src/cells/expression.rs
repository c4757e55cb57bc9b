//! The query's expressions as polars expressions over a batch.

use polars::prelude::{DataType, Expr, Literal, NULL, col, lit, when};

use crate::language::query::{
    AnswerId, Comparison, Operator, Predicate, Quantity, Query, Reading, TextMatch,
};
use crate::language::span::Spanned;
use crate::text::fold;

/// Finds the look-up of a category, or of options, for some values.
pub type LookUp<'l> = dyn Fn(AnswerId, &[Spanned<String>]) -> Option<usize> + 'l;

/// Which column of a batch holds an answer, and what its expressions need to know.
pub struct Names<'n> {
    /// The query.
    pub query: &'n Query,
    /// The day that "last 90 days" counts from.
    pub as_of: i32,
    /// Which look-up tells whether a category has one of some values.
    pub membership: &'n LookUp<'n>,
}

/// The name of an answer's column in a batch.
pub fn column_name(answer: AnswerId) -> String {
    format!("a{}", answer.0)
}

/// The name of the column that holds what a look-up gave.
pub fn membership_name(index: usize) -> String {
    format!("m{index}")
}

/// The name of the column that holds a category as text.
pub fn text_column_name(answer: AnswerId) -> String {
    format!("t{}", answer.0)
}

impl Names<'_> {
    /// A predicate; null where it is unknown.
    pub fn predicate(&self, predicate: &Predicate) -> Expr {
        match predicate {
            Predicate::All(parts) => self.join(parts, Expr::and),
            Predicate::Any(parts) => self.join(parts, Expr::or),
            Predicate::Not(part) => self.predicate(part).not(),
            // Predicates are simplified before they come here.
            Predicate::In(segment) => self.predicate(&self.query.segment(*segment).predicate),
            Predicate::Codes { answer, ranges } => {
                let code = || col(column_name(*answer));
                let range =
                    |&(low, high): &(i16, i16)| code().gt_eq(lit(low)).and(code().lt_eq(lit(high)));
                balanced(ranges.iter().map(range).collect(), Expr::or)
                    .unwrap_or_else(|| unknown_or(code(), false))
            }
            // Looked up when the batch is made: see `membership`.
            Predicate::OneOf { answer, values } => (self.membership)(*answer, values)
                .map_or_else(unknown, |index| col(membership_name(index))),
            Predicate::Chosen { answer, option } => {
                (self.membership)(*answer, std::slice::from_ref(option))
                    .map_or_else(unknown, |index| col(membership_name(index)))
            }
            Predicate::Compare { left, how, right } => {
                let (left, right) = (self.quantity(left), self.quantity(right));
                match how {
                    Comparison::Equal => left.eq(right),
                    Comparison::NotEqual => left.neq(right),
                    Comparison::Less => left.lt(right),
                    Comparison::LessOrEqual => left.lt_eq(right),
                    Comparison::Greater => left.gt(right),
                    Comparison::GreaterOrEqual => left.gt_eq(right),
                }
            }
            Predicate::Text {
                answer,
                how,
                needle,
            } => {
                let text = match self.query.answer(*answer).reading {
                    Reading::Category(_) => col(text_column_name(*answer)),
                    _ => col(column_name(*answer)),
                };
                let needle = lit(fold(needle).into_owned());
                match how {
                    TextMatch::Equals => text.eq(needle),
                    TextMatch::Contains => text.str().contains_literal(needle),
                    TextMatch::StartsWith => text.str().starts_with(needle),
                    TextMatch::EndsWith => text.str().ends_with(needle),
                }
            }
            Predicate::Dates { answer, from, to } => self.between(*answer, *from, *to),
            Predicate::LastDays { answer, days } => {
                let first = i64::from(self.as_of) - i64::from(*days) + 1;
                let first = i32::try_from(first).unwrap_or(i32::MIN);
                self.between(*answer, Some(first), Some(self.as_of))
            }
            Predicate::Answered(answer) => col(column_name(*answer)).is_not_null(),
            Predicate::FewerAnswered { answers, than } => {
                let answered = answers.iter().map(|answer| {
                    let answered = col(column_name(*answer)).is_not_null();
                    answered.cast(DataType::UInt32)
                });
                balanced(answered.collect(), |left, right| left + right)
                    .map_or_else(unknown, |number| number.lt(lit(*than)))
            }
        }
    }

    fn join(&self, parts: &[Predicate], with: fn(Expr, Expr) -> Expr) -> Expr {
        let parts = parts.iter().map(|part| self.predicate(part)).collect();
        balanced(parts, with).unwrap_or_else(unknown)
    }

    fn between(&self, answer: AnswerId, from: Option<i32>, to: Option<i32>) -> Expr {
        let day = || col(column_name(answer));
        match (from, to) {
            (Some(from), Some(to)) => day().gt_eq(lit(from)).and(day().lt_eq(lit(to))),
            (Some(from), None) => day().gt_eq(lit(from)),
            (None, Some(to)) => day().lt_eq(lit(to)),
            (None, None) => unknown_or(day(), true),
        }
    }

    /// A number; null where there is none.
    pub fn quantity(&self, quantity: &Quantity) -> Expr {
        match quantity {
            Quantity::Literal(number) => number.lit(),
            Quantity::Answer(answer) => col(column_name(*answer)).cast(DataType::Float64),
            Quantity::Negative(part) => lit(0.0) - self.quantity(part),
            Quantity::Arithmetic {
                left,
                operator,
                right,
            } => {
                let (left, right) = (self.quantity(left), self.quantity(right));
                match operator {
                    Operator::Add => left + right,
                    Operator::Subtract => left - right,
                    Operator::Multiply => left * right,
                    Operator::Divide => when(right.clone().eq(lit(0.0)))
                        .then(lit(NULL))
                        .otherwise(left / right)
                        .cast(DataType::Float64),
                }
            }
        }
    }
}

/// Expressions joined as a tree that is no deeper than it must be.
fn balanced(mut parts: Vec<Expr>, with: fn(Expr, Expr) -> Expr) -> Option<Expr> {
    while parts.len() > 1 {
        let mut rest = parts.into_iter();
        parts = Vec::new();
        while let Some(first) = rest.next() {
            parts.push(match rest.next() {
                Some(second) => with(first, second),
                None => first,
            });
        }
    }
    parts.pop()
}

fn unknown() -> Expr {
    lit(NULL).cast(DataType::Boolean)
}

/// A constant where there is an answer, unknown where there is none.
fn unknown_or(answer: Expr, constant: bool) -> Expr {
    when(answer.is_null())
        .then(lit(NULL).cast(DataType::Boolean))
        .otherwise(lit(constant))
}
