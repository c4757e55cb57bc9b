//! Reads one statement by the grammar and turns what pest saw into the syntax tree.
//!
//! No other file knows pest or the names of the grammar's rules.

use std::iter::Peekable;

use pest::Parser as _;
use pest::error::{ErrorVariant, InputLocation};
use pest::iterators::{Pair, Pairs};
use pest_derive::Parser;

use super::error::{Error, Expected, MeaningError};
use super::numerals::western;
use super::query::{Comparison, DateOrder, Granularity, Operator, TextMatch};
use super::sources::offset;
use super::span::{FileId, Span, Spanned};
use super::syntax::*;

/// Most operators in a row; more would make a tree too deep to walk.
const MAX_OPERATORS: usize = 64;

#[derive(Parser)]
#[grammar = "grammar/cxq.pest"]
struct Grammar;

/// A statement that was read.
#[derive(Debug)]
pub(super) struct Read {
    pub statement: Statement,
    /// Numbers that are none and the like.
    pub errors: Vec<Error>,
}

/// Why a statement could not be read.
#[derive(Debug)]
pub(super) enum Failure {
    /// The grammar has no use for what stands at this byte of the file.
    Unexpected { at: usize, expected: Vec<Expected> },
    /// It is nested deeper than can be read on this stack.
    TooDeep,
}

/// Reads the one statement that a text holds; `base` is where in the file the text begins.
pub(super) fn statement(text: &str, base: usize, file: FileId) -> Result<Read, Failure> {
    let pairs = Grammar::parse(Rule::file, text).map_err(|error| failure(&error, base))?;
    let mut reader = Reader { base, file, errors: Vec::new() };
    let pair = pairs.flat_map(Pair::into_inner).next();
    let statement = pair.and_then(|pair| reader.statement(pair));
    // Without a statement the reader and the grammar disagree; saying "unexpected" is all that is left.
    let statement = statement.ok_or(Failure::Unexpected { at: base, expected: Vec::new() })?;
    Ok(Read { statement, errors: reader.errors })
}

fn failure(error: &pest::error::Error<Rule>, base: usize) -> Failure {
    let at = match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => base + at,
    };
    match &error.variant {
        ErrorVariant::CustomError { .. } => Failure::TooDeep,
        ErrorVariant::ParsingError { positives, .. } => {
            let mut expected: Vec<Expected> = positives.iter().filter_map(|rule| expectation(*rule)).collect();
            expected.sort();
            expected.dedup();
            if expected.contains(&Expected::BlockLine) {
                // These begin a line, too, and something else elsewhere.
                let lines = ["date", "missing", "keep", "text"];
                expected.retain(|e| !matches!(e, Expected::Keyword(word) if lines.contains(&word.as_str())));
            }
            Failure::Unexpected { at, expected }
        }
    }
}

/// What an analyst would call what a rule reads.
fn expectation(rule: Rule) -> Option<Expected> {
    Some(match rule {
        Rule::EOI | Rule::file => return None,
        Rule::EQUALS => Expected::Mark("="),
        Rule::COMMA => Expected::Mark(","),
        Rule::OPEN => Expected::Mark("{"),
        Rule::CLOSE => Expected::Mark("}"),
        Rule::PAREN | Rule::arguments | Rule::list => Expected::Mark("("),
        Rule::END_PAREN => Expected::Mark(")"),
        Rule::DOTS => Expected::Mark(".."),
        Rule::PLUS | Rule::MINUS | Rule::TIMES | Rule::DIVIDE | Rule::comparator => Expected::Operator,
        Rule::is_band | Rule::among | Rule::matches | Rule::has | Rule::IS | Rule::IN | Rule::HAS => Expected::Operator,
        Rule::CONTAINS | Rule::STARTS | Rule::ENDS | Rule::AND | Rule::OR => Expected::Operator,
        Rule::YES_NO | Rule::measurement => Expected::Measurement,
        Rule::name | Rule::names | Rule::formula | Rule::measure | Rule::reference => Expected::Name,
        Rule::figure => Expected::Figure,
        Rule::string => Expected::Text,
        Rule::number | Rule::code | Rule::scale | Rule::digits => Expected::Number,
        Rule::date => Expected::Date,
        Rule::value | Rule::values | Rule::literal | Rule::value_range => Expected::Value,
        Rule::unit => Expected::Unit,
        Rule::period => Expected::Period,
        Rule::direction => Expected::Direction,
        Rule::date_order | Rule::date_reading => Expected::DateOrder,
        Rule::condition | Rule::conjunction | Rule::negation | Rule::comparison => Expected::Condition,
        Rule::sum | Rule::product | Rule::factor => Expected::Operand,
        Rule::band | Rule::label | Rule::not_applicable | Rule::meanings => Expected::Meaning,
        rule if begins_block_line(rule) => Expected::BlockLine,
        keyword => Expected::Keyword(format!("{keyword:?}").to_lowercase().replace('_', " ")),
    })
}

/// Whether a line of the block of a source or report begins with this, and nothing else does.
fn begins_block_line(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::response_date | Rule::key | Rule::customer | Rule::weight | Rule::keep | Rule::invited
            | Rule::tolerate | Rule::delimiter | Rule::dialect | Rule::encoding | Rule::join
            | Rule::KEY | Rule::CUSTOMER | Rule::WEIGHT | Rule::INVITED | Rule::TOLERATE | Rule::DELIMITER
            | Rule::DIALECT | Rule::ENCODING | Rule::JOIN
            | Rule::subtitle | Rule::note | Rule::summary | Rule::compare | Rule::trend | Rule::table
            | Rule::paragraph | Rule::drivers | Rule::journey | Rule::reasons | Rule::ranking | Rule::gap
            | Rule::quotes | Rule::followup
            | Rule::SUBTITLE | Rule::NOTE | Rule::SUMMARY | Rule::COMPARE | Rule::TREND | Rule::TABLE
            | Rule::DRIVERS | Rule::JOURNEY | Rule::REASONS | Rule::RANKING | Rule::GAP | Rule::QUOTES
            | Rule::FOLLOWUP
    )
}

/// The parts of a rule, in order.
struct Parts<'i>(Peekable<Pairs<'i, Rule>>);

impl<'i> Parts<'i> {
    fn of(pair: Pair<'i, Rule>) -> Self {
        Self(pair.into_inner().peekable())
    }

    fn peek(&mut self) -> Option<Rule> {
        self.0.peek().map(Pair::as_rule)
    }

    /// The next part if it is this one.
    fn get(&mut self, rule: Rule) -> Option<Pair<'i, Rule>> {
        self.0.next_if(|pair| pair.as_rule() == rule)
    }

    /// Passes over a keyword or mark if it is there.
    fn eat(&mut self, rule: Rule) -> bool {
        self.get(rule).is_some()
    }

    /// The next part that is no keyword and no mark.
    fn next(&mut self) -> Option<Pair<'i, Rule>> {
        self.0.by_ref().find(|pair| !is_word(pair.as_rule()))
    }
}

/// Keywords and marks stand last in the grammar.
fn is_word(rule: Rule) -> bool {
    rule >= Rule::EQUALS
}

struct Reader {
    base: usize,
    file: FileId,
    errors: Vec<Error>,
}

impl Reader {
    fn span(&self, pair: &Pair<'_, Rule>) -> Span {
        let start = pair.as_span().start();
        let end = end(pair).unwrap_or(start);
        Span { file: self.file, start: offset(self.base + start), end: offset(self.base + end) }
    }

    fn statement(&mut self, pair: Pair<'_, Rule>) -> Option<Statement> {
        let span = self.span(&pair);
        let rule = pair.as_rule();
        let mut parts = Parts::of(pair);
        Some(match rule {
            Rule::use_file => Statement::Use(self.next_text(&mut parts)?),
            Rule::source => Statement::Source(self.source(&mut parts, span)?),
            Rule::field => Statement::Field(self.field(&mut parts, span)?),
            Rule::segment => Statement::Segment(Segment {
                name: self.next_name(&mut parts)?,
                condition: { let pair = parts.next()?; self.condition(pair)? },
                label: self.next_text(&mut parts),
                span,
            }),
            Rule::metric => Statement::Metric(self.metric(&mut parts, span)?),
            Rule::benchmark => Statement::Benchmark(self.benchmark(&mut parts, span)?),
            Rule::report => Statement::Report(self.report(&mut parts)?),
            Rule::alert => {
                let pair = parts.next()?;
                Statement::Alert(Alert { condition: self.condition(pair)?, span })
            }
            _ => return None,
        })
    }

    fn source(&mut self, parts: &mut Parts<'_>, span: Span) -> Option<Source> {
        let name = self.next_name(parts)?;
        let pattern = self.next_text(parts)?;
        let mut lines = Vec::new();
        while let Some(pair) = parts.next() {
            lines.push(self.source_part(pair)?);
        }
        Some(Source { name, pattern, parts: lines, span, damaged: false })
    }

    fn source_part(&mut self, pair: Pair<'_, Rule>) -> Option<SourcePart> {
        let span = self.span(&pair);
        let rule = pair.as_rule();
        let mut parts = Parts::of(pair);
        Some(match rule {
            Rule::response_date => {
                SourcePart::Date { column: self.next_name(&mut parts)?, reading: self.date_reading(parts.next()?) }
            }
            Rule::key => {
                let column = self.next_key(&mut parts)?;
                SourcePart::Key { column, keep_last: parts.eat(Rule::KEEP), span }
            }
            Rule::customer => SourcePart::Customer(self.next_name(&mut parts)?),
            Rule::weight => {
                parts.eat(Rule::WEIGHT);
                if parts.eat(Rule::RAKE) { SourcePart::Rake(span) } else { SourcePart::Weight(self.next_name(&mut parts)?) }
            }
            Rule::missing => SourcePart::Missing({ let pair = parts.next()?; self.values(pair)? }),
            Rule::keep => SourcePart::Keep({ let pair = parts.next()?; self.condition(pair)? }),
            Rule::invited => {
                let pair = parts.next()?;
                match pair.as_rule() {
                    Rule::number => SourcePart::Invited(self.number(&pair, false)),
                    _ => SourcePart::InvitedBy(self.name(&pair)),
                }
            }
            Rule::tolerate => SourcePart::Tolerate({ let pair = parts.next()?; self.number(&pair, false) }),
            Rule::delimiter => SourcePart::Delimiter(self.next_text(&mut parts)?),
            Rule::dialect => SourcePart::Dialect(self.next_text(&mut parts)?),
            Rule::encoding => SourcePart::Encoding(self.next_text(&mut parts)?),
            Rule::join => SourcePart::Join(span),
            _ => return None,
        })
    }

    /// The column of `key`, leaving a `keep last` behind it.
    fn next_key(&mut self, parts: &mut Parts<'_>) -> Option<Name> {
        parts.eat(Rule::KEY);
        let pair = parts.get(Rule::name)?;
        Some(self.name(&pair))
    }

    fn date_reading(&mut self, pair: Pair<'_, Rule>) -> DateReading {
        let mut parts = Parts::of(pair);
        let order = parts.get(Rule::date_order).map(|order| match order.as_str() {
            "day/month/year" => DateOrder::DayMonthYear,
            "month/day/year" => DateOrder::MonthDayYear,
            _ => DateOrder::YearMonthDay,
        });
        DateReading { order, zone: self.next_text(&mut parts) }
    }

    fn field(&mut self, parts: &mut Parts<'_>, span: Span) -> Option<Field> {
        let name = self.next_name(parts)?;
        let column = self.next_name(parts)?;
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
        Some(Field { name, column, measurement, measurement_span, labels, directions, meanings, span })
    }

    fn measurement(&mut self, pair: Pair<'_, Rule>) -> Option<Measurement> {
        let mut parts = Parts::of(pair);
        Some(match parts.0.next()?.as_rule() {
            Rule::NPS => Measurement::Nps,
            kind @ (Rule::RATING | Rule::EFFORT) => {
                let mut ends = Parts::of(parts.next()?);
                let (low, high) = (ends.next()?, ends.next()?);
                let (low, high) = (self.code(low)?, self.code(high)?);
                if kind == Rule::RATING { Measurement::Rating(low, high) } else { Measurement::Effort(low, high) }
            }
            Rule::SMILEY => Measurement::Smiley,
            Rule::YES_NO => Measurement::YesNo,
            Rule::CATEGORY => Measurement::Category,
            Rule::CHOICES => Measurement::Choices { split: self.next_text(&mut parts) },
            Rule::NUMBER => {
                let unit = parts.next();
                Measurement::Number { unit: unit.and_then(|pair| self.unit(pair)).map(|unit| unit.value) }
            }
            Rule::TEXT => Measurement::Text,
            _ => Measurement::Date(parts.next().map(|pair| self.date_reading(pair)).unwrap_or_default()),
        })
    }

    fn unit(&mut self, pair: Pair<'_, Rule>) -> Option<Text> {
        let pair = pair.into_inner().next()?;
        Some(match pair.as_rule() {
            Rule::string => self.text(&pair),
            _ => {
                let name = self.name(&pair);
                Spanned::new(name.text, name.span)
            }
        })
    }

    fn direction(&mut self, pair: Pair<'_, Rule>) -> Direction {
        let span = self.span(&pair);
        let rules: Vec<Rule> = pair.into_inner().map(|pair| pair.as_rule()).collect();
        let end = match rules.last() {
            Some(Rule::EASY) => End::Easy,
            Some(Rule::HARD) => End::Hard,
            _ => End::Good,
        };
        Direction { high: rules.first() == Some(&Rule::HIGH), end, span }
    }

    fn meaning(&mut self, pair: Pair<'_, Rule>) -> Option<Meaning> {
        let span = self.span(&pair);
        let rule = pair.as_rule();
        let mut parts = Parts::of(pair);
        let first = parts.next()?;
        Some(match rule {
            Rule::missing => Meaning::Missing(self.values(first)?),
            Rule::not_applicable => Meaning::NotApplicable(self.values(first)?),
            Rule::label => Meaning::Label { code: self.code(first)?, text: self.next_text(&mut parts)? },
            _ => Meaning::Band { name: self.name(&first), values: { let pair = parts.next()?; self.values(pair)? }, span },
        })
    }

    fn values(&mut self, pair: Pair<'_, Rule>) -> Option<Vec<Value>> {
        let mut values = Vec::new();
        let mut parts = Parts::of(pair);
        while let Some(pair) = parts.next() {
            let span = self.span(&pair);
            let mut ends = Parts::of(pair);
            let first = ends.next()?;
            values.push(match first.as_rule() {
                Rule::string => Value::Text(self.text(&first)),
                _ => {
                    let from = self.code(first)?;
                    let to = ends.next().and_then(|pair| self.code(pair));
                    Value::Codes { from, to, span }
                }
            });
        }
        Some(values)
    }

    fn metric(&mut self, parts: &mut Parts<'_>, span: Span) -> Option<Metric> {
        let name = self.next_name(parts)?;
        let pair = parts.next()?;
        let formula_span = self.span(&pair);
        let formula = self.formula(pair)?;
        let mut metric = Metric {
            name, formula, formula_span, span, of: None,
            labels: Vec::new(), targets: Vec::new(), against: Vec::new(), directions: Vec::new(), units: Vec::new(),
        };
        while let Some(pair) = parts.next() {
            match pair.as_rule() {
                Rule::condition => metric.of = self.condition(pair),
                Rule::string => metric.labels.push(self.text(&pair)),
                Rule::target => metric.targets.push(self.code(Parts::of(pair).next()?)?),
                Rule::against => metric.against.push(self.against(pair)?),
                Rule::direction => metric.directions.push(self.direction(pair)),
                _ => metric.units.push(self.unit(pair)?),
            }
        }
        Some(metric)
    }

    fn formula(&mut self, pair: Pair<'_, Rule>) -> Option<Formula> {
        let mut parts = Parts::of(pair);
        let function = self.next_name(&mut parts)?;
        let rest = parts.next()?;
        Some(match rest.as_rule() {
            Rule::arguments => Formula::Call { function, arguments: self.arguments(rest)? },
            _ => Formula::Ratio(function, self.name(&rest)),
        })
    }

    fn against(&mut self, pair: Pair<'_, Rule>) -> Option<Against> {
        let span = self.span(&pair);
        let mut parts = Parts::of(pair);
        parts.eat(Rule::AGAINST);
        let published = parts.eat(Rule::PUBLISHED);
        let figure = parts.next()?;
        let figure = Spanned::new(figure.as_str().to_owned(), self.span(&figure));
        Some(Against { published, figure, metric: self.next_name(&mut parts), span })
    }

    fn benchmark(&mut self, parts: &mut Parts<'_>, span: Span) -> Option<Benchmark> {
        let name = self.next_name(parts)?;
        let value = self.code(parts.next()?)?;
        let mut benchmark = Benchmark {
            name, value, span, high: None, measure: None,
            labels: Vec::new(), sources: Vec::new(), years: Vec::new(), bases: Vec::new(),
        };
        while let Some(pair) = parts.0.next() {
            match pair.as_rule() {
                Rule::code => benchmark.high = self.code(pair),
                Rule::measure => benchmark.measure = pair.into_inner().next().map(|pair| self.name(&pair)),
                Rule::SOURCE => benchmark.sources.extend(self.next_text(parts)),
                Rule::string => benchmark.labels.push(self.text(&pair)),
                Rule::year => benchmark.years.push({ let pair = Parts::of(pair).next()?; self.number(&pair, false) }),
                Rule::base => benchmark.bases.push({ let pair = Parts::of(pair).next()?; self.number(&pair, false) }),
                _ => {}
            }
        }
        Some(benchmark)
    }

    fn report(&mut self, parts: &mut Parts<'_>) -> Option<Report> {
        let first = parts.get(Rule::REPORT)?;
        let title = self.next_text(parts)?;
        let span = self.span(&first).to(title.span);
        let mut report = Report {
            title, span, locales: Vec::new(), companies: Vec::new(), for_each: None, parts: Vec::new(), damaged: false,
        };
        while let Some(pair) = parts.next() {
            match pair.as_rule() {
                Rule::name => report.locales.push(self.name(&pair)),
                Rule::string => report.companies.push(self.text(&pair)),
                Rule::for_each => {
                    let span = self.span(&pair);
                    report.for_each = Some((self.next_name(&mut Parts::of(pair))?, span));
                }
                _ => report.parts.push(self.report_part(pair)?),
            }
        }
        Some(report)
    }

    fn report_part(&mut self, pair: Pair<'_, Rule>) -> Option<ReportPart> {
        let span = self.span(&pair);
        let rule = pair.as_rule();
        let parts = &mut Parts::of(pair);
        Some(match rule {
            Rule::subtitle => ReportPart::Subtitle(self.next_text(parts)?),
            Rule::note => ReportPart::Note(self.next_text(parts)?),
            Rule::summary => {
                ReportPart::Summary { metrics: self.next_names(parts)?, versus: parts.next().and_then(period), span }
            }
            Rule::compare => self.compare(parts, span)?,
            Rule::trend => ReportPart::Trend { metrics: self.next_names(parts)?, by: period(parts.next()?)?, span },
            Rule::table => ReportPart::Table { metrics: self.next_names(parts)?, by: self.next_names(parts)?, span },
            Rule::paragraph => ReportPart::Paragraph { text: self.next_text(parts)?, span },
            Rule::drivers => ReportPart::Drivers { of: self.next_name(parts)?, from: self.next_names(parts)?, span },
            Rule::journey => {
                let of = self.next_name(parts)?;
                let mut stages = Vec::new();
                while let Some(stage) = parts.next() {
                    let mut stage = Parts::of(stage);
                    stages.push((self.next_text(&mut stage)?, self.next_names(&mut stage)?));
                }
                ReportPart::Journey { of, stages, span }
            }
            Rule::reasons => {
                let first = self.next_name(parts)?;
                match self.next_name(parts) {
                    Some(from) => ReportPart::Reasons { of: Some(first), from, span },
                    None => ReportPart::Reasons { of: None, from: first, span },
                }
            }
            Rule::ranking => ReportPart::Ranking { of: self.next_name(parts)?, by: self.next_name(parts)?, span },
            Rule::gap => {
                let claimed = parts.next()?;
                ReportPart::Gap { claimed: self.number(&claimed, false), actual: self.next_name(parts)?, span }
            }
            Rule::quotes => {
                let text = self.next_name(parts)?;
                let of = self.next_name(parts);
                let most = parts.next().map(|pair| self.number(&pair, false));
                ReportPart::Quotes { text, of, most, span }
            }
            Rule::followup => {
                let of = self.next_name(parts)?;
                let mut next = parts.next()?;
                let mut condition = None;
                if next.as_rule() == Rule::condition {
                    condition = Some(self.condition(next)?);
                    next = parts.next()?;
                }
                ReportPart::Followup { of, condition, file: self.text(&next), columns: self.next_names(parts)?, span }
            }
            _ => return None,
        })
    }

    fn compare(&mut self, parts: &mut Parts<'_>, span: Span) -> Option<ReportPart> {
        let (left, right) = (self.next_name(parts)?, self.next_name(parts)?);
        let metrics = self.next_names(parts)?;
        let (mut against, mut adjusted) = (Vec::new(), Vec::new());
        while let Some(pair) = parts.next() {
            if pair.as_rule() == Rule::against {
                against.push(self.against(pair)?);
            } else {
                let span = self.span(&pair);
                adjusted.push((self.next_names(&mut Parts::of(pair))?, span));
            }
        }
        Some(ReportPart::Compare { left, right, metrics, against, adjusted, span })
    }

    fn condition(&mut self, pair: Pair<'_, Rule>) -> Option<Expression> {
        self.chain(pair, Self::conjunction, ExpressionKind::Any)
    }

    fn conjunction(&mut self, pair: Pair<'_, Rule>) -> Option<Expression> {
        self.chain(pair, Self::negation, ExpressionKind::All)
    }

    /// Operands of `or` or `and`, side by side however many; a single one is itself.
    fn chain<'i>(
        &mut self,
        pair: Pair<'i, Rule>,
        operand: fn(&mut Self, Pair<'i, Rule>) -> Option<Expression>,
        join: fn(Vec<Expression>) -> ExpressionKind,
    ) -> Option<Expression> {
        let span = self.span(&pair);
        let mut parts = Parts::of(pair);
        let first = operand(self, parts.next()?)?;
        let mut operands = vec![first];
        while let Some(pair) = parts.next() {
            operands.push(operand(self, pair)?);
        }
        if operands.len() == 1 {
            return operands.pop();
        }
        Some(Expression { kind: join(operands), span })
    }

    fn negation(&mut self, pair: Pair<'_, Rule>) -> Option<Expression> {
        let whole = self.span(&pair);
        let mut starts = Vec::new();
        let mut parts = Parts::of(pair);
        while let Some(not) = parts.get(Rule::NOT) {
            starts.push(self.span(&not));
        }
        let mut expression = { let pair = parts.next()?; self.comparison(pair)? };
        for start in starts.into_iter().rev() {
            expression = Expression { kind: ExpressionKind::Not(Box::new(expression)), span: start.to(whole) };
        }
        Some(expression)
    }

    fn comparison(&mut self, pair: Pair<'_, Rule>) -> Option<Expression> {
        let span = self.span(&pair);
        let mut parts = Parts::of(pair);
        let first = { let pair = parts.next()?; self.sum(pair)? };
        let subject = Box::new(first);
        let mut not = parts.eat(Rule::NOT);
        let Some(test) = parts.next() else { return Some(*subject) };
        let test_span = self.span(&test);
        let rule = test.as_rule();
        let kind = match rule {
            Rule::comparator => {
                let how = Spanned::new(comparison(test.as_str()), test_span);
                let right = Box::new({ let pair = parts.next()?; self.sum(pair)? });
                ExpressionKind::Compare { left: subject, how, right }
            }
            Rule::is_band => {
                let mut words = Parts::of(test);
                words.eat(Rule::IS);
                not |= words.eat(Rule::NOT);
                ExpressionKind::Is { subject, not, band: self.next_name(&mut words)? }
            }
            Rule::among => ExpressionKind::Among { subject, not, set: self.set(Parts::of(test).next()?)? },
            Rule::matches => {
                let mut words = Parts::of(test);
                let how = match words.peek()? {
                    Rule::CONTAINS => TextMatch::Contains,
                    Rule::STARTS => TextMatch::StartsWith,
                    _ => TextMatch::EndsWith,
                };
                ExpressionKind::Matches { subject, not, how, needle: self.next_text(&mut words)? }
            }
            Rule::has => ExpressionKind::Has { subject, not, option: self.next_text(&mut Parts::of(test))? },
            _ => return None,
        };
        Some(Expression { kind, span })
    }

    fn set(&mut self, pair: Pair<'_, Rule>) -> Option<Set> {
        let span = self.span(&pair);
        let rule = pair.as_rule();
        let mut parts = Parts::of(pair);
        Some(match rule {
            Rule::recent => Set::LastDays({ let pair = parts.next()?; self.number(&pair, false) }, span),
            Rule::list => {
                let mut literals = Vec::new();
                while let Some(pair) = parts.next() {
                    let inner = pair.into_inner().next()?;
                    literals.push(self.literal(inner)?);
                }
                Set::List(literals, span)
            }
            _ => {
                let from = { let pair = parts.next()?; self.literal(pair)? };
                let to = match parts.next() {
                    Some(pair) => Some(self.literal(pair)?),
                    None => None,
                };
                Set::Range { from, to, span }
            }
        })
    }

    fn literal(&mut self, pair: Pair<'_, Rule>) -> Option<Literal> {
        Some(match pair.as_rule() {
            Rule::string => Literal::Text(self.text(&pair)),
            Rule::date => Literal::Date(self.date(&pair)),
            _ => Literal::Number(self.code(pair)?),
        })
    }

    fn sum(&mut self, pair: Pair<'_, Rule>) -> Option<Expression> {
        self.arithmetic(pair, Self::product)
    }

    fn product(&mut self, pair: Pair<'_, Rule>) -> Option<Expression> {
        self.arithmetic(pair, Self::factor)
    }

    /// Operands joined from left to right.
    fn arithmetic<'i>(
        &mut self,
        pair: Pair<'i, Rule>,
        operand: fn(&mut Self, Pair<'i, Rule>) -> Option<Expression>,
    ) -> Option<Expression> {
        let whole = self.span(&pair);
        let mut parts = Parts::of(pair);
        let mut left = operand(self, parts.next()?)?;
        let mut count = 0;
        while let Some(sign) = parts.0.next() {
            let operator = match sign.as_rule() {
                Rule::PLUS => Operator::Add,
                Rule::MINUS => Operator::Subtract,
                Rule::TIMES => Operator::Multiply,
                _ => Operator::Divide,
            };
            let right = operand(self, parts.next()?)?;
            count += 1;
            if count == MAX_OPERATORS {
                self.errors.push(Error::new(MeaningError::TooManyOperators { most: MAX_OPERATORS }, whole));
            }
            if count >= MAX_OPERATORS {
                continue;
            }
            let span = left.span.to(right.span);
            left = Expression { kind: ExpressionKind::Arithmetic { left: Box::new(left), operator, right: Box::new(right) }, span };
        }
        Some(left)
    }

    fn factor(&mut self, pair: Pair<'_, Rule>) -> Option<Expression> {
        let whole = self.span(&pair);
        let mut signs = Vec::new();
        let mut parts = Parts::of(pair);
        while let Some(sign) = parts.get(Rule::MINUS) {
            signs.push(self.span(&sign));
        }
        let atom = parts.next()?;
        let span = self.span(&atom);
        let mut expression = match atom.as_rule() {
            Rule::number => Expression { kind: ExpressionKind::Number(self.number(&atom, false)), span },
            Rule::date => Expression { kind: ExpressionKind::Date(self.date(&atom)), span },
            Rule::string => Expression { kind: ExpressionKind::Text(self.text(&atom).value), span },
            Rule::condition => self.condition(atom)?,
            _ => {
                let mut parts = Parts::of(atom);
                let name = self.next_name(&mut parts)?;
                let kind = match parts.next() {
                    Some(pair) => ExpressionKind::Call { function: name, arguments: self.arguments(pair)? },
                    None => ExpressionKind::Name(name),
                };
                Expression { kind, span }
            }
        };
        for sign in signs.into_iter().rev() {
            expression = Expression { kind: ExpressionKind::Minus(Box::new(expression)), span: sign.to(whole) };
        }
        Some(expression)
    }

    fn arguments(&mut self, pair: Pair<'_, Rule>) -> Option<Vec<Expression>> {
        let mut arguments = Vec::new();
        let mut parts = Parts::of(pair);
        while let Some(pair) = parts.next() {
            arguments.push(self.condition(pair)?);
        }
        Some(arguments)
    }

    fn next_names(&mut self, parts: &mut Parts<'_>) -> Option<Vec<Name>> {
        let pair = parts.next()?;
        Some(pair.into_inner().filter(|pair| pair.as_rule() == Rule::name).map(|pair| self.name(&pair)).collect())
    }

    fn next_name(&mut self, parts: &mut Parts<'_>) -> Option<Name> {
        while parts.peek().is_some_and(is_word) {
            parts.0.next();
        }
        parts.get(Rule::name).map(|pair| self.name(&pair))
    }

    fn next_text(&mut self, parts: &mut Parts<'_>) -> Option<Text> {
        while parts.peek().is_some_and(is_word) {
            parts.0.next();
        }
        parts.get(Rule::string).map(|pair| self.text(&pair))
    }

    fn name(&mut self, pair: &Pair<'_, Rule>) -> Name {
        let text = pair.as_str();
        let quoted = text.starts_with('`');
        Name { text: if quoted { unescape(text) } else { text.to_owned() }, quoted, span: self.span(pair) }
    }

    fn text(&mut self, pair: &Pair<'_, Rule>) -> Text {
        Spanned::new(unescape(pair.as_str()), self.span(pair))
    }

    fn date(&mut self, pair: &Pair<'_, Rule>) -> Date {
        Date { text: western(pair.as_str()), span: self.span(pair) }
    }

    fn code(&mut self, pair: Pair<'_, Rule>) -> Option<Number> {
        let span = self.span(&pair);
        let mut parts = Parts::of(pair);
        let negative = parts.eat(Rule::MINUS);
        let mut number = { let pair = parts.next()?; self.number(&pair, negative) };
        number.span = span;
        Some(number)
    }

    fn number(&mut self, pair: &Pair<'_, Rule>, negative: bool) -> Number {
        let span = self.span(pair);
        let digits = western(pair.as_str());
        let percent = digits.ends_with('%');
        let digits = format!("{}{}", if negative { "-" } else { "" }, digits.trim_end_matches('%'));
        let decimals = digits.split_once('.').map_or(0, |(_, after)| after.len());
        let value: f64 = digits.parse().unwrap_or(f64::NAN);
        if digits.len() > 18 || !value.is_finite() {
            self.errors.push(Error::new(MeaningError::NumberTooLong, span));
        }
        Number {
            value: if percent { value / 100.0 } else { value },
            percent,
            decimals: u8::try_from(decimals).unwrap_or(u8::MAX),
            digits,
            span,
        }
    }
}

/// Where the last token of a rule ends. The rule itself may end later: blanks and comments before an
/// optional part stay in it although the part is not there.
fn end(pair: &Pair<'_, Rule>) -> Option<usize> {
    let span = pair.as_span();
    let mut inner = pair.clone().into_inner();
    if inner.peek().is_none() {
        return (span.start() < span.end()).then_some(span.end());
    }
    while let Some(last) = inner.next_back() {
        if let Some(end) = end(&last) {
            return Some(end);
        }
    }
    None
}

fn period(pair: Pair<'_, Rule>) -> Option<Granularity> {
    Some(match pair.into_inner().next()?.as_rule() {
        Rule::DAY => Granularity::Day,
        Rule::WEEK => Granularity::Week,
        Rule::MONTH => Granularity::Month,
        Rule::QUARTER => Granularity::Quarter,
        _ => Granularity::Year,
    })
}

fn comparison(mark: &str) -> Comparison {
    match mark {
        "==" => Comparison::Equal,
        "!=" => Comparison::NotEqual,
        "<" => Comparison::Less,
        "<=" => Comparison::LessOrEqual,
        ">" => Comparison::Greater,
        _ => Comparison::GreaterOrEqual,
    }
}

/// A text or name without its quotes.
fn unescape(quoted: &str) -> String {
    let mut text = String::with_capacity(quoted.len());
    let mut inner = quoted.chars();
    inner.next();
    inner.next_back();
    while let Some(c) = inner.next() {
        text.push(match c {
            '\\' => match inner.next() {
                Some('n') => '\n',
                Some('t') => '\t',
                Some(other) => other,
                None => '\\',
            },
            other => other,
        });
    }
    text
}
