//! Words for a place where a statement could not go on.

use super::forms::form;
use super::{neighbours, terms};
use crate::diagnostics::Diagnostic;
use crate::language::error::{Expected, Found};
use crate::language::scan::STATEMENTS;
use crate::language::span::Span;
use crate::text::nearest;

/// Measurement types.
const TYPES: [&str; 10] = [
    "nps", "rating", "effort", "smiley", "yes/no", "category", "choices", "number", "text", "date",
];
/// Lengths of periods.
const PERIODS: [&str; 5] = ["day", "week", "month", "quarter", "year"];

/// The words for a place where a statement could not go on.
pub(super) fn unexpected(
    keyword: &str,
    expected: &[Expected],
    found: &Found,
    after: Option<&str>,
    span: Span,
) -> Diagnostic {
    let condition = expected.contains(&Expected::Operator)
        || expected.contains(&Expected::Condition)
        || (after == Some("is") && expected.contains(&Expected::Name));
    let what = wanted(expected, found, after);
    if let Found::Token(token) = found
        && let Some(diagnostic) =
            known_mistake(&what, keyword, expected, token, after, condition, span)
    {
        return diagnostic;
    }
    let message = match (found, after) {
        (Found::Token(token), _) => format!("expected {what}, found `{}`", short(token)),
        (Found::LineEnd, Some(after)) => format!("expected {what} after `{}`", short(after)),
        (Found::LineEnd, None) => format!("expected {what}"),
    };
    let diagnostic = Diagnostic::query("syntax", span, message);
    if let Found::Token(token) = found
        && let Some(near) = misspelt(token, expected)
    {
        return diagnostic.help(near);
    }
    match form(keyword) {
        Some(form) => diagnostic.help(format!("it is written like this: {form}")),
        None => diagnostic,
    }
}

/// The keyword that could stand here and is written almost like the word that does.
fn misspelt(token: &str, expected: &[Expected]) -> Option<String> {
    let keywords = expected.iter().filter_map(|expected| match expected {
        Expected::Keyword(word) => Some(word.as_str()),
        _ => None,
    });
    terms::did_you_mean(&nearest(token, keywords))
}

/// Mistakes that deserve a sentence of their own.
fn known_mistake(
    what: &str,
    keyword: &str,
    expected: &[Expected],
    token: &str,
    after: Option<&str>,
    condition: bool,
    span: Span,
) -> Option<Diagnostic> {
    let at = |code, message: String| Diagnostic::query(code, span, message);
    let comparison = matches!(token, "==" | "!=" | "<" | "<=" | ">" | ">=");
    let names = expected.iter().any(|e| {
        matches!(
            e,
            Expected::Name | Expected::Condition | Expected::Operand | Expected::Unit
        )
    });
    if keyword == "metric"
        && expected.contains(&Expected::Mark("/"))
        && (comparison || matches!(token, "is" | "in"))
    {
        return Some(
            at(
                "not-a-metric",
                "a metric is one number over all responses, not a condition about one".to_owned(),
            )
            .help("for how many it holds write `share(csat >= 4)`"),
        );
    }
    if comparison && condition && names.eq(&false) {
        return Some(
            at(
                "chained-comparison",
                "comparisons can't be chained".to_owned(),
            )
            .help("write `a < b and b < c`, or `x in 1..5` for a range"),
        );
    }
    if after == Some("is")
        && (token.starts_with('"') || token.starts_with(|c: char| c.is_numeric()))
    {
        return Some(
            at(
                "is-value",
                "`is` stands before the name of a band, not before a value".to_owned(),
            )
            .help(format!(
                "to compare with a value write `== {}`",
                short(token)
            )),
        );
    }
    if let Some(instead) = neighbours::word(token, keyword, condition) {
        return Some(at("neighbour-word", format!("`{token}` can't stand here")).help(instead));
    }
    if expected.contains(&Expected::Measurement) {
        let diagnostic = at(
            "unknown-type",
            format!("there is no measurement type `{token}`"),
        );
        let near = terms::did_you_mean(&nearest(token, TYPES));
        return Some(diagnostic.help(
            near.unwrap_or_else(|| format!("the types are {}", terms::all(&terms::ticked(&TYPES)))),
        ));
    }
    if expected.contains(&Expected::Period) {
        let diagnostic = at("unknown-period", format!("there is no period `{token}`"));
        let near = terms::did_you_mean(&nearest(token.trim_end_matches("ly"), PERIODS));
        return Some(diagnostic.help(near.unwrap_or_else(|| {
            format!("the periods are {}", terms::all(&terms::ticked(&PERIODS)))
        })));
    }
    let reserved =
        STATEMENTS.contains(&token) || matches!(token, "and" | "or" | "not" | "is" | "in");
    if reserved && names {
        return Some(
            at(
                "reserved-word",
                format!("expected {what}, found `{token}`, a word of the language"),
            )
            .help(format!(
                "a column of that name is written in back-quotes: `{token}`"
            )),
        );
    }
    if names
        && token.starts_with(|c: char| c.is_numeric())
        && token.chars().any(char::is_alphabetic)
    {
        return Some(
            at(
                "not-a-name",
                format!("`{token}` is neither a name nor a number"),
            )
            .help(format!(
                "if it is a column write it in back-quotes: `{token}`"
            )),
        );
    }
    if names && !condition && token.starts_with('"') && expected == [Expected::Name] {
        return Some(
            at(
                "not-a-name",
                "a name stands here, without quotes".to_owned(),
            )
            .help(format!(
                "write `{0}`, or in back-quotes if the column has an odd name: `{0}`",
                token.trim_matches('"')
            )),
        );
    }
    None
}

/// What could stand at a place, in words.
fn wanted(expected: &[Expected], found: &Found, after: Option<&str>) -> String {
    let has = |e: &Expected| expected.contains(e);
    // A list, a calculation or a call could go on nearly everywhere; that is said only if a value follows.
    let value = matches!(found, Found::Token(token) if token.starts_with(|c: char| c == '"' || c == '`' || c.is_alphanumeric()));
    let mut words: Vec<String> = Vec::new();
    if has(&Expected::Mark(",")) && (value || expected == [Expected::Mark(",")]) {
        words.push("`,`".to_owned());
    }
    if has(&Expected::Operator) && (value || !has(&Expected::End)) {
        words.push("a comparison such as `==` or `is`".to_owned());
    }
    let others = expected.iter().filter(|e| match e {
        Expected::Mark("," | "(") | Expected::Operator => false,
        // A ratio of metrics is the rarer wish.
        Expected::Mark("/") => !has(&Expected::Mark("(")),
        Expected::Keyword(word) => !(word == "not" && after == Some("is")),
        _ => true,
    });
    words.extend(others.map(|e| one(e, after)));
    if has(&Expected::Mark("(")) && !has(&Expected::Operator) {
        words.push("`(`".to_owned());
    }
    words.dedup();
    words.truncate(5);
    if words.is_empty() {
        return "the end of the statement".to_owned();
    }
    terms::either(&words)
}

fn one(expected: &Expected, after: Option<&str>) -> String {
    match expected {
        Expected::Measurement => "a measurement type such as `rating 1..5`".to_owned(),
        Expected::Meaning => "what a value means, such as `satisfied 4..5`".to_owned(),
        Expected::Condition => "a condition".to_owned(),
        Expected::Operand => "a name or a value".to_owned(),
        Expected::Name if after == Some("is") => {
            "the name of a band, `missing` or `answered`".to_owned()
        }
        Expected::Name => "a name".to_owned(),
        Expected::Figure => "the name of a benchmark or published figure".to_owned(),
        Expected::Number => "a number".to_owned(),
        Expected::Text => "a text in double quotes".to_owned(),
        Expected::Date => "a date such as 2026-01-31".to_owned(),
        Expected::Value => "a value".to_owned(),
        Expected::Unit => "a unit such as `minutes`".to_owned(),
        Expected::Period => "`day`, `week`, `month`, `quarter` or `year`".to_owned(),
        Expected::Direction => "`high is good` or `low is good`".to_owned(),
        Expected::DateOrder => "`day/month/year` or `in \"Asia/Tehran\"`".to_owned(),
        Expected::Keyword(word) => format!("`{word}`"),
        Expected::Mark(mark) => format!("`{mark}`"),
        Expected::Operator => "a comparison such as `==`".to_owned(),
        Expected::BlockLine => "the end of the line".to_owned(),
        Expected::End => "the end of the statement".to_owned(),
    }
}

/// A token, cut if it is long.
fn short(token: &str) -> String {
    let mut short: String = token.chars().take(30).collect();
    if short.len() < token.len() {
        short.push('…');
    }
    short
}
