//! What the gap between two groups is worth.

use crate::language::query::{MetricId, SegmentId};

use super::compare;
use super::context::Context;
use super::contrast::{Sides, family, separate};
use super::figure::facts;
use super::model::{Contrast, Gain, Overlap, Stake, Verdict};
use super::sides::Meeting;
use super::tone::tones;

/// Computes the section.
pub fn stake(
    context: &Context<'_>,
    id: &str,
    metric: MetricId,
    groups: [SegmentId; 2],
    moved: u64,
) -> Stake {
    let Context { query, tallies, .. } = *context;
    let meeting = Meeting::ask(query, tallies, &groups);
    let refused = meeting.refused();
    let tones = tones(context, &groups);
    for sides in meeting.possible(query) {
        for (side, tone) in sides.iter().zip(&tones) {
            side.group(tallies, *tone);
        }
        compare::ask(context, metric, &sides);
    }
    let sides = meeting.sides(query);
    let samples = compare::ask(context, metric, &sides);
    let figures = compare::figures(context, id, metric, &sides, &samples);
    let people = samples.first().map_or(0, |sample| sample.people());
    let contrast = match (&sides[..], &samples[..]) {
        ([from, to], [of_from, of_to]) if refused.is_none() => {
            let names = Sides {
                section: id.to_owned(),
                metric: query.metric(metric).name.clone(),
                by: None,
                left: to.name.clone(),
                right: from.name.clone(),
            };
            let separation = separate(query.metric(metric), of_to, of_from);
            family(vec![(names, separation)]).pop().flatten()
        }
        _ => None,
    };
    let told = contrast
        .as_ref()
        .filter(|contrast| contrast.verdict != Verdict::TooFew);
    let gains = [(moved, false), (people, true)];
    let gains = gains.map(|(customers, everybody)| gain(told?, customers, everybody));
    Stake {
        id: id.to_owned(),
        metric: facts(query, metric),
        groups: sides
            .iter()
            .zip(tones)
            .map(|(side, tone)| side.group(tallies, tone))
            .collect(),
        figures,
        refused: refused.map(|shared| Overlap {
            groups: shared.places,
            n: shared.both,
        }),
        contrast,
        gains: gains.into_iter().flatten().collect(),
    }
}

/// A difference times customers. The number of customers is given, not estimated, so the interval
/// is as many times as wide.
fn gain(contrast: &Contrast, customers: u64, everybody: bool) -> Option<Gain> {
    let times = |value: f64| value * customers as f64;
    Some(Gain {
        customers,
        everybody,
        estimate: times(contrast.difference?),
        low: contrast.difference_low.map(times),
        high: contrast.difference_high.map(times),
    })
}
