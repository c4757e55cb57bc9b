//! Bytes to tokens, iteratively and in one pass, whatever the bytes are.
//!
//! The grammar reads the text itself. The tokens are for what a grammar can't do: refuse hostile
//! input early, find the statements around a broken one, and name the mark or word at which the
//! reading stopped.

use super::error::{Error, ErrorKind, SyntaxError, TextError};
use super::sources::offset;
use super::span::{FileId, Span};
use crate::text::ascii_digit;

/// Longest file that is read, in bytes.
pub(super) const MAX_BYTES: usize = 1 << 20;
/// Longest line that is read, in bytes.
const MAX_LINE: usize = 100_000;
/// Deepest nesting of brackets.
const MAX_DEPTH: usize = 32;
/// Longest run of `not` or `-` in front of one operand.
const MAX_PREFIX: usize = 16;

/// A piece of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Whether it is the first of its line.
    pub first_on_line: bool,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// A name or keyword.
    Word,
    /// A name in back-quotes.
    Quoted,
    /// A text in double quotes.
    Text,
    /// Begins with a digit: a number, or a date.
    Number,
    /// `(` or `{`
    Open,
    /// `)` or `}`
    Close,
    /// A mark of the language.
    Mark,
    /// Something that the language has no use for; an error says so.
    Foreign,
}

/// What a scan found.
#[derive(Debug, Default)]
pub(super) struct Scan {
    pub tokens: Vec<Token>,
    pub comments: Vec<Span>,
    /// Marks and texts that can't be right, in order.
    pub errors: Vec<Error>,
}

/// Bytes as text, unless no query looks like that.
pub(super) fn decode(bytes: &[u8], file: FileId) -> Result<&str, Box<(String, Error)>> {
    if bytes.len() > MAX_BYTES {
        return Err(Box::new((
            String::new(),
            Error::new(TextError::TooLong { bytes: bytes.len() }, at(file, 0, 0)),
        )));
    }
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(Box::new((
            String::new(),
            Error::new(TextError::Utf16, at(file, 0, 0)),
        )));
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let good = error.valid_up_to();
        let rest = &bytes[good..];
        let line = rest
            .iter()
            .position(|byte| *byte == b'\n')
            .unwrap_or(rest.len());
        let mut text = String::from_utf8_lossy(&bytes[..good]).into_owned();
        text.push_str(&String::from_utf8_lossy(&rest[..line.min(200)]));
        let span = at(file, good, good + '\u{FFFD}'.len_utf8());
        Box::new((text, Error::new(TextError::NotUtf8, span)))
    })
}

/// Cuts a text into tokens. An error here means that nothing else can be said of the file.
pub(super) fn scan(text: &str, file: FileId) -> Result<Scan, Error> {
    refuse(text, file)?;
    let mut scanner = Scanner {
        text,
        file,
        at: 0,
        fresh: true,
        depth: 0,
        prefix: 0,
        scan: Scan::default(),
    };
    while scanner.step()? {}
    Ok(scanner.scan)
}

fn refuse(text: &str, file: FileId) -> Result<(), Error> {
    if let Some(nul) = text.find('\0') {
        return Err(Error::new(TextError::Nul, at(file, nul, nul + 1)));
    }
    let mut start = 0;
    for line in text.split('\n') {
        if line.len() > MAX_LINE {
            return Err(Error::new(
                TextError::LineTooLong { bytes: line.len() },
                at(file, start, start),
            ));
        }
        start += line.len() + 1;
    }
    Ok(())
}

fn at(file: FileId, start: usize, end: usize) -> Span {
    Span {
        file,
        start: offset(start),
        end: offset(end),
    }
}

struct Scanner<'a> {
    text: &'a str,
    file: FileId,
    at: usize,
    fresh: bool,
    depth: usize,
    prefix: usize,
    scan: Scan,
}

impl Scanner<'_> {
    fn step(&mut self) -> Result<bool, Error> {
        let rest = &self.text[self.at..];
        let Some(c) = rest.chars().next() else {
            return Ok(false);
        };
        if c == '\n' {
            self.fresh = true;
        }
        if is_space(c) {
            self.at += c.len_utf8();
            return Ok(true);
        }
        if c == '#' {
            let length = rest.find(['\n', '\r']).unwrap_or(rest.len());
            self.scan
                .comments
                .push(at(self.file, self.at, self.at + length));
            self.at += length;
            return Ok(true);
        }
        let (kind, length) = self.token(c, rest);
        let token = Token {
            kind,
            start: self.at,
            end: self.at + length,
            first_on_line: self.fresh,
        };
        self.bound(token)?;
        self.scan.tokens.push(token);
        self.fresh = false;
        self.at += length;
        Ok(true)
    }

    /// Nesting, counted here so that no recursion follows an endless one.
    fn bound(&mut self, token: Token) -> Result<(), Error> {
        let text = &self.text[token.start..token.end];
        match token.kind {
            TokenKind::Open => self.depth += 1,
            TokenKind::Close => self.depth = self.depth.saturating_sub(1),
            TokenKind::Word if token.first_on_line && is_statement(text) => self.depth = 0,
            _ => {}
        }
        self.prefix = if matches!(text, "not" | "-") {
            self.prefix + 1
        } else {
            0
        };
        let span = at(self.file, token.start, token.end);
        if self.depth > MAX_DEPTH {
            return Err(Error::new(TextError::TooDeep { most: MAX_DEPTH }, span));
        }
        if self.prefix > MAX_PREFIX {
            return Err(Error::new(
                TextError::TooManyPrefixes {
                    word: text.to_owned(),
                },
                span,
            ));
        }
        Ok(())
    }

    fn token(&mut self, c: char, rest: &str) -> (TokenKind, usize) {
        match c {
            '"' => (TokenKind::Text, self.enclosed(rest, '"')),
            '`' => (TokenKind::Quoted, self.enclosed(rest, '`')),
            '(' | '{' => (TokenKind::Open, 1),
            ')' | '}' => (TokenKind::Close, 1),
            _ if ascii_digit(c).is_some() => (TokenKind::Number, number(rest)),
            _ if is_word(c) => (TokenKind::Word, word(rest)),
            '“' | '”' | '„' | '«' | '»' | '\'' | '‘' | '’' => {
                self.foreign_text(c, rest)
            }
            _ => self.mark(rest),
        }
    }

    /// A text up to its closing quote, which must stand on the same line.
    fn enclosed(&mut self, rest: &str, quote: char) -> usize {
        let mut chars = rest.char_indices().skip(1);
        while let Some((i, c)) = chars.next() {
            if c == quote {
                return i + 1;
            }
            if c == '\n' || c == '\r' {
                return self.unclosed(rest, i, quote);
            }
            if c == '\\' {
                match chars.next() {
                    Some((_, '"' | '\\' | '`' | 'n' | 't')) => {}
                    Some((_, '\n' | '\r')) | None => return self.unclosed(rest, i, quote),
                    Some((j, found)) => {
                        let span = at(self.file, self.at + i, self.at + j + found.len_utf8());
                        self.scan
                            .errors
                            .push(Error::new(SyntaxError::Escape { found }, span));
                    }
                }
            }
        }
        self.unclosed(rest, rest.len(), quote)
    }

    fn unclosed(&mut self, rest: &str, end: usize, quote: char) -> usize {
        let length = rest[..end].trim_end().len();
        let span = at(self.file, self.at, self.at + length);
        self.scan
            .errors
            .push(Error::new(SyntaxError::UnclosedText { quote }, span));
        length
    }

    /// A text in quotes of another language or of a word processor, taken as a whole.
    fn foreign_text(&mut self, open: char, rest: &str) -> (TokenKind, usize) {
        let line = rest.find(['\n', '\r']).unwrap_or(rest.len());
        let closing: &[char] = match open {
            '\'' | '‘' | '’' => &['\'', '’'],
            _ => &['”', '“', '»', '"'],
        };
        let first = open.len_utf8();
        let length = rest[first..line]
            .char_indices()
            .find(|(_, c)| closing.contains(c))
            .map_or(first, |(i, c)| first + i + c.len_utf8());
        let span = at(self.file, self.at, self.at + length);
        self.scan
            .errors
            .push(Error::new(SyntaxError::Quotes { found: open }, span));
        (TokenKind::Foreign, length)
    }

    fn mark(&mut self, rest: &str) -> (TokenKind, usize) {
        const MARKS: [&str; 16] = [
            "==", "!=", "<=", ">=", "..", "<", ">", "=", ",", "+", "-", "*", "/", "%", "٪", ".",
        ];
        const FOREIGN: [&str; 15] = [
            "===", "!==", "<>", "=>", "=<", ":=", "&&", "||", "//", "/*", "*/", "**", "...", "=~",
            "!~",
        ];
        if let Some(mark) = FOREIGN.iter().find(|mark| rest.starts_with(**mark)) {
            return self.foreign(rest, mark.len());
        }
        if let Some(mark) = MARKS.iter().find(|mark| rest.starts_with(**mark)) {
            return (TokenKind::Mark, mark.len());
        }
        self.foreign(rest, rest.chars().next().map_or(1, char::len_utf8))
    }

    fn foreign(&mut self, rest: &str, length: usize) -> (TokenKind, usize) {
        let found = rest[..length].to_owned();
        // What follows a comment of another language would only give more of the same.
        let skipped = match found.as_str() {
            "//" | "/*" => rest.find('\n').unwrap_or(rest.len()),
            _ => length,
        };
        let span = at(self.file, self.at, self.at + length);
        self.scan.errors.push(Error {
            kind: ErrorKind::Syntax(SyntaxError::Mark { found }),
            span,
        });
        (TokenKind::Foreign, skipped)
    }
}

/// The words that statements begin with.
pub(super) const STATEMENTS: [&str; 8] = [
    "use",
    "source",
    "field",
    "segment",
    "metric",
    "benchmark",
    "report",
    "alert",
];

/// Whether a statement begins with this word.
pub(crate) fn is_statement(word: &str) -> bool {
    STATEMENTS.contains(&word)
}

/// What the grammar skips between tokens.
fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{FEFF}')
}

fn is_word(c: char) -> bool {
    c == '_' || c.is_alphanumeric() || is_mark_of_letter(c)
}

/// Joiners and vowel signs inside words.
fn is_mark_of_letter(c: char) -> bool {
    matches!(c, '\u{200C}' | '\u{200D}' | '\u{0300}'..='\u{036F}' | '\u{064B}'..='\u{0670}' | '\u{0900}'..='\u{0DFF}')
}

fn word(rest: &str) -> usize {
    rest.find(|c: char| !is_word(c)).unwrap_or(rest.len())
}

/// A number, a date or a word that begins with a digit; a range's two dots end it.
fn number(rest: &str) -> usize {
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let next = chars.peek().map(|(_, c)| *c);
        let joins = matches!(c, '.' | '-')
            && next.is_some_and(|c| {
                ascii_digit(c).is_some() || (c == 'Q' && rest[i..].starts_with('-'))
            });
        let ends = matches!(c, '%' | '٪');
        if !(is_word(c) || matches!(c, '٬' | '٫') || joins || ends) {
            break;
        }
        end = i + c.len_utf8();
        if ends {
            break;
        }
    }
    end
}
