//! What respondents write.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Comments: some of them word for word, and the words that set groups apart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Quotes {
    /// Its id: "quotes-1".
    pub id: String,
    /// The field's name in the query.
    pub name: String,
    /// What the page calls it.
    pub label: String,
    /// What the quotes are sorted by, as the page calls it.
    pub by: Option<String>,
    /// One for each group.
    pub groups: Vec<QuotedGroup>,
}

/// The comments of one group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct QuotedGroup {
    /// The segment, by its name in the query and as the page calls it; `None` for all respondents.
    pub of: Option<(String, String)>,
    /// Comments of the group; `None` where they are too few to be shown, and then nothing else is.
    pub n: Option<u64>,
    /// Comments that were read; fewer than there are where there are very many.
    pub read: u64,
    /// Comments of all who are not in the group, as far as words are compared.
    pub n_others: Option<u64>,
    /// How many of those were read.
    pub read_others: u64,
    /// How many words and phrases were tested.
    pub tested: u64,
    /// The p value that nothing sets the group's words apart: the smallest of all those tested after
    /// their correction.
    #[serde(default)]
    pub p: Option<f64>,
    /// The same after Benjamini and Hochberg's correction over all comparisons of the page; without
    /// it no words are shown.
    #[serde(default)]
    pub p_page: Option<f64>,
    /// Words that the group uses clearly more often than all others, the clearest first.
    pub words: Vec<Word>,
    /// Comments word for word.
    pub quotes: Vec<Quote>,
}

/// A word or a phrase that sets a group apart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Word {
    /// As it is mostly written, in small letters.
    pub word: String,
    /// Comments of the group that hold it, among those read; at least 10.
    pub comments: u64,
    /// Their share of the group's comments, 0 to 1.
    pub share: f64,
    /// The share of the others' comments that hold it.
    pub share_others: f64,
    /// Log-odds ratio with an informative Dirichlet prior; above 0.
    pub log_odds_ratio: f64,
    /// The same in its standard errors.
    pub z: f64,
    /// Two-sided, without correction.
    pub p: f64,
    /// Corrected by Benjamini and Hochberg over all words tested for the group.
    pub p_adjusted: f64,
}

/// A comment, with a mark in place of what tells who wrote it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Quote {
    /// What it is about, where the query says by what to sort.
    pub about: Option<String>,
    /// What was written.
    pub text: String,
}
