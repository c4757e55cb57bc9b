//! The answers to one question in blocks that no group of a query tells apart.

use std::collections::{BTreeMap, BTreeSet};

use crate::language::query::{AnswerId, ColumnId, Comparison, Predicate, Quantity};
use crate::text::fold;

use super::Block;

/// The block of those who gave no answer, first on each axis.
pub(super) const UNANSWERED: Block = 0;

/// One question, its answers in blocks.
#[derive(Debug)]
pub(super) struct Axis {
    pub key: Key,
    pub kind: Kind,
}

/// What an axis is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Key {
    /// The answers in a column, read as a scale, say.
    Column(ColumnId, &'static str),
    /// Whether those who were asked chose an option, by its folded text.
    Option(ColumnId, String),
    /// A statement that is true or false of a response and not taken apart.
    Statement(String),
}

/// What the blocks after [`UNANSWERED`] are.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    /// The codes from a lowest to a highest one.
    Codes(i16, i16),
    /// All other texts, then each text that is named or seen, folded.
    Labels(BTreeMap<String, Block>),
    /// Below the first number, that number, between it and the next …
    Numbers(Vec<f64>),
    /// From each day up to the next.
    Days(Vec<i32>),
    /// Chosen, not chosen. Whether anybody was asked is another axis: nobody is in its first block.
    Option,
    /// True, false.
    Statement,
}

impl Kind {
    pub fn blocks(&self) -> usize {
        1 + match self {
            Kind::Codes(low, high) => usize::from(high.abs_diff(*low)) + 1,
            Kind::Labels(labels) => labels.len() + 1,
            Kind::Numbers(cuts) => 2 * cuts.len() + 1,
            Kind::Days(starts) => starts.len(),
            Kind::Option | Kind::Statement => 2,
        }
    }

    /// Whether a predicate that looks at one question holds in a block of it. `last_days` has the
    /// days that a predicate about the last ones means.
    pub fn holds<'a>(
        &'a self,
        predicate: &'a Predicate,
        last_days: impl Fn(u32) -> Option<(i32, i32)>,
    ) -> Box<dyn Fn(Block) -> bool + 'a> {
        let at = |block: Block| block as usize - 1;
        match (self, predicate) {
            (Kind::Codes(low, _), Predicate::Codes { ranges, .. }) => Box::new(move |block| {
                let code = i32::from(*low) + at(block) as i32;
                let within =
                    |(from, to): &(i16, i16)| (i32::from(*from)..=(*to).into()).contains(&code);
                ranges.iter().any(within)
            }),
            (Kind::Codes(low, _), Predicate::Compare { .. }) => Box::new(move |block| {
                let code = f64::from(*low) + at(block) as f64;
                with_literal(predicate).is_some_and(|(_, how, to)| compares(code, how, to))
            }),
            (Kind::Labels(labels), Predicate::OneOf { values, .. }) => {
                let named = values
                    .iter()
                    .filter_map(|value| labels.get(&*fold(&value.value)));
                let named: BTreeSet<Block> = named.copied().collect();
                Box::new(move |block| named.contains(&block))
            }
            (Kind::Numbers(cuts), Predicate::Compare { .. }) => Box::new(move |block| {
                let at = at(block);
                // A number of the block: a cut, or one beside it.
                let inside = match (cuts.get(at / 2), cuts.last()) {
                    (Some(cut), _) if at % 2 == 1 => *cut,
                    (Some(cut), _) => between(at.checked_sub(2).map(|i| cuts[i / 2]), *cut),
                    (None, last) => last.copied().unwrap_or(0.0).next_up(),
                };
                with_literal(predicate).is_some_and(|(_, how, to)| compares(inside, how, to))
            }),
            (Kind::Days(starts), Predicate::Dates { from, to, .. }) => Box::new(move |block| {
                let start = starts[at(block)];
                from.is_none_or(|from| from <= start) && to.is_none_or(|to| start <= to)
            }),
            (Kind::Days(starts), Predicate::LastDays { days, .. }) => {
                let ends = last_days(*days);
                Box::new(move |block| {
                    let start = starts[at(block)];
                    ends.is_some_and(|(from, to)| from <= start && start <= to)
                })
            }
            _ => Box::new(|block| block == 1),
        }
    }
}

/// The first code of a scale has the block after that of those who gave none.
pub(super) fn block_of_code(low: i16, code: i16) -> Block {
    Block::from(code.abs_diff(low)) + 1
}

/// A comparison of an answer with a number, the answer on the left.
pub(super) fn with_literal(predicate: &Predicate) -> Option<(AnswerId, Comparison, f64)> {
    match predicate {
        Predicate::Compare {
            left: Quantity::Answer(answer),
            how,
            right: Quantity::Literal(number),
        } => Some((*answer, *how, *number)),
        Predicate::Compare {
            left: Quantity::Literal(number),
            how,
            right: Quantity::Answer(answer),
        } => {
            let how = match how {
                Comparison::Less => Comparison::Greater,
                Comparison::LessOrEqual => Comparison::GreaterOrEqual,
                Comparison::Greater => Comparison::Less,
                Comparison::GreaterOrEqual => Comparison::LessOrEqual,
                same => *same,
            };
            Some((*answer, how, *number))
        }
        _ => None,
    }
}

fn compares(number: f64, how: Comparison, to: f64) -> bool {
    match how {
        Comparison::Equal => number == to,
        Comparison::NotEqual => number != to,
        Comparison::Less => number < to,
        Comparison::LessOrEqual => number <= to,
        Comparison::Greater => number > to,
        Comparison::GreaterOrEqual => number >= to,
    }
}

/// A number below `high`, and above `low` where that is given.
fn between(low: Option<f64>, high: f64) -> f64 {
    low.map_or(high.next_down(), |low| 0.5 * low + 0.5 * high)
}
