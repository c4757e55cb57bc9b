//! Words for statements that can't be read.

use super::expected::unexpected;
use super::forms::form;
use super::{neighbours, terms};
use crate::diagnostics::Diagnostic;
use crate::language::error::SyntaxError;
use crate::language::scan::STATEMENTS;
use crate::language::span::Span;
use crate::language::statements::{SECTIONS, SOURCE_LINES};
use crate::text::nearest;

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
    if !found.starts_with(|c: char| c.is_alphabetic() || c == '_') {
        return diagnostic.help(format!("a statement begins with {statements}"));
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
    if found == "{" {
        return Diagnostic::query("unknown-line", span, "this block is already open")
            .help("take one `{` away");
    }
    let known = if source {
        neighbours::word(found, "source", false)
    } else {
        section(found)
    };
    if let Some(instead) = known {
        return diagnostic.help(instead);
    }
    if let Some(outer) = outer(found) {
        return diagnostic.help(format!(
            "it stands in the block of `{outer}`; is the `{{` of that block missing?"
        ));
    }
    match terms::did_you_mean(&nearest(found, lines.iter().copied())) {
        Some(near) => diagnostic.help(near),
        None => diagnostic.help(format!("there are {}", terms::all(&terms::ticked(lines)))),
    }
}

/// The section whose own block has such a line.
fn outer(found: &str) -> Option<&'static str> {
    match found {
        "against" | "adjusted" => Some("compare"),
        "stage" => Some("journey"),
        _ => None,
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
