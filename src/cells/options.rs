//! Which options were chosen in each file, where they are joined in one cell: no header tells
//! which there were.

use std::collections::BTreeMap;

use crate::survey::batch::Batch;
use crate::survey::column::{Column, OptionSets};
use crate::survey::waves::{Chosen, other_options};

/// For each read of several options, for each file: how many were asked, and how many of them
/// chose each option, by its number in the dictionary.
#[derive(Debug, Default)]
pub struct OptionsSeen(BTreeMap<(usize, usize), Asked>);

#[derive(Debug, Default)]
struct Asked {
    people: u64,
    options: BTreeMap<u32, u64>,
}

/// Options that two files seem not to share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OptionChange {
    /// The earlier file with those that are gone in the other.
    pub before: (usize, Vec<String>),
    /// The later one with those that are new.
    pub after: (usize, Vec<String>),
}

impl OptionsSeen {
    /// Counts a batch's rows for which `used` holds.
    pub fn add(&mut self, batch: &Batch, used: &[bool]) {
        for (read, column) in batch.columns.iter().enumerate() {
            if let Column::Options(sets) = column {
                let asked = self.0.entry((read, batch.file)).or_default();
                asked.add(sets, used);
            }
        }
    }

    /// Adds what another thread counted.
    pub fn merge(&mut self, other: Self) {
        for (key, more) in other.0 {
            let mine = self.0.entry(key).or_default();
            mine.people += more.people;
            for (option, people) in more.options {
                *mine.options.entry(option).or_default() += people;
            }
        }
    }

    /// The first two files that follow one another and differ in a read's options. `spellings` are
    /// those of its dictionary.
    pub fn change(&self, read: usize, spellings: &BTreeMap<u32, String>) -> Option<OptionChange> {
        let files = self.0.range((read, 0)..(read + 1, 0));
        let files: Vec<(usize, Chosen)> = files
            .filter(|(_, asked)| asked.people > 0)
            .map(|((_, file), asked)| (*file, asked.spelt(spellings)))
            .collect();
        files.windows(2).find_map(|pair| {
            let [(before, old), (after, new)] = pair else {
                return None;
            };
            let (gone, fresh) = other_options(old, new)?;
            Some(OptionChange {
                before: (*before, gone),
                after: (*after, fresh),
            })
        })
    }
}

impl Asked {
    fn add(&mut self, sets: &OptionSets, used: &[bool]) {
        let mut times = vec![0; sets.sets.len()];
        for (&set, _) in sets.rows.iter().zip(used).filter(|(_, used)| **used) {
            // Other numbers are those of absences.
            if let Some(times) = times.get_mut(set as usize) {
                *times += 1;
                self.people += 1;
            }
        }
        for (set, times) in sets.sets.iter().zip(times).filter(|(_, times)| *times > 0) {
            for option in set.iter() {
                *self.options.entry(*option).or_default() += times;
            }
        }
    }

    fn spelt(&self, spellings: &BTreeMap<u32, String>) -> Chosen {
        let options = self.options.iter();
        Chosen {
            options: options
                .filter_map(|(option, people)| Some((spellings.get(option)?.clone(), *people)))
                .collect(),
            asked: self.people,
        }
    }
}
