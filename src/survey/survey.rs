//! A survey: its files and their common header.

use std::path::Path;

use crate::language::query::ColumnId;
use crate::language::span::{Span, Spanned};
use crate::language::{HeaderBlock, SurveyHeader};

use super::dialects;
use super::encoding::Encoding;
use super::error::SurveyError;
use super::files;
use super::survey_file::{Said, SurveyFile};

/// What a query says of its files, as written.
#[derive(Debug, Clone, Copy, Default)]
pub struct Asked<'q> {
    /// What separates fields.
    pub delimiter: Option<u8>,
    /// `encoding "Windows-1256"`
    pub encoding: Option<&'q Spanned<String>>,
    /// `dialect "qualtrics"`
    pub dialect: Option<&'q Spanned<String>>,
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
}

impl Survey {
    /// Finds the files of a pattern and reads their headers.
    ///
    /// # Errors
    /// There are none, or one of them can't be read. One error for each file.
    pub fn open(
        folder: &Path,
        pattern: &str,
        span: Span,
        asked: Asked<'_>,
    ) -> Result<Self, Vec<SurveyError>> {
        let said = asked.said().map_err(|error| vec![error])?;
        let paths = files::find(folder, pattern)
            .map_err(|why| vec![SurveyError::BadPattern { span, why }])?;
        if paths.is_empty() {
            let (pattern, folder) = (pattern.to_owned(), folder.to_owned());
            return Err(vec![SurveyError::NoFile {
                span,
                pattern,
                folder,
            }]);
        }
        let mut files = Vec::new();
        let mut errors = Vec::new();
        for path in paths {
            match SurveyFile::open(&path, said) {
                Ok(file) => files.push(file),
                Err(error) => errors.push(error),
            }
        }
        if errors.is_empty() {
            Ok(Self { files })
        } else {
            Err(errors)
        }
    }

    /// The header of the first file as the language sees it.
    pub fn header(&self) -> SurveyHeader {
        let header = &self.files[0].header;
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
        }
    }

    /// The column names of the first file, which the query speaks of.
    pub fn columns(&self) -> impl ExactSizeIterator<Item = &str> {
        self.files[0].columns()
    }

    /// Where a column of the first file stands in another one: columns are matched by name.
    ///
    /// # Errors
    /// The file lacks it.
    pub fn position(&self, file: usize, column: ColumnId) -> Result<usize, SurveyError> {
        if file == 0 {
            return Ok(column.index());
        }
        let name = self.columns().nth(column.index()).unwrap_or_default();
        self.files[file]
            .columns()
            .position(|other| other == name)
            .ok_or_else(|| SurveyError::ColumnLacking {
                file: self.files[file].path.clone(),
                column: name.to_owned(),
                first: self.files[0].path.clone(),
            })
    }
}
