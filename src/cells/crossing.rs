//! Several numbers of the same responses, side by side: what shares of explained variance rest on.
//!
//! A histogram of each number by itself can't tell how two of them go together. So the complete
//! cases are counted by their pattern, the values of all the numbers at once, and dealt into
//! [`GROUPS`] groups, from whose differences intervals are made. Patterns are dealt in the order of
//! their hashes and equal ones to one group after the other, so that neither the order of rows
//! nor the number of threads matters. Where customers are known, all answers of one are in one
//! group.
//!
//! Numbers with very many patterns are not kept: from [`MOST_PATTERNS`] on, a case goes into the
//! group of its pattern's hash, and exact sums of products stand for the cases.
//!
//! All this is done apart for each slot of a grouping, of which there is one or one for each page.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hasher};

use crate::survey::absence::Answerable;

use super::compile::{CrossedAt, VariableAt};
use super::customers::NO_CUSTOMER;
use super::moments::{ProductSums, Products};
use super::table::Values;

/// How many groups the cases are dealt into.
pub const GROUPS: usize = 40;

/// More patterns than this, over all slots, are not kept one by one.
pub const MOST_PATTERNS: usize = 500_000;

/// The numbers of a case as bits, behind them its weight and, where customers are known, its group.
type Pattern = Box<[u64]>;

/// A hasher whose seed is always the same, since it deals the groups.
type Fixed = foldhash::quality::FixedState;

/// The complete cases of one thread, or of all, by the slots of a grouping.
#[derive(Debug)]
pub struct Crossing {
    numbers: usize,
    clustered: bool,
    cases: Cases,
    /// By slot: responses that lack one of the numbers.
    missing: Vec<u64>,
}

/// By slot.
#[derive(Debug)]
enum Cases {
    /// Patterns with how often they stand there, and how many patterns they are together.
    Patterns(Vec<Patterns>, usize),
    Sums(Vec<Vec<ProductSums>>),
}

type Patterns = HashMap<Pattern, u64, foldhash::fast::RandomState>;

/// The products of each group of cases, of which none is complete where there is none.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Crosses {
    /// One for each group that is not empty.
    pub groups: Vec<Products>,
    /// Responses that lack one of the numbers.
    pub missing: u64,
}

/// What the cases of a batch are made of.
pub struct Rows<'r> {
    /// The values of its rows, by the compiled plan's variables.
    pub values: &'r [Values<'r>],
    /// Their weights; empty without.
    pub weights: &'r [f64],
    /// Their customers; empty without.
    pub customers: &'r [u64],
}

impl Crossing {
    /// No cases yet.
    pub fn new(crossed: &CrossedAt) -> Self {
        Self {
            numbers: crossed.variables.len(),
            clustered: false,
            cases: Cases::Patterns(Vec::new(), 0),
            missing: Vec::new(),
        }
    }

    /// Adds some cases of a batch: rows with their slots.
    pub fn add(
        &mut self,
        crossed: &CrossedAt,
        variables: &[VariableAt],
        rows: &Rows<'_>,
        those: impl Iterator<Item = (usize, u32)>,
    ) {
        // All batches of a survey know the customers, or none does.
        self.clustered |= !rows.customers.is_empty();
        let columns: Vec<_> = crossed
            .variables
            .iter()
            .map(|variable| Numbers::of(variables[*variable], &rows.values[*variable]))
            .collect();
        let mut pattern = Vec::with_capacity(self.numbers + 2);
        for (row, slot) in those {
            let slot = slot as usize;
            pattern.clear();
            pattern.extend(columns.iter().map_while(|column| column.at(row)));
            if pattern.len() < self.numbers {
                *at(&mut self.missing, slot) += 1;
                continue;
            }
            // Minus zero is zero.
            let weight = rows.weights.get(row).copied().unwrap_or(1.0);
            pattern.push(weight);
            let customer = rows.customers.get(row).copied();
            let customer = customer.filter(|customer| !matches!(*customer, 0 | NO_CUSTOMER));
            let group = self
                .clustered
                .then(|| customer.unwrap_or_else(|| hash(pattern.iter().map(bits))))
                .map(|hash| hash % GROUPS as u64);
            let bits = pattern.iter().map(bits).chain(group).collect();
            self.add_pattern(slot, bits, 1);
        }
    }

    fn add_pattern(&mut self, slot: usize, pattern: Pattern, times: u64) {
        match &mut self.cases {
            Cases::Patterns(slots, different) => {
                let patterns = at(slots, slot);
                let before = patterns.len();
                *patterns.entry(pattern).or_insert(0) += times;
                *different += patterns.len() - before;
                if *different > MOST_PATTERNS {
                    self.sum();
                }
            }
            Cases::Sums(slots) => {
                let group = self.clustered.then(|| pattern.last().copied()).flatten();
                let group = group.unwrap_or_else(|| hash(pattern.iter().copied())) as usize;
                let numbers: Vec<f64> = pattern[..self.numbers].iter().map(number).collect();
                let weight = number(&pattern[self.numbers]);
                let groups = at(slots, slot);
                groups.resize(GROUPS, ProductSums::new(self.numbers));
                groups[group % GROUPS].add(&numbers, weight, times);
            }
        }
    }

    /// Gives up the patterns of all slots and keeps their sums.
    fn sum(&mut self) {
        let cases = std::mem::replace(&mut self.cases, Cases::Sums(Vec::new()));
        if let Cases::Patterns(slots, _) = cases {
            self.add_patterns(slots.into_iter().enumerate());
        }
    }

    fn add_patterns(&mut self, slots: impl Iterator<Item = (usize, Patterns)>) {
        for (slot, patterns) in slots {
            for (pattern, times) in patterns {
                self.add_pattern(slot, pattern, times);
            }
        }
    }

    /// Adds another thread's cases. `slots` says which slot of this one each slot of the other is.
    pub fn merge(&mut self, other: Self, slots: &[u32]) {
        self.clustered |= other.clustered;
        let slots = || slots.iter().map(|slot| *slot as usize);
        for (slot, missing) in slots().zip(other.missing) {
            *at(&mut self.missing, slot) += missing;
        }
        match other.cases {
            Cases::Patterns(theirs, _) => self.add_patterns(slots().zip(theirs)),
            Cases::Sums(theirs) => {
                if matches!(self.cases, Cases::Patterns(..)) {
                    self.sum();
                }
                if let Cases::Sums(mine) = &mut self.cases {
                    for (slot, theirs) in slots().zip(theirs) {
                        let mine = at(mine, slot);
                        mine.resize(theirs.len().max(mine.len()), ProductSums::new(self.numbers));
                        for (mine, theirs) in mine.iter_mut().zip(&theirs) {
                            mine.merge(theirs);
                        }
                    }
                }
            }
        }
    }

    /// The products of the groups, slot after slot.
    pub fn finish(self) -> Vec<Crosses> {
        let (numbers, clustered) = (self.numbers, self.clustered);
        let mut sums: Vec<Vec<ProductSums>> = match self.cases {
            Cases::Sums(sums) => sums,
            Cases::Patterns(slots, _) => slots
                .into_iter()
                .map(|patterns| deal(patterns, numbers, clustered))
                .collect(),
        };
        let mut missing = self.missing;
        let slots = sums.len().max(missing.len());
        sums.resize(slots, Vec::new());
        missing.resize(slots, 0);
        sums.iter()
            .zip(missing)
            .map(|(sums, missing)| Crosses {
                groups: sums.iter().filter_map(ProductSums::finish).collect(),
                missing,
            })
            .collect()
    }
}

/// Deals the cases of a slot into groups and adds up each.
fn deal(patterns: Patterns, numbers: usize, clustered: bool) -> Vec<ProductSums> {
    let mut dealt: Vec<(u64, Pattern, u64)> = patterns
        .into_iter()
        .map(|(pattern, times)| (hash(pattern.iter().copied()), pattern, times))
        .collect();
    dealt.sort_unstable();
    let mut sums = vec![ProductSums::new(numbers); GROUPS];
    let mut next = 0;
    for (_, pattern, times) in dealt {
        let values: Vec<f64> = pattern[..numbers].iter().map(number).collect();
        let weight = number(&pattern[numbers]);
        if let Some(group) = pattern.last().filter(|_| clustered) {
            sums[*group as usize % GROUPS].add(&values, weight, times);
            continue;
        }
        // Each group gets as many, and those whose turn it is one more.
        let (each, more) = (times / GROUPS as u64, (times % GROUPS as u64) as usize);
        for turn in 0..GROUPS {
            let times = each + u64::from(turn < more);
            if times > 0 {
                sums[(next + turn) % GROUPS].add(&values, weight, times);
            }
        }
        next = (next + more) % GROUPS;
    }
    sums
}

/// The place of a slot, made where there is none.
fn at<T: Default + Clone>(slots: &mut Vec<T>, slot: usize) -> &mut T {
    if slots.len() <= slot {
        slots.resize(slot + 1, T::default());
    }
    &mut slots[slot]
}

/// A variable's values as numbers.
enum Numbers<'v> {
    Indices(&'v [u16], f64, u16),
    Numbers(&'v [f64]),
}

impl<'v> Numbers<'v> {
    fn of(variable: VariableAt, values: &'v Values<'v>) -> Self {
        let (low, width) = match variable {
            VariableAt::Codes { low, width, .. } => (f64::from(low), width as u16),
            VariableAt::Response => (1.0, 1),
            _ => (0.0, 2),
        };
        match values {
            Values::Indices(indices) => Self::Indices(indices, low, width),
            Values::Numbers(numbers) => Self::Numbers(numbers),
        }
    }

    fn at(&self, row: usize) -> Option<f64> {
        match self {
            Self::Indices(indices, low, width) => {
                let index = *indices.get(row)?;
                (index < *width).then(|| low + f64::from(index))
            }
            Self::Numbers(numbers) => {
                let number = numbers.get(row).copied();
                number.filter(|number| number.absence().is_none())
            }
        }
    }
}

fn bits(number: &f64) -> u64 {
    (number + 0.0).to_bits()
}

fn number(bits: &u64) -> f64 {
    f64::from_bits(*bits)
}

fn hash(numbers: impl Iterator<Item = u64>) -> u64 {
    let mut hasher = Fixed::with_seed(0).build_hasher();
    for number in numbers {
        hasher.write_u64(number);
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const CROSSED: [usize; 2] = [0, 1];

    fn crossed() -> CrossedAt {
        CrossedAt {
            variables: CROSSED.to_vec(),
            of: None,
            grouping: 0,
        }
    }

    /// The cases as one thread sees them, all in one slot.
    fn seen(cases: &[(u16, f64)], weights: &[f64], customers: &[u64]) -> Crossing {
        seen_in(cases, weights, customers, |_| 0)
    }

    fn seen_in(
        cases: &[(u16, f64)],
        weights: &[f64],
        customers: &[u64],
        slot: impl Fn(usize) -> u32,
    ) -> Crossing {
        let codes = VariableAt::Codes {
            read: 0,
            low: 1,
            width: 5,
        };
        let variables = [codes, VariableAt::Response];
        let numbers: Vec<f64> = cases.iter().map(|(_, number)| *number).collect();
        let values = [
            Values::Indices(cases.iter().map(|(code, _)| *code).collect()),
            Values::Numbers(&numbers),
        ];
        let mut crossing = Crossing::new(&crossed());
        let rows = Rows {
            values: &values,
            weights,
            customers,
        };
        let those = (0..cases.len()).map(|row| (row, slot(row)));
        crossing.add(&crossed(), &variables, &rows, those);
        crossing
    }

    proptest! {
        #[test]
        fn neither_the_order_of_rows_nor_threads_matter(
            cases in prop::collection::vec((0u16..6, 0.0f64..3.0, 0.5f64..2.0, 0u64..9), 1..300),
            at in 0usize..300,
            named in any::<bool>(),
        ) {
            let part = |cases: &[(u16, f64, f64, u64)]| {
                let pairs: Vec<_> = cases.iter().map(|case| (case.0, case.1.round())).collect();
                let weights: Vec<f64> = cases.iter().map(|case| case.2).collect();
                let customers: Vec<u64> = cases.iter().map(|case| case.3 + 2).collect();
                seen(&pairs, &weights, if named { &customers } else { &[] })
            };
            let whole = part(&cases).finish();
            let mut turned = cases.clone();
            turned.reverse();
            let (one, other) = turned.split_at(at.min(turned.len()));
            let mut both = part(one);
            both.merge(part(other), &[0]);
            prop_assert_eq!(whole, both.finish());
        }
    }

    #[test]
    fn equal_cases_are_dealt_evenly() {
        let found = seen(&vec![(2, 1.0); 4 * GROUPS], &[], &[]).finish();
        let found = &found[0];
        assert!(found.groups.iter().all(|group| group.count.n == 4));
        assert_eq!(
            (found.groups.len(), found.groups[0].means[0]),
            (GROUPS, 3.0)
        );
    }

    #[test]
    fn sums_are_those_of_the_patterns() {
        let cases: Vec<_> = (0..500).map(|i| (i % 5, f64::from(i * 7 % 11))).collect();
        let patterns = seen(&cases, &[], &[]).finish();
        let mut sums = seen(&cases, &[], &[]);
        sums.sum();
        let count = |crosses: &[Crosses]| crosses[0].groups.iter().map(|g| g.count.n).sum::<u64>();
        assert_eq!(count(&patterns), count(&sums.finish()));
    }

    #[test]
    fn a_slot_is_what_its_cases_alone_would_be() {
        let cases: Vec<_> = (0..300).map(|i| (i % 7, f64::from(i * 7 % 11))).collect();
        for sums in [false, true] {
            let finished = |mut crossing: Crossing| {
                if sums {
                    crossing.sum();
                }
                crossing.finish()
            };
            let slot = |row: usize| u32::from(row % 3 == 1);
            let both = finished(seen_in(&cases, &[], &[], slot));
            for one in [0, 1] {
                let alone = cases.iter().enumerate();
                let alone = alone.filter(|(row, _)| slot(*row) == one);
                let alone: Vec<_> = alone.map(|(_, case)| *case).collect();
                let alone = finished(seen(&alone, &[], &[]));
                assert_eq!(both[one as usize], alone[0]);
            }
            // The other thread met the slots in another order.
            let mut turned = seen_in(&cases, &[], &[], slot);
            turned.merge(seen_in(&cases, &[], &[], |row| 1 - slot(row)), &[1, 0]);
            let twice: Vec<_> = [cases.clone(), cases.clone()].concat();
            let twice = finished(seen_in(&twice, &[], &[], |row| slot(row % 300)));
            assert_eq!(finished(turned), twice);
        }
    }
}
