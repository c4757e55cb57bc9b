//! The one pass over a file: every thread counts the cells of the blocks that it gets.

use std::hash::BuildHasher;

use foldhash::quality::FixedState;
use rayon::iter::{ParallelBridge, ParallelIterator};

use crate::survey::blocks::{Block, CutError};
use crate::survey::error::SurveyError;
use crate::survey::survey_file::SurveyFile;

use super::tally::Tally;

/// Different values that are counted in all columns together, about; a file with many columns
/// counts fewer of each.
const VALUES: usize = 200_000;
/// Of one column.
const MOST_VALUES: usize = 1000;
/// Different values that are counted of each column, however many there are.
const FEWEST_VALUES: usize = 50;

/// What is looked at beyond single columns; it takes memory and so is chosen by the file's head.
#[derive(Debug, Clone, Default)]
pub struct Watched {
    /// Columns whose values are looked at for repetitions: 8 bytes a row each.
    pub keys: Vec<usize>,
    /// Columns that stand side by side with one scale: rows that answer all of them alike.
    pub grids: Vec<Vec<usize>>,
}

/// What a pass found.
pub struct Passed {
    /// One for each column.
    pub tallies: Vec<Tally>,
    /// Records, ragged ones too.
    pub rows: u64,
    /// Records with fewer or more cells than the header, and the first of them, from 1.
    pub ragged: u64,
    /// As above.
    pub first_ragged: Option<u64>,
    /// Records that the tool says are previews or tests; nothing else counts them.
    pub tests: u64,
    /// For each key: the rows whose value stood in another row before.
    pub repeated: Vec<u64>,
    /// For each grid: rows that answered everything, and those that answered it all alike.
    pub straight: Vec<(u64, u64)>,
    /// Whether a quoted cell is never closed, so that the rest was not read.
    pub open_quote: bool,
    /// Whether there are zero bytes.
    pub zero_bytes: bool,
    /// Whether there are bytes that are no characters.
    pub not_text: bool,
}

struct Thread {
    tallies: Vec<Tally>,
    blocks: Vec<(u32, u64, Option<u64>)>,
    ragged: u64,
    tests: u64,
    hashes: Vec<Vec<u64>>,
    straight: Vec<(u64, u64)>,
    open_quote: bool,
    zero_bytes: bool,
    not_text: bool,
    error: Option<SurveyError>,
}

impl Thread {
    fn new(columns: usize, watched: &Watched) -> Self {
        let most = (VALUES / columns.max(1)).clamp(FEWEST_VALUES, MOST_VALUES);
        Self {
            tallies: vec![Tally::new(most); columns],
            blocks: Vec::new(),
            ragged: 0,
            tests: 0,
            hashes: vec![Vec::new(); watched.keys.len()],
            straight: vec![(0, 0); watched.grids.len()],
            open_quote: false,
            zero_bytes: false,
            not_text: false,
            error: None,
        }
    }

    /// Counts the first records of a block.
    fn count(&mut self, file: &SurveyFile, block: &Block, watched: &Watched, most: u64) {
        let columns = self.tallies.len();
        let mut reader = file.records(&block.bytes[..]);
        let mut record = csv::ByteRecord::new();
        for _ in 0..file.header_records(block.number) {
            let _ = reader.read_byte_record(&mut record);
        }
        self.zero_bytes |= memchr::memchr(0, &block.bytes).is_some();
        self.not_text |= std::str::from_utf8(&block.bytes).is_err();
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
            for (tally, cell) in self.tallies.iter_mut().zip(&record) {
                tally.add(cell);
            }
            for (hashes, column) in self.hashes.iter_mut().zip(&watched.keys) {
                let cell = record.get(*column).unwrap_or_default().trim_ascii();
                if !cell.is_empty() {
                    hashes.push(FixedState::with_seed(0).hash_one(cell));
                }
            }
            for ((answered, alike), grid) in self.straight.iter_mut().zip(&watched.grids) {
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
        self.blocks.extend(other.blocks);
        self.ragged += other.ragged;
        self.tests += other.tests;
        self.open_quote |= other.open_quote;
        self.zero_bytes |= other.zero_bytes;
        self.not_text |= other.not_text;
        self.error = self.error.or(other.error);
        self
    }

    fn finish(mut self) -> Passed {
        self.blocks.sort_unstable();
        let (mut rows, mut first_ragged) = (0, None);
        for (_, records, ragged) in self.blocks {
            if let Some(ragged) = ragged {
                first_ragged.get_or_insert(rows + ragged);
            }
            rows += records;
        }
        let repeated = self.hashes.into_iter().map(|mut hashes| {
            hashes.sort_unstable();
            hashes.windows(2).filter(|pair| pair[0] == pair[1]).count() as u64
        });
        Passed {
            tallies: self.tallies,
            rows,
            ragged: self.ragged,
            tests: self.tests,
            first_ragged,
            repeated: repeated.collect(),
            straight: self.straight,
            open_quote: self.open_quote,
            zero_bytes: self.zero_bytes,
            not_text: self.not_text,
        }
    }
}

/// Counts the first records of a file, to see what is worth watching.
///
/// # Errors
/// The file can't be read any more.
pub fn head(file: &SurveyFile, most: u64) -> Result<Passed, SurveyError> {
    let watched = Watched::default();
    let mut thread = Thread::new(file.columns().len(), &watched);
    match file.blocks()?.next_block() {
        Ok(Some(block)) => thread.count(file, &block, &watched, most),
        Ok(None) => {}
        Err(error) => thread.open_quote = !is_io(file, error)?,
    }
    Ok(thread.finish())
}

/// Counts all records of a file.
///
/// # Errors
/// The file can't be read any more, or can't be unpacked.
pub fn whole(
    file: &SurveyFile,
    watched: &Watched,
    progress: &(dyn Fn(u64) + Sync),
) -> Result<Passed, SurveyError> {
    let columns = file.columns().len();
    let mut blocks = file.blocks()?;
    let mut ended = false;
    let items = std::iter::from_fn(move || {
        if ended {
            return None;
        }
        let item = blocks.next_block().transpose();
        ended = !matches!(item, Some(Ok(_)));
        item
    });
    let thread = items
        .par_bridge()
        .fold(
            || Thread::new(columns, watched),
            |mut thread, item| {
                match item {
                    Ok(block) => {
                        thread.count(file, &block, watched, u64::MAX);
                        progress(block.bytes.len() as u64);
                    }
                    Err(error) => match is_io(file, error) {
                        Ok(_) => thread.open_quote = true,
                        Err(error) => thread.error = Some(error),
                    },
                }
                thread
            },
        )
        .reduce(|| Thread::new(columns, watched), Thread::merge);
    match thread.error {
        Some(error) => Err(error),
        None => Ok(thread.finish()),
    }
}

/// A failed cut: an error of the file, or a quote that is never closed.
fn is_io(file: &SurveyFile, error: CutError) -> Result<bool, SurveyError> {
    file.cut_error(error).map(|_| false)
}
