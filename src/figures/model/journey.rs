//! The customer journey: stages with their touchpoints.

use super::figure::{Contrast, Figure, MetricFacts};
use super::page::Tone;
use super::summary::AgainstBenchmark;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Stages in order, the touchpoints in each, and how they are rated.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Journey {
    /// Its id: "journey-1".
    pub id: String,
    /// The question that makes the groups, as the page calls it.
    pub question: String,
    /// The best and the worst part of that question's scale, where it has parts.
    pub groups: Vec<JourneyGroup>,
    /// The stages in the query's order.
    pub stages: Vec<Stage>,
    /// The scale that all rated touchpoints share, where they do.
    pub scale: Option<(f64, f64)>,
    /// The mean standing of all rated touchpoints, which pain points are clearly below.
    pub standing: Option<f64>,
    /// The periods of `versus`, current first.
    pub periods: Option<(String, String)>,
}

/// A group whose line is drawn.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct JourneyGroup {
    /// The part's name in the query: "satisfied".
    pub name: String,
    /// Whether it is the good end.
    pub tone: Tone,
}

/// One stage.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Stage {
    /// Its name.
    pub name: String,
    /// What the customer wants to reach in it.
    pub goal: Option<String>,
    /// What the customer asks himself in it.
    pub question: Option<String>,
    /// For each group the mean standing of the stage's rated touchpoints.
    pub lines: Vec<Option<f64>>,
    /// The touchpoints in the query's order.
    pub touchpoints: Vec<Touchpoint>,
}

/// One touchpoint of a stage.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Touchpoint {
    /// What the page calls it.
    pub label: String,
    /// Whether it is the company's own; word of mouth is not.
    pub ours: bool,
    /// Whether it is a number of operations under the line, not a rating.
    pub operational: bool,
    /// What is measured; `None` for a touchpoint without an answer.
    pub metric: Option<MetricFacts>,
    /// All respondents.
    pub all: Option<Figure>,
    /// The groups, in their order; small bases are hidden.
    pub groups: Vec<Figure>,
    /// How far the mean is on the way from the bad end of its scale to the good one, 0 to 1.
    pub standing: Option<f64>,
    /// The rating against the journey's mean standing on its own scale.
    pub against_journey: Option<AgainstBenchmark>,
    /// The current period against the one before.
    pub change: Option<Contrast>,
}
