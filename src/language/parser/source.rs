//! Statements, and the block of a source.

use pest::iterators::Pair;

use super::Rule;
use super::reader::{Parts, Reader};
use crate::language::query::DateOrder;
use crate::language::span::Span;
use crate::language::syntax::{
    Alert, Asked, DateReading, Exclude, Name, Number, Segment, Source, SourcePart, Statement,
};

impl Reader {
    pub(super) fn statement(&mut self, pair: Pair<'_, Rule>) -> Option<Statement> {
        let span = self.span(&pair);
        let rule = pair.as_rule();
        let mut parts = Parts::of(pair);
        Some(match rule {
            Rule::use_file => Statement::Use(self.next_text(&mut parts)?),
            Rule::source => Statement::Source(self.source(&mut parts, span)?),
            Rule::field => Statement::Field(self.field(&mut parts, span)?),
            Rule::segment => Statement::Segment(Segment {
                name: self.next_name(&mut parts)?,
                condition: {
                    let pair = parts.next()?;
                    self.condition(pair)?
                },
                label: self.next_text(&mut parts),
                span,
            }),
            Rule::metric => Statement::Metric(self.metric(&mut parts, span)?),
            Rule::benchmark => Statement::Benchmark(self.benchmark(&mut parts, span)?),
            Rule::report => Statement::Report(self.report(&mut parts)?),
            Rule::alert => {
                let pair = parts.next()?;
                Statement::Alert(Alert {
                    condition: self.condition(pair)?,
                    span,
                })
            }
            _ => return None,
        })
    }

    pub(super) fn source(&mut self, parts: &mut Parts<'_>, span: Span) -> Option<Source> {
        let name = self.next_name(parts)?;
        let mut patterns = vec![self.next_text(parts)?];
        while let Some(pattern) = self.next_text(parts) {
            patterns.push(pattern);
        }
        let mut lines = Vec::new();
        while let Some(pair) = parts.next() {
            lines.push(self.source_part(pair)?);
        }
        Some(Source {
            name,
            patterns,
            parts: lines,
            span,
            damaged: false,
        })
    }

    pub(super) fn source_part(&mut self, pair: Pair<'_, Rule>) -> Option<SourcePart> {
        let span = self.span(&pair);
        let rule = pair.as_rule();
        let mut parts = Parts::of(pair);
        Some(match rule {
            Rule::response_date => SourcePart::Date {
                column: self.next_name(&mut parts)?,
                reading: self.date_reading(parts.next()?),
            },
            Rule::key => {
                let column = self.next_key(&mut parts)?;
                SourcePart::Key {
                    column,
                    keep_last: parts.eat(Rule::KEEP),
                    span,
                }
            }
            Rule::customer => SourcePart::Customer(self.next_name(&mut parts)?),
            Rule::weight => {
                parts.eat(Rule::WEIGHT);
                if parts.eat(Rule::RAKE) {
                    SourcePart::Rake {
                        by: self.next_names(&mut parts)?,
                        targets: self.next_text(&mut parts)?,
                        span,
                    }
                } else {
                    SourcePart::Weight(self.next_name(&mut parts)?)
                }
            }
            Rule::missing => SourcePart::Missing({
                let pair = parts.next()?;
                self.values(pair)?
            }),
            Rule::keep => SourcePart::Keep({
                let pair = parts.next()?;
                self.condition(pair)?
            }),
            Rule::invited => {
                let pair = parts.next()?;
                let who = match pair.as_rule() {
                    Rule::number => Asked::Number(self.number(&pair, false)),
                    _ => Asked::Named {
                        list: self.name(&pair),
                        by: match parts.eat(Rule::BY) {
                            true => self.next_names(&mut parts)?,
                            false => Vec::new(),
                        },
                    },
                };
                let against = if parts.eat(Rule::AGAINST) {
                    self.against_parts(parts, span)
                } else {
                    None
                };
                SourcePart::Invited { who, against }
            }
            Rule::tolerate => SourcePart::Tolerate({
                let pair = parts.next()?;
                self.number(&pair, false)
            }),
            Rule::decimal => SourcePart::Decimal(self.next_text(&mut parts)?),
            Rule::delimiter => SourcePart::Delimiter(self.next_text(&mut parts)?),
            Rule::dialect => SourcePart::Dialect(self.next_text(&mut parts)?),
            Rule::encoding => SourcePart::Encoding(self.next_text(&mut parts)?),
            Rule::accept => {
                parts.eat(Rule::ACCEPT);
                SourcePart::Accept(self.next_names(&mut parts)?)
            }
            Rule::join => SourcePart::Join {
                path: self.next_text(&mut parts)?,
                on: self.next_name(&mut parts)?,
                key: self.next_name(&mut parts),
                span,
            },
            Rule::within => {
                parts.eat(Rule::PERIOD);
                let pair = parts.next()?;
                SourcePart::Period(self.set(pair)?, span)
            }
            Rule::exclude => {
                parts.eat(Rule::EXCLUDE);
                let pair = parts.next()?;
                SourcePart::Exclude(self.exclusion(pair)?, span)
            }
            _ => return None,
        })
    }

    fn exclusion(&mut self, pair: Pair<'_, Rule>) -> Option<Exclude> {
        let rule = pair.as_rule();
        let mut parts = Parts::of(pair);
        // The word that names it.
        parts.0.next();
        Some(match rule {
            Rule::incomplete if parts.eat(Rule::BELOW) => Exclude::Unanswered {
                below: self.next_number(&mut parts)?,
                of: {
                    parts.eat(Rule::OF);
                    self.next_names(&mut parts)?
                },
            },
            Rule::incomplete => {
                let pair = parts.next()?;
                Exclude::Incomplete(self.condition(pair)?)
            }
            Rule::speeders => Exclude::Speeders {
                time: self.next_name(&mut parts)?,
                below: {
                    parts.eat(Rule::BELOW);
                    self.next_number(&mut parts)?
                },
                of_median: parts.eat(Rule::OF),
            },
            Rule::alike => Exclude::StraightLiners(self.next_names(&mut parts)?),
            _ if parts.eat(Rule::BY) => Exclude::Duplicates {
                by: self.next_names(&mut parts)?,
                keep_last: parts.eat(Rule::KEEP),
            },
            _ => Exclude::Duplicates {
                by: Vec::new(),
                keep_last: false,
            },
        })
    }

    fn next_number(&mut self, parts: &mut Parts<'_>) -> Option<Number> {
        let pair = parts.next()?;
        Some(self.number(&pair, false))
    }

    /// The column of `key`, leaving a `keep last` behind it.
    pub(super) fn next_key(&mut self, parts: &mut Parts<'_>) -> Option<Name> {
        parts.eat(Rule::KEY);
        let pair = parts.get(Rule::name)?;
        Some(self.name(&pair))
    }

    pub(super) fn date_reading(&mut self, pair: Pair<'_, Rule>) -> DateReading {
        let mut parts = Parts::of(pair);
        let order = parts
            .get(Rule::date_order)
            .map(|order| match order.as_str() {
                "day/month/year" => DateOrder::DayMonthYear,
                "month/day/year" => DateOrder::MonthDayYear,
                _ => DateOrder::YearMonthDay,
            });
        DateReading {
            order,
            zone: self.next_text(&mut parts),
        }
    }
}
