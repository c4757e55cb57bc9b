//! One of a few texts.

use crate::survey::absence::{Absence, Answerable};
use crate::survey::dictionary::Dictionary;
use crate::text::fold;

use super::SpecialCodes;
use super::memo::Memo;

/// Reads texts into the numbers of a dictionary.
pub struct CategoryDecoder<'a> {
    dictionary: &'a Dictionary,
    special: SpecialCodes,
    memo: Memo<Remembered>,
    /// The column so far.
    values: Vec<u32>,
    /// Spellings in the rows so far, where the dictionary wants to know.
    spellings: Vec<Spelling>,
}

/// What a cell means.
#[derive(Clone, Copy)]
struct Remembered {
    value: u32,
    /// Its place among the spellings; none where they are not counted.
    spelling: Option<u32>,
}

struct Spelling {
    number: u32,
    text: String,
    rows: u64,
}

/// More spellings of a column than this are not counted; then the first in the alphabet is shown.
const MOST_SPELLINGS: usize = 1 << 16;

impl<'a> CategoryDecoder<'a> {
    /// A decoder that shares its dictionary with other threads.
    pub fn new(dictionary: &'a Dictionary, special: SpecialCodes) -> Self {
        Self {
            dictionary,
            special,
            memo: Memo::new(),
            values: Vec::new(),
            spellings: Vec::new(),
        }
    }

    #[inline]
    pub(super) fn push(&mut self, cell: &[u8]) -> Option<Absence> {
        let Self {
            dictionary,
            special,
            memo,
            values,
            spellings,
        } = self;
        let Remembered { value, spelling } = memo.get(cell, |text| {
            read(dictionary, special, spellings, text.trim())
        });
        if let Some(spelling) = spelling {
            spellings[spelling as usize].rows += 1;
        }
        values.push(value);
        value.absence()
    }

    /// Gives away the rows read so far, and tells the dictionary how they were spelt.
    pub(super) fn take(&mut self) -> Vec<u32> {
        for spelling in self
            .spellings
            .iter_mut()
            .filter(|spelling| spelling.rows > 0)
        {
            self.dictionary
                .count(spelling.number, &spelling.text, spelling.rows);
            spelling.rows = 0;
        }
        std::mem::take(&mut self.values)
    }
}

fn read(
    dictionary: &Dictionary,
    special: &SpecialCodes,
    spellings: &mut Vec<Spelling>,
    text: &str,
) -> Remembered {
    let folded = fold(text);
    if let Some(why) = special.of_text(&folded) {
        return Remembered {
            value: u32::absent(why),
            spelling: None,
        };
    }
    let number = dictionary.seen(&folded, text);
    let counted = dictionary.counts_spellings() && spellings.len() < MOST_SPELLINGS;
    let spelling = counted.then(|| {
        spellings.push(Spelling {
            number,
            text: text.to_owned(),
            rows: 0,
        });
        spellings.len() as u32 - 1
    });
    Remembered {
        value: number,
        spelling,
    }
}
