//! Words for kinds of names and values.

use crate::language::error::{Kind, What};

/// "a", "a or b", "a, b or c"
pub(super) fn either<S: AsRef<str>>(words: &[S]) -> String {
    listed(words, "or")
}

/// "a", "a and b", "a, b and c"
pub(super) fn all<S: AsRef<str>>(words: &[S]) -> String {
    listed(words, "and")
}

fn listed<S: AsRef<str>>(words: &[S], join: &str) -> String {
    match words {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} {join} {}", first.join(", "), last.as_ref())
        }
    }
}

/// Names in back-ticks.
pub(super) fn ticked<S: AsRef<str>>(words: &[S]) -> Vec<String> {
    words
        .iter()
        .map(|word| format!("`{}`", word.as_ref()))
        .collect()
}

/// "did you mean `x`?", if there is anything near.
pub(super) fn did_you_mean(near: &[String]) -> Option<String> {
    (!near.is_empty()).then(|| format!("did you mean {}?", either(&ticked(near))))
}

/// A kind of name with its article.
pub(super) fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Source => "a source",
        Kind::Field => "a field",
        Kind::Segment => "a segment",
        Kind::Metric => "a metric",
        Kind::Benchmark => "a benchmark",
        Kind::Column => "a column",
    }
}

/// The same without article.
pub(super) fn bare_kind(of: Kind) -> &'static str {
    kind(of).trim_start_matches("a ")
}

/// What a value is.
pub(super) fn what(what: &What) -> String {
    match what {
        What::Nps => "a likelihood to recommend (`nps`)".to_owned(),
        What::Rating(low, high) => format!("a rating from {low} to {high}"),
        What::Effort(low, high) => format!("an effort from {low} to {high}"),
        What::Smiley => "a smiley".to_owned(),
        What::YesNo => "a yes/no answer".to_owned(),
        What::Category => "a category".to_owned(),
        What::Choices => "a set of choices".to_owned(),
        What::Number => "a number".to_owned(),
        What::Date => "a date".to_owned(),
        What::Text => "a text".to_owned(),
        What::Column => "a plain column".to_owned(),
        What::Segment => "a segment".to_owned(),
        What::Condition => "a condition".to_owned(),
        What::Arithmetic => "a calculated number".to_owned(),
        What::NumberAsWritten => "a number".to_owned(),
        What::TextAsWritten(text) => format!("the text {}", quoted(text)),
        What::DateAsWritten => "a date".to_owned(),
    }
}

/// A text in quotes, shortened if need be.
pub(super) fn quoted(text: &str) -> String {
    let short: String = text.chars().take(40).collect();
    let more = if short.len() < text.len() { "…" } else { "" };
    format!(
        "\"{}{more}\"",
        short.replace('\n', "\\n").replace('\t', "\\t")
    )
}

/// A name as one has to write it.
pub(super) fn written(name: &str) -> String {
    let plain = name
        .chars()
        .all(|c| c == '_' || c.is_alphanumeric() || c == '\u{200C}')
        && name.chars().next().is_some_and(|c| !c.is_numeric());
    if plain {
        name.to_owned()
    } else {
        format!("`{name}`")
    }
}

/// A number without useless digits.
pub(super) fn number(value: f64) -> String {
    format!("{value}")
}
