//! What the texts of a column look like: sums over all of its cells, whatever their order.

use std::collections::BTreeMap;

use crate::language::query::DateOrder;
use crate::survey::decode::{DateFormat, OrderEvidence, day_of, is_solar, settle_order};
use crate::text::{ascii_number, fold};

use super::personal::{self, Personal};

/// What stands between options that share a cell, the likeliest first.
pub const SEPARATORS: [&str; 4] = [";", "|", "\n", ","];

/// So many different texts that are no numbers, and options of a separator, are counted.
const MOST_TEXTS: usize = 60;

/// Of a longer text only so many bytes are looked at.
const LOOKED_AT: usize = 400;

/// Sums over the cells of a column that are not blank.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Shape {
    /// How many cells.
    pub cells: u64,
    /// Those that are numbers.
    pub numbers: Numbers,
    /// Those that are dates.
    pub dates: Dates,
    /// Those that are neither, each different one; none if there are many.
    pub words: Few,
    /// Those that are neither.
    pub texts: u64,
    /// Those of them that are digits with a comma before the last one or two.
    pub decimal_commas: u64,
    /// Letters of those, to tell a sentence from a label.
    pub letters: u64,
    /// The longest cell, in bytes.
    pub longest: usize,
    /// Cells that look like personal data, by kind.
    pub personal: BTreeMap<Personal, u64>,
    /// For each of [`SEPARATORS`]: cells that hold it, and the options between them.
    pub split: [(u64, Few); SEPARATORS.len()],
}

/// Texts with their counts, as long as they are few.
#[derive(Debug, Clone, PartialEq)]
pub struct Few(pub Option<BTreeMap<String, u64>>);

impl Default for Few {
    fn default() -> Self {
        Self(Some(BTreeMap::new()))
    }
}

impl Few {
    fn add(&mut self, text: &str, times: u64) {
        let Some(counts) = &mut self.0 else { return };
        if let Some(count) = counts.get_mut(text) {
            *count += times;
        } else if counts.len() < MOST_TEXTS {
            counts.insert(text.to_owned(), times);
        } else {
            self.0 = None;
        }
    }

    fn merge(&mut self, other: Self) {
        match other.0 {
            None => self.0 = None,
            Some(counts) => counts
                .into_iter()
                .for_each(|(text, times)| self.add(&text, times)),
        }
    }
}

/// Cells that are numbers.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Numbers {
    /// How many.
    pub cells: u64,
    /// Those without a fraction.
    pub whole: u64,
    /// The smallest and the largest.
    pub ends: Option<(f64, f64)>,
    /// Their sum in millionths, so that it does not depend on their order.
    millionths: i128,
}

impl Numbers {
    /// Their mean.
    pub fn mean(&self) -> Option<f64> {
        (self.cells > 0).then(|| self.millionths as f64 / 1e6 / self.cells as f64)
    }

    fn add(&mut self, number: f64, times: u64) {
        self.cells += times;
        self.whole += times * u64::from(number.fract() == 0.0);
        let (low, high) = self.ends.unwrap_or((number, number));
        self.ends = Some((low.min(number), high.max(number)));
        let millionths = (number.clamp(-1e15, 1e15) * 1e6).round() as i128;
        self.millionths += millionths * i128::from(times);
    }

    fn merge(&mut self, other: &Self) {
        self.cells += other.cells;
        self.whole += other.whole;
        self.millionths += other.millionths;
        self.ends = match (self.ends, other.ends) {
            (Some((low, high)), Some((low2, high2))) => Some((low.min(low2), high.max(high2))),
            (ends, None) | (None, ends) => ends,
        };
    }
}

/// Cells that are dates in some order of day, month and year.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Dates {
    /// How many are dates, by order: year first or month named, day first, month first.
    pub cells: [u64; 3],
    /// The first and the last day in each order.
    pub span: [Option<(i32, i32)>; 3],
    /// Cells that are dates in one of them.
    pub any: u64,
    /// The first in the alphabet of those that settle the order, or leave it open.
    pub day_first: Option<String>,
    /// As above.
    pub month_first: Option<String>,
    /// As above.
    pub either: Option<String>,
    /// Cells with a time of day.
    pub timed: u64,
    /// The first in the alphabet of those that can only begin with a year of two digits.
    pub year_first: Option<String>,
    /// Cells whose year is one of the Solar Hijri calendar.
    pub solar: u64,
}

/// The orders in the order of [`Dates::cells`].
pub const ORDERS: [DateOrder; 3] = [
    DateOrder::YearMonthDay,
    DateOrder::DayMonthYear,
    DateOrder::MonthDayYear,
];

impl Dates {
    fn add(&mut self, text: &str, times: u64) -> bool {
        if text.len() > 40 || !text.bytes().any(|byte| !byte.is_ascii_digit()) {
            return false;
        }
        let mut any = false;
        for (index, order) in ORDERS.into_iter().enumerate() {
            let Some(day) = day_of(text, &DateFormat { order, zone: None }) else {
                continue;
            };
            any = true;
            self.cells[index] += times;
            let (first, last) = self.span[index].unwrap_or((day, day));
            self.span[index] = Some((first.min(day), last.max(day)));
        }
        if !any {
            return false;
        }
        self.any += times;
        self.timed += times * u64::from(text.contains(':'));
        self.solar += times * u64::from(is_solar(text));
        let mut evidence = OrderEvidence::default();
        settle_order(&mut evidence, [text]);
        for (slot, found) in [
            (&mut self.day_first, evidence.day_first),
            (&mut self.month_first, evidence.month_first),
            (&mut self.either, evidence.either),
            (&mut self.year_first, evidence.year_first),
        ] {
            first_of(slot, found);
        }
        true
    }

    fn merge(&mut self, other: Self) {
        self.any += other.any;
        self.timed += other.timed;
        self.solar += other.solar;
        for index in 0..ORDERS.len() {
            self.cells[index] += other.cells[index];
            self.span[index] = match (self.span[index], other.span[index]) {
                (Some((first, last)), Some((from, to))) => Some((first.min(from), last.max(to))),
                (span, None) | (None, span) => span,
            };
        }
        for (slot, found) in [
            (&mut self.day_first, other.day_first),
            (&mut self.month_first, other.month_first),
            (&mut self.either, other.either),
            (&mut self.year_first, other.year_first),
        ] {
            first_of(slot, found);
        }
    }
}

/// Keeps the text that comes first in the alphabet.
fn first_of(slot: &mut Option<String>, found: Option<String>) {
    if let Some(found) = found
        && slot.as_ref().is_none_or(|known| found < *known)
    {
        *slot = Some(found);
    }
}

/// The number that a cell is, in any of the three sets of digits.
pub fn number(text: &str) -> Option<f64> {
    let text = ascii_number(text);
    let last = text.bytes().last()?;
    if !last.is_ascii_digit() && last != b'.' {
        return None;
    }
    text.parse().ok().filter(|number: &f64| number.is_finite())
}

/// "12,5": digits with a comma before the last one or two.
fn is_decimal_comma(text: &str) -> bool {
    let text = ascii_number(text);
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    text.split_once(',')
        .is_some_and(|(whole, part)| digits(whole) && digits(part) && part.len() <= 2)
}

impl Shape {
    /// Looks at a text that stands in so many cells.
    pub fn add(&mut self, cell: &[u8], times: u64) {
        self.cells += times;
        self.longest = self.longest.max(cell.len());
        let text = String::from_utf8_lossy(&cell[..cell.len().min(LOOKED_AT)]);
        if let Some(number) = number(&text) {
            self.numbers.add(number, times);
            if let Some(kind) = personal::of_number(&text) {
                *self.personal.entry(kind).or_default() += times;
            }
            return;
        }
        if self.dates.add(&text, times) {
            return;
        }
        self.texts += times;
        self.decimal_commas += times * u64::from(is_decimal_comma(&text));
        let letters = text.chars().filter(|letter| letter.is_alphabetic()).count();
        self.letters += letters as u64 * times;
        self.words.add(&text, times);
        if let Some(kind) = personal::of_text(&text) {
            *self.personal.entry(kind).or_default() += times;
        }
        for (separator, (cells, options)) in SEPARATORS.into_iter().zip(&mut self.split) {
            if cell.len() > LOOKED_AT {
                options.0 = None;
                continue;
            }
            *cells += times * u64::from(text.contains(separator));
            text.split(separator)
                .map(fold)
                .filter(|option| !option.is_empty())
                .for_each(|option| options.add(&option, times));
        }
    }

    /// Adds what another thread saw.
    pub fn merge(&mut self, other: Self) {
        self.cells += other.cells;
        self.longest = self.longest.max(other.longest);
        self.numbers.merge(&other.numbers);
        self.dates.merge(other.dates);
        self.texts += other.texts;
        self.decimal_commas += other.decimal_commas;
        self.letters += other.letters;
        self.words.merge(other.words);
        for (kind, cells) in other.personal {
            *self.personal.entry(kind).or_default() += cells;
        }
        for ((cells, options), (more, others)) in self.split.iter_mut().zip(other.split) {
            *cells += more;
            options.merge(others);
        }
    }

    /// Letters in a text, on average.
    pub fn mean_letters(&self) -> f64 {
        self.letters as f64 / (self.texts.max(1)) as f64
    }
}
