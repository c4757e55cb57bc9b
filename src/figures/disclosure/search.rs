//! What a small group answered must not be a combination of what is shown: the search within one
//! part of the respondents.

use std::collections::{BTreeSet, HashMap};

use super::elimination::{Budget, Elimination, Rest, Spent, Vector, modulo};
use super::groups::{Group, Summed, Sums};
use super::indicator::{Function, Monomial};
use super::parts::Parts;

/// How many operations one search may cost: a hundred columns by years of weeks need a small part
/// of it. What can't be looked at any more is hidden.
pub(super) const BUDGET: usize = 30_000_000;

/// One of the numbers that a group publishes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Number {
    pub group: usize,
    /// Which of its sums.
    pub sum: usize,
}

/// What is known of the respondents of one part.
pub(super) struct Known {
    columns: HashMap<Monomial, u32>,
    elimination: Elimination,
    /// The groups that its vectors come from.
    sources: Vec<usize>,
    pub budget: Budget,
    /// Groups that could not be looked at.
    pub unaccounted: Vec<usize>,
}

impl Known {
    /// All that the groups that lie in a part and are shown tell of something.
    pub fn of(
        parts: &Parts<'_>,
        part: usize,
        groups: &[Group],
        hidden: &[bool],
        summed: Summed,
    ) -> Self {
        let own = parts.parts[part].groups.iter().zip(parts.own_sums(part));
        let mut shown: Vec<(usize, &Sums)> = own
            .map(|(&group, sums)| (group, sums))
            .filter(|(group, _)| !hidden[*group])
            .collect();
        // The largest first: what follows from them need not be known again.
        shown.sort_by_key(|(group, _)| std::cmp::Reverse(groups[*group].n));
        let mut known = Self {
            columns: HashMap::new(),
            elimination: Elimination::default(),
            sources: Vec::new(),
            budget: Budget(BUDGET),
            unaccounted: Vec::new(),
        };
        for (group, sums) in shown {
            let sums = sums.sums.iter().filter(|(of, _)| *of == summed);
            let mut is_looked_at = sums.map(|(_, function)| known.add(group, function));
            if !is_looked_at.all(|is| is) {
                known.unaccounted.push(group);
            }
        }
        known.budget = Budget(BUDGET);
        known
    }

    /// Adds what a group tells; false where it could not be looked at.
    fn add(&mut self, group: usize, function: &Function) -> bool {
        if function.is_zero() {
            return true;
        }
        let Some(vector) = self.vector(function) else {
            return false;
        };
        let number = self.sources.len() as u32;
        self.sources.push(group);
        let added = self.elimination.add(number, vector, &mut self.budget);
        added.is_ok()
    }

    /// A function as a vector; `None` if it is not written.
    pub fn vector(&mut self, function: &Function) -> Option<Vector> {
        let columns = &mut self.columns;
        let terms = function.terms()?.map(|(monomial, factor)| {
            let column = match columns.get(monomial) {
                Some(column) => *column,
                None => {
                    let next = columns.len() as u32;
                    columns.insert(monomial.clone(), next);
                    next
                }
            };
            (column, modulo(factor))
        });
        let mut vector: Vector = terms.collect();
        vector.sort_unstable();
        Some(vector)
    }

    /// What is left of a vector, and the groups that tell the rest of it.
    pub fn reduce(&mut self, vector: Vector) -> Result<(Vector, BTreeSet<usize>), Spent> {
        let Rest { rest, factors } = self.elimination.reduce(vector, &mut self.budget)?;
        let sources = factors
            .iter()
            .map(|(number, _)| self.sources[*number as usize]);
        Ok((rest, sources.collect()))
    }
}

/// What came of a search.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// What gives a small group away, and is hidden.
    pub hide: BTreeSet<usize>,
    /// What could not be looked at, and is hidden as well.
    pub unaccounted: BTreeSet<usize>,
    /// What the small groups answered, as far as it is not given away.
    pub open: Vec<Number>,
}

impl Found {
    /// Hides the smallest of some groups that together give one away, unless one of them is hidden
    /// already.
    pub fn hide_one_of(&mut self, made_of: &BTreeSet<usize>, groups: &[Group]) {
        if made_of.is_disjoint(&self.hide) {
            let smallest = made_of
                .iter()
                .filter(|&&index| groups[index].can_be_hidden());
            self.hide
                .extend(smallest.min_by_key(|&&index| groups[index].n));
        }
    }
}

/// Searches within a part for combinations that give away its small groups.
pub(super) fn within(
    parts: &Parts<'_>,
    part: usize,
    groups: &[Group],
    hidden: &[bool],
    summed: Summed,
) -> Found {
    let mut found = Found::default();
    let mut known = Known::of(parts, part, groups, hidden, summed);
    found.unaccounted.extend(known.unaccounted.iter().copied());
    let own = parts.parts[part].groups.iter().zip(parts.own_sums(part));
    for (&group, sums) in own.filter(|(group, _)| groups[**group].is_small()) {
        for (sum, (of, answers)) in sums.answers().iter().enumerate() {
            if *of != summed || answers.is_zero() {
                continue;
            }
            let vector = known.vector(answers).ok_or(Spent);
            match vector.and_then(|vector| known.reduce(vector)) {
                Ok((rest, made_of)) if rest.is_empty() => found.hide_one_of(&made_of, groups),
                Ok(_) => found.open.push(Number { group, sum }),
                // Whatever might give it away.
                Err(Spent) => {
                    let shown = parts.parts[part].groups.iter().copied();
                    let shown = shown.filter(|&index| !hidden[index]);
                    found.unaccounted.extend(shown);
                }
            }
        }
    }
    found
        .unaccounted
        .retain(|&index| groups[index].can_be_hidden());
    found
}
