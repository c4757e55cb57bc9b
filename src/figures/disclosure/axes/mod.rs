//! What respondents may have answered, question by question, as far as the groups of a query tell
//! answers apart.

mod blocks;
mod empty;
mod gather;

use std::sync::Arc;

use crate::cells::{Cells, Dimension, Period, Place, Tallied};
use crate::language::query::{AnswerId, Predicate, Query};
use crate::text::fold;

use super::indicator::{Block, Function};
use blocks::{Kind, UNANSWERED, block_of_code};
use gather::Questions;

pub(super) use empty::Counts;

/// For whom a predicate is true, and for whom it is false; it is unknown of the rest.
#[derive(Debug, Clone)]
pub(super) struct Truth {
    pub yes: Function,
    pub no: Function,
}

impl Truth {
    fn negated(self) -> Self {
        Self {
            yes: self.no,
            no: self.yes,
        }
    }

    /// Those of whom it is known.
    pub fn known(&self) -> Function {
        self.yes.clone().plus(1, &self.no)
    }
}

/// Groups as functions of the answers to all questions that the groups of a query are made of.
#[derive(Debug, Clone)]
pub(super) struct Axes<'q> {
    questions: Arc<Questions<'q>>,
    /// Which blocks of each axis nobody is in, as far as is known.
    empty: Vec<Vec<bool>>,
    /// The first block of each axis that somebody is in.
    first: Vec<Block>,
}

impl<'q> Axes<'q> {
    /// The axes of some tallies; of no block it is known that nobody is in it.
    pub fn new(query: &'q Query, published: &[Tallied], cells: &Cells, as_of: Option<i32>) -> Self {
        let questions = Questions::of(query, published, cells, as_of);
        let empty = questions.axes.iter().map(|axis| match axis.kind {
            Kind::Option => vec![true, false, false],
            _ => vec![false; axis.kind.blocks()],
        });
        let mut axes = Self {
            empty: empty.collect(),
            first: Vec::new(),
            questions: Arc::new(questions),
        };
        axes.find_first();
        axes
    }

    /// The same for those in one block of an axis.
    pub fn within(&self, axis: usize, block: Block) -> Self {
        let mut part = self.clone();
        for (other, empty) in part.empty[axis].iter_mut().enumerate() {
            *empty = other != block as usize;
        }
        part.find_first();
        part
    }

    fn find_first(&mut self) {
        let first = |empty: &Vec<bool>| empty.iter().position(|empty| !empty).unwrap_or(0);
        self.first = self.empty.iter().map(|axis| first(axis) as Block).collect();
    }

    /// The blocks of an axis that somebody may be in.
    pub fn blocks(&self, axis: usize) -> impl Iterator<Item = Block> {
        let empty = self.empty[axis].iter().enumerate();
        empty
            .filter(|(_, empty)| !**empty)
            .map(|(block, _)| block as Block)
    }

    /// The axis that a dimension divides into its blocks, one for each group.
    pub fn divided(&self, dimension: &Dimension) -> Option<usize> {
        match dimension {
            Dimension::Label(answer) | Dimension::Code(answer) => self.questions.axis_of(*answer),
            _ => None,
        }
    }

    /// The block of a group on the axis that its dimension divides.
    pub fn block_at(&self, axis: usize, place: &Place) -> Option<Block> {
        match (&self.questions.axes[axis].kind, place) {
            (Kind::Labels(labels), Place::Label(label)) => labels.get(&*fold(label)).copied(),
            (Kind::Codes(low, high), Place::Code(code)) => (low..=high)
                .contains(&code)
                .then(|| block_of_code(*low, *code)),
            _ => None,
        }
    }

    /// Those whom a tally is about.
    pub fn of(&self, tallied: &Tallied) -> Function {
        match &tallied.of {
            Some(of) => self.truth(of).yes,
            None => Function::one(),
        }
    }

    /// Those in a group of a tally that is about some.
    pub fn group(&self, of: &Function, tallied: &Tallied, place: &[Place]) -> Function {
        let dimensions = tallied.by.iter().zip(place);
        dimensions.fold(of.clone(), |group, (dimension, place)| {
            group.times(&self.place(dimension, place))
        })
    }

    /// Those who gave an answer.
    pub fn answered(&self, answer: AnswerId) -> Function {
        let axis = self.questions.axis_of(answer);
        axis.map_or_else(Function::unwritten, |axis| {
            self.block(axis, UNANSWERED).complement()
        })
    }

    /// Those whose code is one of some, each times a number.
    pub fn codes(&self, answer: AnswerId, factor: impl Fn(i16) -> i64) -> Function {
        let Some(axis) = self.questions.axis_of(answer) else {
            return Function::unwritten();
        };
        let Kind::Codes(low, high) = self.questions.axes[axis].kind else {
            return Function::unwritten();
        };
        (low..=high).fold(Function::zero(), |sum, code| match factor(code) {
            0 => sum,
            factor => sum.plus(factor, &self.block(axis, block_of_code(low, code))),
        })
    }

    /// For whom a predicate is true and for whom it is false.
    pub fn truth(&self, predicate: &Predicate) -> Truth {
        match predicate {
            Predicate::All(parts) => {
                let parts = parts.iter().map(|part| self.truth(part));
                parts.fold(
                    Truth {
                        yes: Function::one(),
                        no: Function::zero(),
                    },
                    |all, part| Truth {
                        yes: all.yes.times(&part.yes),
                        no: all
                            .no
                            .complement()
                            .times(&part.no.complement())
                            .complement(),
                    },
                )
            }
            Predicate::Any(parts) => {
                let none = parts
                    .iter()
                    .map(|part| Predicate::Not(Box::new(part.clone())));
                self.truth(&Predicate::All(none.collect())).negated()
            }
            Predicate::Not(part) => self.truth(part).negated(),
            Predicate::In(segment) => self.truth(&self.questions.query.segment(*segment).predicate),
            Predicate::Answered(answer) => {
                let yes = self.answered(*answer);
                Truth {
                    no: yes.complement(),
                    yes,
                }
            }
            Predicate::Chosen { answer, option } => self.chosen(*answer, &option.value),
            _ => self.of_blocks(predicate),
        }
    }

    /// A predicate that holds in some blocks of one axis.
    fn of_blocks(&self, predicate: &Predicate) -> Truth {
        let Some(axis) = self.questions.axis(&self.questions.key(predicate)) else {
            return Truth {
                yes: Function::unwritten(),
                no: Function::unwritten(),
            };
        };
        let last_days = |days| self.questions.last_days(days);
        let kind = &self.questions.axes[axis].kind;
        let holds = kind.holds(predicate, last_days);
        let mut truth = Truth {
            yes: Function::zero(),
            no: Function::zero(),
        };
        for block in self.blocks(axis).filter(|block| *block != UNANSWERED) {
            let side = if holds(block) {
                &mut truth.yes
            } else {
                &mut truth.no
            };
            *side = std::mem::take(side).plus(1, &self.block(axis, block));
        }
        truth
    }

    /// Those who chose an option, and those who were asked and did not.
    fn chosen(&self, answer: AnswerId, option: &str) -> Truth {
        let asked = self.answered(answer);
        let axis = self.questions.axis(&self.questions.option(answer, option));
        let chosen = axis.map_or_else(Function::unwritten, |axis| self.block(axis, 1));
        let yes = asked.times(&chosen);
        Truth {
            no: asked.plus(-1, &yes),
            yes,
        }
    }

    /// Those in one place of a dimension.
    fn place(&self, dimension: &Dimension, place: &Place) -> Function {
        match (dimension, place) {
            (Dimension::Where(predicate), _) => self.truth(predicate).yes,
            (Dimension::Option(answer), Place::In) => self.answered(*answer),
            (Dimension::Option(answer), Place::Label(option)) => self.chosen(*answer, option).yes,
            (Dimension::First(answer), _) => {
                let axis = self.questions.axis(&self.questions.first(*answer));
                self.block_of(axis, place)
            }
            (Dimension::Band(answer), Place::Code(band)) => {
                let bands = self.questions.bands(*answer);
                let band = usize::try_from(*band).ok().and_then(|band| bands.get(band));
                band.map_or_else(Function::unwritten, |band| self.truth(band).yes)
            }
            (Dimension::Period(answer, granularity, calendar), Place::Period(period)) => {
                let axis = self.questions.axis_of(*answer);
                let kind = axis.map(|axis| (axis, &self.questions.axes[axis].kind));
                let Some((axis, Kind::Days(starts))) = kind else {
                    return Function::unwritten();
                };
                let inside = |start: i32| Period::of_day(start, *granularity, *calendar);
                (1..)
                    .zip(starts)
                    .filter(|(_, start)| inside(**start) == *period)
                    .fold(Function::zero(), |sum, (block, _)| {
                        sum.plus(1, &self.block(axis, block))
                    })
            }
            _ => self.block_of(self.divided(dimension), place),
        }
    }

    /// Those in the block of an axis that a place is.
    fn block_of(&self, axis: Option<usize>, place: &Place) -> Function {
        let block = axis.and_then(|axis| Some((axis, self.block_at(axis, place)?)));
        block.map_or_else(Function::unwritten, |(axis, block)| self.block(axis, block))
    }

    /// Those in a block. The first block that somebody is in is written as those in no other.
    fn block(&self, axis: usize, block: Block) -> Function {
        let (empty, first) = (&self.empty[axis], self.first[axis]);
        if empty[block as usize] {
            return Function::zero();
        }
        if block != first {
            return Function::block(axis as u16, block);
        }
        let others = self.blocks(axis).filter(|other| *other != first);
        Function::one().without_blocks(axis as u16, others)
    }
}
