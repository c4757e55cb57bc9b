//! Who stands on each side of a comparison.
//!
//! Tests hold only for groups that share nobody. A part that is named beside its whole is
//! compared with the rest of it; groups that share respondents otherwise can't be compared.

use crate::cells::{Dimension, Tallied, Variable};
use crate::language::query::{Predicate, Query, Segment, SegmentId};
use crate::text::fold;

use super::model::{Group, Tone};
use super::sample::binary;
use super::tallies::Tallies;

/// Two segments and how many respondents they have in common.
#[derive(Debug, Clone, Copy)]
pub struct Meeting {
    segments: [SegmentId; 2],
    /// How many are in each.
    pub each: [u64; 2],
    /// How many are in both.
    pub both: u64,
    /// Whether it follows from the query alone that nobody can be in both.
    apart: bool,
}

/// How two segments stand to each other in the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// Nobody is in both.
    Apart,
    /// All of the first are in the second, which has others as well.
    FirstInSecond,
    /// The other way round.
    SecondInFirst,
    /// Some are in both, and neither holds the other; or both are the same respondents.
    Overlapping,
}

impl Meeting {
    /// Counts, or asks for the counts.
    pub fn ask(query: &Query, tallies: &dyn Tallies, left: SegmentId, right: SegmentId) -> Self {
        let count = |segment: SegmentId, by: Vec<Dimension>| {
            let variable = Variable::Truth(Predicate::In(segment));
            let cell = tallies.total(Tallied {
                variable,
                of: None,
                by,
            });
            binary(&cell).yes.n()
        };
        Self {
            segments: [left, right],
            each: [left, right].map(|segment| count(segment, Vec::new())),
            both: count(left, vec![Dimension::Where(Predicate::In(right))]),
            apart: are_apart(
                &query.segment(left).predicate,
                &query.segment(right).predicate,
            ),
        }
    }

    /// How they stand to each other.
    pub fn relation(&self) -> Relation {
        let [left, right] = self.each;
        match self.both {
            0 => Relation::Apart,
            both if both == left && both < right => Relation::FirstInSecond,
            both if both == right && both < left => Relation::SecondInFirst,
            _ => Relation::Overlapping,
        }
    }

    /// The two sides: the segments, or the rest of the whole beside its part.
    pub fn sides<'q>(&self, query: &'q Query) -> [Side<'q>; 2] {
        let [left, right] = self.segments;
        match self.relation() {
            Relation::Apart | Relation::Overlapping => [left, right].map(|s| Side::of(query, s)),
            Relation::FirstInSecond => [Side::of(query, left), Side::rest(query, right, left)],
            Relation::SecondInFirst => [Side::rest(query, left, right), Side::of(query, right)],
        }
    }

    /// All pairs of sides that there may be, before anything is counted.
    pub fn possible<'q>(&self, query: &'q Query) -> Vec<[Side<'q>; 2]> {
        let [left, right] = self.segments;
        let of = |segment| Side::of(query, segment);
        let mut sides = vec![[of(left), of(right)]];
        if !self.apart {
            sides.extend([
                [of(left), Side::rest(query, right, left)],
                [Side::rest(query, left, right), of(right)],
            ]);
        }
        sides
    }
}

/// One side of a comparison.
#[derive(Debug, Clone)]
pub struct Side<'q> {
    /// What the figures call it: the segment's name, or "rest of" it.
    pub name: String,
    /// Who is in it.
    pub predicate: Predicate,
    segment: &'q Segment,
    is_rest: bool,
}

impl<'q> Side<'q> {
    fn of(query: &'q Query, segment: SegmentId) -> Self {
        let of = query.segment(segment);
        Self {
            name: of.name.clone(),
            predicate: Predicate::In(segment),
            segment: of,
            is_rest: false,
        }
    }

    /// Those of a whole who are known not to be in its part.
    fn rest(query: &'q Query, whole: SegmentId, part: SegmentId) -> Self {
        let of = query.segment(whole);
        let others = Predicate::Not(Box::new(Predicate::In(part)));
        Self {
            name: format!("rest of {}", of.name),
            predicate: Predicate::All(vec![Predicate::In(whole), others]),
            segment: of,
            is_rest: true,
        }
    }

    /// The side as the page names it.
    pub fn group(&self, tallies: &dyn Tallies, tone: Tone) -> Group {
        let cell = tallies.total(Tallied {
            variable: Variable::Truth(self.predicate.clone()),
            of: None,
            by: Vec::new(),
        });
        let inside = binary(&cell).yes;
        Group {
            name: self.segment.name.clone(),
            label: self.segment.label.clone(),
            rest: self.is_rest,
            n: inside.n(),
            effective_n: inside.kish(),
            unknown: cell.missing,
            tone,
        }
    }
}

/// Whether it shows in the conditions themselves that no response fulfils both. Then nothing
/// needs to be counted for the case that one holds the other.
fn are_apart(one: &Predicate, other: &Predicate) -> bool {
    match (one, other) {
        (Predicate::Not(inner), whole) | (whole, Predicate::Not(inner)) => **inner == *whole,
        (
            Predicate::Codes { answer, ranges },
            Predicate::Codes {
                answer: same,
                ranges: others,
            },
        ) => {
            let meet = |a: &(i16, i16), b: &(i16, i16)| a.0 <= b.1 && b.0 <= a.1;
            answer == same && !ranges.iter().any(|a| others.iter().any(|b| meet(a, b)))
        }
        (
            Predicate::OneOf { answer, values },
            Predicate::OneOf {
                answer: same,
                values: others,
            },
        ) => {
            let meet = |a: &str| others.iter().any(|b| fold(a) == fold(&b.value));
            answer == same && !values.iter().any(|value| meet(&value.value))
        }
        _ => false,
    }
}
