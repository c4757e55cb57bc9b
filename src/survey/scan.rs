//! Reading a whole survey: blocks are cut one after the other, read in parallel, and
//! what the threads gathered is merged.

use std::path::PathBuf;

use rayon::iter::{ParallelBridge, ParallelIterator};

use super::absence::Absence;
use super::batch::{Batch, BatchReader, start_of};
use super::blocks::{Block, Blocks};
use super::error::{Cell, RecordFault, RecordFaultKind, SurveyError};
use super::excerpt::{Excerpt, excerpt};
use super::files;
use super::ledger::{BadValue, BadValueKind, FileLedger, Ledger};
use super::reading::SurveyReading;
use super::second_source::Found;

/// Where a record is: file, block, record in the block.
pub type RecordId = (u32, u32, u32);

/// What a scan found out about the files, whatever it was for.
#[derive(Debug, Default)]
pub struct Scanned {
    /// Files with their rows.
    pub files: Vec<FileLedger>,
    /// Records read, headers not counted.
    pub records: u64,
    /// Records left out because they are ragged.
    pub ragged: u64,
    /// Records left out because they are previews and tests.
    pub tests: u64,
    /// For each second file: how many records found their row.
    pub found: Vec<Found>,
    /// Faults of records, at most one of each kind, in the order of [`RecordFaultKind`].
    pub faults: Vec<RecordFault>,
    /// The first bad cell of each of the wanted answers.
    pub first_bad: Vec<Option<(Absence, Cell)>>,
    /// Bad cells in the order of the files, at most [`Ledger::BAD_VALUES_KEPT`].
    pub bad_values: Vec<BadValue>,
    blocks: Vec<BlockFacts>,
}

/// What has to be known of a block to say where its records stand in the file.
#[derive(Debug, Clone, Copy)]
struct BlockFacts {
    file: u32,
    block: u32,
    records: u64,
    lines: u64,
}

/// What one thread finds out.
#[derive(Default)]
struct Facts {
    blocks: Vec<BlockFacts>,
    faults: Vec<(u32, u32, super::batch::BatchFault)>,
    bad_cells: Vec<(u32, u32, super::batch::BatchCell)>,
    ragged: u64,
    tests: u64,
    found: Vec<Found>,
    errors: Vec<SurveyError>,
}

/// Reads all blocks. Each thread begins with `new()`, gives each batch to `add`, and what the
/// threads gathered is put together by `merge`, which must not care for the order.
///
/// `add` may remove bad cells of rows that don't count.
///
/// # Errors
/// A file can't be read or is damaged. Faults of records are not errors here: see
/// [`Scanned::faults`].
pub fn scan<A: Send>(
    reading: &SurveyReading<'_>,
    progress: &(dyn Fn(u64) + Sync),
    new: impl Fn() -> A + Sync,
    add: impl Fn(&mut A, &mut Batch) + Sync,
    merge: impl Fn(A, A) -> A + Sync,
) -> Result<(A, Scanned), Vec<SurveyError>> {
    let (gathered, mut facts) = SurveyBlocks::new(reading)
        .par_bridge()
        .fold(
            || (new(), Facts::default(), BatchReader::new(reading)),
            |(mut gathered, mut facts, mut reader), item| {
                match item {
                    Item::Block(file, block) => {
                        let mut batch = reader.read(file, &block);
                        add(&mut gathered, &mut batch);
                        facts.absorb(batch);
                        progress(block.bytes.len() as u64);
                    }
                    Item::Error(error) => facts.errors.push(error),
                    Item::OpenQuote(file, block, fault) => {
                        facts.faults.push((file as u32, block, fault))
                    }
                }
                (gathered, facts, reader)
            },
        )
        .map(|(gathered, facts, _)| (gathered, facts))
        .reduce(
            || (new(), Facts::default()),
            |(left, mut facts), (right, more)| {
                facts.merge(more);
                (merge(left, right), facts)
            },
        );
    if !facts.errors.is_empty() {
        return Err(std::mem::take(&mut facts.errors));
    }
    Ok((gathered, facts.conclude(reading)))
}

impl Facts {
    fn absorb(&mut self, batch: Batch) {
        let (file, block) = (batch.file as u32, batch.block);
        self.blocks.push(BlockFacts {
            file,
            block,
            records: batch.records,
            lines: batch.lines,
        });
        self.ragged += batch.rowless.len() as u64 - batch.tests;
        self.tests += batch.tests;
        self.add_found(&batch.found);
        self.faults
            .extend(batch.faults.into_iter().map(|fault| (file, block, fault)));
        // A thread's blocks come in ascending order, so the first ones are among those kept.
        let room = Ledger::BAD_VALUES_KEPT.saturating_sub(self.bad_cells.len());
        for (index, cell) in batch.bad_cells.into_iter().enumerate() {
            if index < room || cell.excerpt.is_some() {
                self.bad_cells.push((file, block, cell));
            }
        }
    }

    fn add_found(&mut self, found: &[Found]) {
        let length = self.found.len().max(found.len());
        self.found.resize(length, Found::default());
        for (mine, more) in self.found.iter_mut().zip(found) {
            mine.merge(*more);
        }
    }

    fn merge(&mut self, other: Self) {
        self.blocks.extend(other.blocks);
        self.faults.extend(other.faults);
        self.bad_cells.extend(other.bad_cells);
        self.ragged += other.ragged;
        self.tests += other.tests;
        self.add_found(&other.found);
        self.errors.extend(other.errors);
    }

    /// Puts what the threads found into the order of the files.
    fn conclude(mut self, reading: &SurveyReading<'_>) -> Scanned {
        self.blocks.sort_by_key(|facts| (facts.file, facts.block));
        self.bad_cells
            .sort_by_key(|(file, block, cell)| (*file, *block, cell.record, cell.wanted));
        self.faults
            .sort_by_key(|(file, block, fault)| (*file, *block, fault.line));
        let survey = reading.survey;
        let mut scanned = Scanned {
            ragged: self.ragged,
            tests: self.tests,
            found: self.found,
            blocks: self.blocks,
            first_bad: vec![None; reading.wanted.len()],
            ..Scanned::default()
        };
        for (number, file) in survey.files.iter().enumerate() {
            let rows = scanned
                .blocks
                .iter()
                .filter(|facts| facts.file == number as u32)
                .map(|facts| facts.records)
                .sum();
            scanned.files.push(FileLedger {
                name: files::name(&file.path),
                rows,
                format: file.format(),
                recognised_by: file.recognised_by(),
            });
            scanned.records += rows;
        }
        for (file, block, fault) in self.faults {
            let same = |known: &&mut RecordFault| {
                std::mem::discriminant(&known.kind) == std::mem::discriminant(&fault.kind)
            };
            if let Some(known) = scanned.faults.iter_mut().find(same) {
                known.records += fault.records;
                continue;
            }
            let (_, lines) = scanned.before(file, block);
            scanned.faults.push(RecordFault {
                file: survey.files[file as usize].path.clone(),
                line: lines + fault.line + fault.excerpt.lines_down + 1,
                excerpt: fault.excerpt,
                kind: fault.kind,
                records: fault.records,
            });
        }
        scanned.faults.sort_by_key(|fault| fault.kind);
        for (file, block, bad) in self.bad_cells {
            let path = &survey.files[file as usize].path;
            let (records, lines) = scanned.before(file, block);
            let row = records + u64::from(bad.record) + 1;
            let line = lines + bad.line + 1;
            let column = reading.wanted[bad.wanted].answer.header.clone();
            if scanned.bad_values.len() < Ledger::BAD_VALUES_KEPT {
                scanned.bad_values.push(BadValue {
                    file: files::name(path),
                    row,
                    line,
                    column: column.clone(),
                    value: bad.value.clone(),
                    why: match bad.why {
                        Absence::OutOfScale => BadValueKind::OutOfScale,
                        _ => BadValueKind::Unreadable,
                    },
                });
            }
            let first = &mut scanned.first_bad[bad.wanted];
            if first.is_none() {
                let excerpt = bad.excerpt.unwrap_or_default();
                let cell = Cell {
                    file: path.clone(),
                    line: line + excerpt.lines_down,
                    row,
                    column,
                    value: bad.value,
                    excerpt,
                };
                *first = Some((bad.why, cell));
            }
        }
        scanned
    }
}

impl Scanned {
    /// How many records and line ends stand before a block in its file.
    fn before(&self, file: u32, block: u32) -> (u64, u64) {
        let start = self.blocks.partition_point(|facts| facts.file < file);
        self.blocks[start..]
            .iter()
            .take_while(|facts| facts.file == file && facts.block < block)
            .fold((0, 0), |(records, lines), facts| {
                (records + facts.records, lines + facts.lines)
            })
    }

    /// A cell of a record that was noted, read again from the file.
    ///
    /// # Errors
    /// The file can't be read any more.
    pub fn cell(
        &self,
        reading: &SurveyReading<'_>,
        id: RecordId,
        position: usize,
    ) -> Result<Cell, SurveyError> {
        let (file_number, block_number, record_number) = id;
        let file = &reading.survey.files[file_number as usize];
        let mut cell = Cell {
            file: file.path.clone(),
            line: 0,
            row: 0,
            column: file.columns().nth(position).unwrap_or_default().to_owned(),
            value: String::new(),
            excerpt: Excerpt::default(),
        };
        let mut blocks = file.blocks()?;
        while let Ok(Some(block)) = blocks.next_block() {
            if block.number != block_number {
                continue;
            }
            let (records, lines) = self.before(file_number, block_number);
            let mut reader = file.records(&block.bytes[..]);
            let skip = file.header_records(block.number) + record_number as usize;
            let mut record = csv::ByteRecord::new();
            let mut seen = 0;
            while let Ok(true) = reader.read_byte_record(&mut record) {
                if !file.is_blank_line(&record) {
                    seen += 1;
                }
                if seen > skip {
                    break;
                }
            }
            if seen > skip {
                let (start, line) = start_of(&block.bytes, &record);
                let end = reader.position().byte() as usize;
                let raw = &block.bytes[start..end];
                let place = super::excerpt::field_range(raw, file.delimiter, position);
                cell.excerpt = excerpt(raw, place);
                cell.line = lines + line + cell.excerpt.lines_down + 1;
                cell.row = records + u64::from(record_number) + 1;
                cell.value = String::from_utf8_lossy(record.get(position).unwrap_or_default())
                    .trim()
                    .to_owned();
            }
            break;
        }
        Ok(cell)
    }
}

/// What the cutting of files gives.
enum Item {
    Block(usize, Block),
    OpenQuote(usize, u32, super::batch::BatchFault),
    Error(SurveyError),
}

/// The blocks of all files, one after the other.
struct SurveyBlocks<'r> {
    reading: &'r SurveyReading<'r>,
    file: usize,
    blocks: Option<Blocks>,
}

impl<'r> SurveyBlocks<'r> {
    fn new(reading: &'r SurveyReading<'r>) -> Self {
        Self {
            reading,
            file: 0,
            blocks: None,
        }
    }
}

impl Iterator for SurveyBlocks<'_> {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        loop {
            let file = self.reading.survey.files.get(self.file)?;
            let blocks = match &mut self.blocks {
                Some(blocks) => blocks,
                none => match file.blocks() {
                    Ok(blocks) => none.insert(blocks),
                    Err(error) => {
                        self.file += 1;
                        return Some(Item::Error(error));
                    }
                },
            };
            let number = self.file;
            match blocks.next_block() {
                Ok(Some(block)) => return Some(Item::Block(number, block)),
                Ok(None) => {
                    self.blocks = None;
                    self.file += 1;
                }
                Err(error) => {
                    self.blocks = None;
                    self.file += 1;
                    return Some(match file.cut_error(error) {
                        Err(error) => Item::Error(error),
                        Ok((block, at, bytes)) => open_quote(number, block, at, &bytes),
                    });
                }
            }
        }
    }
}

fn open_quote(file: usize, block: u32, at: usize, bytes: &[u8]) -> Item {
    let line_start = memchr::memrchr(b'\n', &bytes[..at]).map_or(0, |newline| newline + 1);
    let line_end = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |newline| at + newline);
    let fault = super::batch::BatchFault {
        kind: RecordFaultKind::OpenQuote,
        line: memchr::memchr_iter(b'\n', &bytes[..at]).count() as u64,
        excerpt: excerpt(
            &bytes[line_start..line_end],
            at - line_start..at - line_start + 1,
        ),
        records: 1,
    };
    Item::OpenQuote(file, block, fault)
}

/// The size of all files together in bytes, as they lie on the disk; for a progress bar.
pub fn size(files: &[PathBuf]) -> u64 {
    files
        .iter()
        .filter_map(|file| std::fs::metadata(file).ok())
        .map(|facts| facts.len())
        .sum()
}
