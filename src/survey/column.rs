//! A typed column of one batch.

use std::sync::Arc;

use super::absence::{Absence, Answerable};

/// The answers of a batch in one reading, one for each row.
#[derive(Debug, Clone)]
pub enum Column {
    /// Codes of a scale.
    Codes(Vec<i16>),
    /// Numbers of the reading's [`Dictionary`](super::dictionary::Dictionary).
    Labels(Vec<u32>),
    /// Numbers, all finite.
    Numbers(Vec<f64>),
    /// Days since 1970-01-01.
    Days(Vec<i32>),
    /// Folded texts.
    Texts(Vec<Result<String, Absence>>),
    /// Several options at once.
    Options(OptionSets),
}

/// The options that each row chose.
#[derive(Debug, Clone, Default)]
pub struct OptionSets {
    /// For each row the index of its set, or an absence.
    pub rows: Vec<u32>,
    /// The different sets: options by their number in the reading's
    /// [`Dictionary`](super::dictionary::Dictionary), ascending.
    pub sets: Vec<Arc<[u32]>>,
    /// For each set the option that stood first, where the order tells something.
    pub firsts: Vec<u32>,
}

impl OptionSets {
    /// What a row chose; none where it did not answer.
    pub fn of(&self, row: usize) -> Option<&[u32]> {
        let set = self.rows.get(row).copied()?;
        self.sets.get(set as usize).map(AsRef::as_ref)
    }
}

impl Column {
    /// How many rows it has.
    pub fn len(&self) -> usize {
        match self {
            Self::Codes(values) => values.len(),
            Self::Labels(values) => values.len(),
            Self::Numbers(values) => values.len(),
            Self::Days(values) => values.len(),
            Self::Texts(values) => values.len(),
            Self::Options(options) => options.rows.len(),
        }
    }

    /// Whether it has no rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Gives the next rows the same absence.
    pub fn extend_absent(&mut self, rows: usize, why: Absence) {
        match self {
            Self::Codes(values) => values.resize(rows, i16::absent(why)),
            Self::Labels(values) => values.resize(rows, u32::absent(why)),
            Self::Numbers(values) => values.resize(rows, f64::absent(why)),
            Self::Days(values) => values.resize(rows, i32::absent(why)),
            Self::Texts(values) => values.resize(rows, Err(why)),
            Self::Options(options) => options.rows.resize(rows, u32::absent(why)),
        }
    }

    /// Counts the absences in the rows for which `used` holds, in the order of [`Absence::ALL`].
    pub fn absences(&self, used: impl Fn(usize) -> bool) -> [u64; Absence::COUNT] {
        fn count<T: Answerable>(
            values: &[T],
            used: impl Fn(usize) -> bool,
        ) -> [u64; Absence::COUNT] {
            let mut counts = [0; Absence::COUNT];
            for (row, value) in values.iter().enumerate() {
                if let Some(why) = value.absence()
                    && used(row)
                {
                    counts[why as usize] += 1;
                }
            }
            counts
        }
        match self {
            Self::Codes(values) => count(values, used),
            Self::Labels(values) => count(values, used),
            Self::Numbers(values) => count(values, used),
            Self::Days(values) => count(values, used),
            Self::Options(options) => count(&options.rows, used),
            Self::Texts(values) => {
                let mut counts = [0; Absence::COUNT];
                for (row, value) in values.iter().enumerate() {
                    if let Err(why) = value
                        && used(row)
                    {
                        counts[*why as usize] += 1;
                    }
                }
                counts
            }
        }
    }
}
