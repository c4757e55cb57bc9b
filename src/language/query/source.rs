//! Where the answers come from.

use super::condition::Predicate;
use super::exclusions::Exclusions;
use super::{Answer, AnswerId, BenchmarkId, ColumnId};
use crate::language::span::{Span, Spanned};
use std::path::PathBuf;

/// `source responses = "exports/*.csv", "first.csv" { … }`
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// The name the query gives it.
    pub name: String,
    /// The paths and patterns as written, at least one.
    pub patterns: Vec<Spanned<String>>,
    /// The files they stand for, sorted by path.
    pub files: Vec<PathBuf>,
    /// The delimiter, where the query says it; detected otherwise.
    pub delimiter: Option<u8>,
    /// The date of the answer.
    pub date: Option<AnswerId>,
    /// The column that identifies a response, and what a repeated one means.
    pub key: Option<Key>,
    /// What identifies a customer who may answer more than once. It is no answer that is read:
    /// only whether two are the same counts.
    pub customer: Option<Answer>,
    /// The weight of the response; an answer read as a number.
    pub weight: Option<AnswerId>,
    /// What the weights, or 1 for each response, are raked to.
    pub raking: Option<Raking>,
    /// Only rows for which this holds are used; others are counted in the ledger.
    pub keep: Option<Spanned<Predicate>>,
    /// Which responses are left out by name.
    pub exclude: Exclusions,
    /// Who was asked, which gives the response rate.
    pub invited: Option<Invited>,
    /// A figure to stand beside the response rate; a share.
    pub response_benchmark: Option<BenchmarkId>,
    /// The share of a column's answers (0 to 1) that may be out of scale or
    /// unreadable and is then left out and counted. More of them is an error.
    pub tolerate: f64,
    /// Columns whose answers count as those of one question although files ask it otherwise.
    pub accepted: Vec<ColumnId>,
    /// The whole statement.
    pub span: Span,
}

/// `key ResponseId [keep last]`
#[derive(Debug, Clone, PartialEq)]
pub struct Key {
    /// The column.
    pub column: ColumnId,
    /// What to do about a key that stands in several rows.
    pub repeated: Repeated,
    /// Where it was written.
    pub span: Span,
}

/// What a repeated key means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repeated {
    /// It is an error.
    Refuse,
    /// The last row counts, the earlier ones are left out and counted.
    KeepLast,
}

/// `invited 12_400`, `invited customers by region`, `invited sent by region`
#[derive(Debug, Clone, PartialEq)]
pub enum Invited {
    /// So many people.
    Number(u64),
    /// Those who stand in the joined file; who has no response did not answer.
    List {
        /// Columns of that file, whose values make groups.
        by: Vec<ListColumn>,
    },
    /// Those rows of the survey for which this is true; who is left out by `keep` did not answer.
    Rows {
        /// Who was asked.
        of: Predicate,
        /// Categories and scales whose values make groups.
        by: Vec<AnswerId>,
    },
}

/// A column of a joined file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListColumn {
    /// As the query names it.
    pub name: String,
    /// What the page calls it.
    pub label: String,
    /// The column.
    pub column: ColumnId,
    /// Values that mean "not known", as those of the source.
    pub missing: Vec<String>,
}

impl Source {
    /// Whether responses have weights, their own or raked ones.
    pub fn is_weighted(&self) -> bool {
        self.weight.is_some() || self.raking.is_some()
    }
}

/// `weight rake by region, age to "targets.csv"`
#[derive(Debug, Clone, PartialEq)]
pub struct Raking {
    /// One for each field, in the order of the query; never empty.
    pub margins: Vec<RakedMargin>,
    /// The file of targets as written.
    pub targets: String,
    /// The line of the source.
    pub span: Span,
}

/// A field with the targets of its values.
#[derive(Debug, Clone, PartialEq)]
pub struct RakedMargin {
    /// The field: a category or a scale.
    pub answer: AnswerId,
    /// In the order of the file; no answer is in two of them.
    pub categories: Vec<RakedCategory>,
}

/// A value, or a band of values, with its target.
#[derive(Debug, Clone, PartialEq)]
pub struct RakedCategory {
    /// As the file of targets writes it.
    pub name: String,
    /// Which answers are in it.
    pub part: RakedPart,
    /// What share of all weight they should have; those of a field add up to 1.
    pub share: f64,
}

/// Answers that have one target.
#[derive(Debug, Clone, PartialEq)]
pub enum RakedPart {
    /// Ranges of codes of a scale.
    Codes(Vec<(i16, i16)>),
    /// Values of a category.
    Values(Vec<String>),
}
