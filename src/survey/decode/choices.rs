//! Several options in one cell.

use crate::survey::absence::Absence;
use crate::survey::column::SEPARATOR;
use crate::text::fold;

use super::SpecialCodes;

/// Reads sets of options.
pub struct ChoicesDecoder {
    split: String,
    special: SpecialCodes,
    /// The column so far.
    pub values: Vec<Result<String, Absence>>,
}

impl ChoicesDecoder {
    /// A decoder for options joined by `split`.
    pub fn new(split: String, special: SpecialCodes) -> Self {
        Self {
            split,
            special,
            values: Vec::new(),
        }
    }

    pub(super) fn push(&mut self, cell: &[u8]) -> Option<Absence> {
        let text = String::from_utf8_lossy(cell);
        if let Some(why) = self.special.of_text(&fold(&text)) {
            self.values.push(Err(why));
            return Some(why);
        }
        let mut options = String::from(SEPARATOR);
        for option in text
            .split(self.split.as_str())
            .map(fold)
            .filter(|option| !option.is_empty())
        {
            options.push_str(&option);
            options.push(SEPARATOR);
        }
        // Nothing but separators is no answer.
        let nothing = options.chars().all(|character| character == SEPARATOR);
        let absence = nothing.then_some(Absence::Skipped);
        self.values.push(absence.map_or(Ok(options), Err));
        absence
    }
}
