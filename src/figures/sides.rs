//! Who stands on each side of a comparison.
//!
//! Tests hold only for groups that share nobody. A part that is named beside its whole is
//! compared with the rest of it; groups that share respondents otherwise can't be compared.

use crate::cells::{Dimension, Tallied, Variable};
use crate::language::query::{Predicate, Query, Segment, SegmentId};
use crate::text::fold;

use super::context::Context;
use super::model::{Group, Tone};
use super::sample::binary;
use super::tallies::Tallies;

/// Segments that are to be compared, and how many respondents they have in common.
#[derive(Debug, Clone)]
pub struct Meeting {
    segments: Vec<SegmentId>,
    /// How many are in each.
    each: Vec<u64>,
    /// Every two of them.
    pairs: Vec<InBoth>,
}

/// Two segments of a [`Meeting`].
#[derive(Debug, Clone, Copy)]
struct InBoth {
    /// Their places.
    places: (usize, usize),
    /// How many are in both.
    n: u64,
    /// Whether it follows from the query alone that nobody can be in both.
    apart: bool,
}

/// Two segments that share respondents, so that they can't be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shared {
    /// Their places among the segments.
    pub places: (usize, usize),
    /// How many respondents are in each.
    pub each: [u64; 2],
    /// How many are in both.
    pub both: u64,
}

/// How two segments stand to each other in the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Relation {
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
    pub fn ask(query: &Query, tallies: &dyn Tallies, segments: &[SegmentId]) -> Self {
        let count = |segment: SegmentId, by: Vec<Dimension>| {
            let variable = Variable::Truth(Predicate::In(segment));
            let cell = tallies.total(Tallied {
                variable,
                of: None,
                by,
            });
            binary(&cell).yes.n()
        };
        let predicate = |segment: SegmentId| &query.segment(segment).predicate;
        Self {
            each: segments.iter().map(|one| count(*one, Vec::new())).collect(),
            pairs: pairs(segments.len())
                .map(|(i, j)| InBoth {
                    places: (i, j),
                    n: count(
                        segments[i],
                        vec![Dimension::Where(Predicate::In(segments[j]))],
                    ),
                    apart: are_apart(predicate(segments[i]), predicate(segments[j])),
                })
                .collect(),
            segments: segments.to_vec(),
        }
    }

    /// How two segments stand to each other; of more of them none may share any respondent.
    fn relation(&self) -> Relation {
        match (&self.pairs[..], &self.each[..]) {
            ([pair], [left, right]) => match pair.n {
                0 => Relation::Apart,
                both if both == *left && both < *right => Relation::FirstInSecond,
                both if both == *right && both < *left => Relation::SecondInFirst,
                _ => Relation::Overlapping,
            },
            (pairs, _) if pairs.iter().all(|pair| pair.n == 0) => Relation::Apart,
            _ => Relation::Overlapping,
        }
    }

    /// The first two segments for which the comparison is refused.
    pub fn refused(&self) -> Option<Shared> {
        if self.relation() != Relation::Overlapping {
            return None;
        }
        let pair = self.pairs.iter().find(|pair| pair.n > 0)?;
        let (i, j) = pair.places;
        Some(Shared {
            places: pair.places,
            each: [self.each[i], self.each[j]],
            both: pair.n,
        })
    }

    /// The sides: the segments, or the rest of the whole beside its part.
    pub fn sides<'q>(&self, query: &'q Query) -> Vec<Side<'q>> {
        let of = |segment| Side::of(query, segment);
        match (self.relation(), &self.segments[..]) {
            (Relation::FirstInSecond, [left, right]) => {
                vec![of(*left), Side::rest(query, *right, *left)]
            }
            (Relation::SecondInFirst, [left, right]) => {
                vec![Side::rest(query, *left, *right), of(*right)]
            }
            (_, segments) => segments.iter().map(|segment| of(*segment)).collect(),
        }
    }

    /// All sides that there may be, before anything is counted.
    pub fn possible<'q>(&self, query: &'q Query) -> Vec<Vec<Side<'q>>> {
        let of = |segment| Side::of(query, segment);
        let mut possible = vec![self.segments.iter().map(|segment| of(*segment)).collect()];
        if let ([left, right], [InBoth { apart: false, .. }]) =
            (&self.segments[..], &self.pairs[..])
        {
            possible.extend([
                vec![of(*left), Side::rest(query, *right, *left)],
                vec![Side::rest(query, *left, *right), of(*right)],
            ]);
        }
        possible
    }
}

/// Every two of so many, by their places, in order.
pub fn pairs(number: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..number).flat_map(move |i| (i + 1..number).map(move |j| (i, j)))
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

/// A segment as the page names it, by itself.
pub fn group(context: &Context<'_>, segment: SegmentId, tone: Tone) -> Group {
    Side::of(context.query, segment).group(context.tallies, tone)
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
