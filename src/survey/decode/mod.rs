//! From the bytes of a cell to a typed answer: one file for each way of reading.

mod category;
mod choices;
mod codes;
mod date;
mod duration;
mod elapsed;
mod memo;
mod moment;
mod number;
mod scale;
mod text;
mod written_number;

pub use codes::SpecialCodes;
pub use date::{DateFormat, OrderEvidence, clock_of, day_of, is_solar, settle_order};
pub use number::LARGEST;
pub use written_number::evidence as decimal_evidence;

use crate::language::query::{Answer, DecimalMark, NumberReading, Reading};
use crate::text::seconds_of;

use super::absence::Absence;
use super::column::Column;
use super::dictionary::Dictionary;

/// How the values of a column are written, where their own looks don't tell.
#[derive(Debug, Clone, Default)]
pub struct ColumnFormat {
    /// Dates.
    pub date: DateFormat,
    /// Numbers; `None` as long as no number could be read in two ways.
    pub decimal: Option<DecimalMark>,
}

/// Reads one column, row by row.
///
/// Each thread has decoders of its own, which remember texts they have seen.
#[allow(
    clippy::large_enum_variant,
    reason = "there is one for each column, in a vector"
)]
pub enum Decoder<'a> {
    /// See [`scale`].
    Scale(scale::ScaleDecoder),
    /// See [`category`].
    Category(category::CategoryDecoder<'a>),
    /// See [`choices`].
    Choices(choices::ChoicesDecoder<'a>),
    /// See [`number`].
    Number(number::NumberDecoder),
    /// See [`elapsed`].
    Elapsed(elapsed::ElapsedDecoder),
    /// See [`date`].
    Date(date::DateDecoder),
    /// See [`text`].
    Text(text::TextDecoder),
}

impl<'a> Decoder<'a> {
    /// A decoder for an answer. Categories and choices need their dictionary, dates their format;
    /// a weight must not be negative.
    pub fn new(
        answer: &Answer,
        dictionary: &'a Dictionary,
        format: &ColumnFormat,
        weight: bool,
    ) -> Self {
        let special = SpecialCodes::of(answer);
        match &answer.reading {
            Reading::Scale(scale) => Self::Scale(scale::ScaleDecoder::new(scale.clone(), special)),
            Reading::Category(_) => {
                Self::Category(category::CategoryDecoder::new(dictionary, special))
            }
            Reading::Choices(of) => Self::Choices(choices::ChoicesDecoder::new(
                of.clone(),
                dictionary,
                special,
            )),
            Reading::Number(NumberReading {
                between: Some(_),
                unit,
                ..
            }) => {
                let unit = unit.as_deref().and_then(seconds_of).unwrap_or(1.0);
                let order = format.date.order;
                Self::Elapsed(elapsed::ElapsedDecoder::new(order, unit, special))
            }
            Reading::Number(number) => Self::Number(number::NumberDecoder::new(
                number.unit.as_deref(),
                format.decimal,
                special,
                weight,
            )),
            Reading::Date(_) => Self::Date(date::DateDecoder::new(format.date.clone(), special)),
            Reading::Text => Self::Text(text::TextDecoder::new(special)),
        }
    }

    /// Reads the next row's cell. Says so if it can't be taken as declared.
    #[inline]
    pub fn push(&mut self, cell: &[u8]) -> Option<Absence> {
        let absence = match self {
            Self::Scale(decoder) => decoder.push(cell),
            Self::Category(decoder) => decoder.push(cell),
            Self::Choices(decoder) => decoder.push(cell),
            Self::Number(decoder) => decoder.push(cell),
            Self::Elapsed(decoder) => decoder.push(std::iter::once(cell)).map(|(_, why)| why),
            Self::Date(decoder) => decoder.push(cell),
            Self::Text(decoder) => decoder.push(cell),
        };
        absence.filter(|why| matches!(why, Absence::OutOfScale | Absence::Unreadable))
    }

    /// Reads the next row's cells, where an answer has several columns. Says which of them, from 0,
    /// can't be taken as declared.
    pub fn push_several<'c>(
        &mut self,
        cells: impl Iterator<Item = &'c [u8]>,
    ) -> Option<(usize, Absence)> {
        match self {
            Self::Choices(decoder) => decoder.push_columns(cells),
            Self::Elapsed(decoder) => decoder.push(cells),
            _ => None,
        }
    }

    /// Gives away the rows read so far and begins a new column.
    pub fn take(&mut self) -> Column {
        match self {
            Self::Scale(decoder) => Column::Codes(std::mem::take(&mut decoder.values)),
            Self::Category(decoder) => Column::Labels(decoder.take()),
            Self::Choices(decoder) => Column::Options(decoder.take()),
            Self::Elapsed(decoder) => Column::Numbers(std::mem::take(&mut decoder.values)),
            Self::Number(decoder) => Column::Numbers(std::mem::take(&mut decoder.values)),
            Self::Date(decoder) => Column::Days(std::mem::take(&mut decoder.values)),
            Self::Text(decoder) => Column::Texts(std::mem::take(&mut decoder.values)),
        }
    }
}
