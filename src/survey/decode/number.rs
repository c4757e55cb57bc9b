//! Numbers.

use crate::language::query::DecimalMark;
use crate::survey::absence::{Absence, Answerable};
use crate::text::{fold, seconds_of};

use super::SpecialCodes;
use super::duration::duration;
use super::memo::{Memo, is_blank};
use super::written_number::number;

/// No number of a survey is larger: what is, is an identifier or a slip, and beyond it sums would
/// no longer be exact.
pub const LARGEST: f64 = 1e15;

/// No weight is larger: what is, is a number of another kind in the wrong column.
const HEAVIEST: f64 = 1e12;

/// Reads numbers.
pub struct NumberDecoder {
    mark: Option<DecimalMark>,
    /// Seconds of the field's unit, where that is one of time.
    unit: Option<f64>,
    special: SpecialCodes,
    /// What texts meant that are no plain numbers.
    memo: Memo<f64>,
    weight: bool,
    /// The column so far.
    pub values: Vec<f64>,
}

impl NumberDecoder {
    /// A decoder for numbers with a decimal mark, or lengths of time where their unit says so; those
    /// of a weight must not be negative.
    pub fn new(
        unit: Option<&str>,
        mark: Option<DecimalMark>,
        special: SpecialCodes,
        weight: bool,
    ) -> Self {
        Self {
            mark,
            unit: unit.and_then(seconds_of),
            memo: Memo::new(),
            special,
            weight,
            values: Vec::new(),
        }
    }

    #[inline]
    pub(super) fn push(&mut self, cell: &[u8]) -> Option<Absence> {
        let value = self.read(cell);
        self.values.push(value);
        value.absence()
    }

    #[inline]
    fn read(&mut self, cell: &[u8]) -> f64 {
        let plain = std::str::from_utf8(cell).ok().and_then(finite);
        // A point may group thousands where a comma is the decimal mark.
        let plain =
            plain.filter(|_| self.mark != Some(DecimalMark::Comma) || !cell.contains(&b'.'));
        let number = match plain {
            Some(number) => number,
            None if is_blank(cell) => return f64::absent(Absence::Skipped),
            None => {
                let number = self.read_slowly(cell);
                if number.absence().is_some() {
                    return number;
                }
                number
            }
        };
        match self.special.of_number(number) {
            Some(why) => f64::absent(why),
            None if self.weight && !(0.0..=HEAVIEST).contains(&number) => {
                f64::absent(Absence::OutOfScale)
            }
            None if number.abs() > LARGEST => f64::absent(Absence::Unreadable),
            // Minus zero is zero, so that both are one value.
            None => number + 0.0,
        }
    }

    #[cold]
    fn read_slowly(&mut self, cell: &[u8]) -> f64 {
        let Self {
            special,
            memo,
            mark,
            unit,
            ..
        } = self;
        memo.get(cell, |text| {
            if let Some(why) = special.of_text(&fold(text)) {
                return f64::absent(why);
            }
            let length = || Some(duration(text, (*unit)?)? / (*unit)?);
            let found = number(text, *mark).ok().or_else(length);
            found.unwrap_or(f64::absent(Absence::Unreadable))
        })
    }
}

/// The number that a text is; none for "nan" and "inf", which the standard parser takes.
fn finite(text: &str) -> Option<f64> {
    let last = text.as_bytes().last()?;
    if !last.is_ascii_digit() && *last != b'.' {
        return None;
    }
    text.parse().ok().filter(|number: &f64| number.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_a_number() {
        let mut decoder = NumberDecoder::new(None, None, SpecialCodes::default(), false);
        for (text, number) in [
            ("12", 12.0),
            (" 12.5 ", 12.5),
            ("-3e2", -300.0),
            ("۱۲٫۵", 12.5),
            ("-0", 0.0),
        ] {
            assert_eq!(
                decoder.read(text.as_bytes()).to_bits(),
                f64::to_bits(number),
                "{text}"
            );
        }
        for text in ["nan", "inf", "1e999", "1,234", "1,2,3", "abc", "12 min"] {
            assert_eq!(
                decoder.read(text.as_bytes()).absence(),
                Some(Absence::Unreadable),
                "{text}"
            );
        }
        assert_eq!(decoder.read(b"  ").absence(), Some(Absence::Skipped));
        let mut minutes = NumberDecoder::new(
            Some("minutes"),
            Some(DecimalMark::Comma),
            SpecialCodes::default(),
            false,
        );
        for (text, number) in [
            ("90", 90.0),
            ("1h 30m", 90.0),
            ("1:30", 1.5),
            ("1,5", 1.5),
            ("1.500", 1500.0),
        ] {
            assert_eq!(minutes.read(text.as_bytes()), number, "{text}");
        }
    }
}
