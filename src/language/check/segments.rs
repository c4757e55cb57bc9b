//! The `segment` statement.

use super::{Checker, State};
use crate::language::error::{Kind, NameError};
use crate::language::query::{self, SegmentId};
use crate::language::span::Span;

impl Checker<'_> {
    /// Checks a segment once. `used` is where its name was met.
    pub(super) fn segment(&mut self, i: usize, used: Span) -> Option<SegmentId> {
        match self.segment_ids[i] {
            State::Known(id) => {
                self.behind = self
                    .behind
                    .max(self.segment_chains.get(&id).copied().unwrap_or_default());
                return Some(id);
            }
            State::Wrong => return None,
            State::Open => {
                let open =
                    (0..self.segment_ids.len()).filter(|j| self.segment_ids[*j] == State::Open);
                let mut names: Vec<String> = open
                    .map(|j| self.statements.segments[j].name.text.clone())
                    .collect();
                let own = &self.statements.segments[i].name.text;
                names.sort_by_key(|name| name != own);
                names.push(own.clone());
                return self.fail(
                    NameError::Cycle {
                        kind: Kind::Segment,
                        names,
                    },
                    used,
                );
            }
            State::Untouched => {}
        }
        self.segment_ids[i] = State::Open;
        let segment = self.statements.segments[i];
        let predicate = self.chained(Kind::Segment, used, |checker| {
            checker.predicate(&segment.condition)
        });
        self.segment_ids[i] = State::Wrong;
        let (predicate, chain) = predicate?;
        let id = SegmentId(u32::try_from(self.segments.len()).unwrap_or(u32::MAX));
        self.segments.push(query::Segment {
            name: segment.name.text.clone(),
            label: segment
                .label
                .as_ref()
                .map_or_else(|| spaced(&segment.name.text), |label| label.value.clone()),
            predicate,
            span: segment.span,
        });
        self.segment_chains.insert(id, chain);
        self.segment_ids[i] = State::Known(id);
        Some(id)
    }
}

/// A name as words.
pub(super) fn spaced(name: &str) -> String {
    name.replace('_', " ")
}
