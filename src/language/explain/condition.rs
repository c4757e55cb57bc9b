//! Conditions and quantities in plain words.

use jiff::civil::Date;
use jiff::{Span, ToSpan as _};

use crate::language::query::{
    AnswerId, Comparison, Operator, Predicate, Quantity, Query, Reading, TextMatch,
};

/// A condition as part of a sentence that begins with "where".
pub fn conditions(query: &Query, predicate: &Predicate) -> String {
    match predicate {
        Predicate::All(parts) => joined(query, parts, " and "),
        Predicate::Any(parts) => joined(query, parts, " or "),
        Predicate::Not(inner) => match &**inner {
            Predicate::Answered(answer) => format!("{} has no answer", name(query, *answer)),
            inner => format!("it is not so that {}", conditions(query, inner)),
        },
        Predicate::In(id) => query
            .segments
            .get(id.index())
            .map_or(String::new(), |segment| {
                format!("the response is in \"{}\"", segment.label)
            }),
        Predicate::Codes { answer, ranges } => codes(query, *answer, ranges),
        Predicate::OneOf { answer, values } => {
            let values: Vec<String> = values
                .iter()
                .map(|value| format!("\"{}\"", value.value))
                .collect();
            format!("{} is {}", name(query, *answer), values.join(" or "))
        }
        Predicate::Chosen { answer, option } => format!(
            "\"{}\" is among the choices of {}",
            option.value,
            name(query, *answer)
        ),
        Predicate::Compare { left, how, right } => {
            format!(
                "{} {} {}",
                quantity(query, left),
                comparison(*how),
                quantity(query, right)
            )
        }
        Predicate::Text {
            answer,
            how,
            needle,
        } => {
            let how = match how {
                TextMatch::Equals => "is",
                TextMatch::Contains => "contains",
                TextMatch::StartsWith => "starts with",
                TextMatch::EndsWith => "ends with",
            };
            format!("{} {how} \"{needle}\"", name(query, *answer))
        }
        Predicate::Dates { answer, from, to } => {
            let name = name(query, *answer);
            match (from, to) {
                (Some(from), Some(to)) if from == to => format!("{name} is {}", day(*from)),
                (Some(from), Some(to)) => format!("{name} is from {} to {}", day(*from), day(*to)),
                (Some(from), None) => format!("{name} is {} or later", day(*from)),
                (None, Some(to)) => format!("{name} is {} or earlier", day(*to)),
                (None, None) => format!("{name} has an answer"),
            }
        }
        Predicate::LastDays { answer, days } => {
            format!("{} is within the last {days} days", name(query, *answer))
        }
        Predicate::Answered(answer) => format!("{} has an answer", name(query, *answer)),
        Predicate::FewerAnswered { answers, than } => {
            let names: Vec<String> = answers.iter().map(|answer| name(query, *answer)).collect();
            format!("fewer than {than} of {} have an answer", names.join(", "))
        }
    }
}

fn joined(query: &Query, parts: &[Predicate], word: &str) -> String {
    let part = |part: &Predicate| match part {
        Predicate::All(_) | Predicate::Any(_) => format!("({})", conditions(query, part)),
        part => conditions(query, part),
    };
    parts.iter().map(part).collect::<Vec<_>>().join(word)
}

/// Codes, with the name of the band if they are one.
fn codes(query: &Query, answer: AnswerId, ranges: &[(i16, i16)]) -> String {
    let range = |(from, to): &(i16, i16)| {
        if from == to {
            format!("{from}")
        } else {
            format!("{from} to {to}")
        }
    };
    let written = ranges.iter().map(range).collect::<Vec<_>>().join(" or ");
    let name = name(query, answer);
    let bands = match query
        .answers
        .get(answer.index())
        .map(|answer| &answer.reading)
    {
        Some(Reading::Scale(scale)) => scale.bands.as_slice(),
        _ => &[],
    };
    match bands.iter().find(|band| band.codes == ranges) {
        Some(band) => format!("{name} is {} ({written})", band.name),
        None => format!("{name} is {written}"),
    }
}

/// A quantity as a noun.
pub fn quantity(query: &Query, of: &Quantity) -> String {
    match of {
        Quantity::Literal(value) => format!("{value}"),
        Quantity::Answer(id) => name(query, *id),
        Quantity::Negative(inner) => format!("minus {}", operand(query, inner)),
        Quantity::Arithmetic {
            left,
            operator,
            right,
        } => {
            let operator = match operator {
                Operator::Add => "+",
                Operator::Subtract => "-",
                Operator::Multiply => "×",
                Operator::Divide => "÷",
            };
            format!(
                "{} {operator} {}",
                operand(query, left),
                operand(query, right)
            )
        }
    }
}

fn operand(query: &Query, of: &Quantity) -> String {
    match of {
        Quantity::Arithmetic { .. } => format!("({})", quantity(query, of)),
        of => quantity(query, of),
    }
}

/// What a field is called: its label, or its name.
pub(super) fn name(query: &Query, id: AnswerId) -> String {
    query
        .answers
        .get(id.index())
        .map_or(String::new(), |answer| {
            answer.label.as_ref().map_or_else(
                || format!("`{}`", answer.name),
                |label| format!("\"{label}\""),
            )
        })
}

fn comparison(how: Comparison) -> &'static str {
    match how {
        Comparison::Equal => "is",
        Comparison::NotEqual => "is not",
        Comparison::Less => "is less than",
        Comparison::LessOrEqual => "is at most",
        Comparison::Greater => "is more than",
        Comparison::GreaterOrEqual => "is at least",
    }
}

fn day(days: i32) -> String {
    let span: Span = days.days();
    Date::constant(1970, 1, 1)
        .checked_add(span)
        .map_or_else(|_| format!("day {days}"), |date| date.to_string())
}
