//! Who was asked and who of them answered.

use std::collections::BTreeMap;

use crate::language::query::{Invited, Query};
use crate::survey::batch::{Batch, NOT_LISTED};
use crate::survey::decode::SpecialCodes;
use crate::survey::survey::Survey;
use crate::text::fold;

use super::compile::{Compiled, DimensionAt};
use super::evaluate::{Evaluated, TRUE};
use super::grouping::{Groups, Key, NONE};
use super::result::Place;

/// How many were asked and how many of these answered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reached {
    /// Asked.
    pub invited: u64,
    /// Of these, with a response that counts.
    pub answered: u64,
}

/// Who was asked, where the query tells it one by one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reach {
    /// All of them.
    pub all: Reached,
    /// For each question or column by which groups are made: the groups, ascending by place.
    pub by: Vec<Vec<(Place, Reached)>>,
}

impl Reached {
    fn add(&mut self, other: Self) {
        self.invited += other.invited;
        self.answered += other.answered;
    }
}

/// What one thread gathers of it.
#[derive(Debug, Default)]
pub struct Reaching {
    /// For each row of the list whether a response that counts belongs to it.
    listed: Vec<bool>,
    all: Reached,
    by: Vec<(Groups, Vec<Reached>)>,
}

impl Reaching {
    /// Nobody yet.
    pub fn new(compiled: &Compiled<'_>) -> Self {
        let groups = compiled.invited.iter().flat_map(|invited| &invited.by);
        Self {
            by: groups.map(|_| Default::default()).collect(),
            ..Self::default()
        }
    }

    /// Adds a batch: which of its rows may be of somebody asked, and which of them count.
    pub fn add(
        &mut self,
        compiled: &Compiled<'_>,
        batch: &Batch,
        evaluated: &Evaluated,
        present: &[bool],
        used: &[bool],
    ) {
        if compiled.reaches_list {
            for (&row, _) in batch.listed.iter().zip(used).filter(|(_, used)| **used) {
                if row == NOT_LISTED {
                    continue;
                }
                let row = row as usize;
                if self.listed.len() <= row {
                    self.listed.resize(row + 1, false);
                }
                self.listed[row] = true;
            }
        }
        let Some(invited) = &compiled.invited else {
            return;
        };
        let truths = &evaluated.truths[invited.of];
        let asked: Vec<bool> = present
            .iter()
            .zip(truths)
            .map(|(present, truth)| *present && *truth == TRUE)
            .collect();
        let one = |row: usize| Reached {
            invited: 1,
            answered: u64::from(used[row]),
        };
        for row in (0..batch.rows).filter(|&row| asked[row]) {
            self.all.add(one(row));
        }
        for (dimension, (groups, counts)) in invited.by.iter().zip(&mut self.by) {
            let slots = groups.slots(std::slice::from_ref(dimension), batch, evaluated, &asked);
            counts.resize(groups.keys.len(), Reached::default());
            for (row, slot) in slots.rows.into_iter().enumerate() {
                if slot != NONE {
                    counts[slot as usize].add(one(row));
                }
            }
        }
    }

    /// Adds what another thread gathered.
    pub fn merge(&mut self, other: Self) {
        if self.listed.len() < other.listed.len() {
            self.listed.resize(other.listed.len(), false);
        }
        for (mine, theirs) in self.listed.iter_mut().zip(other.listed) {
            *mine |= theirs;
        }
        self.all.add(other.all);
        for ((groups, counts), (more, others)) in self.by.iter_mut().zip(other.by) {
            for (key, reached) in more.keys.into_iter().zip(others) {
                let slot = groups.slot(key) as usize;
                if counts.len() <= slot {
                    counts.resize(slot + 1, Reached::default());
                }
                counts[slot].add(reached);
            }
        }
    }

    /// What came of it; `None` where the query gives a number, or nothing.
    pub fn reach(
        self,
        query: &Query,
        compiled: &Compiled<'_>,
        survey: &Survey,
        place: impl Fn(&DimensionAt, u32) -> Place,
    ) -> Option<Reach> {
        match query.source.invited.as_ref()? {
            Invited::Number(_) => None,
            Invited::List { by } => {
                let list = survey.seconds.first()?;
                let answered = |row: usize| self.listed.get(row).copied().unwrap_or_default();
                let one = |row: usize| Reached {
                    invited: 1,
                    answered: u64::from(answered(row)),
                };
                let mut all = Reached::default();
                (0..list.len()).for_each(|row| all.add(one(row)));
                let groups = by.iter().map(|column| {
                    let special = SpecialCodes::new(&[], &column.missing);
                    // Written otherwise, it is the same value; one spelling stands for all.
                    let mut known: BTreeMap<String, (String, Reached)> = BTreeMap::new();
                    let cells = survey.of_second(column.column);
                    let cells = cells
                        .into_iter()
                        .flat_map(|(list, column)| list.cells(column));
                    for (row, cell) in cells.enumerate() {
                        let text = String::from_utf8_lossy(cell).trim().to_owned();
                        let folded = fold(&text).into_owned();
                        if special.of_text(&folded).is_none() {
                            let group = known.entry(folded);
                            let group = group.or_insert_with(|| (text.clone(), Reached::default()));
                            if text < group.0 {
                                group.0 = text;
                            }
                            group.1.add(one(row));
                        }
                    }
                    let groups = known.into_values();
                    groups
                        .map(|(text, reached)| (Place::Label(text), reached))
                        .collect()
                });
                Some(Reach {
                    all,
                    by: groups.collect(),
                })
            }
            Invited::Rows { .. } => {
                let dimensions = compiled.invited.iter().flat_map(|invited| &invited.by);
                let by = self.by.into_iter().zip(dimensions);
                let named = by.map(|((groups, counts), dimension)| {
                    let keys = groups.keys.into_iter().zip(counts);
                    let mut named: Vec<(Place, Reached)> = keys
                        .map(|(key, reached): (Key, Reached)| (place(dimension, key[0]), reached))
                        .collect();
                    named.sort_by(|one, other| one.0.cmp(&other.0));
                    named
                });
                Some(Reach {
                    all: self.all,
                    by: named.collect(),
                })
            }
        }
    }
}
