//! The steps of the ledger that leave whole rows out.

use crate::language::query::{Excluded, Limit, Query};
use crate::survey::ledger::{LeftOut, RowExclusion};
use crate::survey::reading::SurveyReading;
use crate::survey::scan::Scanned;

use super::compile::{Compiled, Leaves};
use super::gather::Gathered;

/// The steps in their order. One that the query asks for by name is there even if it left nothing
/// out, so that a reader sees that it was looked at; others only if they did.
pub fn left_out(
    query: &Query,
    compiled: &Compiled<'_>,
    reading: &SurveyReading<'_>,
    gathered: &Gathered,
    scanned: &Scanned,
) -> Vec<LeftOut> {
    let step = |why, rows| LeftOut {
        why,
        rows,
        by: Vec::new(),
        below: None,
    };
    let mut steps = vec![
        step(RowExclusion::Test, scanned.tests),
        step(RowExclusion::Ragged, scanned.ragged),
    ];
    for ((leaves, _), &rows) in compiled.left_out.iter().zip(&gathered.left_out) {
        steps.push(match leaves {
            Leaves::True(why) => named(query, *why, rows),
            Leaves::NotTrue => step(RowExclusion::NotKept, rows),
        });
    }
    if let Some(duplicates) = &query.source.exclude.duplicates {
        let columns = &reading.survey.joined.columns;
        let by = duplicates.by.iter();
        let by = by.filter_map(|column| Some(columns.get(column.index())?.name.clone()));
        steps.push(LeftOut {
            by: by.collect(),
            ..step(RowExclusion::Duplicate, gathered.duplicates)
        });
    }
    steps.push(step(RowExclusion::Repeated, gathered.repeated));
    steps.push(step(RowExclusion::NoWeight, gathered.no_weight));
    steps.retain(|step| step.rows > 0 || step.why.is_asked_for());
    steps
}

/// A step that the query names.
fn named(query: &Query, why: Excluded, rows: u64) -> LeftOut {
    let exclude = &query.source.exclude;
    let header = |answer| query.answer(answer).header.clone();
    let (why, by, below) = match why {
        Excluded::Incomplete => (RowExclusion::Incomplete, Vec::new(), None),
        Excluded::OutsidePeriod => {
            let date = query.source.date.map(header);
            (
                RowExclusion::OutsidePeriod,
                date.into_iter().collect(),
                None,
            )
        }
        Excluded::StraightLiner => {
            let of = exclude.straight_liners.iter();
            let of = of.flat_map(|of| of.value.iter().copied().map(header));
            (RowExclusion::StraightLiner, of.collect(), None)
        }
        Excluded::Speeder => {
            let speeders = exclude.speeders.as_ref();
            let below = speeders.and_then(|speeders| match speeders.below {
                // A limit of 0 is that of a median that is none.
                Limit::Absolute(below) => (below > 0.0).then_some(below),
                Limit::OfMedian(_) => None,
            });
            let by = speeders.map(|speeders| header(speeders.time));
            (RowExclusion::Speeder, by.into_iter().collect(), below)
        }
    };
    LeftOut {
        why,
        rows,
        by,
        below,
    }
}
