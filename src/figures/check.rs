//! What only the data tell about a query: values that nobody gave, segments that nobody is
//! in, metrics that nobody answered.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};

use crate::cells::{Calendar, Cells, Period, Tallied, Variable};
use crate::language::query::{
    AnswerId, Measure, Metric, MetricId, Predicate, Query, Reading, Report, Section, SegmentId,
};
use crate::language::span::{Span, Spanned};
use crate::statistics::adjustment::trimming::HEAVY;
use crate::statistics::rules::small_base::SUPPRESSED_BELOW;
use crate::survey::ledger::{RowExclusion, WaveChange};
use crate::text::fold;

use super::clustering;
use super::sample::{Samples, binary, distribution};
use super::sides::Meeting;
use super::spreadsheet::damaged;
use super::table::dimension;
use super::tallies::Tallies;
use super::waves;

/// Something in a query that the data don't bear out.
#[derive(Debug, Clone, PartialEq)]
pub enum Unborne {
    /// A value that does not stand in the column.
    Value {
        /// Where the query names it.
        span: Span,
        /// The value.
        value: String,
        /// The field or column.
        answer: String,
        /// Values that do, sorted.
        seen: Vec<String>,
        /// Whether it may well be absent one day: it leaves rows out, or is one of many options.
        harmless: bool,
    },
    /// What the source leaves out leaves nothing.
    Kept {
        /// The line that leaves out most.
        span: Span,
        /// How many rows were read.
        rows: u64,
        /// The steps that left some out, with their numbers.
        left_out: Vec<(RowExclusion, u64)>,
    },
    /// A table with more columns than a page can show.
    Columns {
        /// The section.
        span: Span,
        /// The question.
        name: String,
        /// How many values it has.
        number: usize,
    },
    /// A trend over more periods than a page can show.
    Periods {
        /// The section.
        span: Span,
        /// The first period and the last.
        ends: [String; 2],
        /// How many there are.
        number: i64,
    },
    /// Two segments that are compared and share respondents, so that the comparison is refused.
    Overlap {
        /// The section.
        span: Span,
        /// The segments' names.
        names: [String; 2],
        /// How many are in each.
        each: [u64; 2],
        /// How many are in both.
        both: u64,
    },
    /// Weights that cost more than half of the base.
    HeavyWeights {
        /// The line of the source.
        span: Span,
        /// n over the effective n.
        design_effect: f64,
        /// The effective n.
        effective_n: f64,
    },
    /// A comparison that is adjusted for questions with too many answers, or a mix of too many.
    Strata {
        /// The section.
        span: Span,
        /// The questions.
        names: Vec<String>,
        /// How many strata their answers make.
        number: usize,
    },
    /// So few customers that their figures are hidden.
    FewCustomers {
        /// The column in the source.
        span: Span,
        /// Its name.
        name: String,
        /// How many there are.
        customers: u64,
        /// How many responses they gave.
        responses: u64,
    },
    /// Numbers in none of the bands that a section groups them by.
    OutsideBands {
        /// The field.
        span: Span,
        /// Its name.
        name: String,
        /// How many.
        n: u64,
    },
    /// A segment that nobody is in.
    Segment {
        /// Its statement.
        span: Span,
        /// Its name.
        name: String,
    },
    /// A question that is not the same in all files.
    Changed {
        /// The field, or the column's first use.
        span: Span,
        /// What is not the same.
        change: WaveChange,
        /// Whether the query follows its development, which would then be none of the answers.
        followed: bool,
    },
    /// An answer that a spreadsheet took for a date.
    Spreadsheet {
        /// The field, or the column's first use.
        span: Span,
        /// Its name.
        name: String,
        /// The value.
        value: String,
        /// What it probably was.
        before: String,
    },
    /// A metric that nobody answered.
    Metric {
        /// Its statement.
        span: Span,
        /// Its name.
        name: String,
    },
}

/// Asks for what the checks need, or checks.
///
/// One mistake gives one finding: a segment is not called empty if a value in it is wrong, nor a
/// metric unanswered if its segment is empty.
pub fn ask(query: &Query, tallies: &dyn Tallies) -> Asked {
    let mut used = Used::default();
    for report in &query.reports {
        used.report(query, report);
    }
    Asked {
        segments: used
            .segments
            .into_iter()
            .map(|segment| {
                let variable = Variable::Truth(Predicate::In(segment));
                let cell = tallies.total(Tallied {
                    variable,
                    of: None,
                    by: Vec::new(),
                });
                (segment, binary(&cell).yes.n())
            })
            .collect(),
        metrics: used
            .metrics
            .into_iter()
            .map(|metric| {
                (
                    metric,
                    Samples::ask(query, tallies, metric, &[]).total().n(),
                )
            })
            .collect(),
        tables: tables(query, tallies),
        comparisons: comparisons(query, tallies),
        heavy: heavy_weights(query, tallies),
        few: few_customers(query, tallies),
    }
}

/// Responses enough, but of so few customers that nothing is shown: another column is meant.
fn few_customers(query: &Query, tallies: &dyn Tallies) -> Option<(Span, Unborne)> {
    let customer = query.source.customer.as_ref()?;
    let customers = clustering::customers(query, tallies)?;
    let responses = tallies.total(Tallied::responses(Vec::new())).n();
    let unborne = Unborne::FewCustomers {
        span: customer.span,
        name: customer.name.clone(),
        customers,
        responses,
    };
    let hidden = customers < SUPPRESSED_BELOW && responses >= SUPPRESSED_BELOW;
    hidden.then_some((customer.span, unborne))
}

/// Weights with a design effect that deserves a warning.
fn heavy_weights(query: &Query, tallies: &dyn Tallies) -> Option<(Span, Unborne)> {
    let source = &query.source;
    let of_weight = source.weight.map(|weight| query.answer(weight).span);
    let span = source
        .raking
        .as_ref()
        .map(|raking| raking.span)
        .or(of_weight)?;
    let all = distribution(&tallies.total(Tallied::responses(Vec::new()))).total();
    let unborne = Unborne::HeavyWeights {
        span,
        design_effect: all.design_effect(),
        effective_n: all.kish(),
    };
    (all.design_effect() > HEAVY).then_some((span, unborne))
}

/// What comparisons can't be made: of groups that share respondents, or part by part of too many.
fn comparisons(query: &Query, tallies: &dyn Tallies) -> Vec<(Span, Unborne)> {
    let sections = query.reports.iter().flat_map(|report| &report.sections);
    let sections = sections.filter_map(|section| match section {
        Section::Compare {
            groups,
            adjusted,
            span,
            ..
        } => Some((groups.as_slice(), adjusted.as_slice(), *span)),
        Section::Stake { groups, span, .. } => Some((groups.as_slice(), &[][..], *span)),
        Section::Trend {
            mix: Some(mix),
            span,
            ..
        } => Some((&[][..], std::slice::from_ref(mix), *span)),
        _ => None,
    });
    sections
        .flat_map(|(groups, adjusted, span)| {
            let overlap = || {
                let shared = Meeting::ask(query, tallies, groups).refused()?;
                let (i, j) = shared.places;
                let names = [groups[i], groups[j]];
                Some(Unborne::Overlap {
                    span,
                    names: names.map(|segment| query.segment(segment).name.clone()),
                    each: shared.each,
                    both: shared.both,
                })
            };
            let strata = || {
                let by = adjusted.iter().map(|answer| dimension(query, *answer));
                let number = tallies.groups(Tallied::responses(by.collect())).len();
                let names = adjusted
                    .iter()
                    .map(|answer| query.answer(*answer).name.clone());
                (number > MOST_STRATA).then(|| Unborne::Strata {
                    span,
                    names: names.collect(),
                    number,
                })
            };
            let found = [overlap(), strata()];
            found
                .into_iter()
                .flatten()
                .map(move |unborne| (span, unborne))
        })
        .collect()
}

/// How many columns each table has.
fn tables(query: &Query, tallies: &dyn Tallies) -> Vec<TableBy> {
    let sections = query.reports.iter().flat_map(|report| &report.sections);
    let tables = sections.filter_map(|section| match section {
        Section::Table { by, span, .. } => Some((by, *span)),
        _ => None,
    });
    tables
        .flat_map(|(by, span)| by.iter().map(move |by| (*by, span)))
        .map(|(by, span)| {
            let dimension = dimension(query, by);
            let columns = tallies.groups(Tallied::responses(vec![dimension])).len();
            TableBy {
                span,
                by,
                columns,
                in_no_band: in_no_band(query, tallies, by),
            }
        })
        .collect()
}

/// How many numbers are in none of the bands that a question is divided by.
fn in_no_band(query: &Query, tallies: &dyn Tallies, by: AnswerId) -> u64 {
    let Reading::Number(number) = &query.answer(by).reading else {
        return 0;
    };
    let bands = number.bands.iter().map(|band| band.predicate(by));
    let cell = tallies.total(Tallied {
        variable: Variable::Truth(Predicate::Any(bands.collect())),
        of: None,
        by: Vec::new(),
    });
    binary(&cell).no.n()
}

/// How many respondents are in each segment and behind each metric.
pub struct Asked {
    segments: Vec<(SegmentId, u64)>,
    metrics: Vec<(MetricId, u64)>,
    tables: Vec<TableBy>,
    heavy: Option<(Span, Unborne)>,
    comparisons: Vec<(Span, Unborne)>,
    few: Option<(Span, Unborne)>,
}

/// The line of the source that leaves rows out for a reason.
fn line_of(query: &Query, why: Option<RowExclusion>) -> Span {
    let source = &query.source;
    let exclude = &source.exclude;
    let line = match why {
        Some(RowExclusion::NotKept) => source.keep.as_ref().map(|keep| keep.span),
        Some(RowExclusion::Incomplete) => exclude.incomplete.as_ref().map(|line| line.span),
        Some(RowExclusion::OutsidePeriod) => exclude.period.as_ref().map(|line| line.span),
        Some(RowExclusion::StraightLiner) => exclude.straight_liners.as_ref().map(|line| line.span),
        _ => None,
    };
    line.unwrap_or(source.span)
}

/// A table by a question.
struct TableBy {
    span: Span,
    by: AnswerId,
    columns: usize,
    in_no_band: u64,
}

impl Asked {
    /// What the data don't bear out, in the order of the query.
    pub fn unborne(&self, query: &Query, cells: &Cells) -> Vec<Unborne> {
        let mut found: Vec<(Span, Unborne)> = Vec::new();
        let seen = Seen::of(cells);
        let keep = query
            .source
            .keep
            .iter()
            .flat_map(|keep| unseen(query, &seen, &keep.value));
        found.extend(keep);
        let told = !found.is_empty();
        let excluded = query.source.exclude.incomplete.iter();
        let excluded = excluded.flat_map(|line| unseen(query, &seen, &line.value));
        found.extend(excluded.map(|(span, unborne)| (span, unborne.harmless())));
        if cells.ledger.used == 0 {
            // Everything else is empty because of it.
            if !told {
                let ledger = &cells.ledger;
                let steps = ledger.left_out.iter().filter(|step| step.rows > 0);
                let left_out: Vec<_> = steps.map(|step| (step.why, step.rows)).collect();
                let most = left_out.iter().max_by_key(|(_, rows)| *rows);
                let span = line_of(query, most.map(|(why, _)| *why));
                let kept = Unborne::Kept {
                    span,
                    rows: ledger.read,
                    left_out,
                };
                found.push((span, kept));
            }
            return found.into_iter().map(|(_, unborne)| unborne).collect();
        }
        for &(segment, n) in &self.segments {
            let of = query.segment(segment);
            let values = unseen(query, &seen, &of.predicate);
            if values.is_empty() && n == 0 {
                found.push((
                    of.span,
                    Unborne::Segment {
                        span: of.span,
                        name: of.name.clone(),
                    },
                ));
            }
            found.extend(values);
        }
        let explained = !found.is_empty();
        for &(metric, n) in &self.metrics {
            let of = query.metric(metric);
            let values: Vec<_> = predicates(of)
                .flat_map(|predicate| unseen(query, &seen, predicate))
                .collect();
            let counts = matches!(of.measure, Measure::Count(_));
            if values.is_empty() && n == 0 && !counts && !explained {
                found.push((
                    of.span,
                    Unborne::Metric {
                        span: of.span,
                        name: of.name.clone(),
                    },
                ));
            }
            found.extend(values);
        }
        found.extend(too_long_trends(query, cells));
        found.extend(waves::changed(query, &cells.ledger.changes));
        found.extend(spreadsheets(query, cells));
        found.extend(self.heavy.clone());
        found.extend(self.comparisons.iter().cloned());
        found.extend(self.few.clone());
        found.extend(
            self.tables
                .iter()
                .filter(|table| table.columns > MOST_COLUMNS)
                .map(|table| {
                    let unborne = Unborne::Columns {
                        span: table.span,
                        name: query.answer(table.by).name.clone(),
                        number: table.columns,
                    };
                    (table.span, unborne)
                }),
        );
        found.extend(
            self.tables
                .iter()
                .filter(|table| table.in_no_band > 0)
                .map(|table| {
                    let answer = query.answer(table.by);
                    let unborne = Unborne::OutsideBands {
                        span: answer.span,
                        name: answer.name.clone(),
                        n: table.in_no_band,
                    };
                    (answer.span, unborne)
                }),
        );
        found.sort_by_key(|(span, _)| span.order());
        let mut seen = BTreeSet::new();
        found.retain(|(span, _)| seen.insert(span.order()));
        found.into_iter().map(|(_, unborne)| unborne).collect()
    }
}

/// The most columns of a table. Every one is tested against every other.
pub const MOST_COLUMNS: usize = 100;

/// The most strata of a comparison. More come of a question with an answer for nearly everybody.
pub const MOST_STRATA: usize = 2000;

/// The most periods of a trend. More come of a mistyped year, or can't be told apart.
const MOST_PERIODS: i64 = 1000;

fn too_long_trends(query: &Query, cells: &Cells) -> Vec<(Span, Unborne)> {
    let Some((first, last)) = cells.days else {
        return Vec::new();
    };
    let sections = query.reports.iter().flat_map(|report| &report.sections);
    sections
        .filter_map(|section| match section {
            Section::Trend { by, span, .. } => {
                let [first, last] =
                    [first, last].map(|day| Period::of_day(day, *by, Calendar::Gregorian));
                let number = i64::from(last.number) - i64::from(first.number) + 1;
                let ends = [first.to_string(), last.to_string()];
                let unborne = Unborne::Periods {
                    span: *span,
                    ends,
                    number,
                };
                (number > MOST_PERIODS).then_some((*span, unborne))
            }
            _ => None,
        })
        .collect()
}

/// Columns whose answers a spreadsheet has changed.
fn spreadsheets(query: &Query, cells: &Cells) -> Vec<(Span, Unborne)> {
    query
        .answers
        .iter()
        .zip(&cells.values_seen)
        .filter_map(|(answer, seen)| {
            let (value, before) = damaged(&seen.as_ref()?.values)?;
            let unborne = Unborne::Spreadsheet {
                span: answer.span,
                name: answer.name.clone(),
                value: value.to_owned(),
                before,
            };
            Some((answer.span, unborne))
        })
        .collect()
}

#[derive(Default)]
struct Used {
    segments: BTreeSet<SegmentId>,
    metrics: BTreeSet<MetricId>,
}

impl Used {
    fn report(&mut self, query: &Query, report: &Report) {
        for section in &report.sections {
            match section {
                Section::Compare {
                    groups, metrics, ..
                } => {
                    self.segments.extend(groups);
                    self.metrics(query, metrics);
                }
                Section::Summary { metrics, .. }
                | Section::Trend { metrics, .. }
                | Section::Table { metrics, .. } => self.metrics(query, metrics),
                Section::Drivers { outcome, .. } => {
                    for predicate in predicates(outcome) {
                        self.segments(predicate);
                    }
                }
                Section::Journey { stages, .. } => {
                    let touchpoints = stages.iter().flat_map(|stage| &stage.touchpoints);
                    for metric in touchpoints.filter_map(|one| one.metric.as_ref()) {
                        predicates(metric).for_each(|predicate| self.segments(predicate));
                    }
                }
                Section::Reasons { of, .. } => self.segments.extend(of),
                Section::Ranking { metric, .. } | Section::Gap { actual: metric, .. } => {
                    self.metrics(query, &[*metric]);
                }
                Section::Stake { metric, groups, .. } => {
                    self.segments.extend(groups);
                    self.metrics(query, &[*metric]);
                }
                Section::Answers { of, .. } | Section::Quotes { of, .. } => {
                    self.segments.extend(of);
                }
                Section::Followup { of, condition, .. } => {
                    self.segments.insert(*of);
                    condition.iter().for_each(|one| self.segments(one));
                }
                Section::Text { .. } => {}
            }
        }
    }

    fn metrics(&mut self, query: &Query, metrics: &[MetricId]) {
        for &metric in metrics {
            match query.metric(metric).measure {
                Measure::Ratio(one, other) => self.metrics(query, &[one, other]),
                _ => {
                    self.metrics.insert(metric);
                    for predicate in predicates(query.metric(metric)) {
                        self.segments(predicate);
                    }
                }
            }
        }
    }

    fn segments(&mut self, predicate: &Predicate) {
        match predicate {
            Predicate::All(parts) | Predicate::Any(parts) => {
                for part in parts {
                    self.segments(part);
                }
            }
            Predicate::Not(part) => self.segments(part),
            Predicate::In(segment) => {
                self.segments.insert(*segment);
            }
            _ => {}
        }
    }
}

fn predicates(metric: &Metric) -> impl Iterator<Item = &Predicate> {
    let measured = match &metric.measure {
        Measure::Share(predicate) => Some(predicate),
        Measure::Count(predicate) => predicate.as_ref(),
        _ => None,
    };
    measured.into_iter().chain(&metric.of)
}

/// The values that stand in the data, for each answer of the query.
struct Seen<'c>(Vec<Option<Values<'c>>>);

struct Values<'c> {
    spelt: &'c [String],
    folded: HashSet<Cow<'c, str>>,
    complete: bool,
}

impl Values<'_> {
    /// A value that is not among them.
    fn unborne(&self, query: &Query, answer: AnswerId, value: &Spanned<String>) -> Unborne {
        Unborne::Value {
            span: value.span,
            value: value.value.clone(),
            answer: query.answer(answer).name.clone(),
            seen: self.spelt.to_vec(),
            harmless: false,
        }
    }
}

impl Unborne {
    /// The same as something that may well be so.
    fn harmless(mut self) -> Self {
        if let Self::Value { harmless, .. } = &mut self {
            *harmless = true;
        }
        self
    }
}

impl<'c> Seen<'c> {
    fn of(cells: &'c Cells) -> Self {
        let values = cells.values_seen.iter().map(|seen| {
            seen.as_ref().map(|seen| Values {
                spelt: &seen.values,
                folded: seen.values.iter().map(|value| fold(value)).collect(),
                complete: seen.complete,
            })
        });
        Self(values.collect())
    }
}

/// The values that a predicate names and nobody gave. Segments are looked at by themselves.
fn unseen(query: &Query, seen: &Seen<'_>, predicate: &Predicate) -> Vec<(Span, Unborne)> {
    match predicate {
        Predicate::All(parts) | Predicate::Any(parts) => parts
            .iter()
            .flat_map(|part| unseen(query, seen, part))
            .collect(),
        Predicate::Not(part) => unseen(query, seen, part),
        Predicate::OneOf { answer, values } => {
            let Some(seen) = &seen.0[answer.index()] else {
                return Vec::new();
            };
            values
                .iter()
                .filter(|value| !seen.folded.contains(&fold(&value.value)))
                .map(|value| (value.span, seen.unborne(query, *answer, value)))
                .collect()
        }
        Predicate::Chosen { answer, option } => {
            let Some(seen) = &seen.0[answer.index()] else {
                return Vec::new();
            };
            let Reading::Choices(choices) = &query.answer(*answer).reading else {
                return Vec::new();
            };
            let folded = fold(&option.value);
            let mut declared = choices.options.iter();
            let known = seen.folded.contains(&folded)
                || declared.any(|declared| fold(&declared.text) == folded);
            let unborne = || seen.unborne(query, *answer, option).harmless();
            let unborne = (seen.complete && !known).then(|| (option.span, unborne()));
            unborne.into_iter().collect()
        }
        _ => Vec::new(),
    }
}
