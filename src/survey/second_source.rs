//! A second file whose rows belong to responses by a key: customers to their answers, say.

use std::collections::HashMap;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use csv::ByteRecord;

use crate::language::JoinRequest;
use crate::language::query::ColumnId;
use crate::language::span::Spanned;
use crate::text::nearest;

use super::error::{Cell, SurveyError};
use super::excerpt::{Excerpt, excerpt, field_range};
use super::files;
use super::header::{Header, HeaderColumn};
use super::ledger::JoinLedger;
use super::survey_file::{Said, SurveyFile};

/// The rows of a second file by their key, all in memory.
#[derive(Debug)]
pub struct SecondSource {
    /// The file.
    file: SurveyFile,
    /// The column of responses, among those of the survey's files, that holds the key.
    pub on: ColumnId,
    /// Its columns but the key, as positions in a row.
    columns: Vec<usize>,
    rows: Vec<ByteRecord>,
    by_key: HashMap<Box<[u8]>, usize>,
    /// Rows that some response belongs to.
    used: Vec<AtomicBool>,
    /// Rows without a key.
    keyless: u64,
}

/// How many responses found their row and how many did not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Found {
    /// Responses with a row.
    pub found: u64,
    /// Responses whose key is in no row, or that have none.
    pub not_found: u64,
}

impl Found {
    /// Adds another thread's.
    pub fn merge(&mut self, other: Self) {
        self.found += other.found;
        self.not_found += other.not_found;
    }
}

impl SecondSource {
    /// Opens a file, reads all of it, and checks that no key stands in two rows.
    ///
    /// # Errors
    /// The file can't be read, one of the two key columns is not there, a row is ragged, or a key
    /// is repeated.
    pub fn open(
        folder: &Path,
        request: &JoinRequest,
        survey: &Header,
    ) -> Result<Self, SurveyError> {
        let lacking = |name: &Spanned<String>, header: &Header| {
            let names = header.columns.iter().map(|column| column.name.as_str());
            SurveyError::JoinColumn {
                span: name.span,
                name: name.value.clone(),
                near: nearest(&name.value, names),
            }
        };
        let position = |header: &Header, name: &str| {
            let mut columns = header.columns.iter();
            columns.position(|column| column.name == name)
        };
        let on = position(survey, &request.on.value).ok_or_else(|| lacking(&request.on, survey))?;
        let path = folder.join(&request.path.value);
        if !path.is_file() {
            return Err(SurveyError::NoFile {
                span: request.path.span,
                pattern: request.path.value.clone(),
                folder: folder.to_owned(),
            });
        }
        let file = SurveyFile::open(&path, Said::default())?;
        let name = request.key.as_ref().unwrap_or(&request.on);
        let key = position(&file.header, &name.value).ok_or_else(|| lacking(name, &file.header))?;
        let columns = (0..file.header.columns.len()).filter(|&column| column != key);
        let mut source = Self {
            on: ColumnId(u32::try_from(on).unwrap_or(u32::MAX)),
            columns: columns.collect(),
            rows: Vec::new(),
            by_key: HashMap::new(),
            used: Vec::new(),
            keyless: 0,
            file,
        };
        source.read(key)?;
        source
            .used
            .resize_with(source.rows.len(), AtomicBool::default);
        Ok(source)
    }

    fn read(&mut self, key: usize) -> Result<(), SurveyError> {
        let mut blocks = self.file.blocks()?;
        let mut lines = 1;
        while let Some(block) = blocks.next_block().map_err(|error| self.cut(error))? {
            let mut reader = self.file.records(&block.bytes[..]);
            let records = reader
                .byte_records()
                .skip(self.file.header_records(block.number));
            // Reading from memory can't fail.
            for record in records.filter_map(Result::ok) {
                if self.file.is_blank_line(&record) {
                    continue;
                }
                let (start, line) = super::batch::start_of(&block.bytes, &record);
                let raw = &block.bytes[start..];
                let raw = &raw[..memchr::memchr2(b'\n', b'\r', raw).unwrap_or(raw.len())];
                let cell = |position: usize| Cell {
                    file: self.file.path.clone(),
                    line: lines + line,
                    row: self.rows.len() as u64 + 1,
                    column: self
                        .file
                        .columns()
                        .nth(position)
                        .unwrap_or_default()
                        .to_owned(),
                    value: String::from_utf8_lossy(record.get(position).unwrap_or_default())
                        .trim()
                        .to_owned(),
                    excerpt: excerpt(raw, field_range(raw, self.file.delimiter, position)),
                };
                if record.len() != self.file.header.columns.len() {
                    return Err(SurveyError::JoinRagged {
                        at: cell(record.len().saturating_sub(1)),
                        fields: record.len(),
                        expected: self.file.header.columns.len(),
                    });
                }
                let value = record.get(key).unwrap_or_default().trim_ascii();
                if value.is_empty() {
                    self.keyless += 1;
                    continue;
                }
                if let Some(first) = self.by_key.get(value) {
                    return Err(SurveyError::JoinRepeated {
                        at: cell(key),
                        first_row: *first as u64 + 1,
                    });
                }
                self.by_key.insert(value.into(), self.rows.len());
                self.rows.push(record);
            }
            lines += memchr::memchr_iter(b'\n', &block.bytes).count() as u64;
        }
        Ok(())
    }

    fn cut(&self, error: super::blocks::CutError) -> SurveyError {
        match self.file.cut_error(error) {
            Err(error) => error,
            Ok((_, at, bytes)) => SurveyError::JoinOpenQuote {
                at: Cell {
                    file: self.file.path.clone(),
                    line: memchr::memchr_iter(b'\n', &bytes[..at.min(bytes.len())]).count() as u64
                        + 1,
                    row: 0,
                    column: String::new(),
                    value: String::new(),
                    excerpt: Excerpt::default(),
                },
            },
        }
    }

    /// The file's name without folders and ending, by which the query calls it.
    pub fn name(&self) -> String {
        let name = files::name(&self.file.path);
        name.split('.').next().unwrap_or(&name).to_owned()
    }

    /// Its columns but the key as columns of the survey, named after the file where a name is taken.
    pub fn columns(&self, survey: &Header) -> Vec<HeaderColumn> {
        let stem = self.name();
        let taken = |name: &str| survey.columns.iter().any(|column| column.name == name);
        self.columns
            .iter()
            .map(|&position| {
                let column = self.file.header.columns[position].clone();
                HeaderColumn {
                    name: if taken(&column.name) {
                        format!("{stem} / {}", column.name)
                    } else {
                        column.name
                    },
                    ..column
                }
            })
            .collect()
    }

    /// The row that a response belongs to and its number, by what stands in its key column.
    pub fn row(&self, key: &[u8]) -> Option<(usize, &ByteRecord)> {
        let row = *self.by_key.get(key.trim_ascii())?;
        self.used[row].store(true, Ordering::Relaxed);
        Some((row, self.rows.get(row)?))
    }

    /// How many rows with a key there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no row with a key.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// A cell of a row by the number of the column among [`SecondSource::columns`].
    pub fn cell<'r>(&self, row: Option<&'r ByteRecord>, column: usize) -> &'r [u8] {
        let position = self.columns.get(column).copied();
        row.zip(position)
            .and_then(|(row, position)| row.get(position))
            .unwrap_or_default()
    }

    /// How many columns it adds.
    pub fn width(&self) -> usize {
        self.columns.len()
    }

    /// All cells of a column.
    pub fn cells(&self, column: usize) -> impl Iterator<Item = &[u8]> {
        self.rows
            .iter()
            .map(move |row| self.cell(Some(row), column))
    }

    /// What became of it, after the scan.
    pub fn ledger(&self, found: Found) -> JoinLedger {
        let used = self.used.iter().filter(|used| used.load(Ordering::Relaxed));
        JoinLedger {
            name: files::name(&self.file.path),
            format: self.file.format(),
            rows: self.rows.len() as u64 + self.keyless,
            keyless: self.keyless,
            unused: (self.rows.len() - used.count()) as u64,
            found: found.found,
            not_found: found.not_found,
        }
    }
}
