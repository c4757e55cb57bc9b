//! `as choices`: several options at once, joined in a cell or each in a column.

use super::Checker;
use super::meanings::Meanings;
use crate::language::error::{FieldError, What};
use crate::language::load::HeaderBlock;
use crate::language::query::{ChoiceOption, Choices, ChoicesLayout, ColumnId, Reading};
use crate::language::span::Span;
use crate::language::syntax::{Field, Name, Text, Value};
use crate::text::{fold, seconds_of};

impl<'a> Checker<'a> {
    /// How the file writes the options.
    pub(super) fn choices(
        &mut self,
        field: &Field,
        split: Option<&Text>,
        ordered: bool,
    ) -> Option<Reading> {
        let span = field.measurement_span;
        let layout = match split {
            Some(split) if split.value.is_empty() => {
                return self.fail(FieldError::EmptyText { of: "split" }, split.span);
            }
            Some(split) if field.columns.len() > 1 => {
                return self.fail(FieldError::SplitOfColumns, split.span);
            }
            Some(split) => ChoicesLayout::Joined {
                split: split.value.clone(),
                ordered,
            },
            None if field.columns.len() > 1 || self.block_of(field).is_some() => {
                ChoicesLayout::Columns(Vec::new())
            }
            None => return self.fail(FieldError::NoSplit, span),
        };
        Some(Reading::Choices(Choices {
            layout,
            options: Vec::new(),
        }))
    }

    /// The options of a question stand in several columns, and a length of time between two.
    pub(super) fn several_columns(
        &mut self,
        reading: &mut Reading,
        columns: &[(ColumnId, &str)],
        field: &Field,
    ) -> Option<()> {
        match reading {
            Reading::Choices(choices) if columns.len() > 1 => {
                choices.layout =
                    ChoicesLayout::Columns(columns.iter().map(|(column, _)| *column).collect());
                choices.options = columns
                    .iter()
                    .map(|(column, header)| ChoiceOption {
                        text: self.option_of(*column).unwrap_or(header).to_owned(),
                        code: None,
                    })
                    .collect();
                Some(())
            }
            Reading::Number(number) if columns.len() == 2 => {
                let unit = number.unit.as_deref();
                if unit.and_then(seconds_of).is_none() {
                    return self.fail(FieldError::ElapsedUnit, field.measurement_span);
                }
                number.between = Some([columns[0].0, columns[1].0]);
                Some(())
            }
            _ if columns.len() < 2 => Some(()),
            _ => {
                let what = super::answers::what(reading);
                let place = field.columns.get(1).or(field.columns.first());
                let span = place.map_or(field.span, |name| name.span);
                self.fail(FieldError::OneColumn { what }, span)
            }
        }
    }

    /// The question of several columns that a field is of.
    pub(super) fn block_of(&self, field: &Field) -> Option<&'a HeaderBlock> {
        match field.columns.as_slice() {
            [name] if !self.columns.contains_key(name.text.as_str()) => self.block(name),
            _ => None,
        }
    }

    /// What the header calls the option that a column is about.
    fn option_of(&self, column: ColumnId) -> Option<&'a str> {
        let blocks = &self.input.header?.blocks;
        blocks.iter().find_map(|block| {
            let at = block.columns.iter().position(|known| *known == column)?;
            block.options.get(at).map(String::as_str)
        })
    }

    /// The question of several columns that a name stands for, where the header has it.
    pub(super) fn block(&self, name: &Name) -> Option<&'a HeaderBlock> {
        let blocks = &self.input.header?.blocks;
        blocks.iter().find(|block| block.name == name.text)
    }

    /// The options that a field's block declares: texts, in the order of the columns where there
    /// are several, and texts for codes.
    pub(super) fn declared_options(
        &mut self,
        choices: &mut Choices,
        meanings: &Meanings<'_>,
    ) -> Option<()> {
        let mut declared: Vec<(ChoiceOption, Span)> = Vec::new();
        for value in meanings.options.iter().copied().flatten() {
            let (text, span) = self.one_text(value)?;
            declared.push((ChoiceOption { text, code: None }, span));
        }
        if let ChoicesLayout::Columns(columns) = &choices.layout {
            if let Some((number, text)) = meanings.labels.first() {
                let code = number.digits.clone();
                return self.fail(FieldError::CodeOfColumns { code }, text.span);
            }
            if let Some((_, last)) = declared.last()
                && declared.len() != columns.len()
            {
                let counts = (declared.len(), columns.len());
                return self.fail(FieldError::OptionsOfColumns { counts }, *last);
            }
        }
        for (number, text) in &meanings.labels {
            let option = ChoiceOption {
                text: text.value.clone(),
                code: Some(number.digits.clone()),
            };
            declared.push((option, text.span));
        }
        for (at, (option, span)) in declared.iter().enumerate() {
            let same = |(other, _): &(ChoiceOption, Span)| {
                fold(&other.text) == fold(&option.text)
                    || option.code.is_some() && other.code == option.code
            };
            if fold(&option.text).is_empty() {
                return self.fail(FieldError::EmptyText { of: "an option" }, *span);
            }
            if declared[..at].iter().any(same) {
                let text = option.text.clone();
                return self.fail(FieldError::LabelTwice { text }, *span);
            }
        }
        if !declared.is_empty() {
            choices.options = declared.into_iter().map(|(option, _)| option).collect();
        }
        match meanings.bands.first() {
            None => Some(()),
            Some((_, _, span)) => {
                let what = What::Choices;
                self.fail(FieldError::BandsNotHere { what }, *span)
            }
        }
    }

    /// A value of a block that is one text.
    pub(super) fn one_text(&mut self, value: &Value) -> Option<(String, Span)> {
        match value {
            Value::Text(text) => Some((text.value.clone(), text.span)),
            Value::Codes {
                from,
                to: None,
                span,
            } => Some((from.digits.clone(), *span)),
            Value::Codes { span, .. } | Value::Open { span, .. } => {
                let band = self.written(*span);
                self.fail(FieldError::RangeForTexts { band }, *span)
            }
        }
    }
}
