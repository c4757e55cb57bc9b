//! Which codes of a scale were given in each file: a scale may change between two files while its
//! name stays.

use std::collections::BTreeMap;

use crate::survey::absence::Answerable;
use crate::survey::batch::Batch;
use crate::survey::column::Column;
use crate::survey::waves::{Ends, other_scale};

/// How often each code was given, for each read of a scale, for each file.
#[derive(Debug, Default)]
pub struct CodesSeen(BTreeMap<(usize, usize), Vec<(i16, u64)>>);

/// A scale that two files seem to use differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScaleChange {
    /// Which read.
    pub read: usize,
    /// The earlier file with its lowest and highest code given.
    pub before: (usize, Ends),
    /// The later one.
    pub after: (usize, Ends),
}

impl CodesSeen {
    /// Counts a batch's rows for which `used` holds.
    pub fn add(&mut self, batch: &Batch, used: &[bool]) {
        for (read, column) in batch.columns.iter().enumerate() {
            let Column::Codes(codes) = column else {
                continue;
            };
            let counts = self.0.entry((read, batch.file)).or_default();
            let given = codes.iter().zip(used);
            for (&code, _) in given.filter(|(code, used)| **used && code.absence().is_none()) {
                count(counts, code, 1);
            }
        }
    }

    /// Adds what another thread counted.
    pub fn merge(&mut self, other: Self) {
        for (key, counts) in other.0 {
            let mine = self.0.entry(key).or_default();
            for (code, n) in counts {
                count(mine, code, n);
            }
        }
    }

    /// Where a file's answers end short of what the file before it has, or go far beyond.
    pub fn changes(&self) -> Vec<ScaleChange> {
        let mut found: Vec<ScaleChange> = Vec::new();
        let files: Vec<_> = self
            .0
            .iter()
            .filter(|(_, counts)| !counts.is_empty())
            .collect();
        for pair in files.windows(2) {
            let [((read, before), old), ((same, after), new)] = pair else {
                continue;
            };
            if read != same || found.last().is_some_and(|last| last.read == *read) {
                continue;
            }
            if let Some((old, new)) = other_scale(old, new) {
                found.push(ScaleChange {
                    read: *read,
                    before: (*before, old),
                    after: (*after, new),
                });
            }
        }
        found
    }
}

/// Adds to the count of a code. Scales have few codes, and they are soon all there.
fn count(counts: &mut Vec<(i16, u64)>, code: i16, n: u64) {
    match counts.iter_mut().find(|(known, _)| *known == code) {
        Some((_, count)) => *count += n,
        None => counts.push((code, n)),
    }
}
