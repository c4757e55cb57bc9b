//! Words for statements that can't be read.

use super::{neighbours, terms};
use crate::diagnostics::Diagnostic;
use crate::language::error::{Expected, Found, SyntaxError};
use crate::language::scan::STATEMENTS;
use crate::language::span::Span;
use crate::language::statements::{SECTIONS, SOURCE_LINES};
use crate::language::suggest::nearest;

/// Measurement types.
const TYPES: [&str; 10] = [
    "nps", "rating", "effort", "smiley", "yes/no", "category", "choices", "number", "text", "date",
];
/// Lengths of periods.
const PERIODS: [&str; 5] = ["day", "week", "month", "quarter", "year"];

pub(super) fn syntax(error: &SyntaxError, span: Span) -> Diagnostic {
    let at = |code, message: String| Diagnostic::query(code, span, message);
    match error {
        SyntaxError::Mark { found } => {
            let (name, instead) = neighbours::mark(found);
            let diagnostic = at("unknown-mark", format!("{name} means nothing here"));
            match instead {
                Some(instead) => diagnostic.help(instead),
                None => diagnostic,
            }
        }
        SyntaxError::Quotes {
            found: '\'' | '‘' | '’',
        } => at("quotes", "texts are written in double quotes".to_owned())
            .label("in single quotes")
            .help("write \"…\"; the odd name of a column goes into back-quotes: `Seat comfort`"),
        SyntaxError::Quotes { .. } => at(
            "quotes",
            "texts are written in straight double quotes".to_owned(),
        )
        .label("quotes of a word processor")
        .help("write \"…\""),
        SyntaxError::UnclosedText { quote: '`' } => at(
            "unclosed-text",
            "the back-quote that begins here has no end on this line".to_owned(),
        )
        .help("close it with another back-quote: `Seat comfort`"),
        SyntaxError::UnclosedText { .. } => at(
            "unclosed-text",
            "the text that begins here has no end on this line".to_owned(),
        )
        .help("close it with `\"`; a line break inside a text is written `\\n`, a quote `\\\"`"),
        SyntaxError::Escape { found } => at(
            "unknown-escape",
            format!("`\\{found}` means nothing inside a text"),
        )
        .help("for a backslash write `\\\\`; in paths write `/`"),
        SyntaxError::Unclosed { open, close } => {
            at("unclosed-bracket", format!("this `{open}` is never closed"))
                .help(format!("`{close}` is missing"))
        }
        SyntaxError::Unopened { close } => {
            at("unopened-bracket", format!("this `{close}` closes nothing"))
                .help("take it away, or open the bracket that it closes")
        }
        SyntaxError::NoStatement { found } => no_statement(found, span),
        SyntaxError::NoBlockLine { keyword, found } => no_block_line(keyword, found, span),
        SyntaxError::Alone { keyword } => {
            let diagnostic = at("syntax", format!("`{keyword}` says nothing by itself"));
            match form(keyword) {
                Some(form) => diagnostic.help(format!("it is written like this: {form}")),
                None => diagnostic,
            }
        }
        SyntaxError::Expected {
            keyword,
            expected,
            found,
            after,
        } => unexpected(keyword, expected, found, after.as_deref(), span),
        SyntaxError::TooDeep => at(
            "too-deep",
            "this statement is nested too deep to be read".to_owned(),
        )
        .help("name a part of it with `segment` and use the name"),
    }
}

fn no_statement(found: &str, span: Span) -> Diagnostic {
    let statements = terms::either(&terms::ticked(&STATEMENTS));
    let diagnostic = Diagnostic::query(
        "unknown-statement",
        span,
        format!("no statement begins with `{found}`"),
    );
    if let Some(instead) = neighbours::statement(found) {
        return diagnostic.help(instead);
    }
    if SECTIONS.contains(&found) {
        return diagnostic.help(format!(
            "`{found}` stands inside a report: `report \"Title\" {{ … }}`"
        ));
    }
    let near = nearest(found, STATEMENTS);
    match terms::did_you_mean(&near) {
        Some(near) => diagnostic.help(near),
        None => diagnostic.help(format!("a statement begins with {statements}")),
    }
}

fn no_block_line(keyword: &str, found: &str, span: Span) -> Diagnostic {
    let source = keyword == "source";
    let (lines, block): (&[&str], _) = if source {
        (&SOURCE_LINES, "source")
    } else {
        (&SECTIONS, "report")
    };
    let diagnostic = Diagnostic::query(
        "unknown-line",
        span,
        format!("a {block} has no line `{found}`"),
    );
    let known = if source {
        neighbours::word(found, "source", false)
    } else {
        section(found)
    };
    if let Some(instead) = known {
        return diagnostic.help(instead);
    }
    match terms::did_you_mean(&nearest(found, lines.iter().copied())) {
        Some(near) => diagnostic.help(near),
        None => diagnostic.help(format!("there are {}", terms::all(&terms::ticked(lines)))),
    }
}

/// What a section of another tool is called here.
fn section(found: &str) -> Option<&'static str> {
    Some(match found {
        "kpi" | "kpis" | "cards" | "metrics" | "headline" => "key figures are a `summary`",
        "chart" | "line" | "timeline" | "history" | "series" => {
            "a figure over time is a `trend … by month`"
        }
        "crosstab" | "pivot" | "breakdown" | "tab" => "figures by group are a `table … by channel`",
        "paragraph" | "markdown" | "intro" | "p" => "a paragraph is `text \"…\"`",
        "title" | "heading" => "the title stands behind `report`; sections head themselves",
        "comments" | "verbatims" | "voices" => "comments are `quotes`",
        "footer" | "footnote" => "it is called `note`",
        _ => return None,
    })
}

fn unexpected(
    keyword: &str,
    expected: &[Expected],
    found: &Found,
    after: Option<&str>,
    span: Span,
) -> Diagnostic {
    let condition = expected.contains(&Expected::Operator)
        || expected.contains(&Expected::Condition)
        || (after == Some("is") && expected.contains(&Expected::Name));
    let what = wanted(expected, after);
    if let Found::Token(token) = found
        && let Some(diagnostic) = known_mistake(keyword, expected, token, after, condition, span)
    {
        return diagnostic;
    }
    let message = match (found, after) {
        (Found::Token(token), _) => format!("expected {what}, found `{}`", short(token)),
        (Found::LineEnd, Some(after)) => format!("expected {what} after `{}`", short(after)),
        (Found::LineEnd, None) => format!("expected {what}"),
    };
    let diagnostic = Diagnostic::query("syntax", span, message);
    match form(keyword) {
        Some(form) => diagnostic.help(format!("it is written like this: {form}")),
        None => diagnostic,
    }
}

/// Mistakes that deserve a sentence of their own.
fn known_mistake(
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
                format!("`{token}` is a word of the language and can't be a name"),
            )
            .help(format!(
                "if it is a column write it in back-quotes: `{token}`"
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
fn wanted(expected: &[Expected], after: Option<&str>) -> String {
    let optional_noise = |e: &&Expected| {
        !matches!(
            e,
            Expected::Mark(",") | Expected::Operator | Expected::Mark("(")
        )
    };
    let mut words: Vec<String> = expected
        .iter()
        .filter(optional_noise)
        .map(|e| one(e, after))
        .collect();
    let has = |e: &Expected| expected.contains(e);
    if has(&Expected::Operator) {
        words.push("a comparison such as `==`".to_owned());
    }
    if has(&Expected::Mark("(")) && (words.is_empty() || !has(&Expected::Operator)) {
        words.push("`(`".to_owned());
    }
    if has(&Expected::Mark(",")) && words.is_empty() {
        words.push("`,`".to_owned());
    }
    words.dedup();
    words.truncate(4);
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
    }
}

/// How a statement or the line of a block is written.
fn form(keyword: &str) -> Option<&'static str> {
    Some(match keyword {
        "use" => "`use \"house.cxq\"`",
        "source" => "`source responses = \"exports/*.csv\" { date EndDate }`",
        "field" => {
            "`field csat = Q1 as rating 1..5 { satisfied 4..5, neutral 3, dissatisfied 1..2 }`"
        }
        "segment" => "`segment satisfied = csat is satisfied`",
        "metric" => "`metric csat_score = share(csat is satisfied) \"CSAT\" target 80%`",
        "benchmark" => "`benchmark market = 76% \"Market\" source \"Index\" year 2026 n 31_400`",
        "report" => "`report \"Title\" in en by \"Company\" { summary csat_score }`",
        "alert" => "`alert when csat_score < 75% or fall(nps_score) > 5`",
        "date" => "`date EndDate day/month/year in \"Asia/Tehran\"`",
        "key" => "`key ResponseId keep last`",
        "customer" => "`customer CustomerId`",
        "weight" => "`weight wt`",
        "missing" => "`missing \"N/A\", \"-\", 99`",
        "keep" => "`keep Finished == 1 and Status != \"Test\"`",
        "invited" => "`invited 12_400`",
        "tolerate" => "`tolerate 1%`",
        "delimiter" => "`delimiter \";\"`",
        "dialect" => "`dialect \"plain\"`",
        "encoding" => "`encoding \"UTF-8\"`",
        "join" => "`join \"customers.csv\" on CustomerId`",
        "subtitle" => "`subtitle \"Second quarter\"`",
        "note" => "`note \"Confidential\"`",
        "summary" => "`summary nps_score, csat_score versus previous quarter`",
        "compare" => {
            "`compare satisfied with dissatisfied on repurchase { against published satisfied.repurchase-ratio }`"
        }
        "trend" => "`trend nps_score, csat_score by month`",
        "table" => "`table csat_score, nps_score by channel, region`",
        "text" => "`text \"A paragraph.\"`",
        "drivers" => "`drivers of csat from courtesy, speed`",
        "journey" => "`journey csat { stage \"First contact\" { web, phone } }`",
        "reasons" => "`reasons of dissatisfied from causes`",
        "ranking" => "`ranking of agent by csat_score`",
        "gap" => "`gap claimed 80% actual csat_score`",
        "quotes" => "`quotes comment of dissatisfied, 12`",
        "followup" => "`followup of dissatisfied to \"follow-up.csv\" with ResponseId, comment`",
        _ => return None,
    })
}

/// A token, cut if it is long.
fn short(token: &str) -> String {
    let mut short: String = token.chars().take(30).collect();
    if short.len() < token.len() {
        short.push('…');
    }
    short
}
