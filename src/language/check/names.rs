//! What names stand for. All definitions share one set of names; columns are a second one behind it.

use std::collections::{HashMap, HashSet};

use super::{Checker, MOST_SUGGESTIONS, State};
use crate::language::error::{Kind, NameError, ReportError};
use crate::language::load::SurveyHeader;
use crate::language::query::{AnswerId, ColumnId, MetricId, SegmentId};
use crate::language::scan;
use crate::language::span::{FileId, Span};
use crate::language::syntax::{self, Name, Statement};
use crate::text::nearest;

/// What a name was defined as.
#[derive(Debug, Clone, Copy)]
pub(super) struct Definition {
    pub target: Target,
    pub span: Span,
}

/// What a name stands for; the number counts within [`Statements`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    Source,
    Field(usize),
    Segment(usize),
    Metric(usize),
    Benchmark(usize),
    /// Its statement has a mistake, of which everybody was told.
    Broken,
}

impl Target {
    fn kind(self) -> Option<Kind> {
        Some(match self {
            Self::Source => Kind::Source,
            Self::Field(_) => Kind::Field,
            Self::Segment(_) => Kind::Segment,
            Self::Metric(_) => Kind::Metric,
            Self::Benchmark(_) => Kind::Benchmark,
            Self::Broken => return None,
        })
    }
}

/// The statements of all files by kind.
#[derive(Default)]
pub(super) struct Statements<'a> {
    pub sources: Vec<&'a syntax::Source>,
    /// Whether there is a source that can't be read.
    pub broken_source: bool,
    pub fields: Vec<&'a syntax::Field>,
    pub segments: Vec<&'a syntax::Segment>,
    pub metrics: Vec<&'a syntax::Metric>,
    pub benchmarks: Vec<&'a syntax::Benchmark>,
    pub reports: Vec<&'a syntax::Report>,
    pub alerts: Vec<&'a syntax::Alert>,
    /// Whether there is a report or alert that can't be read.
    pub broken_output: bool,
}

/// The columns by name.
pub(super) fn columns(header: Option<&SurveyHeader>) -> HashMap<&str, ColumnId> {
    let names = header.iter().flat_map(|header| &header.columns);
    (0..)
        .zip(names)
        .map(|(id, name)| (name.as_str(), ColumnId(id)))
        .collect()
}

impl<'a> Checker<'a> {
    /// Takes down what each name stands for.
    pub(super) fn define(&mut self, trees: &'a [(FileId, syntax::File)]) {
        // Used files first: if a name is defined twice, the file itself is the one to change.
        let (own, used) = trees.split_at(trees.len().min(1));
        for statement in used
            .iter()
            .chain(own)
            .flat_map(|(_, tree)| &tree.statements)
        {
            let all = &mut self.statements;
            let (name, target): (&'a Name, Target) = match statement {
                Statement::Use(_) => continue,
                Statement::Source(source) => {
                    all.sources.push(source);
                    (&source.name, Target::Source)
                }
                Statement::Field(field) => {
                    all.fields.push(field);
                    self.fields.push(State::Untouched);
                    (&field.name, Target::Field(self.fields.len() - 1))
                }
                Statement::Segment(segment) => {
                    all.segments.push(segment);
                    self.segment_ids.push(State::Untouched);
                    (&segment.name, Target::Segment(self.segment_ids.len() - 1))
                }
                Statement::Metric(metric) => {
                    all.metrics.push(metric);
                    self.metric_ids.push(State::Untouched);
                    (&metric.name, Target::Metric(self.metric_ids.len() - 1))
                }
                Statement::Benchmark(benchmark) => {
                    all.benchmarks.push(benchmark);
                    self.benchmark_ids.push(State::Untouched);
                    (
                        &benchmark.name,
                        Target::Benchmark(self.benchmark_ids.len() - 1),
                    )
                }
                Statement::Report(report) => {
                    all.reports.push(report);
                    continue;
                }
                Statement::Alert(alert) => {
                    all.alerts.push(alert);
                    continue;
                }
                Statement::Broken {
                    keyword,
                    name,
                    span,
                } => {
                    // What can't be read at all may be a source as well.
                    all.broken_source |= keyword == "source" || !scan::is_statement(keyword);
                    all.broken_output |= matches!(keyword.as_str(), "report" | "alert");
                    let defines =
                        !matches!(keyword.as_str(), "use" | "source" | "report" | "alert");
                    self.nameless |= defines && name.is_none();
                    if let Some(name) = name {
                        self.scope.entry(name).or_insert(Definition {
                            target: Target::Broken,
                            span: *span,
                        });
                    }
                    continue;
                }
            };
            self.define_one(name, target);
        }
    }

    fn define_one(&mut self, name: &'a Name, target: Target) {
        let definition = Definition {
            target,
            span: name.span,
        };
        match self.scope.get(name.text.as_str()) {
            None => {
                self.scope.insert(&name.text, definition);
                self.defined.push((&name.text, definition));
            }
            Some(first) if first.target == Target::Broken => {}
            // A second source has an error of its own.
            Some(_) if target == Target::Source => {}
            Some(first) => {
                let first = self.place_of(first.span, name.span.file);
                self.report(
                    NameError::Twice {
                        name: name.text.clone(),
                        first,
                    },
                    name.span,
                );
            }
        }
    }

    /// "line 3", or "line 3 of house.cxq" seen from another file.
    fn place_of(&self, span: Span, seen_from: FileId) -> String {
        let Some(file) = self.input.sources.file(span.file) else {
            return String::new();
        };
        let line = file.position(span.start as usize).line;
        if span.file == seen_from {
            format!("line {line}")
        } else {
            format!("line {line} of {}", file.path.display())
        }
    }

    /// What a name in an expression stands for: a definition, or else a column.
    pub(super) fn target(&self, name: &Name) -> Option<Target> {
        if name.quoted {
            return None;
        }
        self.scope
            .get(name.text.as_str())
            .map(|definition| definition.target)
    }

    /// The column of a name. `wanted` is what else the name could have been, for offering near ones.
    pub(super) fn column(&mut self, name: &Name, wanted: &[Kind]) -> Option<(ColumnId, &'a str)> {
        let header = self.input.header?;
        // Columns of the same name are told apart by numbers.
        let numbered = |number: usize| format!("{} ({number})", name.text);
        match self.columns.get(name.text.as_str()) {
            Some(&id) => Some((id, header.columns.get(id.index())?)),
            None if self.columns.contains_key(numbered(1).as_str()) => {
                let times = (1..).take_while(|&n| self.columns.contains_key(numbered(n).as_str()));
                let kind = NameError::AmbiguousColumn {
                    name: name.text.clone(),
                    times: times.count(),
                };
                self.fail(kind, name.span)
            }
            None => self.unknown(name, wanted),
        }
    }

    /// The error for a name that stands for nothing, with near ones of the kinds that would do.
    pub(super) fn unknown<T>(&mut self, name: &Name, wanted: &[Kind]) -> Option<T> {
        let nothing = [
            "null", "na", "NA", "none", "None", "nil", "true", "false", "TRUE", "FALSE", "NULL",
        ];
        if wanted.contains(&Kind::Column) && !name.quoted && nothing.contains(&name.text.as_str()) {
            return self.fail(
                NameError::Nothing {
                    name: name.text.clone(),
                },
                name.span,
            );
        }
        if let Some(is) = self.target(name).and_then(Target::kind) {
            let kind = NameError::WrongKind {
                name: name.text.clone(),
                is,
                wanted: wanted.to_vec(),
            };
            return self.fail(kind, name.span);
        }
        if !wanted.contains(&Kind::Column) && self.columns.contains_key(name.text.as_str()) {
            let kind = NameError::WrongKind {
                name: name.text.clone(),
                is: Kind::Column,
                wanted: wanted.to_vec(),
            };
            return self.fail(kind, name.span);
        }
        if (self.input.incomplete || self.nameless) && !name.quoted && wanted != [Kind::Column] {
            return None;
        }
        let near = self.near_defined(name, wanted);
        let text = name.text.clone();
        if wanted == [Kind::Column] || name.quoted {
            let columns = self
                .input
                .header
                .map(|header| header.columns.as_slice())
                .unwrap_or_default();
            let some = columns.iter().take(8).cloned().collect();
            return self.fail(
                NameError::UnknownColumn {
                    name: text,
                    near,
                    some,
                    all: columns.len(),
                },
                name.span,
            );
        }
        self.fail(
            NameError::Unknown {
                wanted: wanted.to_vec(),
                name: text,
                near,
            },
            name.span,
        )
    }

    pub(super) fn near_defined(&mut self, name: &Name, wanted: &[Kind]) -> Vec<String> {
        self.suggestions += 1;
        if self.suggestions > MOST_SUGGESTIONS {
            return Vec::new();
        }
        let columns = self.input.header.filter(|_| wanted.contains(&Kind::Column));
        let columns = columns
            .iter()
            .flat_map(|header| header.columns.iter().map(String::as_str));
        let defined = self.defined.iter().filter(|(_, definition)| {
            !name.quoted
                && definition
                    .target
                    .kind()
                    .is_some_and(|kind| wanted.contains(&kind))
        });
        nearest(&name.text, defined.map(|(name, _)| *name).chain(columns))
    }

    /// A field by name, or a plain column, to be read as `reading` says.
    pub(super) fn field_named(
        &mut self,
        name: &Name,
        wanted: &[Kind],
    ) -> Option<Result<AnswerId, ColumnId>> {
        match self.target(name) {
            Some(Target::Field(i)) => self.field(i).map(Ok),
            Some(Target::Broken) => None,
            _ => self.column(name, wanted).map(|(id, _)| Err(id)),
        }
    }

    /// A segment by name.
    pub(super) fn segment_named(&mut self, name: &Name) -> Option<SegmentId> {
        match self.target(name) {
            Some(Target::Segment(i)) => self.segment(i, name.span),
            Some(Target::Broken) => None,
            _ => self.unknown(name, &[Kind::Segment]),
        }
    }

    /// A metric by name.
    pub(super) fn metric_named(&mut self, name: &Name) -> Option<MetricId> {
        match self.target(name) {
            Some(Target::Metric(i)) => self.metric(i, name.span),
            Some(Target::Broken) => None,
            _ => self.unknown(name, &[Kind::Metric]),
        }
    }

    /// Whether nothing has this name, neither a definition nor a column; and all of both are known.
    pub(super) fn is_nowhere(&self, name: &Name) -> bool {
        let columns = self.input.header.map(|header| &header.columns);
        let is_all_known = !self.input.incomplete && !self.nameless && !name.quoted;
        let begins = |column: &String| column.starts_with(name.text.as_str());
        is_all_known
            && self.target(name).is_none()
            && columns.is_some_and(|columns| !columns.iter().any(begins))
    }

    /// That no name of a list stands in it twice.
    pub(super) fn each_once(&mut self, names: &[Name]) -> Option<()> {
        let mut seen = HashSet::new();
        let twice: Vec<&Name> = { names.iter() }
            .filter(|name| !seen.insert(name.text.as_str()))
            .collect();
        for name in &twice {
            let text = name.text.clone();
            self.report(ReportError::MetricTwice { name: text }, name.span);
        }
        twice.is_empty().then_some(())
    }

    /// Metrics by name, each of which may stand once.
    pub(super) fn metrics_named(&mut self, names: &[Name]) -> Vec<MetricId> {
        let mut ids = Vec::with_capacity(names.len());
        let mut seen = HashSet::new();
        for name in names {
            let Some(id) = self.metric_named(name) else {
                continue;
            };
            if !seen.insert(id) {
                let kind = ReportError::MetricTwice {
                    name: name.text.clone(),
                };
                self.report(kind, name.span);
            } else {
                ids.push(id);
            }
        }
        ids
    }
}
