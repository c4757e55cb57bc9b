//! Crosstabs.

use super::figure::{Contrast, Figure, MetricFacts};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A crosstab: metrics by the values of one or more questions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Table {
    /// Its id: "table-1".
    pub id: String,
    /// One block of columns for each question, after the total.
    pub blocks: Vec<TableBlock>,
    /// The rows.
    pub rows: Vec<TableRow>,
}

/// The columns of one question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TableBlock {
    /// The question's name in the query.
    pub name: String,
    /// What the page calls it.
    pub label: String,
    /// The columns in the order of the scale or, for texts, of their labels.
    pub columns: Vec<TableColumn>,
    /// Respondents without an answer to it.
    pub unknown: u64,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TableColumn {
    /// The value.
    pub label: String,
    /// Its letter, unique in the block.
    pub letter: String,
    /// Respondents in it; `None` where the base is too small to be shown.
    pub n: Option<u64>,
}

/// One metric of a table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TableRow {
    /// The metric.
    pub metric: MetricFacts,
    /// All respondents.
    pub total: Figure,
    /// For each block, for each column.
    pub cells: Vec<Vec<TableCell>>,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TableCell {
    /// The figure.
    pub figure: Figure,
    /// Letters of the columns in the same block that it is significantly higher than.
    pub higher_than: Vec<String>,
    /// This column against the rest of the block's respondents.
    pub against_rest: Option<Contrast>,
}
