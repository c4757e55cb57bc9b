//! From a block of records to typed columns.

use std::hash::{BuildHasher, Hash, Hasher};

use csv::ByteRecord;
use foldhash::quality::FixedState;
use memchr::{memchr, memmem};

use super::absence::Absence;
use super::blocks::Block;
use super::column::Column;
use super::decode::Decoder;
use super::encoding::Encoding;
use super::error::RecordFaultKind;
use super::excerpt::{Excerpt, excerpt, field_range};
use super::ledger::Ledger;
use super::plain_cells::PlainCells;
use super::reading::SurveyReading;
use super::second_source::Found;
use crate::text::fold;

/// The records of one block as typed columns.
#[derive(Debug)]
pub struct Batch {
    /// The file, counted from 0.
    pub file: usize,
    /// The block's number in the file.
    pub block: u32,
    /// How many rows the columns have.
    pub rows: usize,
    /// One column for each of the wanted answers, in their order.
    pub columns: Vec<Column>,
    /// For each row a hash of its key, where the survey has one; 0 for an empty key.
    pub keys: Vec<u64>,
    /// For each row a hash of the cells in which duplicates are alike, where the query asks; 0 where
    /// all of them are empty.
    pub duplicates: Vec<u64>,
    /// For each row a hash of its customer, where the survey names one; 0 for an empty cell, 1 for
    /// a code that means that nobody is known.
    pub customers: Vec<u64>,
    /// The cells of some columns as they stand, see [`SurveyReading::with_plain`].
    pub plain: Vec<PlainCells>,
    /// For each row a hash of all its cells, where some are handed on as they stand: what tells
    /// rows apart, wherever they stand in the files.
    pub fingerprints: Vec<u64>,
    /// Records in the block, ragged ones too, the header not.
    pub records: u64,
    /// Line ends in the block.
    pub lines: u64,
    /// Cells that can't be taken as declared, in the order of rows.
    pub bad_cells: Vec<BatchCell>,
    /// Records that can't be read, the first of each kind.
    pub faults: Vec<BatchFault>,
    /// The records that have no row because they are ragged or tests, ascending.
    pub rowless: Vec<u32>,
    /// Records that are previews and tests.
    pub tests: u64,
    /// For each second file: how many records found their row.
    pub found: Vec<Found>,
    /// For each row the number of its row in the first second file, where there is one; those that
    /// have none there have [`NOT_LISTED`].
    pub listed: Vec<u32>,
}

/// A cell of a batch.
#[derive(Debug, Clone)]
pub struct BatchCell {
    /// Its row in the columns.
    pub row: usize,
    /// Its record in the block, from 0.
    pub record: u32,
    /// The line of the block on which its record begins, from 0.
    pub line: u64,
    /// Which of the wanted answers.
    pub wanted: usize,
    /// What is wrong with it.
    pub why: Absence,
    /// Its text, cut.
    pub value: String,
    /// The record's text with the bytes to underline, for the first bad cell of an answer.
    pub excerpt: Option<Excerpt>,
}

/// A fault of a batch.
#[derive(Debug, Clone)]
pub struct BatchFault {
    /// What is wrong.
    pub kind: RecordFaultKind,
    /// The line of the block on which the record begins, from 0.
    pub line: u64,
    /// The record's text.
    pub excerpt: Excerpt,
    /// How many records of the block have a fault of this kind.
    pub records: u64,
}

/// No row of a second file.
pub const NOT_LISTED: u32 = u32::MAX;

/// Reads blocks, one thread's worth.
pub struct BatchReader<'r> {
    reading: &'r SurveyReading<'r>,
    decoders: Vec<Decoder<'r>>,
    record: ByteRecord,
    /// The row of each second file that the record belongs to.
    rows: Vec<Option<&'r ByteRecord>>,
}

impl<'r> BatchReader<'r> {
    /// A reader with decoders of its own.
    pub fn new(reading: &'r SurveyReading<'r>) -> Self {
        Self {
            reading,
            decoders: reading.decoders(),
            record: ByteRecord::new(),
            rows: Vec::new(),
        }
    }

    /// Reads a block of a file.
    pub fn read(&mut self, file: usize, block: &Block) -> Batch {
        let survey_file = &self.reading.survey.files[file];
        let delimiter = survey_file.delimiter;
        let expected = survey_file.header.columns.len();
        let positions = self.reading.positions(file);
        let of_options = self.reading.option_positions(file);
        let key = self.reading.key(file);
        let customer = self.reading.customer(file);
        let duplicates = self.reading.duplicates(file);
        let survey = self.reading.survey;
        let seconds = &survey.seconds;
        let keys: Vec<Option<usize>> = seconds
            .iter()
            .map(|second| survey.position(file, second.on))
            .collect();
        let plain = self.reading.plain_positions(file);
        let mut batch = Batch::empty(file, block.number);
        batch.plain.resize_with(plain.len(), PlainCells::default);
        batch.found.resize(seconds.len(), Found::default());
        batch.look_at_bytes(
            &block.bytes,
            survey_file.recognised.encoding == Encoding::Utf8,
        );

        let mut reader = survey_file.records(&block.bytes[..]);
        for _ in 0..survey_file.header_records(block.number) {
            let _ = reader.read_byte_record(&mut self.record);
        }
        let tests = survey_file.header.tests.as_ref();
        // Reading from memory can't fail.
        while let Ok(true) = reader.read_byte_record(&mut self.record) {
            let record = &self.record;
            if survey_file.is_blank_line(record) {
                continue;
            }
            let number = batch.records as u32;
            batch.records += 1;
            let cell = tests.and_then(|tests| Some((tests, record.get(tests.column)?)));
            if cell.is_some_and(|(tests, cell)| tests.are_told_by(cell)) {
                batch.tests += 1;
                batch.rowless.push(number);
                continue;
            }
            if record.len() != expected {
                let raw = raw_record(&block.bytes, record, &reader);
                let line = start_of(&block.bytes, record).1;
                batch.ragged(raw, record, (number, line), expected, delimiter);
                continue;
            }
            self.rows.clear();
            for ((second, key), found) in seconds.iter().zip(&keys).zip(&mut batch.found) {
                let key = key.and_then(|position| record.get(position));
                let row = second.row(key.unwrap_or_default());
                found.found += u64::from(row.is_some());
                found.not_found += u64::from(row.is_none());
                self.rows.push(row.map(|(_, row)| row));
                if self.rows.len() == 1 {
                    let number = row.and_then(|(number, _)| u32::try_from(number).ok());
                    batch.listed.push(number.unwrap_or(NOT_LISTED));
                }
            }
            // Columns of second files stand behind the file's own.
            let cell_at = |position: usize| match record.get(position) {
                Some(cell) => cell,
                None => {
                    let mut column = position - expected;
                    for (second, row) in seconds.iter().zip(&self.rows) {
                        if column < second.width() {
                            return second.cell(*row, column);
                        }
                        column -= second.width();
                    }
                    &[]
                }
            };
            for (wanted, (decoder, &position)) in
                self.decoders.iter_mut().zip(positions).enumerate()
            {
                // A file that does not ask the question has no column of it.
                let Some(position) = position else {
                    continue;
                };
                let options = &of_options[wanted];
                let bad = if options.is_empty() {
                    decoder.push(cell_at(position)).map(|why| (position, why))
                } else {
                    let cells = options.iter().map(|option| option.map_or(&[][..], cell_at));
                    decoder
                        .push_several(cells)
                        .map(|(option, why)| (options[option].unwrap_or(position), why))
                };
                if let Some((position, why)) = bad {
                    let cell = cell_at(position);
                    let raw = || raw_record(&block.bytes, record, &reader);
                    // A cell of another file has no place in this record.
                    let place = || match position < expected {
                        true => field_range(raw(), delimiter, position),
                        false => 0..raw().trim_ascii_end().len(),
                    };
                    let line = start_of(&block.bytes, record).1;
                    batch.bad_cell(wanted, why, cell, (number, line), || {
                        excerpt(raw(), place())
                    });
                }
            }
            for (cells, position) in batch.plain.iter_mut().zip(plain) {
                cells.push(position.map_or(&[][..], cell_at));
            }
            if !plain.is_empty() {
                batch.fingerprints.push(fingerprint(record));
            }
            if let Some(key) = key {
                batch.keys.push(hash(record.get(key).unwrap_or_default()));
            }
            if !duplicates.is_empty() {
                let cells = duplicates
                    .iter()
                    .map(|position| position.map_or(&[][..], cell_at));
                batch.duplicates.push(hash_of_all(cells));
            }
            if let Some(customer) = customer {
                let cell = record.get(customer).unwrap_or_default();
                batch.customers.push(self.customer(cell));
            }
            batch.rows += 1;
        }
        batch.lines = match memchr(b'\n', &block.bytes) {
            Some(_) => reader.position().line().saturating_sub(1),
            None => memchr::memchr_iter(b'\r', &block.bytes).count() as u64,
        };
        batch.columns = self.decoders.iter_mut().map(Decoder::take).collect();
        for (column, _) in batch
            .columns
            .iter_mut()
            .zip(positions)
            .filter(|(_, position)| position.is_none())
        {
            column.extend_absent(batch.rows, Absence::NeverAsked);
        }
        batch
    }
}

impl BatchReader<'_> {
    /// A hash of a customer. Capitals count: some systems tell customers apart by them alone.
    fn customer(&self, cell: &[u8]) -> u64 {
        let special = &self.reading.no_customer;
        match special.of_text(&fold(&String::from_utf8_lossy(cell))) {
            Some(Absence::Skipped) => 0,
            Some(_) => 1,
            None => hash(cell).max(2),
        }
    }
}

/// The bytes of the record that was read last.
fn raw_record<'b>(bytes: &'b [u8], record: &ByteRecord, reader: &csv::Reader<&[u8]>) -> &'b [u8] {
    let (start, _) = start_of(bytes, record);
    let end = reader.position().byte() as usize;
    bytes.get(start..end).unwrap_or_default()
}

/// The byte and the line, from 0, at which a record begins. The csv crate takes what is left of
/// the line end before it, and blank lines, to be its beginning.
pub fn start_of(bytes: &[u8], record: &ByteRecord) -> (usize, u64) {
    let (mut start, mut line) = record.position().map_or((0, 0), |position| {
        (position.byte() as usize, position.line().saturating_sub(1))
    });
    // The crate counts newlines; a file without any ends its lines with carriage returns.
    let ends_with_returns = memchr(b'\n', bytes).is_none();
    if ends_with_returns {
        let before = &bytes[..start.min(bytes.len())];
        line = memchr::memchr_iter(b'\r', before).count() as u64;
    }
    while let Some(end @ (b'\n' | b'\r')) = bytes.get(start) {
        line += u64::from(*end == b'\n' || ends_with_returns);
        start += 1;
    }
    (start, line)
}

/// A hash of a key; 0 for an empty one. Two of 10 million different keys share one with a
/// probability of 3 in a million, and who finds two equal ones compares the keys.
fn hash(key: &[u8]) -> u64 {
    let key = key.trim_ascii();
    if key.is_empty() {
        return 0;
    }
    FixedState::with_seed(0).hash_one(key).max(1)
}

/// A hash of all cells of a record.
fn fingerprint(record: &ByteRecord) -> u64 {
    let cells: Vec<&[u8]> = record.iter().collect();
    FixedState::with_seed(0).hash_one(cells)
}

/// A hash of several cells together, as [`hash`]; 0 if all are empty.
fn hash_of_all<'c>(cells: impl Iterator<Item = &'c [u8]>) -> u64 {
    let mut hasher = FixedState::with_seed(0).build_hasher();
    let mut empty = true;
    for cell in cells {
        let cell = cell.trim_ascii();
        empty &= cell.is_empty();
        // With its length, so that "ab" and "c" are not "a" and "bc".
        cell.hash(&mut hasher);
    }
    if empty { 0 } else { hasher.finish().max(1) }
}

impl Batch {
    fn empty(file: usize, block: u32) -> Self {
        Self {
            file,
            block,
            rows: 0,
            columns: Vec::new(),
            keys: Vec::new(),
            duplicates: Vec::new(),
            customers: Vec::new(),
            plain: Vec::new(),
            fingerprints: Vec::new(),
            records: 0,
            lines: 0,
            bad_cells: Vec::new(),
            faults: Vec::new(),
            rowless: Vec::new(),
            tests: 0,
            found: Vec::new(),
            listed: Vec::new(),
        }
    }

    /// Finds zero bytes, bytes that are no UTF-8, and what another encoding could not tell.
    fn look_at_bytes(&mut self, bytes: &[u8], utf8: bool) {
        let nul = memchr(0, bytes).map(|at| (at, RecordFaultKind::Nul));
        let not_utf8 = std::str::from_utf8(bytes)
            .err()
            .map(|error| (error.valid_up_to(), RecordFaultKind::NotUtf8));
        // A file in UTF-8 may hold the mark itself; a decoder writes it for what it can't decode.
        let undecodable = (!utf8)
            .then(|| memmem::find(bytes, "\u{fffd}".as_bytes()))
            .flatten()
            .map(|at| (at, RecordFaultKind::Undecodable));
        for (at, kind) in nul.into_iter().chain(not_utf8).chain(undecodable) {
            let line_start = memchr::memrchr(b'\n', &bytes[..at]).map_or(0, |newline| newline + 1);
            let line_end = memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |newline| at + newline);
            self.faults.push(BatchFault {
                kind,
                line: memchr::memchr_iter(b'\n', &bytes[..at]).count() as u64,
                excerpt: excerpt(
                    &bytes[line_start..line_end],
                    at - line_start..at - line_start + 1,
                ),
                records: 1,
            });
        }
    }

    fn ragged(
        &mut self,
        raw: &[u8],
        record: &ByteRecord,
        (number, line): (u32, u64),
        expected: usize,
        delimiter: u8,
    ) {
        self.rowless.push(number);
        let is_ragged =
            |fault: &&mut BatchFault| matches!(fault.kind, RecordFaultKind::Ragged { .. });
        if let Some(fault) = self.faults.iter_mut().find(is_ragged) {
            fault.records += 1;
            return;
        }
        let length = raw.trim_ascii_end().len();
        // A short record lacks something at its end; a long one has too much after the last column.
        let place = if record.len() < expected {
            length.saturating_sub(1)..length
        } else {
            field_range(raw, delimiter, expected).start..length
        };
        self.faults.push(BatchFault {
            kind: RecordFaultKind::Ragged {
                fields: record.len(),
                expected,
            },
            line,
            excerpt: excerpt(raw, place),
            records: 1,
        });
    }

    fn bad_cell(
        &mut self,
        wanted: usize,
        why: Absence,
        cell: &[u8],
        (number, line): (u32, u64),
        excerpt: impl FnOnce() -> Excerpt,
    ) {
        if self.bad_cells.len() >= Ledger::BAD_VALUES_KEPT {
            return;
        }
        let first = !self.bad_cells.iter().any(|bad| bad.wanted == wanted);
        self.bad_cells.push(BatchCell {
            row: self.rows,
            record: number,
            line,
            wanted,
            why,
            value: String::from_utf8_lossy(cell)
                .trim()
                .chars()
                .take(80)
                .collect(),
            excerpt: first.then(excerpt),
        });
    }
}
