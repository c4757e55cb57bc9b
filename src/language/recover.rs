//! Parses a file statement by statement, so that one mistake never hides another.
//!
//! A statement with a mistake is left out of the tree, but what it was going to define is
//! remembered. In the block of a source or a report only the line with the mistake is left out.

use super::error::{Error, Expected, Found, SyntaxError, TextError};
use super::parser::{self, Failure};
use super::scan::{self, Scan, Token, TokenKind};
use super::sources::offset;
use super::span::{FileId, Span};
use super::statements::{self, SECTIONS, SOURCE_LINES, slice};
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

/// The text of one statement.
struct Chunk<'a> {
    text: &'a str,
    file: FileId,
    tokens: &'a [Token],
    /// Marks in it that are none of the language's and that nobody was told of yet.
    foreign: Vec<Error>,
    /// The statement's text; what was given up is blank.
    copy: String,
    start: usize,
    errors: Vec<Error>,
}

impl<'a> Chunk<'a> {
    fn new(text: &'a str, file: FileId, tokens: &'a [Token], scan: &Scan) -> Self {
        let start = tokens.first().map_or(0, |token| token.start);
        let end = tokens.last().map_or(0, |token| token.end);
        let within =
            |error: &&Error| (start..end.max(start + 1)).contains(&(error.span.start as usize));
        let foreign = scan.errors.iter().filter(within).cloned().collect();
        Self {
            text,
            file,
            tokens,
            foreign,
            copy: text[start..end].to_owned(),
            start,
            errors: Vec::new(),
        }
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span {
            file: self.file,
            start: offset(start),
            end: offset(end),
        }
    }

    fn word(&self, token: &Token) -> &'a str {
        slice(self.text, token)
    }

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
                    Err(failure) => {
                        if let Some(statement) = self.stray(&failure) {
                            return Some(statement);
                        }
                        self.unexpected(failure)
                    }
                },
            };
            let place = error.span.start as usize;
            let repaired = repairs < MAX_REPAIRS && self.repair(&error, place);
            self.errors.push(error);
            repairs += 1;
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

    fn broken(&self) -> Statement {
        let keyword = self
            .tokens
            .first()
            .map_or("", |token| self.word(token))
            .to_owned();
        let name = self
            .tokens
            .get(1)
            .filter(|token| matches!(token.kind, TokenKind::Word | TokenKind::Quoted))
            .map(|token| self.word(token).trim_matches('`').to_owned());
        let end = self.start + self.copy.len();
        Statement::Broken {
            keyword,
            name,
            span: self.span(self.start, end),
        }
    }

    /// The next mistake that needs no grammar to be found: a foreign mark, a bracket.
    fn lexical(&mut self) -> Option<Error> {
        while let Some(error) = (!self.foreign.is_empty()).then(|| self.foreign.remove(0)) {
            if !self.is_blank(error.span.start as usize) {
                return Some(error);
            }
        }
        let mut open: Vec<&Token> = Vec::new();
        for token in self
            .tokens
            .iter()
            .filter(|token| !self.is_blank(token.start))
        {
            match token.kind {
                TokenKind::Open => open.push(token),
                TokenKind::Close => {
                    let close = self.word(token);
                    match open.pop() {
                        None => {
                            let kind = SyntaxError::Unopened {
                                close: close.to_owned(),
                            };
                            return Some(Error::new(kind, self.span(token.start, token.end)));
                        }
                        Some(opened) if partner(self.word(opened)) != close => {
                            return Some(self.unclosed(opened));
                        }
                        Some(_) => {}
                    }
                }
                _ => {}
            }
        }
        let appended = self.copy.len() > self.tokens.last()?.end - self.start;
        let unclosed = open
            .last()
            .filter(|_| !appended)
            .map(|opened| self.unclosed(opened));
        unclosed.or_else(|| self.alone())
    }

    /// A line of a block with nothing but its keyword. The grammar, which is free of layout, would
    /// take the next line's keyword for a name.
    fn alone(&self) -> Option<Error> {
        let lines = self.block_lines();
        let (start, end) = lines.into_iter().find(|(start, end)| {
            let word = &self.text[*start..*end];
            !self.is_blank(*start) && (SOURCE_LINES.contains(&word) || SECTIONS.contains(&word))
        })?;
        let keyword = self.text[start..end].to_owned();
        Some(Error::new(
            SyntaxError::Alone { keyword },
            self.span(start, end),
        ))
    }

    fn unclosed(&self, open: &Token) -> Error {
        let open_text = self.word(open);
        let kind = SyntaxError::Unclosed {
            open: open_text.to_owned(),
            close: partner(open_text).to_owned(),
        };
        Error::new(kind, self.span(open.start, open.end))
    }

    fn is_blank(&self, at: usize) -> bool {
        self.copy.as_bytes().get(at - self.start) == Some(&b' ')
            && self.text.as_bytes().get(at) != Some(&b' ')
    }

    /// Where the grammar could not go on, as an error.
    fn unexpected(&self, failure: Failure) -> Error {
        let Failure::Unexpected { at, mut expected } = failure else {
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
        expected.dedup();
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

    /// The keyword of the line of a block, or of the statement, in which a byte stands.
    fn keyword_at(&self, at: usize) -> String {
        let line = self
            .block_lines()
            .into_iter()
            .rev()
            .find(|line| line.0 <= at);
        let start = line.map_or(self.start, |line| line.0);
        self.tokens
            .iter()
            .find(|token| token.start >= start)
            .map_or("", |token| self.word(token))
            .to_owned()
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
        self.errors.push(Error::new(
            SyntaxError::NoStatement { found },
            self.span(token.start, token.end),
        ));
        Some(read.statement)
    }

    /// Takes the mistake out of the copy; `false` if the statement can't be read without it.
    fn repair(&mut self, error: &Error, place: usize) -> bool {
        if let super::error::ErrorKind::Syntax(SyntaxError::Unopened { .. }) = error.kind {
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
        if let super::error::ErrorKind::Syntax(SyntaxError::Unclosed { close, .. }) = &error.kind
            && close == "}"
            && !lines.is_empty()
        {
            self.copy.push('}');
            return true;
        }
        false
    }

    fn blank(&mut self, start: usize, end: usize) {
        let range = start - self.start..end - self.start;
        let Some(cut) = self.copy.get(range.clone()) else {
            return;
        };
        let blank: String = cut
            .bytes()
            .map(|byte| if byte == b'\n' { '\n' } else { ' ' })
            .collect();
        self.copy.replace_range(range, &blank);
    }

    /// The lines of the statement's block, as bytes from the first of a line to the end of its last token.
    fn block_lines(&self) -> Vec<(usize, usize)> {
        let mut lines: Vec<(usize, usize)> = Vec::new();
        if !matches!(
            self.tokens.first().map(|token| self.word(token)),
            Some("source" | "report")
        ) {
            return lines;
        }
        let mut depth = 0usize;
        let mut previous: Option<&Token> = None;
        for token in self.tokens {
            if token.kind == TokenKind::Close {
                depth = depth.saturating_sub(1);
            }
            if depth > 0 {
                let opens_block =
                    depth == 1 && previous.is_some_and(|p| self.word(p) == "{" && lines.is_empty());
                let goes_on = previous.is_some_and(|p| p.kind == TokenKind::Mark);
                let begins =
                    depth == 1 && token.first_on_line && token.kind == TokenKind::Word && !goes_on;
                if opens_block || begins {
                    lines.push((token.start, token.end));
                } else if let Some(line) = lines.last_mut() {
                    line.1 = token.end;
                }
            }
            if token.kind == TokenKind::Open {
                depth += 1;
            }
            previous = Some(token);
        }
        lines
    }
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

fn partner(open: &str) -> &'static str {
    if open == "(" { ")" } else { "}" }
}
