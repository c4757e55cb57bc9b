//! Lines of the source that leave responses out by name, and the period of the report.

use super::Checker;
use crate::language::error::{FieldError, Kind, ReportError};
use crate::language::query::{
    AnswerId, Duplicates, Exclusions, Limit, Predicate, Reading, Speeders,
};
use crate::language::span::{Span, Spanned};
use crate::language::syntax::{
    Exclude, Expression, ExpressionKind, Name, Number, Set, Source, SourcePart,
};

impl<'a> Checker<'a> {
    /// Checks one of the lines that begin with `exclude`.
    pub(super) fn exclude(&mut self, line: &'a Exclude, span: Span, into: &mut Exclusions) {
        match line {
            Exclude::Incomplete(condition) => {
                let predicate = self.predicate(condition);
                into.incomplete = predicate.map(|predicate| Spanned::new(predicate, span));
            }
            Exclude::Unanswered { below, of } => {
                let predicate = self.unanswered(below, of);
                into.incomplete = predicate.map(|predicate| Spanned::new(predicate, span));
            }
            Exclude::Speeders {
                time,
                below,
                of_median,
            } => {
                let limit = self.limit(below, *of_median);
                let time = self.number_of_each(time, "speeders");
                into.speeders = time
                    .zip(limit)
                    .map(|(time, below)| Speeders { time, below });
            }
            Exclude::StraightLiners(names) => {
                let alike = self.alike(names, span);
                into.straight_liners = alike.map(|answers| Spanned::new(answers, span));
            }
            Exclude::Duplicates { by, keep_last } => {
                let columns: Option<Vec<_>> = by.iter().map(|name| self.plain(name)).collect();
                into.duplicates = columns.map(|by| Duplicates {
                    by,
                    keep_last: *keep_last,
                });
            }
        }
    }

    /// Fewer than so many, or such a share, of some answers.
    fn unanswered(&mut self, below: &Number, of: &[Name]) -> Option<Predicate> {
        let answers: Vec<Option<AnswerId>> = of
            .iter()
            .map(
                |name| match self.field_named(name, &[Kind::Field, Kind::Column])? {
                    Ok(answer) => Some(answer),
                    Err(column) => Some(self.read_column(column, Reading::Text, name.span)),
                },
            )
            .collect();
        let answers: Vec<AnswerId> = answers.into_iter().collect::<Option<_>>()?;
        let all = answers.len() as f64;
        // 80 % of 4 answers are at least 4.
        let than = match below.percent {
            true => (below.value * all - 1e-9).ceil(),
            false => below.value,
        };
        if than.fract() != 0.0 || !(1.0..=all).contains(&than) {
            let all = answers.len();
            return self.fail(FieldError::AnsweredBelow { all }, below.span);
        }
        Some(Predicate::FewerAnswered {
            answers,
            than: than as u32,
        })
    }

    /// The shortest time that counts.
    fn limit(&mut self, below: &Number, of_median: bool) -> Option<Limit> {
        let value = below.value;
        let fits = match of_median {
            true => below.percent && value < 1.0,
            false => !below.percent,
        };
        if !fits || value <= 0.0 {
            return self.fail(FieldError::SpeedLimit { of_median }, below.span);
        }
        Some(match of_median {
            true => Limit::OfMedian(value),
            false => Limit::Absolute(value),
        })
    }

    /// Scales on which all answers are alike, or plain columns of codes.
    fn alike(&mut self, names: &[Name], span: Span) -> Option<Vec<AnswerId>> {
        let mut answers: Vec<AnswerId> = Vec::new();
        let mut first: Option<(String, i16, i16)> = None;
        for name in names {
            let answer = match self.field_named(name, &[Kind::Field, Kind::Column])? {
                Err(column) => self.read_column(column, self.plain_number(), name.span),
                Ok(answer) => match self.scale(answer) {
                    Some(scale) => {
                        let (low, high) = (scale.low, scale.high);
                        let known = first.get_or_insert((name.text.clone(), low, high));
                        if (known.1, known.2) != (low, high) {
                            let first = known.0.clone();
                            let name_of = name.text.clone();
                            let kind = FieldError::ScalesDiffer {
                                name: name_of,
                                first,
                            };
                            return self.fail(kind, name.span);
                        }
                        answer
                    }
                    None => {
                        let what = self.what(answer);
                        let kind = ReportError::MeanOf {
                            function: "straight-liners",
                            what,
                            name: name.text.clone(),
                        };
                        return self.fail(kind, name.span);
                    }
                },
            };
            if answers.contains(&answer) {
                let kind = ReportError::MetricTwice {
                    name: name.text.clone(),
                };
                return self.fail(kind, name.span);
            }
            answers.push(answer);
        }
        if answers.len() < Exclusions::FEWEST_ALIKE {
            return self.fail(FieldError::FewAlike, span);
        }
        Some(answers)
    }

    /// `period 2026-01..2026-03`, of the source's date.
    pub(super) fn period_of(
        &mut self,
        source: &Source,
        set: &Set,
        span: Span,
    ) -> Option<Spanned<Predicate>> {
        let date = source.parts.iter().find_map(|part| match part {
            SourcePart::Date { column, .. } => Some(column),
            _ => None,
        });
        let Some(date) = date else {
            // A date that can't be read was told.
            let told = source.damaged;
            return match told {
                true => None,
                false => self.fail(ReportError::NeedsDate { section: "period" }, span),
            };
        };
        let subject = Expression {
            kind: ExpressionKind::Name(Name {
                span,
                ..date.clone()
            }),
            span,
        };
        // Of a date that is wrong itself enough was said.
        self.date??;
        let predicate = self.among(&subject, set)?;
        Some(Spanned::new(predicate, span))
    }
}
