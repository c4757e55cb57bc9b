//! Conditions: what is true, false or unknown of a response.

use super::Checker;
use super::operands::Operand;
use crate::language::error::{MeaningError, NameError};
use crate::language::query::{self, Predicate, Reading, TextMatch};
use crate::language::syntax::{Expression, ExpressionKind, Name, Text};

impl<'a> Checker<'a> {
    /// Checks a condition.
    pub(super) fn predicate(&mut self, expression: &Expression) -> Option<Predicate> {
        match &expression.kind {
            ExpressionKind::Any(parts) => self.all_of(parts).map(Predicate::Any),
            ExpressionKind::All(parts) => self.all_of(parts).map(Predicate::All),
            ExpressionKind::Not(inner) => negated(self.predicate(inner)?, true),
            ExpressionKind::Compare { left, how, right } => {
                self.compare(left, how.value, right, expression.span)
            }
            ExpressionKind::Is { subject, not, band } => negated(self.is(subject, band)?, *not),
            ExpressionKind::Among { subject, not, set } => negated(self.among(subject, set)?, *not),
            ExpressionKind::Matches {
                subject,
                not,
                how,
                needle,
            } => negated(self.matches(subject, *how, needle)?, *not),
            ExpressionKind::Has {
                subject,
                not,
                option,
            } => negated(self.has(subject, option)?, *not),
            _ => match self.operand(expression)? {
                Operand::Segment(id, _) => Some(Predicate::In(id)),
                other => {
                    let band = match &other {
                        Operand::Answer(id) => self.bands_of(*id).into_iter().next(),
                        _ => None,
                    };
                    let name = self.written(expression.span);
                    let what = self.what_of(&other);
                    self.fail(
                        MeaningError::NotCondition { what, name, band },
                        expression.span,
                    )
                }
            },
        }
    }

    /// All parts are looked at, so that each mistake is found.
    fn all_of(&mut self, parts: &[Expression]) -> Option<Vec<Predicate>> {
        let parts: Vec<Option<Predicate>> = parts.iter().map(|part| self.predicate(part)).collect();
        parts.into_iter().collect()
    }

    /// `csat is satisfied`, `csat is missing`
    fn is(&mut self, subject: &Expression, band: &Name) -> Option<Predicate> {
        let operand = self.operand(subject)?;
        if !band.quoted && matches!(band.text.as_str(), "missing" | "answered") {
            let answer = match operand {
                Operand::Answer(id) => id,
                Operand::Column(column, name) => self.read_column(column, Reading::Text, name.span),
                other => {
                    let what = self.what_of(&other);
                    return self.fail(MeaningError::RangeOf { what }, subject.span);
                }
            };
            return negated(Predicate::Answered(answer), band.text == "missing");
        }
        let id = match operand {
            Operand::Answer(id) => id,
            Operand::Column(_, name) => {
                let kind = NameError::BandOfColumn {
                    column: name.text,
                    band: band.text.clone(),
                };
                return self.fail(kind, band.span);
            }
            other => {
                let what = self.what_of(&other);
                return self.fail(
                    NameError::NoBands {
                        field: self.written(subject.span),
                        what,
                    },
                    band.span,
                );
            }
        };
        match self.reading(id) {
            Reading::Scale(scale) => {
                if let Some(found) = scale.bands.iter().find(|known| known.name == band.text) {
                    return Some(Predicate::Codes {
                        answer: id,
                        ranges: found.codes.clone(),
                    });
                }
            }
            Reading::Category(bands) => {
                if let Some(found) = bands.iter().find(|known| known.name == band.text) {
                    return Some(Predicate::OneOf {
                        answer: id,
                        values: found.values.clone(),
                    });
                }
            }
            Reading::Number(number) if !number.bands.is_empty() => {
                if let Some(found) = number.bands.iter().find(|known| known.name == band.text) {
                    return Some(found.predicate(id));
                }
            }
            _ => {
                let what = self.what(id);
                return self.fail(
                    NameError::NoBands {
                        field: self.name_of(id),
                        what,
                    },
                    band.span,
                );
            }
        }
        let bands = self.bands_of(id);
        let near = self.near(&band.text, bands.iter().map(String::as_str));
        let scale = self.scale(id).is_some();
        self.fail(
            NameError::UnknownBand {
                name: band.text.clone(),
                field: self.name_of(id),
                bands,
                near,
                scale,
            },
            band.span,
        )
    }

    /// The names of an answer's bands.
    pub(super) fn bands_of(&self, id: query::AnswerId) -> Vec<String> {
        match self.reading(id) {
            Reading::Scale(scale) => scale.bands.iter().map(|band| band.name.clone()).collect(),
            Reading::Category(bands) => bands.iter().map(|band| band.name.clone()).collect(),
            Reading::Number(number) => number.bands.iter().map(|band| band.name.clone()).collect(),
            _ => Vec::new(),
        }
    }

    /// `comment contains "late"`
    fn matches(
        &mut self,
        subject: &Expression,
        how: TextMatch,
        needle: &Text,
    ) -> Option<Predicate> {
        let answer = match self.operand(subject)? {
            Operand::Answer(id)
                if matches!(self.reading(id), Reading::Text | Reading::Category(_)) =>
            {
                id
            }
            Operand::Column(column, name) => self.read_column(column, Reading::Text, name.span),
            Operand::Answer(id) if matches!(self.reading(id), Reading::Choices(_)) => {
                return self.fail(
                    MeaningError::UseHas {
                        field: self.name_of(id),
                    },
                    subject.span,
                );
            }
            other => {
                let what = self.what_of(&other);
                return self.fail(MeaningError::MatchedAgainst { what }, subject.span);
            }
        };
        if needle.value.is_empty() {
            return self.fail(
                crate::language::error::FieldError::EmptyText {
                    of: "the text to look for",
                },
                needle.span,
            );
        }
        Some(Predicate::Text {
            answer,
            how,
            needle: needle.value.clone(),
        })
    }

    /// `reasons has "Slow reply"`
    fn has(&mut self, subject: &Expression, option: &Text) -> Option<Predicate> {
        match self.operand(subject)? {
            Operand::Answer(id) if matches!(self.reading(id), Reading::Choices(_)) => {
                Some(Predicate::Chosen {
                    answer: id,
                    option: option.clone(),
                })
            }
            other => {
                let what = self.what_of(&other);
                self.fail(MeaningError::ChosenFrom { what }, subject.span)
            }
        }
    }
}

/// A predicate or its opposite.
fn negated(predicate: Predicate, not: bool) -> Option<Predicate> {
    Some(match (predicate, not) {
        (Predicate::Not(inner), true) => *inner,
        (predicate, true) => Predicate::Not(Box::new(predicate)),
        (predicate, false) => predicate,
    })
}
