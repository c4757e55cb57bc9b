//! The ledger: what was read, what was left out and why. Its counts add up.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// From rows read to rows used, and for each answer from rows used to answers used.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Ledger {
    /// Records in the files, headers not counted.
    pub read: u64,
    /// What was left out, in the order of the steps; the counts and `used` add up to `read`.
    pub left_out: Vec<LeftOut>,
    /// Responses that count.
    pub used: u64,
    /// For each answer that the query reads, in the order of the query.
    pub answers: Vec<AnswerLedger>,
    /// Values that could not be taken as declared, in the order of the files; at most
    /// [`Ledger::BAD_VALUES_KEPT`].
    pub bad_values: Vec<BadValue>,
    /// How many there are in all.
    pub bad_values_total: u64,
    /// What some files ask otherwise than others, of the answers that the query reads.
    #[serde(default)]
    pub changes: Vec<WaveChange>,
    /// The files read.
    pub files: Vec<FileLedger>,
    /// Second files, whose rows were looked up for the records read.
    #[serde(default)]
    pub joins: Vec<JoinLedger>,
}

/// What became of a second file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct JoinLedger {
    /// Its name, without folders.
    pub name: String,
    /// What was recognised: "comma, UTF-8".
    pub format: String,
    /// Records in it, the header not counted.
    pub rows: u64,
    /// Of these, records without a key.
    pub keyless: u64,
    /// Of these, records that no response belongs to.
    pub unused: u64,
    /// Responses that found their record.
    pub found: u64,
    /// Responses that did not; what the file would say of them is missing.
    pub not_found: u64,
}

impl Ledger {
    /// How many bad values are listed one by one.
    pub const BAD_VALUES_KEPT: usize = 10_000;
}

/// One file that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FileLedger {
    /// Its name, without folders.
    pub name: String,
    /// Records in it, the header not counted.
    pub rows: u64,
    /// What was recognised: "comma, UTF-8, gzip".
    pub format: String,
    /// By what: "the third row holds ImportId; a byte order mark".
    #[serde(default)]
    pub recognised_by: String,
}

/// A step that left rows out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LeftOut {
    /// Why.
    pub why: RowExclusion,
    /// How many rows.
    pub rows: u64,
    /// The columns by which they were told, where the query names them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by: Vec<String>,
    /// The value below which they are, of responses that were too fast; in the unit of the field.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub below: Option<f64>,
}

/// Why a whole row does not count. In the order of the steps.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum RowExclusion {
    /// A preview or a test of the survey, by the tool's own word.
    Test,
    /// Fewer or more fields than the header.
    Ragged,
    /// Not finished, where the query says `exclude incomplete`.
    Incomplete,
    /// Faster than one can read, where the query says `exclude speeders`.
    Speeder,
    /// One and the same answer to a block of questions, where the query says
    /// `exclude straight-liners`.
    StraightLiner,
    /// Outside the query's `period`, or without a date.
    OutsidePeriod,
    /// `keep` is false or unknown for it.
    NotKept,
    /// It says what another row says, where the query says `exclude duplicates`.
    Duplicate,
    /// An earlier row of the same key, where the query says `keep last`.
    Repeated,
    /// No weight, or a weight of zero.
    NoWeight,
}

impl RowExclusion {
    /// Whether it is looked at only where the query asks for it by name.
    pub fn is_asked_for(self) -> bool {
        matches!(
            self,
            Self::Incomplete
                | Self::Speeder
                | Self::StraightLiner
                | Self::OutsidePeriod
                | Self::Duplicate
        )
    }
}

/// What became of one answer in the rows that count: the counts add up to the rows used.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct AnswerLedger {
    /// The field or column as the query names it.
    pub name: String,
    /// The column's header.
    pub column: String,
    /// Answers that count.
    pub used: u64,
    /// Empty cells.
    pub skipped: u64,
    /// Cells with a code that means "no answer".
    pub missing: u64,
    /// Cells with a code that means "does not apply".
    pub not_applicable: u64,
    /// Numbers outside the scale.
    pub out_of_scale: u64,
    /// Cells that could not be read as declared.
    pub unreadable: u64,
    /// Rows of files that don't ask the question.
    #[serde(default)]
    pub never_asked: u64,
}

/// A question that is not the same in all files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WaveChange {
    /// The field or column as the query names it.
    pub name: String,
    /// The column's header.
    pub column: String,
    /// What changed.
    pub what: WaveChangeKind,
    /// The earlier file, without folders.
    pub before_file: String,
    /// What it has; of options those that are gone in the other.
    pub before: String,
    /// The first file that has something else.
    pub after_file: String,
    /// What it has; empty for a question that was never asked there; of options those that are new.
    pub after: String,
    /// How many files have that.
    pub files: u64,
    /// Whether the query says that the answers count as those of one question all the same.
    pub accepted: bool,
}

/// What is not the same in all files.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum WaveChangeKind {
    /// A file lacks the question.
    NeverAsked,
    /// The text of the question.
    Wording,
    /// The options that one could choose.
    Options,
    /// The codes that were given: the scale seems to be another one.
    Scale,
}

/// A value that could not be taken as declared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct BadValue {
    /// The file's name, without folders.
    pub file: String,
    /// The record in that file, counted from 1, the header not counted.
    pub row: u64,
    /// The line of the file on which the record begins, from 1.
    pub line: u64,
    /// The column's header.
    pub column: String,
    /// The value as it stands there, cut after 80 characters.
    pub value: String,
    /// What is wrong with it.
    pub why: BadValueKind,
}

/// What is wrong with a value.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum BadValueKind {
    /// A number outside the declared scale.
    OutOfScale,
    /// Not a number, not a date, no label of the scale.
    Unreadable,
}
