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
    /// Respondents without an answer to it, or with a number in none of its bands.
    pub unknown: u64,
    /// The unit of a number whose bands make the columns.
    #[serde(default)]
    pub unit: Option<String>,
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
    /// The numbers that a band holds; none of other columns.
    #[serde(default)]
    pub ranges: Vec<ValueRange>,
}

/// Numbers from a lowest to a highest one.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ValueRange {
    /// The lowest; `None` without an end.
    pub low: Option<f64>,
    /// Whether the lowest itself is outside.
    pub above_low: bool,
    /// The highest, which is inside; `None` without an end.
    pub high: Option<f64>,
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
    /// For each block, the tests of its columns against each other.
    #[serde(default)]
    pub tests: Vec<Vec<ColumnTest>>,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TableCell {
    /// The figure.
    pub figure: Figure,
    /// Letters of the columns in the same block that it is clearly higher than: capitals where
    /// p < 0.01 after all corrections, small ones where p < 0.05.
    pub higher_than: Vec<String>,
    /// This column against the rest of the block's respondents.
    pub against_rest: Option<Contrast>,
}

/// Two columns of one block against each other.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ColumnTest {
    /// The section it stands in.
    pub section: String,
    /// The metric's name.
    pub metric: String,
    /// The question, as the query names it.
    pub by: String,
    /// Label of the column that stands first.
    pub left: String,
    /// Label of the other.
    pub right: String,
    /// Their places in the block, from 0.
    pub columns: (usize, usize),
    /// The test.
    pub test: Option<String>,
    /// Its two-sided p value.
    pub p: f64,
    /// The same after Holm's correction over the pairs of columns of the row.
    pub p_adjusted: f64,
    /// The same after Benjamini and Hochberg's correction over all comparisons of the page.
    pub p_page: Option<f64>,
}
