//! What went wrong and where, as data. Drawing it is [`super::render`]'s.

use std::ops::Range;
use std::path::PathBuf;

use crate::language::span::Span;

/// Something to tell the person who runs the program.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnostic {
    /// Whether it stops the build.
    pub severity: Severity,
    /// Which exit code it leads to.
    pub class: Class,
    /// A short stable name for tools and for looking it up: "unknown-column".
    pub code: &'static str,
    /// One sentence: what is wrong, in the user's words, without a full stop.
    pub message: String,
    /// Where.
    pub place: Place,
    /// Words at the underlined place: what was expected there.
    pub label: Option<String>,
    /// What to do about it.
    pub help: Option<String>,
}

/// Whether a diagnostic stops the build.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is written.
    Error,
    /// The report is written; the reader of the log should know.
    Warning,
}

/// Whose fault it is, which decides the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// The query.
    Query,
    /// The survey's data.
    Data,
    /// Files that can't be read or written.
    Io,
}

/// Where a diagnostic points.
#[derive(Debug, Clone, PartialEq)]
pub enum Place {
    /// Into a query.
    Query(Span),
    /// Into a survey file.
    Data(DataPlace),
    /// At a file as a whole.
    File(PathBuf),
    /// Nowhere.
    Nowhere,
}

/// A place in a survey file.
#[derive(Debug, Clone, PartialEq)]
pub struct DataPlace {
    /// The file.
    pub file: PathBuf,
    /// Line of the file, from 1.
    pub line: u64,
    /// Character of that line, from 1.
    pub character: usize,
    /// The column's header, where one column is meant.
    pub column: Option<String>,
    /// The record's text, cut to what is worth showing.
    pub excerpt: String,
    /// Bytes of the excerpt to underline.
    pub underline: Range<usize>,
}

impl Diagnostic {
    /// An error of the query.
    pub fn query(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            class: Class::Query,
            code,
            message: message.into(),
            place: Place::Query(span),
            label: None,
            help: None,
        }
    }

    /// The same, with words at the underlined place.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// The same, with what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same as a warning.
    #[must_use]
    pub fn warning(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }

    /// The same with another class.
    #[must_use]
    pub fn class(mut self, class: Class) -> Self {
        self.class = class;
        self
    }
}
