//! Responses that are left out by name: incomplete, too fast, all alike, outside the period, twice.

use super::condition::{Comparison, Predicate, Quantity};
use super::{AnswerId, ColumnId};
use crate::language::span::Spanned;

/// What the source says of responses that should not count. Nothing is left out unless it does.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Exclusions {
    /// True of responses that were not finished.
    pub incomplete: Option<Spanned<Predicate>>,
    /// Responses that took less time than one needs to read the questions.
    pub speeders: Option<Speeders>,
    /// Scales on which one and the same code is no answer to the questions, at least
    /// [`Exclusions::FEWEST_ALIKE`].
    pub straight_liners: Option<Spanned<Vec<AnswerId>>>,
    /// True of responses within the period of the report.
    pub period: Option<Spanned<Predicate>>,
    /// Responses that say what another one says.
    pub duplicates: Option<Duplicates>,
}

/// `exclude speeders duration below 40% of median`
#[derive(Debug, Clone, PartialEq)]
pub struct Speeders {
    /// The time that a response took: a number.
    pub time: AnswerId,
    /// The shortest that counts.
    pub below: Limit,
}

/// The shortest time that counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Limit {
    /// In the unit of the field.
    Absolute(f64),
    /// A share, between 0 and 1, of the median of all responses that nothing else leaves out.
    OfMedian(f64),
}

/// `exclude duplicates by Email keep last`
#[derive(Debug, Clone, PartialEq)]
pub struct Duplicates {
    /// The columns that are alike; empty for all columns of the files.
    pub by: Vec<ColumnId>,
    /// Whether the last of them counts; otherwise the first does.
    pub keep_last: bool,
}

/// Why a response is left out by name and by what it says itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Excluded {
    /// It was not finished.
    Incomplete,
    /// It took too little time.
    Speeder,
    /// It gives one answer to all questions.
    StraightLiner,
    /// It is of another time, or of none that is known.
    OutsidePeriod,
}

impl Exclusions {
    /// Fewer answers alike are no pattern.
    pub const FEWEST_ALIKE: usize = 3;

    /// The reasons in the order in which they are looked at, each with what is true of the
    /// responses that it leaves out. A limit that depends on the median has none until it is known.
    pub fn predicates(&self) -> Vec<(Excluded, Predicate)> {
        let incomplete = self.incomplete.as_ref();
        let incomplete = incomplete.map(|said| (Excluded::Incomplete, said.value.clone()));
        let speeders = self.speeders.as_ref().and_then(|speeders| {
            let Limit::Absolute(below) = speeders.below else {
                return None;
            };
            let faster = Predicate::Compare {
                left: Quantity::Answer(speeders.time),
                how: Comparison::Less,
                right: Quantity::Literal(below),
            };
            Some((Excluded::Speeder, faster))
        });
        let alike = self.straight_liners.as_ref().map(|said| {
            let pairs = said.value.windows(2).filter_map(|pair| match pair {
                &[left, right] => Some(Predicate::Compare {
                    left: Quantity::Answer(left),
                    how: Comparison::Equal,
                    right: Quantity::Answer(right),
                }),
                _ => None,
            });
            (Excluded::StraightLiner, Predicate::All(pairs.collect()))
        });
        let outside = self.period.as_ref().map(|period| {
            let inside = period.value.clone();
            (Excluded::OutsidePeriod, Predicate::Not(Box::new(inside)))
        });
        [incomplete, speeders, alike, outside]
            .into_iter()
            .flatten()
            .collect()
    }
}
