//! The text of one statement while its mistakes are being looked for.

use super::error::{Error, SyntaxError};
use super::scan::{self, Scan, Token, TokenKind};
use super::sources::offset;
use super::span::{FileId, Span};
use super::statements::{SECTIONS, SOURCE_LINES, slice};
use super::syntax::Statement;

/// The text of one statement.
pub(super) struct Chunk<'a> {
    pub text: &'a str,
    pub file: FileId,
    pub tokens: &'a [Token],
    /// Marks in it that are none of the language's and that nobody was told of yet.
    pub foreign: Vec<Error>,
    /// The statement's text; what was given up is blank.
    pub copy: String,
    pub start: usize,
    pub errors: Vec<Error>,
}

impl<'a> Chunk<'a> {
    pub(super) fn new(text: &'a str, file: FileId, tokens: &'a [Token], scan: &Scan) -> Self {
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

    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        Span {
            file: self.file,
            start: offset(start),
            end: offset(end),
        }
    }

    pub(super) fn word(&self, token: &Token) -> &'a str {
        slice(self.text, token)
    }

    pub(super) fn broken(&self) -> Statement {
        let keyword = self
            .tokens
            .first()
            .map_or("", |token| self.word(token))
            .to_owned();
        let is_name = |token: &Token| matches!(token.kind, TokenKind::Word | TokenKind::Quoted);
        // `csat = …` has forgotten its keyword.
        let equals = self
            .tokens
            .get(1)
            .is_some_and(|token| self.word(token) == "=");
        let at = usize::from(!equals || scan::is_statement(&keyword));
        let name = self
            .tokens
            .get(at)
            .filter(|token| is_name(token) && !scan::is_statement(self.word(token)))
            .map(|token| self.word(token).trim_matches('`').to_owned());
        let end = self.start + self.copy.len();
        Statement::Broken {
            keyword,
            name,
            span: self.span(self.start, end),
        }
    }

    pub(super) fn unclosed(&self, open: &Token) -> Error {
        let open_text = self.word(open);
        let kind = SyntaxError::Unclosed {
            open: open_text.to_owned(),
            close: partner(open_text).to_owned(),
        };
        Error::new(kind, self.span(open.start, open.end))
    }

    pub(super) fn is_blank(&self, at: usize) -> bool {
        self.copy.as_bytes().get(at - self.start) == Some(&b' ')
            && self.text.as_bytes().get(at) != Some(&b' ')
    }

    /// A line of a block with nothing but its keyword. The grammar, which is free of layout, would
    /// take the next line's keyword for a name.
    pub(super) fn alone(&self) -> Option<Error> {
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

    /// The mark that ends the line before the token's, if the token's line begins with a keyword of
    /// the block and so was not meant to go on from that mark.
    pub(super) fn swallowed(&self, token: usize) -> Option<&'a Token> {
        const GO_ON: [&str; 20] = [
            "and",
            "or",
            "not",
            "is",
            "in",
            "of",
            "by",
            "on",
            "with",
            "from",
            "to",
            "for",
            "where",
            "actual",
            "claimed",
            "versus",
            "previous",
            "contains",
            "has",
            "published",
        ];
        let begin = (1..=token)
            .rev()
            .find(|at| self.tokens[*at].first_on_line)?;
        let end = &self.tokens[begin - 1];
        let goes_on = end.kind == TokenKind::Mark || GO_ON.contains(&self.word(end));
        (goes_on && self.begins_line(&self.tokens[begin])).then_some(end)
    }

    /// Whether a line of the block could begin with this token.
    fn begins_line(&self, token: &Token) -> bool {
        let word = self.word(token);
        match self.tokens.first().map(|token| self.word(token)) {
            Some("source") => SOURCE_LINES.contains(&word),
            Some("report") => SECTIONS.contains(&word),
            _ => false,
        }
    }

    /// The keyword of the line of a block, or of the statement, in which a byte stands.
    pub(super) fn keyword_at(&self, at: usize) -> String {
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

    pub(super) fn blank(&mut self, start: usize, end: usize) {
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
    pub(super) fn block_lines(&self) -> Vec<(usize, usize)> {
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
                // A line goes on after a comma or operator, unless the next begins like a line.
                let goes_on =
                    previous.is_some_and(|p| p.kind == TokenKind::Mark) && !self.begins_line(token);
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

    /// The next mistake that needs no grammar to be found: a foreign mark, a bracket.
    pub(super) fn lexical(&mut self) -> Option<Error> {
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
}

fn partner(open: &str) -> &'static str {
    if open == "(" { ")" } else { "}" }
}
