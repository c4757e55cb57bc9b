//! Two groups, metric by metric.

use crate::cells::{Dimension, Tallied, Variable};
use crate::language::query::{
    BenchmarkId, Good, MetricId, Predicate, Query, Reading, SegmentId,
};
use crate::statistics::one_group::mean;

use super::benchmarks::beside_two;
use super::context::Context;
use super::contrast::{Sides, effect, family, separate};
use super::figure::{LEVEL, Spot, facts, figure};
use super::model::{Compare, CompareRow, Group, Tone};
use super::sample::{Samples, binary, distribution};

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
            samples.at(&[crate::cells::Place::In]).clone()
        });
        let spot = |side: usize| Spot { segment: Some(&names[side]), ..Spot::of(id) };
        let sides = Sides {
            section: id.to_owned(),
            metric: of.name.clone(),
            left: names[0].clone(),
            right: names[1].clone(),
        };
        // Groups that share respondents are no two samples.
        let separation = if overlap == 0 { separate(of, &one, &two) } else { None };
        separations.push((sides, separation));
        rows.push(CompareRow {
            metric: facts(query, metric),
            left: figure(query, metric, &one, spot(0)),
            right: figure(query, metric, &two, spot(1)),
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
    rows.sort_by(|one, two| two.effect.unwrap_or(-1.0).total_cmp(&one.effect.unwrap_or(-1.0)));
    let (left_tone, right_tone) = tones(context, left, right);
    Compare {
        id: id.to_owned(),
        left: group(context, left, left_tone),
        right: group(context, right, right_tone),
        overlap,
        rows,
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

/// Which group is the good one: the one that stands higher on the scale that makes them, if one
/// does; the one named first otherwise.
fn tones(context: &Context<'_>, left: SegmentId, right: SegmentId) -> (Tone, Tone) {
    let better = (Tone::Good, Tone::Bad);
    let Some((answer, high_is_good)) = common_scale(context.query, left, right) else {
        return better;
    };
    let [one, two] = [left, right].map(|segment| {
        let cell = context.tallies.groups(Tallied {
            variable: Variable::Codes(answer),
            of: None,
            by: vec![Dimension::Where(Predicate::In(segment))],
        });
        let codes = cell.first().map(|(_, cell)| distribution(cell));
        codes.and_then(|codes| mean::estimate(codes.moments().as_ref(), LEVEL).value)
    });
    match (one, two) {
        (Some(one), Some(two)) if (one < two) == high_is_good && one != two => (Tone::Bad, Tone::Good),
        _ => better,
    }
}

/// The scale that both segments are parts of.
fn common_scale(
    query: &Query,
    left: SegmentId,
    right: SegmentId,
) -> Option<(crate::language::query::AnswerId, bool)> {
    let scale_of = |segment: SegmentId| match &query.segment(segment).predicate {
        Predicate::Codes { answer, .. } => Some(*answer),
        Predicate::Not(inner) => match inner.as_ref() {
            Predicate::Codes { answer, .. } => Some(*answer),
            _ => None,
        },
        _ => None,
    };
    let answer = scale_of(left).filter(|answer| scale_of(right) == Some(*answer))?;
    match &query.answer(answer).reading {
        Reading::Scale(scale) => Some((answer, scale.good != Good::Low)),
        _ => None,
    }
}
