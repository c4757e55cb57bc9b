//! Conditions and quantities.

use pest::iterators::Pair;

use super::Rule;
use super::reader::{Parts, Reader};
use crate::language::error::{Error, MeaningError};
use crate::language::query::{Comparison, Operator, TextMatch};
use crate::language::span::Spanned;
use crate::language::syntax::{Expression, ExpressionKind, Literal, Set};

/// Most operators in a row; more would make a tree too deep to walk.
const MAX_OPERATORS: usize = 64;

impl Reader {
    pub(super) fn condition(&mut self, pair: Pair<'_, Rule>) -> Option<Expression> {
        self.chain(pair, Self::conjunction, ExpressionKind::Any)
    }

    pub(super) fn conjunction(&mut self, pair: Pair<'_, Rule>) -> Option<Expression> {
        self.chain(pair, Self::negation, ExpressionKind::All)
    }

    /// Operands of `or` or `and`, side by side however many; a single one is itself.
    pub(super) fn chain<'i>(
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
        Some(Expression {
            kind: join(operands),
            span,
        })
    }

    pub(super) fn negation(&mut self, pair: Pair<'_, Rule>) -> Option<Expression> {
        let whole = self.span(&pair);
        let mut starts = Vec::new();
        let mut parts = Parts::of(pair);
        while let Some(not) = parts.get(Rule::NOT) {
            starts.push(self.span(&not));
        }
        let mut expression = {
            let pair = parts.next()?;
            self.comparison(pair)?
        };
        for start in starts.into_iter().rev() {
            expression = Expression {
                kind: ExpressionKind::Not(Box::new(expression)),
                span: start.to(whole),
            };
        }
        Some(expression)
    }

    pub(super) fn comparison(&mut self, pair: Pair<'_, Rule>) -> Option<Expression> {
        let span = self.span(&pair);
        let mut parts = Parts::of(pair);
        let first = {
            let pair = parts.next()?;
            self.sum(pair)?
        };
        let subject = Box::new(first);
        let mut not = parts.eat(Rule::NOT);
        let Some(test) = parts.next() else {
            return Some(*subject);
        };
        let test_span = self.span(&test);
        let rule = test.as_rule();
        let kind = match rule {
            Rule::comparator => {
                let how = Spanned::new(comparison(test.as_str()), test_span);
                let right = Box::new({
                    let pair = parts.next()?;
                    self.sum(pair)?
                });
                ExpressionKind::Compare {
                    left: subject,
                    how,
                    right,
                }
            }
            Rule::is_band => {
                let mut words = Parts::of(test);
                words.eat(Rule::IS);
                not |= words.eat(Rule::NOT);
                ExpressionKind::Is {
                    subject,
                    not,
                    band: self.next_name(&mut words)?,
                }
            }
            Rule::among => ExpressionKind::Among {
                subject,
                not,
                set: self.set(Parts::of(test).next()?)?,
            },
            Rule::matches => {
                let mut words = Parts::of(test);
                let how = match words.peek()? {
                    Rule::CONTAINS => TextMatch::Contains,
                    Rule::STARTS => TextMatch::StartsWith,
                    _ => TextMatch::EndsWith,
                };
                ExpressionKind::Matches {
                    subject,
                    not,
                    how,
                    needle: self.next_text(&mut words)?,
                }
            }
            Rule::has => ExpressionKind::Has {
                subject,
                not,
                option: self.next_text(&mut Parts::of(test))?,
            },
            _ => return None,
        };
        Some(Expression { kind, span })
    }

    pub(super) fn set(&mut self, pair: Pair<'_, Rule>) -> Option<Set> {
        let span = self.span(&pair);
        let rule = pair.as_rule();
        let mut parts = Parts::of(pair);
        Some(match rule {
            Rule::recent => Set::LastDays(
                {
                    let pair = parts.next()?;
                    self.number(&pair, false)
                },
                span,
            ),
            Rule::list => {
                let mut literals = Vec::new();
                while let Some(pair) = parts.next() {
                    let inner = pair.into_inner().next()?;
                    literals.push(self.literal(inner)?);
                }
                Set::List(literals, span)
            }
            _ => {
                let from = {
                    let pair = parts.next()?;
                    self.literal(pair)?
                };
                let to = match parts.next() {
                    Some(pair) => Some(self.literal(pair)?),
                    None => None,
                };
                Set::Range { from, to, span }
            }
        })
    }

    pub(super) fn literal(&mut self, pair: Pair<'_, Rule>) -> Option<Literal> {
        Some(match pair.as_rule() {
            Rule::string => Literal::Text(self.text(&pair)),
            Rule::date => Literal::Date(self.date(&pair)),
            _ => Literal::Number(self.code(pair)?),
        })
    }

    pub(super) fn sum(&mut self, pair: Pair<'_, Rule>) -> Option<Expression> {
        self.arithmetic(pair, Self::product)
    }

    pub(super) fn product(&mut self, pair: Pair<'_, Rule>) -> Option<Expression> {
        self.arithmetic(pair, Self::factor)
    }

    /// Operands joined from left to right.
    pub(super) fn arithmetic<'i>(
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
                self.errors.push(Error::new(
                    MeaningError::TooManyOperators {
                        most: MAX_OPERATORS,
                    },
                    whole,
                ));
            }
            if count >= MAX_OPERATORS {
                continue;
            }
            let span = left.span.to(right.span);
            left = Expression {
                kind: ExpressionKind::Arithmetic {
                    left: Box::new(left),
                    operator,
                    right: Box::new(right),
                },
                span,
            };
        }
        Some(left)
    }

    pub(super) fn factor(&mut self, pair: Pair<'_, Rule>) -> Option<Expression> {
        let whole = self.span(&pair);
        let mut signs = Vec::new();
        let mut parts = Parts::of(pair);
        while let Some(sign) = parts.get(Rule::MINUS) {
            signs.push(self.span(&sign));
        }
        let atom = parts.next()?;
        let span = self.span(&atom);
        let mut expression = match atom.as_rule() {
            Rule::number => Expression {
                kind: ExpressionKind::Number(self.number(&atom, false)),
                span,
            },
            Rule::date => Expression {
                kind: ExpressionKind::Date(self.date(&atom)),
                span,
            },
            Rule::string => Expression {
                kind: ExpressionKind::Text(self.text(&atom).value),
                span,
            },
            Rule::condition => self.condition(atom)?,
            _ => {
                let mut parts = Parts::of(atom);
                let name = self.next_name(&mut parts)?;
                let kind = match parts.next() {
                    Some(pair) => ExpressionKind::Call {
                        function: name,
                        arguments: self.arguments(pair)?,
                    },
                    None => ExpressionKind::Name(name),
                };
                Expression { kind, span }
            }
        };
        for sign in signs.into_iter().rev() {
            expression = Expression {
                kind: ExpressionKind::Minus(Box::new(expression)),
                span: sign.to(whole),
            };
        }
        Some(expression)
    }

    pub(super) fn arguments(&mut self, pair: Pair<'_, Rule>) -> Option<Vec<Expression>> {
        let mut arguments = Vec::new();
        let mut parts = Parts::of(pair);
        while let Some(pair) = parts.next() {
            arguments.push(self.condition(pair)?);
        }
        Some(arguments)
    }
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
