//! Free text, folded for comparing.

use crate::survey::absence::Absence;
use crate::text::fold;

use super::SpecialCodes;

/// Reads texts.
pub struct TextDecoder {
    special: SpecialCodes,
    /// The column so far.
    pub values: Vec<Result<String, Absence>>,
}

impl TextDecoder {
    /// A decoder for free text.
    pub fn new(special: SpecialCodes) -> Self {
        Self {
            special,
            values: Vec::new(),
        }
    }

    pub(super) fn push(&mut self, cell: &[u8]) -> Option<Absence> {
        let text = String::from_utf8_lossy(cell);
        let folded = fold(&text);
        let absence = self.special.of_text(&folded);
        self.values.push(match absence {
            Some(why) => Err(why),
            None => Ok(folded.into_owned()),
        });
        absence
    }
}
