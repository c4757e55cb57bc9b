//! One file of a survey: what it is and what its header says.

use std::io::Read;
use std::path::{Path, PathBuf};

use super::blocks::{Blocks, CutError};
use super::delimiter;
use super::dialects;
use super::encoding::{Encoding, Recognised, Why};
use super::error::{RecordFault, RecordFaultKind, SurveyError};
use super::excerpt::excerpt;
use super::foreign;
use super::header::{Head, Header};
use super::input;
use super::packing::Packing;

/// How much of a file is read to learn what it is.
const HEAD: u64 = 256 << 10;

/// No line of column names is longer.
const LONGEST_HEADER: usize = 64 << 20;

/// No more rows are looked at to learn what a file is.
const ROWS: usize = 1000;

/// What a query says of its files where it does not leave that to them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Said<'q> {
    /// What separates fields.
    pub delimiter: Option<u8>,
    /// The encoding.
    pub encoding: Option<Encoding>,
    /// The dialect, by its id.
    pub dialect: Option<&'q str>,
}

/// A file that was opened and understood.
#[derive(Debug, Clone)]
pub struct SurveyFile {
    /// Where it is.
    pub path: PathBuf,
    /// What separates its fields.
    pub delimiter: u8,
    /// How it is compressed.
    pub packing: Option<Packing>,
    /// Its encoding, and why it is taken for that.
    pub recognised: Recognised,
    /// Its columns.
    pub header: Header,
    /// The encoding that the query says.
    said: Option<Encoding>,
}

impl SurveyFile {
    /// Opens a file, finds out what the query does not say of it, and reads its header.
    ///
    /// # Errors
    /// The file can't be read, is empty, or is no text.
    pub fn open(path: &Path, said: Said<'_>) -> Result<Self, SurveyError> {
        let trouble = |error| trouble(path, error);
        let input = input::open(path, said.encoding).map_err(trouble)?;
        let (packing, recognised) = (input.packing, input.recognised);
        let (head, whole) = head(input.reader).map_err(trouble)?;
        if head.iter().all(u8::is_ascii_whitespace) {
            return Err(SurveyError::Empty {
                file: path.to_owned(),
            });
        }
        if let Some(kind) = foreign::kind(&head) {
            return Err(SurveyError::NotText {
                file: path.to_owned(),
                kind,
            });
        }
        header_is_text(path, &head)?;
        let in_file = delimiter::said_by_file(&head);
        let delimiter = said
            .delimiter
            .or(in_file)
            .unwrap_or_else(|| delimiter::detect(&head[..head.len().min(HEAD as usize)]));
        let dialect = said.dialect.and_then(dialects::named);
        let mut rows = rows(&head, delimiter, whole);
        if in_file.is_some() && !rows.rows.is_empty() {
            rows.rows.remove(0);
        }
        let mut header = dialects::header(&rows, dialect);
        header.records += usize::from(in_file.is_some());
        Ok(Self {
            path: path.to_owned(),
            delimiter,
            packing,
            recognised,
            header,
            said: said.encoding,
        })
    }

    /// The names of its columns, no two of them the same.
    pub fn columns(&self) -> impl ExactSizeIterator<Item = &str> {
        self.header
            .columns
            .iter()
            .map(|column| column.name.as_str())
    }

    /// How many records stand before the first answer, in a block.
    pub fn header_records(&self, block: u32) -> usize {
        if block == 0 { self.header.records } else { 0 }
    }

    /// A reader of the file's records in some of its bytes.
    pub fn records<R: Read>(&self, bytes: R) -> csv::Reader<R> {
        reader(bytes, self.delimiter)
    }

    /// Whether a record is nothing but a line of blanks, which is no answer.
    pub fn is_blank_line(&self, record: &csv::ByteRecord) -> bool {
        record.len() == 1
            && self.header.columns.len() > 1
            && record
                .iter()
                .all(|cell| cell.iter().all(u8::is_ascii_whitespace))
    }

    /// The file's blocks of records, its header in the first of them.
    ///
    /// # Errors
    /// The file can't be read any more.
    pub fn blocks(&self) -> Result<Blocks, SurveyError> {
        let input =
            input::open(&self.path, self.said).map_err(|error| trouble(&self.path, error))?;
        Ok(Blocks::new(input.reader, self.delimiter))
    }

    /// What was recognised, for the ledger: "Qualtrics, comma, UTF-8 with byte order mark, gzip".
    pub fn format(&self) -> String {
        let encoding = self.recognised.encoding.name();
        let mark = match self.recognised.why {
            Why::Mark => " with byte order mark",
            _ => "",
        };
        let mut format = format!("{}, {encoding}{mark}", delimiter::name(self.delimiter));
        if self.header.dialect != "plain" {
            format.insert_str(0, &format!("{}, ", self.header.dialect));
        }
        if let Some(packing) = self.packing {
            format.push_str(", ");
            format.push_str(packing.name());
        }
        format
    }

    /// By what it was recognised, for the ledger.
    pub fn recognised_by(&self) -> String {
        format!("{}; {}", self.header.why, self.recognised.why.words())
    }

    /// A failed cut as an error of the survey.
    pub fn cut_error(&self, error: CutError) -> Result<(u32, usize, Vec<u8>), SurveyError> {
        match error {
            CutError::Io(error) => Err(trouble(&self.path, error)),
            CutError::OpenQuote { block, at, bytes } => Ok((block, at, bytes)),
        }
    }
}

/// A reader of records in bytes.
fn reader<R: Read>(bytes: R, delimiter: u8) -> csv::Reader<R> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(bytes)
}

/// The beginning of a file, with its first line whole unless that is absurdly long, and whether
/// that is all of it.
fn head(mut reader: impl Read) -> std::io::Result<(Vec<u8>, bool)> {
    let mut head = Vec::new();
    loop {
        let before = head.len();
        reader.by_ref().take(HEAD).read_to_end(&mut head)?;
        let whole = ((head.len() - before) as u64) < HEAD;
        let line_ends = memchr::memchr2(b'\n', b'\r', &head[before..]).is_some();
        if line_ends || whole || head.len() > LONGEST_HEADER {
            return Ok((head, whole));
        }
    }
}

/// The first rows as text; the last one only if it can't have been cut off.
fn rows(head: &[u8], delimiter: u8, whole: bool) -> Head {
    let text = |cell: &[u8]| String::from_utf8_lossy(cell).trim().to_owned();
    // The csv crate fails on a reader's errors only, and a slice has none.
    let mut rows: Vec<Vec<String>> = reader(head, delimiter)
        .byte_records()
        .filter_map(Result::ok)
        .take(ROWS)
        .map(|record| record.iter().map(text).collect())
        .collect();
    if !whole && rows.len() > 1 && rows.len() < ROWS {
        rows.pop();
    }
    Head { rows }
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
    use std::io::ErrorKind::{InvalidData, InvalidInput, UnexpectedEof, Unsupported};
    let file = path.to_owned();
    match error.kind() {
        Unsupported => SurveyError::NotOneTable {
            file,
            why: error.to_string(),
        },
        InvalidData | InvalidInput | UnexpectedEof => SurveyError::Damaged { file, error },
        _ => SurveyError::Io { file, error },
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::fs;

    use csv::{QuoteStyle, Terminator};
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;

    /// The encodings, each with letters that it has.
    const ENCODINGS: [(&str, &str); 7] = [
        ("UTF-8", "éپ中🙂"),
        ("UTF-16LE", "éپ中🙂"),
        ("UTF-16BE", "éپ中🙂"),
        ("windows-1256", "سلامپچ"),
        ("windows-1252", "éßñ€"),
        ("MacRoman", "éßñ"),
        ("CP850", "éßñ"),
    ];

    fn bytes(text: &str, encoding: Encoding, mark: bool) -> Vec<u8> {
        let marked = if mark {
            ["\u{feff}", text].concat()
        } else {
            text.to_owned()
        };
        match encoding.name() {
            "UTF-8" => marked.into_bytes(),
            "UTF-16LE" => marked.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            "UTF-16BE" => marked.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            "CP850" => {
                oem_cp::encode_string_checked(text, &oem_cp::code_table::ENCODING_TABLE_CP850)
                    .unwrap()
            }
            "MacRoman" => encoding_rs::MACINTOSH.encode(text).0.into_owned(),
            name => {
                let known = encoding_rs::Encoding::for_label(name.as_bytes()).unwrap();
                known.encode(text).0.into_owned()
            }
        }
    }

    fn cells(file: &SurveyFile) -> Vec<Vec<String>> {
        let mut rows = Vec::new();
        let mut blocks = file.blocks().unwrap();
        while let Ok(Some(block)) = blocks.next_block() {
            let mut reader = file.records(&block.bytes[..]);
            let records = reader.byte_records().map(Result::unwrap);
            for record in records.skip(file.header_records(block.number)) {
                let text = |cell: &[u8]| String::from_utf8(cell.to_vec()).unwrap();
                rows.push(record.iter().map(text).collect());
            }
        }
        rows
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]
        #[test]
        fn tables_come_back_however_they_were_written(
            encoding in select(&ENCODINGS[..]),
            cells_of in prop::collection::vec(prop::collection::vec("[a-c0-9 ,;|\t\"'\r\n#_]{0,6}", 3), 1..8),
            delimiter in select(&b",;\t|"[..]),
            (quotes, newline, mark) in (0..3usize, prop::bool::ANY, prop::bool::ANY),
        ) {
            let (name, letters) = encoding;
            let encoding = Encoding::named(name).unwrap();
            // No line is blank, and letters beyond ASCII stand in every table.
            let rows: Vec<Vec<String>> = cells_of
                .into_iter()
                .map(|mut row| {
                    row[0] = format!("x{}", row[0]);
                    row[1].push_str(letters);
                    row
                })
                .collect();
            let quotes = [QuoteStyle::Necessary, QuoteStyle::Always, QuoteStyle::NonNumeric][quotes];
            let end = if newline { Terminator::Any(b'\n') } else { Terminator::CRLF };
            let mut writer = csv::WriterBuilder::new()
                .delimiter(delimiter)
                .quote_style(quotes)
                .terminator(end)
                .from_writer(Vec::new());
            writer.write_record(["one", "two", "three"]).unwrap();
            for row in &rows {
                writer.write_record(row).unwrap();
            }
            let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            let folder = tempfile::TempDir::new().unwrap();
            let path = folder.path().join("table.csv");
            fs::write(&path, bytes(&text, encoding, mark && name.starts_with("UTF"))).unwrap();
            let said = Said {
                delimiter: Some(delimiter),
                encoding: Some(encoding),
                dialect: Some("plain"),
            };
            let file = SurveyFile::open(&path, said).unwrap();
            prop_assert_eq!(file.columns().collect::<Vec<_>>(), ["one", "two", "three"]);
            prop_assert_eq!(cells(&file), rows);
        }
    }
}
