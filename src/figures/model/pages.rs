//! The pages of `for each`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::figure::{Figure, MetricFacts};

/// Whose page it is, where there is one for each value of a question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PageOf {
    /// The question's name in the query.
    pub by: String,
    /// What the page calls it.
    pub label: String,
    /// The value.
    pub value: String,
    /// The page's part of its files' names.
    pub name: String,
}

/// The list of a report's pages.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Pages {
    /// Its id: "pages-1".
    pub id: String,
    /// The question's name in the query.
    pub by: String,
    /// What the page calls it.
    pub label: String,
    /// The key figures that each page is listed with.
    pub metrics: Vec<MetricFacts>,
    /// The pages, by value.
    pub pages: Vec<ListedPage>,
    /// The values that have no page: those with fewer than ten people, and where only one of them
    /// would be left out, or fewer than ten people in all, also the next smallest.
    pub hidden: Vec<String>,
    /// Responses without a value.
    pub unknown: u64,
}

/// A page of the list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ListedPage {
    /// The value.
    pub value: String,
    /// The page's part of its files' names.
    pub name: String,
    /// Responses.
    pub n: u64,
    /// Its key figures, in the order of [`Pages::metrics`].
    pub figures: Vec<Figure>,
}
