//! What was found: the strongest statements that the figures support, chosen by rule.

mod benchmarks;
mod changes;
mod comparisons;
mod drivers;
mod gaps;
mod journeys;
mod rankings;
mod reasons;
mod stakes;
mod tables;

use std::cmp::Reverse;
use std::collections::BTreeSet;

use serde::Serialize;

use super::context::Context;
use super::evidence::Evidence;
use super::headline;
use super::locale::capitalised;
use crate::figures::model::{Figure, MetricFacts};

/// At most so many findings stand above the fold.
const SHOWN: usize = 3;

/// A statement with its evidence.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Finding {
    /// "1", in the page's digits.
    pub number: String,
    /// The claim.
    pub claim: String,
    /// Its interval and the figures behind it.
    pub rest: String,
    /// How strong the evidence is, and why.
    pub evidence: Evidence,
}

/// The kinds of findings; of two that are equally well supported the first kind comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    WidestGap,
    Drivers,
    Stake,
    Change,
    AgainstThePattern,
    Benchmark,
    Standout,
    Pattern,
    OtherGaps,
    NothingDiffers,
}

/// A finding that may be shown.
struct Candidate {
    kind: Kind,
    claim: String,
    rest: String,
    evidence: Evidence,
}

/// The findings, strongest first. `None` where nothing was tested, and an empty list where
/// tests were made and nothing came of them.
pub fn findings(context: &Context) -> Option<Vec<Finding>> {
    let mut candidates = Vec::new();
    for compare in headline::comparisons(context) {
        candidates.extend(comparisons::candidates(context, compare));
    }
    for kpi in headline::kpis(context) {
        candidates.extend(changes::of_kpi(context, kpi));
        candidates.extend(benchmarks::of_kpi(context, kpi));
    }
    candidates.extend(changes::of_trends(context));
    candidates.extend(drivers::candidates(context));
    candidates.extend(stakes::candidates(context));
    candidates.extend(reasons::candidates(context));
    candidates.extend(journeys::candidates(context));
    candidates.extend(tables::candidates(context));
    candidates.extend(rankings::candidates(context));
    candidates.extend(gaps::candidates(context));
    if candidates.is_empty() && context.figures.comparisons_made == 0 {
        return None;
    }
    // Other gaps only fill up. The sort is stable: within a kind the order is that of the page.
    candidates.sort_by_key(|c| {
        (
            c.kind == Kind::OtherGaps,
            Reverse(c.evidence.strength),
            c.kind,
        )
    });
    // A metric that stands in two sections says the same thing twice.
    let mut told = BTreeSet::new();
    candidates.retain(|candidate| told.insert(candidate.claim.clone()));
    candidates.truncate(SHOWN);
    let numbered = candidates.into_iter().zip(1u64..);
    Some(
        numbered
            .map(|(candidate, number)| Finding {
                number: context.locale.integer(number),
                claim: finished(context, &candidate.claim, &candidate.rest),
                rest: candidate.rest,
                evidence: candidate.evidence,
            })
            .collect(),
    )
}

/// The interval of a figure that a claim names, in brackets; empty where it has none.
fn interval_of(context: &Context, metric: &MetricFacts, figure: &Figure) -> String {
    let style = context.styles.get(metric);
    let interval = context.interval(&style, figure);
    interval.map_or_else(String::new, |interval| {
        context.say("finding_interval", &[("interval", &interval)])
    })
}

/// A claim with its full stop, unless brackets follow.
fn finished(context: &Context, claim: &str, rest: &str) -> String {
    let claim = capitalised(claim);
    if rest.starts_with('(') {
        claim
    } else {
        context.say("sentence", &[("claim", &claim)])
    }
}
