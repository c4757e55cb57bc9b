//! Which codes of a scale were given in each file: a scale may change between two files while its
//! name stays.

use std::collections::BTreeMap;

use crate::survey::absence::Answerable;
use crate::survey::batch::Batch;
use crate::survey::column::Column;

/// If the people of one file answered as those of the other did, so many answers would be
/// expected where there is none. The chance of none at all is then below one in a hundred million.
const EXPECTED: f64 = 20.0;

/// How often each code was given, for each read of a scale, for each file.
#[derive(Debug, Default)]
pub struct CodesSeen(BTreeMap<(usize, usize), Vec<(i16, u64)>>);

/// A scale that two files seem to use differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScaleChange {
    /// Which read.
    pub read: usize,
    /// The earlier file with its lowest and highest code given.
    pub before: (usize, [i16; 2]),
    /// The later one.
    pub after: (usize, [i16; 2]),
}

impl CodesSeen {
    /// Counts a batch's rows for which `used` holds.
    pub fn add(&mut self, batch: &Batch, used: &[bool]) {
        for (read, column) in batch.columns.iter().enumerate() {
            let Column::Codes(codes) = column else {
                continue;
            };
            let counts = self.0.entry((read, batch.file)).or_default();
            let given = codes.iter().zip(used);
            for (&code, _) in given.filter(|(code, used)| **used && code.absence().is_none()) {
                count(counts, code, 1);
            }
        }
    }

    /// Adds what another thread counted.
    pub fn merge(&mut self, other: Self) {
        for (key, counts) in other.0 {
            let mine = self.0.entry(key).or_default();
            for (code, n) in counts {
                count(mine, code, n);
            }
        }
    }

    /// Where a file's answers end short of what the file before it has, or go far beyond.
    pub fn changes(&self) -> Vec<ScaleChange> {
        let files: Vec<_> = self
            .0
            .iter()
            .filter_map(|((read, file), counts)| Some((*read, *file, ends(counts)?, counts)))
            .collect();
        let mut found: Vec<ScaleChange> = Vec::new();
        for pair in files.windows(2) {
            let [
                (read, before, old, old_counts),
                (same, after, new, new_counts),
            ] = pair
            else {
                continue;
            };
            let differs = read == same
                && (misses(old_counts, new_counts, *new) || misses(new_counts, old_counts, *old));
            if differs && found.last().is_none_or(|last| last.read != *read) {
                found.push(ScaleChange {
                    read: *read,
                    before: (*before, *old),
                    after: (*after, *new),
                });
            }
        }
        found
    }
}

/// Adds to the count of a code. Scales have few codes, and they are soon all there.
fn count(counts: &mut Vec<(i16, u64)>, code: i16, n: u64) {
    match counts.iter_mut().find(|(known, _)| *known == code) {
        Some((_, count)) => *count += n,
        None => counts.push((code, n)),
    }
}

fn ends(counts: &[(i16, u64)]) -> Option<[i16; 2]> {
    let codes = || counts.iter().map(|(code, _)| *code);
    Some([codes().min()?, codes().max()?])
}

/// Whether some answers lack that would be expected of people who answer as the others do: those
/// beyond the ends of what was given.
fn misses(others: &[(i16, u64)], own: &[(i16, u64)], [low, high]: [i16; 2]) -> bool {
    let sum = |counts: &[(i16, u64)]| counts.iter().map(|(_, n)| n).sum::<u64>() as f64;
    [|code, low, _| code < low, |code, _, high| code > high]
        .into_iter()
        .any(|beyond: fn(i16, i16, i16) -> bool| {
            let there = others.iter().filter(|(code, _)| beyond(*code, low, high));
            let there = there.map(|(_, n)| n).sum::<u64>() as f64;
            there / sum(others) * sum(own) >= EXPECTED
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(files: &[&[(i16, u64)]]) -> Vec<ScaleChange> {
        let counts = files.iter().enumerate();
        CodesSeen(
            counts
                .map(|(file, counts)| ((0, file), counts.to_vec()))
                .collect(),
        )
        .changes()
    }

    #[test]
    fn a_shorter_scale_is_told_and_a_small_file_is_not() {
        let ten = [(1, 10), (2, 5), (5, 20), (8, 40), (10, 25)];
        let five = [(1, 10), (2, 20), (3, 30), (4, 20), (5, 20)];
        let [change] = &seen(&[&ten, &five])[..] else {
            unreachable!("one change")
        };
        assert_eq!((change.before, change.after), ((0, [1, 10]), (1, [1, 5])));
        assert_eq!(seen(&[&five, &ten]).len(), 1, "also where it grows");
        assert_eq!(
            seen(&[&ten, &[(1, 2), (5, 10)]]),
            [],
            "ten people may happen to agree"
        );
        assert_eq!(seen(&[&ten, &ten]), []);
    }
}
