//! Counting the cells of one column in bounded memory.
//!
//! Whatever is kept does not depend on the order of the rows nor on which thread saw which of
//! them: a column either has at most so many different texts, and then all of them are counted,
//! or it has more, and then only sums over all cells are kept.

use std::collections::{BTreeMap, HashMap};

use super::shape::Shape;

/// Texts longer than this, in bytes, are free text and not counted one by one.
const LONGEST_VALUE: usize = 160;

/// So many different texts of one file are compared with those of another.
const MOST_SEEN: usize = 400;

/// The cells of one column.
#[derive(Debug, Clone)]
pub struct Tally {
    /// Cells with nothing but blanks.
    pub blank: u64,
    most: usize,
    counted: Counted,
}

#[derive(Debug, Clone)]
enum Counted {
    /// How often each text stands there, blanks around it removed.
    Each(HashMap<Box<[u8]>, u64, foldhash::fast::RandomState>),
    /// There were too many different ones.
    Sums(Box<Shape>),
}

impl Tally {
    /// Nothing counted yet; at most `most` different texts will be kept.
    pub fn new(most: usize) -> Self {
        Self {
            blank: 0,
            most,
            counted: Counted::Each(HashMap::default()),
        }
    }

    /// Counts a cell.
    #[inline]
    pub fn add(&mut self, cell: &[u8]) {
        let cell = cell.trim_ascii();
        if cell.is_empty() {
            self.blank += 1;
            return;
        }
        self.add_many(cell, 1);
    }

    fn add_many(&mut self, cell: &[u8], times: u64) {
        match &mut self.counted {
            Counted::Sums(shape) => shape.add(cell, times),
            Counted::Each(counts) => {
                if let Some(count) = counts.get_mut(cell) {
                    *count += times;
                } else if counts.len() < self.most && cell.len() <= LONGEST_VALUE {
                    counts.insert(cell.into(), times);
                } else {
                    self.sum_up().add(cell, times);
                }
            }
        }
    }

    /// Goes over to sums.
    fn sum_up(&mut self) -> &mut Shape {
        if let Counted::Each(counts) = &mut self.counted {
            let mut shape = Box::<Shape>::default();
            for (text, times) in counts.drain() {
                shape.add(&text, times);
            }
            self.counted = Counted::Sums(shape);
        }
        match &mut self.counted {
            Counted::Sums(shape) => shape,
            Counted::Each(_) => unreachable!("it was replaced above"),
        }
    }

    /// Adds what another thread counted.
    pub fn merge(&mut self, other: Self) {
        self.blank += other.blank;
        match other.counted {
            Counted::Each(counts) => {
                for (text, times) in counts {
                    self.add_many(&text, times);
                }
            }
            Counted::Sums(shape) => self.sum_up().merge(*shape),
        }
    }

    /// What stands in the column, as far as it is little.
    pub fn seen(&self) -> Seen {
        let mut seen = Seen::default();
        let Counted::Each(counts) = &self.counted else {
            return seen;
        };
        if counts.len() > MOST_SEEN {
            return seen;
        }
        for (text, times) in counts {
            let text = String::from_utf8_lossy(text).trim().to_owned();
            *seen.values.entry(text).or_default() += times;
        }
        seen
    }

    /// What was counted.
    pub fn finish(self) -> Cells {
        match self.counted {
            Counted::Sums(shape) => Cells {
                blank: self.blank,
                values: None,
                shape: *shape,
            },
            Counted::Each(counts) => {
                let mut shape = Shape::default();
                let mut values: BTreeMap<String, u64> = BTreeMap::new();
                for (text, times) in counts {
                    shape.add(&text, times);
                    *values
                        .entry(String::from_utf8_lossy(&text).trim().to_owned())
                        .or_default() += times;
                }
                let mut values: Vec<(String, u64)> = values.into_iter().collect();
                values.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
                Cells {
                    blank: self.blank,
                    values: Some(values),
                    shape,
                }
            }
        }
    }
}

/// The values of one file's column, if they are few.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seen {
    /// Each with its rows; nothing where they are many.
    pub values: BTreeMap<String, u64>,
}

/// What stands in the cells of a column.
#[derive(Debug, Clone, Default)]
pub struct Cells {
    /// Cells with nothing but blanks.
    pub blank: u64,
    /// Each different text with its count, the most frequent first; none if there are too many.
    pub values: Option<Vec<(String, u64)>>,
    /// What the texts look like.
    pub shape: Shape,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn counted(cells: &[String], most: usize) -> Tally {
        let mut tally = Tally::new(most);
        cells.iter().for_each(|cell| tally.add(cell.as_bytes()));
        tally
    }

    proptest! {
        #[test]
        fn threads_and_order_change_nothing(
            cells in prop::collection::vec("[ab;1-3/ ]{0,4}", 0..40),
            cut in 0usize..40,
        ) {
            let whole = counted(&cells, 6).finish();
            let (left, right) = cells.split_at(cut.min(cells.len()));
            let mut merged = counted(right, 6);
            merged.merge(counted(left, 6));
            let merged = merged.finish();
            prop_assert_eq!(whole.blank, merged.blank);
            prop_assert_eq!(whole.values, merged.values);
            prop_assert_eq!(whole.shape, merged.shape);
        }
    }
}
