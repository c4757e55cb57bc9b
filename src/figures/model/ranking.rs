//! Units ranked by a metric.

use super::figure::{Contrast, Figure, MetricFacts};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Agents, branches or other units, ranked by a metric.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Ranking {
    /// Its id: "ranking-1".
    pub id: String,
    /// What is ranked, as the query names it.
    pub by: String,
    /// What the page calls it.
    pub label: String,
    /// By what it is ranked.
    pub metric: MetricFacts,
    /// All respondents.
    pub total: Figure,
    /// The units with enough answers, the best first.
    pub units: Vec<RankedUnit>,
    /// How many units have too few answers to be shown.
    pub hidden: u64,
    /// Whether the units differ more than chance alone would have them.
    pub differ: bool,
    /// Why there is no ranking.
    pub absent: Option<RankingAbsent>,
}

/// One unit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RankedUnit {
    /// Its value as it stands in the data.
    pub label: String,
    /// Its own figure, as its answers give it.
    pub own: Figure,
    /// The same drawn towards the common value, the more so the fewer its answers; its interval
    /// is the posterior's.
    pub drawn: Option<Figure>,
    /// Its rank, 1 for the best, with the ranks that it may have.
    pub rank: Option<Rank>,
    /// The unit against all others.
    pub against_rest: Option<Contrast>,
}

/// A rank and how far it may be off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Rank {
    /// By the drawn figure; equals share the better rank.
    pub rank: u64,
    /// The best rank that it may have: one more than the units that are clearly better.
    pub best: u64,
    /// The worst: there are so many units less those that are clearly worse.
    pub worst: u64,
}

/// Why units can't be ranked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RankingAbsent {
    /// Fewer than five units have enough answers.
    TooFewUnits,
    /// All answers are the same, or it can't be computed.
    NoSpread,
}
