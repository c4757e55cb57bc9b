//! The `source` statement.

use super::Checker;
use crate::language::error::{FieldError, Kind, ReportError};
use crate::language::query::{self, AnswerId, DecimalMark, Key, Reading, Repeated};
use crate::language::span::{Span, Spanned};
use crate::language::syntax::{Asked, Name, Number, Source, SourcePart, Value};

/// Most values for "no answer".
const MOST_VALUES: usize = 100;

impl<'a> Checker<'a> {
    /// Checks the source. Must come before everything that reads a column.
    pub(super) fn source(&mut self) -> Option<query::Source> {
        let mut sources = self.statements.sources.clone();
        // The file's own source comes before those of the files that it uses.
        sources.sort_by_key(|source| source.span.file);
        let Some((source, others)) = sources.split_first() else {
            return self.no_source();
        };
        for other in others {
            let first = source.name.text.clone();
            self.report(FieldError::SecondSource { first }, other.name.span);
        }
        Some(self.one_source(source))
    }

    fn no_source(&mut self) -> Option<query::Source> {
        let read = !self.statements.reports.is_empty() || !self.statements.alerts.is_empty();
        if read && !self.statements.broken_source {
            let first = self.statements.reports.first().map(|report| report.span);
            let span = first
                .or_else(|| self.statements.alerts.first().map(|alert| alert.span))
                .unwrap_or_default();
            self.report(FieldError::NoSource, span);
        }
        None
    }

    fn one_source(&mut self, source: &'a Source) -> query::Source {
        self.parts_twice(source);
        let missing = source.parts.iter().find_map(|part| match part {
            SourcePart::Missing(values) => Some(values),
            _ => None,
        });
        if let Some(values) = missing {
            self.missing = self.texts(values);
        }
        let decimal = source.parts.iter().find_map(|part| match part {
            SourcePart::Decimal(text) => Some(text),
            _ => None,
        });
        match decimal.map(|text| (text.value.as_str(), text.span)) {
            None => {}
            Some((".", _)) => self.decimal = Some(DecimalMark::Point),
            Some((",", _)) => self.decimal = Some(DecimalMark::Comma),
            Some((_, span)) => self.report(FieldError::Decimal, span),
        }
        let mut checked = query::Source {
            name: source.name.text.clone(),
            patterns: source.patterns.clone(),
            files: self
                .input
                .header
                .map(|header| header.files.clone())
                .unwrap_or_default(),
            delimiter: None,
            date: None,
            key: None,
            customer: None,
            weight: None,
            raking: None,
            keep: None,
            exclude: query::Exclusions::default(),
            invited: None,
            response_benchmark: None,
            tolerate: 0.0,
            accepted: Vec::new(),
            span: source.span,
        };
        // The date first: conditions read its column as it does.
        for part in &source.parts {
            if let SourcePart::Date { column, reading } = part {
                checked.date = self.response_date(column, reading);
                self.date = Some(checked.date);
            }
        }
        if self.date.is_none() && source.damaged {
            self.date = Some(None);
        }
        for part in &source.parts {
            self.part(source, part, &mut checked);
        }
        checked
    }

    fn part(&mut self, source: &Source, part: &'a SourcePart, checked: &mut query::Source) {
        match part {
            SourcePart::Date { .. } | SourcePart::Missing(_) | SourcePart::Decimal(_) => {}
            SourcePart::Key {
                column,
                keep_last,
                span,
            } => {
                let repeated = if *keep_last {
                    Repeated::KeepLast
                } else {
                    Repeated::Refuse
                };
                checked.key = self.plain(column).map(|column| Key {
                    column,
                    repeated,
                    span: *span,
                });
            }
            SourcePart::Customer(name) => checked.customer = self.customer(name),
            SourcePart::Weight(name) => checked.weight = self.number_of_each(name, "weight"),
            SourcePart::Rake { by, targets, span } => {
                checked.raking = self.rake(by, targets, *span)
            }
            SourcePart::Keep(condition) => {
                let span = condition.span;
                checked.keep = self
                    .predicate(condition)
                    .map(|predicate| Spanned::new(predicate, span));
            }
            SourcePart::Invited { who, against } => {
                checked.invited = match who {
                    Asked::Number(number) => {
                        let number = self.count(number, "invited");
                        number.map(query::Invited::Number)
                    }
                    Asked::Named { list, by } => self.invited(list, by),
                };
                checked.response_benchmark =
                    { against.as_ref() }.and_then(|against| self.response_benchmark(against));
            }
            SourcePart::Tolerate(number) => {
                if (0.0..=1.0).contains(&number.value) && (number.percent || number.value == 0.0) {
                    checked.tolerate = number.value;
                } else {
                    self.report(FieldError::Tolerance, number.span);
                }
            }
            SourcePart::Delimiter(text) => match text.value.as_bytes() {
                [byte]
                    if byte.is_ascii()
                        && !matches!(byte, b'"' | b'\n' | b'\r')
                        && !byte.is_ascii_alphanumeric() =>
                {
                    checked.delimiter = Some(*byte);
                }
                _ => self.report(FieldError::Delimiter, text.span),
            },
            SourcePart::Accept(names) => {
                let columns = names.iter().filter_map(|name| self.plain(name));
                checked.accepted = columns.collect();
            }
            SourcePart::Exclude(line, span) => self.exclude(line, *span, &mut checked.exclude),
            SourcePart::Period(set, span) => {
                checked.exclude.period = self.period_of(source, set, *span);
            }
            // Said where the files are opened.
            SourcePart::Dialect(_) | SourcePart::Encoding(_) | SourcePart::Join { .. } => {}
        }
    }

    fn parts_twice(&mut self, source: &Source) {
        let mut seen: Vec<&'static str> = Vec::new();
        for part in &source.parts {
            let keyword = part.keyword();
            if seen.contains(&keyword) {
                let span = part_span(part, source.span);
                self.report(FieldError::PartTwice { part: keyword }, span);
            }
            seen.push(keyword);
        }
    }

    /// A column for which it does not matter what its values mean.
    pub(super) fn plain(&mut self, name: &Name) -> Option<query::ColumnId> {
        match self.field_named(name, &[Kind::Field, Kind::Column])? {
            Ok(answer) => Some(self.answers[answer.index()].column),
            Err(column) => Some(column),
        }
    }

    /// What identifies a customer, with the values that mean that nobody is known.
    fn customer(&mut self, name: &Name) -> Option<query::Answer> {
        let header = self.input.header?;
        match self.field_named(name, &[Kind::Field, Kind::Column])? {
            Ok(answer) => Some(query::Answer {
                span: name.span,
                ..self.answers[answer.index()].clone()
            }),
            Err(column) => Some(query::Answer {
                name: name.text.clone(),
                label: None,
                column,
                header: header.columns.get(column.index()).cloned()?,
                reading: Reading::Text,
                missing: self.missing.clone(),
                not_applicable: Vec::new(),
                span: name.span,
            }),
        }
    }

    /// A field that is a number, or a plain column read as one. `of` is what asks for it.
    pub(super) fn number_of_each(&mut self, name: &Name, of: &'static str) -> Option<AnswerId> {
        match self.field_named(name, &[Kind::Field, Kind::Column])? {
            Err(column) => Some(self.read_column(column, self.plain_number(), name.span)),
            Ok(answer) if matches!(self.reading(answer), Reading::Number(_)) => Some(answer),
            Ok(answer) => {
                let what = self.what(answer);
                self.fail(
                    ReportError::MeanOf {
                        function: of,
                        what,
                        name: name.text.clone(),
                    },
                    name.span,
                )
            }
        }
    }

    /// A whole number of people.
    pub(super) fn count(&mut self, number: &Number, of: &'static str) -> Option<u64> {
        let whole = number.value >= 1.0
            && number.value.fract() == 0.0
            && number.value < 1e15
            && !number.percent;
        if whole {
            Some(number.value as u64)
        } else {
            self.fail(FieldError::Count { of }, number.span)
        }
    }

    /// Values as they stand in the file.
    pub(super) fn texts(&mut self, values: &[Value]) -> Vec<String> {
        let mut texts = Vec::new();
        if let Some(value) = values.get(MOST_VALUES) {
            self.report(
                FieldError::TooMany {
                    of: "values",
                    most: MOST_VALUES,
                },
                value.span(),
            );
            return texts;
        }
        for value in values {
            match value {
                Value::Text(text) => texts.push(text.value.clone()),
                Value::Codes { from, to: None, .. } => texts.push(from.digits.clone()),
                Value::Codes {
                    from,
                    to: Some(to),
                    span,
                } => {
                    let Some((from, to)) = self.whole(from).zip(self.whole(to)) else {
                        continue;
                    };
                    if from > to || i32::from(to) - i32::from(from) > 1000 {
                        self.report(FieldError::RangeUpsideDown, *span);
                    } else {
                        texts.extend((from..=to).map(|code| code.to_string()));
                    }
                }
                Value::Open { span, .. } => {
                    self.report(FieldError::OpenRange, *span);
                }
            }
        }
        texts
    }
}

/// Where a part of a source stands.
fn part_span(part: &SourcePart, source: Span) -> Span {
    match part {
        SourcePart::Date { column: name, .. }
        | SourcePart::Customer(name)
        | SourcePart::Weight(name)
        | SourcePart::Invited {
            who: Asked::Named { list: name, .. },
            ..
        } => name.span,
        SourcePart::Key { span, .. }
        | SourcePart::Rake { span, .. }
        | SourcePart::Join { span, .. }
        | SourcePart::Period(_, span)
        | SourcePart::Exclude(_, span) => *span,
        SourcePart::Missing(values) => values.first().map_or(source, Value::span),
        SourcePart::Accept(names) => names.first().map_or(source, |name| name.span),
        SourcePart::Keep(condition) => condition.span,
        SourcePart::Invited {
            who: Asked::Number(number),
            ..
        }
        | SourcePart::Tolerate(number) => number.span,
        SourcePart::Decimal(text)
        | SourcePart::Delimiter(text)
        | SourcePart::Dialect(text)
        | SourcePart::Encoding(text) => text.span,
    }
}
