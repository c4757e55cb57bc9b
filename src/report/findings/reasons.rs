//! Findings from reasons that grow.

use super::{Candidate, Kind};
use crate::report::context::Context;
use crate::report::evidence;
use crate::report::sections::reasons::{grows, quoted, who};
use crate::report::statement::size_interval;
use crate::report::style::Style;
use crate::report::walk;

/// The reasons that are clearly more frequent than in the period before.
pub fn candidates(context: &Context) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    for reasons in walk::reasons(context.figures) {
        let group = who(context, reasons);
        let questions = reasons.questions.iter();
        let rows = questions.flat_map(|q| q.rows.iter().map(move |row| (q, row)));
        for (question, reason) in rows.filter(|(_, reason)| grows(reason)) {
            let Some((change, (_, previous))) =
                reason.change.as_ref().zip(question.periods.as_ref())
            else {
                continue;
            };
            let amount = change.difference.unwrap_or_default();
            let places = [
                ("reason", quoted(context, reason)),
                ("group", group.clone()),
                ("amount", Style::SHARE.amount(&context.locale, amount)),
                ("period", context.locale.period(previous)),
            ];
            let places = places.each_ref().map(|(key, value)| (*key, value.as_str()));
            let range = size_interval(context, &Style::SHARE, change);
            let interval = range.map(|range| context.ci(&range));
            candidates.push(Candidate {
                kind: Kind::Change,
                claim: context.say("claim_reason_grows", &places),
                rest: interval
                    .map(|interval| context.say("finding_interval", &[("interval", &interval)]))
                    .unwrap_or_default(),
                evidence: evidence::of_contrast(context, change, &reason.share, &reason.share),
            });
        }
    }
    candidates
}
