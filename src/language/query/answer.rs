//! What the answers in a column mean.

use super::ColumnId;
use crate::language::span::{Span, Spanned};

/// One way of reading one column.
///
/// A `field` gives one, and so does a plain column used in an expression, where
/// its use tells how it is read.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The field's name, or the column's.
    pub name: String,
    /// What the page calls it, where the query says so.
    pub label: Option<String>,
    /// The column.
    pub column: ColumnId,
    /// The column's header, as it stands in the file.
    pub header: String,
    /// What the values mean.
    pub reading: Reading,
    /// Values that mean "no answer", the source's and the field's own.
    pub missing: Vec<String>,
    /// Values that mean "this does not apply to me".
    pub not_applicable: Vec<String>,
    /// Where it was defined or first used.
    pub span: Span,
}

impl Answer {
    /// What a page calls it: its label, or the column's header.
    pub fn title(&self) -> String {
        self.label.clone().unwrap_or_else(|| self.header.clone())
    }
}

/// What the values of a column mean.
#[derive(Debug, Clone, PartialEq)]
pub enum Reading {
    /// Whole numbers on a scale.
    Scale(Scale),
    /// One of a few texts. Named groups of them may have been declared.
    Category(Vec<CategoryBand>),
    /// Several of some options.
    Choices(Choices),
    /// A number, or a length of time.
    Number(NumberReading),
    /// A calendar date.
    Date(DateReading),
    /// Free text.
    Text,
}

/// A question that may be answered with several options at once.
#[derive(Debug, Clone, PartialEq)]
pub struct Choices {
    /// How the file writes them.
    pub layout: ChoicesLayout,
    /// The options that the query or the header names; there may be others in cells that join
    /// them.
    pub options: Vec<ChoiceOption>,
}

/// How a file writes several options at once.
#[derive(Debug, Clone, PartialEq)]
pub enum ChoicesLayout {
    /// All in one cell, joined by a text.
    Joined {
        /// What stands between two options.
        split: String,
        /// Whether the first one is the main one.
        ordered: bool,
    },
    /// Each of [`Choices::options`] in a column of its own.
    Columns(Vec<ColumnId>),
}

/// An option.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChoiceOption {
    /// What it is called, in the data and on the page.
    pub text: String,
    /// The code that stands for it in the data, where there is one.
    pub code: Option<String>,
}

/// An ordinal scale: answers are whole numbers from `low` to `high`.
#[derive(Debug, Clone, PartialEq)]
pub struct Scale {
    /// Which measurement it is.
    pub kind: ScaleKind,
    /// Lowest code.
    pub low: i16,
    /// Highest code.
    pub high: i16,
    /// Which end is the good one.
    pub good: Good,
    /// Named parts: satisfied, neutral, dissatisfied; promoter, passive, detractor; yes, no.
    pub bands: Vec<Band>,
    /// Texts that stand for a code, for files that hold words instead of numbers.
    pub labels: Vec<(i16, String)>,
}

/// The measurement types that are scales.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScaleKind {
    /// 0 to 10, likelihood to recommend.
    Nps,
    /// `rating a..b`
    Rating,
    /// `effort a..b`
    Effort,
    /// Three faces: 1 unhappy, 2 neutral, 3 happy.
    Smiley,
    /// 0 no, 1 yes.
    YesNo,
}

/// Which direction is the good one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Good {
    /// More is better.
    High,
    /// Less is better.
    Low,
    /// The query does not say, and it does not follow.
    Neither,
}

/// A named part of a scale: `satisfied 4..5`.
#[derive(Debug, Clone, PartialEq)]
pub struct Band {
    /// Its name.
    pub name: String,
    /// Its codes, as ranges with both ends, ascending and disjoint.
    pub codes: Vec<(i16, i16)>,
    /// Where it was written; the field's span for built-in ones.
    pub span: Span,
}

/// A named group of a category's values.
#[derive(Debug, Clone, PartialEq)]
pub struct CategoryBand {
    /// Its name.
    pub name: String,
    /// The values, as they stand in the file.
    pub values: Vec<Spanned<String>>,
    /// Where it was written.
    pub span: Span,
}

/// How numbers are read.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NumberReading {
    /// The analyst's word for what is counted: "minutes", say.
    pub unit: Option<String>,
    /// The decimal mark, where the query says it; settled by the data otherwise.
    pub decimal: Option<DecimalMark>,
    /// Two columns of moments, where the number is the time from the first to the second.
    pub between: Option<[ColumnId; 2]>,
    /// Named parts of the numbers: short, long. They share none.
    pub bands: Vec<NumberBand>,
}

/// A named part of numbers: `short 0..5`.
#[derive(Debug, Clone, PartialEq)]
pub struct NumberBand {
    /// Its name.
    pub name: String,
    /// Its ranges, as written; never empty.
    pub ranges: Vec<NumberRange>,
    /// Where it was written.
    pub span: Span,
}

/// Numbers from a lowest to a highest one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NumberRange {
    /// The lowest, without an end where there is none.
    pub low: Option<f64>,
    /// Whether the lowest belongs to another band, which ends there.
    pub above_low: bool,
    /// The highest, which belongs to it; without an end where there is none.
    pub high: Option<f64>,
}

/// What stands before the decimals of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum DecimalMark {
    Point,
    Comma,
}

impl DecimalMark {
    /// The mark.
    pub fn sign(self) -> char {
        match self {
            Self::Point => '.',
            Self::Comma => ',',
        }
    }

    /// The mark that then groups thousands.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Point => Self::Comma,
            Self::Comma => Self::Point,
        }
    }
}

/// How dates of a column are read.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DateReading {
    /// The order of day, month and year, where the query says it; settled by the data otherwise.
    pub order: Option<DateOrder>,
    /// The time zone whose calendar days count (IANA name), for times that carry an offset.
    pub zone: Option<String>,
}

/// The order of the parts of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateOrder {
    /// 2026-11-22
    YearMonthDay,
    /// 22/11/2026
    DayMonthYear,
    /// 11/22/2026
    MonthDayYear,
}
