//! Rows that are listed for somebody to act on: their cells as they stand, newest first.
//!
//! Unlike all other cells these are data about persons. They are kept for a list that the query
//! asks for and go nowhere else: neither into a figure nor into the fingerprint of a page.

use std::cmp::Reverse;

use crate::survey::absence::Answerable;
use crate::survey::batch::Batch;
use crate::survey::column::Column;
use crate::survey::decode::{DateFormat, clock_of};

use super::compile::{ListedAt, ListedCellAt};

/// The rows of one thread, or of all.
#[derive(Debug, Clone, Default)]
pub struct Listing {
    rows: Vec<Row>,
}

/// A row with what it is sorted by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Row {
    /// The moment of the answer, see [`clock_of`]; rows without one come last.
    time: Reverse<Option<i64>>,
    /// The moment as written, which may tell parts of a second.
    written: Reverse<String>,
    /// The key, where the survey has one.
    key: String,
    cells: Vec<Cell>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Cell {
    Text(String),
    /// Chosen options by their number, to be named once all are known.
    Options(usize, Vec<u32>),
}

impl Listing {
    /// Adds a row of a batch.
    pub fn add(
        &mut self,
        listed: &ListedAt,
        dates: Option<&DateFormat>,
        batch: &Batch,
        row: usize,
    ) {
        let plain = |column: usize| batch.plain[column].of(row).into_owned();
        let written = listed.time.map(plain).unwrap_or_default();
        let cell = |cell: &ListedCellAt| match *cell {
            ListedCellAt::Plain(column) => Cell::Text(plain(column)),
            ListedCellAt::Read(read) => match &batch.columns[read] {
                Column::Options(options) => {
                    Cell::Options(read, options.of(row).unwrap_or_default().to_vec())
                }
                Column::Numbers(numbers) => {
                    let number = Some(numbers[row]).filter(|number| number.absence().is_none());
                    Cell::Text(number.map(|number| number.to_string()).unwrap_or_default())
                }
                _ => Cell::Text(String::new()),
            },
        };
        self.rows.push(Row {
            time: Reverse(dates.and_then(|format| clock_of(&written, format))),
            written: Reverse(written),
            key: listed.key.map(plain).unwrap_or_default(),
            cells: listed.cells.iter().map(cell).collect(),
        });
    }

    /// Adds another thread's rows.
    pub fn merge(&mut self, other: Self) {
        self.rows.extend(other.rows);
    }

    /// The cells of all rows: newest first, those of one moment by key and then by what they hold,
    /// so that the order of the files' rows does not matter. `option` names an option of a read.
    pub fn finish(mut self, option: impl Fn(usize, u32) -> String) -> Vec<Vec<String>> {
        self.rows.sort();
        let text = |cell: Cell| match cell {
            Cell::Text(text) => text,
            Cell::Options(read, numbers) => {
                let mut options: Vec<String> =
                    numbers.iter().map(|number| option(read, *number)).collect();
                options.sort();
                options.join("; ")
            }
        };
        let rows = self.rows.into_iter();
        rows.map(|row| row.cells.into_iter().map(text).collect())
            .collect()
    }
}
