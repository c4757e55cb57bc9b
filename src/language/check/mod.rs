//! Syntax trees and the survey's header become a [`Query`]: names turn into ids, every use of a
//! value is checked against what the value is.
//!
//! A check that fails has put an error into the list and gives `None`; whoever gets `None` goes on
//! with the next thing and says nothing more. So one mistake gives one error, and all are found.

mod alerts;
mod answers;
mod answers_in_full;
mod benchmarks;
mod choices;
mod comparisons;
mod conditions;
mod dates;
mod drivers;
mod exclusions;
mod fields;
mod followup;
mod invited;
mod journey;
mod meanings;
mod metric_parts;
mod metrics;
mod names;
mod number_bands;
mod operands;
mod quotes;
mod raking;
mod reasons;
mod report;
mod segments;
mod sets;
mod source;
mod stake;
#[cfg(test)]
mod tests;
mod units;

use std::collections::{HashMap, HashSet};

use super::error::{Error, ErrorKind, Kind, NameError};
use super::load::SurveyHeader;
use super::published::PublishedFigure;
use super::query::{
    self, Answer, AnswerId, Benchmark, BenchmarkId, ColumnId, Good, MetricId, Query, SegmentId,
};
use super::reported;
use super::sources::Sources;
use super::span::{FileId, Span};
use super::syntax;
use super::targets::Targets;
use crate::text::nearest;

/// What a query is checked against.
pub(super) struct Input<'a> {
    /// The file itself, then those that it uses.
    pub trees: &'a [(FileId, syntax::File)],
    pub sources: &'a Sources,
    /// The survey's header, if it could be opened.
    pub header: Option<&'a SurveyHeader>,
    pub published: &'a [PublishedFigure],
    /// Figures of other reports, by the place of the metric's name.
    pub reported: &'a reported::Figures,
    /// What weights are raked to, if the file could be read.
    pub targets: Option<&'a Targets>,
    /// Whether a used file could not be read, so that an unknown name may be one of its.
    pub incomplete: bool,
    /// How many mistakes were found before.
    pub mistakes: usize,
}

/// Checks a file and all that it uses. There is a query only if the file says where its answers
/// come from; it is whole only if there is no error.
pub(super) fn check(input: &Input<'_>) -> (Option<Query>, Vec<Error>) {
    let mut checker = Checker::new(input);
    checker.define(input.trees);
    let source = checker.source();
    checker.everything();
    let reports = checker.reports();
    let alerts = checker.alerts();
    checker.nothing_to_build();
    if let Some(pattern) = source.as_ref().and_then(|source| source.patterns.first()) {
        checker.another_survey(pattern.span);
    }
    let query = source.map(|source| Query {
        source,
        answers: checker.answers,
        segments: checker.segments,
        metrics: checker.metrics,
        benchmarks: checker.benchmarks,
        reports,
        alerts,
    });
    (query, checker.errors)
}

/// Names are offered for so many unknown ones; looking for more would take long in a hostile file.
const MOST_SUGGESTIONS: usize = 50;

/// Longest chain of definitions, each by the next; whoever follows it may recurse.
const LONGEST_CHAIN: usize = 32;

struct Checker<'a> {
    input: &'a Input<'a>,
    /// What each name stands for.
    scope: HashMap<&'a str, names::Definition>,
    /// The names in the order of the files, for offering near ones.
    defined: Vec<(&'a str, names::Definition)>,
    columns: HashMap<&'a str, ColumnId>,
    statements: names::Statements<'a>,
    fields: Vec<State<AnswerId>>,
    segment_ids: Vec<State<SegmentId>>,
    metric_ids: Vec<State<MetricId>>,
    benchmark_ids: Vec<State<BenchmarkId>>,
    published_ids: HashMap<&'a str, BenchmarkId>,
    answers: Vec<Answer>,
    answers_of: HashMap<ColumnId, Vec<AnswerId>>,
    good: HashMap<AnswerId, Good>,
    segments: Vec<query::Segment>,
    metrics: Vec<query::Metric>,
    benchmarks: Vec<Benchmark>,
    /// The source's own values for "no answer".
    missing: Vec<String>,
    /// The source's decimal mark, where it says one.
    decimal: Option<query::DecimalMark>,
    /// The date of the answer, once it is known; `Err` if it was given but is wrong.
    date: Option<Option<AnswerId>>,
    /// Whether a statement with a mistake defines nobody knows what.
    nameless: bool,
    suggestions: usize,
    /// How many definitions are being checked, each for the one before it.
    open: usize,
    /// The longest chain of definitions behind what is being checked.
    behind: usize,
    segment_chains: HashMap<SegmentId, usize>,
    metric_chains: HashMap<MetricId, usize>,
    /// The files of lists, in small letters.
    list_names: HashSet<String>,
    errors: Vec<Error>,
}

/// How far a definition has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State<T> {
    Untouched,
    /// Being checked; to meet it again is a circle.
    Open,
    Known(T),
    /// It has an error, which was reported.
    Wrong,
}

impl<'a> Checker<'a> {
    fn new(input: &'a Input<'a>) -> Self {
        Self {
            input,
            scope: HashMap::new(),
            defined: Vec::new(),
            columns: names::columns(input.header),
            statements: names::Statements::default(),
            fields: Vec::new(),
            segment_ids: Vec::new(),
            metric_ids: Vec::new(),
            benchmark_ids: Vec::new(),
            published_ids: HashMap::new(),
            answers: Vec::new(),
            answers_of: HashMap::new(),
            good: HashMap::new(),
            segments: Vec::new(),
            metrics: Vec::new(),
            benchmarks: Vec::new(),
            missing: Vec::new(),
            decimal: None,
            date: None,
            nameless: false,
            suggestions: 0,
            open: 0,
            behind: 0,
            segment_chains: HashMap::new(),
            metric_chains: HashMap::new(),
            list_names: HashSet::new(),
            errors: Vec::new(),
        }
    }

    /// Checks what the file itself defines, used or not. What comes from other files is checked
    /// where it is used: a file of shared definitions may know fields that this survey has not.
    fn everything(&mut self) {
        let own = |span: Span| span.file == FileId::default();
        for i in 0..self.fields.len() {
            if own(self.statements.fields[i].span) {
                self.field(i);
            }
        }
        for i in 0..self.segment_ids.len() {
            if own(self.statements.segments[i].span) {
                self.segment(i, self.statements.segments[i].name.span);
            }
        }
        for i in 0..self.benchmark_ids.len() {
            if own(self.statements.benchmarks[i].span) {
                self.own_benchmark(i);
            }
        }
        for i in 0..self.metric_ids.len() {
            if own(self.statements.metrics[i].span) {
                self.metric(i, self.statements.metrics[i].name.span);
            }
        }
    }

    /// Where the file has none of the columns that are asked for, and nothing like them, it is
    /// another file than was meant: one mistake and not one for each column.
    fn another_survey(&mut self, pattern: Span) {
        let is_stranger = |error: &Error| match &error.kind {
            ErrorKind::Name(NameError::UnknownColumn { near, .. }) => near.is_empty(),
            ErrorKind::Name(NameError::Unknown { near, wanted, .. }) => {
                near.is_empty() && wanted.contains(&Kind::Column)
            }
            _ => false,
        };
        let strangers = self
            .errors
            .iter()
            .filter(|error| is_stranger(error))
            .count();
        let Some(header) = self
            .input
            .header
            .filter(|_| self.answers.is_empty() && strangers > 1)
        else {
            return;
        };
        let some = header.columns.iter().take(8).cloned().collect();
        let all = header.columns.len();
        self.errors.retain(|error| !is_stranger(error));
        self.report(
            NameError::AnotherSurvey {
                strangers,
                some,
                all,
            },
            pattern,
        );
    }

    /// Puts an error into the list.
    fn report(&mut self, kind: impl Into<ErrorKind>, span: Span) {
        self.errors.push(Error::new(kind, span));
    }

    /// Puts an error into the list in place of a result.
    fn fail<T>(&mut self, kind: impl Into<ErrorKind>, span: Span) -> Option<T> {
        self.report(kind, span);
        None
    }

    /// Names near to an unknown one.
    fn near<'n>(&mut self, name: &str, names: impl IntoIterator<Item = &'n str>) -> Vec<String> {
        self.suggestions += 1;
        if self.suggestions > MOST_SUGGESTIONS {
            Vec::new()
        } else {
            nearest(name, names)
        }
    }

    /// What was written at a place.
    fn written(&self, span: Span) -> String {
        let text = self
            .input
            .sources
            .file(span.file)
            .and_then(|file| file.text.get(span.range()));
        text.unwrap_or_default()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// Checks a definition that others may stand behind; gives the length of the chain as well.
    fn chained<T>(
        &mut self,
        kind: Kind,
        used: Span,
        check: impl FnOnce(&mut Self) -> Option<T>,
    ) -> Option<(T, usize)> {
        if self.open >= LONGEST_CHAIN {
            return self.fail(
                NameError::ChainTooLong {
                    kind,
                    most: LONGEST_CHAIN,
                },
                used,
            );
        }
        let before = std::mem::replace(&mut self.behind, 0);
        self.open += 1;
        let checked = check(self);
        self.open -= 1;
        let length = self.behind + 1;
        self.behind = before.max(length);
        let checked = checked?;
        if length > LONGEST_CHAIN {
            return self.fail(
                NameError::ChainTooLong {
                    kind,
                    most: LONGEST_CHAIN,
                },
                used,
            );
        }
        Some((checked, length))
    }

    /// The one value of a part that may stand once; a second one is an error.
    fn once<'p, T>(
        &mut self,
        parts: &'p [T],
        part: &'static str,
        span: impl Fn(&T) -> Span,
    ) -> Option<&'p T> {
        if let Some(second) = parts.get(1) {
            let place = span(second);
            self.report(super::error::ReportError::Twice { part }, place);
        }
        parts.first()
    }
}
