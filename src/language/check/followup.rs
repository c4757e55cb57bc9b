//! `followup of dissatisfied where may_contact == "yes" to "follow-up.csv" with ResponseId`

use std::path::{Component, Path};

use super::Checker;
use crate::language::error::{Kind, ReportError};
use crate::language::query::{Choices, ChoicesLayout, ListedCell, NumberReading, Reading, Section};
use crate::language::span::Span;
use crate::language::syntax::{Expression, Name, Text};

/// What a list's name ends in.
const ENDING: &str = ".csv";
/// Names longer than this don't fit every file system, with what is added while they are written.
const LONGEST_NAME: usize = 120;

impl<'a> Checker<'a> {
    pub(super) fn followup(
        &mut self,
        of: &'a Name,
        condition: Option<&'a Expression>,
        file: &'a Text,
        columns: &'a [Name],
        span: Span,
    ) -> Option<Section> {
        let segment = self.segment_named(of);
        let condition = match condition {
            Some(condition) => self.predicate(condition).map(Some),
            None => {
                self.report(ReportError::NoConsent, span);
                Some(None)
            }
        };
        let named = self.list_name(file);
        let once = self.each_once(columns);
        let columns: Vec<Option<(String, ListedCell)>> = { columns.iter() }
            .map(|name| Some((name.text.clone(), self.listed_cell(name)?)))
            .collect();
        let columns: Option<Vec<_>> = columns.into_iter().collect();
        once?;
        Some(Section::Followup {
            of: segment?,
            condition: condition?,
            file: named?,
            columns: columns?,
            span,
        })
    }

    /// A field or a column; what the file holds of it is written, whatever it means.
    fn listed_cell(&mut self, name: &Name) -> Option<ListedCell> {
        let answer = match self.field_named(name, &[Kind::Field, Kind::Column])? {
            Err(column) => return Some(ListedCell::Column(column)),
            Ok(answer) => answer,
        };
        Some(match self.reading(answer) {
            Reading::Choices(Choices {
                layout: ChoicesLayout::Columns(_),
                ..
            })
            | Reading::Number(NumberReading {
                between: Some(_), ..
            }) => ListedCell::Answer(answer),
            _ => ListedCell::Column(self.answers[answer.index()].column),
        })
    }

    /// A plain name of a CSV file beside the page, that no other list has.
    fn list_name(&mut self, file: &Text) -> Option<String> {
        let name = &file.value;
        let path = || name.clone();
        let mut parts = Path::new(name).components();
        let alone = matches!(
            (parts.next(), parts.next()),
            (Some(Component::Normal(_)), None)
        );
        if !alone || name.contains(['/', '\\']) {
            return self.fail(ReportError::OutsideFolder { path: path() }, file.span);
        }
        let lower = name.to_lowercase();
        let odd = |c: char| c.is_control() || matches!(c, ':' | '*' | '?' | '"' | '<' | '>' | '|');
        let stem = lower.strip_suffix(ENDING).unwrap_or_default().trim();
        if stem.is_empty()
            || stem.starts_with('.')
            || name.contains(odd)
            || name.len() > LONGEST_NAME
        {
            return self.fail(ReportError::ListName { name: path() }, file.span);
        }
        if self.list_names.insert(lower) {
            Some(path())
        } else {
            self.fail(ReportError::ListTwice { name: path() }, file.span)
        }
    }
}
