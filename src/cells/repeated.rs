//! Responses that stand in the files more than once: with the same key, or with the same answers.

use std::collections::HashMap;

use crate::survey::batch::Batch;
use crate::survey::scan::RecordId;

use super::gather::record_of;

/// Records that another one of the same hash supersedes, by block.
#[derive(Debug, Clone, Default)]
pub struct Superseded {
    records: HashMap<(u32, u32), Vec<u32>, foldhash::fast::RandomState>,
}

impl Superseded {
    /// Of all records with the same hash one counts, the last or the first.
    pub fn all_but_one(mut hashes: Vec<(u64, RecordId)>, last_counts: bool) -> Self {
        hashes.sort_unstable();
        let mut superseded = Self::default();
        for pair in hashes.windows(2) {
            if let &[(hash, earlier), (next, later)] = pair
                && hash == next
            {
                let (file, block, record) = if last_counts { earlier } else { later };
                superseded
                    .records
                    .entry((file, block))
                    .or_default()
                    .push(record);
            }
        }
        for records in superseded.records.values_mut() {
            records.sort_unstable();
        }
        superseded
    }

    /// Whether a record is superseded.
    pub fn has(&self, (file, block, record): RecordId) -> bool {
        let records = self.records.get(&(file, block));
        records.is_some_and(|records| records.binary_search(&record).is_ok())
    }

    /// The rows of a batch that are superseded.
    pub fn rows(&self, batch: &Batch) -> Vec<usize> {
        let Some(records) = self.records.get(&(batch.file as u32, batch.block)) else {
            return Vec::new();
        };
        (0..batch.rows)
            .filter(|&row| records.binary_search(&record_of(batch, row)).is_ok())
            .collect()
    }
}

/// The first record whose key stood in an earlier one, that earlier one, and how many such
/// records there are.
pub fn first_repeated(mut keys: Vec<(u64, RecordId)>) -> Option<(RecordId, RecordId, u64)> {
    keys.sort_unstable();
    let mut first: Option<(RecordId, RecordId)> = None;
    let mut repeated = 0;
    let mut original = None;
    for (key, id) in keys {
        match original {
            Some((known, earlier)) if known == key => {
                repeated += 1;
                if first.is_none_or(|(at, _)| id < at) {
                    first = Some((id, earlier));
                }
            }
            _ => original = Some((key, id)),
        }
    }
    first.map(|(id, earlier)| (id, earlier, repeated))
}
