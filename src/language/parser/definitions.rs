//! Fields, metrics and benchmarks.

use pest::iterators::Pair;

use super::Rule;
use super::reader::{Parts, Reader};
use crate::language::span::{Span, Spanned};
use crate::language::syntax::{
    Against, Benchmark, BenchmarkFigure, Direction, End, Field, Formula, Meaning, Measurement,
    Metric, Text, Value,
};

impl Reader {
    pub(super) fn field(&mut self, parts: &mut Parts<'_>, span: Span) -> Option<Field> {
        let name = self.next_name(parts)?;
        let columns = self.next_names(parts)?;
        let pair = parts.next()?;
        let measurement_span = self.span(&pair);
        let measurement = self.measurement(pair)?;
        let (mut labels, mut directions, mut meanings) = (Vec::new(), Vec::new(), Vec::new());
        while let Some(pair) = parts.next() {
            match pair.as_rule() {
                Rule::string => labels.push(self.text(&pair)),
                Rule::direction => directions.push(self.direction(pair)),
                _ => {
                    let mut lines = Parts::of(pair);
                    while let Some(line) = lines.next() {
                        meanings.push(self.meaning(line)?);
                    }
                }
            }
        }
        Some(Field {
            name,
            columns,
            measurement,
            measurement_span,
            labels,
            directions,
            meanings,
            span,
        })
    }

    pub(super) fn measurement(&mut self, pair: Pair<'_, Rule>) -> Option<Measurement> {
        let mut parts = Parts::of(pair);
        Some(match parts.0.next()?.as_rule() {
            Rule::NPS => Measurement::Nps,
            kind @ (Rule::RATING | Rule::EFFORT) => {
                let mut ends = Parts::of(parts.next()?);
                let (low, high) = (ends.next()?, ends.next()?);
                let (low, high) = (self.code(low)?, self.code(high)?);
                if kind == Rule::RATING {
                    Measurement::Rating(low, high)
                } else {
                    Measurement::Effort(low, high)
                }
            }
            Rule::SMILEY => Measurement::Smiley,
            Rule::YES_NO => Measurement::YesNo,
            Rule::CATEGORY => Measurement::Category,
            Rule::CHOICES => Measurement::Choices {
                split: self.next_text(&mut parts),
                ordered: parts.eat(Rule::ORDERED),
            },
            Rule::NUMBER => {
                let unit = parts.next();
                Measurement::Number {
                    unit: unit.and_then(|pair| self.unit(pair)).map(|unit| unit.value),
                }
            }
            Rule::TEXT => Measurement::Text,
            _ => Measurement::Date(
                parts
                    .next()
                    .map(|pair| self.date_reading(pair))
                    .unwrap_or_default(),
            ),
        })
    }

    pub(super) fn unit(&mut self, pair: Pair<'_, Rule>) -> Option<Text> {
        let pair = pair.into_inner().next()?;
        Some(match pair.as_rule() {
            Rule::string => self.text(&pair),
            _ => {
                let name = self.name(&pair);
                Spanned::new(name.text, name.span)
            }
        })
    }

    pub(super) fn direction(&mut self, pair: Pair<'_, Rule>) -> Direction {
        let span = self.span(&pair);
        let rules: Vec<Rule> = pair.into_inner().map(|pair| pair.as_rule()).collect();
        let end = match rules.last() {
            Some(Rule::EASY) => End::Easy,
            Some(Rule::HARD) => End::Hard,
            _ => End::Good,
        };
        Direction {
            high: rules.first() == Some(&Rule::HIGH),
            end,
            span,
        }
    }

    pub(super) fn meaning(&mut self, pair: Pair<'_, Rule>) -> Option<Meaning> {
        let span = self.span(&pair);
        let rule = pair.as_rule();
        let mut parts = Parts::of(pair);
        let first = parts.next()?;
        Some(match rule {
            Rule::missing => Meaning::Missing(self.values(first)?),
            Rule::not_applicable => Meaning::NotApplicable(self.values(first)?),
            Rule::options => Meaning::Options(self.values(first)?),
            Rule::label => Meaning::Label {
                code: self.code(first)?,
                text: self.next_text(&mut parts)?,
            },
            _ => Meaning::Band {
                name: self.name(&first),
                values: {
                    let pair = parts.next()?;
                    self.values(pair)?
                },
                span,
            },
        })
    }

    pub(super) fn values(&mut self, pair: Pair<'_, Rule>) -> Option<Vec<Value>> {
        let mut values = Vec::new();
        let mut parts = Parts::of(pair);
        while let Some(pair) = parts.next() {
            let span = self.span(&pair);
            let mut ends = Parts::of(pair);
            let downwards = ends.eat(Rule::DOTS);
            let first = ends.next()?;
            values.push(match first.as_rule() {
                Rule::string => Value::Text(self.text(&first)),
                _ if downwards => Value::Open {
                    end: self.code(first)?,
                    upwards: false,
                    span,
                },
                _ => {
                    let from = self.code(first)?;
                    let dots = ends.eat(Rule::DOTS);
                    match ends.next().and_then(|pair| self.code(pair)) {
                        None if dots => Value::Open {
                            end: from,
                            upwards: true,
                            span,
                        },
                        to => Value::Codes { from, to, span },
                    }
                }
            });
        }
        Some(values)
    }

    pub(super) fn metric(&mut self, parts: &mut Parts<'_>, span: Span) -> Option<Metric> {
        let name = self.next_name(parts)?;
        let pair = parts.next()?;
        let formula_span = self.span(&pair);
        let formula = self.formula(pair)?;
        let mut metric = Metric {
            name,
            formula,
            formula_span,
            span,
            of: None,
            labels: Vec::new(),
            targets: Vec::new(),
            noises: Vec::new(),
            against: Vec::new(),
            directions: Vec::new(),
            units: Vec::new(),
        };
        while let Some(pair) = parts.next() {
            match pair.as_rule() {
                Rule::condition => metric.of = self.condition(pair),
                Rule::string => metric.labels.push(self.text(&pair)),
                Rule::target => metric.targets.push(self.code(Parts::of(pair).next()?)?),
                Rule::noise => {
                    let mut parts = Parts::of(pair);
                    let number = self.number(&parts.next()?, false);
                    metric.noises.push((number, parts.eat(Rule::POINTS)));
                }
                Rule::against => metric.against.push(self.against(pair)?),
                Rule::direction => metric.directions.push(self.direction(pair)),
                _ => metric.units.push(self.unit(pair)?),
            }
        }
        Some(metric)
    }

    pub(super) fn formula(&mut self, pair: Pair<'_, Rule>) -> Option<Formula> {
        let mut parts = Parts::of(pair);
        let function = self.next_name(&mut parts)?;
        let rest = parts.next()?;
        Some(match rest.as_rule() {
            Rule::arguments => Formula::Call {
                function,
                arguments: self.arguments(rest)?,
            },
            _ => Formula::Ratio(function, self.name(&rest)),
        })
    }

    pub(super) fn against(&mut self, pair: Pair<'_, Rule>) -> Option<Against> {
        let span = self.span(&pair);
        let mut parts = Parts::of(pair);
        parts.eat(Rule::AGAINST);
        self.against_parts(parts, span)
    }

    /// What stands behind `against`.
    pub(super) fn against_parts(&mut self, mut parts: Parts<'_>, span: Span) -> Option<Against> {
        let published = parts.eat(Rule::PUBLISHED);
        let figure = parts.next()?;
        let figure = Spanned::new(figure.as_str().to_owned(), self.span(&figure));
        Some(Against {
            published,
            figure,
            metric: self.next_name(&mut parts),
            span,
        })
    }

    pub(super) fn benchmark(&mut self, parts: &mut Parts<'_>, span: Span) -> Option<Benchmark> {
        let name = self.next_name(parts)?;
        let first = parts.next()?;
        let figure = if first.as_rule() == Rule::reported {
            let mut parts = Parts::of(first);
            BenchmarkFigure::Reported {
                metric: self.next_name(&mut parts)?,
                report: self.next_text(&mut parts)?,
            }
        } else {
            let value = self.code(first)?;
            let high = match parts.eat(Rule::DOTS) {
                true => Some(self.code(parts.next()?)?),
                false => None,
            };
            let measure = parts.get(Rule::measure);
            let measure = measure.and_then(|pair| self.next_name(&mut Parts::of(pair)));
            BenchmarkFigure::Written {
                value,
                high,
                measure,
            }
        };
        let mut benchmark = Benchmark {
            name,
            figure,
            span,
            labels: Vec::new(),
            sources: Vec::new(),
            years: Vec::new(),
            bases: Vec::new(),
        };
        while let Some(pair) = parts.0.next() {
            match pair.as_rule() {
                Rule::SOURCE => benchmark.sources.extend(self.next_text(parts)),
                Rule::string => benchmark.labels.push(self.text(&pair)),
                Rule::year => benchmark.years.push({
                    let pair = Parts::of(pair).next()?;
                    self.number(&pair, false)
                }),
                Rule::base => benchmark.bases.push({
                    let pair = Parts::of(pair).next()?;
                    self.number(&pair, false)
                }),
                _ => {}
            }
        }
        Some(benchmark)
    }
}
