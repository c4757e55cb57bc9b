//! Groups against each other, metric by metric.

use crate::cells::{Dimension, Place};
use crate::language::query::{AnswerId, BenchmarkId, MetricId, SegmentId};
use crate::statistics::many_groups::multiplicity::holm;
use crate::statistics::rules::small_base::SUPPRESSED_BELOW;

use super::adjusted::{self, Strata};
use super::benchmarks::beside_groups;
use super::context::Context;
use super::contrast::{Separation, Sides, effect, family, separate};
use super::figure::{Spot, facts, figure};
use super::model::{Absent, Compare, CompareRow, Contrast, Figure, Overlap, Pair};
use super::overall::overall;
use super::sample::{Sample, Samples};
use super::sides::{Meeting, Side, pairs};
use super::tone::tones;

/// What is to be compared.
pub struct Comparison<'c> {
    /// The groups.
    pub groups: &'c [SegmentId],
    /// On what.
    pub metrics: &'c [MetricId],
    /// Figures from elsewhere.
    pub against: &'c [(MetricId, BenchmarkId)],
    /// Questions that the comparison is adjusted for.
    pub adjusted: &'c [AnswerId],
}

/// A comparison of two groups before correction.
type Uncorrected = (Sides, Option<Separation>);

/// Computes the section.
pub fn compare(context: &Context<'_>, id: &str, comparison: &Comparison<'_>) -> Compare {
    let Context { query, tallies, .. } = *context;
    let groups = comparison.groups;
    let meeting = Meeting::ask(query, tallies, groups);
    let refused = meeting.refused();
    let sides = meeting.sides(query);
    let tones = tones(context, groups);
    // Which sides there are is known after the scan; before it, all that there may be are asked
    // for.
    for sides in meeting.possible(query) {
        for (side, tone) in sides.iter().zip(&tones) {
            side.group(tallies, *tone);
        }
        for &metric in comparison.metrics {
            ask(context, metric, &sides);
            Strata::ask(context, metric, &sides, comparison.adjusted);
        }
    }
    let (mut rows, mut raw, mut within) = (Vec::new(), Vec::new(), Vec::new());
    for &metric in comparison.metrics {
        let samples = ask(context, metric, &sides);
        let strata = Strata::ask(context, metric, &sides, comparison.adjusted);
        let mut row = row(context, id, metric, &sides, &samples);
        let of = query.metric(metric);
        let named: Vec<(&str, &Sample)> = sides
            .iter()
            .map(|s| s.name.as_str())
            .zip(&samples)
            .collect();
        let against = comparison.against.iter().filter(|(of, _)| *of == metric);
        row.against = against
            .filter_map(|(_, benchmark)| beside_groups(query, *benchmark, of, &named))
            .collect();
        let (mut of_row, mut of_strata) = (Vec::new(), Vec::new());
        for pair in &mut row.pairs {
            let (i, j) = pair.groups;
            let names = Sides {
                section: id.to_owned(),
                metric: of.name.clone(),
                by: None,
                left: sides[i].name.clone(),
                right: sides[j].name.clone(),
            };
            // Groups that share respondents are no two samples.
            let (one, two) = (&samples[i], &samples[j]);
            let separation = separate(of, one, two).filter(|_| refused.is_none());
            let hidden = [i, j].map(|at| row.figures[at].absent == Some(Absent::SmallBase));
            // What is hidden to protect another group is not tested; what is too small tells so.
            let is_tested = match hidden {
                [false, false] => true,
                _ => one.people().min(two.people()) < SUPPRESSED_BELOW,
            };
            of_row.push((names.clone(), separation.filter(|_| is_tested)));
            let strata = strata.as_ref();
            let is_adjusted = refused.is_none() && hidden == [false, false];
            let found = strata.filter(|_| is_adjusted).map(|strata| {
                let (adjusted, separation) = strata.separate(of, (i, j), (one, two));
                pair.adjusted = Some(adjusted);
                separation
            });
            of_strata.push((names, found.flatten()));
        }
        row.effect = row.effect.filter(|_| refused.is_none());
        row.overall =
            overall(query, metric, id, &samples, &row.figures).filter(|_| refused.is_none());
        rows.push(row);
        raw.push(of_row);
        within.push(of_strata);
    }
    let raw = families(raw);
    let within = families(within);
    for (row, (raw, within)) in rows.iter_mut().zip(raw.into_iter().zip(within)) {
        for (pair, (contrast, adjusted)) in row.pairs.iter_mut().zip(raw.into_iter().zip(within)) {
            pair.contrast = contrast;
            adjusted::fill(pair, adjusted);
        }
    }
    correct_overall(&mut rows);
    // The widest gap first; what can't be told apart keeps the query's order.
    rows.sort_by(|one, two| {
        two.effect
            .unwrap_or(-1.0)
            .total_cmp(&one.effect.unwrap_or(-1.0))
    });
    let label = |answer: &AnswerId| {
        let answer = query.answer(*answer);
        answer
            .label
            .clone()
            .unwrap_or_else(|| answer.header.clone())
    };
    Compare {
        id: id.to_owned(),
        groups: sides
            .iter()
            .zip(tones)
            .map(|(side, tone)| side.group(tallies, tone))
            .collect(),
        refused: refused.map(|shared| Overlap {
            groups: shared.places,
            n: shared.both,
        }),
        adjusted_for: comparison.adjusted.iter().map(label).collect(),
        rows,
    }
}

/// The answers of each side to a metric.
pub fn ask(context: &Context<'_>, metric: MetricId, sides: &[Side<'_>]) -> Vec<Sample> {
    let by: Vec<Vec<Dimension>> = sides
        .iter()
        .map(|side| vec![Dimension::Where(side.predicate.clone())])
        .collect();
    Samples::ask_all(context.query, context.tallies, metric, &by)
        .iter()
        .map(|samples| samples.at(&[Place::In]).clone())
        .collect()
}

/// The figure of each side.
pub fn figures(
    context: &Context<'_>,
    id: &str,
    metric: MetricId,
    sides: &[Side<'_>],
    samples: &[Sample],
) -> Vec<Figure> {
    let of_sides = sides.iter().zip(samples);
    let figure_of = |(side, sample): (&Side<'_>, &Sample)| {
        let spot = Spot {
            segment: Some(&side.name),
            ..Spot::of(id)
        };
        figure(context.query, metric, sample, spot)
    };
    of_sides.map(figure_of).collect()
}

/// The figures of a row, nothing compared yet.
fn row(
    context: &Context<'_>,
    id: &str,
    metric: MetricId,
    sides: &[Side<'_>],
    samples: &[Sample],
) -> CompareRow {
    let effects = pairs(samples.len()).filter_map(|(i, j)| effect(&samples[i], &samples[j]));
    CompareRow {
        metric: facts(context.query, metric),
        figures: figures(context, id, metric, sides, samples),
        pairs: pairs(samples.len())
            .map(|groups| Pair {
                groups,
                contrast: None,
                adjusted: None,
            })
            .collect(),
        overall: None,
        effect: effects.reduce(f64::max),
        against: Vec::new(),
    }
}

/// Corrects p values: of two groups over the rows, of more over the pairs of each row, which are
/// only told apart where the groups differ at all.
fn families(rows: Vec<Vec<Uncorrected>>) -> Vec<Vec<Option<Contrast>>> {
    if rows.iter().any(|row| row.len() > 1) {
        return rows.into_iter().map(family).collect();
    }
    let lengths: Vec<usize> = rows.iter().map(Vec::len).collect();
    let mut all = family(rows.into_iter().flatten().collect()).into_iter();
    lengths
        .into_iter()
        .map(|length| all.by_ref().take(length).collect())
        .collect()
}

/// Corrects the tests of all groups at once over the rows.
fn correct_overall(rows: &mut [CompareRow]) {
    let p: Vec<Option<f64>> = rows
        .iter()
        .map(|row| row.overall.as_ref().map(|overall| overall.p))
        .collect();
    for (row, adjusted) in rows.iter_mut().zip(holm(&p)) {
        if let (Some(overall), Some(p)) = (&mut row.overall, adjusted) {
            overall.p_adjusted = p;
        }
    }
}
