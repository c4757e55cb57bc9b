//! The texts of a query's files, and where in them a byte stands.

use std::path::{Path, PathBuf};

use super::span::FileId;

/// Every file that a query was made of, in the order in which they were read.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

/// One file of a query.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Its path as the user would write it.
    pub path: PathBuf,
    /// Its text; empty where it could not be read as text.
    pub text: String,
    /// The byte at which each line begins.
    lines: Vec<u32>,
}

/// A place as people count it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl Sources {
    /// Adds a file.
    pub fn add(&mut self, path: PathBuf, text: String) -> FileId {
        let ends = text.match_indices('\n').map(|(at, _)| offset(at + 1));
        let lines = std::iter::once(0).chain(ends).collect();
        self.files.push(SourceFile { path, text, lines });
        FileId(u16::try_from(self.files.len() - 1).unwrap_or(u16::MAX))
    }

    /// The file behind an id.
    pub fn file(&self, id: FileId) -> Option<&SourceFile> {
        self.files.get(usize::from(id.0))
    }

    /// All files, in the order of their ids.
    pub fn files(&self) -> &[SourceFile] {
        &self.files
    }

    /// The path of a file.
    pub fn path(&self, id: FileId) -> &Path {
        self.file(id).map_or(Path::new(""), |file| &file.path)
    }
}

impl SourceFile {
    /// The line, from 0, in which a byte stands.
    pub fn line_of(&self, byte: usize) -> usize {
        self.lines
            .partition_point(|start| *start as usize <= byte)
            .saturating_sub(1)
    }

    /// A line, from 0, as a range of bytes without its end.
    pub fn line_range(&self, line: usize) -> std::ops::Range<usize> {
        let start = self
            .lines
            .get(line)
            .map_or(self.text.len(), |start| *start as usize);
        let end = self
            .lines
            .get(line + 1)
            .map_or(self.text.len(), |next| *next as usize);
        start..start + self.text[start..end].trim_end_matches(['\n', '\r']).len()
    }

    /// Line and column of a byte.
    pub fn position(&self, byte: usize) -> Position {
        let line = self.line_of(byte);
        let start = self.line_range(line).start;
        let column = self
            .text
            .get(start..byte.min(self.text.len()))
            .map_or(1, |before| {
                before.chars().filter(|c| *c != '\u{FEFF}').count() + 1
            });
        Position {
            line: line + 1,
            column,
        }
    }
}

/// A byte offset as spans hold it. Files are far shorter than 4 GiB.
pub(super) fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
