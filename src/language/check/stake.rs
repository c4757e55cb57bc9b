//! `value of spend from dissatisfied to satisfied, 500`

use super::Checker;
use crate::language::error::ReportError;
use crate::language::query::{Measure, Section};
use crate::language::span::Span;
use crate::language::syntax::{Name, Number};

/// So many customers are moved where the query does not say.
const MOVED: u64 = 100;

impl Checker<'_> {
    pub(super) fn stake(
        &mut self,
        of: &Name,
        [from, to]: [&Name; 2],
        moved: Option<&Number>,
        span: Span,
    ) -> Option<Section> {
        let metric = self.metric_named(of);
        let groups = [from, to].map(|name| self.segment_named(name));
        let moved = moved.map_or(Some(MOVED), |moved| self.count(moved, "value"));
        let metric = metric?;
        // Only what is the same for each customer can be multiplied by customers.
        if !matches!(
            self.metrics[metric.index()].measure,
            Measure::Mean(_) | Measure::Share(_)
        ) {
            let name = of.text.clone();
            return self.fail(ReportError::ValueOf { name }, of.span);
        }
        let [from_segment, to_segment] = groups;
        let groups = [from_segment?, to_segment?];
        if groups[0] == groups[1] {
            let name = to.text.clone();
            return self.fail(ReportError::SegmentWithItself { name }, to.span);
        }
        Some(Section::Stake {
            metric,
            groups,
            moved: moved?,
            span,
        })
    }
}
