//! The one pass over the files: every thread counts the cells of the blocks that it gets.

use std::hash::BuildHasher;

use foldhash::quality::FixedState;
use memchr::memmem;
use rayon::iter::{ParallelBridge, ParallelIterator};

use crate::survey::blocks::{Block, CutError};
use crate::survey::encoding::Encoding;
use crate::survey::error::SurveyError;
use crate::survey::survey_file::SurveyFile;

use super::tally::{Seen, Tally};

/// Different values that are counted in all columns together, about; a file with many columns
/// counts fewer of each.
const VALUES: usize = 200_000;
/// Of one column.
const MOST_VALUES: usize = 1000;
/// Different values that are counted of each column, however many there are.
const FEWEST_VALUES: usize = 50;

/// A file, and the column of all files that each of its own is.
pub struct Part<'f> {
    /// The file.
    pub file: &'f SurveyFile,
    /// In the order of its own columns.
    pub columns: Vec<usize>,
}

impl Part<'_> {
    /// Where a column stands in the file, if it is there.
    fn place(&self, column: usize) -> Option<usize> {
        self.columns.iter().position(|own| *own == column)
    }
}

/// What is looked at beyond single columns; it takes memory and so is chosen by the file's head.
#[derive(Debug, Clone, Default)]
pub struct Watched {
    /// Columns whose values are looked at for repetitions: 8 bytes a row each.
    pub keys: Vec<usize>,
    /// Whether rows are looked at that are alike in all columns: 8 bytes a row.
    pub rows: bool,
    /// Columns that stand side by side with one scale: rows that answer all of them alike.
    pub grids: Vec<Vec<usize>>,
}

/// What a pass found.
pub struct Passed {
    /// One for each column.
    pub tallies: Vec<Tally>,
    /// Records, ragged ones too.
    pub rows: u64,
    /// Records with fewer or more cells than their file's header.
    pub ragged: u64,
    /// The first of them, counted in its file from 1.
    pub first_ragged: Option<u64>,
    /// For each key: the rows whose value stood in another row before.
    pub repeated: Vec<u64>,
    /// Rows that are in all columns like another one before, where that was looked at.
    pub alike: u64,
    /// For each grid: rows that answered everything, and those that answered it all alike.
    pub straight: Vec<(u64, u64)>,
    /// Whether a quoted cell is never closed, so that the rest was not read.
    pub open_quote: bool,
    /// Whether there are zero bytes.
    pub zero_bytes: bool,
    /// Whether there are bytes that are no characters.
    pub not_text: bool,
    /// Whether the last row has no line end.
    pub unended: bool,
}

/// What was counted of some blocks.
struct Counted {
    tallies: Vec<Tally>,
    blocks: Vec<(u32, u64, Option<u64>)>,
    ragged: u64,
    tests: u64,
    hashes: Vec<Vec<u64>>,
    rows: Vec<u64>,
    straight: Vec<(u64, u64)>,
    open_quote: bool,
    zero_bytes: bool,
    not_text: bool,
    unended: bool,
    error: Option<SurveyError>,
}

impl Counted {
    fn new(columns: usize, watched: &Watched) -> Self {
        let most = (VALUES / columns.max(1)).clamp(FEWEST_VALUES, MOST_VALUES);
        Self {
            tallies: vec![Tally::new(most); columns],
            blocks: Vec::new(),
            ragged: 0,
            tests: 0,
            hashes: vec![Vec::new(); watched.keys.len()],
            rows: Vec::new(),
            straight: vec![(0, 0); watched.grids.len()],
            open_quote: false,
            zero_bytes: false,
            not_text: false,
            unended: false,
            error: None,
        }
    }

    /// Counts the first records of a block.
    fn count(&mut self, part: &Part<'_>, block: &Block, watched: &Watched, most: u64) {
        let file = part.file;
        let columns = part.columns.len();
        let place = |column: &usize| part.place(*column);
        let keys: Vec<Option<usize>> = watched.keys.iter().map(place).collect();
        let grids: Vec<Option<Vec<usize>>> = watched
            .grids
            .iter()
            .map(|grid| grid.iter().map(place).collect())
            .collect();
        let mut reader = file.records(&block.bytes[..]);
        let mut record = csv::ByteRecord::new();
        for _ in 0..file.header_records(block.number) {
            let _ = reader.read_byte_record(&mut record);
        }
        self.zero_bytes |= memchr::memchr(0, &block.bytes).is_some();
        self.not_text |= std::str::from_utf8(&block.bytes).is_err();
        // A file in UTF-8 may hold the mark itself; a decoder writes it for what it can't decode.
        self.not_text |= file.recognised.encoding != Encoding::Utf8
            && memmem::find(&block.bytes, "\u{fffd}".as_bytes()).is_some();
        let ends = block
            .bytes
            .last()
            .is_some_and(|byte| matches!(byte, b'\n' | b'\r'));
        if !ends {
            self.unended = true;
        }
        let (mut rows, mut first_ragged) = (0, None);
        // Reading from memory can't fail.
        while rows < most
            && let Ok(true) = reader.read_byte_record(&mut record)
        {
            if file.is_blank_line(&record) {
                continue;
            }
            rows += 1;
            if let Some(tests) = &file.header.tests
                && tests.are_told_by(record.get(tests.column).unwrap_or_default())
            {
                self.tests += 1;
                continue;
            }
            if record.len() != columns {
                self.ragged += 1;
                first_ragged.get_or_insert(rows);
                continue;
            }
            for (&column, cell) in part.columns.iter().zip(&record) {
                self.tallies[column].add(cell);
            }
            if watched.rows {
                let cells: Vec<&[u8]> = record.iter().map(<[u8]>::trim_ascii).collect();
                self.rows.push(FixedState::with_seed(0).hash_one(cells));
            }
            for (hashes, place) in self.hashes.iter_mut().zip(&keys) {
                let cell = place.and_then(|place| record.get(place));
                let cell = cell.unwrap_or_default().trim_ascii();
                if !cell.is_empty() {
                    hashes.push(FixedState::with_seed(0).hash_one(cell));
                }
            }
            for ((answered, alike), grid) in self.straight.iter_mut().zip(&grids) {
                let Some(grid) = grid else { continue };
                let mut cells = grid
                    .iter()
                    .map(|column| record.get(*column).unwrap_or_default().trim_ascii());
                let first = cells.next().unwrap_or_default();
                let (mut all, mut same) = (!first.is_empty(), true);
                for cell in cells {
                    all &= !cell.is_empty();
                    same &= cell == first;
                }
                *answered += u64::from(all);
                *alike += u64::from(all && same);
            }
        }
        self.blocks.push((block.number, rows, first_ragged));
    }

    fn merge(mut self, other: Self) -> Self {
        for (tally, other) in self.tallies.iter_mut().zip(other.tallies) {
            tally.merge(other);
        }
        for (hashes, other) in self.hashes.iter_mut().zip(other.hashes) {
            hashes.extend(other);
        }
        for ((answered, alike), (more, others)) in self.straight.iter_mut().zip(other.straight) {
            *answered += more;
            *alike += others;
        }
        self.rows.extend(other.rows);
        self.blocks.extend(other.blocks);
        self.ragged += other.ragged;
        self.tests += other.tests;
        self.open_quote |= other.open_quote;
        self.zero_bytes |= other.zero_bytes;
        self.not_text |= other.not_text;
        self.unended |= other.unended;
        self.error = self.error.or(other.error);
        self
    }

    /// Records and the first ragged one, of the blocks of one file.
    fn records(&mut self) -> (u64, Option<u64>) {
        self.blocks.sort_unstable();
        let (mut rows, mut first_ragged) = (0, None);
        for (_, records, ragged) in &self.blocks {
            if let Some(ragged) = ragged {
                first_ragged.get_or_insert(rows + ragged);
            }
            rows += records;
        }
        (rows, first_ragged)
    }

    /// What these blocks alone say of a file.
    fn of_file(&mut self) -> OfFile {
        let (rows, first_ragged) = self.records();
        OfFile {
            rows,
            tests: self.tests,
            ragged: self.ragged,
            first_ragged,
            open_quote: self.open_quote,
            damaged: self.zero_bytes || self.not_text,
            seen: self.tallies.iter().map(Tally::seen).collect(),
        }
    }

    fn finish(mut self) -> Passed {
        let (rows, first_ragged) = self.records();
        let repeated = self.hashes.into_iter().map(repetitions);
        Passed {
            tallies: self.tallies,
            rows,
            ragged: self.ragged,
            first_ragged,
            repeated: repeated.collect(),
            alike: repetitions(self.rows),
            straight: self.straight,
            open_quote: self.open_quote,
            zero_bytes: self.zero_bytes,
            not_text: self.not_text,
            unended: self.unended,
        }
    }
}

/// How many stood there before.
fn repetitions(mut hashes: Vec<u64>) -> u64 {
    hashes.sort_unstable();
    hashes.windows(2).filter(|pair| pair[0] == pair[1]).count() as u64
}

/// What is known of one file by itself.
pub struct OfFile {
    /// Records, ragged ones too.
    pub rows: u64,
    /// Previews and tests.
    pub tests: u64,
    /// Records with fewer or more cells than the header.
    pub ragged: u64,
    /// The first of them, from 1.
    pub first_ragged: Option<u64>,
    /// Whether a quoted cell is never closed.
    pub open_quote: bool,
    /// Whether there are zero bytes, or bytes that are no characters.
    pub damaged: bool,
    /// For each column of all files what stands in it; nothing where that is much.
    pub seen: Vec<Seen>,
}

/// Counts the first records of each file, to see what is worth watching. `columns` are those of
/// all files.
///
/// # Errors
/// A file can't be read any more.
pub fn head(parts: &[Part<'_>], columns: usize, most: u64) -> Result<Passed, SurveyError> {
    let watched = Watched::default();
    let mut counted = Counted::new(columns, &watched);
    for part in parts {
        match part.file.blocks()?.next_block() {
            Ok(Some(block)) => counted.count(part, &block, &watched, most),
            Ok(None) => {}
            Err(error) => counted.open_quote |= !is_io(part.file, error)?,
        }
    }
    Ok(counted.finish())
}

/// Counts all records: of all files together, and what each of them holds.
///
/// # Errors
/// A file can't be read any more, or can't be unpacked.
pub fn whole(
    parts: &[Part<'_>],
    columns: usize,
    watched: &Watched,
    progress: &(dyn Fn(u64) + Sync),
) -> Result<(Passed, Vec<OfFile>), SurveyError> {
    let mut all = Counted::new(columns, watched);
    let mut files = Vec::new();
    for part in parts {
        let mut counted = of_file(part, columns, watched, progress)?;
        files.push(counted.of_file());
        all = all.merge(counted);
    }
    let mut passed = all.finish();
    passed.rows = files.iter().map(|file| file.rows).sum();
    passed.first_ragged = files.iter().find_map(|file| file.first_ragged);
    Ok((passed, files))
}

/// Counts all records of a file.
fn of_file(
    part: &Part<'_>,
    columns: usize,
    watched: &Watched,
    progress: &(dyn Fn(u64) + Sync),
) -> Result<Counted, SurveyError> {
    let mut blocks = part.file.blocks()?;
    let mut ended = false;
    let items = std::iter::from_fn(move || {
        if ended {
            return None;
        }
        let item = blocks.next_block().transpose();
        ended = !matches!(item, Some(Ok(_)));
        item
    });
    let counted = items
        .par_bridge()
        .fold(
            || Counted::new(columns, watched),
            |mut counted, item| {
                match item {
                    Ok(block) => {
                        counted.count(part, &block, watched, u64::MAX);
                        progress(block.bytes.len() as u64);
                    }
                    Err(error) => match is_io(part.file, error) {
                        Ok(_) => counted.open_quote = true,
                        Err(error) => counted.error = Some(error),
                    },
                }
                counted
            },
        )
        .reduce(|| Counted::new(columns, watched), Counted::merge);
    match counted.error {
        Some(error) => Err(error),
        None => Ok(counted),
    }
}

/// A failed cut: an error of the file, or a quote that is never closed.
fn is_io(file: &SurveyFile, error: CutError) -> Result<bool, SurveyError> {
    file.cut_error(error).map(|_| false)
}
