//! The `metric` statement: what is computed.

use super::operands::Operand;
use super::segments::spaced;
use super::{Checker, State};
use crate::language::error::{Kind, NameError, ReportError};
use crate::language::query::{
    self, AnswerId, Good, Measure, MetricId, Predicate, Quantity, Reading, Scale, ScaleKind,
};
use crate::language::span::Span;
use crate::language::syntax::{Expression, Formula, Metric, Name};

/// The functions of metrics, for offering near ones.
const FUNCTIONS: [&str; 12] = [
    "nps",
    "share",
    "mean",
    "median",
    "quantile",
    "top",
    "bottom",
    "count",
    "sum",
    "min",
    "max",
    "deviation",
];

/// A measure with what follows from it.
pub(super) struct Measured {
    pub measure: Measure,
    pub good: Good,
    pub unit: Option<String>,
    /// Between which values it lies.
    pub within: Option<(f64, f64)>,
}

impl<'a> Checker<'a> {
    /// Checks a metric once. `used` is where its name was met.
    pub(super) fn metric(&mut self, i: usize, used: Span) -> Option<MetricId> {
        match self.metric_ids[i] {
            State::Known(id) => {
                self.behind = self
                    .behind
                    .max(self.metric_chains.get(&id).copied().unwrap_or_default());
                return Some(id);
            }
            State::Wrong => return None,
            State::Open => {
                let open =
                    (0..self.metric_ids.len()).filter(|j| self.metric_ids[*j] == State::Open);
                let mut names: Vec<String> = open
                    .map(|j| self.statements.metrics[j].name.text.clone())
                    .collect();
                let own = &self.statements.metrics[i].name.text;
                names.sort_by_key(|name| name != own);
                names.push(own.clone());
                return self.fail(
                    NameError::Cycle {
                        kind: Kind::Metric,
                        names,
                    },
                    used,
                );
            }
            State::Untouched => {}
        }
        self.metric_ids[i] = State::Open;
        let metric = self.statements.metrics[i];
        let checked = self.chained(Kind::Metric, used, |checker| checker.check_metric(metric));
        self.metric_ids[i] = State::Wrong;
        let (metric, chain) = checked?;
        let id = MetricId(u32::try_from(self.metrics.len()).unwrap_or(u32::MAX));
        self.metrics.push(metric);
        self.metric_chains.insert(id, chain);
        self.metric_ids[i] = State::Known(id);
        Some(id)
    }

    fn check_metric(&mut self, metric: &'a Metric) -> Option<query::Metric> {
        let measured = match &metric.formula {
            Formula::Ratio(upper, lower) => self.ratio(upper, lower),
            Formula::Call {
                function,
                arguments,
            } => self.call(function, arguments),
        };
        let of = metric.of.as_ref().map(|of| self.predicate(of));
        let of = match of {
            Some(of) => Some(of?),
            None => None,
        };
        let label = self
            .once(&metric.labels, "label", |label| label.span)
            .map(|label| label.value.clone());
        let measured = measured?;
        let parts = self.metric_parts(metric, &measured)?;
        Some(query::Metric {
            name: metric.name.text.clone(),
            label: label.unwrap_or_else(|| spaced(&metric.name.text)),
            of,
            of_text: metric.of.as_ref().map(|of| self.written(of.span)),
            formula: self.written(metric.formula_span),
            target: parts.target,
            noise: parts.noise,
            benchmark: parts.benchmark,
            good: parts.good,
            unit: parts.unit,
            measure: measured.measure,
            span: metric.span,
        })
    }

    fn ratio(&mut self, upper: &Name, lower: &Name) -> Option<Measured> {
        let (first, second) = (self.metric_named(upper), self.metric_named(lower));
        let (first, second) = first.zip(second)?;
        if first == second {
            return self.fail(ReportError::RatioOfItself, upper.span.to(lower.span));
        }
        Some(plain(Measure::Ratio(first, second)))
    }

    fn call(&mut self, function: &Name, arguments: &[Expression]) -> Option<Measured> {
        let span = arguments
            .iter()
            .fold(function.span, |span, argument| span.to(argument.span));
        let mut wrong = |form| {
            self.fail(
                ReportError::Arguments {
                    function: leaked(&function.text),
                    form,
                },
                span,
            )
        };
        match (function.text.as_str(), arguments) {
            ("nps", [of]) => self.nps(of),
            ("nps", _) => wrong("nps(recommend)"),
            ("share", [of]) => self.share(of),
            ("share", _) => wrong("share(csat is satisfied)"),
            ("mean", [of]) => self.number("mean", of, Measure::Mean),
            ("mean", _) => wrong("mean(csat)"),
            ("median", [of]) => {
                self.number("median", of, |quantity| Measure::Quantile(quantity, 0.5))
            }
            ("median", _) => wrong("median(wait)"),
            ("quantile", [of, level]) => {
                let level = self.level(level);
                let measured =
                    self.number("quantile", of, |quantity| Measure::Quantile(quantity, 0.5))?;
                let level = level?;
                let measure = match measured.measure {
                    Measure::Quantile(quantity, _) => Measure::Quantile(quantity, level),
                    other => other,
                };
                Some(Measured {
                    measure,
                    ..measured
                })
            }
            ("quantile", _) => wrong("quantile(wait, 90%)"),
            ("deviation", [of]) => {
                let measured = self.number("deviation", of, Measure::StandardDeviation)?;
                Some(Measured {
                    good: Good::Neither,
                    within: None,
                    ..measured
                })
            }
            ("deviation", _) => wrong("deviation(wait)"),
            ("sum", [of]) => {
                let measured = self.number("sum", of, Measure::Sum)?;
                Some(Measured {
                    within: None,
                    ..measured
                })
            }
            ("sum", _) => wrong("sum(revenue)"),
            ("min", [of]) => self.number("min", of, Measure::Minimum),
            ("min", _) => wrong("min(wait)"),
            ("max", [of]) => self.number("max", of, Measure::Maximum),
            ("max", _) => wrong("max(wait)"),
            ("top", [of, size]) => self.end_of_scale("top", of, size),
            ("top", _) => wrong("top(csat, 2)"),
            ("bottom", [of, size]) => self.end_of_scale("bottom", of, size),
            ("bottom", _) => wrong("bottom(csat, 2)"),
            ("count", []) => Some(plain(Measure::Count(None))),
            ("count", [of]) => self.predicate(of).map(|of| plain(Measure::Count(Some(of)))),
            ("count", _) => wrong("count() or count(csat is satisfied)"),
            ("ratio", [upper, lower]) => match (self.bare(upper), self.bare(lower)) {
                (Some(upper), Some(lower)) => self.ratio(&upper, &lower),
                _ => self.fail(
                    ReportError::Arguments {
                        function: "ratio",
                        form: "ratio(csat_new, csat_old)",
                    },
                    span,
                ),
            },
            ("ratio", _) => wrong("ratio(csat_new, csat_old)"),
            _ => {
                let near = self.near(&function.text, FUNCTIONS);
                self.fail(
                    NameError::UnknownFunction {
                        name: function.text.clone(),
                        near,
                    },
                    function.span,
                )
            }
        }
    }

    /// An argument that is a name and nothing else.
    pub(super) fn bare(&self, expression: &Expression) -> Option<Name> {
        match &expression.kind {
            crate::language::syntax::ExpressionKind::Name(name) => Some(name.clone()),
            _ => None,
        }
    }

    fn nps(&mut self, of: &Expression) -> Option<Measured> {
        let operand = self.operand(of)?;
        if let Operand::Answer(id) = operand
            && matches!(
                self.scale(id),
                Some(Scale {
                    kind: ScaleKind::Nps,
                    ..
                })
            )
        {
            return Some(Measured {
                measure: Measure::Nps(id),
                good: Good::High,
                unit: None,
                within: Some((-100.0, 100.0)),
            });
        }
        let what = self.what_of(&operand);
        self.fail(
            ReportError::NpsOf {
                what,
                name: self.written(of.span),
            },
            of.span,
        )
    }

    fn share(&mut self, of: &Expression) -> Option<Measured> {
        if let crate::language::syntax::ExpressionKind::Name(name) = &of.kind {
            match self.operand(of)? {
                Operand::Segment(..) => {}
                other => {
                    let what = self.what_of(&other);
                    return self.fail(
                        ReportError::ShareOf {
                            what,
                            name: name.text.clone(),
                        },
                        of.span,
                    );
                }
            }
        }
        let predicate = self.predicate(of)?;
        let good = self.good_of_predicate(&predicate);
        Some(share(predicate, good))
    }

    /// The top or bottom codes of a scale.
    fn end_of_scale(
        &mut self,
        function: &'static str,
        of: &Expression,
        size: &Expression,
    ) -> Option<Measured> {
        let operand = self.operand(of)?;
        let scale = match operand {
            Operand::Answer(id) => self
                .scale(id)
                .map(|scale| (id, scale.low, scale.high, scale.good)),
            _ => None,
        };
        let Some((id, low, high, good)) = scale else {
            let what = self.what_of(&operand);
            return self.fail(
                ReportError::BoxOf {
                    function,
                    what,
                    name: self.written(of.span),
                },
                of.span,
            );
        };
        let codes = usize::from(high.abs_diff(low)) + 1;
        let size = match self.operand(size)? {
            Operand::Number(size_value)
                if size_value.fract() == 0.0 && size_value >= 1.0 && size_value < codes as f64 =>
            {
                size_value as i16
            }
            _ => return self.fail(ReportError::BoxSize { codes }, size.span),
        };
        let range = if function == "top" {
            (high - size + 1, high)
        } else {
            (low, low + size - 1)
        };
        let good = match (function, good) {
            ("top", good) => good,
            (_, Good::High) => Good::Low,
            (_, Good::Low) => Good::High,
            (_, Good::Neither) => Good::Neither,
        };
        Some(share(
            Predicate::Codes {
                answer: id,
                ranges: vec![range],
            },
            good,
        ))
    }

    /// A function of a number that each response has.
    fn number(
        &mut self,
        function: &'static str,
        of: &Expression,
        measure: impl Fn(Quantity) -> Measure,
    ) -> Option<Measured> {
        let operand = self.operand(of)?;
        let fits = match &operand {
            Operand::Answer(id) => {
                matches!(self.reading(*id), Reading::Scale(_) | Reading::Number(_))
            }
            Operand::Column(..) | Operand::Arithmetic(_) => true,
            _ => false,
        };
        if !fits {
            let what = self.what_of(&operand);
            return self.fail(
                ReportError::MeanOf {
                    function,
                    what,
                    name: self.written(of.span),
                },
                of.span,
            );
        }
        let quantity = self.as_quantity(operand, of.span, Some(function))?;
        let (good, unit, within) = match &quantity {
            Quantity::Answer(id) => self.of_answer(*id),
            _ => (Good::Neither, None, None),
        };
        Some(Measured {
            measure: measure(quantity),
            good,
            unit,
            within,
        })
    }

    pub(super) fn of_answer(&self, id: AnswerId) -> (Good, Option<String>, Option<(f64, f64)>) {
        let (unit, within) = match self.reading(id) {
            Reading::Scale(scale) => (None, Some((f64::from(scale.low), f64::from(scale.high)))),
            Reading::Number(number) => (number.unit.clone(), None),
            _ => (None, None),
        };
        (self.good_of(id), unit, within)
    }

    /// `90%` or `0.9`
    fn level(&mut self, level: &Expression) -> Option<f64> {
        match self.operand(level)? {
            Operand::Number(value) if value > 0.0 && value < 1.0 => Some(value),
            _ => self.fail(ReportError::QuantileLevel, level.span),
        }
    }

    /// Whether a larger share is good: it is where the condition holds at the good end of a scale.
    fn good_of_predicate(&self, predicate: &Predicate) -> Good {
        match predicate {
            Predicate::In(id) => self.good_of_predicate(&self.segments[id.index()].predicate),
            Predicate::Codes { answer, ranges } => {
                let Some(scale) = self.scale(*answer) else {
                    return Good::Neither;
                };
                let low = ranges.iter().any(|range| range.0 == scale.low);
                let high = ranges.iter().any(|range| range.1 == scale.high);
                match (scale.good, low, high) {
                    (Good::High, false, true) | (Good::Low, true, false) => Good::High,
                    (Good::High, true, false) | (Good::Low, false, true) => Good::Low,
                    _ => Good::Neither,
                }
            }
            Predicate::Not(inner) => match self.good_of_predicate(inner) {
                Good::High => Good::Low,
                Good::Low => Good::High,
                Good::Neither => Good::Neither,
            },
            _ => Good::Neither,
        }
    }
}

fn share(predicate: Predicate, good: Good) -> Measured {
    Measured {
        measure: Measure::Share(predicate),
        good,
        unit: None,
        within: Some((0.0, 1.0)),
    }
}

fn plain(measure: Measure) -> Measured {
    Measured {
        measure,
        good: Good::Neither,
        unit: None,
        within: None,
    }
}

/// The function's name as it stands in the list of functions.
fn leaked(name: &str) -> &'static str {
    FUNCTIONS
        .iter()
        .find(|function| **function == name)
        .copied()
        .unwrap_or("ratio")
}
