//! Numbers.

use crate::survey::absence::{Absence, Answerable};
use crate::text::{ascii_number, fold};

use super::SpecialCodes;
use super::memo::is_blank;

/// No number of a survey is larger: what is, is an identifier or a slip, and beyond it sums would
/// no longer be exact.
pub const LARGEST: f64 = 1e15;

/// No weight is larger: what is, is a number of another kind in the wrong column.
const HEAVIEST: f64 = 1e12;

/// Reads numbers.
pub struct NumberDecoder {
    special: SpecialCodes,
    weight: bool,
    /// The column so far.
    pub values: Vec<f64>,
}

impl NumberDecoder {
    /// A decoder for numbers; those of a weight must not be negative.
    pub fn new(special: SpecialCodes, weight: bool) -> Self {
        Self {
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
    fn read(&self, cell: &[u8]) -> f64 {
        let plain = std::str::from_utf8(cell).ok().and_then(finite);
        let number = match plain {
            Some(number) => number,
            None if is_blank(cell) => return f64::absent(Absence::Skipped),
            None => match self.read_slowly(cell) {
                Ok(number) => number,
                Err(why) => return f64::absent(why),
            },
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
    fn read_slowly(&self, cell: &[u8]) -> Result<f64, Absence> {
        let text = String::from_utf8_lossy(cell);
        if let Some(why) = self.special.of_text(&fold(&text)) {
            return Err(why);
        }
        finite(&ascii_number(&text)).ok_or(Absence::Unreadable)
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
        let decoder = NumberDecoder::new(SpecialCodes::default(), false);
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
        for text in ["nan", "inf", "1e999", "1,2,3", "abc", "12 min"] {
            assert_eq!(
                decoder.read(text.as_bytes()).absence(),
                Some(Absence::Unreadable),
                "{text}"
            );
        }
        assert_eq!(decoder.read(b"  ").absence(), Some(Absence::Skipped));
    }
}
