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
    let number = ascii_number(text).parse::<f64>().ok();
    let Some(number) = number.or_else(|| labelled(&ascii_number(text))) else {
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

/// The code of a labelled answer: 5 of "5 - very satisfied", "5 (very satisfied)" and
/// "very satisfied (5)".
///
/// Only one number may stand in it: "3 to 5 times" has no code, nor has "5-Mar", which a spreadsheet
/// made of "3-5".
fn labelled(text: &str) -> Option<f64> {
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let text = text.trim();
    let is_digit = |c: char| c.is_ascii_digit();
    let (number, label) = if text.starts_with(is_digit) {
        text.split_at(text.find(|c: char| !is_digit(c))?)
    } else {
        let at = text.rfind('(')?;
        (text[at + 1..].strip_suffix(')')?.trim(), &text[..at])
    };
    let words = label.trim_matches(|c: char| !c.is_alphabetic());
    let apart = !label.starts_with(char::is_alphabetic) || !text.starts_with(is_digit);
    let plain = apart && !words.is_empty() && !label.contains(is_digit);
    let month = MONTHS.contains(&words.to_lowercase().as_str()) && !label.contains(' ');
    number.parse().ok().filter(|_| plain && !month)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_keep_their_codes() {
        for text in [
            "5 - very satisfied",
            "5 (very satisfied)",
            "5: very satisfied",
            "5. very satisfied",
            "5 very satisfied",
            "very satisfied (5)",
            "5=خیلی راضی",
            "5 – Extremely likely",
        ] {
            assert_eq!(labelled(text), Some(5.0), "{text}");
        }
        for text in [
            "5-Mar",
            "3 to 5 times",
            "3-5",
            "5th",
            "very satisfied",
            "5 -",
            "(5)",
            "",
        ] {
            assert_eq!(labelled(text), None, "{text}");
        }
    }
}
