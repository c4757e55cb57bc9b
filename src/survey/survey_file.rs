//! One file of a survey: what it is and what its header says.

use std::io::Read;
use std::path::{Path, PathBuf};

use super::blocks::{Blocks, CutError};
use super::dialect;
use super::error::{RecordFault, RecordFaultKind, SurveyError};
use super::excerpt::excerpt;
use super::input;

/// How much of a file is read to learn what it is.
const HEAD: u64 = 256 << 10;

/// No line of column names is longer.
const LONGEST_HEADER: usize = 64 << 20;

/// A file that was opened and understood.
#[derive(Debug, Clone)]
pub struct SurveyFile {
    /// Where it is.
    pub path: PathBuf,
    /// What separates its fields.
    pub delimiter: u8,
    /// Whether it is compressed.
    pub gzip: bool,
    /// Whether it begins with a byte order mark.
    pub mark: bool,
    /// Its column names, blanks around them removed.
    pub columns: Vec<String>,
}

impl SurveyFile {
    /// Opens a file, finds its delimiter unless it is given, and reads its header.
    ///
    /// # Errors
    /// The file can't be read, is empty, or is no text.
    pub fn open(path: &Path, delimiter: Option<u8>) -> Result<Self, SurveyError> {
        let trouble = |error| trouble(path, error);
        let input = input::open(path).map_err(trouble)?;
        if input.utf16 {
            return Err(SurveyError::Utf16 {
                file: path.to_owned(),
            });
        }
        let (gzip, mark) = (input.gzip, input.mark);
        let head = head(input.reader).map_err(trouble)?;
        if head.iter().all(u8::is_ascii_whitespace) {
            return Err(SurveyError::Empty {
                file: path.to_owned(),
            });
        }
        if let Some(kind) = not_text(&head) {
            return Err(SurveyError::NotText {
                file: path.to_owned(),
                kind,
            });
        }
        header_is_text(path, &head)?;
        let delimiter =
            delimiter.unwrap_or_else(|| dialect::detect(&head[..head.len().min(HEAD as usize)]));
        let mut file = Self {
            path: path.to_owned(),
            delimiter,
            gzip,
            mark,
            columns: Vec::new(),
        };
        file.columns = file.header(&head);
        Ok(file)
    }

    fn header(&self, head: &[u8]) -> Vec<String> {
        let mut record = csv::ByteRecord::new();
        // The csv crate fails on a reader's errors only, and a slice has none.
        let _ = self.records(head).read_byte_record(&mut record);
        record
            .iter()
            .map(|cell| String::from_utf8_lossy(cell).trim().to_owned())
            .collect()
    }

    /// A reader of the file's records in some of its bytes.
    pub fn records<R: Read>(&self, bytes: R) -> csv::Reader<R> {
        csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(self.delimiter)
            .from_reader(bytes)
    }

    /// Whether a record is nothing but a line of blanks, which is no answer.
    pub fn is_blank_line(&self, record: &csv::ByteRecord) -> bool {
        record.len() == 1
            && self.columns.len() > 1
            && record
                .iter()
                .all(|cell| cell.iter().all(u8::is_ascii_whitespace))
    }

    /// The file's blocks of records, its header in the first of them.
    ///
    /// # Errors
    /// The file can't be read any more.
    pub fn blocks(&self) -> Result<Blocks, SurveyError> {
        let input = input::open(&self.path).map_err(|error| trouble(&self.path, error))?;
        Ok(Blocks::new(input.reader, self.delimiter))
    }

    /// What was recognised, for the ledger.
    pub fn format(&self) -> String {
        let mark = if self.mark {
            " with byte order mark"
        } else {
            ""
        };
        let gzip = if self.gzip { ", gzip" } else { "" };
        format!("{}, UTF-8{mark}{gzip}", dialect::name(self.delimiter))
    }

    /// A failed cut as an error of the survey.
    pub fn cut_error(&self, error: CutError) -> Result<(u32, usize, Vec<u8>), SurveyError> {
        match error {
            CutError::Io(error) => Err(trouble(&self.path, error)),
            CutError::OpenQuote { block, at, bytes } => Ok((block, at, bytes)),
        }
    }
}

/// The beginning of a file, with its first line whole unless that is absurdly long.
fn head(mut reader: impl Read) -> std::io::Result<Vec<u8>> {
    let mut head = Vec::new();
    loop {
        let before = head.len();
        reader.by_ref().take(HEAD).read_to_end(&mut head)?;
        let line_ends = memchr::memchr2(b'\n', b'\r', &head[before..]).is_some();
        if line_ends || head.len() == before || head.len() > LONGEST_HEADER {
            return Ok(head);
        }
    }
}

/// Whether the line of column names is text; what follows is looked at as it is read.
fn header_is_text(path: &Path, head: &[u8]) -> Result<(), SurveyError> {
    let end = memchr::memchr2(b'\n', b'\r', head).unwrap_or(head.len());
    let header = &head[..end];
    let nul = memchr::memchr(0, header).map(|at| (at, RecordFaultKind::Nul));
    let not_utf8 = || {
        let error = std::str::from_utf8(header).err()?;
        // The head may end in the middle of a character.
        let whole = end < head.len() || error.error_len().is_some();
        whole.then_some((error.valid_up_to(), RecordFaultKind::NotUtf8))
    };
    let Some((at, kind)) = nul.or_else(not_utf8) else {
        return Ok(());
    };
    Err(SurveyError::Record(RecordFault {
        file: path.to_owned(),
        line: 1,
        excerpt: excerpt(header, at..at + 1),
        kind,
        records: 1,
    }))
}

/// Whether a file can't be read or holds what can't be unpacked.
fn trouble(path: &Path, error: std::io::Error) -> SurveyError {
    use std::io::ErrorKind::{InvalidData, InvalidInput, UnexpectedEof};
    let file = path.to_owned();
    match error.kind() {
        InvalidData | InvalidInput | UnexpectedEof => SurveyError::Damaged { file, error },
        _ => SurveyError::Io { file, error },
    }
}

/// What a file is that is no text, by its first bytes.
fn not_text(head: &[u8]) -> Option<&'static str> {
    const KINDS: [(&[u8], &str); 6] = [
        (b"PK\x03\x04", "an Excel workbook or a zip archive"),
        (b"\xd0\xcf\x11\xe0", "an old Excel workbook"),
        (b"%PDF", "a PDF document"),
        (b"\x1f\x8b", "compressed twice"),
        (b"\x28\xb5\x2f\xfd", "compressed with zstd"),
        (b"PAR1", "a Parquet file"),
    ];
    let text = head.trim_ascii_start();
    let begins = |mark: &[u8]| {
        text.get(..mark.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(mark))
    };
    if begins(b"<!doctype") || begins(b"<html") || begins(b"<?xml") {
        return Some("a web page or XML document");
    }
    if begins(b"{\"") || begins(b"[{") || begins(b"{\n") || begins(b"{\r") {
        return Some("a JSON document");
    }
    KINDS
        .iter()
        .find(|(magic, _)| head.starts_with(magic))
        .map(|(_, kind)| *kind)
}
