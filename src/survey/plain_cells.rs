//! Cells as they stand in the file, for the few rows that are written out or quoted.

use std::borrow::Cow;

/// The texts of one column of one batch.
#[derive(Debug, Clone, Default)]
pub struct PlainCells {
    bytes: Vec<u8>,
    /// Where each row's text ends.
    ends: Vec<usize>,
}

impl PlainCells {
    /// Adds the next row's cell.
    pub fn push(&mut self, cell: &[u8]) {
        self.bytes.extend_from_slice(cell);
        self.ends.push(self.bytes.len());
    }

    /// A row's text without blanks around it; empty where the file has no such column.
    pub fn of(&self, row: usize) -> Cow<'_, str> {
        let end = self.ends.get(row).copied().unwrap_or_default();
        let before = row.checked_sub(1).and_then(|row| self.ends.get(row));
        let start = before.copied().unwrap_or_default();
        let cell = self.bytes.get(start..end).unwrap_or_default();
        String::from_utf8_lossy(cell.trim_ascii())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_row_has_its_text() {
        let mut cells = PlainCells::default();
        for cell in ["one", "", " دو "] {
            cells.push(cell.as_bytes());
        }
        assert_eq!([0, 1, 2, 3].map(|row| cells.of(row)), ["one", "", "دو", ""]);
    }
}
