//! Whole numbers with few values: points of a scale, codes of categories, or counts.

use super::shape::number;

/// Codes by which surveys say that there is no answer.
const NO_ANSWER: [i64; 22] = [
    -1, -2, -3, -7, -8, -9, -66, -77, -88, -97, -98, -99, -999, 66, 77, 88, 95, 96, 97, 98, 99, 999,
];

/// A scale has no larger code.
const LARGEST: i64 = 10;

/// The codes of a column.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Codes {
    /// The codes that may be points of a scale, ascending, with their counts.
    pub points: Vec<(i64, u64)>,
    /// Codes far from them that mean "no answer", as they stand in the file, with their counts.
    pub special: Vec<(String, u64)>,
}

impl Codes {
    /// The codes of a column whose values are all whole numbers, if there are at most a few.
    pub fn of(values: &[(String, u64)]) -> Option<Self> {
        let mut codes: Vec<(i64, &str, u64)> = Vec::new();
        for (text, rows) in values {
            let number = number(text)?;
            if number.fract() != 0.0 || number.abs() > 1e6 {
                return None;
            }
            codes.push((number as i64, text, *rows));
        }
        codes.sort_by_key(|(code, ..)| *code);
        let mut found = Self::default();
        let most = codes
            .iter()
            .map(|(code, ..)| *code)
            .filter(|code| (0..=LARGEST).contains(code))
            .max();
        for (code, text, rows) in codes {
            // 9 is a code for "no answer" only far from a scale's end, which can't be told.
            let special =
                NO_ANSWER.contains(&code) && most.is_some_and(|most| code > most + 5 || code < 0);
            if special {
                found.special.push((text.to_owned(), rows));
                continue;
            }
            match found.points.last_mut() {
                Some((known, count)) if *known == code => *count += rows,
                _ => found.points.push((code, rows)),
            }
        }
        (!found.points.is_empty() && found.points.len() <= 40).then_some(found)
    }

    /// The smallest code and the largest.
    pub fn ends(&self) -> (i64, i64) {
        let first = self.points.first().map_or(0, |(code, _)| *code);
        let last = self.points.last().map_or(0, |(code, _)| *code);
        (first, last)
    }

    /// Whether they may be points of a scale: from 0 or 1 to at most 10.
    pub fn fit_a_scale(&self) -> bool {
        let (low, high) = self.ends();
        (0..=2).contains(&low) && (2..=LARGEST).contains(&high) && self.points.len() >= 2
    }

    /// Whether all codes from 1 to the largest were given.
    pub fn are_complete(&self) -> bool {
        let (_, high) = self.ends();
        self.points.iter().filter(|(code, _)| *code >= 1).count() as i64 == high
    }
}

/// The upper end of the scale that has these codes: what tools offer, not less than the largest.
pub fn scale_end(high: i64, neighbours: i64) -> i64 {
    let high = high.max(neighbours);
    match high {
        ..=3 if neighbours == 3 => 3,
        4 if neighbours == 4 => 4,
        ..=5 => 5,
        6..=7 => 7,
        _ => 10,
    }
}
