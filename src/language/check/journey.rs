//! `journey csat { stage "First contact" { web, `word of mouth` not ours } … }`

use super::Checker;
use super::names::Target;
use crate::language::error::{Kind, ReportError};
use crate::language::query::{
    Good, Granularity, JourneyGroup, JourneyStage, JourneyTouchpoint, Measure, Metric, Predicate,
    Quantity, Reading, Section,
};
use crate::language::span::Span;
use crate::language::syntax::{Name, Stage};

/// What a touchpoint may be.
const TOUCHPOINTS: [Kind; 3] = [Kind::Field, Kind::Metric, Kind::Column];

impl<'a> Checker<'a> {
    pub(super) fn journey(
        &mut self,
        of: &Name,
        versus: Option<Granularity>,
        stages: &'a [Stage],
        span: Span,
    ) -> Option<Section> {
        if versus.is_some() {
            self.needs_date("versus", span);
        }
        let answer = match self.field_named(of, &[Kind::Field]) {
            Some(Ok(answer)) => Some(answer),
            Some(Err(_)) => {
                let name = of.text.clone();
                self.report(ReportError::JourneyOf { name }, of.span);
                None
            }
            None => None,
        };
        let stages: Vec<Option<JourneyStage>> = stages.iter().map(|one| self.stage(one)).collect();
        let answer = answer?;
        let groups = self.parts_at_ends(answer);
        if groups.is_empty() {
            let name = of.text.clone();
            return self.fail(ReportError::JourneyOf { name }, of.span);
        }
        Some(Section::Journey {
            question: self.answers[answer.index()].title(),
            groups,
            stages: stages.into_iter().collect::<Option<_>>()?,
            versus,
            span,
        })
    }

    /// The best and the worst named part of a question.
    fn parts_at_ends(&self, answer: crate::language::query::AnswerId) -> Vec<JourneyGroup> {
        let parts: Vec<JourneyGroup> = match self.reading(answer) {
            Reading::Scale(scale) => {
                let mut bands: Vec<_> = scale.bands.iter().collect();
                bands.sort_by_key(|band| band.codes.first().copied());
                if scale.good != Good::Low {
                    bands.reverse();
                }
                let group = |band: &&crate::language::query::Band| JourneyGroup {
                    name: band.name.clone(),
                    predicate: Predicate::Codes {
                        answer,
                        ranges: band.codes.clone(),
                    },
                };
                bands.iter().map(group).collect()
            }
            Reading::Category(bands) => bands
                .iter()
                .map(|band| JourneyGroup {
                    name: band.name.clone(),
                    predicate: Predicate::OneOf {
                        answer,
                        values: band.values.clone(),
                    },
                })
                .collect(),
            _ => Vec::new(),
        };
        match &parts[..] {
            [good, .., bad] => vec![good.clone(), bad.clone()],
            _ => Vec::new(),
        }
    }

    fn stage(&mut self, stage: &'a Stage) -> Option<JourneyStage> {
        let goal = self.once(&stage.goals, "goal", |text| text.span);
        let question = self.once(&stage.questions, "question", |text| text.span);
        let touchpoints: Vec<Option<JourneyTouchpoint>> = stage
            .touchpoints
            .iter()
            .map(|(name, not_ours)| self.touchpoint(name, !not_ours))
            .collect();
        Some(JourneyStage {
            name: stage.name.value.clone(),
            goal: goal.map(|text| text.value.clone()),
            question: question.map(|text| text.value.clone()),
            touchpoints: touchpoints.into_iter().collect::<Option<_>>()?,
        })
    }

    /// A rated field, a number or metric of operations, or, where it is not the company's own, only
    /// a name.
    fn touchpoint(&mut self, name: &Name, ours: bool) -> Option<JourneyTouchpoint> {
        let touchpoint = |metric: Option<Metric>, operational: bool| JourneyTouchpoint {
            label: metric
                .as_ref()
                .map_or_else(|| name.text.clone(), |m| m.label.clone()),
            ours,
            operational,
            metric,
        };
        let is_known = self.target(name).is_some() || self.columns.contains_key(name.text.as_str());
        if !ours && !is_known {
            return Some(touchpoint(None, false));
        }
        if let Some(Target::Metric(i)) = self.target(name) {
            let id = self.metric(i, name.span)?;
            let metric = self.metrics[id.index()].clone();
            let is_rated = matches!(&metric.measure, Measure::Mean(Quantity::Answer(answer))
                if matches!(self.reading(*answer), Reading::Scale(_)));
            return Some(touchpoint(Some(metric), !is_rated));
        }
        let answer = match self.field_named(name, &TOUCHPOINTS)? {
            Ok(answer) => answer,
            Err(column) => {
                let number = self.plain_number();
                self.read_column(column, number, name.span)
            }
        };
        match self.reading(answer) {
            Reading::Scale(_) => Some(touchpoint(Some(self.mean_of_answer(answer, name)), false)),
            Reading::Number { .. } => {
                let metric = Metric {
                    measure: Measure::Quantile(Quantity::Answer(answer), 0.5),
                    ..self.mean_of_answer(answer, name)
                };
                Some(touchpoint(Some(metric), true))
            }
            _ => {
                let what = self.what(answer);
                let kind = ReportError::MeanOf {
                    function: "journey",
                    what,
                    name: name.text.clone(),
                };
                self.fail(kind, name.span)
            }
        }
    }
}
