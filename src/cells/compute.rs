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
use super::speed;

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
/// A query that keeps only the last row of a key, leaves duplicates out, counts days back from the
/// newest date or holds times against their median needs to know something of all rows before it
/// can count: it costs a scan more.
///
/// # Errors
/// The files can't be read or hold what the query does not allow: every kind of trouble once.
pub fn compute(
    query: &Query,
    survey: &Survey,
    plan: &Plan,
    circumstances: &Circumstances<'_>,
) -> Result<Cells, Vec<CellsError>> {
    let as_of = match circumstances.as_of {
        None if Compiled::new(query, plan).counts_back() => {
            newest_day(query, survey, circumstances)?
        }
        day => day.unwrap_or(i32::MAX),
    };
    let settled = settled(query, survey, as_of, circumstances)?;
    let query = settled.as_ref().unwrap_or(query);
    let compiled = Compiled::new(query, plan);
    let key = query.source.key.as_ref();
    let customer = query.source.customer.as_ref();
    let customer = customer.filter(|_| !plan.clusters.is_empty() || !plan.crosses.is_empty());
    let key_column = key.map(|key| key.column);
    let mut reading =
        SurveyReading::new(survey, compiled.wanted(), key_column, customer).map_err(of_survey)?;
    reading = reading.with_plain(&compiled.plain);
    let duplicates = query.source.exclude.duplicates.as_ref();
    if let Some(duplicates) = duplicates {
        reading = reading.comparing(&duplicates.by).map_err(of_survey)?;
    }
    let keep_last = key.is_some_and(|key| key.repeated == Repeated::KeepLast);
    let mut run = Run {
        alike: duplicates.is_some(),
        keys: key.is_some(),
        ..Run::new(&compiled, &reading, as_of, circumstances)
    };
    if keep_last || duplicates.is_some() {
        let (gathered, _) = run.scan()?;
        if let Some(duplicates) = duplicates {
            run.duplicates = Superseded::all_but_one(gathered.alike, duplicates.keep_last);
            run.alike = false;
        }
        if keep_last {
            let keys = gathered.keys.into_iter();
            let keys = keys.filter(|(_, id)| !run.duplicates.has(*id)).collect();
            run.superseded = Superseded::all_but_one(keys, true);
            run.keys = false;
        }
    }
    let raked = raked(query, survey, &run)?;
    let weights = query.source.raking.as_ref().zip(raked.as_ref());
    let weights =
        weights.map(|(raking, raked)| RakedWeights::new(raked, raking, &compiled, &reading));
    let run = Run {
        raked: weights.as_ref(),
        keeps_rows: true,
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
        duplicates: run.duplicates.clone(),
        superseded: run.superseded.clone(),
        ..Run::new(&compiled, &reading, run.as_of, run.circumstances)
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

/// The query with a limit to the time of a response in place of a share of the median, where it
/// says one: a scan of what leaves responses out. Duplicates are looked for later.
fn settled(
    query: &Query,
    survey: &Survey,
    as_of: i32,
    circumstances: &Circumstances<'_>,
) -> Result<Option<Query>, Vec<CellsError>> {
    let Some(share) = speed::share_of_median(query) else {
        return Ok(None);
    };
    let compiled = Compiled::new(query, &Plan::default());
    let reading = SurveyReading::new(survey, compiled.wanted(), None, None).map_err(of_survey)?;
    let (gathered, _) = Run::new(&compiled, &reading, as_of, circumstances).scan()?;
    let limit = speed::limit(share, gathered.times).unwrap_or(0.0);
    Ok(Some(speed::settled(query, limit)))
}

/// The newest date of the survey, of all rows.
fn newest_day(
    query: &Query,
    survey: &Survey,
    circumstances: &Circumstances<'_>,
) -> Result<i32, Vec<CellsError>> {
    let compiled = Compiled::dates(query);
    let reading = SurveyReading::new(survey, compiled.wanted(), None, None).map_err(of_survey)?;
    let (gathered, _) = Run::new(&compiled, &reading, i32::MAX, circumstances).scan()?;
    Ok(gathered.days.map_or(i32::MAX, |(_, last)| last))
}

struct Run<'r> {
    compiled: &'r Compiled<'r>,
    reading: &'r SurveyReading<'r>,
    as_of: i32,
    duplicates: Superseded,
    superseded: Superseded,
    alike: bool,
    keys: bool,
    raked: Option<&'r RakedWeights<'r>>,
    /// Whether rows are written out and comments kept: in the scan whose responses count.
    keeps_rows: bool,
    circumstances: &'r Circumstances<'r>,
}

impl<'r> Run<'r> {
    /// A scan that gathers no hashes.
    fn new(
        compiled: &'r Compiled<'r>,
        reading: &'r SurveyReading<'r>,
        as_of: i32,
        circumstances: &'r Circumstances<'r>,
    ) -> Self {
        Self {
            compiled,
            reading,
            as_of,
            duplicates: Superseded::default(),
            superseded: Superseded::default(),
            alike: false,
            keys: false,
            raked: None,
            keeps_rows: false,
            circumstances,
        }
    }

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
            duplicates: &self.duplicates,
            superseded: &self.superseded,
            alike: self.alike,
            keys: self.keys,
            raked: self.raked,
            several_files: self.reading.survey.files.len() > 1,
            dates: self.compiled.date.map(|date| self.reading.dates(date)),
            keeps_rows: self.keeps_rows,
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
