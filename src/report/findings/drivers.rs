//! Findings from what drives satisfaction.

use super::{Candidate, Kind};
use crate::report::context::Context;
use crate::report::evidence;
use crate::report::sections::drivers::claim;
use crate::report::style::Style;
use crate::report::walk;

/// Which drivers carry most, where they clearly explain something.
pub fn candidates(context: &Context) -> Vec<Candidate> {
    let clear = walk::drivers(context.figures).filter(|drivers| drivers.clear);
    clear
        .filter_map(|drivers| {
            let first = drivers.rows.first()?;
            let interval = context.interval(&Style::SHARE, &first.importance);
            let rest = interval.map(|interval| {
                let places = [
                    ("driver", context.label(&first.metric)),
                    ("share", context.value(&Style::SHARE, &first.importance)),
                    ("interval", interval),
                ];
                let places = places.each_ref().map(|(key, value)| (*key, value.as_str()));
                context.say("finding_driver", &places)
            });
            let n = context.locale.integer(drivers.n?);
            let mut reasons = vec![context.say("n_equals", &[("n", &n)])];
            reasons.extend(drivers.p.map(|p| context.p_value(p)));
            let strength = evidence::strength(drivers.p, &[&first.importance]);
            Some(Candidate {
                kind: Kind::Drivers,
                claim: claim(context, drivers)?,
                rest: rest.unwrap_or_default(),
                evidence: evidence::named(context, strength, evidence::joined(context, &reasons)),
            })
        })
        .collect()
}
