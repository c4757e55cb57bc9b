//! `weight rake by region, age to "targets.csv"`.

use super::Checker;
use crate::language::error::{FieldError, Kind};
use crate::language::query::{self, AnswerId, RakedCategory, RakedMargin, RakedPart, Reading};
use crate::language::span::Span;
use crate::language::syntax::{Name, Text};
use crate::language::targets::{Target, TargetsError};
use crate::text::{ascii_number, fold};

/// Most fields that are raked by.
const MOST_FIELDS: usize = 20;

impl<'a> Checker<'a> {
    pub(super) fn rake(
        &mut self,
        by: &'a [Name],
        text: &'a Text,
        span: Span,
    ) -> Option<query::Raking> {
        let names: Vec<Option<AnswerId>> = by.iter().map(|name| self.raked(name)).collect();
        // Without the file an error was reported.
        let targets = self.input.targets?;
        if let Some(name) = by.get(MOST_FIELDS) {
            let kind = FieldError::TooMany {
                of: "fields",
                most: MOST_FIELDS,
            };
            return self.fail(kind, name.span);
        }
        let mut margins: Vec<RakedMargin> = Vec::new();
        let mut whole = true;
        for (name, answer) in by.iter().zip(names) {
            let Some(answer) = answer else {
                whole = false;
                continue;
            };
            if margins.iter().any(|margin| margin.answer == answer) {
                let kind = FieldError::RakedTwice {
                    name: name.text.clone(),
                };
                self.report(kind, name.span);
                whole = false;
                continue;
            }
            match self.margin(name, answer, &targets.rows) {
                Ok(margin) => margins.push(margin),
                Err(error) => {
                    self.report(FieldError::Targets(error), name.span);
                    whole = false;
                }
            }
        }
        whole.then(|| query::Raking {
            margins,
            targets: text.value.clone(),
            span,
        })
    }

    /// A field whose values are categories.
    fn raked(&mut self, name: &Name) -> Option<AnswerId> {
        let answer = match self.field_named(name, &[Kind::Field, Kind::Column])? {
            Err(column) => self.read_column(column, Reading::Category(Vec::new()), name.span),
            Ok(answer) => answer,
        };
        match self.reading(answer) {
            Reading::Category(_) | Reading::Scale(_) => Some(answer),
            _ => {
                let what = self.what(answer);
                let kind = FieldError::RakedBy {
                    name: name.text.clone(),
                    what,
                };
                self.fail(kind, name.span)
            }
        }
    }

    /// The targets of one field.
    fn margin(
        &self,
        name: &Name,
        answer: AnswerId,
        rows: &[Target],
    ) -> Result<RakedMargin, TargetsError> {
        let of = &self.answers[answer.index()];
        let own = rows.iter().filter(|row| {
            let field = fold(&row.field);
            field == fold(&name.text) || field == fold(&of.header)
        });
        let mut categories: Vec<RakedCategory> = Vec::new();
        for row in own {
            let part = part(&of.reading, row).ok_or_else(|| outside(&of.reading, row))?;
            if categories.iter().any(|known| known.part.meets(&part)) {
                return Err(TargetsError::Twice {
                    place: row.place.clone(),
                    field: row.field.clone(),
                    value: row.value.clone(),
                });
            }
            categories.push(RakedCategory {
                name: row.value.clone(),
                part,
                share: row.share,
            });
        }
        if categories.is_empty() {
            let mut fields: Vec<String> = rows.iter().map(|row| row.field.clone()).collect();
            fields.dedup();
            return Err(TargetsError::NoField {
                path: self
                    .input
                    .targets
                    .map_or(String::new(), |targets| targets.path.display().to_string()),
                field: name.text.clone(),
                fields,
            });
        }
        Ok(RakedMargin { answer, categories })
    }
}

/// What a target's value stands for: a band of the field, or a value.
fn part(reading: &Reading, row: &Target) -> Option<RakedPart> {
    let value = fold(&row.value);
    match reading {
        Reading::Category(bands) => {
            let band = bands.iter().find(|band| fold(&band.name) == value);
            Some(RakedPart::Values(match band {
                Some(band) => band.values.iter().map(|v| v.value.clone()).collect(),
                None => vec![row.value.clone()],
            }))
        }
        Reading::Scale(scale) => {
            if let Some(band) = scale.bands.iter().find(|band| fold(&band.name) == value) {
                return Some(RakedPart::Codes(band.codes.clone()));
            }
            let labelled = scale.labels.iter().find(|(_, text)| fold(text) == value);
            let code = match labelled {
                Some((code, _)) => *code,
                None => ascii_number(&row.value).parse().ok()?,
            };
            let is_inside = (scale.low..=scale.high).contains(&code);
            is_inside.then(|| RakedPart::Codes(vec![(code, code)]))
        }
        _ => None,
    }
}

fn outside(reading: &Reading, row: &Target) -> TargetsError {
    let (low, high) = match reading {
        Reading::Scale(scale) => (scale.low, scale.high),
        _ => (0, 0),
    };
    TargetsError::Value {
        place: row.place.clone(),
        field: row.field.clone(),
        low,
        high,
    }
}

impl RakedPart {
    /// Whether some answer would be in both.
    fn meets(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Codes(one), Self::Codes(two)) => one
                .iter()
                .any(|(low, high)| two.iter().any(|(from, to)| low <= to && from <= high)),
            (Self::Values(one), Self::Values(two)) => {
                one.iter().any(|a| two.iter().any(|b| fold(a) == fold(b)))
            }
            _ => false,
        }
    }
}
