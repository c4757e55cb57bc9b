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

use std::collections::HashMap;
use std::hash::{BuildHasher, Hasher};

use crate::survey::absence::Answerable;

use super::compile::{CrossedAt, VariableAt};
use super::customers::NO_CUSTOMER;
use super::moments::{ProductSums, Products};
use super::table::Values;

/// How many groups the cases are dealt into.
pub const GROUPS: usize = 40;

/// More patterns than this are not kept one by one.
pub const MOST_PATTERNS: usize = 500_000;

/// The numbers of a case as bits, behind them its weight and, where customers are known, its group.
type Pattern = Box<[u64]>;

/// A hasher whose seed is always the same, since it deals the groups.
type Fixed = foldhash::quality::FixedState;

/// The complete cases of one thread, or of all.
#[derive(Debug)]
pub struct Crossing {
    numbers: usize,
    clustered: bool,
    cases: Cases,
    /// Responses that lack one of the numbers.
    missing: u64,
}

#[derive(Debug)]
enum Cases {
    Patterns(HashMap<Pattern, u64, foldhash::fast::RandomState>),
    Sums(Vec<ProductSums>),
}

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
    /// Which rows count.
    pub used: &'r [bool],
    /// Their values, by the compiled plan's variables.
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
            cases: Cases::Patterns(HashMap::default()),
            missing: 0,
        }
    }

    /// Adds the cases of a batch for which `counts` holds.
    pub fn add(
        &mut self,
        crossed: &CrossedAt,
        variables: &[VariableAt],
        rows: &Rows<'_>,
        counts: impl Fn(usize) -> bool,
    ) {
        // All batches of a survey know the customers, or none does.
        self.clustered |= !rows.customers.is_empty();
        let columns: Vec<_> = crossed
            .variables
            .iter()
            .map(|variable| Numbers::of(variables[*variable], &rows.values[*variable]))
            .collect();
        let mut pattern = Vec::with_capacity(self.numbers + 2);
        for row in (0..rows.used.len()).filter(|row| rows.used[*row] && counts(*row)) {
            pattern.clear();
            pattern.extend(columns.iter().map_while(|column| column.at(row)));
            if pattern.len() < self.numbers {
                self.missing += 1;
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
            self.add_pattern(bits, 1);
        }
    }

    fn add_pattern(&mut self, pattern: Pattern, times: u64) {
        match &mut self.cases {
            Cases::Patterns(patterns) => {
                *patterns.entry(pattern).or_insert(0) += times;
                if patterns.len() > MOST_PATTERNS {
                    self.sum();
                }
            }
            Cases::Sums(groups) => {
                let group = self.clustered.then(|| pattern.last().copied()).flatten();
                let group = group.unwrap_or_else(|| hash(pattern.iter().copied())) as usize;
                let numbers: Vec<f64> = pattern[..self.numbers].iter().map(number).collect();
                let weight = number(&pattern[self.numbers]);
                groups[group % GROUPS].add(&numbers, weight, times);
            }
        }
    }

    /// Gives up the patterns and keeps their sums.
    fn sum(&mut self) {
        let sums = vec![ProductSums::new(self.numbers); GROUPS];
        let cases = std::mem::replace(&mut self.cases, Cases::Sums(sums));
        if let Cases::Patterns(patterns) = cases {
            for (pattern, times) in patterns {
                self.add_pattern(pattern, times);
            }
        }
    }

    /// Adds another thread's cases.
    pub fn merge(&mut self, other: Self) {
        self.clustered |= other.clustered;
        self.missing += other.missing;
        match other.cases {
            Cases::Patterns(patterns) => {
                for (pattern, times) in patterns {
                    self.add_pattern(pattern, times);
                }
            }
            Cases::Sums(theirs) => {
                if matches!(self.cases, Cases::Patterns(_)) {
                    self.sum();
                }
                if let Cases::Sums(mine) = &mut self.cases {
                    for (mine, theirs) in mine.iter_mut().zip(&theirs) {
                        mine.merge(theirs);
                    }
                }
            }
        }
    }

    /// The products of the groups.
    pub fn finish(self) -> Crosses {
        let sums = match self.cases {
            Cases::Sums(sums) => sums,
            Cases::Patterns(patterns) => {
                let mut dealt: Vec<(u64, Pattern, u64)> = patterns
                    .into_iter()
                    .map(|(pattern, times)| (hash(pattern.iter().copied()), pattern, times))
                    .collect();
                dealt.sort_unstable();
                let mut sums = vec![ProductSums::new(self.numbers); GROUPS];
                let mut next = 0;
                for (_, pattern, times) in dealt {
                    let numbers: Vec<f64> = pattern[..self.numbers].iter().map(number).collect();
                    let weight = number(&pattern[self.numbers]);
                    if let Some(group) = pattern.last().filter(|_| self.clustered) {
                        sums[*group as usize % GROUPS].add(&numbers, weight, times);
                        continue;
                    }
                    // Each group gets as many, and those whose turn it is one more.
                    let (each, more) = (times / GROUPS as u64, (times % GROUPS as u64) as usize);
                    for turn in 0..GROUPS {
                        let times = each + u64::from(turn < more);
                        if times > 0 {
                            sums[(next + turn) % GROUPS].add(&numbers, weight, times);
                        }
                    }
                    next = (next + more) % GROUPS;
                }
                sums
            }
        };
        Crosses {
            groups: sums.iter().filter_map(ProductSums::finish).collect(),
            missing: self.missing,
        }
    }
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
        }
    }

    /// The cases as one thread sees them.
    fn seen(cases: &[(u16, f64)], weights: &[f64], customers: &[u64]) -> Crossing {
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
            used: &vec![true; cases.len()],
            values: &values,
            weights,
            customers,
        };
        crossing.add(&crossed(), &variables, &rows, |_| true);
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
            both.merge(part(other));
            prop_assert_eq!(whole, both.finish());
        }
    }

    #[test]
    fn equal_cases_are_dealt_evenly() {
        let found = seen(&vec![(2, 1.0); 4 * GROUPS], &[], &[]).finish();
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
        let count = |crosses: &Crosses| crosses.groups.iter().map(|g| g.count.n).sum::<u64>();
        assert_eq!(count(&patterns), count(&sums.finish()));
    }
}
