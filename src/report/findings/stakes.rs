//! Findings from what the gap between two groups is worth.

use super::{Candidate, Kind};
use crate::figures::model::Verdict;
use crate::report::context::Context;
use crate::report::evidence;
use crate::report::sections::stake::{finding, interval};
use crate::report::walk;

/// What moving customers would bring, where the groups clearly differ.
pub fn candidates(context: &Context) -> Vec<Candidate> {
    let stakes = walk::stakes(context.figures);
    stakes
        .filter_map(|stake| {
            let contrast = stake.contrast.as_ref()?;
            let gain = stake.gains.iter().find(|gain| !gain.everybody)?;
            let [from, to] = &stake.figures[..] else {
                return None;
            };
            (contrast.verdict == Verdict::Differs).then(|| Candidate {
                kind: Kind::Stake,
                claim: finding(context, stake, gain),
                rest: interval(context, stake, gain)
                    .map(|interval| context.say("finding_stake", &[("interval", &interval)]))
                    .unwrap_or_default(),
                evidence: evidence::of_contrast(context, contrast, from, to),
            })
        })
        .collect()
}
