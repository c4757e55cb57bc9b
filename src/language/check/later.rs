//! Sections that are part of the language and not computed yet: their names are checked all the same.

use super::Checker;
use crate::language::error::{Kind, NotYet, ReportError, What};
use crate::language::query::{Reading, Section};
use crate::language::span::Span;
use crate::language::syntax::{Name, ReportPart};

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
            // The others are computed.
            ReportPart::Subtitle(text) | ReportPart::Note(text) => ("note", text.span),
            ReportPart::Summary { span, .. }
            | ReportPart::Compare { span, .. }
            | ReportPart::Trend { span, .. }
            | ReportPart::Table { span, .. }
            | ReportPart::Drivers { span, .. }
            | ReportPart::Journey { span, .. }
            | ReportPart::Reasons { span, .. }
            | ReportPart::Ranking { span, .. }
            | ReportPart::Gap { span, .. }
            | ReportPart::Followup { span, .. }
            | ReportPart::Paragraph { span, .. } => ("section", *span),
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
}
