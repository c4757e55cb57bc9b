//! Two groups, metric by metric.

use crate::cells::{Dimension, Place, Tallied, Variable};
use crate::language::query::{BenchmarkId, MetricId, Predicate, SegmentId};

use super::benchmarks::beside_two;
use super::context::Context;
use super::contrast::{Sides, effect, family, separate};
use super::figure::{Spot, facts, figure, hidden};
use super::model::{Absent, Compare, CompareRow, Figure, Group, Tone};
use super::sample::{Samples, binary};
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
    let overlap = binary(&tallies.total(Tallied {
        variable: Variable::Truth(Predicate::In(left)),
        of: None,
        by: vec![Dimension::Where(Predicate::In(right))],
    }))
    .yes
    .n();
    let names = [left, right].map(|segment| query.segment(segment).name.clone());
    let mut rows = Vec::new();
    let mut separations = Vec::new();
    for &metric in metrics {
        let of = query.metric(metric);
        let [one, two] = [left, right].map(|segment| {
            let by = [Dimension::Where(Predicate::In(segment))];
            let samples = Samples::ask(query, tallies, metric, &by);
            samples.at(&[Place::In]).clone()
        });
        let spot = |side: usize| Spot {
            segment: Some(&names[side]),
            ..Spot::of(id)
        };
        let sides = Sides {
            section: id.to_owned(),
            metric: of.name.clone(),
            by: None,
            left: names[0].clone(),
            right: names[1].clone(),
        };
        // Groups that share respondents are no two samples.
        let separation = if overlap == 0 {
            separate(of, &one, &two)
        } else {
            None
        };
        separations.push((sides, separation));
        let (left, right) = hide_both(
            figure(query, metric, &one, spot(0)),
            figure(query, metric, &two, spot(1)),
        );
        rows.push(CompareRow {
            metric: facts(query, metric),
            left,
            right,
            contrast: None,
            effect: effect(&one, &two).filter(|_| overlap == 0),
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
    Compare {
        id: id.to_owned(),
        left: group(context, left, left_tone),
        right: group(context, right, right_tone),
        overlap,
        rows,
    }
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

fn group(context: &Context<'_>, segment: SegmentId, tone: Tone) -> Group {
    let of = context.query.segment(segment);
    let cell = context.tallies.total(Tallied {
        variable: Variable::Truth(Predicate::In(segment)),
        of: None,
        by: Vec::new(),
    });
    let inside = binary(&cell).yes;
    Group {
        name: of.name.clone(),
        label: of.label.clone(),
        n: inside.n(),
        effective_n: inside.kish(),
        unknown: cell.missing,
        tone,
    }
}
