//! Findings from crosstabs.

use super::{Candidate, Kind, interval_of};
use crate::report::context::Context;
use crate::report::evidence;
use crate::report::sections::table::{departs, furthest};
use crate::report::walk;

/// What stands out most in each crosstab.
pub fn candidates(context: &Context) -> Vec<Candidate> {
    walk::tables(context.figures)
        .filter_map(furthest)
        .map(|one| Candidate {
            kind: Kind::Standout,
            claim: departs(context, "claim_column", &one),
            rest: interval_of(context, &one.row.metric, one.figure),
            evidence: evidence::of_contrast(context, one.contrast, one.figure, &one.row.total),
        })
        .collect()
}
