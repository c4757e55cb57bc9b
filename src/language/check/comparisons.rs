//! `==`, `<` and the like: what may be compared with what, and what it then means.

use super::Checker;
use super::operands::Operand;
use crate::language::error::{MeaningError, What};
use crate::language::query::{AnswerId, Comparison, Predicate, Quantity, Reading, TextMatch};
use crate::language::span::{Span, Spanned};
use crate::language::syntax::{Expression, ExpressionKind};
use crate::text::fold;

impl Checker<'_> {
    /// Checks a comparison.
    pub(super) fn compare(
        &mut self,
        left: &Expression,
        how: Comparison,
        right: &Expression,
        span: Span,
    ) -> Option<Predicate> {
        if let Some(kind) = self.band_compared(left, right) {
            return self.fail(kind, right.span);
        }
        let (first, second) = (self.operand(left), self.operand(right));
        let (first, second) = first.zip(second)?;
        for (operand, place) in [(&first, left), (&second, right)] {
            match operand {
                Operand::Segment(_, name) => {
                    return self.fail(
                        MeaningError::SegmentCompared { name: name.clone() },
                        place.span,
                    );
                }
                Operand::Condition => {
                    return self.fail(
                        MeaningError::Compared {
                            left: self.what_of(&first),
                            right: self.what_of(&second),
                        },
                        span,
                    );
                }
                _ => {}
            }
        }
        if is_fixed(&first) && is_fixed(&second) {
            return self.fail(MeaningError::FixedValues, span);
        }
        if is_fixed(&first) {
            return self.compare_operands(second, mirrored(how), first, left.span);
        }
        self.compare_operands(first, how, second, right.span)
    }

    /// `csat == satisfied`, where `satisfied` is a band and no name.
    fn band_compared(&mut self, left: &Expression, right: &Expression) -> Option<MeaningError> {
        let (ExpressionKind::Name(field), ExpressionKind::Name(band)) = (&left.kind, &right.kind)
        else {
            return None;
        };
        let Some(super::names::Target::Field(i)) = self.target(field) else {
            return None;
        };
        let id = self.field(i)?;
        let known = self.bands_of(id).contains(&band.text)
            || matches!(band.text.as_str(), "missing" | "answered");
        let other = matches!(self.target(band), Some(super::names::Target::Field(_)));
        (known && !other && !band.quoted).then(|| MeaningError::BandCompared {
            field: field.text.clone(),
            band: band.text.clone(),
        })
    }

    /// Compares something that each response has with something else; `place` is the latter's.
    pub(super) fn compare_operands(
        &mut self,
        left: Operand,
        how: Comparison,
        right: Operand,
        place: Span,
    ) -> Option<Predicate> {
        match right {
            Operand::Text(text) => self.compare_text(left, how, text, place),
            Operand::Date(first, last) => self.compare_date(left, how, first, last, place),
            Operand::Number(value) => self.compare_number(left, how, value, place),
            right => self.compare_values(left, how, right, place),
        }
    }

    fn compare_text(
        &mut self,
        left: Operand,
        how: Comparison,
        text: String,
        place: Span,
    ) -> Option<Predicate> {
        if self.is_date(&left) {
            return self.fail(
                MeaningError::Compared {
                    left: What::Date,
                    right: What::TextAsWritten(text),
                },
                place,
            );
        }
        let equal = match how {
            Comparison::Equal => true,
            Comparison::NotEqual => false,
            _ => {
                let what = self.what_of(&left);
                let texts = matches!(
                    what,
                    What::Column | What::Category | What::Text | What::Choices
                );
                let kind = if texts {
                    MeaningError::NoOrder { what }
                } else {
                    MeaningError::Compared {
                        left: what,
                        right: What::TextAsWritten(text),
                    }
                };
                return self.fail(kind, place);
            }
        };
        let answer = match left {
            Operand::Answer(id) => id,
            Operand::Column(column, name) => {
                self.read_column(column, Reading::Category(Vec::new()), name.span)
            }
            other => {
                let left = self.what_of(&other);
                return self.fail(
                    MeaningError::Compared {
                        left,
                        right: What::TextAsWritten(text),
                    },
                    place,
                );
            }
        };
        let predicate = match self.reading(answer) {
            Reading::Category(_) => Predicate::OneOf {
                answer,
                values: vec![Spanned::new(text, place)],
            },
            Reading::Text => Predicate::Text {
                answer,
                how: TextMatch::Equals,
                needle: text,
            },
            Reading::Choices(_) => {
                return self.fail(
                    MeaningError::UseHas {
                        field: self.name_of(answer),
                    },
                    place,
                );
            }
            Reading::Scale(_) => self.code_of_text(answer, text, place)?,
            Reading::Number(_) | Reading::Date(_) => {
                let left = self.what(answer);
                return self.fail(
                    MeaningError::Compared {
                        left,
                        right: What::TextAsWritten(text),
                    },
                    place,
                );
            }
        };
        Some(if equal {
            predicate
        } else {
            Predicate::Not(Box::new(predicate))
        })
    }

    /// `mood == "خوشحال"`: the code that the text stands for.
    fn code_of_text(&mut self, answer: AnswerId, text: String, place: Span) -> Option<Predicate> {
        let folded = fold(&text);
        let scale = self.scale(answer)?;
        if let Some((code, _)) = scale.labels.iter().find(|(_, label)| fold(label) == folded) {
            return Some(Predicate::Codes {
                answer,
                ranges: vec![(*code, *code)],
            });
        }
        let labels: Vec<String> = scale
            .labels
            .iter()
            .map(|(_, label)| label.clone())
            .collect();
        if labels.is_empty() {
            let left = self.what(answer);
            return self.fail(
                MeaningError::Compared {
                    left,
                    right: What::TextAsWritten(text),
                },
                place,
            );
        }
        self.fail(
            MeaningError::UnknownLabel {
                name: self.name_of(answer),
                text,
                labels,
            },
            place,
        )
    }

    fn compare_date(
        &mut self,
        left: Operand,
        how: Comparison,
        first: i32,
        last: i32,
        place: Span,
    ) -> Option<Predicate> {
        if let Operand::Arithmetic(_) = left {
            let right = self.as_quantity(Operand::Date(first, last), place, None)?;
            return self.compare_quantities(left, how, right, place);
        }
        let answer = self.as_date(left, place)?;
        let within = |from, to| Predicate::Dates { answer, from, to };
        Some(match how {
            Comparison::Equal => within(Some(first), Some(last)),
            Comparison::NotEqual => Predicate::Not(Box::new(within(Some(first), Some(last)))),
            Comparison::Less => within(None, Some(first - 1)),
            Comparison::LessOrEqual => within(None, Some(last)),
            Comparison::Greater => within(Some(last + 1), None),
            Comparison::GreaterOrEqual => within(Some(first), None),
        })
    }

    fn compare_number(
        &mut self,
        left: Operand,
        how: Comparison,
        value: f64,
        place: Span,
    ) -> Option<Predicate> {
        match left {
            left if self.is_date(&left) => self.fail(
                MeaningError::Compared {
                    left: What::Date,
                    right: What::NumberAsWritten,
                },
                place,
            ),
            Operand::Answer(id) if self.scale(id).is_some() => {
                self.compare_code(id, how, value, place)
            }
            Operand::Answer(id) if !matches!(self.reading(id), Reading::Number(_)) => {
                let left = self.what(id);
                self.fail(
                    MeaningError::Compared {
                        left,
                        right: What::NumberAsWritten,
                    },
                    place,
                )
            }
            left => self.compare_quantities(left, how, Quantity::Literal(value), place),
        }
    }

    fn compare_quantities(
        &mut self,
        left: Operand,
        how: Comparison,
        right: Quantity,
        place: Span,
    ) -> Option<Predicate> {
        let left = self.as_quantity(left, place, None)?;
        Some(Predicate::Compare { left, how, right })
    }

    /// A scale compared with a number is a set of its codes.
    fn compare_code(
        &mut self,
        answer: AnswerId,
        how: Comparison,
        value: f64,
        place: Span,
    ) -> Option<Predicate> {
        let scale = self.scale(answer)?;
        let (low, high) = (scale.low, scale.high);
        let holds = |code: i16| {
            let code = f64::from(code);
            match how {
                Comparison::Equal | Comparison::NotEqual => code == value,
                Comparison::Less => code < value,
                Comparison::LessOrEqual => code <= value,
                Comparison::Greater => code > value,
                Comparison::GreaterOrEqual => code >= value,
            }
        };
        let codes: Vec<i16> = (low..=high).filter(|code| holds(*code)).collect();
        let name = self.name_of(answer);
        let (Some(first), Some(last)) = (codes.first(), codes.last()) else {
            if matches!(how, Comparison::Equal | Comparison::NotEqual) {
                return self.fail(
                    MeaningError::OutsideScale {
                        name,
                        code: format!("{value}"),
                        low,
                        high,
                    },
                    place,
                );
            }
            return self.fail(
                MeaningError::NeverTrue {
                    name,
                    low,
                    high,
                    always: false,
                },
                place,
            );
        };
        if (*first, *last) == (low, high) {
            return self.fail(
                MeaningError::NeverTrue {
                    name,
                    low,
                    high,
                    always: true,
                },
                place,
            );
        }
        let codes = Predicate::Codes {
            answer,
            ranges: vec![(*first, *last)],
        };
        Some(if how == Comparison::NotEqual {
            Predicate::Not(Box::new(codes))
        } else {
            codes
        })
    }

    /// `csat in 4..5`
    pub(super) fn codes_between(
        &mut self,
        answer: AnswerId,
        from: f64,
        to: f64,
        span: Span,
    ) -> Option<Predicate> {
        let scale = self.scale(answer)?;
        let (low, high) = (scale.low, scale.high);
        for end in [from, to] {
            if end.fract() != 0.0 || end < f64::from(low) || end > f64::from(high) {
                let name = self.name_of(answer);
                return self.fail(
                    MeaningError::OutsideScale {
                        name,
                        code: format!("{end}"),
                        low,
                        high,
                    },
                    span,
                );
            }
        }
        Some(Predicate::Codes {
            answer,
            ranges: vec![(from as i16, to as i16)],
        })
    }

    /// Two things that each response has.
    fn compare_values(
        &mut self,
        left: Operand,
        how: Comparison,
        right: Operand,
        place: Span,
    ) -> Option<Predicate> {
        let (is, other) = (self.what_of(&left), self.what_of(&right));
        let date = |what: &What| *what == What::Date;
        // A plain column beside a date is one too.
        let (left, right) = match (date(&is), date(&other)) {
            (true, false) if other == What::Column => {
                (left, Operand::Answer(self.as_date(right, place)?))
            }
            (false, true) if is == What::Column => {
                (Operand::Answer(self.as_date(left, place)?), right)
            }
            (true, false) | (false, true) => {
                return self.fail(
                    MeaningError::Compared {
                        left: is,
                        right: other,
                    },
                    place,
                );
            }
            _ => (left, right),
        };
        let number = |what: &What| {
            matches!(
                what,
                What::Nps
                    | What::Rating(..)
                    | What::Effort(..)
                    | What::Smiley
                    | What::YesNo
                    | What::Number
                    | What::Column
                    | What::Arithmetic
                    | What::Date
            )
        };
        if !number(&is) || !number(&other) {
            return self.fail(
                MeaningError::Compared {
                    left: is,
                    right: other,
                },
                place,
            );
        }
        let right = self.as_quantity(right, place, None)?;
        self.compare_quantities(left, how, right, place)
    }
}

/// Whether it is the same for every response.
fn is_fixed(operand: &Operand) -> bool {
    match operand {
        Operand::Number(_) | Operand::Text(_) | Operand::Date(..) => true,
        Operand::Arithmetic(quantity) => is_constant(quantity),
        _ => false,
    }
}

fn is_constant(quantity: &Quantity) -> bool {
    match quantity {
        Quantity::Literal(_) => true,
        Quantity::Answer(_) => false,
        Quantity::Negative(inner) => is_constant(inner),
        Quantity::Arithmetic { left, right, .. } => is_constant(left) && is_constant(right),
    }
}

/// The comparison seen from the other side.
pub(super) fn mirrored(how: Comparison) -> Comparison {
    match how {
        Comparison::Less => Comparison::Greater,
        Comparison::LessOrEqual => Comparison::GreaterOrEqual,
        Comparison::Greater => Comparison::Less,
        Comparison::GreaterOrEqual => Comparison::LessOrEqual,
        same => same,
    }
}
