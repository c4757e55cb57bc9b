//! `reasons of dissatisfied from main_reason versus previous quarter`

use super::Checker;
use crate::language::error::{Kind, ReportError};
use crate::language::query::{AnswerId, Granularity, Reading, Section};
use crate::language::span::Span;
use crate::language::syntax::Name;

impl Checker<'_> {
    pub(super) fn reasons(
        &mut self,
        of: Option<&Name>,
        from: &[Name],
        by: Option<&Name>,
        versus: Option<Granularity>,
        span: Span,
    ) -> Option<Section> {
        let segment = of.map(|of| self.segment_named(of));
        if versus.is_some() {
            self.needs_date("versus", span);
        }
        let found: Vec<Option<AnswerId>> = from.iter().map(|name| self.reason(name)).collect();
        let by = by.map(|by| self.division(by));
        let of = match segment {
            Some(of) => Some(of?),
            None => None,
        };
        Some(Section::Reasons {
            of,
            from: found.into_iter().collect::<Option<_>>()?,
            by: match by {
                Some(by) => Some(by?),
                None => None,
            },
            versus,
            span,
        })
    }

    /// A question whose answers are reasons; a plain column is a category.
    pub(super) fn reason(&mut self, name: &Name) -> Option<AnswerId> {
        let answer = match self.field_named(name, &[Kind::Field, Kind::Column])? {
            Ok(answer) => answer,
            Err(column) => self.read_column(column, Reading::Category(Vec::new()), name.span),
        };
        match self.reading(answer) {
            Reading::Category(_) | Reading::Choices { .. } => Some(answer),
            _ => {
                let what = self.what(answer);
                let kind = ReportError::MeanOf {
                    function: "reasons",
                    what,
                    name: name.text.clone(),
                };
                self.fail(kind, name.span)
            }
        }
    }
}
