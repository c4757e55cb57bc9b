//! Whole numbers on a scale, or the texts that stand for them.

use crate::language::query::Scale;
use crate::survey::absence::{Absence, Answerable};
use crate::text::{ascii_number, fold};

use super::SpecialCodes;
use super::memo::Memo;

/// Reads codes.
pub struct ScaleDecoder {
    scale: Scale,
    /// The scale's texts, folded.
    labels: Vec<(String, i16)>,
    special: SpecialCodes,
    memo: Memo<i16>,
    /// The column so far.
    pub values: Vec<i16>,
}

impl ScaleDecoder {
    /// A decoder for a scale.
    pub fn new(scale: Scale, special: SpecialCodes) -> Self {
        let labels = scale
            .labels
            .iter()
            .map(|(code, text)| (fold(text).into_owned(), *code))
            .collect();
        Self {
            scale,
            labels,
            special,
            memo: Memo::new(),
            values: Vec::new(),
        }
    }

    #[inline]
    pub(super) fn push(&mut self, cell: &[u8]) -> Option<Absence> {
        let Self {
            scale,
            labels,
            special,
            memo,
            values,
        } = self;
        let value = memo.get(cell, |text| read(scale, labels, special, text));
        values.push(value);
        value.absence()
    }
}

fn read(scale: &Scale, labels: &[(String, i16)], special: &SpecialCodes, text: &str) -> i16 {
    let folded = fold(text);
    if let Some(why) = special.of_text(&folded) {
        return i16::absent(why);
    }
    if let Some((_, code)) = labels.iter().find(|(label, _)| *label == folded) {
        return *code;
    }
    let Ok(number) = ascii_number(text).parse::<f64>() else {
        return i16::absent(Absence::Unreadable);
    };
    if let Some(why) = special.of_number(number) {
        return i16::absent(why);
    }
    if number.fract() != 0.0 || number < f64::from(scale.low) || number > f64::from(scale.high) {
        let why = if number.is_finite() {
            Absence::OutOfScale
        } else {
            Absence::Unreadable
        };
        return i16::absent(why);
    }
    number as i16
}
