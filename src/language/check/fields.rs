//! The `field` statement: what the answers in a column mean.

use super::{Checker, State};
use crate::language::error::{FieldError, Kind, What};
use crate::language::query::{
    Answer, AnswerId, ColumnId, Good, NumberReading, Reading, Scale, ScaleKind,
};
use crate::language::span::Span;
use crate::language::syntax::{Direction, End, Field, Measurement, Name, Number};

/// Most codes of a scale.
const MOST_CODES: i32 = 1001;

impl<'a> Checker<'a> {
    /// Checks a field once.
    pub(super) fn field(&mut self, i: usize) -> Option<AnswerId> {
        match self.fields[i] {
            State::Known(id) => return Some(id),
            State::Untouched => {}
            State::Open | State::Wrong => return None,
        }
        self.fields[i] = State::Open;
        let id = self.check_field(self.statements.fields[i]);
        self.fields[i] = id.map_or(State::Wrong, State::Known);
        id
    }

    fn check_field(&mut self, field: &'a Field) -> Option<AnswerId> {
        let block = self.block_of(field);
        let columns: Vec<_> = match block {
            Some(block) => { block.columns.iter() }
                .map(|column| self.header_of(*column).map(|header| (*column, header)))
                .collect(),
            None => { field.columns.iter() }
                .map(|column| self.field_column(column))
                .collect(),
        };
        let columns: Option<Vec<(ColumnId, &str)>> = columns.into_iter().collect();
        let label = self
            .once(&field.labels, "label", |label| label.span)
            .map(|label| label.value.clone());
        let reading = self.measurement(field);
        let meanings = self.meanings(field);
        let columns = columns?;
        let &(column, first) = columns.first()?;
        let header = match columns.last() {
            _ if block.is_some() => field.columns[0].text.clone(),
            Some((other, last)) if *other != column => format!("{first} … {last}"),
            _ => first.to_owned(),
        };
        let (mut reading, good) = reading?;
        let meanings = meanings?;
        self.several_columns(&mut reading, &columns, field)?;
        self.apply(&mut reading, &meanings, field)?;
        let mut missing = self.missing.clone();
        missing.extend(
            meanings
                .missing
                .into_iter()
                .filter(|value| !self.missing.contains(value)),
        );
        let id = self.add_answer(Answer {
            name: field.name.text.clone(),
            label: label.or_else(|| match block {
                Some(block) => block.label.clone(),
                None => self.question(column),
            }),
            column,
            header,
            reading,
            missing,
            not_applicable: meanings.not_applicable,
            span: field.name.span,
        });
        self.good.insert(id, good);
        Some(id)
    }

    /// A field is always of a column, even if a definition has its name.
    pub(super) fn field_column(&mut self, name: &Name) -> Option<(ColumnId, &'a str)> {
        let mut name = name.clone();
        name.quoted = true;
        self.column(&name, &[Kind::Column])
    }

    fn measurement(&mut self, field: &Field) -> Option<(Reading, Good)> {
        let span = field.measurement_span;
        let direction = self.once(&field.directions, "direction", |direction| direction.span);
        let built_in = |kind, low, high, good| {
            let (bands, labels) = super::meanings::built_in(kind, span);
            Reading::Scale(Scale {
                kind,
                low,
                high,
                good,
                bands,
                labels,
            })
        };
        let reading = match &field.measurement {
            Measurement::Nps => built_in(ScaleKind::Nps, 0, 10, Good::High),
            Measurement::Smiley => built_in(ScaleKind::Smiley, 1, 3, Good::High),
            Measurement::YesNo => built_in(ScaleKind::YesNo, 0, 1, Good::Neither),
            Measurement::Rating(low, high) => {
                let (low, high) = self.ends(low, high, span)?;
                built_in(ScaleKind::Rating, low, high, Good::High)
            }
            Measurement::Effort(low, high) => {
                let (low, high) = self.ends(low, high, span)?;
                if direction.is_none() {
                    return self.fail(FieldError::EffortWithoutDirection, span);
                }
                built_in(ScaleKind::Effort, low, high, Good::Neither)
            }
            Measurement::Category => Reading::Category(Vec::new()),
            Measurement::Choices { split, ordered } => {
                self.choices(field, split.as_ref(), *ordered)?
            }
            Measurement::Number { unit } => Reading::Number(NumberReading {
                unit: unit.clone(),
                decimal: self.decimal,
                between: None,
                bands: Vec::new(),
            }),
            Measurement::Text => Reading::Text,
            Measurement::Date(reading) => Reading::Date(self.date_reading(reading)?),
        };
        self.directed(reading, direction)
    }

    fn directed(
        &mut self,
        mut reading: Reading,
        direction: Option<&Direction>,
    ) -> Option<(Reading, Good)> {
        let what = super::answers::what(&reading);
        let Some(direction) = direction else {
            return Some((reading, Good::Neither));
        };
        if direction.end != End::Good && !matches!(what, What::Effort(..)) {
            return self.fail(FieldError::EasyNotHere { what }, direction.span);
        }
        let good = if direction.high == (direction.end != End::Hard) {
            Good::High
        } else {
            Good::Low
        };
        match (&mut reading, &what) {
            (Reading::Scale(scale), What::Rating(..) | What::Effort(..) | What::YesNo) => {
                scale.good = good
            }
            (Reading::Number(_), _) => {}
            _ => return self.fail(FieldError::DirectionNotHere { what }, direction.span),
        }
        Some((reading, good))
    }

    fn ends(&mut self, low: &Number, high: &Number, span: Span) -> Option<(i16, i16)> {
        let (low, high) = (self.whole(low), self.whole(high));
        let (low, high) = low.zip(high)?;
        if low >= high {
            return self.fail(FieldError::ScaleUpsideDown { low, high }, span);
        }
        if i32::from(high) - i32::from(low) >= MOST_CODES {
            return self.fail(FieldError::ScaleTooWide { most: MOST_CODES }, span);
        }
        Some((low, high))
    }

    /// A code of a scale.
    pub(super) fn whole(&mut self, number: &Number) -> Option<i16> {
        let whole = number.value.fract() == 0.0 && number.value.abs() < 32_000.0 && !number.percent;
        if whole {
            Some(number.value as i16)
        } else {
            self.fail(FieldError::NotWhole, number.span)
        }
    }
}
