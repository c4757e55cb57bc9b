//! From a scan's sums to cells in an order of their own.

use std::sync::Arc;

use crate::language::query::Query;
use crate::survey::absence::Absence;
use crate::survey::dictionary::MOST_GROUPS;
use crate::survey::ledger::{AnswerLedger, Ledger};
use crate::survey::reading::SurveyReading;
use crate::survey::scan::Scanned;

use super::changes::changes;
use super::compile::{Compiled, DimensionAt};
use super::crossing::Crosses;
use super::error::CellsError;
use super::gather::Gathered;
use super::grouping::{ASKED, Groups, Key, number_at};
use super::left_out::left_out;
use super::period::Period;
use super::plan::Plan;
use super::result::{Cells, Place, ValuesSeen};
use super::table::MOST_VALUES;

/// Gives groups their names, sorts them, and writes the ledger.
///
/// # Errors
/// There are more groups or different values than can be told apart.
pub fn conclude(
    query: &Query,
    plan: &Plan,
    compiled: &Compiled<'_>,
    reading: &SurveyReading<'_>,
    mut gathered: Gathered,
    scanned: Scanned,
) -> Result<Cells, Vec<CellsError>> {
    let mut errors: Vec<CellsError> = reading
        .wanted
        .iter()
        .zip(&reading.dictionaries)
        .filter(|(wanted, dictionary)| wanted.groups && dictionary.overflowed())
        .map(|(wanted, _)| CellsError::TooManyGroups {
            span: wanted.answer.span,
            name: wanted.answer.name.clone(),
            most: MOST_GROUPS,
        })
        .collect();
    let ledger = ledger(query, compiled, reading, &gathered, scanned);
    let spellings: Vec<_> = reading
        .dictionaries
        .iter()
        .map(|dictionary| dictionary.spellings())
        .collect();
    let mut values_seen = vec![None; query.answers.len()];
    for (read, (spellings, dictionary)) in compiled
        .reads
        .iter()
        .zip(spellings.iter().zip(&reading.dictionaries))
    {
        if !read.as_text {
            let mut values: Vec<String> = spellings.values().cloned().collect();
            values.sort();
            values_seen[read.answer.index()] = Some(ValuesSeen {
                values,
                complete: !dictionary.overflowed(),
            });
        }
    }
    let days = gathered.days;
    let weighted = compiled.is_weighted();
    let place = |dimension: &DimensionAt, number: u32| match dimension {
        DimensionAt::Where(_) => Place::In,
        DimensionAt::Label(read) => {
            Place::Label(spellings[*read].get(&number).cloned().unwrap_or_default())
        }
        DimensionAt::Option(_) if number == ASKED => Place::In,
        DimensionAt::Option(read) | DimensionAt::First(read) => {
            Place::Label(spellings[*read].get(&number).cloned().unwrap_or_default())
        }
        DimensionAt::Code(_) | DimensionAt::Band(_) => Place::Code(number_at(number) as i16),
        DimensionAt::Period(_, granularity, calendar) => Place::Period(Period {
            granularity: *granularity,
            calendar: *calendar,
            number: number_at(number),
        }),
    };
    let reaching = std::mem::take(&mut gathered.reaching);
    let reach = reaching.reach(query, compiled, reading.survey, place);
    let crosses = gathered.crosses();
    let option =
        |read: usize, number: u32| spellings[read].get(&number).cloned().unwrap_or_default();
    let listings = gathered.lists().into_iter();
    let lists = plan.lists.iter().cloned();
    let lists: Vec<_> = lists
        .zip(listings.map(|listing| listing.finish(option).into()))
        .collect();
    let comments = gathered.comments();
    let (groups, tables, responses) = gathered.into_parts();
    let named = |(dimensions, groups): (&Vec<DimensionAt>, &Groups)| -> Vec<Vec<Place>> {
        let name = |key: &Key| {
            dimensions
                .iter()
                .zip(key)
                .map(|(dimension, &number)| place(dimension, number))
                .collect()
        };
        groups.keys.iter().map(name).collect()
    };
    let places: Vec<Vec<Vec<Place>>> = compiled.groupings.iter().zip(&groups).map(named).collect();
    let mut finished = Vec::new();
    let mut too_many = false;
    for ((tallied, tally), table) in plan.tallies.iter().zip(&compiled.tallies).zip(tables) {
        let places = &places[tally.grouping];
        let (cells, over) = table.finish(places.len(), weighted);
        too_many |= over;
        let mut named: Vec<(Vec<Place>, _)> = places.iter().cloned().zip(cells).collect();
        named.sort_by(|(one, _), (other, _)| one.cmp(other));
        finished.push((tallied.clone(), named));
    }
    if too_many {
        errors.push(CellsError::TooManyValues { most: MOST_VALUES });
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let clusters = responses.clusters(compiled, &places);
    let clusters = plan.clusters.iter().cloned().zip(clusters);
    let at = compiled.crosses.iter().map(|crossed| crossed.grouping);
    let crosses = plan.crosses.iter().zip(at.zip(crosses));
    let crosses = crosses.map(|(crossed, (grouping, crosses))| {
        let place = |place: &Vec<Place>| place.first().cloned();
        let mut apart: Vec<(Option<Place>, Crosses)> =
            places[grouping].iter().map(place).zip(crosses).collect();
        apart.sort_by(|(one, _), (other, _)| one.cmp(other));
        (crossed.clone(), apart)
    });
    let comments = compiled.comments.iter().zip(comments);
    let comments = comments.map(|(commented, comments)| {
        let apart = comments.finish(commented, &places[commented.grouping], option);
        let apart = apart.into_iter();
        apart
            .map(|(place, comments)| (place, Arc::new(comments)))
            .collect()
    });
    let comments = plan.comments.iter().cloned().zip(comments).collect();
    let mut cells = Cells::new(
        finished,
        clusters.collect(),
        crosses.collect(),
        ledger,
        days,
        values_seen,
    );
    cells.lists = lists;
    cells.comments = comments;
    cells.reach = reach;
    Ok(cells)
}

fn ledger(
    query: &Query,
    compiled: &Compiled<'_>,
    reading: &SurveyReading<'_>,
    gathered: &Gathered,
    scanned: Scanned,
) -> Ledger {
    let mut answers: Vec<_> = compiled
        .reads
        .iter()
        .zip(&reading.wanted)
        .zip(&gathered.absences)
        .filter(|((read, _), _)| !read.as_text)
        .map(|((read, wanted), absences)| {
            let count = |why: Absence| absences[why as usize];
            let entry = AnswerLedger {
                name: wanted.answer.name.clone(),
                column: wanted.answer.header.clone(),
                used: gathered.used - absences.iter().sum::<u64>(),
                skipped: count(Absence::Skipped),
                missing: count(Absence::Missing),
                not_applicable: count(Absence::NotApplicable),
                out_of_scale: count(Absence::OutOfScale),
                unreadable: count(Absence::Unreadable),
                never_asked: count(Absence::NeverAsked),
            };
            (read.answer, entry)
        })
        .collect();
    answers.sort_by_key(|(answer, _)| *answer);
    let mut answers: Vec<AnswerLedger> = answers.into_iter().map(|(_, entry)| entry).collect();
    if let Some(customer) = query
        .source
        .customer
        .as_ref()
        .filter(|_| reading.customer(0).is_some())
    {
        let (skipped, missing) = gathered.responses.without_customer();
        let entry = AnswerLedger {
            name: customer.name.clone(),
            column: customer.header.clone(),
            used: gathered.used - skipped - missing,
            skipped,
            missing,
            ..AnswerLedger::default()
        };
        answers.insert(0, entry);
    }
    Ledger {
        read: scanned.records,
        left_out: left_out(query, compiled, reading, gathered, &scanned),
        used: gathered.used,
        bad_values_total: answers
            .iter()
            .map(|entry| entry.out_of_scale + entry.unreadable)
            .sum(),
        answers,
        changes: changes(query, reading, &gathered.codes, &gathered.options),
        bad_values: scanned.bad_values,
        files: scanned.files,
        joins: reading
            .survey
            .seconds
            .iter()
            .zip(scanned.found)
            .map(|(second, found)| second.ledger(found))
            .collect(),
    }
}
