//! Remembers what a text meant, since a survey gives the same answers over and over.

use std::collections::HashMap;

/// How many texts are remembered; a column with more different ones gains nothing from it.
const MOST: usize = 1 << 16;

/// From a cell's bytes to what they mean.
pub struct Memo<T> {
    /// Cells of one byte, which are most answers on a scale.
    short: [Option<T>; 256],
    long: HashMap<Box<[u8]>, T, foldhash::fast::RandomState>,
}

impl<T: Copy> Memo<T> {
    /// Remembers nothing yet.
    pub fn new() -> Self {
        Self {
            short: [None; 256],
            long: HashMap::default(),
        }
    }

    /// What the cell means, asking `read` the first time.
    #[inline]
    pub fn get(&mut self, cell: &[u8], read: impl FnOnce(&str) -> T) -> T {
        if let &[byte] = cell {
            if let Some(value) = self.short[usize::from(byte)] {
                return value;
            }
        } else if let Some(&value) = self.long.get(cell) {
            return value;
        }
        let value = read(&String::from_utf8_lossy(cell));
        match cell {
            &[byte] => self.short[usize::from(byte)] = Some(value),
            _ => {
                if self.long.len() >= MOST {
                    self.long.clear();
                }
                self.long.insert(cell.into(), value);
            }
        }
        value
    }
}

/// Whether a cell is empty: nothing but blanks.
#[inline]
pub fn is_blank(cell: &[u8]) -> bool {
    cell.iter().all(|byte| byte.is_ascii_whitespace())
}
