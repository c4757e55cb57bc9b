//! What stands on one side of a comparison, and quantities made of such.

use super::Checker;
use super::names::Target;
use crate::language::error::{Kind, MeaningError, What};
use crate::language::query::{AnswerId, ColumnId, Quantity, Reading, SegmentId};
use crate::language::span::Span;
use crate::language::syntax::{Expression, ExpressionKind, Name};

/// One side of a comparison.
#[derive(Debug, Clone)]
pub(super) enum Operand {
    /// A field.
    Answer(AnswerId),
    /// A plain column; how it is read depends on what it is compared with.
    Column(ColumnId, Name),
    Segment(SegmentId, String),
    Number(f64),
    Text(String),
    /// First and last day.
    Date(i32, i32),
    Arithmetic(Quantity),
    Condition,
}

/// What may stand in an expression about one response.
pub(super) const VALUES: [Kind; 3] = [Kind::Field, Kind::Segment, Kind::Column];

impl Checker<'_> {
    /// What an expression is as one side of something.
    pub(super) fn operand(&mut self, expression: &Expression) -> Option<Operand> {
        Some(match &expression.kind {
            ExpressionKind::Name(name) => return self.named(name),
            ExpressionKind::Number(number) => Operand::Number(number.value),
            ExpressionKind::Text(text) => Operand::Text(text.clone()),
            ExpressionKind::Date(date) => {
                let (first, last) = self.days(date)?;
                Operand::Date(first, last)
            }
            ExpressionKind::Minus(inner) => match self.operand(inner)? {
                Operand::Number(value) => Operand::Number(-value),
                other => Operand::Arithmetic(Quantity::Negative(Box::new(
                    self.as_quantity(other, inner.span, None)?,
                ))),
            },
            ExpressionKind::Arithmetic {
                left,
                operator,
                right,
            } => {
                let left = self.quantity(left, None);
                let right = self.quantity(right, None);
                let (left, right) = left.zip(right)?;
                Operand::Arithmetic(Quantity::Arithmetic {
                    left: Box::new(left),
                    operator: *operator,
                    right: Box::new(right),
                })
            }
            ExpressionKind::Call { function, .. } => {
                return self.fail(
                    MeaningError::MetricFunction {
                        name: function.text.clone(),
                    },
                    function.span,
                );
            }
            _ => Operand::Condition,
        })
    }

    fn named(&mut self, name: &Name) -> Option<Operand> {
        match self.target(name) {
            Some(Target::Field(i)) => self.field(i).map(Operand::Answer),
            Some(Target::Segment(i)) => {
                let text = name.text.clone();
                self.segment(i, name.span)
                    .map(|id| Operand::Segment(id, text))
            }
            Some(Target::Broken) => None,
            _ => self
                .column(name, &VALUES)
                .map(|(id, _)| Operand::Column(id, name.clone())),
        }
    }

    /// A number that each response has. `function` is what asks for it.
    pub(super) fn quantity(
        &mut self,
        expression: &Expression,
        function: Option<&str>,
    ) -> Option<Quantity> {
        let operand = self.operand(expression)?;
        self.as_quantity(operand, expression.span, function)
    }

    pub(super) fn as_quantity(
        &mut self,
        operand: Operand,
        span: Span,
        function: Option<&str>,
    ) -> Option<Quantity> {
        match operand {
            Operand::Number(value) => Some(Quantity::Literal(value)),
            Operand::Arithmetic(quantity) => Some(quantity),
            Operand::Column(column, name) => Some(Quantity::Answer(self.read_column(
                column,
                self.plain_number(),
                name.span,
            ))),
            Operand::Answer(id)
                if matches!(
                    self.reading(id),
                    Reading::Scale(_) | Reading::Number(_) | Reading::Date(_)
                ) =>
            {
                Some(Quantity::Answer(id))
            }
            Operand::Date(first, last) if first == last => {
                Some(Quantity::Literal(f64::from(first)))
            }
            other => {
                let what = self.what_of(&other);
                self.fail(
                    MeaningError::NotQuantity {
                        what,
                        function: function.map(str::to_owned),
                    },
                    span,
                )
            }
        }
    }

    /// What an operand is, for people.
    pub(super) fn what_of(&self, operand: &Operand) -> What {
        match operand {
            Operand::Answer(id) => self.what(*id),
            Operand::Column(..) => What::Column,
            Operand::Segment(..) => What::Segment,
            Operand::Number(_) => What::NumberAsWritten,
            Operand::Text(text) => What::TextAsWritten(text.clone()),
            Operand::Date(..) => What::DateAsWritten,
            Operand::Arithmetic(_) => What::Arithmetic,
            Operand::Condition => What::Condition,
        }
    }
}
