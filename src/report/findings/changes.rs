//! Findings from changes over time.

use super::{Candidate, Kind, interval_of};
use crate::figures::model::{Figure, Kpi, Series};
use crate::report::context::Context;
use crate::report::evidence;
use crate::report::headline::change_claim;
use crate::report::locale::capitalised;
use crate::report::sections::trend::{apart, ends, movement};
use crate::report::standout::{self, Standout};
use crate::report::statement;
use crate::report::walk;

/// A key figure that changed.
pub fn of_kpi(context: &Context, kpi: &Kpi) -> Option<Candidate> {
    let claim = change_claim(context, kpi)?;
    let change = kpi.change.as_ref()?;
    let style = context.styles.get(&kpi.metric);
    let range = statement::size_interval(context, &style, &change.contrast);
    let period = |figure: &Figure| {
        let name = figure.period.as_deref();
        name.map(|name| context.locale.period(name))
            .unwrap_or_default()
    };
    let values = context.say(
        "values_of_groups",
        &[
            ("a", &capitalised(&period(&change.previous))),
            ("x", &context.value_in_words(&style, &change.previous)),
            ("b", &period(&change.current)),
            ("y", &context.value_in_words(&style, &change.current)),
        ],
    );
    let rest = match range {
        Some(range) => context.say(
            "finding_rest",
            &[("interval", &context.ci(&range)), ("values", &values)],
        ),
        None => context.say("sentence", &[("claim", &values)]),
    };
    Some(Candidate {
        kind: Kind::Change,
        claim,
        rest,
        evidence: evidence::of_contrast(
            context,
            &change.contrast,
            &change.current,
            &change.previous,
        ),
    })
}

/// Metrics that changed clearly from the first period of a trend to the last.
pub fn of_trends(context: &Context) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    for series in walk::series(context.figures) {
        candidates.extend(trend(context, series));
        let standouts = standout::of_series(series);
        candidates.extend(
            standouts
                .first()
                .map(|one| stands_out(context, series, one)),
        );
    }
    candidates
}

/// A period that stands clearly apart from the others.
fn stands_out(context: &Context, series: &Series, one: &Standout) -> Candidate {
    let mut reasons = Vec::new();
    if let Some(n) = one.figure.n {
        reasons.push(context.say("n_equals", &[("n", &context.locale.integer(n))]));
    }
    let periods = one.periods as u64;
    reasons.push(context.locale.say_count("reason_of_periods", periods, &[]));
    let strength = evidence::strength(Some(one.p), &[one.figure]);
    Candidate {
        kind: Kind::Standout,
        claim: apart(context, series, one),
        rest: interval_of(context, &series.metric, one.figure),
        evidence: evidence::named(context, strength, evidence::joined(context, &reasons)),
    }
}

fn trend(context: &Context, series: &Series) -> Option<Candidate> {
    let contrast = series.change.as_ref()?;
    let told = movement(context, series)?;
    let (first, last) = ends(series)?;
    let style = context.styles.get(&series.metric);
    let range = statement::size_interval(context, &style, contrast)?;
    Some(Candidate {
        kind: Kind::Change,
        claim: told,
        rest: context.say("finding_interval", &[("interval", &context.ci(&range))]),
        evidence: evidence::of_contrast(context, contrast, last, first),
    })
}
