//! Reads one statement by the grammar and turns what pest saw into the syntax tree.
//!
//! Nothing outside this folder knows pest or the names of the grammar's rules.

mod definitions;
mod expected;
mod expressions;
mod reader;
mod report;
mod source;

use pest::Parser as _;
use pest::error::{ErrorVariant, InputLocation};
use pest::iterators::Pair;
use pest_derive::Parser;

use super::error::{Error, Expected};
use super::span::FileId;
use super::syntax::Statement;
use reader::Reader;

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
    let mut reader = Reader::new(base, file);
    let mut pairs = pairs.flat_map(Pair::into_inner);
    let pair = pairs.next();
    // Of a second statement on the line nothing would be read.
    if let Some(second) = pairs.find(|pair| pair.as_rule() != Rule::EOI) {
        return Err(Failure::Unexpected {
            at: base + second.as_span().start(),
            expected: vec![Expected::End],
        });
    }
    let statement = pair.and_then(|pair| reader.statement(pair));
    // Without a statement the reader and the grammar disagree; saying "unexpected" is all that is left.
    let statement = statement.ok_or(Failure::Unexpected {
        at: base,
        expected: Vec::new(),
    })?;
    Ok(Read {
        statement,
        errors: reader.errors,
    })
}

fn failure(error: &pest::error::Error<Rule>, base: usize) -> Failure {
    let at = match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => base + at,
    };
    match &error.variant {
        ErrorVariant::CustomError { .. } => Failure::TooDeep,
        ErrorVariant::ParsingError { positives, .. } => {
            let mut expected: Vec<Expected> = positives
                .iter()
                .filter_map(|rule| expected::expectation(*rule))
                .collect();
            expected.sort();
            expected.dedup();
            if expected.contains(&Expected::Operator) {
                // Said by the comparison that stands for all of them.
                let operators = ["is", "in", "not"];
                expected.retain(|e| match e {
                    Expected::Keyword(word) => !operators.contains(&word.as_str()),
                    other => *other != Expected::Mark("/"),
                });
            }
            if expected.contains(&Expected::End) {
                expected.retain(|e| *e != Expected::Keyword("source".to_owned()));
            }
            if expected.contains(&Expected::BlockLine) {
                // These begin a line, too, and something else elsewhere.
                let lines = ["date", "missing", "keep", "text"];
                expected.retain(
                    |e| !matches!(e, Expected::Keyword(word) if lines.contains(&word.as_str())),
                );
            }
            Failure::Unexpected { at, expected }
        }
    }
}
