//! `answers csat, channel of satisfied, dissatisfied`

use super::Checker;
use crate::language::error::ReportError;
use crate::language::query::{AnswerId, Section};
use crate::language::span::Span;
use crate::language::syntax::Name;

/// Codes of a scale whose answers are shown one by one.
const MOST_CODES: u16 = 21;

impl Checker<'_> {
    pub(super) fn answers_in_full(
        &mut self,
        to: &[Name],
        of: &[Name],
        span: Span,
    ) -> Option<Section> {
        let questions: Vec<_> = to.iter().map(|name| self.table_column(name)).collect();
        let groups = self.groups_named(of);
        let questions: Vec<AnswerId> = questions.into_iter().collect::<Option<_>>()?;
        for (at, name) in to.iter().enumerate() {
            if questions[..at].contains(&questions[at]) {
                let name_again = name.text.clone();
                return self.fail(ReportError::MetricTwice { name: name_again }, name.span);
            }
        }
        for (answer, name) in questions.iter().zip(to) {
            if let Some(scale) = self.scale(*answer)
                && scale.high.abs_diff(scale.low) >= MOST_CODES
            {
                let kind = ReportError::TooManyAnswers {
                    name: name.text.clone(),
                    most: MOST_CODES,
                };
                return self.fail(kind, name.span);
            }
        }
        Some(Section::Answers {
            questions,
            of: groups?,
            span,
        })
    }
}
