//! `quotes comment of dissatisfied by reasons, 12 without agent`

use super::Checker;
use super::report::MOST_GROUPS;
use crate::language::error::{FieldError, Kind, ReportError};
use crate::language::query::{AnswerId, ColumnId, Reading, Section, SegmentId};
use crate::language::span::Span;
use crate::language::syntax::{Name, Number};

/// So many quotes of a group where the query does not say how many.
const QUOTES: usize = 6;
/// So many at most: a page is no archive.
const MOST_QUOTES: usize = 100;

/// What the statement says.
pub(super) struct Quotes<'a> {
    pub text: &'a Name,
    pub of: &'a [Name],
    pub by: Option<&'a Name>,
    pub most: Option<&'a Number>,
    pub without: &'a [Name],
    pub span: Span,
}

impl Checker<'_> {
    pub(super) fn quotes(&mut self, said: &Quotes<'_>) -> Option<Section> {
        let text = self.quoted_text(said.text);
        let of = self.groups_named(said.of);
        let by = said.by.map(|by| self.reason(by));
        let once = self.each_once(said.without);
        let most = said.most.map(|most| self.most_quotes(most));
        let without: Vec<Option<ColumnId>> = said
            .without
            .iter()
            .map(|name| self.name_column(name))
            .collect();
        once?;
        Some(Section::Quotes {
            text: text?,
            of: of?,
            by: match by {
                Some(by) => Some(by?),
                None => None,
            },
            most: match most {
                Some(most) => most?,
                None => QUOTES,
            },
            without: without.into_iter().collect::<Option<_>>()?,
            span: said.span,
        })
    }

    /// A text; a plain column is read as one.
    fn quoted_text(&mut self, name: &Name) -> Option<AnswerId> {
        let answer = match self.field_named(name, &[Kind::Field, Kind::Column])? {
            Ok(answer) => answer,
            Err(column) => self.read_column(column, Reading::Text, name.span),
        };
        if matches!(self.reading(answer), Reading::Text) {
            return Some(answer);
        }
        let kind = ReportError::MeanOf {
            function: "quotes",
            what: self.what(answer),
            name: name.text.clone(),
        };
        self.fail(kind, name.span)
    }

    /// Segments by name, each of which may stand once.
    pub(super) fn groups_named(&mut self, names: &[Name]) -> Option<Vec<SegmentId>> {
        let groups: Vec<_> = names.iter().map(|name| self.segment_named(name)).collect();
        let groups: Vec<SegmentId> = groups.into_iter().collect::<Option<_>>()?;
        for (at, name) in names.iter().enumerate() {
            if groups[..at].contains(&groups[at]) {
                let name_again = name.text.clone();
                return self.fail(ReportError::MetricTwice { name: name_again }, name.span);
            }
        }
        match names.get(MOST_GROUPS) {
            Some(name) => self.fail(ReportError::TooManyGroups { most: MOST_GROUPS }, name.span),
            None => Some(groups),
        }
    }

    fn most_quotes(&mut self, most: &Number) -> Option<usize> {
        let number = self.count(most, "quotes")?;
        let number = usize::try_from(number).ok();
        match number.filter(|number| *number <= MOST_QUOTES) {
            Some(number) => Some(number),
            None => {
                let of = "quotes";
                let most_of = MOST_QUOTES;
                self.fail(FieldError::TooMany { of, most: most_of }, most.span)
            }
        }
    }

    /// A field or column that holds names.
    fn name_column(&mut self, name: &Name) -> Option<ColumnId> {
        Some(
            match self.field_named(name, &[Kind::Field, Kind::Column])? {
                Ok(answer) => self.answers[answer.index()].column,
                Err(column) => column,
            },
        )
    }
}
