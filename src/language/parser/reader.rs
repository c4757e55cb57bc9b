//! Walking over what pest saw, and reading names, texts and numbers.

use std::iter::Peekable;

use pest::iterators::{Pair, Pairs};

use super::Rule;
use crate::language::error::{Error, MeaningError};
use crate::language::numerals::western;
use crate::language::query::Granularity;
use crate::language::sources::offset;
use crate::language::span::{FileId, Span, Spanned};
use crate::language::syntax::{Date, Name, Number, Text};

/// The parts of a rule, in order.
pub(super) struct Parts<'i>(pub Peekable<Pairs<'i, Rule>>);

impl<'i> Parts<'i> {
    pub(super) fn of(pair: Pair<'i, Rule>) -> Self {
        Self(pair.into_inner().peekable())
    }

    pub(super) fn peek(&mut self) -> Option<Rule> {
        self.0.peek().map(Pair::as_rule)
    }

    /// The next part if it is this one.
    pub(super) fn get(&mut self, rule: Rule) -> Option<Pair<'i, Rule>> {
        self.0.next_if(|pair| pair.as_rule() == rule)
    }

    /// Passes over a keyword or mark if it is there.
    pub(super) fn eat(&mut self, rule: Rule) -> bool {
        self.get(rule).is_some()
    }

    /// The next part that is no keyword and no mark.
    pub(super) fn next(&mut self) -> Option<Pair<'i, Rule>> {
        self.0.by_ref().find(|pair| !is_word(pair.as_rule()))
    }
}

/// Keywords and marks stand last in the grammar.
pub(super) fn is_word(rule: Rule) -> bool {
    rule >= Rule::EQUALS
}

/// Turns pairs into parts of the tree.
pub(super) struct Reader {
    base: usize,
    file: FileId,
    pub errors: Vec<Error>,
}

impl Reader {
    pub(super) fn new(base: usize, file: FileId) -> Self {
        Self {
            base,
            file,
            errors: Vec::new(),
        }
    }

    pub(super) fn span(&self, pair: &Pair<'_, Rule>) -> Span {
        let start = pair.as_span().start();
        let end = end(pair).unwrap_or(start);
        Span {
            file: self.file,
            start: offset(self.base + start),
            end: offset(self.base + end),
        }
    }

    pub(super) fn next_names(&mut self, parts: &mut Parts<'_>) -> Option<Vec<Name>> {
        let pair = parts.next()?;
        Some(
            pair.into_inner()
                .filter(|pair| pair.as_rule() == Rule::name)
                .map(|pair| self.name(&pair))
                .collect(),
        )
    }

    pub(super) fn next_name(&mut self, parts: &mut Parts<'_>) -> Option<Name> {
        while parts.peek().is_some_and(is_word) {
            parts.0.next();
        }
        parts.get(Rule::name).map(|pair| self.name(&pair))
    }

    pub(super) fn next_text(&mut self, parts: &mut Parts<'_>) -> Option<Text> {
        while parts.peek().is_some_and(is_word) {
            parts.0.next();
        }
        parts.get(Rule::string).map(|pair| self.text(&pair))
    }

    pub(super) fn name(&mut self, pair: &Pair<'_, Rule>) -> Name {
        let text = pair.as_str();
        let quoted = text.starts_with('`');
        Name {
            text: if quoted {
                unescape(text)
            } else {
                text.to_owned()
            },
            quoted,
            span: self.span(pair),
        }
    }

    pub(super) fn text(&mut self, pair: &Pair<'_, Rule>) -> Text {
        Spanned::new(unescape(pair.as_str()), self.span(pair))
    }

    pub(super) fn date(&mut self, pair: &Pair<'_, Rule>) -> Date {
        Date {
            text: western(pair.as_str()),
            span: self.span(pair),
        }
    }

    pub(super) fn code(&mut self, pair: Pair<'_, Rule>) -> Option<Number> {
        let span = self.span(&pair);
        let mut parts = Parts::of(pair);
        let negative = parts.eat(Rule::MINUS);
        let mut number = {
            let pair = parts.next()?;
            self.number(&pair, negative)
        };
        number.span = span;
        Some(number)
    }

    pub(super) fn number(&mut self, pair: &Pair<'_, Rule>, negative: bool) -> Number {
        let span = self.span(pair);
        let digits = western(pair.as_str());
        let percent = digits.ends_with('%');
        let digits = format!(
            "{}{}",
            if negative { "-" } else { "" },
            digits.trim_end_matches('%')
        );
        let decimals = digits.split_once('.').map_or(0, |(_, after)| after.len());
        let value: f64 = digits.parse().unwrap_or(f64::NAN);
        if digits.len() > 18 || !value.is_finite() {
            self.errors
                .push(Error::new(MeaningError::NumberTooLong, span));
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

/// The length of a period.
pub(super) fn period(pair: Pair<'_, Rule>) -> Option<Granularity> {
    Some(match pair.into_inner().next()?.as_rule() {
        Rule::DAY => Granularity::Day,
        Rule::WEEK => Granularity::Week,
        Rule::MONTH => Granularity::Month,
        Rule::QUARTER => Granularity::Quarter,
        _ => Granularity::Year,
    })
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
