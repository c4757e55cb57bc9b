//! `drivers of csat from courtesy, speed`

use super::Checker;
use super::names::Target;
use crate::language::error::{Kind, ReportError};
use crate::language::query::{
    AnswerId, Good, Measure, Metric, Predicate, Quantity, Reading, Section,
};
use crate::language::span::Span;
use crate::language::syntax::Name;

/// What an outcome or a driver may be.
const RATED: [Kind; 2] = [Kind::Field, Kind::Column];
const OUTCOMES: [Kind; 4] = [Kind::Field, Kind::Segment, Kind::Metric, Kind::Column];

impl Checker<'_> {
    pub(super) fn drivers(&mut self, of: &Name, from: &[Name], span: Span) -> Option<Section> {
        let outcome = self.outcome(of);
        let mut drivers: Vec<Metric> = Vec::new();
        let mut complete = true;
        for name in from {
            match self.rated(name, "drivers") {
                None => complete = false,
                Some(driver) if drivers.iter().any(|d| d.measure == driver.measure) => {
                    let text = name.text.clone();
                    self.report(ReportError::DriverTwice { name: text }, name.span);
                    complete = false;
                }
                Some(driver) => drivers.push(driver),
            }
        }
        let outcome = outcome?;
        if drivers
            .iter()
            .any(|driver| driver.measure == outcome.measure)
        {
            let name = of.text.clone();
            return self.fail(ReportError::DriverOfItself { name }, of.span);
        }
        complete.then_some(Section::Drivers {
            outcome,
            drivers,
            span,
        })
    }

    /// What is to be explained: a scale or a number, a metric of one, a share, or a segment.
    fn outcome(&mut self, name: &Name) -> Option<Metric> {
        match self.target(name) {
            Some(Target::Segment(i)) => {
                let id = self.segment(i, name.span)?;
                let label = self.segments[id.index()].label.clone();
                Some(Metric {
                    label,
                    good: Good::High,
                    ..plain(name, Measure::Share(Predicate::In(id)))
                })
            }
            Some(Target::Metric(i)) => {
                let id = self.metric(i, name.span)?;
                let metric = self.metrics[id.index()].clone();
                match metric.measure {
                    Measure::Nps(_) | Measure::Share(_) | Measure::Mean(_) => Some(metric),
                    _ => {
                        let text = name.text.clone();
                        self.fail(ReportError::DriversOfMetric { name: text }, name.span)
                    }
                }
            }
            _ => self.rated_as(name, "drivers", &OUTCOMES),
        }
    }

    /// The mean of a scale or a number.
    pub(super) fn rated(&mut self, name: &Name, section: &'static str) -> Option<Metric> {
        self.rated_as(name, section, &RATED)
    }

    fn rated_as(&mut self, name: &Name, section: &'static str, wanted: &[Kind]) -> Option<Metric> {
        let answer = match self.field_named(name, wanted)? {
            Ok(answer) => answer,
            Err(column) => {
                let number = self.plain_number();
                self.read_column(column, number, name.span)
            }
        };
        if !matches!(
            self.reading(answer),
            Reading::Scale(_) | Reading::Number { .. }
        ) {
            let what = self.what(answer);
            let kind = ReportError::MeanOf {
                function: section,
                what,
                name: name.text.clone(),
            };
            return self.fail(kind, name.span);
        }
        Some(self.mean_of_answer(answer, name))
    }

    /// The mean of an answer, called as the answer is.
    pub(super) fn mean_of_answer(&self, answer: AnswerId, name: &Name) -> Metric {
        let (good, unit, _) = self.of_answer(answer);
        Metric {
            label: self.answers[answer.index()].title(),
            good,
            unit,
            ..plain(name, Measure::Mean(Quantity::Answer(answer)))
        }
    }
}

/// A metric that a section makes of a name.
pub(super) fn plain(name: &Name, measure: Measure) -> Metric {
    Metric {
        span: name.span,
        ..Metric::of_section(&name.text, measure)
    }
}
