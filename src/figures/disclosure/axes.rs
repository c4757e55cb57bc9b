//! What respondents may have answered, question by question, as far as the groups of a query tell
//! answers apart.

use std::collections::BTreeMap;

use crate::cells::{Cell, Cells, Content, Dimension, Period, Place, Tallied, Variable};
use crate::language::query::{AnswerId, ColumnId, Comparison, Predicate, Quantity, Query, Reading};
use crate::text::fold;

use super::super::sample::binary;
use super::indicator::Function;

/// The block of those who gave no answer, first on each axis.
const UNANSWERED: u16 = 0;

/// Days are told apart no further than this.
const MOST_DAYS: i32 = 1_000_000;

/// One question, its answers in blocks that no group of the query tells apart.
#[derive(Debug)]
struct Axis {
    key: Key,
    kind: Kind,
    /// Which blocks nobody is in, as the published counts tell.
    empty: Vec<bool>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Key {
    /// The answers in a column, read as a scale, say.
    Column(ColumnId, &'static str),
    /// A statement that is true or false of a response and not taken apart.
    Statement(String),
}

/// What the blocks after [`UNANSWERED`] are.
#[derive(Debug, Clone, PartialEq)]
enum Kind {
    /// The codes from a lowest to a highest one.
    Codes(i16, i16),
    /// All other texts, then each text that is named or seen, folded.
    Labels(BTreeMap<String, u16>),
    /// Below the first number, that number, between it and the next …
    Numbers(Vec<f64>),
    /// From each day up to the next.
    Days(Vec<i32>),
    /// True, false.
    Statement,
}

impl Kind {
    fn blocks(&self) -> usize {
        1 + match self {
            Kind::Codes(low, high) => usize::from(high.abs_diff(*low)) + 1,
            Kind::Labels(labels) => labels.len() + 1,
            Kind::Numbers(cuts) => 2 * cuts.len() + 1,
            Kind::Days(starts) => starts.len(),
            Kind::Statement => 2,
        }
    }
}

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

/// All questions that groups of a query are made of.
#[derive(Debug)]
pub(super) struct Axes<'q> {
    query: &'q Query,
    as_of: Option<i32>,
    days: Option<(i32, i32)>,
    axes: Vec<Axis>,
}

impl<'q> Axes<'q> {
    /// The axes of some tallies, with what their cells tell of blocks that nobody is in.
    pub fn new(query: &'q Query, published: &[Tallied], cells: &Cells, as_of: Option<i32>) -> Self {
        let mut axes = Self {
            query,
            as_of,
            days: cells.days,
            axes: Vec::new(),
        };
        for tallied in published {
            axes.mark_variable(&tallied.variable);
            if let Some(of) = &tallied.of {
                axes.mark(of);
            }
            for (at, dimension) in tallied.by.iter().enumerate() {
                axes.mark_dimension(dimension, cells.groups(tallied), at);
            }
        }
        for axis in &mut axes.axes {
            if let Kind::Numbers(cuts) = &mut axis.kind {
                cuts.sort_by(f64::total_cmp);
                cuts.dedup();
            }
            if let Kind::Days(starts) = &mut axis.kind {
                starts.sort_unstable();
                starts.dedup();
            }
            axis.empty = vec![false; axis.kind.blocks()];
        }
        axes.find_empty(published, cells);
        axes
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
        self.axis_of(answer).map_or_else(Function::zero, |axis| {
            self.block(axis, UNANSWERED).complement()
        })
    }

    /// Those whose code is one of some, each times a number.
    pub fn codes(&self, answer: AnswerId, factor: impl Fn(i16) -> i64) -> Function {
        let Some(axis) = self.axis_of(answer) else {
            return Function::zero();
        };
        let Kind::Codes(low, high) = self.axes[axis].kind else {
            return Function::zero();
        };
        (low..=high).fold(Function::zero(), |sum, code| {
            sum.plus(factor(code), &self.block(axis, code.abs_diff(low) + 1))
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
            Predicate::In(segment) => self.truth(&self.query.segment(*segment).predicate),
            Predicate::Answered(answer) => {
                let yes = self.answered(*answer);
                Truth {
                    no: yes.complement(),
                    yes,
                }
            }
            _ => {
                let Some(axis) = self.axis(&self.key(predicate)) else {
                    return Truth {
                        yes: Function::zero(),
                        no: Function::zero(),
                    };
                };
                let holds = self.blocks_of(&self.axes[axis].kind, predicate);
                let mut truth = Truth {
                    yes: Function::zero(),
                    no: Function::zero(),
                };
                for block in 1..self.axes[axis].kind.blocks() as u16 {
                    let side = if holds(block) {
                        &mut truth.yes
                    } else {
                        &mut truth.no
                    };
                    *side = std::mem::take(side).plus(1, &self.block(axis, block));
                }
                truth
            }
        }
    }

    /// Whether a predicate that looks at one question holds in a block of it.
    fn blocks_of<'a>(
        &'a self,
        kind: &'a Kind,
        predicate: &'a Predicate,
    ) -> Box<dyn Fn(u16) -> bool + 'a> {
        match (kind, predicate) {
            (Kind::Codes(low, _), Predicate::Codes { ranges, .. }) => Box::new(move |block| {
                let code = low.saturating_add_unsigned(block - 1);
                ranges
                    .iter()
                    .any(|(from, to)| (*from..=*to).contains(&code))
            }),
            (Kind::Codes(low, _), Predicate::Compare { .. }) => Box::new(move |block| {
                let code = f64::from(low.saturating_add_unsigned(block - 1));
                with_literal(predicate).is_some_and(|(_, how, to)| compares(code, how, to))
            }),
            (Kind::Labels(labels), Predicate::OneOf { values, .. }) => Box::new(move |block| {
                let mut values = values.iter();
                values.any(|value| labels.get(&*fold(&value.value)) == Some(&block))
            }),
            (Kind::Numbers(cuts), Predicate::Compare { .. }) => Box::new(move |block| {
                let at = usize::from(block - 1);
                // A number of the block: a cut, or one beside it.
                let inside = match (cuts.get(at / 2), cuts.last()) {
                    (Some(cut), _) if at % 2 == 1 => *cut,
                    (Some(cut), _) => between(at.checked_sub(2).map(|i| cuts[i / 2]), *cut),
                    (None, last) => last.copied().unwrap_or(0.0).next_up(),
                };
                with_literal(predicate).is_some_and(|(_, how, to)| compares(inside, how, to))
            }),
            (Kind::Days(starts), Predicate::Dates { from, to, .. }) => Box::new(move |block| {
                let start = starts[usize::from(block - 1)];
                from.is_none_or(|from| from <= start) && to.is_none_or(|to| start <= to)
            }),
            (Kind::Days(starts), Predicate::LastDays { days, .. }) => {
                let ends = self.last_days(*days);
                Box::new(move |block| {
                    let start = starts[usize::from(block - 1)];
                    ends.is_some_and(|(from, to)| from <= start && start <= to)
                })
            }
            _ => Box::new(|block| block == 1),
        }
    }

    /// Those in one place of a dimension.
    fn place(&self, dimension: &Dimension, place: &Place) -> Function {
        match (dimension, place) {
            (Dimension::Where(predicate), _) => self.truth(predicate).yes,
            (Dimension::Code(answer), Place::Code(code)) => {
                self.codes(*answer, |known| i64::from(known == *code))
            }
            (Dimension::Band(answer), Place::Code(band)) => {
                let bands = self.bands(*answer);
                let band = usize::try_from(*band).ok().and_then(|band| bands.get(band));
                band.map_or_else(Function::zero, |band| self.truth(band).yes)
            }
            (Dimension::Label(answer), Place::Label(label)) => {
                let axis = self.axis_of(*answer);
                axis.map_or_else(Function::zero, |axis| match &self.axes[axis].kind {
                    Kind::Labels(labels) => labels
                        .get(&*fold(label))
                        .map_or_else(Function::zero, |block| self.block(axis, *block)),
                    _ => Function::zero(),
                })
            }
            (Dimension::Period(answer, granularity, calendar), Place::Period(period)) => {
                let Some(axis) = self.axis_of(*answer) else {
                    return Function::zero();
                };
                let Kind::Days(starts) = &self.axes[axis].kind else {
                    return Function::zero();
                };
                let inside = |start: i32| Period::of_day(start, *granularity, *calendar);
                (1..)
                    .zip(starts)
                    .filter(|(_, start)| inside(**start) == *period)
                    .fold(Function::zero(), |sum, (block, _)| {
                        sum.plus(1, &self.block(axis, block))
                    })
            }
            _ => Function::zero(),
        }
    }

    /// Those in a block. The first block that somebody is in is written as those in no other.
    fn block(&self, axis: usize, block: u16) -> Function {
        let empty = &self.axes[axis].empty;
        if empty[usize::from(block)] {
            return Function::zero();
        }
        let first = empty.iter().position(|empty| !empty).unwrap_or(0);
        if usize::from(block) != first {
            return Function::block(axis as u16, block);
        }
        let others = (first + 1..empty.len()).filter(|other| !empty[*other]);
        others.fold(Function::one(), |rest, other| {
            rest.plus(-1, &Function::block(axis as u16, other as u16))
        })
    }

    fn axis(&self, key: &Key) -> Option<usize> {
        self.axes.iter().position(|axis| axis.key == *key)
    }

    fn axis_of(&self, answer: AnswerId) -> Option<usize> {
        self.axis(&self.column(answer))
    }

    fn column(&self, answer: AnswerId) -> Key {
        let of = self.query.answer(answer);
        let reading = match of.reading {
            Reading::Scale(_) => "scale",
            Reading::Category(_) => "category",
            Reading::Choices { .. } => "choices",
            Reading::Number { .. } => "number",
            Reading::Date(_) => "date",
            Reading::Text => "text",
        };
        Key::Column(of.column, reading)
    }

    /// The axis of a predicate that looks at one question, or that is not taken apart.
    fn key(&self, predicate: &Predicate) -> Key {
        match predicate {
            Predicate::Codes { answer, .. }
            | Predicate::OneOf { answer, .. }
            | Predicate::Dates { answer, .. }
            | Predicate::LastDays { answer, .. } => self.column(*answer),
            Predicate::Chosen { answer, option } => Key::Statement(format!(
                "{:?} {}",
                self.query.answer(*answer).column,
                fold(&option.value)
            )),
            Predicate::Compare { .. } => match with_literal(predicate) {
                Some((answer, ..)) if self.has_numbers(answer) => self.column(answer),
                _ => Key::Statement(format!("{predicate:?}")),
            },
            other => Key::Statement(format!("{other:?}")),
        }
    }

    fn has_numbers(&self, answer: AnswerId) -> bool {
        matches!(
            self.query.answer(answer).reading,
            Reading::Scale(_) | Reading::Number { .. }
        )
    }

    /// What is true in each band of a number.
    fn bands(&self, answer: AnswerId) -> Vec<Predicate> {
        match &self.query.answer(answer).reading {
            Reading::Number(number) => { number.bands.iter() }
                .map(|band| band.predicate(answer))
                .collect(),
            _ => Vec::new(),
        }
    }

    fn last_days(&self, days: u32) -> Option<(i32, i32)> {
        let to = self.as_of?;
        let from = i64::from(to) - i64::from(days) + 1;
        Some((i32::try_from(from).unwrap_or(i32::MIN), to))
    }
}

/// Gathering the axes.
impl Axes<'_> {
    fn mark_variable(&mut self, variable: &Variable) {
        match variable {
            Variable::Truth(predicate) => self.mark(predicate),
            Variable::Codes(answer) => {
                self.of_answer(*answer);
            }
            _ => {}
        }
    }

    fn mark_dimension(&mut self, dimension: &Dimension, groups: &[(Vec<Place>, Cell)], at: usize) {
        match dimension {
            Dimension::Where(predicate) => self.mark(predicate),
            Dimension::Code(answer) => {
                self.of_answer(*answer);
            }
            Dimension::Band(answer) => {
                for band in self.bands(*answer) {
                    self.mark(&band);
                }
            }
            // Options share respondents: their tables see to it that none is given away.
            Dimension::Option(_) | Dimension::First(_) => {}
            Dimension::Label(answer) => {
                for (place, _) in groups {
                    if let Some(Place::Label(label)) = place.get(at) {
                        self.label(*answer, label);
                    }
                }
            }
            Dimension::Period(answer, granularity, calendar) => {
                let Some((first, last)) = self.days else {
                    return;
                };
                let last = last.min(first.saturating_add(MOST_DAYS));
                let mut before = None;
                for day in first..=last {
                    let period = Period::of_day(day, *granularity, *calendar);
                    if before != Some(period) {
                        self.day(*answer, day);
                    }
                    before = Some(period);
                }
            }
        }
    }

    fn mark(&mut self, predicate: &Predicate) {
        match predicate {
            Predicate::All(parts) | Predicate::Any(parts) => {
                for part in parts {
                    self.mark(part);
                }
            }
            Predicate::Not(part) => self.mark(part),
            Predicate::In(segment) => {
                let predicate = self.query.segment(*segment).predicate.clone();
                self.mark(&predicate);
            }
            Predicate::Codes { answer, .. } | Predicate::Answered(answer) => {
                self.of_answer(*answer);
            }
            Predicate::OneOf { answer, values } => {
                self.of_answer(*answer);
                for value in values {
                    self.label(*answer, &value.value);
                }
            }
            Predicate::Dates { answer, from, to } => {
                let ends = [*from, to.map(|to| to.saturating_add(1))];
                self.cut_days(*answer, ends);
            }
            Predicate::LastDays { answer, days } => {
                let ends = self.last_days(*days);
                let ends = [
                    ends.map(|(from, _)| from),
                    ends.map(|(_, to)| to.saturating_add(1)),
                ];
                self.cut_days(*answer, ends);
            }
            Predicate::Compare { .. } => match with_literal(predicate) {
                Some((answer, _, to)) if self.has_numbers(answer) => {
                    let axis = self.of_answer(answer);
                    if let Kind::Numbers(cuts) = &mut self.axes[axis].kind {
                        cuts.push(to);
                    }
                }
                _ => self.statement(predicate),
            },
            _ => self.statement(predicate),
        }
    }

    fn statement(&mut self, predicate: &Predicate) {
        let key = self.key(predicate);
        self.add(key, Kind::Statement);
    }

    fn cut_days(&mut self, answer: AnswerId, ends: [Option<i32>; 2]) {
        self.of_answer(answer);
        if let Some((first, last)) = self.days {
            for day in ends.into_iter().flatten() {
                if (first..=last).contains(&day) {
                    self.day(answer, day);
                }
            }
        }
    }

    fn label(&mut self, answer: AnswerId, label: &str) {
        let axis = self.of_answer(answer);
        if let Kind::Labels(labels) = &mut self.axes[axis].kind {
            let next = labels.len() as u16 + 2;
            labels.entry(fold(label).into_owned()).or_insert(next);
        }
    }

    fn day(&mut self, answer: AnswerId, day: i32) {
        let axis = self.of_answer(answer);
        if let Kind::Days(starts) = &mut self.axes[axis].kind {
            starts.push(day);
        }
    }

    /// The axis of a question, made where there is none.
    fn of_answer(&mut self, answer: AnswerId) -> usize {
        let kind = match &self.query.answer(answer).reading {
            Reading::Scale(scale) => Kind::Codes(scale.low, scale.high.max(scale.low)),
            Reading::Category(_) => Kind::Labels(BTreeMap::new()),
            Reading::Number { .. } => Kind::Numbers(Vec::new()),
            Reading::Date(_) => Kind::Days(self.days.map(|(first, _)| first).into_iter().collect()),
            Reading::Choices { .. } | Reading::Text => Kind::Statement,
        };
        self.add(self.column(answer), kind)
    }

    fn add(&mut self, key: Key, kind: Kind) -> usize {
        self.axis(&key).unwrap_or_else(|| {
            self.axes.push(Axis {
                key,
                kind,
                empty: Vec::new(),
            });
            self.axes.len() - 1
        })
    }

    /// Notes the blocks that nobody is in, as the tallies of all respondents tell.
    fn find_empty(&mut self, published: &[Tallied], cells: &Cells) {
        let everybody = published
            .iter()
            .find(|tallied| **tallied == Tallied::responses(Vec::new()));
        let everybody: Option<u64> =
            everybody.map(|all| cells.groups(all).iter().map(|(_, cell)| cell.n()).sum());
        for tallied in published.iter().filter(|tallied| tallied.of.is_none()) {
            let groups = cells.groups(tallied);
            match (&tallied.by[..], &tallied.variable) {
                ([], Variable::Codes(answer)) => {
                    for (_, cell) in groups {
                        self.empty_codes(*answer, cell);
                    }
                }
                ([], Variable::Truth(predicate)) if is_simple(predicate) => {
                    let axis = self.axis(&self.key(predicate));
                    if let (Some(axis), [(_, cell)]) = (axis, groups) {
                        self.empty_truths(axis, cell);
                    }
                }
                ([Dimension::Label(answer) | Dimension::Code(answer)], _) => {
                    let inside: u64 = groups.iter().map(|(_, cell)| cell.n() + cell.missing).sum();
                    let seen: Vec<&Place> = groups.iter().filter_map(|(p, _)| p.first()).collect();
                    self.empty_places(*answer, &seen, everybody == Some(inside));
                }
                _ => {}
            }
        }
    }

    fn empty_codes(&mut self, answer: AnswerId, cell: &Cell) {
        let Some(axis) = self.axis_of(answer) else {
            return;
        };
        let axis = &mut self.axes[axis];
        if let (Kind::Codes(low, _), Content::Histogram(values)) = (&axis.kind, &cell.content) {
            axis.empty[0] = cell.missing == 0;
            for (block, empty) in axis.empty.iter_mut().enumerate().skip(1) {
                let code = f64::from(*low) + (block - 1) as f64;
                *empty = !values.iter().any(|(value, _)| *value == code);
            }
        }
    }

    fn empty_truths(&mut self, axis: usize, cell: &Cell) {
        let answers = binary(cell);
        let axis = &mut self.axes[axis];
        axis.empty[0] |= cell.missing == 0;
        if axis.kind == Kind::Statement {
            axis.empty[1] |= answers.yes.is_empty();
            axis.empty[2] |= answers.no.is_empty();
        }
    }

    fn empty_places(&mut self, answer: AnswerId, seen: &[&Place], is_everybody: bool) {
        let Some(axis) = self.axis_of(answer) else {
            return;
        };
        let axis = &mut self.axes[axis];
        axis.empty[0] |= is_everybody;
        match &axis.kind {
            Kind::Labels(labels) => {
                axis.empty[1] |= is_everybody;
                let seen: Vec<_> = seen
                    .iter()
                    .filter_map(|place| match place {
                        Place::Label(label) => Some(fold(label)),
                        _ => None,
                    })
                    .collect();
                for (label, block) in labels {
                    axis.empty[usize::from(*block)] |= !seen.iter().any(|seen| seen == label);
                }
            }
            Kind::Codes(low, high) => {
                for (block, code) in (1..).zip(*low..=*high) {
                    axis.empty[block] |= !seen.contains(&&Place::Code(code));
                }
            }
            _ => {}
        }
    }
}

/// Whether a predicate looks at one question and is unknown only where that is not answered.
fn is_simple(predicate: &Predicate) -> bool {
    !matches!(
        predicate,
        Predicate::All(_)
            | Predicate::Any(_)
            | Predicate::Not(_)
            | Predicate::In(_)
            | Predicate::Answered(_)
    )
}

/// A comparison of an answer with a number, the answer on the left.
fn with_literal(predicate: &Predicate) -> Option<(AnswerId, Comparison, f64)> {
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
