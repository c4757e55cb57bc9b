//! Which group a response is in, for one list of dimensions.

use std::collections::HashMap;

use crate::survey::absence::Answerable;
use crate::survey::batch::Batch;
use crate::survey::column::{Column, OptionSets};
use crate::survey::dictionary::OTHER;

use super::compile::DimensionAt;
use super::evaluate::{Evaluated, TRUE};
use super::period::Period;

/// How many dimensions a group may have: a page, a period, a side and four questions that a
/// comparison is adjusted for are seven.
pub const MOST_DIMENSIONS: usize = 8;

/// A group: a number on each dimension, 0 on those that are not there.
pub type Key = [u32; MOST_DIMENSIONS];

/// No group.
pub const NONE: u32 = u32::MAX;

/// The place, among the options of a question, of all who were asked.
pub const ASKED: u32 = OTHER;

/// Which groups the rows of a batch are in.
#[derive(Debug, Clone, Default)]
pub struct Slots {
    /// For each row the slot of its group, or [`NONE`].
    pub rows: Vec<u32>,
    /// Further groups of rows that are in several, as row and slot, in the order of the rows.
    pub further: Vec<(u32, u32)>,
}

impl Slots {
    /// Every row with every group that it is in.
    pub fn pairs(&self) -> impl Iterator<Item = (usize, u32)> {
        let first = self.rows.iter().copied().enumerate();
        let further = self.further.iter();
        first
            .filter(|(_, slot)| *slot != NONE)
            .chain(further.map(|(row, slot)| (*row as usize, *slot)))
    }
}

/// A signed number as a place, never [`NONE`] for codes and periods.
fn place(number: i32) -> u32 {
    number as u32 ^ 0x8000_0000
}

/// The number that a place stands for.
pub fn number_at(place: u32) -> i32 {
    (place ^ 0x8000_0000) as i32
}

/// The groups seen so far, in the order in which they came.
#[derive(Debug, Default, Clone)]
pub struct Groups {
    slots: HashMap<Key, u32, foldhash::fast::RandomState>,
    /// The keys by slot.
    pub keys: Vec<Key>,
}

impl Groups {
    /// The slot of a group.
    #[inline]
    pub fn slot(&mut self, key: Key) -> u32 {
        let next = self.keys.len() as u32;
        let slot = *self.slots.entry(key).or_insert(next);
        if slot == next {
            self.keys.push(key);
        }
        slot
    }

    /// The groups of a batch's rows.
    pub fn slots(
        &mut self,
        dimensions: &[DimensionAt],
        batch: &Batch,
        evaluated: &Evaluated,
        used: &[bool],
    ) -> Slots {
        if dimensions.is_empty() {
            let slot = self.slot([0; MOST_DIMENSIONS]);
            let rows = used.iter().map(|&used| if used { slot } else { NONE });
            return Slots {
                rows: rows.collect(),
                further: Vec::new(),
            };
        }
        let places: Vec<Vec<u32>> = dimensions
            .iter()
            .map(|dimension| places(dimension, batch, evaluated))
            .collect();
        let mut last = (None, NONE);
        let rows = (0..batch.rows)
            .map(|row| {
                if !used[row] {
                    return NONE;
                }
                let mut key = [0; MOST_DIMENSIONS];
                for (part, places) in key.iter_mut().zip(&places) {
                    *part = places[row];
                    if *part == NONE {
                        return NONE;
                    }
                }
                if last.0 != Some(key) {
                    last = (Some(key), self.slot(key));
                }
                last.1
            })
            .collect();
        let mut slots = Slots {
            rows,
            further: Vec::new(),
        };
        for (at, dimension) in dimensions.iter().enumerate() {
            if let DimensionAt::Option(read) = dimension
                && let Column::Options(options) = &batch.columns[*read]
            {
                self.choose(at, options, &mut slots);
            }
        }
        slots
    }

    /// Puts each row also into the groups of the options that it chose, which stand at one place
    /// of the key.
    fn choose(&mut self, at: usize, options: &OptionSets, slots: &mut Slots) {
        let mut further = Vec::new();
        for (row, slot) in slots.pairs() {
            let key = self.keys[slot as usize];
            for option in options.of(row).unwrap_or_default() {
                let mut key = key;
                key[at] = *option;
                further.push((row as u32, self.slot(key)));
            }
        }
        slots.further.extend(further);
        slots.further.sort_unstable();
    }
}

/// The number of each row on one dimension, or [`NONE`].
pub fn places(dimension: &DimensionAt, batch: &Batch, evaluated: &Evaluated) -> Vec<u32> {
    match dimension {
        DimensionAt::Where(predicate) => {
            let truths = &evaluated.truths[*predicate];
            truths
                .iter()
                .map(|&truth| if truth == TRUE { 0 } else { NONE })
                .collect()
        }
        DimensionAt::Label(read) => match &batch.columns[*read] {
            Column::Labels(values) => values
                .iter()
                .map(|&value| {
                    if value == OTHER || value.absence().is_some() {
                        NONE
                    } else {
                        value
                    }
                })
                .collect(),
            _ => vec![NONE; batch.rows],
        },
        DimensionAt::Option(read) => match &batch.columns[*read] {
            Column::Options(options) => options
                .rows
                .iter()
                .map(|set| set.absence().map_or(ASKED, |_| NONE))
                .collect(),
            _ => vec![NONE; batch.rows],
        },
        DimensionAt::First(read) => match &batch.columns[*read] {
            Column::Options(options) => {
                let first = |set: &u32| match set.absence() {
                    None => options.firsts.get(*set as usize).copied(),
                    Some(_) => None,
                };
                let first =
                    |set: &u32| first(set).filter(|option| *option != OTHER).unwrap_or(NONE);
                options.rows.iter().map(first).collect()
            }
            _ => vec![NONE; batch.rows],
        },
        DimensionAt::Code(read) => match &batch.columns[*read] {
            Column::Codes(values) => values
                .iter()
                .map(|value| value.absence().map_or(place(i32::from(*value)), |_| NONE))
                .collect(),
            _ => vec![NONE; batch.rows],
        },
        DimensionAt::Band(bands) => {
            let mut places = vec![NONE; batch.rows];
            for (band, predicate) in (0..).zip(bands.iter()) {
                for (at, truth) in places.iter_mut().zip(&evaluated.truths[*predicate]) {
                    if *truth == TRUE {
                        *at = place(band);
                    }
                }
            }
            places
        }
        DimensionAt::Period(read, granularity, calendar) => match &batch.columns[*read] {
            Column::Days(values) => {
                let mut known = HashMap::<i32, u32, foldhash::fast::RandomState>::default();
                values
                    .iter()
                    .map(|&day| {
                        if day.absence().is_some() {
                            return NONE;
                        }
                        *known.entry(day).or_insert_with(|| {
                            place(Period::of_day(day, *granularity, *calendar).number)
                        })
                    })
                    .collect()
            }
            _ => vec![NONE; batch.rows],
        },
    }
}
