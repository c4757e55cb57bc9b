//! Findings from claims that do not hold.

use super::{Candidate, Kind, interval_of};
use crate::figures::model::Standing;
use crate::report::context::Context;
use crate::report::evidence;
use crate::report::sections::gap::heading;
use crate::report::walk;

/// The claims that what is delivered clearly differs from.
pub fn candidates(context: &Context) -> Vec<Candidate> {
    let gaps = walk::gaps(context.figures)
        .filter(|gap| matches!(gap.against.standing, Standing::Below | Standing::Above));
    let found = gaps.filter_map(|gap| {
        let n = context.locale.integer(gap.actual.n?);
        let mut reasons = vec![context.say("n_equals", &[("n", &n)])];
        reasons.extend(gap.against.p.map(|p| context.p_value(p)));
        let strength = evidence::strength(gap.against.p, &[&gap.actual]);
        Some(Candidate {
            kind: Kind::Benchmark,
            claim: heading(context, gap, &context.given(&gap.metric.unit, gap.claimed)),
            rest: interval_of(context, &gap.metric, &gap.actual),
            evidence: evidence::named(context, strength, evidence::joined(context, &reasons)),
        })
    });
    found.collect()
}
