//! Whose answers are whose: what is kept of each response until all are read, and the sums over
//! customers made of it.
//!
//! A customer's answers may stand anywhere in the files, and the variances need squares of sums
//! over them, so that nothing can be squared before the end. Of each response that counts a hash of
//! the customer, the weight, the groups and the values are kept, some 10 to 100 bytes; this is done
//! for surveys that name their customer alone.
//!
//! The sums do not depend on the order of rows: a customer's own are taken in the order of their
//! values, those over customers are exact.

use std::collections::HashMap;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use crate::survey::absence::Answerable;

use super::clusters::{ByCustomer, Clusters, InBoth};
use super::compile::{ClusteredAt, Compiled, VariableAt};
use super::exact::ExactSum;
use super::grouping::NONE;
use super::plan::Score;
use super::result::Place;
use super::table::{Values, WeightSum};

type Wide = ExactSum<6>;

/// The responses of one thread, or of all.
#[derive(Debug, Default)]
pub struct Responses {
    /// A hash of the customer; 0 or [`NO_CUSTOMER`] for none.
    customers: Vec<u64>,
    /// Empty without weights.
    weights: Vec<f64>,
    /// By the compiled plan's groupings: the group of each response, empty where not needed.
    slots: Vec<Vec<u32>>,
    /// By the compiled plan's variables, likewise.
    values: Vec<Kept>,
    /// By the compiled plan's predicates: whether it is true, likewise.
    truths: Vec<Vec<bool>>,
}

/// The customer of a response whose cell holds a code that means "no answer". An empty cell is 0.
pub const NO_CUSTOMER: u64 = 1;

/// Values of a variable.
#[derive(Debug)]
enum Kept {
    /// As [`Values::Indices`].
    Indices(Vec<u16>),
    /// As [`Values::Numbers`].
    Numbers(Vec<f64>),
}

/// An answer on its way into the sums: group, score, weight.
type Entry = (u32, f64, f64);

impl Responses {
    /// None yet.
    pub fn new(compiled: &Compiled<'_>) -> Self {
        let kept = |variable: &VariableAt| match variable {
            VariableAt::Values(_) | VariableAt::Moments(_) => Kept::Numbers(Vec::new()),
            _ => Kept::Indices(Vec::new()),
        };
        Self {
            customers: Vec::new(),
            weights: Vec::new(),
            slots: vec![Vec::new(); compiled.groupings.len()],
            values: compiled.variables.iter().map(kept).collect(),
            truths: vec![Vec::new(); compiled.predicates.len()],
        }
    }

    /// Adds the responses of a batch that count: their customers and weights.
    pub fn add_customers(&mut self, used: &[bool], customers: &[u64], weights: &[f64]) {
        self.customers.extend(kept(used, customers.iter().copied()));
        self.weights.extend(kept(used, weights.iter().copied()));
    }

    /// Adds their groups.
    pub fn add_slots(&mut self, grouping: usize, used: &[bool], slots: &[u32]) {
        self.slots[grouping].extend(kept(used, slots.iter().copied()));
    }

    /// Adds their values.
    pub fn add_values(&mut self, variable: usize, used: &[bool], values: &Values<'_>) {
        match (&mut self.values[variable], values) {
            (Kept::Indices(mine), Values::Indices(values)) => {
                mine.extend(kept(used, values.iter().copied()));
            }
            (Kept::Numbers(mine), Values::Numbers(values)) => {
                mine.extend(kept(used, values.iter().copied()));
            }
            // A variable's values are of one kind.
            _ => {}
        }
    }

    /// Adds whether a predicate is true of them.
    pub fn add_truths(&mut self, predicate: usize, used: &[bool], truths: &[u8], is_true: u8) {
        let truths = truths.iter().map(|truth| *truth == is_true);
        self.truths[predicate].extend(kept(used, truths));
    }

    /// Adds another thread's responses. `slots` says which group of this one each group of the
    /// other is, by grouping.
    pub fn merge(&mut self, other: Self, slots: &[Vec<u32>]) {
        self.customers.extend(other.customers);
        self.weights.extend(other.weights);
        for ((mine, theirs), slots) in self.slots.iter_mut().zip(other.slots).zip(slots) {
            let same = |slot: u32| slots.get(slot as usize).copied().unwrap_or(NONE);
            mine.extend(theirs.into_iter().map(same));
        }
        for (mine, theirs) in self.values.iter_mut().zip(other.values) {
            match (mine, theirs) {
                (Kept::Indices(mine), Kept::Indices(theirs)) => mine.extend(theirs),
                (Kept::Numbers(mine), Kept::Numbers(theirs)) => mine.extend(theirs),
                _ => {}
            }
        }
        for (mine, theirs) in self.truths.iter_mut().zip(other.truths) {
            mine.extend(theirs);
        }
    }

    /// Responses without a customer: with an empty cell, and with a code that means "no answer".
    pub fn without_customer(&self) -> (u64, u64) {
        let count = |hash| self.customers.iter().filter(|&&c| c == hash).count() as u64;
        (count(0), count(NO_CUSTOMER))
    }

    /// The sums of a plan's clusters. `places` names the groups, by grouping.
    pub fn clusters(&self, compiled: &Compiled<'_>, places: &[Vec<Vec<Place>>]) -> Vec<Clusters> {
        let mut order: Vec<u32> = (0..self.customers.len() as u32).collect();
        order.sort_unstable_by_key(|row| self.customers[*row as usize]);
        compiled
            .clusters
            .par_iter()
            .map(|clustered| self.of_one(compiled, clustered, &order, places))
            .collect()
    }

    fn of_one(
        &self,
        compiled: &Compiled<'_>,
        clustered: &ClusteredAt,
        order: &[u32],
        places: &[Vec<Vec<Place>>],
    ) -> Clusters {
        let names: Vec<(usize, &Vec<Place>)> = clustered
            .groupings
            .iter()
            .enumerate()
            .flat_map(|(list, grouping)| places[*grouping].iter().map(move |place| (list, place)))
            .collect();
        // The groups of a list come after those of the lists before it.
        let mut firsts = Vec::new();
        let mut first = 0;
        for grouping in &clustered.groupings {
            firsts.push(first);
            first += places[*grouping].len() as u32;
        }
        let view = View {
            responses: self,
            clustered,
            variable: compiled.variables[clustered.variable],
            firsts: &firsts,
        };
        let scores = view.scores();
        let mut sums = Sums::new(names.len(), scores.centre);
        let mut entries = Vec::new();
        let mut rows = order;
        while let [row, ..] = rows {
            let customer = self.customers[*row as usize];
            let own = match customer {
                0 | NO_CUSTOMER => 1,
                _ => rows
                    .iter()
                    .take_while(|row| self.customers[**row as usize] == customer)
                    .count(),
            };
            let (those, others) = rows.split_at(own);
            entries.clear();
            for row in those {
                view.entries(*row as usize, &scores, &mut entries);
            }
            sums.add(&mut entries);
            rows = others;
        }
        sums.finish(&names)
    }
}

fn kept<T>(used: &[bool], values: impl Iterator<Item = T>) -> impl Iterator<Item = T> {
    values
        .zip(used)
        .filter(|(_, used)| **used)
        .map(|(value, _)| value)
}

/// The responses as one of the plan's clusters sees them.
struct View<'v> {
    responses: &'v Responses,
    clustered: &'v ClusteredAt,
    variable: VariableAt,
    firsts: &'v [u32],
}

/// How values become scores.
struct Scores {
    /// For [`Score::Rank`], values ascending with their middle ranks.
    ranks: Vec<(f64, f64)>,
    /// The weighted mean of the scores.
    centre: f64,
}

impl View<'_> {
    fn value(&self, row: usize) -> Option<f64> {
        match &self.responses.values[self.clustered.variable] {
            Kept::Indices(values) => {
                let index = *values.get(row)?;
                let (low, width) = match self.variable {
                    VariableAt::Codes { low, width, .. } => (f64::from(low), width),
                    VariableAt::Response => (1.0, 1),
                    _ => (0.0, 2),
                };
                (usize::from(index) < width).then(|| low + f64::from(index))
            }
            Kept::Numbers(values) => values
                .get(row)
                .copied()
                .filter(|number| number.absence().is_none()),
        }
    }

    fn weight(&self, row: usize) -> f64 {
        self.responses.weights.get(row).copied().unwrap_or(1.0)
    }

    /// The value of a response that counts here, and the groups it is in.
    fn counted(&self, row: usize) -> Option<(f64, impl Iterator<Item = u32>)> {
        if let Some(of) = self.clustered.of
            && !self.responses.truths[of][row]
        {
            return None;
        }
        let value = self.value(row)?;
        let groups = self.clustered.groupings.iter().zip(self.firsts).filter_map(
            move |(grouping, first)| {
                let slot = self.responses.slots[*grouping][row];
                (slot != NONE).then(|| first + slot)
            },
        );
        Some((value, groups))
    }

    fn scores(&self) -> Scores {
        let mut ranks = Vec::new();
        if self.clustered.score == Score::Rank {
            let mut answers: Vec<(f64, f64)> = (0..self.responses.customers.len())
                .filter_map(|row| {
                    let (value, mut groups) = self.counted(row)?;
                    groups.next().map(|_| (value, self.weight(row)))
                })
                .collect();
            answers
                .sort_unstable_by(|one, two| one.0.total_cmp(&two.0).then(one.1.total_cmp(&two.1)));
            ranks = middle_ranks(&answers);
        }
        let mut scores = Scores { ranks, centre: 0.0 };
        let (mut sum, mut weights) = (Wide::default(), WeightSum::default());
        for row in 0..self.responses.customers.len() {
            let Some((value, groups)) = self.counted(row) else {
                continue;
            };
            let weight = self.weight(row);
            let score = weight * scores.of(self.clustered.score, value);
            for _ in groups {
                sum.add_value(score);
                weights.add_value(weight);
            }
        }
        let weight = weights.total().0;
        if weight > 0.0 {
            scores.centre = sum.total().0 / weight;
        }
        scores
    }

    fn entries(&self, row: usize, scores: &Scores, entries: &mut Vec<Entry>) {
        if let Some((value, groups)) = self.counted(row) {
            let score = scores.of(self.clustered.score, value) - scores.centre;
            let weight = self.weight(row);
            entries.extend(groups.map(|group| (group, score, weight)));
        }
    }
}

impl Scores {
    fn of(&self, score: Score, value: f64) -> f64 {
        match score {
            Score::Value => value,
            Score::NetPromoter if value >= 9.0 => 1.0,
            Score::NetPromoter if value >= 7.0 => 0.0,
            Score::NetPromoter => -1.0,
            Score::Rank => self
                .ranks
                .binary_search_by(|(known, _)| known.total_cmp(&value))
                .map_or(0.0, |at| self.ranks[at].1),
        }
    }
}

/// The middle of each value's place among sorted answers with weights, from 0 to 1.
fn middle_ranks(answers: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let all: f64 = answers.iter().map(|(_, weight)| weight).sum();
    let mut below = 0.0;
    answers
        .chunk_by(|one, two| one.0 == two.0)
        .map(|same| {
            let at: f64 = same.iter().map(|(_, weight)| weight).sum();
            let rank = (below + 0.5 * at) / all;
            below += at;
            (same[0].0, rank)
        })
        .collect()
}

/// The sums over customers on their way.
struct Sums {
    centre: f64,
    customers: u64,
    groups: Vec<GroupSums>,
    pairs: HashMap<(u32, u32), (u64, [Wide; 4]), foldhash::fast::RandomState>,
    own: Vec<Own>,
}

#[derive(Debug, Clone, Default)]
struct GroupSums {
    customers: u64,
    alone: u64,
    answers: u64,
    sums: [Wide; 2],
    products: [Wide; 3],
    apart: [Wide; 3],
}

/// What one customer adds up to in one group.
struct Own {
    group: u32,
    answers: u64,
    /// A and B, as [`Clusters`] has them.
    sums: [f64; 2],
}

impl Sums {
    fn new(groups: usize, centre: f64) -> Self {
        Self {
            centre,
            customers: 0,
            groups: vec![GroupSums::default(); groups],
            pairs: HashMap::default(),
            own: Vec::new(),
        }
    }

    /// Adds one customer.
    fn add(&mut self, entries: &mut [Entry]) {
        entries.sort_unstable_by(|one, two| {
            one.0
                .cmp(&two.0)
                .then(one.1.total_cmp(&two.1))
                .then(one.2.total_cmp(&two.2))
        });
        self.own.clear();
        for answers in entries.chunk_by(|one, two| one.0 == two.0) {
            let group = answers[0].0;
            let apart = &mut self.groups[group as usize].apart;
            let mut sums = [0.0; 2];
            for (_, score, weight) in answers {
                let (a, b) = (weight * score, *weight);
                add(apart, [a * a, a * b, b * b]);
                sums[0] += a;
                sums[1] += b;
            }
            self.own.push(Own {
                group,
                answers: answers.len() as u64,
                sums,
            });
        }
        self.customers += u64::from(!self.own.is_empty());
        let is_alone = self.own.len() == 1;
        for (
            at,
            Own {
                group,
                answers,
                sums: [a, b],
            },
        ) in self.own.iter().enumerate()
        {
            let (a, b) = (*a, *b);
            let sums = &mut self.groups[*group as usize];
            sums.customers += 1;
            sums.alone += u64::from(is_alone);
            sums.answers += answers;
            add(&mut sums.sums, [a, b]);
            add(&mut sums.products, [a * a, a * b, b * b]);
            for other in &self.own[at + 1..] {
                let [c, d] = other.sums;
                let (customers, products) = self.pairs.entry((*group, other.group)).or_default();
                *customers += 1;
                add(products, [a * c, a * d, b * c, b * d]);
            }
        }
    }

    /// The groups in the order of their names.
    fn finish(self, names: &[(usize, &Vec<Place>)]) -> Clusters {
        let mut order: Vec<usize> = (0..names.len()).collect();
        order.sort_by_key(|group| names[*group]);
        let mut places = vec![0; names.len()];
        for (place, group) in order.iter().enumerate() {
            places[*group] = place;
        }
        let groups = order
            .iter()
            .map(|&group| {
                let (list, place) = names[group];
                let sums = &self.groups[group];
                let of = ByCustomer {
                    customers: sums.customers,
                    alone: sums.alone,
                    answers: sums.answers,
                    sums: totals(&sums.sums),
                    products: totals(&sums.products),
                    apart: totals(&sums.apart),
                };
                ((list, place.clone()), of)
            })
            .collect();
        let mut pairs: Vec<((usize, usize), InBoth)> = self
            .pairs
            .iter()
            .map(|((one, other), (customers, products))| {
                let both = InBoth {
                    customers: *customers,
                    products: totals(products),
                };
                let (one, other) = (places[*one as usize], places[*other as usize]);
                if one < other {
                    ((one, other), both)
                } else {
                    ((other, one), both.turned())
                }
            })
            .collect();
        pairs.sort_unstable_by_key(|(pair, _)| *pair);
        Clusters::new(self.centre, self.customers, groups, pairs)
    }
}

fn add<const N: usize>(sums: &mut [Wide; N], terms: [f64; N]) {
    for (sum, term) in sums.iter_mut().zip(terms) {
        sum.add_value(term);
    }
}

fn totals<const N: usize>(sums: &[Wide; N]) -> [f64; N] {
    sums.each_ref().map(|sum| sum.total().0)
}
