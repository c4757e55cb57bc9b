//! Findings from pain points of a journey.

use super::{Candidate, Kind, interval_of};
use crate::report::context::Context;
use crate::report::evidence;
use crate::report::sections::journey::{pain_points, placed};
use crate::report::walk;

/// The worst pain point of each journey.
pub fn candidates(context: &Context) -> Vec<Candidate> {
    let journeys = walk::journeys(context.figures);
    let found = journeys.filter_map(|journey| {
        let pains = pain_points(journey);
        let (stage, touchpoint) = *pains.first()?;
        let (metric, figure) = (touchpoint.metric.as_ref()?, touchpoint.all.as_ref()?);
        let style = context.styles.get(metric);
        let places = [
            ("place", placed(context, stage, touchpoint)),
            ("value", context.value_in_words(&style, figure)),
        ];
        let places = places.each_ref().map(|(key, value)| (*key, value.as_str()));
        let p = touchpoint.against_journey.as_ref()?.p;
        let n = context.locale.integer(figure.n?);
        let mut reasons = vec![context.say("n_equals", &[("n", &n)])];
        reasons.extend(p.map(|p| context.p_value(p)));
        let strength = evidence::strength(p, &[figure]);
        Some(Candidate {
            kind: Kind::Drivers,
            claim: context.say("claim_pain_point", &places),
            rest: interval_of(context, metric, figure),
            evidence: evidence::named(context, strength, evidence::joined(context, &reasons)),
        })
    });
    found.collect()
}
