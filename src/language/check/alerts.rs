//! The `alert` statement: conditions about metrics.

use super::Checker;
use super::comparisons::mirrored;
use super::metrics::Measured;
use super::names::Target;
use crate::language::error::{Kind, MeaningError, ReportError};
use crate::language::query::{
    self, Comparison, Condition, Good, Granularity, Measure, MetricId, Watched,
};
use crate::language::span::FileId;
use crate::language::syntax::{Alert, Expression, ExpressionKind, Number};

impl<'a> Checker<'a> {
    /// Checks the file's own alerts.
    pub(super) fn alerts(&mut self) -> Vec<query::Alert> {
        let own = |alert: &&Alert| alert.span.file == FileId::default();
        let alerts: Vec<&'a Alert> = self.statements.alerts.iter().copied().filter(own).collect();
        let checked = alerts.into_iter().map(|alert| {
            let condition = self.alert_condition(&alert.condition)?;
            Some(query::Alert {
                condition,
                text: self.written(alert.condition.span),
                span: alert.span,
            })
        });
        checked.collect::<Vec<_>>().into_iter().flatten().collect()
    }

    fn alert_condition(&mut self, expression: &'a Expression) -> Option<Condition> {
        match &expression.kind {
            ExpressionKind::Any(parts) => self.alert_parts(parts).map(Condition::Any),
            ExpressionKind::All(parts) => self.alert_parts(parts).map(Condition::All),
            ExpressionKind::Not(inner) => {
                Some(Condition::Not(Box::new(self.alert_condition(inner)?)))
            }
            ExpressionKind::Compare { left, how, right } => {
                if let Some((number, negative)) = fixed(right) {
                    self.alert_compare(left, how.value, number, negative)
                } else if let Some((number, negative)) = fixed(left) {
                    self.alert_compare(right, mirrored(how.value), number, negative)
                } else {
                    self.fail(ReportError::AlertThreshold, right.span)
                }
            }
            _ => self.fail(ReportError::AlertCondition, expression.span),
        }
    }

    fn alert_parts(&mut self, parts: &'a [Expression]) -> Option<Vec<Condition>> {
        let parts: Vec<Option<Condition>> = parts
            .iter()
            .map(|part| self.alert_condition(part))
            .collect();
        parts.into_iter().collect()
    }

    fn alert_compare(
        &mut self,
        watched: &'a Expression,
        how: Comparison,
        number: &Number,
        negative: bool,
    ) -> Option<Condition> {
        let (metric, of) = self.watched(watched)?;
        let mut number = number.clone();
        if negative {
            number.value = -number.value;
        }
        let threshold = self.threshold(metric, of, &number)?;
        Some(Condition::Compare {
            metric,
            of,
            how,
            threshold,
        })
    }

    /// `csat_score`, `fall(nps_score)`, `rise(nps_score, month)`
    fn watched(&mut self, expression: &'a Expression) -> Option<(MetricId, Watched)> {
        match &expression.kind {
            ExpressionKind::Name(name) => {
                if matches!(self.target(name), Some(Target::Metric(_) | Target::Broken)) {
                    return self.metric_named(name).map(|id| (id, Watched::Value));
                }
                if self.target(name).is_some() || self.columns.contains_key(name.text.as_str()) {
                    return self.fail(
                        ReportError::AlertNoMetric {
                            name: name.text.clone(),
                        },
                        name.span,
                    );
                }
                self.unknown(name, &[Kind::Metric])
            }
            ExpressionKind::Call {
                function,
                arguments,
            } if matches!(function.text.as_str(), "fall" | "rise") => {
                let (first, period) = match arguments.as_slice() {
                    [metric] => (metric, Some(Granularity::Quarter)),
                    [metric, period] => (
                        metric,
                        self.bare(period).and_then(|name| granularity(&name.text)),
                    ),
                    _ => return self.fail(ReportError::FallOf, function.span),
                };
                let Some((name, period)) = self.bare(first).zip(period) else {
                    return self.fail(ReportError::FallOf, function.span);
                };
                self.needs_date(
                    if function.text == "fall" {
                        "fall"
                    } else {
                        "rise"
                    },
                    function.span,
                );
                let id = self.metric_named(&name)?;
                Some((
                    id,
                    if function.text == "fall" {
                        Watched::Fall(period)
                    } else {
                        Watched::Rise(period)
                    },
                ))
            }
            ExpressionKind::Call { function, .. } => {
                self.fail(MeaningError::FallHere, function.span)
            }
            _ => self.fail(ReportError::AlertCondition, expression.span),
        }
    }

    fn threshold(&mut self, metric: MetricId, of: Watched, number: &Number) -> Option<f64> {
        let measure = self.metrics.get(metric.index())?.measure.clone();
        let within = match (&measure, of) {
            (Measure::Nps(_), Watched::Value) => Some((-100.0, 100.0)),
            _ => None,
        };
        self.target_value(
            number,
            &Measured {
                measure,
                good: Good::Neither,
                unit: None,
                within,
            },
        )
    }
}

/// A number as written, and whether a minus stands before it.
fn fixed(expression: &Expression) -> Option<(&Number, bool)> {
    match &expression.kind {
        ExpressionKind::Number(number) => Some((number, false)),
        ExpressionKind::Minus(inner) => match &inner.kind {
            ExpressionKind::Number(number) => Some((number, true)),
            _ => None,
        },
        _ => None,
    }
}

fn granularity(word: &str) -> Option<Granularity> {
    Some(match word {
        "day" => Granularity::Day,
        "week" => Granularity::Week,
        "month" => Granularity::Month,
        "quarter" => Granularity::Quarter,
        "year" => Granularity::Year,
        _ => return None,
    })
}
