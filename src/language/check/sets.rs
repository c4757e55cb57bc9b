//! `in`: lists, ranges, dates and the last so many days.

use super::Checker;
use super::operands::Operand;
use crate::language::error::{MeaningError, What};
use crate::language::query::{self, Predicate, Quantity, Reading};
use crate::language::span::{Span, Spanned};
use crate::language::syntax::{Expression, Literal, Set};

impl Checker<'_> {
    /// `in ("a", "b")`, `in 1..3`, `in 2026-Q1`, `in last 90 days`
    pub(super) fn among(&mut self, subject: &Expression, set: &Set) -> Option<Predicate> {
        match set {
            Set::List(literals, span) => self.in_list(subject, literals, *span),
            Set::Range { from, to, span } => self.in_range(subject, from, to.as_ref(), *span),
            Set::LastDays(number, span) => {
                let operand = self.operand(subject)?;
                let answer = self.as_date(operand, subject.span)?;
                let whole = number.value.fract() == 0.0
                    && (1.0..=100_000.0).contains(&number.value)
                    && !number.percent;
                if !whole {
                    return self.fail(MeaningError::Days, *span);
                }
                Some(Predicate::LastDays {
                    answer,
                    days: number.value as u32,
                })
            }
        }
    }

    fn in_list(
        &mut self,
        subject: &Expression,
        literals: &[Literal],
        span: Span,
    ) -> Option<Predicate> {
        let operand = self.operand(subject)?;
        let kind = |literal: &Literal| std::mem::discriminant(literal);
        match literals.first() {
            None => return self.fail(MeaningError::EmptyList, span),
            Some(first) => {
                if let Some(other) = literals.iter().find(|other| kind(other) != kind(first)) {
                    return self.fail(MeaningError::MixedList, other.span());
                }
            }
        }
        let texts: Option<Vec<Spanned<String>>> = literals
            .iter()
            .map(|literal| match literal {
                Literal::Text(text) => Some(text.clone()),
                _ => None,
            })
            .collect();
        let category = match &operand {
            Operand::Column(..) => true,
            Operand::Answer(id) => matches!(self.reading(*id), Reading::Category(_)),
            _ => false,
        };
        if let (Some(values), true) = (texts, category) {
            let answer = match operand {
                Operand::Answer(id) => id,
                Operand::Column(column, name) => {
                    self.read_column(column, Reading::Category(Vec::new()), name.span)
                }
                _ => return None,
            };
            return Some(Predicate::OneOf { answer, values });
        }
        let each: Vec<Option<Predicate>> = literals
            .iter()
            .map(|literal| {
                let right = self.literal(literal)?;
                self.compare_operands(
                    operand.clone(),
                    query::Comparison::Equal,
                    right,
                    literal.span(),
                )
            })
            .collect();
        let each: Vec<Predicate> = each.into_iter().collect::<Option<_>>()?;
        Some(merged(each))
    }

    fn in_range(
        &mut self,
        subject: &Expression,
        from: &Literal,
        to: Option<&Literal>,
        span: Span,
    ) -> Option<Predicate> {
        let operand = self.operand(subject)?;
        let (low, high) = (self.literal(from)?, to.map(|to| self.literal(to)));
        let high = match high {
            Some(high) => Some(high?),
            None => None,
        };
        match (low, high) {
            (Operand::Date(first, last), None) => {
                self.within_days(operand, first, last, subject.span, span)
            }
            (Operand::Date(first, _), Some(Operand::Date(_, last))) => {
                self.within_days(operand, first, last, subject.span, span)
            }
            // `in 2026` of a date is that year.
            (Operand::Number(year), None)
                if self.is_date(&operand) && (1900.0..2200.0).contains(&year) =>
            {
                let (first, last) = super::dates::days(&format!("{year}")).ok()?;
                self.within_days(operand, first, last, subject.span, span)
            }
            (Operand::Number(_), None) => self.fail(MeaningError::OneValue, span),
            (Operand::Number(low), Some(Operand::Number(high))) if low > high => {
                self.fail(MeaningError::RangeUpsideDown, span)
            }
            (Operand::Number(low), Some(Operand::Number(high))) => {
                self.between(operand, low, high, subject.span, span)
            }
            _ => self.fail(MeaningError::MixedList, span),
        }
    }

    /// Whether an operand is a date, or a column that is read as one elsewhere.
    pub(super) fn is_date(&self, operand: &Operand) -> bool {
        match operand {
            Operand::Answer(id) => matches!(self.reading(*id), Reading::Date(_)),
            Operand::Column(column, _) => self.answers_of.get(column).is_some_and(|ids| {
                ids.iter()
                    .any(|id| matches!(self.reading(*id), Reading::Date(_)))
            }),
            _ => false,
        }
    }

    fn within_days(
        &mut self,
        operand: Operand,
        first: i32,
        last: i32,
        subject: Span,
        span: Span,
    ) -> Option<Predicate> {
        let answer = self.as_date(operand, subject)?;
        if first > last {
            return self.fail(MeaningError::RangeUpsideDown, span);
        }
        Some(Predicate::Dates {
            answer,
            from: Some(first),
            to: Some(last),
        })
    }

    /// An operand that must be a date.
    pub(super) fn as_date(&mut self, operand: Operand, span: Span) -> Option<query::AnswerId> {
        match operand {
            Operand::Answer(id) if matches!(self.reading(id), Reading::Date(_)) => Some(id),
            Operand::Column(column, name) => Some(self.read_column(
                column,
                Reading::Date(query::DateReading::default()),
                name.span,
            )),
            other => {
                let left = self.what_of(&other);
                self.fail(
                    MeaningError::Compared {
                        left,
                        right: What::DateAsWritten,
                    },
                    span,
                )
            }
        }
    }

    fn between(
        &mut self,
        operand: Operand,
        low: f64,
        high: f64,
        subject: Span,
        span: Span,
    ) -> Option<Predicate> {
        if let Operand::Answer(id) = operand
            && self.scale(id).is_some()
        {
            return self.codes_between(id, low, high, span);
        }
        if let Operand::Answer(id) = operand
            && !matches!(self.reading(id), Reading::Number(_))
        {
            let what = self.what(id);
            return self.fail(MeaningError::RangeOf { what }, subject);
        }
        let quantity = self.as_quantity(operand, subject, None)?;
        let compare = |left: Quantity, how, right| Predicate::Compare {
            left,
            how,
            right: Quantity::Literal(right),
        };
        Some(Predicate::All(vec![
            compare(quantity.clone(), query::Comparison::GreaterOrEqual, low),
            compare(quantity, query::Comparison::LessOrEqual, high),
        ]))
    }

    fn literal(&mut self, literal: &Literal) -> Option<Operand> {
        Some(match literal {
            Literal::Text(text) => Operand::Text(text.value.clone()),
            Literal::Number(number) => Operand::Number(number.value),
            Literal::Date(date) => {
                let (first, last) = self.days(date)?;
                Operand::Date(first, last)
            }
        })
    }
}

/// Several values of one scale are one set of codes.
fn merged(each: Vec<Predicate>) -> Predicate {
    let mut codes: Vec<(i16, i16)> = Vec::new();
    let mut of = None;
    for predicate in &each {
        match predicate {
            Predicate::Codes { answer, ranges } => {
                of = Some(*answer);
                codes.extend(ranges);
            }
            _ => return Predicate::Any(each),
        }
    }
    codes.sort_unstable();
    codes.dedup();
    match of {
        Some(answer) => Predicate::Codes {
            answer,
            ranges: codes,
        },
        None => Predicate::Any(each),
    }
}
