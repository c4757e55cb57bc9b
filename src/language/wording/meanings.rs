//! Words for values that are used as what they are not.

use super::terms::{self, what};
use crate::diagnostics::Diagnostic;
use crate::language::error::{MeaningError, What};
use crate::language::span::Span;

pub(super) fn meaning(error: &MeaningError, span: Span) -> Diagnostic {
    let at = |code, message: String| Diagnostic::query(code, span, message);
    match error {
        MeaningError::NumberTooLong => at("bad-number", "this number has too many digits".to_owned()),
        MeaningError::TooManyOperators { most } => at("too-long", format!("more than {most} operations in a row"))
            .help("compute the column before, or split the metric"),
        MeaningError::NoSuchDate { text } => at("bad-date", format!("there is no date {text}"))
            .help("dates are written 2026-01-31, months 2026-01, quarters 2026-Q1"),
        MeaningError::Jalali { text } => at("bad-date", format!("{text} looks like a date of the Solar Hijri calendar"))
            .help("in a query dates are Gregorian: 2026-01-31"),
        MeaningError::NotCondition { what: is, name, band } => not_condition(is, name, band.as_deref(), span),
        MeaningError::NotQuantity { what: is, function } => {
            let whose = function.as_ref().map_or_else(|| "this calculation".to_owned(), |function| format!("`{function}`"));
            at("not-a-number", format!("{whose} needs a number; this is {}", what(is)))
        }
        MeaningError::Compared { left, right } => compared(left, right, span),
        MeaningError::NoOrder { what: is } => at("no-order", format!("texts are not smaller or larger; {} can be compared with a text by `==` or `!=`", what(is))),
        MeaningError::FixedValues => at("fixed-values", "this compares two fixed values, so it is the same for every response".to_owned())
            .help("name a field or column on one side"),
        MeaningError::SegmentCompared { name } => at("segment-compared", format!("`{name}` is a segment: a response is in it or not"))
            .help(format!("write `{name}` or `not {name}`; for a column of that name `{name}`")),
        MeaningError::BandCompared { field, band } => at("is-band", format!("`{band}` is a band of `{field}`, not a value"))
            .help(format!("write `{field} is {band}`")),
        MeaningError::UseHas { field } => at("use-has", format!("`{field}` can hold several choices at once"))
            .help(format!("to ask for one of them write `{field} has \"…\"`")),
        MeaningError::OutsideScale { name, code, low, high } => at("outside-scale", format!("`{name}` goes from {low} to {high}; {code} is not on it")),
        MeaningError::NeverTrue { name, low, high, always } => {
            let holds = if *always { "every answer" } else { "no answer" };
            at("never-true", format!("`{name}` goes from {low} to {high}; this holds for {holds}"))
        }
        MeaningError::UnknownLabel { name, text, labels } => at("unknown-value", format!("no code of `{name}` is called {}", terms::quoted(text)))
            .help(format!("its texts are {}", some(labels))),
        MeaningError::EmptyList => at("empty-list", "this list is empty, so nothing is in it".to_owned())
            .help("write the values: `in (\"phone\", \"chat\")`"),
        MeaningError::MixedList => at("mixed-list", "texts, numbers and dates can't be mixed here".to_owned()),
        MeaningError::OneValue => at("one-value", "`in` takes a range or a list".to_owned())
            .help("write `in 1..5`, `in (1, 3)`, or for one value `==`"),
        MeaningError::RangeUpsideDown => at("bad-range", "a range goes from low to high".to_owned()),
        MeaningError::RangeOf { what: is } => at("wrong-type", format!("this can't be asked of {}", what(is))),
        MeaningError::Days => at("bad-count", "the number of days is a whole number of at least 1".to_owned()),
        MeaningError::MatchedAgainst { what: is } => at("wrong-type", format!("only texts can be searched; this is {}", what(is))),
        MeaningError::ChosenFrom { what: What::Column } => at("wrong-type", "`has` asks for one of several choices; what stands between them is not known of a plain column".to_owned())
            .help("declare it: `field reasons = … as choices split \";\"`"),
        MeaningError::ChosenFrom { what: is } => at("wrong-type", format!("`has` asks for one of several choices; this is {}", what(is)))
            .help("to compare with a value write `==`"),
        MeaningError::MetricFunction { name } => at("metric-function", format!("`{name}(…)` stands for one number over all responses and can't be part of a condition about one"))
            .help("define it with `metric`; two metrics are divided by `metric x = a / b`"),
        MeaningError::FallHere => at("unknown-function", "an alert watches a metric, or its change by `fall(…)` or `rise(…)`".to_owned())
            .help("define the number with `metric` and watch its name"),
    }
}

fn not_condition(is: &What, name: &str, band: Option<&str>, span: Span) -> Diagnostic {
    let diagnostic = Diagnostic::query(
        "not-a-condition",
        span,
        format!("`{name}` is {}, not a condition", what(is)),
    );
    match (is, band) {
        (_, Some(band)) => diagnostic.help(format!("ask something of it: `{name} is {band}`")),
        (What::Rating(_, high) | What::Effort(_, high), None) => {
            diagnostic.help(format!("ask something of it: `{name} >= {}`", high - 1))
        }
        (What::Number, _) => diagnostic.help(format!("ask something of it: `{name} > 5`")),
        (What::Choices, _) => diagnostic.help(format!("ask something of it: `{name} has \"…\"`")),
        (What::Column | What::Category | What::Text, _) => {
            diagnostic.help(format!("ask something of it: `{name} == \"…\"`"))
        }
        (What::TextAsWritten(_), _) => diagnostic.help(format!(
            "compare a field or column with it: `channel == {name}`"
        )),
        _ => diagnostic,
    }
}

fn compared(left: &What, right: &What, span: Span) -> Diagnostic {
    let diagnostic = Diagnostic::query(
        "wrong-type",
        span,
        format!("{} can't be compared with {}", what(left), what(right)),
    );
    match (left, right) {
        (What::Date, What::TextAsWritten(_) | What::NumberAsWritten) => {
            diagnostic.help("dates are written without quotes: 2026-01-31, 2026-01, 2026-Q1")
        }
        (
            What::Number | What::Nps | What::Rating(..) | What::Effort(..),
            What::TextAsWritten(text),
        ) if text.trim().parse::<f64>().is_ok() => {
            diagnostic.help(format!("write the number without quotes: {}", text.trim()))
        }
        (What::Rating(..) | What::Effort(..) | What::Nps, What::TextAsWritten(text)) => diagnostic
            .help(format!(
                "compare it with a code, or say in its block which code is called so: `{{ 5 {} }}`",
                terms::quoted(text)
            )),
        (What::Category | What::Text, What::NumberAsWritten) => {
            diagnostic.help("write the value in double quotes, or declare the field `as number`")
        }
        (What::Condition, _) | (_, What::Condition) => {
            diagnostic.help("join conditions by `and` and `or`; comparisons can't be chained")
        }
        _ => diagnostic,
    }
}

/// The first few of many texts.
fn some(labels: &[String]) -> String {
    let shown: Vec<String> = labels
        .iter()
        .take(6)
        .map(|label| terms::quoted(label))
        .collect();
    let more = if labels.len() > shown.len() {
        " and others"
    } else {
        ""
    };
    format!("{}{more}", shown.join(", "))
}
