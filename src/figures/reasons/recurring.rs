//! Reasons that come back: named again by a customer who named them before.

use std::collections::BTreeMap;

use crate::cells::{Cell, Clustered, Place, Score, Tallied, Variable};
use crate::language::query::Predicate;
use crate::statistics::rules::small_base::SUPPRESSED_BELOW;
use crate::statistics::{Binary, Tally};

use super::{Asked, Context, Sample, dimension};

/// Mentions of a reason and the customers whom they come from.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Recurring {
    mentions: u64,
    customers: u64,
    /// The squares of the customers' mentions, added up.
    squares: f64,
}

impl Recurring {
    /// The mentions that come from somebody who mentioned it before, with the variance that
    /// customers give them: with m mentions of a customer Σ(m − 1 − R·m)² in place of T·R(1 − R).
    pub(super) fn sample(self) -> Sample {
        let (mentions, customers) = (self.mentions as f64, self.customers as f64);
        let again = self.mentions.saturating_sub(self.customers);
        let rate = again as f64 / mentions;
        let plain = mentions * rate * (1.0 - rate);
        // A customer's m mentions hold m − 1 repeated ones.
        let (of_one, product) = (
            self.squares - 2.0 * mentions + customers,
            self.squares - mentions,
        );
        let clustered = of_one - 2.0 * rate * product + rate * rate * self.squares;
        let effect = clustered / plain;
        let effect = if effect.is_finite() {
            effect.max(1.0)
        } else {
            1.0
        };
        let share = Binary {
            yes: Tally::of(again),
            no: Tally::of(self.customers),
        };
        let mut sample = Sample::of_share(share.with_design_effect(effect), None);
        sample.hidden = (1..SUPPRESSED_BELOW).contains(&self.customers);
        sample
    }
}

/// Who names each reason how often, where the query names the customer. Weights are of
/// responses and tell nothing of how often somebody comes back.
pub(super) fn ask(asked: &Asked<'_>) -> Option<BTreeMap<String, Recurring>> {
    let Context { query, tallies, .. } = *asked.context;
    query.source.customer.as_ref()?;
    if query.source.is_weighted() {
        return None;
    }
    let by = vec![dimension(query, asked.answer)];
    let clusters = tallies.clusters(Clustered {
        variable: Variable::Response,
        score: Score::Value,
        of: asked.of.map(Predicate::In),
        by: vec![by.clone()],
        within: None,
    });
    let groups = tallies.shares(Tallied {
        of: asked.of.map(Predicate::In),
        ..Tallied::responses(by)
    });
    let recurring = |(place, _): (Vec<Place>, Cell)| {
        let group = clusters.group(clusters.index(0, &place)?);
        let [Place::Label(label)] = &place[..] else {
            return None;
        };
        let [_, _, squares] = group.products;
        let recurring = Recurring {
            mentions: group.answers,
            customers: group.customers,
            squares,
        };
        Some((label.clone(), recurring))
    };
    Some(groups.into_iter().filter_map(recurring).collect())
}
