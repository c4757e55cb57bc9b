//! What stands behind a metric's formula: target, figure beside it, direction, unit.

use super::Checker;
use super::metrics::Measured;
use crate::language::error::{FieldError, ReportError};
use crate::language::query::{BenchmarkId, Good, Measure};
use crate::language::syntax::{End, Metric, Number};

/// The parts, checked.
pub(super) struct MetricParts {
    pub target: Option<f64>,
    pub benchmark: Option<BenchmarkId>,
    pub good: Good,
    pub unit: Option<String>,
}

impl<'a> Checker<'a> {
    pub(super) fn metric_parts(
        &mut self,
        metric: &'a Metric,
        measured: &Measured,
    ) -> Option<MetricParts> {
        let target = self
            .once(&metric.targets, "target", |target| target.span)
            .and_then(|number| self.target_value(number, measured));
        let good = match self.once(&metric.directions, "direction", |direction| direction.span) {
            Some(direction) if direction.end != End::Good => {
                let what = crate::language::error::What::Number;
                self.report(FieldError::EasyNotHere { what }, direction.span);
                Good::Neither
            }
            Some(direction) if direction.high => Good::High,
            Some(_) => Good::Low,
            None => measured.good,
        };
        let unit = self
            .once(&metric.units, "unit", |unit| unit.span)
            .map(|unit| unit.value.clone());
        let benchmark = match self.once(&metric.against, "against", |against| against.span) {
            Some(against) => {
                if let Some(name) = &against.metric {
                    self.report(ReportError::ForInMetric, name.span);
                }
                let id = self.figure(against);
                if let Some(id) = id {
                    self.fits(id, &measured.measure, false, against.figure.span);
                }
                id
            }
            None => None,
        };
        // A target or figure with a mistake takes nothing from the metric; the mistake was reported.
        Some(MetricParts {
            target,
            benchmark,
            good,
            unit: unit.or_else(|| measured.unit.clone()),
        })
    }

    /// A number on the metric's own scale.
    pub(super) fn target_value(&mut self, number: &Number, measured: &Measured) -> Option<f64> {
        let value = number.value;
        match &measured.measure {
            Measure::Share(_) if !(0.0..=1.0).contains(&value) => {
                self.fail(ReportError::TargetOfShare, number.span)
            }
            Measure::Share(_) => Some(value),
            Measure::Nps(_) if number.percent => {
                self.fail(ReportError::TargetPercent { points: true }, number.span)
            }
            Measure::Ratio(..) => Some(value),
            _ if number.percent => {
                self.fail(ReportError::TargetPercent { points: false }, number.span)
            }
            _ => match measured.within {
                Some((low, high)) if value < low || value > high => {
                    self.fail(ReportError::TargetOutside { low, high }, number.span)
                }
                _ => Some(value),
            },
        }
    }
}
