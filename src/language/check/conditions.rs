//! Conditions: what is true, false or unknown of a response.

use super::{Checker, State};
use super::operands::Operand;
use crate::language::error::{Kind, MeaningError, NameError};
use crate::language::query::{self, Predicate, Quantity, Reading, SegmentId, TextMatch};
use crate::language::span::{Span, Spanned};
use crate::language::syntax::{Expression, ExpressionKind, Literal, Name, Set, Text};

impl<'a> Checker<'a> {
    /// Checks a segment once. `used` is where its name was met.
    pub(super) fn segment(&mut self, i: usize, used: Span) -> Option<SegmentId> {
        match self.segment_ids[i] {
            State::Known(id) => return Some(id),
            State::Wrong => return None,
            State::Open => {
                let open = (0..self.segment_ids.len()).filter(|j| self.segment_ids[*j] == State::Open);
                let mut names: Vec<String> = open.map(|j| self.statements.segments[j].name.text.clone()).collect();
                let own = &self.statements.segments[i].name.text;
                names.sort_by_key(|name| name != own);
                names.push(own.clone());
                return self.fail(NameError::Cycle { kind: Kind::Segment, names }, used);
            }
            State::Untouched => {}
        }
        self.segment_ids[i] = State::Open;
        let segment = self.statements.segments[i];
        let predicate = self.predicate(&segment.condition);
        self.segment_ids[i] = State::Wrong;
        let id = SegmentId(u32::try_from(self.segments.len()).unwrap_or(u32::MAX));
        self.segments.push(query::Segment {
            name: segment.name.text.clone(),
            label: segment.label.as_ref().map_or_else(|| spaced(&segment.name.text), |label| label.value.clone()),
            predicate: predicate?,
            span: segment.span,
        });
        self.segment_ids[i] = State::Known(id);
        Some(id)
    }

    /// Checks a condition.
    pub(super) fn predicate(&mut self, expression: &Expression) -> Option<Predicate> {
        match &expression.kind {
            ExpressionKind::Any(parts) => self.all_of(parts).map(Predicate::Any),
            ExpressionKind::All(parts) => self.all_of(parts).map(Predicate::All),
            ExpressionKind::Not(inner) => self.predicate(inner).map(|inner| Predicate::Not(Box::new(inner))),
            ExpressionKind::Compare { left, how, right } => self.compare(left, how.value, right, expression.span),
            ExpressionKind::Is { subject, not, band } => negated(self.is(subject, band)?, *not),
            ExpressionKind::Among { subject, not, set } => negated(self.among(subject, set)?, *not),
            ExpressionKind::Matches { subject, not, how, needle } => negated(self.matches(subject, *how, needle)?, *not),
            ExpressionKind::Has { subject, not, option } => negated(self.has(subject, option)?, *not),
            _ => match self.operand(expression)? {
                Operand::Segment(id, _) => Some(Predicate::In(id)),
                other => {
                    let band = match &other {
                        Operand::Answer(id) => self.bands_of(*id).into_iter().next(),
                        _ => None,
                    };
                    let name = self.written(expression.span);
                    let what = self.what_of(&other);
                    self.fail(MeaningError::NotCondition { what, name, band }, expression.span)
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
                let kind = NameError::BandOfColumn { column: name.text, band: band.text.clone() };
                return self.fail(kind, band.span);
            }
            other => {
                let what = self.what_of(&other);
                return self.fail(NameError::NoBands { field: self.written(subject.span), what }, band.span);
            }
        };
        match self.reading(id) {
            Reading::Scale(scale) => {
                if let Some(found) = scale.bands.iter().find(|known| known.name == band.text) {
                    return Some(Predicate::Codes { answer: id, ranges: found.codes.clone() });
                }
            }
            Reading::Category(bands) => {
                if let Some(found) = bands.iter().find(|known| known.name == band.text) {
                    return Some(Predicate::OneOf { answer: id, values: found.values.clone() });
                }
            }
            _ => {
                let what = self.what(id);
                return self.fail(NameError::NoBands { field: self.name_of(id), what }, band.span);
            }
        }
        let bands = self.bands_of(id);
        let near = self.near(&band.text, bands.iter().map(String::as_str));
        let scale = self.scale(id).is_some();
        self.fail(NameError::UnknownBand { name: band.text.clone(), field: self.name_of(id), bands, near, scale }, band.span)
    }

    /// The names of an answer's bands.
    pub(super) fn bands_of(&self, id: query::AnswerId) -> Vec<String> {
        match self.reading(id) {
            Reading::Scale(scale) => scale.bands.iter().map(|band| band.name.clone()).collect(),
            Reading::Category(bands) => bands.iter().map(|band| band.name.clone()).collect(),
            _ => Vec::new(),
        }
    }

    /// `in ("a", "b")`, `in 1..3`, `in 2026-Q1`, `in last 90 days`
    fn among(&mut self, subject: &Expression, set: &Set) -> Option<Predicate> {
        match set {
            Set::List(literals, span) => self.in_list(subject, literals, *span),
            Set::Range { from, to, span } => self.in_range(subject, from, to.as_ref(), *span),
            Set::LastDays(number, span) => {
                let operand = self.operand(subject)?;
                let answer = self.as_date(operand, subject.span)?;
                let whole = number.value.fract() == 0.0 && (1.0..=100_000.0).contains(&number.value) && !number.percent;
                if !whole {
                    return self.fail(MeaningError::Days, *span);
                }
                Some(Predicate::LastDays { answer, days: number.value as u32 })
            }
        }
    }

    fn in_list(&mut self, subject: &Expression, literals: &[Literal], span: Span) -> Option<Predicate> {
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
                Operand::Column(column, name) => self.read_column(column, Reading::Category(Vec::new()), name.span),
                _ => return None,
            };
            return Some(Predicate::OneOf { answer, values });
        }
        let each: Vec<Option<Predicate>> = literals
            .iter()
            .map(|literal| {
                let right = self.literal(literal)?;
                self.compare_operands(operand.clone(), query::Comparison::Equal, right, literal.span())
            })
            .collect();
        let each: Vec<Predicate> = each.into_iter().collect::<Option<_>>()?;
        Some(merged(each))
    }

    fn in_range(&mut self, subject: &Expression, from: &Literal, to: Option<&Literal>, span: Span) -> Option<Predicate> {
        let operand = self.operand(subject)?;
        let (low, high) = (self.literal(from)?, to.map(|to| self.literal(to)));
        let high = match high {
            Some(high) => Some(high?),
            None => None,
        };
        match (low, high) {
            (Operand::Date(first, last), None) => self.within_days(operand, first, last, subject.span, span),
            (Operand::Date(first, _), Some(Operand::Date(_, last))) => self.within_days(operand, first, last, subject.span, span),
            // `in 2026` of a date is that year.
            (Operand::Number(year), None) if self.is_date(&operand) && (1900.0..2200.0).contains(&year) => {
                let (first, last) = super::dates::days(&format!("{year}")).ok()?;
                self.within_days(operand, first, last, subject.span, span)
            }
            (Operand::Number(_), None) => self.fail(MeaningError::OneValue, span),
            (Operand::Number(low), Some(Operand::Number(high))) if low > high => self.fail(MeaningError::RangeUpsideDown, span),
            (Operand::Number(low), Some(Operand::Number(high))) => self.between(operand, low, high, subject.span, span),
            _ => self.fail(MeaningError::MixedList, span),
        }
    }

    /// Whether an operand is a date, or a column that is read as one elsewhere.
    pub(super) fn is_date(&self, operand: &Operand) -> bool {
        match operand {
            Operand::Answer(id) => matches!(self.reading(*id), Reading::Date(_)),
            Operand::Column(column, _) => self.answers_of.get(column).is_some_and(|ids| {
                ids.iter().any(|id| matches!(self.reading(*id), Reading::Date(_)))
            }),
            _ => false,
        }
    }

    fn within_days(&mut self, operand: Operand, first: i32, last: i32, subject: Span, span: Span) -> Option<Predicate> {
        let answer = self.as_date(operand, subject)?;
        if first > last {
            return self.fail(MeaningError::RangeUpsideDown, span);
        }
        Some(Predicate::Dates { answer, from: Some(first), to: Some(last) })
    }

    /// An operand that must be a date.
    pub(super) fn as_date(&mut self, operand: Operand, span: Span) -> Option<query::AnswerId> {
        match operand {
            Operand::Answer(id) if matches!(self.reading(id), Reading::Date(_)) => Some(id),
            Operand::Column(column, name) => {
                Some(self.read_column(column, Reading::Date(query::DateReading::default()), name.span))
            }
            other => {
                let left = self.what_of(&other);
                self.fail(MeaningError::Compared { left, right: crate::language::error::What::DateAsWritten }, span)
            }
        }
    }

    fn between(&mut self, operand: Operand, low: f64, high: f64, subject: Span, span: Span) -> Option<Predicate> {
        if let Operand::Answer(id) = operand
            && self.scale(id).is_some()
        {
            return self.codes_between(id, low, high, span);
        }
        if let Operand::Answer(id) = operand
            && !matches!(self.reading(id), Reading::Number { .. })
        {
            let what = self.what(id);
            return self.fail(MeaningError::RangeOf { what }, subject);
        }
        let quantity = self.as_quantity(operand, subject, None)?;
        let compare = |left: Quantity, how, right| Predicate::Compare { left, how, right: Quantity::Literal(right) };
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

    /// `comment contains "late"`
    fn matches(&mut self, subject: &Expression, how: TextMatch, needle: &Text) -> Option<Predicate> {
        let answer = match self.operand(subject)? {
            Operand::Answer(id) if matches!(self.reading(id), Reading::Text | Reading::Category(_)) => id,
            Operand::Column(column, name) => self.read_column(column, Reading::Text, name.span),
            Operand::Answer(id) if matches!(self.reading(id), Reading::Choices { .. }) => {
                return self.fail(MeaningError::UseHas { field: self.name_of(id) }, subject.span);
            }
            other => {
                let what = self.what_of(&other);
                return self.fail(MeaningError::MatchedAgainst { what }, subject.span);
            }
        };
        if needle.value.is_empty() {
            return self.fail(crate::language::error::FieldError::EmptyText { of: "the text to look for" }, needle.span);
        }
        Some(Predicate::Text { answer, how, needle: needle.value.clone() })
    }

    /// `reasons has "Slow reply"`
    fn has(&mut self, subject: &Expression, option: &Text) -> Option<Predicate> {
        match self.operand(subject)? {
            Operand::Answer(id) if matches!(self.reading(id), Reading::Choices { .. }) => {
                Some(Predicate::Chosen { answer: id, option: option.clone() })
            }
            other => {
                let what = self.what_of(&other);
                self.fail(MeaningError::ChosenFrom { what }, subject.span)
            }
        }
    }

    /// A name that must be a field or column, wherever what it is does not matter.
    pub(super) fn exists(&mut self, name: &Name) {
        let _ = self.field_named(name, &[Kind::Field, Kind::Column]);
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
        Some(answer) => Predicate::Codes { answer, ranges: codes },
        None => Predicate::Any(each),
    }
}

/// A name as words.
pub(super) fn spaced(name: &str) -> String {
    name.replace('_', " ")
}
