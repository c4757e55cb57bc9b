//! A survey: its files and the header of all of them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::language::query::ColumnId;
use crate::language::span::Spanned;
use crate::language::{HeaderBlock, JoinRequest, JoinedFile, SurveyHeader};

use super::dialects;
use super::encoding::Encoding;
use super::error::SurveyError;
use super::files;
use super::header::Header;
use super::second_source::SecondSource;
use super::survey_file::{Said, SurveyFile};
use super::waves::{Change, changes, join};

/// What a query says of its files, as written.
#[derive(Debug, Clone, Copy, Default)]
pub struct Asked<'q> {
    /// What separates fields.
    pub delimiter: Option<u8>,
    /// `encoding "Windows-1256"`
    pub encoding: Option<&'q Spanned<String>>,
    /// `dialect "qualtrics"`
    pub dialect: Option<&'q Spanned<String>>,
    /// `join "customers.csv" on CustomerId`
    pub joins: &'q [JoinRequest],
}

impl<'q> Asked<'q> {
    fn said(self) -> Result<Said<'q>, SurveyError> {
        let encoding = |name: &Spanned<String>| {
            Encoding::named(&name.value).ok_or(SurveyError::UnknownEncoding {
                span: name.span,
                name: name.value.clone(),
            })
        };
        if let Some(name) = self.dialect
            && dialects::named(&name.value).is_none()
        {
            return Err(SurveyError::UnknownDialect {
                span: name.span,
                name: name.value.clone(),
            });
        }
        Ok(Said {
            delimiter: self.delimiter,
            encoding: self.encoding.map(encoding).transpose()?,
            dialect: self.dialect.map(|name| name.value.as_str()),
        })
    }
}

/// A survey that was opened: the header is known, no answer was read.
#[derive(Debug, Clone)]
pub struct Survey {
    /// Its files, at least one, sorted by path.
    pub files: Vec<SurveyFile>,
    /// The columns of all files together; a [`ColumnId`] counts in them.
    pub joined: Header,
    /// What one file asks otherwise than another.
    pub changes: Vec<Change>,
    /// Second files whose rows belong to responses.
    pub seconds: Vec<Arc<SecondSource>>,
    /// For each file, for each column: where it stands; columns of second files stand behind the
    /// file's own.
    places: Vec<Vec<Option<usize>>>,
}

impl Survey {
    /// Finds the files of some patterns and reads their headers. A file that several of them
    /// stand for is one file.
    ///
    /// # Errors
    /// There are none for one of the patterns, or one of the files can't be read. One error for
    /// each.
    pub fn open(
        folder: &Path,
        patterns: &[Spanned<String>],
        asked: Asked<'_>,
    ) -> Result<Self, Vec<SurveyError>> {
        let said = asked.said().map_err(|error| vec![error])?;
        let mut paths = Vec::new();
        let mut errors = Vec::new();
        for pattern in patterns {
            match found(folder, pattern) {
                Ok(found) => paths.extend(found),
                Err(error) => errors.push(error),
            }
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        let paths = files::each_once(paths);
        let mut files = Vec::new();
        for path in paths {
            match SurveyFile::open(&path, said) {
                Ok(file) => files.push(file),
                Err(error) => errors.push(error),
            }
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        let mut survey = Self::of(files);
        for request in asked.joins {
            match SecondSource::open(folder, request, &survey.joined) {
                Ok(second) => survey.add(second),
                Err(error) => errors.push(error),
            }
        }
        if errors.is_empty() {
            Ok(survey)
        } else {
            Err(errors)
        }
    }

    /// A survey of files that were opened, at least one.
    pub fn of(files: Vec<SurveyFile>) -> Self {
        let headers: Vec<&Header> = files.iter().map(|file| &file.header).collect();
        let names = files.iter().map(|file| files::name(&file.path));
        let joined = join(headers.iter().copied().zip(names));
        let changes = joined.as_ref().map(|joined| changes(joined, &headers));
        let (joined, places) = match joined {
            Some(joined) => (joined.header, joined.places),
            None => (Header::default(), Vec::new()),
        };
        Self {
            files,
            joined,
            changes: changes.unwrap_or_default(),
            seconds: Vec::new(),
            places,
        }
    }

    /// Puts the columns of a second file behind the survey's own.
    fn add(&mut self, second: SecondSource) {
        let before: usize = self.seconds.iter().map(|second| second.width()).sum();
        for (file, places) in self.files.iter().zip(&mut self.places) {
            let first = file.header.columns.len() + before;
            places.extend((first..first + second.width()).map(Some));
        }
        let columns = second.columns(&self.joined);
        self.joined.columns.extend(columns);
        self.seconds.push(Arc::new(second));
    }

    /// The header of all files as the language sees it.
    pub fn header(&self) -> SurveyHeader {
        let header = &self.joined;
        let column = |column: &usize| ColumnId(u32::try_from(*column).unwrap_or(u32::MAX));
        let option = |column: &usize| header.columns[*column].option.clone().unwrap_or_default();
        SurveyHeader {
            files: Vec::new(),
            columns: self.columns().map(str::to_owned).collect(),
            labels: header
                .columns
                .iter()
                .map(|column| column.label.clone())
                .collect(),
            blocks: header
                .blocks
                .iter()
                .map(|block| HeaderBlock {
                    name: block.name.clone(),
                    label: block.label.clone(),
                    columns: block.columns.iter().map(column).collect(),
                    options: block.columns.iter().map(option).collect(),
                })
                .collect(),
            joined: self.seconds.first().map(|second| JoinedFile {
                name: second.name(),
                first: column(&(header.columns.len() - second.width())),
            }),
        }
    }

    /// The names of the columns of all files.
    pub fn columns(&self) -> impl ExactSizeIterator<Item = &str> {
        self.joined
            .columns
            .iter()
            .map(|column| column.name.as_str())
    }

    /// Where a column stands in a file; nowhere if the file does not ask the question.
    pub fn position(&self, file: usize, column: ColumnId) -> Option<usize> {
        *self.places.get(file)?.get(column.index())?
    }

    /// How many columns are the files' own, not those of second files.
    pub fn own_columns(&self) -> u32 {
        let widths: usize = self.seconds.iter().map(|second| second.width()).sum();
        (self.joined.columns.len().saturating_sub(widths)) as u32
    }

    /// The second file that a column is of, and its number there.
    pub fn of_second(&self, column: ColumnId) -> Option<(&SecondSource, usize)> {
        let mut column = column.index().checked_sub(self.own_columns() as usize)?;
        for second in &self.seconds {
            if column < second.width() {
                return Some((second, column));
            }
            column -= second.width();
        }
        None
    }

    /// Where a column stands that every file must have.
    ///
    /// # Errors
    /// The file lacks it.
    pub fn needed(&self, file: usize, column: ColumnId) -> Result<usize, SurveyError> {
        self.position(file, column).ok_or_else(|| {
            let with = (0..self.files.len()).find(|&file| self.position(file, column).is_some());
            SurveyError::ColumnLacking {
                file: self.files[file].path.clone(),
                column: self
                    .columns()
                    .nth(column.index())
                    .unwrap_or_default()
                    .to_owned(),
                first: self.files[with.unwrap_or(0)].path.clone(),
            }
        })
    }
}

/// The files of a pattern, at least one.
fn found(folder: &Path, pattern: &Spanned<String>) -> Result<Vec<PathBuf>, SurveyError> {
    let span = pattern.span;
    let paths =
        files::find(folder, &pattern.value).map_err(|why| SurveyError::BadPattern { span, why })?;
    if paths.is_empty() {
        return Err(SurveyError::NoFile {
            span,
            pattern: pattern.value.clone(),
            folder: folder.to_owned(),
        });
    }
    Ok(paths)
}
