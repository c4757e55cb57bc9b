//! What a column seems to hold.

use serde::Serialize;

use crate::language::query::{DateOrder, Good, ScaleKind};

use super::personal::Personal;

/// A guess at what a column holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Meaning {
    /// Nothing at all.
    Empty,
    /// The same in every row.
    Constant,
    /// What tells one response from another.
    Identifier,
    /// Who answered; several rows may share it.
    Customer,
    /// How many each response stands for.
    Weight,
    /// A date.
    Date(DateGuess),
    /// What identifies a person.
    Personal(Personal),
    /// What the survey tool writes for itself.
    Technical,
    /// Whether the response was finished; the value that says so.
    Finished(String),
    /// Answers on a scale.
    Scale(ScaleGuess),
    /// One of a few texts; groups of them that belong together.
    Category(Vec<(&'static str, Vec<String>)>),
    /// Several options in one cell, and what stands between them.
    Choices(&'static str),
    /// One option of several that stand in columns of their own; the text of the option.
    Option(String),
    /// A number.
    Number,
    /// Free text.
    Text,
}

/// A guess at how dates are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateGuess {
    /// The order of day, month and year.
    pub order: DateOrder,
    /// Whether the dates leave it open, so that it has to be said.
    pub open: bool,
    /// Whether some of them can only begin with the day and others only with the month.
    pub mixed: bool,
    /// The first day and the last, counted from 1970-01-01.
    pub days: (i32, i32),
}

/// A guess at a scale.
#[derive(Debug, Clone, PartialEq)]
pub struct ScaleGuess {
    /// Which measurement.
    pub kind: ScaleKind,
    /// The lowest code.
    pub low: i16,
    /// The highest code.
    pub high: i16,
    /// Texts that stand for the codes, ascending.
    pub labels: Vec<(i16, String)>,
    /// The highest code that is on the low side, and the lowest that is on the high side.
    pub sides: (i16, i16),
    /// Which end is the good one.
    pub good: Good,
    /// Values outside it, with their counts.
    pub outside: Vec<(String, u64)>,
}

impl Meaning {
    /// In the language's own words where it has them.
    pub fn words(&self) -> String {
        match self {
            Self::Empty => "empty".to_owned(),
            Self::Constant => "always the same".to_owned(),
            Self::Identifier => "key".to_owned(),
            Self::Customer => "customer".to_owned(),
            Self::Weight => "weight".to_owned(),
            Self::Date(_) => "date".to_owned(),
            Self::Personal(kind) => format!("personal: {}", kind.words()),
            Self::Technical => "of the survey tool".to_owned(),
            Self::Finished(_) => "finished or not".to_owned(),
            Self::Scale(scale) => match scale.kind {
                ScaleKind::Nps => "nps".to_owned(),
                ScaleKind::Rating => format!("rating {}..{}", scale.low, scale.high),
                ScaleKind::Effort => format!("effort {}..{}", scale.low, scale.high),
                ScaleKind::Smiley => "smiley".to_owned(),
                ScaleKind::YesNo => "yes/no".to_owned(),
            },
            Self::Category(_) => "category".to_owned(),
            Self::Choices(split) => format!("choices split {split:?}"),
            Self::Option(_) => "one of several options".to_owned(),
            Self::Number => "number".to_owned(),
            Self::Text => "text".to_owned(),
        }
    }
}

/// A guess, and what speaks for it.
#[derive(Debug, Clone, PartialEq)]
pub struct Guess {
    /// What the column seems to hold.
    pub meaning: Meaning,
    /// What speaks for it, for people.
    pub why: String,
    /// Values that mean "no answer" in this column.
    pub missing: Vec<String>,
    /// Values that mean "does not apply".
    pub not_applicable: Vec<String>,
}

/// A value and how often it stands in a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ValueCount {
    /// As it stands in the file.
    pub value: String,
    /// In how many rows.
    pub rows: u64,
}
