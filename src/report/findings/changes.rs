//! Findings from changes over time.

use super::{Candidate, Kind};
use crate::figures::model::{Kpi, Section, Series};
use crate::report::context::Context;
use crate::report::evidence;
use crate::report::headline::change_claim;
use crate::report::sections::trend::{ends, movement};
use crate::report::statement;

/// A key figure that changed.
pub fn of_kpi(context: &Context, kpi: &Kpi) -> Option<Candidate> {
    let claim = change_claim(context, kpi)?;
    let change = kpi.change.as_ref()?;
    let style = context.styles.get(&kpi.metric);
    let range = statement::size_interval(context, &style, &change.contrast);
    let values = context.say(
        "values_after",
        &[
            ("a", &context.value(&style, &change.current)),
            ("b", &context.value(&style, &change.previous)),
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
    let sections = context.figures.sections.iter();
    let series = sections.filter_map(|section| match section {
        Section::Trend(trend) => Some(&trend.series),
        _ => None,
    });
    series
        .flatten()
        .filter_map(|series| trend(context, series))
        .collect()
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
