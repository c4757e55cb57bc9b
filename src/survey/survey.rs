//! A survey: its files and their common header.

use std::path::Path;

use crate::language::query::ColumnId;
use crate::language::span::Span;

use super::error::SurveyError;
use super::files;
use super::survey_file::SurveyFile;

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
        delimiter: Option<u8>,
    ) -> Result<Self, Vec<SurveyError>> {
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
            match SurveyFile::open(&path, delimiter) {
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

    /// The column names of the first file, which the query speaks of.
    pub fn columns(&self) -> &[String] {
        &self.files[0].columns
    }

    /// Where a column of the first file stands in another one: columns are matched by name.
    ///
    /// # Errors
    /// The file lacks it.
    pub fn position(&self, file: usize, column: ColumnId) -> Result<usize, SurveyError> {
        if file == 0 {
            return Ok(column.index());
        }
        let name = &self.columns()[column.index()];
        self.files[file]
            .columns
            .iter()
            .position(|other| other == name)
            .ok_or_else(|| SurveyError::ColumnLacking {
                file: self.files[file].path.clone(),
                column: name.clone(),
                first: self.files[0].path.clone(),
            })
    }
}
