//! The `report` statement and the sections that are computed.

use super::Checker;
use super::quotes::Quotes;
use crate::language::error::{FieldError, Kind, NameError, ReportError};
use crate::language::query::{self, AnswerId, Locale, MetricId, Reading, Section};
use crate::language::span::{FileId, Span};
use crate::language::syntax::{Against, Name, Report, ReportPart};

/// At most so many groups are compared; each is tested against each.
pub(super) const MOST_GROUPS: usize = 6;

/// A comparison is adjusted for so many questions at most: more leave hardly two answers alike, and
/// a group has a side and a period beside them.
const MOST_ADJUSTED: usize = 4;

impl<'a> Checker<'a> {
    /// Checks the file's own reports; those of used files are not its.
    pub(super) fn reports(&mut self) -> Vec<query::Report> {
        let own = |report: &&Report| report.span.file == FileId::default();
        let reports: Vec<&'a Report> = self
            .statements
            .reports
            .iter()
            .copied()
            .filter(own)
            .collect();
        reports
            .into_iter()
            .map(|report| self.one_report(report))
            .collect()
    }

    /// A file without report and alert is one of definitions.
    pub(super) fn nothing_to_build(&mut self) {
        let all = &self.statements;
        let own = |span: Span| span.file == FileId::default();
        let output = all.reports.iter().any(|report| own(report.span))
            || all.alerts.iter().any(|alert| own(alert.span));
        if !output && !all.broken_output && self.errors.is_empty() && self.input.mistakes == 0 {
            let definitions = all.sources.is_empty();
            self.report(FieldError::NothingToBuild { definitions }, Span::default());
        }
    }

    fn one_report(&mut self, report: &'a Report) -> query::Report {
        let locale = self
            .once(&report.locales, "in", |name| name.span)
            .map(|name| self.locale(name));
        let company = self
            .once(&report.companies, "by", |text| text.span)
            .map(|text| text.value.clone());
        let for_each = report.for_each.as_ref();
        let for_each = for_each.and_then(|(name, _)| self.division(name));
        let mut checked = query::Report {
            title: report.title.value.clone(),
            company,
            subtitle: None,
            note: None,
            locale: locale.flatten().unwrap_or(Locale::English),
            for_each,
            sections: Vec::new(),
            span: report.span,
        };
        for part in &report.parts {
            self.report_part(part, &mut checked);
        }
        if report.parts.is_empty() && !report.damaged {
            self.report(ReportError::EmptyReport, report.span);
        }
        checked
    }

    fn locale(&mut self, name: &Name) -> Option<Locale> {
        match name.text.as_str() {
            "en" => Some(Locale::English),
            "fa" => Some(Locale::Persian),
            "ar" => Some(Locale::Arabic),
            other => self.fail(
                NameError::UnknownLocale {
                    name: other.to_owned(),
                },
                name.span,
            ),
        }
    }

    fn report_part(&mut self, part: &'a ReportPart, checked: &mut query::Report) {
        let section = match part {
            ReportPart::Subtitle(text) => {
                if checked.subtitle.replace(text.value.clone()).is_some() {
                    self.report(FieldError::PartTwice { part: "subtitle" }, text.span);
                }
                return;
            }
            ReportPart::Note(text) => {
                if checked.note.replace(text.value.clone()).is_some() {
                    self.report(FieldError::PartTwice { part: "note" }, text.span);
                }
                return;
            }
            ReportPart::Summary {
                metrics,
                versus,
                span,
            } => {
                let metrics = self.metrics_named(metrics);
                if versus.is_some() {
                    self.needs_date("versus", *span);
                }
                Section::Summary {
                    metrics,
                    versus: *versus,
                    span: *span,
                }
            }
            ReportPart::Trend {
                metrics,
                by,
                mix,
                span,
            } => {
                let metrics = self.metrics_named(metrics);
                let mix = mix.as_ref().and_then(|name| self.division(name));
                self.needs_date("trend", *span);
                Section::Trend {
                    metrics,
                    by: *by,
                    mix,
                    span: *span,
                }
            }
            ReportPart::Table { metrics, by, span } => {
                let metrics = self.metrics_named(metrics);
                let by = by
                    .iter()
                    .filter_map(|name| self.table_column(name))
                    .collect();
                Section::Table {
                    metrics,
                    by,
                    span: *span,
                }
            }
            ReportPart::Paragraph { text, span } => Section::Text {
                text: text.value.clone(),
                span: *span,
            },
            ReportPart::Compare { .. } => match self.compare_section(part) {
                Some(section) => section,
                None => return,
            },
            ReportPart::Drivers { of, from, span } => match self.drivers(of, from, *span) {
                Some(section) => section,
                None => return,
            },
            ReportPart::Journey {
                of,
                versus,
                stages,
                span,
            } => match self.journey(of, *versus, stages, *span) {
                Some(section) => section,
                None => return,
            },
            ReportPart::Reasons {
                of,
                from,
                by,
                versus,
                span,
            } => match self.reasons(of.as_ref(), from, by.as_ref(), *versus, *span) {
                Some(section) => section,
                None => return,
            },
            ReportPart::Ranking { of, by, span } => match self.ranking(of, by, *span) {
                Some(section) => section,
                None => return,
            },
            ReportPart::Gap {
                claimed,
                actual,
                span,
            } => match self.gap(claimed, actual, *span) {
                Some(section) => section,
                None => return,
            },
            ReportPart::Answers { to, of, span } => match self.answers_in_full(to, of, *span) {
                Some(section) => section,
                None => return,
            },
            ReportPart::Stake {
                of,
                from,
                to,
                moved,
                span,
            } => match self.stake(of, [from, to], moved.as_ref(), *span) {
                Some(section) => section,
                None => return,
            },
            ReportPart::Followup {
                of,
                condition,
                file,
                columns,
                span,
            } => match self.followup(of, condition.as_ref(), file, columns, *span) {
                Some(section) => section,
                None => return,
            },
            ReportPart::Quotes {
                text,
                of,
                by,
                most,
                without,
                span,
            } => {
                let said = Quotes {
                    text,
                    of,
                    by: by.as_ref(),
                    most: most.as_ref(),
                    without,
                    span: *span,
                };
                match self.quotes(&said) {
                    Some(section) => section,
                    None => return,
                }
            }
        };
        checked.sections.push(section);
    }

    fn compare_section(&mut self, part: &'a ReportPart) -> Option<Section> {
        let ReportPart::Compare {
            groups,
            metrics,
            against,
            adjusted,
            span,
        } = part
        else {
            return None;
        };
        let segments: Vec<_> = groups.iter().map(|name| self.segment_named(name)).collect();
        let ids = self.metrics_named(metrics);
        let complete = ids.len() == metrics.len();
        let against = against
            .iter()
            .filter_map(|against| self.beside(against, &ids, complete))
            .collect();
        let adjusted = self.adjusted(adjusted);
        let segments: Vec<_> = segments.into_iter().collect::<Option<_>>()?;
        for (i, (segment, name)) in segments.iter().zip(groups).enumerate() {
            if segments[..i].contains(segment) {
                let name_again = name.text.clone();
                return self.fail(
                    ReportError::SegmentWithItself { name: name_again },
                    name.span,
                );
            }
        }
        if let Some(name) = groups.get(MOST_GROUPS) {
            return self.fail(ReportError::TooManyGroups { most: MOST_GROUPS }, name.span);
        }
        Some(Section::Compare {
            groups: segments,
            metrics: ids,
            against,
            adjusted,
            span: *span,
        })
    }

    /// What a comparison is adjusted for: questions with few answers, each once.
    fn adjusted(&mut self, adjusted: &'a [(Vec<Name>, Span)]) -> Vec<AnswerId> {
        let mut answers = Vec::new();
        for name in adjusted.iter().flat_map(|(names, _)| names) {
            if answers.len() == MOST_ADJUSTED {
                let of = "questions";
                let most = MOST_ADJUSTED;
                self.report(FieldError::TooMany { of, most }, name.span);
                break;
            }
            let Some(answer) = self.division(name) else {
                continue;
            };
            if answers.contains(&answer) {
                let name_again = name.text.clone();
                self.report(ReportError::MetricTwice { name: name_again }, name.span);
            } else {
                answers.push(answer);
            }
        }
        answers
    }

    /// `against published satisfied.repurchase-ratio for repurchase`; the first metric if none is named.
    fn beside(
        &mut self,
        against: &'a Against,
        metrics: &[MetricId],
        complete: bool,
    ) -> Option<(MetricId, query::BenchmarkId)> {
        let figure = self.figure(against);
        let metric = match &against.metric {
            Some(name) => {
                let id = self.metric_named(name)?;
                if complete && !metrics.contains(&id) {
                    return self.fail(
                        ReportError::NotInComparison {
                            metric: name.text.clone(),
                        },
                        name.span,
                    );
                }
                id
            }
            None => *metrics.first().filter(|_| complete)?,
        };
        let figure = figure?;
        let measure = self.metrics.get(metric.index())?.measure.clone();
        self.fits(figure, &measure, true, against.figure.span)
            .then_some((metric, figure))
    }

    /// What a table's columns are made of.
    pub(super) fn table_column(&mut self, name: &Name) -> Option<AnswerId> {
        if let Some(super::names::Target::Segment(_)) = self.target(name) {
            return self.fail(
                ReportError::BySegment {
                    name: name.text.clone(),
                },
                name.span,
            );
        }
        let answer = match self.field_named(name, &[Kind::Field, Kind::Column])? {
            Err(column) => {
                return Some(self.read_column(column, Reading::Category(Vec::new()), name.span));
            }
            Ok(answer) => answer,
        };
        if self.makes_groups(answer) {
            return Some(answer);
        }
        let what = self.what(answer);
        self.fail(
            ReportError::ColumnsOf {
                what,
                name: name.text.clone(),
            },
            name.span,
        )
    }

    /// Whether an answer is one of a few, or several of them.
    pub(super) fn makes_groups(&self, answer: AnswerId) -> bool {
        match self.reading(answer) {
            Reading::Scale(_) | Reading::Category(_) | Reading::Choices(_) => true,
            Reading::Number(number) => !number.bands.is_empty(),
            Reading::Date(_) | Reading::Text => false,
        }
    }

    /// What divides respondents into parts that share nobody: options of several are no such parts.
    pub(super) fn division(&mut self, name: &Name) -> Option<AnswerId> {
        let answer = self.table_column(name)?;
        if matches!(self.reading(answer), Reading::Choices(_)) {
            let (what, name_of) = (self.what(answer), name.text.clone());
            return self.fail(
                ReportError::ColumnsOf {
                    what,
                    name: name_of,
                },
                name.span,
            );
        }
        Some(answer)
    }

    /// What goes by time needs to know when each answer was given.
    pub(super) fn needs_date(&mut self, section: &'static str, span: Span) {
        let unknowable = self.statements.broken_source || self.statements.sources.is_empty();
        if self.date.is_none() && !unknowable {
            self.report(ReportError::NeedsDate { section }, span);
        }
    }
}
