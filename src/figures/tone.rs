//! Which of the groups is the satisfied one.

use crate::cells::{Dimension, Place, Tallied, Variable};
use crate::language::query::{AnswerId, Good, Predicate, Query, Reading, SegmentId};
use crate::statistics::one_group::mean;
use crate::text::fold;

use super::context::Context;
use super::figure::LEVEL;
use super::model::Tone;
use super::sample::distribution;

/// Words that name a satisfied group and those that name a dissatisfied one, folded.
const GOOD: [&str; 9] = [
    "satisfied",
    "happy",
    "promoter",
    "promoters",
    "easy",
    "loyal",
    "راضی",
    "خوشحال",
    "سعید",
];
const BAD: [&str; 8] = [
    "dissatisfied",
    "unsatisfied",
    "unhappy",
    "detractor",
    "detractors",
    "hard",
    "ناراضی",
    "ناراحت",
];

/// The tones of groups that are compared: good for one that is known to stand higher than all
/// others, bad for one that is known to stand lower, neutral otherwise. Men are not better than
/// women.
///
/// It is known of parts of one scale by their codes, of named parts of one category by the order
/// in which the query declares them, and otherwise by names like "satisfied".
pub fn tones(context: &Context<'_>, groups: &[SegmentId]) -> Vec<Tone> {
    let standing = |one: SegmentId| -> Vec<Option<bool>> {
        let others = groups.iter().filter(|other| **other != one);
        others
            .map(|other| is_better(context, one, *other))
            .collect()
    };
    let tone = |one: &SegmentId| match standing(*one) {
        known if known.iter().all(|better| *better == Some(true)) => Tone::Good,
        known if known.iter().all(|better| *better == Some(false)) => Tone::Bad,
        _ => Tone::Neutral,
    };
    groups.iter().map(tone).collect()
}

/// Whether a group is known to stand higher than another, or lower.
fn is_better(context: &Context<'_>, one: SegmentId, other: SegmentId) -> Option<bool> {
    common_scale(context.query, one, other)
        .and_then(|(answer, high_is_good)| by_codes(context, answer, high_is_good, one, other))
        .or_else(|| by_declaration(context.query, one, other))
        .or_else(|| by_name(context.query, one, other))
}

/// By the mean code of a scale that both are parts of.
fn by_codes(
    context: &Context<'_>,
    answer: AnswerId,
    high_is_good: bool,
    left: SegmentId,
    right: SegmentId,
) -> Option<bool> {
    let [one, two] = [left, right].map(|segment| {
        let groups = context.tallies.unshown(Tallied {
            variable: Variable::Codes(answer),
            of: None,
            by: vec![Dimension::Where(Predicate::In(segment))],
        });
        let (_, cell) = groups
            .into_iter()
            .find(|(place, _)| place[..] == [Place::In])?;
        mean::estimate(distribution(&cell).moments().as_ref(), LEVEL).value
    });
    let (one, two) = (one?, two?);
    (one != two).then_some((one > two) == high_is_good)
}

fn common_scale(query: &Query, left: SegmentId, right: SegmentId) -> Option<(AnswerId, bool)> {
    let scale_of = |segment: SegmentId| {
        let mut predicate = &query.segment(segment).predicate;
        while let Predicate::Not(inner) = predicate {
            predicate = inner;
        }
        match predicate {
            Predicate::Codes { answer, .. } => Some(*answer),
            _ => None,
        }
    };
    let answer = scale_of(left).filter(|answer| scale_of(right) == Some(*answer))?;
    match &query.answer(answer).reading {
        Reading::Scale(scale) if scale.good != Good::Neither => {
            Some((answer, scale.good == Good::High))
        }
        _ => None,
    }
}

/// By the order of the parts of a category: the best is declared first.
fn by_declaration(query: &Query, left: SegmentId, right: SegmentId) -> Option<bool> {
    let part_of = |segment: SegmentId| match &query.segment(segment).predicate {
        Predicate::OneOf { answer, values } => match &query.answer(*answer).reading {
            Reading::Category(bands) => {
                let place = bands.iter().position(|band| band.values == *values)?;
                Some((*answer, place))
            }
            _ => None,
        },
        _ => None,
    };
    let ((one, first), (two, second)) = (part_of(left)?, part_of(right)?);
    (one == two && first != second).then_some(first < second)
}

fn by_name(query: &Query, left: SegmentId, right: SegmentId) -> Option<bool> {
    let rank = |segment: SegmentId| {
        let name = query.segment(segment).name.replace('_', " ");
        let named = |words: &[&str]| {
            name.split_whitespace()
                .any(|word| words.contains(&&*fold(word)))
        };
        if named(&BAD) {
            -1
        } else {
            i32::from(named(&GOOD))
        }
    };
    let (one, two) = (rank(left), rank(right));
    (one != two).then_some(one > two)
}
