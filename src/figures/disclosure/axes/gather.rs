//! The questions that groups of a query are made of, as its tallies name them.

use std::collections::{BTreeMap, BTreeSet};

use crate::cells::{Cell, Cells, Dimension, Period, Place, Tallied, Variable};
use crate::language::query::{AnswerId, Predicate, Query, Reading};
use crate::text::fold;

use super::Block;
use super::blocks::{Axis, Key, Kind, with_literal};

/// Days are told apart no further than this.
const MOST_DAYS: i32 = 1_000_000;

/// All questions that groups of a query are made of.
#[derive(Debug)]
pub(super) struct Questions<'q> {
    pub query: &'q Query,
    as_of: Option<i32>,
    days: Option<(i32, i32)>,
    pub axes: Vec<Axis>,
}

impl<'q> Questions<'q> {
    /// Those of some tallies.
    pub fn of(query: &'q Query, tallies: &[Tallied], cells: &Cells, as_of: Option<i32>) -> Self {
        let mut questions = Self {
            query,
            as_of,
            days: cells.days,
            axes: Vec::new(),
        };
        for tallied in tallies {
            questions.mark_variable(&tallied.variable);
            if let Some(of) = &tallied.of {
                questions.mark(of);
            }
            for (at, dimension) in tallied.by.iter().enumerate() {
                questions.mark_dimension(dimension, cells.groups(tallied), at);
            }
        }
        for axis in &mut questions.axes {
            if let Kind::Numbers(cuts) = &mut axis.kind {
                cuts.sort_by(f64::total_cmp);
                cuts.dedup();
            }
            if let Kind::Days(starts) = &mut axis.kind {
                starts.sort_unstable();
                starts.dedup();
            }
        }
        questions
    }

    /// The axis of a key.
    pub fn axis(&self, key: &Key) -> Option<usize> {
        self.axes.iter().position(|axis| axis.key == *key)
    }

    /// The axis of an answer.
    pub fn axis_of(&self, answer: AnswerId) -> Option<usize> {
        self.axis(&self.column(answer))
    }

    /// The key of an answer.
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

    /// The key of an option.
    pub fn option(&self, answer: AnswerId, option: &str) -> Key {
        Key::Option(self.query.answer(answer).column, fold(option).into_owned())
    }

    /// The key of the option that stands first among those chosen.
    pub fn first(&self, answer: AnswerId) -> Key {
        Key::Column(self.query.answer(answer).column, "first")
    }

    /// What is true in each band of a number.
    pub fn bands(&self, answer: AnswerId) -> Vec<Predicate> {
        match &self.query.answer(answer).reading {
            Reading::Number(number) => {
                let bands = number.bands.iter();
                bands.map(|band| band.predicate(answer)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The axes of an answer's options.
    pub fn options_of(&self, answer: AnswerId) -> Vec<usize> {
        let column = self.query.answer(answer).column;
        let axes = self.axes.iter().enumerate();
        let options =
            axes.filter(|(_, axis)| matches!(&axis.key, Key::Option(of, _) if *of == column));
        options.map(|(axis, _)| axis).collect()
    }

    /// The key of a predicate that looks at one question, or that is not taken apart.
    pub fn key(&self, predicate: &Predicate) -> Key {
        match predicate {
            Predicate::Codes { answer, .. }
            | Predicate::OneOf { answer, .. }
            | Predicate::Dates { answer, .. }
            | Predicate::LastDays { answer, .. } => self.column(*answer),
            Predicate::Chosen { answer, option } => self.option(*answer, &option.value),
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

    /// The days that the last so many are.
    pub fn last_days(&self, days: u32) -> Option<(i32, i32)> {
        let to = self.as_of?;
        let from = i64::from(to) - i64::from(days) + 1;
        Some((i32::try_from(from).unwrap_or(i32::MIN), to))
    }

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
            Dimension::Option(answer) => {
                self.of_answer(*answer);
                for label in labels(groups, at) {
                    self.chosen(*answer, label);
                }
            }
            Dimension::First(answer) => {
                self.of_answer(*answer);
                let axis = self.add(self.first(*answer), Kind::Labels(BTreeMap::new()));
                for label in labels(groups, at) {
                    self.label_on(axis, label);
                }
            }
            Dimension::Band(answer) => {
                for band in self.bands(*answer) {
                    self.mark(&band);
                }
            }
            Dimension::Label(answer) => {
                for label in labels(groups, at) {
                    self.label(*answer, label);
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
            Predicate::Chosen { answer, option } => {
                self.of_answer(*answer);
                self.chosen(*answer, &option.value);
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
        self.label_on(axis, label);
    }

    fn label_on(&mut self, axis: usize, label: &str) {
        if let Kind::Labels(labels) = &mut self.axes[axis].kind {
            let next = labels.len() as Block + 2;
            labels.entry(fold(label).into_owned()).or_insert(next);
        }
    }

    fn chosen(&mut self, answer: AnswerId, option: &str) {
        let key = self.option(answer, option);
        self.add(key, Kind::Option);
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
            Reading::Category(_) | Reading::Text => Kind::Labels(BTreeMap::new()),
            Reading::Number { .. } => Kind::Numbers(Vec::new()),
            Reading::Date(_) => Kind::Days(self.days.map(|(first, _)| first).into_iter().collect()),
            Reading::Choices { .. } => Kind::Statement,
        };
        self.add(self.column(answer), kind)
    }

    fn add(&mut self, key: Key, kind: Kind) -> usize {
        self.axis(&key).unwrap_or_else(|| {
            self.axes.push(Axis { key, kind });
            self.axes.len() - 1
        })
    }
}

/// The labels that groups have on a dimension.
fn labels(groups: &[(Vec<Place>, Cell)], at: usize) -> BTreeSet<&str> {
    let labels = groups.iter().filter_map(|(place, _)| match place.get(at) {
        Some(Place::Label(label)) => Some(label.as_str()),
        _ => None,
    });
    labels.collect()
}
