//! What can be wrong with survey files, as data. The words are in [`super::wording`].

use std::io;
use std::path::PathBuf;

use crate::language::span::Span;

use super::absence::Absence;
use super::excerpt::Excerpt;

/// Something wrong with a survey's files.
#[derive(Debug)]
pub enum SurveyError {
    /// No file by that name or pattern.
    NoFile {
        /// Where the query names it.
        span: Span,
        /// The pattern.
        pattern: String,
        /// The folder it is relative to.
        folder: PathBuf,
    },
    /// A file has no such column to join on.
    JoinColumn {
        /// Where the query names it.
        span: Span,
        /// The name.
        name: String,
        /// Near ones.
        near: Vec<String>,
    },
    /// A key stands in two rows of a second file.
    JoinRepeated {
        /// The later one.
        at: Cell,
        /// The earlier one, counted from 1 without the header.
        first_row: u64,
    },
    /// A row of a second file has another number of fields than its header.
    JoinRagged {
        /// The row.
        at: Cell,
        /// How many it has.
        fields: usize,
        /// How many the header has.
        expected: usize,
    },
    /// A quote in a second file is never closed.
    JoinOpenQuote {
        /// The line.
        at: Cell,
    },
    /// No encoding has this name.
    UnknownEncoding {
        /// Where the query names it.
        span: Span,
        /// The name.
        name: String,
    },
    /// No dialect has this name.
    UnknownDialect {
        /// Where the query names it.
        span: Span,
        /// The name.
        name: String,
    },
    /// The pattern is none.
    BadPattern {
        /// Where the query names it.
        span: Span,
        /// What is wrong with it.
        why: String,
    },
    /// The file can't be read.
    Io {
        /// The file.
        file: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// The file is damaged: its compressed data end too early, or don't unpack.
    Damaged {
        /// The file.
        file: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// There is nothing in it.
    Empty {
        /// The file.
        file: PathBuf,
    },
    /// There is a header and nothing else, in all files together.
    HeaderOnly {
        /// The first file.
        file: PathBuf,
    },
    /// It is an archive that does not hold exactly one table.
    NotOneTable {
        /// The file.
        file: PathBuf,
        /// What it holds instead.
        why: String,
    },
    /// It is no text: an Excel or zip file, say.
    NotText {
        /// The file.
        file: PathBuf,
        /// What it seems to be.
        kind: &'static str,
    },
    /// A file of the pattern lacks a column that the first one has and the query uses.
    ColumnLacking {
        /// The file.
        file: PathBuf,
        /// The column.
        column: String,
        /// The first file.
        first: PathBuf,
    },
    /// A fault in one record.
    Record(RecordFault),
    /// Cells that can't be taken as declared, more of them than the query tolerates.
    BadCells(BadCells),
    /// A weight that is no weight.
    BadWeight {
        /// The cell.
        at: Cell,
    },
    /// Every row has the weight zero, or none.
    NoWeights {
        /// The file.
        file: PathBuf,
        /// The column.
        column: String,
    },
    /// A row has no key.
    Keyless {
        /// The row.
        at: Cell,
    },
    /// A key stands in several rows.
    Repeated {
        /// The second row with it.
        at: Cell,
        /// The line of the first.
        first_line: u64,
        /// The first one's file.
        first_file: PathBuf,
        /// How many rows repeat a key.
        rows: u64,
    },
    /// The order of day and month can't be told, or differs from row to row.
    DateOrder {
        /// The field's place in the query.
        span: Span,
        /// The column.
        column: String,
        /// A date that can only begin with the day.
        day_first: Option<String>,
        /// A date that can only begin with the month.
        month_first: Option<String>,
        /// A date that can be both.
        either: Option<String>,
    },
    /// It can't be told whether a comma divides thousands or decimals.
    Decimal {
        /// The field's place in the query.
        span: Span,
        /// The column.
        column: String,
        /// A number that can be both.
        either: String,
    },
    /// The time zone is unknown.
    Zone {
        /// Where the query names it.
        span: Span,
        /// Its name.
        zone: String,
    },
}

/// A record that can't be read.
#[derive(Debug, Clone)]
pub struct RecordFault {
    /// The file.
    pub file: PathBuf,
    /// The line, from 1.
    pub line: u64,
    /// The text around it.
    pub excerpt: Excerpt,
    /// What is wrong.
    pub kind: RecordFaultKind,
    /// How many records have the same fault.
    pub records: u64,
}

/// What is wrong with a record. In the order in which they are reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RecordFaultKind {
    /// A quoted field is never closed.
    OpenQuote,
    /// It holds a zero byte.
    Nul,
    /// It is not UTF-8.
    NotUtf8,
    /// It holds bytes that mean nothing in the file's encoding.
    Undecodable,
    /// It has fewer or more fields than the header.
    Ragged {
        /// How many.
        fields: usize,
        /// How many the header has.
        expected: usize,
    },
}

/// A cell of a survey file.
#[derive(Debug, Clone)]
pub struct Cell {
    /// The file.
    pub file: PathBuf,
    /// Its line, from 1.
    pub line: u64,
    /// The record in that file, from 1, the header not counted.
    pub row: u64,
    /// Its column's header.
    pub column: String,
    /// Its text.
    pub value: String,
    /// The text around it.
    pub excerpt: Excerpt,
}

/// Cells of one answer that can't be taken as declared.
#[derive(Debug, Clone)]
pub struct BadCells {
    /// The first of them.
    pub first: Cell,
    /// What is wrong with it.
    pub why: Absence,
    /// How many there are.
    pub cells: u64,
    /// How many cells of the column hold something at all.
    pub answered: u64,
    /// What was expected: "a whole number from 1 to 5".
    pub expected: String,
    /// The answer's place in the query.
    pub span: Span,
    /// The answer's name in the query.
    pub name: String,
}
