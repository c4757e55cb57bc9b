//! Parses a file statement by statement, so that one mistake never hides another.
//!
//! A statement with a mistake is left out of the tree, but what it was going to define is
//! remembered. In the block of a source or a report only the line with the mistake is left out.

use super::chunk::Chunk;
use super::error::{Error, ErrorKind, Expected, Found, SyntaxError, TextError};
use super::parser::{self, Failure};
use super::scan::{self, Token, TokenKind};
use super::span::{FileId, Span};
use super::statements::{self, INNER_LINES};
use super::syntax::{File, Statement};

/// So many lines of one block are left out before the block is given up.
const MAX_REPAIRS: usize = 20;

/// A file's tree and what is wrong with it.
#[derive(Debug, Default)]
pub struct Parsed {
    /// All that could be read.
    pub tree: File,
    /// The mistakes, in order.
    pub(super) errors: Vec<Error>,
}

impl Parsed {
    /// How many mistakes were found.
    pub fn mistakes(&self) -> usize {
        self.errors.len()
    }
}

/// Parses a text.
pub fn parse(text: &str, file: FileId) -> Parsed {
    let scan = match scan::scan(text, file) {
        Ok(scan) => scan,
        Err(error) => {
            return Parsed {
                errors: vec![error],
                ..Parsed::default()
            };
        }
    };
    let mut parsed = Parsed {
        tree: File {
            comments: scan.comments.clone(),
            ..File::default()
        },
        errors: Vec::new(),
    };
    if scan.tokens.is_empty() {
        let start = Span {
            file,
            ..Span::default()
        };
        parsed.errors.push(Error::new(
            TextError::Empty {
                comments: !scan.comments.is_empty(),
            },
            start,
        ));
        return parsed;
    }
    for tokens in statements::split(text, &scan.tokens) {
        let mut chunk = Chunk::new(text, file, tokens, &scan);
        let statement = chunk.parse();
        parsed.tree.statements.extend(statement);
        parsed.errors.append(&mut chunk.errors);
    }
    parsed.errors.sort_by_key(|error| error.span.order());
    parsed
}

impl Chunk<'_> {
    fn parse(&mut self) -> Option<Statement> {
        let first = self.tokens.first()?;
        if first.kind != TokenKind::Word || !scan::is_statement(self.word(first)) {
            return self.no_statement(first);
        }
        let mut repairs = 0;
        loop {
            let error = match self.lexical() {
                Some(error) => error,
                None => match parser::statement(&self.copy, self.start, self.file) {
                    Ok(read) => {
                        self.errors.extend(read.errors);
                        return Some(if repairs > 0 {
                            damaged(read.statement)
                        } else {
                            read.statement
                        });
                    }
                    Err(failure) => match self.stray(&failure) {
                        Some(statement) => return Some(statement),
                        None => self.unexpected(failure),
                    },
                },
            };
            repairs += 1;
            let bracket = concerns_brackets(&error);
            if bracket == Some(Bracket::Missing) {
                self.errors
                    .retain(|error| concerns_brackets(error).is_none());
                self.errors.push(error);
                return Some(self.broken());
            }
            if bracket.is_none() {
                // Of a call without its opening bracket this says more than the closing one.
                let same_line =
                    |other: &Error| !self.text[span_between(&error, other)].contains('\n');
                let explained: Vec<bool> = self
                    .errors
                    .iter()
                    .map(|other| is_unopened(other) && same_line(other))
                    .collect();
                let mut explained = explained.into_iter();
                self.errors.retain(|_| explained.next() != Some(true));
            }
            let repaired = repairs <= MAX_REPAIRS && self.repair(&error);
            self.errors.push(error);
            if !repaired {
                return Some(self.broken());
            }
        }
    }

    /// A line that begins no statement.
    fn no_statement(&mut self, first: &Token) -> Option<Statement> {
        if first.kind == TokenKind::Foreign && !self.foreign.is_empty() {
            self.errors.push(self.foreign.remove(0));
        } else {
            let found = self.word(first).to_owned();
            self.errors.push(Error::new(
                SyntaxError::NoStatement { found },
                self.span(first.start, first.end),
            ));
        }
        Some(self.broken())
    }

    /// Where the grammar could not go on, as an error.
    fn unexpected(&self, failure: Failure) -> Error {
        let Failure::Unexpected { at, expected } = failure else {
            return Error::new(SyntaxError::TooDeep, self.span(self.start, self.start));
        };
        let next = self.tokens.iter().position(|token| token.end > at);
        let before = &self.tokens[..next.unwrap_or(self.tokens.len())];
        let previous = before.iter().rfind(|token| !self.is_blank(token.start));
        let token = next.and_then(|next| self.tokens.get(next));
        let keyword = self.keyword_at(previous.map_or(at, |token| token.start));
        let (found, span) = match (token, previous) {
            (Some(token), Some(previous)) if token.first_on_line => {
                (Found::LineEnd, self.span(previous.end, previous.end))
            }
            (Some(token), _) => (
                Found::Token(self.word(token).to_owned()),
                self.span(token.start, token.end),
            ),
            (None, Some(previous)) => (Found::LineEnd, self.span(previous.end, previous.end)),
            (None, None) => (Found::LineEnd, self.span(at, at)),
        };
        if let Some(end) = next.and_then(|next| self.swallowed(next)) {
            // The line before is not complete and took this line's keyword for a name.
            let after = Some(self.word(end).to_owned());
            let keyword = self.keyword_at(end.start);
            let kind = SyntaxError::Expected {
                keyword,
                expected: vec![Expected::Operand],
                found: Found::LineEnd,
                after,
            };
            return Error::new(kind, self.span(end.end, end.end));
        }
        // A misspelt keyword of a block is the mistake, not what stands before it.
        let begins_line = token.is_some_and(|token| token.first_on_line)
            || previous.is_some_and(|token| self.word(token) == "{");
        if let (Some(token), true, true) =
            (token, begins_line, expected.contains(&Expected::BlockLine))
        {
            let keyword = self
                .tokens
                .first()
                .map_or("", |token| self.word(token))
                .to_owned();
            let kind = SyntaxError::NoBlockLine {
                keyword,
                found: self.word(token).to_owned(),
            };
            return Error::new(kind, self.span(token.start, token.end));
        }
        let after = previous.map(|token| self.word(token).to_owned());
        Error::new(
            SyntaxError::Expected {
                keyword,
                expected,
                found,
                after,
            },
            span,
        )
    }

    /// A whole statement followed by lines that belong to none: the statement stands.
    fn stray(&mut self, failure: &Failure) -> Option<Statement> {
        let Failure::Unexpected { at, .. } = failure else {
            return None;
        };
        let token = self
            .tokens
            .iter()
            .find(|token| token.end > *at)
            .filter(|token| token.first_on_line)?;
        let whole = self.copy.get(..token.start - self.start)?;
        let read = parser::statement(whole, self.start, self.file).ok()?;
        let found = self.word(token).to_owned();
        self.errors.extend(read.errors);
        // Lines of a block that was never opened: its end is no second mistake.
        self.errors.retain(|error| !is_unopened(error));
        self.errors.push(Error::new(
            SyntaxError::NoStatement { found },
            self.span(token.start, token.end),
        ));
        Some(damaged(read.statement))
    }

    /// Takes the mistake out of the copy; `false` if the statement can't be read without it.
    fn repair(&mut self, error: &Error) -> bool {
        let place = error.span.start as usize;
        if let ErrorKind::Syntax(SyntaxError::Unopened { .. }) = error.kind {
            self.blank(place, place + 1);
            return true;
        }
        let lines = self.block_lines();
        // A place between two lines belongs to the one before it.
        let within = |(start, end): &&(usize, usize)| *start <= place && place <= *end;
        if let Some((start, end)) = lines.iter().find(within) {
            let before = self.copy.clone();
            self.blank(*start, *end);
            return self.copy != before;
        }
        if let ErrorKind::Syntax(SyntaxError::Unclosed { close, .. }) = &error.kind
            && close == "}"
            && !lines.is_empty()
        {
            self.copy.push('}');
            return true;
        }
        false
    }
}

/// How an error is about the brackets of a block.
#[derive(PartialEq, Eq)]
enum Bracket {
    /// A bracket stands without its partner.
    Alone,
    /// Where the partner is missing is known, so that nothing need be said of the rest of the block.
    Missing,
}

fn concerns_brackets(error: &Error) -> Option<Bracket> {
    let ErrorKind::Syntax(kind) = &error.kind else {
        return None;
    };
    match kind {
        SyntaxError::Unclosed { close, .. } | SyntaxError::Unopened { close } if close == "}" => {
            Some(Bracket::Alone)
        }
        SyntaxError::Expected {
            found: Found::Token(found),
            ..
        } if found == "{" => Some(Bracket::Missing),
        SyntaxError::Expected { expected, .. } => {
            let brace = |e: &Expected| {
                matches!(e, Expected::Mark("{"))
                    || (*e == Expected::Mark("}") && !expected.contains(&Expected::BlockLine))
            };
            let wanted = expected.iter().any(brace) && !expected.contains(&Expected::End);
            wanted.then_some(Bracket::Missing)
        }
        SyntaxError::NoBlockLine { found, .. } if found == "{" => Some(Bracket::Missing),
        SyntaxError::NoBlockLine { found, .. } => INNER_LINES
            .contains(&found.as_str())
            .then_some(Bracket::Missing),
        _ => None,
    }
}

/// The text between two errors.
fn span_between(one: &Error, other: &Error) -> std::ops::Range<usize> {
    one.span.start.min(other.span.start) as usize..one.span.start.max(other.span.start) as usize
}

fn is_unopened(error: &Error) -> bool {
    matches!(error.kind, ErrorKind::Syntax(SyntaxError::Unopened { .. }))
}

fn damaged(statement: Statement) -> Statement {
    match statement {
        Statement::Source(mut source) => {
            source.damaged = true;
            Statement::Source(source)
        }
        Statement::Report(mut report) => {
            report.damaged = true;
            Statement::Report(report)
        }
        other => other,
    }
}
