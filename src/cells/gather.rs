//! What one thread gathers from its batches.

use polars::prelude::{Expr, PolarsError};

use crate::survey::absence::{Absence, Answerable};
use crate::survey::batch::Batch;
use crate::survey::column::Column;
use crate::survey::decode::DateFormat;
use crate::survey::scan::RecordId;

use super::comments::Commenting;
use super::compile::Compiled;
use super::crossing::{Crosses, Crossing, Rows};
use super::customers::Responses;
use super::evaluate::{TRUE, evaluate};
use super::grouping::Groups;
use super::invited::Reaching;
use super::listing::Listing;
use super::membership::Membership;
use super::options::OptionsSeen;
use super::raking::{Classes, RakedWeights};
use super::repeated::Superseded;
use super::scales::CodesSeen;
use super::table::{Table, Values, Weights, values};

/// What is the same for all threads.
pub struct Task<'t> {
    /// The plan.
    pub compiled: &'t Compiled<'t>,
    /// Its expressions.
    pub expressions: &'t [Expr],
    /// Its look-ups.
    pub memberships: &'t [Membership],
    /// Rows that are left out because another one is alike.
    pub duplicates: &'t Superseded,
    /// Rows that a later one of the same key supersedes.
    pub superseded: &'t Superseded,
    /// Whether hashes of duplicates are gathered.
    pub alike: bool,
    /// Whether keys are gathered.
    pub keys: bool,
    /// Raked weights, once there are any; before, the classes that they are made for are counted.
    pub raked: Option<&'t RakedWeights<'t>>,
    /// Whether the survey has several files, which may differ.
    pub several_files: bool,
    /// How the date of the answer is written.
    pub dates: Option<&'t DateFormat>,
    /// Whether rows are written out and comments kept: in the scan whose responses count.
    pub keeps_rows: bool,
}

/// The sums of one thread.
pub struct Gathered {
    groups: Vec<Groups>,
    tables: Vec<Table>,
    /// The responses with their customers, where something is added up by customer.
    pub responses: Responses,
    /// The classes of responses that weights are raked for.
    pub classes: Classes,
    /// Numbers side by side, in the order of the plan.
    crossings: Vec<Crossing>,
    /// Rows written out, in the order of the plan.
    lists: Vec<Listing>,
    /// Comments, in the order of the plan.
    comments: Vec<Commenting>,
    /// Who was asked and who answered.
    pub reaching: Reaching,
    /// Rows that count.
    pub used: u64,
    /// Rows left out because a later one has their key.
    pub repeated: u64,
    /// Rows left out because another one is alike.
    pub duplicates: u64,
    /// Rows left out by what they say themselves, in the order of [`Compiled::left_out`].
    pub left_out: Vec<u64>,
    /// Rows left out for lack of a weight.
    pub no_weight: u64,
    /// For each read, in the rows that count.
    pub absences: Vec<[u64; Absence::COUNT]>,
    /// Which codes each file has, where there are several.
    pub codes: CodesSeen,
    /// Which options each file has, likewise.
    pub options: OptionsSeen,
    /// Weights that are none, in the rows that are kept.
    pub bad_weights: u64,
    /// First and last day.
    pub days: Option<(i32, i32)>,
    /// Hashes in which duplicates are alike, with their records.
    pub alike: Vec<(u64, RecordId)>,
    /// How long the responses took, where the median sets how short they may be.
    pub times: Vec<f64>,
    /// Hashes of keys with their records.
    pub keys: Vec<(u64, RecordId)>,
    /// The first record without a key.
    pub keyless: Option<RecordId>,
    /// Why polars refused an expression.
    pub failure: Option<PolarsError>,
}

impl Gathered {
    /// Nothing yet.
    pub fn new(compiled: &Compiled<'_>) -> Self {
        let crossings = compiled.crosses.iter();
        Self {
            crossings: crossings.map(Crossing::new).collect(),
            lists: vec![Listing::default(); compiled.lists.len()],
            comments: vec![Commenting::default(); compiled.comments.len()],
            groups: vec![Groups::default(); compiled.groupings.len()],
            tables: compiled
                .tallies
                .iter()
                .map(|tally| Table::new(compiled.variables[tally.variable]))
                .collect(),
            responses: Responses::new(compiled),
            classes: Classes::default(),
            reaching: Reaching::new(compiled),
            used: 0,
            repeated: 0,
            duplicates: 0,
            left_out: vec![0; compiled.left_out.len()],
            no_weight: 0,
            absences: vec![[0; Absence::COUNT]; compiled.reads.len()],
            codes: CodesSeen::default(),
            options: OptionsSeen::default(),
            bad_weights: 0,
            days: None,
            alike: Vec::new(),
            times: Vec::new(),
            keys: Vec::new(),
            keyless: None,
            failure: None,
        }
    }

    /// Adds a batch and removes the bad cells of rows that don't count.
    pub fn add(&mut self, task: &Task<'_>, batch: &mut Batch) {
        let compiled = task.compiled;
        let evaluated = match evaluate(task, batch) {
            Ok(evaluated) => evaluated,
            Err(error) => {
                self.failure.get_or_insert(error);
                return;
            }
        };
        let own = compiled.weight.map(|weight| &batch.columns[weight]);
        let weights = match task.raked {
            Some(raked) => raked.of(&compiled.raking, batch, &evaluated, own),
            None => Weights::of(own),
        };
        let kept = self.rows_kept(task, batch, &evaluated.truths);
        let used = self.rows_with_weight(task, batch, &kept, &weights);
        batch.bad_cells.retain(|cell| {
            used[cell.row] || kept[cell.row] && compiled.weight == Some(cell.wanted)
        });
        let mut present = vec![true; batch.rows];
        let others = [task.duplicates, task.superseded];
        for row in others.into_iter().flat_map(|rows| rows.rows(batch)) {
            present[row] = false;
        }
        let reaching = &mut self.reaching;
        reaching.add(compiled, batch, &evaluated, &present, &used);
        self.note(task, batch, &used);
        if task.raked.is_none() && !compiled.raking.is_empty() {
            let fields = &compiled.raking;
            self.classes.add(fields, batch, &evaluated, &used, &weights);
        }

        let of_variables: Vec<Values<'_>> = compiled
            .variables
            .iter()
            .map(|variable| values(*variable, batch, &evaluated))
            .collect();
        self.note_customers(task, batch, &used, (&weights.values, &of_variables));
        let rows = Rows {
            values: &of_variables,
            weights: &weights.values,
            customers: &batch.customers,
        };
        for (listed, listing) in compiled.lists.iter().zip(&mut self.lists) {
            let truths = &evaluated.truths[listed.of];
            let rows = (0..batch.rows).filter(|&row| task.keeps_rows && used[row]);
            for row in rows.filter(|&row| truths[row] == TRUE) {
                listing.add(listed, task.dates, batch, row);
            }
        }
        for predicate in distinct(compiled.clusters.iter().filter_map(|one| one.of)) {
            let truths = &evaluated.truths[predicate];
            self.responses.add_truths(predicate, &used, truths, TRUE);
        }
        let by_customer = distinct(
            compiled
                .clusters
                .iter()
                .flat_map(|one| &one.groupings)
                .copied(),
        );
        for (grouping, dimensions) in compiled.groupings.iter().enumerate() {
            let groups = &mut self.groups[grouping];
            let slots = groups.slots(dimensions, batch, &evaluated, &used);
            if by_customer.contains(&grouping) {
                self.responses.add_slots(grouping, &used, &slots);
            }
            for (crossed, crossing) in compiled.crosses.iter().zip(&mut self.crossings) {
                if crossed.grouping != grouping {
                    continue;
                }
                let truths = crossed.of.map(|of| &evaluated.truths[of]);
                let counts = |row: usize| truths.is_none_or(|truths| truths[row] == TRUE);
                let those = slots.pairs().filter(|(row, _)| counts(*row));
                crossing.add(crossed, &compiled.variables, &rows, those);
            }
            for (commented, commenting) in compiled.comments.iter().zip(&mut self.comments) {
                if task.keeps_rows && commented.grouping == grouping {
                    commenting.add(commented, batch, &evaluated.truths, slots.pairs());
                }
            }
            for (tally, table) in compiled.tallies.iter().zip(&mut self.tables) {
                if tally.grouping != grouping {
                    continue;
                }
                let values = &of_variables[tally.variable];
                match tally.of {
                    None => table.add(&slots, groups.keys.len(), values, &weights, |_| true),
                    Some(of) => {
                        let truths = &evaluated.truths[of];
                        table.add(&slots, groups.keys.len(), values, &weights, |row| {
                            truths[row] == TRUE
                        });
                    }
                }
            }
        }
    }

    /// Which rows are neither left out by what they say nor superseded. Those that are, are counted,
    /// each for the first reason that holds.
    fn rows_kept(&mut self, task: &Task<'_>, batch: &Batch, truths: &[Vec<u8>]) -> Vec<bool> {
        let mut kept = vec![true; batch.rows];
        for ((why, predicate), count) in task.compiled.left_out.iter().zip(&mut self.left_out) {
            for (kept, &truth) in kept.iter_mut().zip(&truths[*predicate]) {
                let leaves = why.leaves(truth);
                *count += u64::from(*kept && leaves);
                *kept &= !leaves;
            }
        }
        for (superseded, count) in [
            (task.duplicates, &mut self.duplicates),
            (task.superseded, &mut self.repeated),
        ] {
            for row in superseded.rows(batch) {
                *count += u64::from(std::mem::replace(&mut kept[row], false));
            }
        }
        kept
    }

    /// Which of the kept rows have a weight above zero; the others are counted.
    fn rows_with_weight(
        &mut self,
        task: &Task<'_>,
        batch: &Batch,
        kept: &[bool],
        weights: &Weights,
    ) -> Vec<bool> {
        let mut used = kept.to_vec();
        let own = match task.compiled.weight.map(|weight| &batch.columns[weight]) {
            Some(Column::Numbers(own)) => own.as_slice(),
            _ => &[],
        };
        for (row, (used, &weight)) in used.iter_mut().zip(&weights.values).enumerate() {
            if *used && weight <= 0.0 {
                *used = false;
                self.no_weight += 1;
                let why = own.get(row).and_then(|weight| weight.absence());
                let bad = matches!(why, Some(Absence::OutOfScale | Absence::Unreadable));
                self.bad_weights += u64::from(bad);
            }
        }
        used
    }

    /// Notes what the ledger needs of the rows that count.
    fn note(&mut self, task: &Task<'_>, batch: &Batch, used: &[bool]) {
        self.used += used.iter().filter(|&&used| used).count() as u64;
        for (counts, column) in self.absences.iter_mut().zip(&batch.columns) {
            for (count, more) in counts.iter_mut().zip(column.absences(|row| used[row])) {
                *count += more;
            }
        }
        if task.several_files {
            self.codes.add(batch, used);
            self.options.add(batch, used);
        }
        if let Some(Column::Days(days)) = task.compiled.date.map(|date| &batch.columns[date]) {
            for (&day, _) in days
                .iter()
                .zip(used)
                .filter(|(day, used)| **used && day.absence().is_none())
            {
                let (first, last) = self.days.get_or_insert((day, day));
                (*first, *last) = (day.min(*first), day.max(*last));
            }
        }
        if let Some(Column::Numbers(times)) = task.compiled.time.map(|time| &batch.columns[time]) {
            let known = |(time, used): &(&f64, &bool)| **used && time.absence().is_none();
            let times = times.iter().zip(used).filter(known);
            self.times.extend(times.map(|(time, _)| *time));
        }
        let id = |row: usize| (batch.file as u32, batch.block, record_of(batch, row));
        if task.alike {
            let alike = batch.duplicates.iter().enumerate();
            let alike = alike.filter(|(row, hash)| used[*row] && **hash != 0);
            self.alike.extend(alike.map(|(row, hash)| (*hash, id(row))));
        }
        if task.keys {
            for (row, &key) in batch.keys.iter().enumerate().filter(|(row, _)| used[*row]) {
                if key == 0 {
                    self.keyless = Some(self.keyless.map_or(id(row), |first| first.min(id(row))));
                } else {
                    self.keys.push((key, id(row)));
                }
            }
        }
    }

    /// Notes whose the responses are, and what they answered.
    fn note_customers(
        &mut self,
        task: &Task<'_>,
        batch: &Batch,
        used: &[bool],
        (weights, values): (&[f64], &[Values<'_>]),
    ) {
        let clusters = &task.compiled.clusters;
        self.responses
            .add_customers(used, &batch.customers, weights);
        for variable in distinct(clusters.iter().map(|one| one.variable)) {
            self.responses.add_values(variable, used, &values[variable]);
        }
    }

    /// Adds what another thread gathered.
    pub fn merge(mut self, compiled: &Compiled<'_>, other: Self) -> Self {
        let slots: Vec<Vec<u32>> = self
            .groups
            .iter_mut()
            .zip(&other.groups)
            .map(|(mine, theirs)| theirs.keys.iter().map(|key| mine.slot(*key)).collect())
            .collect();
        for ((tally, mine), theirs) in compiled
            .tallies
            .iter()
            .zip(&mut self.tables)
            .zip(other.tables)
        {
            mine.merge(
                theirs,
                &slots[tally.grouping],
                self.groups[tally.grouping].keys.len(),
            );
        }
        self.responses.merge(other.responses, &slots);
        self.classes.merge(other.classes);
        self.reaching.merge(other.reaching);
        let crossings = self.crossings.iter_mut().zip(other.crossings);
        for (crossed, (mine, theirs)) in compiled.crosses.iter().zip(crossings) {
            mine.merge(theirs, &slots[crossed.grouping]);
        }
        let comments = self.comments.iter_mut().zip(other.comments);
        for (commented, (mine, theirs)) in compiled.comments.iter().zip(comments) {
            mine.merge(commented, theirs, &slots[commented.grouping]);
        }
        for (mine, theirs) in self.lists.iter_mut().zip(other.lists) {
            mine.merge(theirs);
        }
        for (mine, theirs) in self
            .absences
            .iter_mut()
            .flatten()
            .zip(other.absences.iter().flatten())
        {
            *mine += theirs;
        }
        self.used += other.used;
        self.repeated += other.repeated;
        self.duplicates += other.duplicates;
        for (mine, theirs) in self.left_out.iter_mut().zip(&other.left_out) {
            *mine += theirs;
        }
        self.alike.extend(other.alike);
        self.times.extend(other.times);
        self.no_weight += other.no_weight;
        self.codes.merge(other.codes);
        self.options.merge(other.options);
        self.bad_weights += other.bad_weights;
        self.days = match (self.days, other.days) {
            (Some((first, last)), Some((earlier, later))) => {
                Some((first.min(earlier), last.max(later)))
            }
            (mine, theirs) => mine.or(theirs),
        };
        self.keys.extend(other.keys);
        self.keyless = match (self.keyless, other.keyless) {
            (Some(mine), Some(theirs)) => Some(mine.min(theirs)),
            (mine, theirs) => mine.or(theirs),
        };
        self.failure = self.failure.or(other.failure);
        self
    }

    /// The products of the numbers side by side by the slots of their groupings, taken out.
    pub fn crosses(&mut self) -> Vec<Vec<Crosses>> {
        let crossings = std::mem::take(&mut self.crossings);
        crossings.into_iter().map(Crossing::finish).collect()
    }

    /// The comments, taken out.
    pub fn comments(&mut self) -> Vec<Commenting> {
        std::mem::take(&mut self.comments)
    }

    /// The rows written out, taken out.
    pub fn lists(&mut self) -> Vec<Listing> {
        std::mem::take(&mut self.lists)
    }

    /// The groups of each grouping, the tables in the order of the plan, and the responses with
    /// their customers.
    pub fn into_parts(self) -> (Vec<Groups>, Vec<Table>, Responses) {
        (self.groups, self.tables, self.responses)
    }
}

fn distinct(indices: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut indices: Vec<usize> = indices.collect();
    indices.sort_unstable();
    indices.dedup();
    indices
}

/// The record of the block that a row stands for: ragged ones and tests have no row.
pub fn record_of(batch: &Batch, row: usize) -> u32 {
    let mut record = row as u32;
    for &rowless in &batch.rowless {
        if rowless <= record {
            record += 1;
        } else {
            break;
        }
    }
    record
}
