//! Reasons, the most frequent first.

use super::figure::{Contrast, Figure};
use super::table::TableColumn;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The answers to one question or several, ordered by how often they are given.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Reasons {
    /// Its id: "reasons-1".
    pub id: String,
    /// The segment that is asked, by its name in the query and as the page calls it; `None` for
    /// all respondents.
    pub of: Option<(String, String)>,
    /// One for each question.
    pub questions: Vec<ReasonQuestion>,
}

/// The reasons given to one question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReasonQuestion {
    /// Its name in the query.
    pub name: String,
    /// What the page calls it.
    pub label: String,
    /// Whether a respondent may give several reasons, so that their shares add up to more than
    /// all.
    pub several: bool,
    /// Respondents who were asked and whose answer counts; `None` where they are too few to be
    /// shown.
    pub n: Option<u64>,
    /// The reasons, the most frequent first; empty where the base is too small.
    pub rows: Vec<Reason>,
    /// The periods of `versus`, current first.
    pub periods: Option<(String, String)>,
    /// What the page calls the question whose answers make the columns, where there are some.
    #[serde(default)]
    pub by: Option<String>,
    /// The unit of that question's numbers.
    #[serde(default)]
    pub unit: Option<String>,
    /// The groups whose reasons stand beside each other.
    #[serde(default)]
    pub columns: Vec<TableColumn>,
}

/// One reason.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Reason {
    /// As it stands in the data.
    pub label: String,
    /// Its share of those who were asked.
    pub share: Figure,
    /// The share of all mentions that this reason and those above it make up, 0 to 1.
    pub cumulative: Option<f64>,
    /// Its share in the current period against the one before.
    pub change: Option<Contrast>,
    /// The share of those asked who name it first, where the order tells something.
    #[serde(default)]
    pub first: Option<Figure>,
    /// The share of its mentions that come from a customer who mentioned it before, where the query
    /// names the customer and responses have no weights.
    #[serde(default)]
    pub again: Option<Figure>,
    /// For each column.
    #[serde(default)]
    pub cells: Vec<ReasonCell>,
}

/// A reason in one group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReasonCell {
    /// Its share of those of the group who were asked.
    pub share: Figure,
    /// This group against the rest of those asked.
    pub against_rest: Option<Contrast>,
}
