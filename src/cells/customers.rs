//! Whose answers are whose: what is kept of each response until all are read, and the sums over
//! customers made of it.
//!
//! A customer's answers may stand anywhere in the files, and the variances need squares of sums
//! over them, so that nothing can be squared before the end. Of each response that counts a hash of
//! the customer, the weight, the groups and the values are kept, some 10 to 100 bytes; this is done
//! for surveys that name their customer alone.
//!
//! The sums do not depend on the order of rows: customers are taken in the order of their hashes, a
//! customer's answers, and responses without a customer, in that of their values.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use crate::survey::absence::Answerable;

use super::cluster_sums::{Answer, Answers};
use super::clusters::Clusters;
use super::compile::{ClusteredAt, Compiled, VariableAt};
use super::grouping::{NONE, Slots};
use super::result::{Apart, Place};
use super::table::Values;

/// The responses of one thread, or of all.
#[derive(Debug, Default)]
pub struct Responses {
    /// A hash of the customer; 0 or [`NO_CUSTOMER`] for none.
    customers: Vec<u64>,
    /// Empty without weights.
    weights: Vec<f64>,
    /// By the compiled plan's groupings: the group of each response, empty where not needed.
    slots: Vec<Vec<u32>>,
    /// Likewise: further groups of responses that are in several, as response and group, in the
    /// order of the responses.
    further: Vec<Vec<(u32, u32)>>,
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
            further: vec![Vec::new(); compiled.groupings.len()],
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
    pub fn add_slots(&mut self, grouping: usize, used: &[bool], slots: &Slots) {
        let first = self.slots[grouping].len() as u32;
        let mut further = slots.further.iter().peekable();
        let those = slots.rows.iter().enumerate().filter(|(row, _)| used[*row]);
        for (response, (row, slot)) in (first..).zip(those) {
            self.slots[grouping].push(*slot);
            while let Some((of, slot)) = further.next_if(|(of, _)| *of as usize <= row) {
                if *of as usize == row {
                    self.further[grouping].push((response, *slot));
                }
            }
        }
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
        let both = self.slots.iter_mut().zip(other.slots);
        let further = self.further.iter_mut().zip(other.further);
        for (((mine, theirs), (more, others)), slots) in both.zip(further).zip(slots) {
            let same = |slot: u32| slots.get(slot as usize).copied().unwrap_or(NONE);
            let before = mine.len() as u32;
            mine.extend(theirs.into_iter().map(same));
            more.extend(
                others
                    .into_iter()
                    .map(|(response, slot)| (before + response, same(slot))),
            );
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

    /// The sums of a plan's clusters: one, or one for each group in which they are made apart.
    /// `places` names the groups, by grouping.
    pub fn clusters(
        self,
        compiled: &Compiled<'_>,
        places: &[Vec<Vec<Place>>],
    ) -> Vec<Apart<Arc<Clusters>>> {
        let responses = self.by_customer();
        let of_one = |clustered: &ClusteredAt| {
            let names = names(clustered, places);
            let view = View::new(&responses, clustered, compiled, &names);
            if !clustered.apart {
                let clusters = view.all().clusters(clustered.score, names);
                return vec![(None, Arc::new(clusters))];
            }
            let parts = Parts::of(names);
            let answers = view.all().split(&parts.part_of, &parts.number_in_part);
            let parts = parts.parts.into_iter().zip(answers);
            parts
                .map(|((within, names), answers)| {
                    let clusters = answers.clusters(clustered.score, names);
                    (within, Arc::new(clusters))
                })
                .collect()
        };
        compiled.clusters.par_iter().map(of_one).collect()
    }

    /// The same in the order of the customers, so that each column is gone through from its
    /// beginning to its end.
    fn by_customer(mut self) -> Self {
        let mut order: Vec<u32> = (0..self.customers.len() as u32).collect();
        order.sort_unstable_by_key(|row| self.customers[*row as usize]);
        put(&mut self.customers, &order);
        put(&mut self.weights, &order);
        self.slots.iter_mut().for_each(|slots| put(slots, &order));
        if self.further.iter().any(|further| !further.is_empty()) {
            let mut places = vec![0; order.len()];
            for (place, row) in (0..).zip(&order) {
                places[*row as usize] = place;
            }
            for further in &mut self.further {
                for (row, _) in further.iter_mut() {
                    *row = places[*row as usize];
                }
                further.sort_unstable();
            }
        }
        self.truths
            .iter_mut()
            .for_each(|truths| put(truths, &order));
        for values in &mut self.values {
            match values {
                Kept::Indices(values) => put(values, &order),
                Kept::Numbers(values) => put(values, &order),
            }
        }
        self
    }
}

/// Puts a column into an order, unless it was not kept.
fn put<T: Copy>(column: &mut Vec<T>, order: &[u32]) {
    if !column.is_empty() {
        *column = order.iter().map(|row| column[*row as usize]).collect();
    }
}

/// A group: its list of dimensions, its place there, and its slot in that list's grouping.
pub type Name<'p> = (usize, &'p [Place], u32);

/// Names cut into the parts that are looked at apart.
struct Parts<'p> {
    /// By group: its part.
    part_of: Vec<u32>,
    /// By group: its number there.
    number_in_part: Vec<u32>,
    /// The parts, ascending, each with its groups named by what is left of their places.
    parts: Vec<(Option<Place>, Vec<Name<'p>>)>,
}

impl<'p> Parts<'p> {
    fn of(names: Vec<Name<'p>>) -> Self {
        let within = |place: &[Place]| place.first().cloned();
        let firsts: BTreeSet<Option<Place>> =
            names.iter().map(|(_, place, _)| within(place)).collect();
        let mut parts: Vec<(Option<Place>, Vec<Name<'p>>)> =
            firsts.into_iter().map(|part| (part, Vec::new())).collect();
        let (mut part_of, mut number_in_part) = (Vec::new(), Vec::new());
        for (list, place, slot) in names {
            let part = parts.partition_point(|(known, _)| *known < within(place));
            let own = &mut parts[part].1;
            part_of.push(part as u32);
            number_in_part.push(own.len() as u32);
            own.push((list, place.get(1..).unwrap_or_default(), slot));
        }
        Self {
            part_of,
            number_in_part,
            parts,
        }
    }
}

/// The groups, ascending.
fn names<'p>(clustered: &ClusteredAt, places: &'p [Vec<Vec<Place>>]) -> Vec<Name<'p>> {
    let lists = clustered.groupings.iter().enumerate();
    let mut names: Vec<Name<'p>> = lists
        .flat_map(|(list, grouping)| {
            let slots = places[*grouping].iter().zip(0..);
            slots.map(move |(place, slot)| (list, place.as_slice(), slot))
        })
        .collect();
    names.sort_unstable();
    names
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
    /// By list of dimensions its grouping's slots, and which group each slot is.
    slots: Vec<GroupingView<'v>>,
}

/// The groups of one list of dimensions.
struct GroupingView<'v> {
    slots: &'v [u32],
    further: &'v [(u32, u32)],
    /// Which group each slot is.
    groups: Vec<u32>,
}

impl<'v> View<'v> {
    fn new(
        responses: &'v Responses,
        clustered: &'v ClusteredAt,
        compiled: &Compiled<'_>,
        names: &[Name<'_>],
    ) -> Self {
        let slots = clustered
            .groupings
            .iter()
            .enumerate()
            .map(|(list, grouping)| {
                let mut groups = vec![NONE; names.len()];
                for ((of, _, slot), group) in names.iter().zip(0..) {
                    if *of == list {
                        groups[*slot as usize] = group;
                    }
                }
                GroupingView {
                    slots: &responses.slots[*grouping],
                    further: &responses.further[*grouping],
                    groups,
                }
            });
        Self {
            slots: slots.collect(),
            variable: compiled.variables[clustered.variable],
            responses,
            clustered,
        }
    }

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

    /// Adds the answers of a response that counts here: one in each group that it is in.
    fn answers(&self, row: usize, answers: &mut Vec<Answer>) {
        if let Some(of) = self.clustered.of
            && !self.responses.truths[of][row]
        {
            return;
        }
        let Some(score) = self.value(row) else {
            return;
        };
        let weight = self.weight(row);
        for of_list in &self.slots {
            let mut add = |slot: u32| {
                if let Some(&group) = of_list.groups.get(slot as usize) {
                    answers.push(Answer {
                        group,
                        score,
                        weight,
                    });
                }
            };
            add(of_list.slots[row]);
            let from = { of_list.further }.partition_point(|(of, _)| (*of as usize) < row);
            let of_row = |(of, _): &&(u32, u32)| *of as usize == row;
            { of_list.further[from..].iter() }
                .take_while(of_row)
                .for_each(|(_, slot)| add(*slot));
        }
    }

    /// All answers, customer by customer.
    fn all(&self) -> Answers {
        let customers = &self.responses.customers;
        let mut answers = Answers::default();
        let mut row = 0;
        while row < customers.len() && customers[row] <= NO_CUSTOMER {
            self.answers(row, &mut answers.all);
            answers.end();
            row += 1;
        }
        answers.order_customers();
        while row < customers.len() {
            let customer = customers[row];
            while customers.get(row) == Some(&customer) {
                self.answers(row, &mut answers.all);
                row += 1;
            }
            answers.end();
        }
        answers
    }
}
