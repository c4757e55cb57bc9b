//! Two groups, metric by metric.

use crate::cells::{Dimension, Place};
use crate::language::query::{BenchmarkId, MetricId, SegmentId};

use super::benchmarks::beside_two;
use super::context::Context;
use super::contrast::{Sides, effect, family, separate};
use super::figure::{Spot, facts, figure, hidden};
use super::model::{Absent, Compare, CompareRow, Figure};
use super::sample::{Sample, Samples};
use super::sides::{Meeting, Relation, Side};
use super::tone::tones;

/// Computes the section.
pub fn compare(
    context: &Context<'_>,
    id: &str,
    (left, right): (SegmentId, SegmentId),
    metrics: &[MetricId],
    against: &[(MetricId, BenchmarkId)],
) -> Compare {
    let Context { query, tallies, .. } = *context;
    let meeting = Meeting::ask(query, tallies, left, right);
    let refused = meeting.relation() == Relation::Overlapping;
    let sides = meeting.sides(query);
    let names = sides.each_ref().map(|side| side.name.clone());
    let mut rows = Vec::new();
    let mut separations = Vec::new();
    for &metric in metrics {
        let of = query.metric(metric);
        // Which sides there are is known after the scan; before it, all that there may be are
        // asked for.
        for sides in meeting.possible(query) {
            ask(context, metric, &sides);
        }
        let [one, two] = ask(context, metric, &sides);
        let spot = |side: usize| Spot {
            segment: Some(&names[side]),
            ..Spot::of(id)
        };
        let of_sides = Sides {
            section: id.to_owned(),
            metric: of.name.clone(),
            by: None,
            left: names[0].clone(),
            right: names[1].clone(),
        };
        // Groups that share respondents are no two samples.
        let separation = if refused {
            None
        } else {
            separate(of, &one, &two)
        };
        separations.push((of_sides, separation));
        let (left, right) = hide_both(
            figure(query, metric, &one, spot(0)),
            figure(query, metric, &two, spot(1)),
        );
        rows.push(CompareRow {
            metric: facts(query, metric),
            left,
            right,
            contrast: None,
            effect: effect(&one, &two).filter(|_| !refused),
            against: against
                .iter()
                .filter(|(of, _)| *of == metric)
                .map(|(_, benchmark)| {
                    beside_two(query, *benchmark, of, (&names[0], &one), (&names[1], &two))
                })
                .collect(),
        });
    }
    for (row, contrast) in rows.iter_mut().zip(family(separations)) {
        row.contrast = contrast;
    }
    // The widest gap first; what can't be told apart keeps the query's order.
    rows.sort_by(|one, two| {
        two.effect
            .unwrap_or(-1.0)
            .total_cmp(&one.effect.unwrap_or(-1.0))
    });
    let (left_tone, right_tone) = tones(context, left, right);
    for side in meeting.possible(query).iter().flatten() {
        side.group(tallies, left_tone);
    }
    let [one, two] = &sides;
    Compare {
        id: id.to_owned(),
        left: one.group(tallies, left_tone),
        right: two.group(tallies, right_tone),
        overlap: if refused { meeting.both } else { 0 },
        rows,
    }
}

/// The answers of both sides to a metric.
fn ask(context: &Context<'_>, metric: MetricId, sides: &[Side<'_>; 2]) -> [Sample; 2] {
    let by = sides
        .each_ref()
        .map(|side| vec![Dimension::Where(side.predicate.clone())]);
    Samples::ask_together(context.query, context.tallies, metric, by)
        .map(|samples| samples.at(&[Place::In]).clone())
}

/// Hides both figures where one is hidden: all others than a few, or all respondents, tell what
/// those few answered.
fn hide_both(left: Figure, right: Figure) -> (Figure, Figure) {
    let is_hidden = |figure: &Figure| figure.absent == Some(Absent::SmallBase);
    if is_hidden(&left) || is_hidden(&right) {
        (hidden(left), hidden(right))
    } else {
        (left, right)
    }
}
