//! What the gap between two groups is worth.

use super::compare::{Group, Overlap};
use super::figure::{Contrast, Figure, MetricFacts};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What it would bring if customers of one group came to be like those of another: an arithmetic
/// of their difference, which proves nothing of what moving them would do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Stake {
    /// Its id: "value-1".
    pub id: String,
    /// What a customer brings: a mean, or a share of those who stay.
    pub metric: MetricFacts,
    /// Those who are to be moved, and those whom they are to be like.
    pub groups: Vec<Group>,
    /// The figure of each.
    pub figures: Vec<Figure>,
    /// Why the groups can't be compared.
    pub refused: Option<Overlap>,
    /// The second group minus the first.
    pub contrast: Option<Contrast>,
    /// What moving so many customers would bring: as many as the query says, then all people of
    /// the first group who are in the data. None where there is no difference to go by.
    pub gains: Vec<Gain>,
}

/// A difference times customers.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Gain {
    /// How many customers.
    pub customers: u64,
    /// Whether they are all people of the group who are in the data.
    pub everybody: bool,
    /// What they would bring more, in the metric's unit; of a share, how many customers.
    pub estimate: f64,
    /// Lower end of its interval.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
}
