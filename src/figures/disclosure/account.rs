//! The account: which groups have to be hidden.

use std::collections::{BTreeSet, HashMap, HashSet};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use crate::cells::{Cells, Place};
use crate::language::query::Query;

use super::Published;
use super::across::{Across, SameInParts};
use super::axes::Axes;
use super::groups::{Group, Summed, Tallies, groups};
use super::near::{Classes, fill_rows, rows};
use super::parts::Parts;
use super::search::{Found, within};

/// What must not be shown.
pub(super) struct Hidden {
    /// The places of each tally.
    pub places: Vec<HashSet<Vec<Place>>>,
    /// How many of them are hidden since they could not be looked at.
    pub unaccounted: usize,
}

/// Decides what to hide.
pub(super) fn hidden(
    query: &Query,
    published: &Published,
    cells: &Cells,
    as_of: Option<i32>,
) -> Hidden {
    let tallies = Tallies::new(query, &published.plan.tallies);
    let groups = groups(published, cells);
    let axes = Axes::new(query, tallies.published, cells, as_of);
    let parts = Parts::new(&tallies, cells, &axes, &groups);
    let rows = rows(tallies.published, &groups);
    let classes = Classes::new(tallies.published, &parts, &groups);
    let mut hidden: Vec<bool> = groups.iter().map(Group::is_small).collect();
    let mut combinations = Combinations::new(&tallies, &parts, &groups);
    // Each turn hides at least one group more.
    while fill_rows(&groups, &rows, &mut hidden)
        | classes.hide_remainders(tallies.published, &groups, &parts, &mut hidden)
        | combinations.hide(&mut hidden)
    {}
    let mut places = vec![HashSet::new(); tallies.published.len()];
    let unaccounted = combinations.unaccounted.len();
    for (group, hidden) in groups.into_iter().zip(hidden) {
        if hidden {
            places[group.tally].insert(group.place);
        }
    }
    Hidden {
        places,
        unaccounted,
    }
}

/// What a small group answered must not be a combination of what is shown.
struct Combinations<'p, 'a> {
    parts: &'p Parts<'a>,
    groups: &'p [Group],
    same: SameInParts,
    /// What is summed of small groups.
    summed: BTreeSet<Summed>,
    /// The parts in which there are small groups.
    small: Vec<usize>,
    /// What was found within parts, with the number of groups hidden there then.
    found: HashMap<(usize, Summed), (usize, Found)>,
    unaccounted: BTreeSet<usize>,
}

impl<'p, 'a> Combinations<'p, 'a> {
    fn new(tallies: &Tallies<'_>, parts: &'p Parts<'a>, groups: &'p [Group]) -> Self {
        let small: Vec<usize> = (0..groups.len())
            .filter(|&at| groups[at].is_small())
            .collect();
        let of_parts: BTreeSet<usize> = small.iter().filter_map(|&at| parts.part_of[at]).collect();
        Self {
            same: SameInParts::new(tallies, parts, groups),
            summed: small
                .iter()
                .map(|&at| tallies.summed(groups[at].tally))
                .collect(),
            small: of_parts.into_iter().collect(),
            found: HashMap::new(),
            unaccounted: BTreeSet::new(),
            parts,
            groups,
        }
    }

    fn hide(&mut self, hidden: &mut [bool]) -> bool {
        let mut changed = false;
        for summed in self.summed.clone() {
            for group in self.hide_of(summed, hidden) {
                changed |= !hidden[group];
                hidden[group] = true;
            }
        }
        changed
    }

    /// The groups to hide so that nothing is known of what is summed.
    fn hide_of(&mut self, summed: Summed, hidden: &[bool]) -> BTreeSet<usize> {
        let (parts, groups) = (self.parts, self.groups);
        let number_hidden = |part: &usize| {
            let own = parts.parts[*part].groups.iter();
            own.filter(|&&group| hidden[group]).count()
        };
        let known = &self.found;
        let stale = self.small.par_iter().filter_map(|part| {
            let number = number_hidden(part);
            let is_known = known
                .get(&(*part, summed))
                .is_some_and(|(n, _)| *n == number);
            (!is_known).then(|| {
                let found = within(parts, *part, groups, hidden, summed);
                ((*part, summed), (number, found))
            })
        });
        let stale: Vec<_> = stale.collect();
        self.found.extend(stale);
        let (mut hide, mut open) = (BTreeSet::new(), Vec::new());
        for part in &self.small {
            if let Some((_, found)) = self.found.get(&(*part, summed)) {
                hide.extend(found.hide.iter().chain(&found.unaccounted).copied());
                self.unaccounted.extend(&found.unaccounted);
                open.extend(found.open.iter().copied());
            }
        }
        let across = Across::new(parts, &self.same, groups, hidden, summed).search(&open);
        self.unaccounted.extend(&across.unaccounted);
        hide.extend(across.hide.iter().chain(&across.unaccounted).copied());
        hide
    }
}
