//! All respondents in parts: by their answers to the question whose values make the most groups.
//!
//! A page of many, or a column of a long table, lies within one part, where its groups are
//! functions of the other questions alone; only groups that reach across parts, such as those of
//! a whole company, have a function in each. What is a combination of what can so be found out
//! part by part, and no function has a term for each of a thousand pages.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::cells::{Cells, Dimension, Place};

use super::axes::{Axes, Counts};
use super::groups::{AskedFor, Group, Summed, Sums, Tallies};
use super::indicator::{Block, Function};

/// Those in one block of the question, or all.
pub(super) struct Part<'a> {
    /// The groups that lie within it.
    pub groups: Vec<usize>,
    at: Option<At<'a>>,
    axes: OnceLock<Axes<'a>>,
    asked: OnceLock<Vec<AskedFor>>,
    sums: OnceLock<Vec<Sums>>,
}

/// Where a part is.
struct At<'a> {
    axis: usize,
    block: Block,
    /// The value that makes it, where there is one.
    value: Option<(&'a Dimension, &'a Place)>,
    /// Whether several do: spellings of one.
    is_mixed: bool,
}

/// The parts, and which group lies in which.
pub(super) struct Parts<'a> {
    tallies: &'a Tallies<'a>,
    cells: &'a Cells,
    all: Axes<'a>,
    groups: &'a [Group],
    pub parts: Vec<Part<'a>>,
    /// The part of each group; `None` of those that reach across parts.
    pub part_of: Vec<Option<usize>>,
    /// The groups that reach across parts.
    pub across: Vec<usize>,
}

impl<'a> Parts<'a> {
    pub fn new(
        tallies: &'a Tallies<'a>,
        cells: &'a Cells,
        all: &Axes<'a>,
        groups: &'a [Group],
    ) -> Self {
        let mut all = all.clone();
        all.find_empty(&Counts {
            published: tallies.published,
            part: None,
            groups: &|tallied| cells.groups(tallied),
        });
        let axis = most_divided(tallies, &all, groups);
        let part = |at| Part {
            groups: Vec::new(),
            at,
            axes: OnceLock::new(),
            asked: OnceLock::new(),
            sums: OnceLock::new(),
        };
        let mut parts = Self {
            tallies,
            cells,
            groups,
            part_of: vec![Some(0); groups.len()],
            across: Vec::new(),
            parts: match axis {
                None => vec![part(None)],
                Some(axis) => {
                    let at = |block| {
                        Some(At {
                            axis,
                            block,
                            value: None,
                            is_mixed: false,
                        })
                    };
                    all.blocks(axis).map(|block| part(at(block))).collect()
                }
            },
            all,
        };
        match axis {
            None => parts.parts[0].groups = (0..groups.len()).collect(),
            Some(axis) => parts.divide(axis),
        }
        parts
    }

    /// Puts each group into its part.
    fn divide(&mut self, axis: usize) {
        let blocks = self.parts.iter().enumerate();
        let blocks = blocks.filter_map(|(part, of)| Some((of.at.as_ref()?.block, part)));
        let blocks: BTreeMap<Block, usize> = blocks.collect();
        for (index, group) in self.groups.iter().enumerate() {
            let dimensions = self.tallies.published[group.tally]
                .by
                .iter()
                .zip(&group.place);
            let mut at = dimensions.filter(|(by, _)| self.all.divided(by) == Some(axis));
            let value = at.next();
            let part = value.and_then(|(_, place)| self.all.block_at(axis, place));
            let part = part.and_then(|block| blocks.get(&block).copied());
            self.part_of[index] = part;
            match part {
                None => self.across.push(index),
                Some(part) => {
                    let part = &mut self.parts[part];
                    part.groups.push(index);
                    if let (Some(at), Some(value)) = (&mut part.at, value) {
                        let known = *at.value.get_or_insert(value);
                        at.is_mixed |= known.1 != value.1;
                    }
                }
            }
        }
    }

    /// The functions of those in a part.
    fn axes(&self, part: usize) -> &Axes<'a> {
        let part = &self.parts[part];
        part.axes.get_or_init(|| {
            let Some(at) = &part.at else {
                return self.all.clone();
            };
            let mut axes = self.all.within(at.axis, at.block);
            if let (Some((dimension, place)), false) = (at.value, at.is_mixed) {
                axes.find_empty(&Counts {
                    published: self.tallies.published,
                    part: Some(dimension),
                    groups: &|tallied| self.cells.groups_at(tallied, place),
                });
            }
            axes
        })
    }

    fn asked(&self, part: usize, tally: usize) -> &AskedFor {
        let tallies = 0..self.tallies.published.len();
        let axes = self.axes(part);
        let asked = self.parts[part].asked.get_or_init(|| {
            tallies
                .map(|tally| self.tallies.asked(axes, tally))
                .collect()
        });
        &asked[tally]
    }

    /// What a group publishes of those in a part.
    pub fn sums(&self, part: usize, group: usize) -> Sums {
        let of = &self.groups[group];
        self.tallies
            .sums(self.axes(part), self.asked(part, of.tally), of)
    }

    /// The same of the groups that lie in a part, in their order; kept.
    pub fn own_sums(&self, part: usize) -> &[Sums] {
        let of = &self.parts[part];
        of.sums.get_or_init(|| {
            let groups = of.groups.iter();
            groups.map(|&group| self.sums(part, group)).collect()
        })
    }

    /// What a group sums, in the order of [`Self::sums`].
    pub fn summed(&self, group: usize) -> Vec<Summed> {
        self.tallies.all_summed(self.groups[group].tally)
    }

    /// The first of them: what tells what its respondents answered.
    pub fn answers(&self, group: usize) -> Vec<Summed> {
        self.tallies.answers(self.groups[group].tally)
    }

    /// Whether a dimension makes the parts.
    pub fn divides(&self, dimension: &Dimension) -> bool {
        let axis = self.parts.first().and_then(|part| part.at.as_ref());
        axis.is_some_and(|at| self.all.divided(dimension) == Some(at.axis))
    }

    /// The value that makes a part, where there is one.
    pub fn value(&self, part: usize) -> Option<&'a Place> {
        let at = self.parts[part].at.as_ref()?;
        at.value.filter(|_| !at.is_mixed).map(|(_, place)| place)
    }

    /// Those of a part who are in a group.
    fn who(&self, part: usize, group: usize) -> Function {
        let of = &self.groups[group];
        self.tallies
            .who(self.axes(part), self.asked(part, of.tally), of)
    }

    /// Whether everybody in one group is in another.
    ///
    /// Where that is not known, it is taken for true.
    pub fn contains(&self, whole: usize, one: usize) -> bool {
        let within = |part: usize| {
            let (one, whole) = (self.who(part, one), self.who(part, whole));
            let both = one.times(&whole);
            !both.is_written() || both == one
        };
        let is_outside = |part: usize| self.who(part, one).is_zero();
        match (self.part_of[one], self.part_of[whole]) {
            (Some(one), Some(whole)) if one != whole => false,
            (Some(part), _) => within(part),
            (None, Some(part)) => {
                let mut others = (0..self.parts.len()).filter(|other| *other != part);
                within(part) && others.all(is_outside)
            }
            (None, None) => (0..self.parts.len()).all(within),
        }
    }

    /// The functions of all respondents.
    pub fn all(&self) -> &Axes<'a> {
        &self.all
    }
}

/// The axis whose blocks the most groups lie in.
fn most_divided(tallies: &Tallies<'_>, axes: &Axes<'_>, groups: &[Group]) -> Option<usize> {
    let mut divided = BTreeMap::<usize, usize>::new();
    let of_tally: Vec<Vec<usize>> = tallies
        .published
        .iter()
        .map(|tallied| {
            tallied
                .by
                .iter()
                .filter_map(|by| axes.divided(by))
                .collect()
        })
        .collect();
    for group in groups {
        for axis in &of_tally[group.tally] {
            *divided.entry(*axis).or_default() += 1;
        }
    }
    let most = divided
        .into_iter()
        .max_by_key(|(axis, groups)| (*groups, std::cmp::Reverse(*axis)));
    most.map(|(axis, _)| axis)
}
