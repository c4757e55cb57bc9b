//! Findings from rankings.

use super::{Candidate, Kind};
use crate::figures::model::Contrast;
use crate::report::context::Context;
use crate::report::evidence;
use crate::report::sections::ranking::{clear, told};
use crate::report::walk;

/// The units of each ranking that clearly differ from all others.
pub fn candidates(context: &Context) -> Vec<Candidate> {
    let found = walk::rankings(context.figures).filter_map(|ranking| {
        let claim = told(context, ranking)?;
        let all = || ranking.units.iter();
        let clear = all().filter_map(|unit| Some((unit, clear(ranking, unit)?)));
        let p = |contrast: &Contrast| contrast.p_adjusted.or(contrast.p);
        let (unit, contrast) = clear.min_by(|(_, a), (_, b)| {
            let (a, b) = (p(a).unwrap_or(1.0), p(b).unwrap_or(1.0));
            a.total_cmp(&b)
        })?;
        Some(Candidate {
            kind: Kind::Standout,
            claim,
            rest: String::new(),
            evidence: evidence::of_contrast(context, contrast, &unit.own, &ranking.total),
        })
    });
    found.collect()
}
