//! Sections that are part of the language and not computed yet: their names are checked all the same.

use super::Checker;
use crate::language::error::{Kind, NotYet, ReportError, What};
use crate::language::query::{Reading, Section};
use crate::language::span::Span;
use crate::language::syntax::{Name, ReportPart, Text};

impl<'a> Checker<'a> {
    /// Checks such a section and warns that it is not computed. The columns it would read are not read.
    pub(super) fn later(&mut self, part: &'a ReportPart) -> Section {
        let kept = self.answers.len();
        let (keyword, span) = self.later_names(part);
        self.forget_answers(kept);
        self.report(NotYet::Section { keyword }, span);
        Section::NotYet {
            keyword: keyword.to_owned(),
            span,
        }
    }

    fn later_names(&mut self, part: &'a ReportPart) -> (&'static str, Span) {
        match part {
            ReportPart::Journey { of, stages, span } => {
                self.field_or_metric(of);
                stages
                    .iter()
                    .flat_map(|(_, names)| names)
                    .for_each(|name| self.field_or_metric(name));
                ("journey", *span)
            }
            ReportPart::Reasons { of, from, span } => {
                if let Some(of) = of {
                    self.segment_named(of);
                }
                self.must_be(from, "reasons", |reading| {
                    matches!(reading, Reading::Choices(_) | Reading::Category(_))
                });
                ("reasons", *span)
            }
            ReportPart::Ranking { of, by, span } => {
                self.exists(of);
                self.metric_named(by);
                ("ranking", *span)
            }
            ReportPart::Gap {
                claimed,
                actual,
                span,
            } => {
                self.metric_named(actual);
                if !(0.0..=1.0).contains(&claimed.value) {
                    self.report(ReportError::TargetOfShare, claimed.span);
                }
                ("gap", *span)
            }
            ReportPart::Quotes {
                text,
                of,
                most,
                span,
            } => {
                self.must_be(text, "quotes", |reading| matches!(reading, Reading::Text));
                if let Some(of) = of {
                    self.segment_named(of);
                }
                if let Some(most) = most {
                    self.count(most, "quotes");
                }
                ("quotes", *span)
            }
            ReportPart::Followup {
                of,
                condition,
                file,
                columns,
                span,
            } => {
                self.segment_named(of);
                if let Some(condition) = condition {
                    self.predicate(condition);
                }
                self.inside(file);
                columns.iter().for_each(|name| self.exists(name));
                ("followup", *span)
            }
            // The others are computed.
            ReportPart::Subtitle(text) | ReportPart::Note(text) => ("note", text.span),
            ReportPart::Summary { span, .. }
            | ReportPart::Compare { span, .. }
            | ReportPart::Trend { span, .. }
            | ReportPart::Table { span, .. }
            | ReportPart::Drivers { span, .. }
            | ReportPart::Paragraph { span, .. } => ("section", *span),
        }
    }

    fn field_or_metric(&mut self, name: &Name) {
        match self.target(name) {
            Some(super::names::Target::Metric(i)) => {
                self.metric(i, name.span);
            }
            _ => {
                self.field_named(name, &[Kind::Field, Kind::Metric, Kind::Column]);
            }
        }
    }

    /// A field of a certain kind; a plain column may be it.
    fn must_be(&mut self, name: &Name, section: &'static str, fits: impl Fn(&Reading) -> bool) {
        if let Some(Ok(answer)) = self.field_named(name, &[Kind::Field, Kind::Column])
            && !fits(self.reading(answer))
        {
            let what: What = self.what(answer);
            self.report(
                ReportError::MeanOf {
                    function: section,
                    what,
                    name: name.text.clone(),
                },
                name.span,
            );
        }
    }

    /// Nothing is written outside the output folder.
    fn inside(&mut self, file: &Text) {
        let path = std::path::Path::new(&file.value);
        let plain = |part| {
            matches!(
                part,
                std::path::Component::Normal(_) | std::path::Component::CurDir
            )
        };
        if file.value.is_empty() || file.value.contains('\\') || !path.components().all(plain) {
            self.report(
                ReportError::OutsideFolder {
                    path: file.value.clone(),
                },
                file.span,
            );
        }
    }
}
