//! One of a few texts.

use crate::survey::absence::{Absence, Answerable};
use crate::survey::dictionary::Dictionary;
use crate::survey::fold::fold;

use super::SpecialCodes;
use super::memo::Memo;

/// Reads texts into the numbers of a dictionary.
pub struct CategoryDecoder<'a> {
    dictionary: &'a Dictionary,
    special: SpecialCodes,
    memo: Memo<u32>,
    /// The column so far.
    pub values: Vec<u32>,
}

impl<'a> CategoryDecoder<'a> {
    /// A decoder that shares its dictionary with other threads.
    pub fn new(dictionary: &'a Dictionary, special: SpecialCodes) -> Self {
        Self {
            dictionary,
            special,
            memo: Memo::new(),
            values: Vec::new(),
        }
    }

    #[inline]
    pub(super) fn push(&mut self, cell: &[u8]) -> Option<Absence> {
        let Self {
            dictionary,
            special,
            memo,
            values,
        } = self;
        let value = memo.get(cell, |text| {
            let folded = fold(text);
            match special.of_text(&folded) {
                Some(why) => u32::absent(why),
                None => dictionary.seen(&folded, text.trim()),
            }
        });
        values.push(value);
        value.absence()
    }
}
