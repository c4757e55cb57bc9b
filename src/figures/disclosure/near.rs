//! What totals and larger groups give away at sight: the rest of a row, the rest of a group.

use std::collections::BTreeMap;

use crate::cells::{Place, Tallied, Variable};
use crate::statistics::rules::small_base::SUPPRESSED_BELOW;

use super::groups::{Group, is_partition};
use super::indicator::Function;
use super::parts::Parts;

/// Groups that add up to all who are in one of them: the values of a question, periods.
pub(super) fn rows(tallies: &[Tallied], groups: &[Group]) -> Vec<Vec<usize>> {
    let mut rows: BTreeMap<(usize, usize, Vec<&Place>), Vec<usize>> = BTreeMap::new();
    for (index, group) in groups.iter().enumerate() {
        for (at, dimension) in tallies[group.tally].by.iter().enumerate() {
            if !is_partition(dimension) {
                continue;
            }
            let others = group.place.iter().enumerate();
            let others = others.filter(|(other, _)| *other != at).map(|(_, p)| p);
            let key = (group.tally, at, others.collect());
            rows.entry(key).or_default().push(index);
        }
    }
    rows.into_values().collect()
}

/// The hidden groups of a row must not have too few answers between them.
pub(super) fn fill_rows(groups: &[Group], rows: &[Vec<usize>], hidden: &mut [bool]) -> bool {
    let mut changed = false;
    for row in rows {
        loop {
            let of_row = row.iter().filter(|&&index| hidden[index]);
            let answers: u64 = of_row.map(|&index| groups[index].people).sum();
            if !(1..SUPPRESSED_BELOW).contains(&answers) {
                break;
            }
            let shown = row.iter().copied();
            let shown = shown.filter(|&index| !hidden[index] && groups[index].n > 0);
            let Some(smallest) = shown.min_by_key(|&index| groups[index].people) else {
                break;
            };
            hidden[smallest] = true;
            changed = true;
        }
    }
    changed
}

/// Groups of which the same was asked, those of each part and those across parts apart, by size.
pub(super) struct Classes {
    classes: Vec<Class>,
}

#[derive(Default)]
struct Class {
    parts: BTreeMap<usize, Vec<usize>>,
    across: Vec<usize>,
}

impl Classes {
    pub fn new(tallies: &[Tallied], parts: &Parts<'_>, groups: &[Group]) -> Self {
        let of_tally = of_tallies(tallies, parts);
        let number = of_tally.iter().max().map_or(0, |most| most + 1);
        let mut classes: Vec<Class> = (0..number).map(|_| Class::default()).collect();
        for (index, group) in groups.iter().enumerate() {
            // What is only a share of others has no rest that a figure would rest on.
            if group.n > 0 && !group.is_share {
                let class = &mut classes[of_tally[group.tally]];
                match parts.part_of[index] {
                    Some(part) => class.parts.entry(part).or_default().push(index),
                    None => class.across.push(index),
                }
            }
        }
        for class in &mut classes {
            class.across.sort_by_key(|&index| groups[index].n);
            for part in class.parts.values_mut() {
                part.sort_by_key(|&index| groups[index].n);
            }
        }
        Self { classes }
    }

    /// A shown group must not leave too few answers of another shown one that holds it.
    pub fn hide_remainders(
        &self,
        tallies: &[Tallied],
        groups: &[Group],
        parts: &Parts<'_>,
        hidden: &mut [bool],
    ) -> bool {
        let mut changed = false;
        for class in &self.classes {
            let lists = class.parts.values().chain([&class.across]);
            for &one in lists.flatten() {
                if hidden[one] || groups[one].is_plain {
                    continue;
                }
                let own = parts.part_of[one].and_then(|part| class.parts.get(&part));
                // A group across parts may lie within one of them, as a segment of its value does.
                let others = match parts.part_of[one] {
                    Some(_) => Vec::new(),
                    None => class.parts.values().collect(),
                };
                let lists = own.into_iter().chain(others).chain([&class.across]);
                let mut near = lists.flat_map(|list| slightly_larger(groups, list, groups[one].n));
                let gives_away = near.any(|whole| {
                    !hidden[whole]
                        && !lie_apart(tallies, &groups[one], &groups[whole])
                        && parts.contains(whole, one)
                });
                if gives_away {
                    hidden[one] = true;
                    changed = true;
                }
            }
        }
        changed
    }
}

/// Groups with a few answers more, of a list by size.
fn slightly_larger<'g>(
    groups: &'g [Group],
    list: &'g [usize],
    n: u64,
) -> impl Iterator<Item = usize> + 'g {
    let from = list.partition_point(|&index| groups[index].n <= n);
    let larger = list[from..].iter().copied();
    larger.take_while(move |&index| groups[index].n - n < SUPPRESSED_BELOW)
}

/// The class of each tally: a share and its complement are the same question.
fn of_tallies(tallies: &[Tallied], parts: &Parts<'_>) -> Vec<usize> {
    let mut kinds: Vec<(&Variable, Option<[Function; 2]>)> = Vec::new();
    let mut classes = Vec::with_capacity(tallies.len());
    for Tallied { variable, .. } in tallies {
        let truth = match variable {
            Variable::Truth(predicate) => {
                let truth = parts.all().truth(predicate);
                let is_written = truth.yes.is_written() && truth.no.is_written();
                is_written.then_some([truth.yes, truth.no])
            }
            _ => None,
        };
        let known = kinds
            .iter()
            .position(|(kind, sides)| match (&truth, sides) {
                (Some([yes, no]), Some([a, b])) => (yes == a && no == b) || (yes == b && no == a),
                (None, None) => *kind == variable,
                _ => false,
            });
        classes.push(known.unwrap_or(kinds.len()));
        if known.is_none() {
            kinds.push((variable, truth));
        }
    }
    classes
}

/// Whether two groups have different values of one question, as those of two pages have: nobody is
/// in both. (Only sees what their places tell, which spares most pairs their functions.)
fn lie_apart(tallies: &[Tallied], one: &Group, other: &Group) -> bool {
    let (of_one, of_other) = (&tallies[one.tally].by, &tallies[other.tally].by);
    of_one.iter().zip(&one.place).any(|(dimension, place)| {
        let mut places = of_other.iter().zip(&other.place);
        is_partition(dimension) && places.any(|(same, at)| same == dimension && at != place)
    })
}
