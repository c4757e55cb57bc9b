//! The sums of one tally while the data go by, and how two threads' sums are added.

use std::collections::HashMap;

use crate::survey::absence::Answerable;
use crate::survey::batch::Batch;
use crate::survey::column::Column;

use super::compile::{Number, VariableAt};
use super::evaluate::{Evaluated, UNKNOWN};
use super::exact::{ExactSum, Term};
use super::grouping::Slots;
use super::moments::MomentSums;
use super::result::{Cell, Content, Count};

/// A sum of weights.
pub type WeightSum = ExactSum<4>;

/// A response's weight and its square, ready to be added.
#[derive(Debug, Clone, Copy)]
pub struct WeightTerms {
    /// The weight.
    pub weight: Term,
    /// Its square.
    pub squared: Term,
}

/// The weights of a batch.
#[derive(Debug, Default)]
pub struct Weights {
    /// As numbers; empty if the survey has none.
    pub values: Vec<f64>,
    /// As terms.
    pub terms: Vec<WeightTerms>,
}

/// Sums of weights of one value in one group.
#[derive(Debug, Clone, Copy, Default)]
pub struct WeightSums {
    weight: WeightSum,
    squared: WeightSum,
}

impl WeightSums {
    #[inline]
    fn add(&mut self, terms: WeightTerms) {
        self.weight.add(terms.weight);
        self.squared.add(terms.squared);
    }

    fn merge(&mut self, other: &Self) {
        self.weight.merge(&other.weight);
        self.squared.merge(&other.squared);
    }

    fn count(&self, n: u64, weighted: bool) -> Count {
        if weighted {
            Count {
                n,
                weight: self.weight.total().0,
                weight_squared: self.squared.total().0,
            }
        } else {
            Count {
                n,
                weight: n as f64,
                weight_squared: n as f64,
            }
        }
    }
}

/// A variable's values in a batch, computed once for all tallies of it.
pub enum Values<'b> {
    /// For each row an index: of the value, or behind the values that there is none.
    Indices(Vec<u16>),
    /// For each row a number or an absence.
    Numbers(&'b [f64]),
}

/// The values of a variable in a batch.
pub fn values<'b>(variable: VariableAt, batch: &'b Batch, evaluated: &'b Evaluated) -> Values<'b> {
    match variable {
        VariableAt::Response => Values::Indices(vec![0; batch.rows]),
        VariableAt::Codes { read, low, width } => match &batch.columns[read] {
            Column::Codes(codes) => Values::Indices(
                codes
                    .iter()
                    .map(|code| match code.absence() {
                        None => code.abs_diff(low),
                        Some(_) => width as u16,
                    })
                    .collect(),
            ),
            _ => Values::Indices(vec![width as u16; batch.rows]),
        },
        VariableAt::Truth(predicate) => Values::Indices(
            evaluated.truths[predicate]
                .iter()
                .map(|&truth| u16::from(truth.min(UNKNOWN)))
                .collect(),
        ),
        VariableAt::Values(number) | VariableAt::Moments(number) => match number {
            Number::Computed(quantity) => Values::Numbers(&evaluated.quantities[quantity]),
            Number::Read(read) => match &batch.columns[read] {
                Column::Numbers(values) => Values::Numbers(values),
                _ => Values::Numbers(&[]),
            },
        },
    }
}

/// The sums of one tally.
pub enum Table {
    /// A variable of few values: `width` of them and one place for "none", slot after slot.
    Coded {
        /// The first value.
        low: f64,
        /// How many values.
        width: usize,
        /// Responses.
        n: Vec<u64>,
        /// Their weights, empty without.
        weights: Vec<WeightSums>,
    },
    /// A number's different values by slot and bits.
    Values {
        /// Responses and weights.
        sums: HashMap<(u32, u64), (u64, WeightSums), foldhash::fast::RandomState>,
        /// Responses without a value, by slot.
        missing: Vec<u64>,
    },
    /// A number's sums, by slot.
    Moments {
        /// The sums.
        sums: Vec<MomentSums>,
        /// Responses without a value, by slot.
        missing: Vec<u64>,
    },
}

/// How many different values of a number are counted one by one, over all groups.
pub const MOST_VALUES: usize = 2_000_000;

impl Table {
    /// An empty table for a variable.
    pub fn new(variable: VariableAt) -> Self {
        let coded = |low, width| Self::Coded {
            low,
            width,
            n: Vec::new(),
            weights: Vec::new(),
        };
        match variable {
            VariableAt::Response => coded(1.0, 1),
            VariableAt::Codes { low, width, .. } => coded(f64::from(low), width),
            VariableAt::Truth(_) => coded(0.0, 2),
            VariableAt::Values(_) => Self::Values {
                sums: HashMap::default(),
                missing: Vec::new(),
            },
            VariableAt::Moments(_) => Self::Moments {
                sums: Vec::new(),
                missing: Vec::new(),
            },
        }
    }

    /// Adds a batch: for each row its groups and its value. Rows for which `counts` does not hold
    /// are passed over.
    pub fn add(
        &mut self,
        slots: &Slots,
        groups: usize,
        values: &Values<'_>,
        weights: &Weights,
        counts: impl Fn(usize) -> bool,
    ) {
        let weighted = !weights.terms.is_empty();
        let rows = || slots.pairs().filter(|&(row, _)| counts(row));
        match (self, values) {
            (
                Self::Coded {
                    width,
                    n,
                    weights: sums,
                    ..
                },
                Values::Indices(indices),
            ) => {
                let stride = *width + 1;
                n.resize(n.len().max(groups * stride), 0);
                if weighted {
                    sums.resize(n.len(), WeightSums::default());
                }
                for (row, slot) in rows() {
                    let index = usize::from(indices[row]);
                    let cell = slot as usize * stride + index;
                    n[cell] += 1;
                    if weighted && index < *width {
                        sums[cell].add(weights.terms[row]);
                    }
                }
            }
            (Self::Values { sums, missing }, Values::Numbers(numbers)) => {
                missing.resize(missing.len().max(groups), 0);
                for (row, slot) in rows() {
                    let Some(number) = present(numbers, row) else {
                        missing[slot as usize] += 1;
                        continue;
                    };
                    if sums.len() > MOST_VALUES {
                        continue;
                    }
                    let (n, sum) = sums.entry((slot, number.to_bits())).or_default();
                    *n += 1;
                    if weighted {
                        sum.add(weights.terms[row]);
                    }
                }
            }
            (Self::Moments { sums, missing }, Values::Numbers(numbers)) => {
                missing.resize(missing.len().max(groups), 0);
                sums.resize(sums.len().max(groups), MomentSums::default());
                for (row, slot) in rows() {
                    match present(numbers, row) {
                        None => missing[slot as usize] += 1,
                        Some(number) => {
                            let weight = weights.values.get(row).copied();
                            sums[slot as usize].add(number, weight);
                        }
                    }
                }
            }
            // A table and its values come from the same variable.
            _ => {}
        }
    }

    /// Adds another thread's table. `slots` says which slot of this one each slot of the other is.
    pub fn merge(&mut self, other: Self, slots: &[u32], groups: usize) {
        match (self, other) {
            (
                Self::Coded {
                    width, n, weights, ..
                },
                Self::Coded {
                    n: more,
                    weights: heavier,
                    ..
                },
            ) => {
                let stride = *width + 1;
                n.resize(n.len().max(groups * stride), 0);
                if !heavier.is_empty() {
                    weights.resize(n.len(), WeightSums::default());
                }
                for (from, &to) in slots.iter().enumerate() {
                    for index in 0..stride {
                        let (from, to) = (from * stride + index, to as usize * stride + index);
                        n[to] += more.get(from).copied().unwrap_or(0);
                        if let Some(sums) = heavier.get(from) {
                            weights[to].merge(sums);
                        }
                    }
                }
            }
            (
                Self::Values { sums, missing },
                Self::Values {
                    sums: more,
                    missing: lacking,
                },
            ) => {
                for ((slot, bits), (n, weight)) in more {
                    let (total, sum) = sums.entry((slots[slot as usize], bits)).or_default();
                    *total += n;
                    sum.merge(&weight);
                }
                merge_missing(missing, &lacking, slots, groups);
            }
            (
                Self::Moments { sums, missing },
                Self::Moments {
                    sums: more,
                    missing: lacking,
                },
            ) => {
                sums.resize(sums.len().max(groups), MomentSums::default());
                for (from, part) in more.iter().enumerate() {
                    sums[slots[from] as usize].merge(part);
                }
                merge_missing(missing, &lacking, slots, groups);
            }
            _ => {}
        }
    }

    /// The cells by slot, and whether a number had too many different values.
    pub fn finish(&self, groups: usize, weighted: bool) -> (Vec<Cell>, bool) {
        match self {
            Self::Coded {
                low,
                width,
                n,
                weights,
            } => {
                let cell = |slot: usize| {
                    let at = |index: usize| slot * (width + 1) + index;
                    let n = |index: usize| n.get(at(index)).copied().unwrap_or(0);
                    let histogram = (0..*width)
                        .filter(|&index| n(index) > 0)
                        .map(|index| {
                            let sums = weights.get(at(index)).copied().unwrap_or_default();
                            (low + index as f64, sums.count(n(index), weighted))
                        })
                        .collect();
                    Cell {
                        content: Content::Histogram(histogram),
                        missing: n(*width),
                    }
                };
                ((0..groups).map(cell).collect(), false)
            }
            Self::Values { sums, missing } => {
                let mut histograms = vec![Vec::new(); groups];
                for (&(slot, bits), (n, weight)) in sums {
                    histograms[slot as usize]
                        .push((f64::from_bits(bits), weight.count(*n, weighted)));
                }
                let cells = histograms
                    .into_iter()
                    .enumerate()
                    .map(|(slot, mut histogram)| {
                        histogram.sort_by(|(one, _), (other, _)| one.total_cmp(other));
                        Cell {
                            content: Content::Histogram(histogram),
                            missing: missing.get(slot).copied().unwrap_or(0),
                        }
                    })
                    .collect();
                (cells, sums.len() > MOST_VALUES)
            }
            Self::Moments { sums, missing } => {
                let cell = |slot: usize| Cell {
                    content: Content::Sums(
                        sums.get(slot).copied().unwrap_or_default().finish(weighted),
                    ),
                    missing: missing.get(slot).copied().unwrap_or(0),
                };
                ((0..groups).map(cell).collect(), false)
            }
        }
    }
}

fn present(numbers: &[f64], row: usize) -> Option<f64> {
    numbers
        .get(row)
        .copied()
        .filter(|number| number.absence().is_none())
}

fn merge_missing(missing: &mut Vec<u64>, other: &[u64], slots: &[u32], groups: usize) {
    missing.resize(missing.len().max(groups), 0);
    for (from, count) in other.iter().enumerate() {
        missing[slots[from] as usize] += count;
    }
}

impl Weights {
    /// The weights of a batch from the column that was read; absent ones are 0.
    pub fn of(column: Option<&Column>) -> Self {
        let Some(Column::Numbers(values)) = column else {
            return Self::default();
        };
        let there = |weight: &f64| match weight.absence() {
            Some(_) => 0.0,
            None => *weight,
        };
        Self::of_values(values.iter().map(there).collect())
    }

    /// These weights.
    pub fn of_values(values: Vec<f64>) -> Self {
        let terms = values
            .iter()
            .map(|weight| WeightTerms {
                weight: WeightSum::term(*weight),
                squared: WeightSum::term(weight * weight),
            })
            .collect();
        Self { values, terms }
    }
}
