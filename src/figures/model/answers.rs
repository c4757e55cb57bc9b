//! Answers in full.

use super::compare::Group;
use super::figure::Figure;
use super::table::ValueRange;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How all respondents and some groups answer questions, answer by answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Answers {
    /// Its id: "answers-1".
    pub id: String,
    /// The groups that stand beside all respondents, in the query's order. They may share
    /// respondents.
    pub groups: Vec<Group>,
    /// The questions.
    pub questions: Vec<AnsweredQuestion>,
}

/// One question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AnsweredQuestion {
    /// Its name in the query.
    pub name: String,
    /// What the page calls it.
    pub label: String,
    /// What its answers are.
    pub kind: AnswerKind,
    /// The unit of a number.
    pub unit: Option<String>,
    /// Whether a higher answer is the better one, where that is known.
    pub more_is_good: Option<bool>,
    /// The answers: of scales and bands from the lowest to the highest, as the query has them; of
    /// others the most frequent first.
    pub options: Vec<AnswerOption>,
    /// All respondents, then each group.
    pub columns: Vec<AnswerColumn>,
    /// Options that fewer than ten chose, which are not shown.
    pub hidden: u64,
}

/// What the answers to a question are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AnswerKind {
    /// Likelihood to recommend from 0 to 10.
    Nps,
    /// Codes of a scale.
    Scale,
    /// Bands of a number.
    Number,
    /// One of a few texts.
    Category,
    /// Several of some options.
    Choices,
}

/// One answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AnswerOption {
    /// The answer; empty of all texts together that fewer than ten gave.
    pub label: String,
    /// The code of a scale.
    pub code: Option<i16>,
    /// The numbers of a band.
    #[serde(default)]
    pub ranges: Vec<ValueRange>,
}

/// How a group answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AnswerColumn {
    /// The group's name, `None` for all respondents.
    pub segment: Option<String>,
    /// How many answered; `None` where the base is too small to be shown.
    pub n: Option<u64>,
    /// How many did not; `None` likewise.
    pub missing: Option<u64>,
    /// The share of those who answered that gives each of the question's options.
    pub shares: Vec<Figure>,
}
