//! The scan of a query: its plan counted over its survey.

use crate::language::query::{Query, Repeated};
use crate::survey::Survey;
use crate::survey::error::SurveyError;
use crate::survey::reading::SurveyReading;
use crate::survey::scan::{Scanned, scan};

use super::audit::audit;
use super::compile::Compiled;
use super::conclude::conclude;
use super::error::CellsError;
use super::gather::{Gathered, Task};
use super::membership::Membership;
use super::plan::Plan;
use super::raking::{Raked, RakedWeights, rake};
use super::repeated::Superseded;
use super::result::Cells;

/// What a computation is told from outside.
pub struct Circumstances<'c> {
    /// The day that "last 90 days" and "previous quarter" count from, since 1970-01-01;
    /// `None` for the newest date in the data.
    pub as_of: Option<i32>,
    /// Is told how many bytes more were read.
    pub progress: &'c (dyn Fn(u64) + Sync),
}

/// Counts a plan over a survey in one scan.
///
/// A query that keeps only the last row of a key, or that counts days back from the newest
/// date, needs to know something of all rows before it can count: it costs a scan more.
///
/// # Errors
/// The files can't be read or hold what the query does not allow: every kind of trouble once.
pub fn compute(
    query: &Query,
    survey: &Survey,
    plan: &Plan,
    circumstances: &Circumstances<'_>,
) -> Result<Cells, Vec<CellsError>> {
    let compiled = Compiled::new(query, plan);
    let key = query.source.key.as_ref();
    let customer = query.source.customer.as_ref();
    let customer = customer.filter(|_| !plan.clusters.is_empty() || !plan.crosses.is_empty());
    let key_column = key.map(|key| key.column);
    let reading =
        SurveyReading::new(survey, compiled.wanted(), key_column, customer).map_err(of_survey)?;
    let reading = reading.with_plain(&compiled.plain);
    let as_of = match circumstances.as_of {
        None if compiled.counts_back() => newest_day(query, survey, circumstances)?,
        day => day.unwrap_or(i32::MAX),
    };
    let mut run = Run {
        compiled: &compiled,
        reading: &reading,
        as_of,
        superseded: Superseded::default(),
        keys: key.is_some(),
        raked: None,
        lists: false,
        circumstances,
    };
    if key.is_some_and(|key| key.repeated == Repeated::KeepLast) {
        let (gathered, _) = run.scan()?;
        run.superseded = Superseded::all_but_last(gathered.keys);
        run.keys = false;
    }
    let raked = raked(query, survey, &run)?;
    let weights = query.source.raking.as_ref().zip(raked.as_ref());
    let weights =
        weights.map(|(raking, raked)| RakedWeights::new(raked, raking, &compiled, &reading));
    let run = Run {
        raked: weights.as_ref(),
        lists: true,
        ..run
    };
    let (gathered, scanned) = run.scan()?;
    audit(query, &compiled, &reading, &gathered, &scanned)?;
    let mut cells = conclude(query, plan, &compiled, &reading, gathered, scanned)?;
    cells.raking = raked.map(|raked| raked.outcome);
    Ok(cells)
}

/// Rakes the weights, where the query asks for it: a scan of the raked fields alone. Nothing is
/// raked of a survey that can't be used; the scan that follows tells why.
fn raked(query: &Query, survey: &Survey, run: &Run<'_>) -> Result<Option<Raked>, Vec<CellsError>> {
    let Some(raking) = &query.source.raking else {
        return Ok(None);
    };
    let compiled = Compiled::new(query, &Plan::default());
    let reading = SurveyReading::new(survey, compiled.wanted(), None, None).map_err(of_survey)?;
    let (gathered, scanned) = Run {
        compiled: &compiled,
        reading: &reading,
        as_of: run.as_of,
        superseded: run.superseded.clone(),
        keys: false,
        raked: None,
        lists: false,
        circumstances: run.circumstances,
    }
    .scan()?;
    let usable = audit(query, &compiled, &reading, &gathered, &scanned).is_ok();
    if !usable || gathered.used == 0 {
        return Ok(None);
    }
    rake(query, raking, &compiled, &reading, &gathered.classes)
        .map(Some)
        .map_err(|error| vec![error])
}

/// The newest date of the survey, of all rows.
fn newest_day(
    query: &Query,
    survey: &Survey,
    circumstances: &Circumstances<'_>,
) -> Result<i32, Vec<CellsError>> {
    let compiled = Compiled::dates(query);
    let reading = SurveyReading::new(survey, compiled.wanted(), None, None).map_err(of_survey)?;
    let superseded = Superseded::default();
    let run = Run {
        compiled: &compiled,
        reading: &reading,
        as_of: i32::MAX,
        superseded,
        keys: false,
        raked: None,
        lists: false,
        circumstances,
    };
    let (gathered, _) = run.scan()?;
    Ok(gathered.days.map_or(i32::MAX, |(_, last)| last))
}

struct Run<'r> {
    compiled: &'r Compiled<'r>,
    reading: &'r SurveyReading<'r>,
    as_of: i32,
    superseded: Superseded,
    keys: bool,
    raked: Option<&'r RakedWeights<'r>>,
    /// Whether rows are written out: once, in the scan whose responses count.
    lists: bool,
    circumstances: &'r Circumstances<'r>,
}

impl Run<'_> {
    fn scan(&self) -> Result<(Gathered, Scanned), Vec<CellsError>> {
        let expressions = self.compiled.expressions(self.as_of);
        let memberships = self.compiled.memberships.iter();
        let memberships: Vec<Membership> = memberships
            .map(|(read, values)| Membership::new(*read, values, &self.reading.dictionaries[*read]))
            .collect();
        let task = Task {
            compiled: self.compiled,
            expressions: &expressions,
            memberships: &memberships,
            superseded: &self.superseded,
            keys: self.keys,
            raked: self.raked,
            several_files: self.reading.survey.files.len() > 1,
            dates: self.compiled.date.map(|date| self.reading.dates(date)),
            lists: self.lists,
        };
        let (gathered, scanned) = scan(
            self.reading,
            self.circumstances.progress,
            || Gathered::new(self.compiled),
            |gathered, batch| gathered.add(&task, batch),
            |one, other| one.merge(self.compiled, other),
        )
        .map_err(of_survey)?;
        match gathered.failure {
            Some(error) => Err(vec![CellsError::Expression(error.to_string())]),
            None => Ok((gathered, scanned)),
        }
    }
}

fn of_survey(errors: Vec<SurveyError>) -> Vec<CellsError> {
    errors.into_iter().map(CellsError::Survey).collect()
}
