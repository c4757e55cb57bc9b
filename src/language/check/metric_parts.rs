//! What stands behind a metric's formula: target, noise, figure beside it, direction, unit.

use super::Checker;
use super::metrics::Measured;
use crate::language::error::{FieldError, NoiseError, ReportError};
use crate::language::query::{BenchmarkId, Good, Measure};
use crate::language::syntax::{End, Metric, Number};

/// The parts, checked.
pub(super) struct MetricParts {
    pub target: Option<f64>,
    pub noise: Option<f64>,
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
        let noise = self
            .once(&metric.noises, "noise", |(number, _)| number.span)
            .and_then(|(number, in_points)| self.noise(number, *in_points, measured));
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
            noise,
            benchmark,
            good,
            unit: unit.or_else(|| measured.unit.clone()),
        })
    }

    /// How large a difference must be to be worth acting on, on the metric's own scale: `2%` of a
    /// share and `2 points` of it are the same.
    fn noise(&mut self, number: &Number, in_points: bool, measured: &Measured) -> Option<f64> {
        let widest = match &measured.measure {
            Measure::Share(_) => Some(1.0),
            Measure::Nps(_) => Some(200.0),
            Measure::Mean(_) | Measure::Quantile(..) => {
                measured.within.map(|(low, high)| high - low)
            }
            _ => return self.fail(NoiseError::NotCompared, number.span),
        };
        let of_share = matches!(measured.measure, Measure::Share(_));
        let value = match (of_share, number.percent, in_points) {
            (true, false, true) => number.value / 100.0,
            (true, true, false) | (false, false, false) => number.value,
            (true, ..) => return self.fail(NoiseError::OfShare, number.span),
            (false, false, true) if widest.is_some() => number.value,
            (false, percent, _) => return self.fail(NoiseError::OfNumber { percent }, number.span),
        };
        if value > 0.0 && widest.is_none_or(|widest| value < widest) {
            Some(value)
        } else {
            self.fail(NoiseError::OutOfRange { widest }, number.span)
        }
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
