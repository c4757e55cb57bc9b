//! `answers csat, channel of satisfied, dissatisfied`

use super::Checker;
use crate::language::error::ReportError;
use crate::language::query::{AnswerId, Section};
use crate::language::span::Span;
use crate::language::syntax::Name;

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
        Some(Section::Answers {
            questions,
            of: groups?,
            span,
        })
    }
}
