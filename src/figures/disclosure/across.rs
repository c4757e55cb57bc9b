//! What a small group answered must not be a combination of what is shown: the search across the
//! parts of the respondents.
//!
//! A combination of groups that reach across parts tells of one part alone where in all others it
//! is made of what is known there. So the combinations that are left shrink from part to part, and
//! what is still left after the last tells of the part that was skipped. (This is elimination of a
//! matrix of blocks along the diagonal with a border, the border last.)

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::cells::{Place, Tallied};

use super::elimination::{Budget, Elimination, Rest, Spent, Vector, sum};
use super::groups::{Group, Summed, Tallies};
use super::parts::Parts;
use super::search::{BUDGET, Found, Known, Number};

/// A combination of the numbers that reach across parts, by their places in the list of them.
type Combination = Vector;

/// The search for one thing that is summed.
pub(super) struct Across<'p, 'a> {
    parts: &'p Parts<'a>,
    groups: &'p [Group],
    hidden: &'p [bool],
    summed: Summed,
    same: &'p SameInParts,
    /// What is shown of groups across parts.
    numbers: Vec<Number>,
    /// The parts, those first in which the least is known.
    order: Vec<usize>,
    /// What was found out about parts.
    known: BTreeMap<usize, Known>,
}

/// Where the groups of a part have the same functions as groups across parts, since they are tables
/// of the same kind.
pub(super) struct SameInParts {
    /// The tally of each part's own, by that of all.
    of_tally: HashMap<usize, Vec<usize>>,
    /// Groups by tally and place.
    index: HashMap<(usize, Vec<Place>), usize>,
}

impl SameInParts {
    pub fn new(tallies: &Tallies<'_>, parts: &Parts<'_>, groups: &[Group]) -> Self {
        let published = tallies.published;
        let mut of_tally: HashMap<usize, Vec<usize>> = HashMap::new();
        let across: BTreeSet<usize> = parts.across.iter().map(|&at| groups[at].tally).collect();
        for &whole in &across {
            let of_parts = (0..published.len()).filter(|&own| {
                let (own, whole): (&Tallied, &Tallied) = (&published[own], &published[whole]);
                let rest = own.by.split_first();
                rest.is_some_and(|(first, rest)| parts.divides(first) && *rest == whole.by)
                    && own.variable == whole.variable
                    && own.of == whole.of
            });
            of_tally.insert(whole, of_parts.collect());
        }
        let wanted: BTreeSet<usize> = of_tally.values().flatten().copied().collect();
        let index = groups.iter().enumerate();
        let index = index.filter(|(_, group)| wanted.contains(&group.tally));
        Self {
            index: index
                .map(|(at, group)| ((group.tally, group.place.clone()), at))
                .collect(),
            of_tally,
        }
    }

    /// The group of a part that is what a group across parts is there, where it is shown.
    fn shown(
        &self,
        parts: &Parts<'_>,
        part: usize,
        group: &Group,
        hidden: &[bool],
    ) -> Option<usize> {
        let value = parts.value(part)?;
        let place = [std::slice::from_ref(value), &group.place].concat();
        let own = self.of_tally.get(&group.tally)?;
        let mut own = own.iter().filter_map(|tally| {
            let found = self.index.get(&(*tally, place.clone()))?;
            (!hidden[*found]).then_some(*found)
        });
        own.next()
    }
}

/// What is left of the combinations after some parts.
struct Left {
    /// Those that are made of what is known in each.
    combinations: Vec<Combination>,
    /// For each target that may still be told what it is made of: with it, nothing is left of the
    /// combination.
    targets: Vec<(Number, Combination)>,
    /// The parts that ruled some out.
    decisive: BTreeSet<usize>,
}

impl<'p, 'a> Across<'p, 'a> {
    pub fn new(
        parts: &'p Parts<'a>,
        same: &'p SameInParts,
        groups: &'p [Group],
        hidden: &'p [bool],
        summed: Summed,
    ) -> Self {
        let mut order: Vec<usize> = (0..parts.parts.len()).collect();
        let shown = |part: &usize| {
            let own = parts.parts[*part].groups.iter();
            own.filter(|&&group| !hidden[group]).count()
        };
        order.sort_by_cached_key(shown);
        let shown = parts.across.iter().copied().filter(|&group| !hidden[group]);
        let numbers = shown.flat_map(|group| {
            let sums = parts.summed(group).into_iter().enumerate();
            let sums = sums.filter(move |(_, of)| *of == summed);
            sums.map(move |(sum, _)| Number { group, sum })
        });
        Self {
            numbers: numbers.collect(),
            parts,
            groups,
            hidden,
            summed,
            same,
            order,
            known: BTreeMap::new(),
        }
    }

    /// Hides what gives away small groups of parts, which are open after a search within each, and
    /// small groups across parts.
    pub fn search(mut self, open: &[Number]) -> Found {
        let mut found = Found::default();
        let searched = self.search_all(open, &mut found);
        if searched.is_err() {
            // The combinations are too many to be looked at.
            let groups = self.numbers.iter().map(|number| number.group);
            found.unaccounted.extend(groups);
        }
        found
            .unaccounted
            .retain(|&index| self.groups[index].can_be_hidden());
        found
    }

    fn search_all(&mut self, open: &[Number], found: &mut Found) -> Result<(), Spent> {
        let small = self.parts.across.iter().copied();
        let small = small.filter(|&group| self.groups[group].is_small());
        let targets: Vec<Number> = small
            .flat_map(|group| {
                let answers = self.parts.answers(group).into_iter().enumerate();
                let answers = answers.filter(|(_, of)| *of == self.summed);
                answers.map(move |(sum, _)| Number { group, sum })
            })
            .collect();
        if self.numbers.is_empty() || (open.is_empty() && targets.is_empty()) {
            return Ok(());
        }
        let left = self.left(&targets, None)?;
        for (target, combination) in &left.targets {
            let made_of = self.made_of(combination, Some(*target), None)?;
            found.hide_one_of(&made_of, self.groups);
        }
        let mut by_part: BTreeMap<usize, Vec<Number>> = BTreeMap::new();
        for number in open {
            if let Some(part) = self.parts.part_of[number.group] {
                by_part.entry(part).or_default().push(*number);
            }
        }
        // Without a part that ruled nothing out the same is left, and tells nothing of that part.
        by_part.retain(|part, _| left.decisive.contains(part));
        for (part, targets) in by_part {
            let left = self.left(&[], Some(part))?.combinations;
            for target in targets {
                if let Some(combination) = self.told(part, target, &left)? {
                    let made_of = self.made_of(&combination, Some(target), Some(part))?;
                    found.hide_one_of(&made_of, self.groups);
                }
            }
        }
        Ok(())
    }

    /// The combinations that are made of what is known in each part but one that may be skipped.
    fn left(&mut self, targets: &[Number], skipped: Option<usize>) -> Result<Left, Spent> {
        let mut left = Left {
            combinations: (0..self.numbers.len() as u32)
                .map(|at| vec![(at, 1)])
                .collect(),
            targets: targets.iter().map(|target| (*target, Vec::new())).collect(),
            decisive: BTreeSet::new(),
        };
        for part in self.order.clone() {
            if left.combinations.is_empty() && left.targets.is_empty() {
                break;
            }
            if Some(part) != skipped {
                self.narrow(&mut left, part)?;
            }
        }
        Ok(left)
    }

    /// Rules out what is not made of what is known in a part.
    fn narrow(&mut self, left: &mut Left, part: usize) -> Result<(), Spent> {
        let rests = self.rests(part)?;
        if left.targets.is_empty() && rests.iter().all(Vec::is_empty) {
            return Ok(());
        }
        let mut budget = Budget(BUDGET);
        let mut pivots = Elimination::default();
        let before = std::mem::take(&mut left.combinations);
        let mut kept = Vec::new();
        for (at, combination) in before.iter().enumerate() {
            let rest = combined(&rests, combination);
            let reduced = pivots.reduce(rest.clone(), &mut budget)?;
            if reduced.rest.is_empty() {
                kept.push(with(combination, &reduced, &before));
            } else {
                pivots.add(at as u32, rest, &mut budget)?;
                left.decisive.insert(part);
            }
        }
        let mut open = Vec::new();
        for (target, combination) in std::mem::take(&mut left.targets) {
            let rest = sum(
                &self.rest(part, target)?,
                1,
                &combined(&rests, &combination),
            );
            let reduced = pivots.reduce(rest, &mut budget)?;
            if reduced.rest.is_empty() {
                open.push((target, with(&combination, &reduced, &before)));
            }
        }
        left.combinations = kept;
        left.targets = open;
        Ok(())
    }

    /// The combination, of some, that with what is known in a part tells a number of it.
    fn told(
        &mut self,
        part: usize,
        target: Number,
        left: &[Combination],
    ) -> Result<Option<Combination>, Spent> {
        let rests = self.rests(part)?;
        let (mut budget, mut pivots) = (Budget(BUDGET), Elimination::default());
        for (at, combination) in left.iter().enumerate() {
            pivots.add(at as u32, combined(&rests, combination), &mut budget)?;
        }
        let reduced = pivots.reduce(self.rest(part, target)?, &mut budget)?;
        let told = reduced.rest.is_empty();
        Ok(told.then(|| with(&Vec::new(), &reduced, left)))
    }

    /// What is left in a part of each number across parts.
    fn rests(&mut self, part: usize) -> Result<Vec<Vector>, Spent> {
        let numbers = self.numbers.clone();
        let rests = numbers.into_iter().map(|number| {
            let group = &self.groups[number.group];
            match self.same.shown(self.parts, part, group, self.hidden) {
                Some(_) => Ok(Vector::new()),
                None => self.rest(part, number),
            }
        });
        rests.collect()
    }

    fn rest(&mut self, part: usize, number: Number) -> Result<Vector, Spent> {
        let vector = self.vector(part, number)?;
        let (rest, _) = self.known(part).reduce(vector)?;
        Ok(rest)
    }

    fn vector(&mut self, part: usize, number: Number) -> Result<Vector, Spent> {
        let parts = self.parts;
        let sums = parts.sums(part, number.group);
        self.known(part)
            .vector(&sums.sums[number.sum].1)
            .ok_or(Spent)
    }

    fn known(&mut self, part: usize) -> &mut Known {
        let (parts, groups, hidden, summed) = (self.parts, self.groups, self.hidden, self.summed);
        let make = || Known::of(parts, part, groups, hidden, summed);
        self.known.entry(part).or_insert_with(make)
    }

    /// The groups that a combination is made of, across parts and in each, where with them it is
    /// the target or, in the target's own part, tells it.
    fn made_of(
        &mut self,
        combination: &Combination,
        target: Option<Number>,
        own: Option<usize>,
    ) -> Result<BTreeSet<usize>, Spent> {
        let across = combination.iter().map(|(at, _)| self.numbers[*at as usize]);
        let across: Vec<Number> = across.collect();
        let mut made_of: BTreeSet<usize> = across.iter().map(|number| number.group).collect();
        for part in self.order.clone() {
            let mut vector = Vector::new();
            // Of the part's own groups those count that don't follow from larger ones: to hide one
            // that does would take nothing away.
            for ((_, factor), number) in combination.iter().zip(&across) {
                vector = sum(&vector, *factor, &self.vector(part, *number)?);
            }
            if let Some(target) = target.filter(|_| own.is_none_or(|own| own == part)) {
                vector = sum(&vector, 1, &self.vector(part, target)?);
            }
            if !vector.is_empty() {
                made_of.extend(self.known(part).reduce(vector)?.1);
            }
        }
        Ok(made_of)
    }
}

/// What is left of a combination, of what is left of each number.
fn combined(rests: &[Vector], combination: &Combination) -> Vector {
    let parts = combination.iter();
    parts.fold(Vector::new(), |all, (at, factor)| {
        sum(&all, *factor, &rests[*at as usize])
    })
}

/// A combination with those that took away what was left of it.
fn with(combination: &Combination, reduced: &Rest, others: &[Combination]) -> Combination {
    let factors = reduced.factors.iter();
    factors.fold(combination.clone(), |all, (at, factor)| {
        sum(&all, *factor, &others[*at as usize])
    })
}
