//! Blocks that nobody is in, as the published counts tell: they make groups complements that
//! otherwise would not be.

use crate::cells::{Cell, Content, Dimension, Place, Tallied, Variable};
use crate::figures::sample::binary;
use crate::language::query::{AnswerId, Predicate};
use crate::text::fold;

use super::blocks::{Kind, UNANSWERED};
use super::{Axes, Block};

/// The published counts of all, or of those in one part of them.
pub(in super::super) struct Counts<'c> {
    /// The tallies that are published, as of all.
    pub published: &'c [Tallied],
    /// The dimension that makes the parts, for those of one.
    pub part: Option<&'c Dimension>,
    /// The groups of a tally that are in the part.
    pub groups: &'c GroupsOf<'c>,
}

/// Gives the groups of a tally.
type GroupsOf<'c> = dyn Fn(&Tallied) -> &'c [(Vec<Place>, Cell)] + 'c;

impl<'c> Counts<'c> {
    /// The tallies of all who are looked at, without the dimension of the part.
    fn tallies(&self) -> impl Iterator<Item = (&'c Tallied, &'c [Dimension])> {
        let of_all = self.published.iter().filter(|tallied| tallied.of.is_none());
        let part = self.part;
        of_all.filter_map(move |tallied| match (part, &tallied.by[..]) {
            (None, by) => Some((tallied, by)),
            (Some(part), [first, rest @ ..]) if first == part => Some((tallied, rest)),
            _ => None,
        })
    }

    fn everybody(&self) -> Option<u64> {
        let is_everybody = |(tallied, by): &(&Tallied, &[Dimension])| {
            tallied.variable == Variable::Response && by.is_empty()
        };
        let (all, _) = self.tallies().find(is_everybody)?;
        Some((self.groups)(all).iter().map(|(_, cell)| cell.n()).sum())
    }
}

impl Axes<'_> {
    /// Notes the blocks that nobody is in.
    pub(in super::super) fn find_empty(&mut self, counts: &Counts<'_>) {
        let everybody = counts.everybody();
        let at = usize::from(counts.part.is_some());
        for (tallied, by) in counts.tallies() {
            let groups = (counts.groups)(tallied);
            let inside = || groups.iter().map(|(_, cell)| cell.n() + cell.missing).sum();
            match (by, &tallied.variable) {
                ([], Variable::Codes(answer)) => {
                    for (_, cell) in groups {
                        self.empty_codes(*answer, cell);
                    }
                }
                ([], Variable::Truth(predicate)) if is_simple(predicate) => {
                    let axis = self.questions.axis(&self.questions.key(predicate));
                    if let (Some(axis), [(_, cell)]) = (axis, groups) {
                        self.empty_truths(axis, cell);
                    }
                }
                ([Dimension::Label(answer) | Dimension::Code(answer)], _) => {
                    let seen: Vec<&Place> = groups
                        .iter()
                        .filter_map(|(place, _)| place.get(at))
                        .collect();
                    self.empty_places(*answer, &seen, everybody == Some(inside()));
                }
                ([Dimension::Option(answer)], _) => {
                    let seen: Vec<(&Place, u64)> = groups
                        .iter()
                        .filter_map(|(place, cell)| Some((place.get(at)?, cell.n() + cell.missing)))
                        .collect();
                    self.empty_options(*answer, &seen, everybody);
                }
                _ => {}
            }
        }
        self.find_first();
    }

    fn empty_codes(&mut self, answer: AnswerId, cell: &Cell) {
        let Some(axis) = self.questions.axis_of(answer) else {
            return;
        };
        let empty = &mut self.empty[axis];
        if let (Kind::Codes(low, _), Content::Histogram(values)) =
            (&self.questions.axes[axis].kind, &cell.content)
        {
            empty[0] |= cell.missing == 0;
            for (block, empty) in empty.iter_mut().enumerate().skip(1) {
                let code = f64::from(*low) + (block - 1) as f64;
                *empty |= !values.iter().any(|(value, _)| *value == code);
            }
        }
    }

    fn empty_truths(&mut self, axis: usize, cell: &Cell) {
        let answers = binary(cell);
        let empty = &mut self.empty[axis];
        match self.questions.axes[axis].kind {
            // Whether they were asked is another axis.
            Kind::Option => {}
            Kind::Statement => {
                empty[0] |= cell.missing == 0;
                empty[1] |= answers.yes.is_empty();
                empty[2] |= answers.no.is_empty();
            }
            _ => empty[0] |= cell.missing == 0,
        }
    }

    fn empty_places(&mut self, answer: AnswerId, seen: &[&Place], is_everybody: bool) {
        let Some(axis) = self.questions.axis_of(answer) else {
            return;
        };
        let empty = &mut self.empty[axis];
        empty[0] |= is_everybody;
        match &self.questions.axes[axis].kind {
            Kind::Labels(labels) => {
                empty[1] |= is_everybody;
                let seen = seen.iter().filter_map(|place| match place {
                    Place::Label(label) => labels.get(&*fold(label)),
                    _ => None,
                });
                let seen: Vec<&Block> = seen.collect();
                for block in labels.values() {
                    empty[*block as usize] |= !seen.contains(&block);
                }
            }
            Kind::Codes(low, high) => {
                for (block, code) in (1..).zip(*low..=*high) {
                    empty[block] |= !seen.contains(&&Place::Code(code));
                }
            }
            _ => {}
        }
    }

    /// Options that nobody chose, and those that everybody did who was asked.
    fn empty_options(&mut self, answer: AnswerId, seen: &[(&Place, u64)], everybody: Option<u64>) {
        let asked = seen.iter().find(|(place, _)| **place == Place::In);
        let Some((_, asked)) = asked.copied() else {
            return;
        };
        if let Some(axis) = self.questions.axis_of(answer) {
            self.empty[axis][UNANSWERED as usize] |= everybody == Some(asked);
        }
        for axis in self.questions.options_of(answer) {
            let chosen = seen.iter().find(|(place, _)| match place {
                Place::Label(label) => {
                    self.questions.axes[axis].key == self.questions.option(answer, label)
                }
                _ => false,
            });
            let chosen = chosen.map_or(0, |(_, n)| *n);
            self.empty[axis][1] |= chosen == 0;
            self.empty[axis][2] |= chosen == asked;
        }
    }
}

/// Whether a predicate looks at one question and is unknown only where that is not answered.
fn is_simple(predicate: &Predicate) -> bool {
    !matches!(
        predicate,
        Predicate::All(_)
            | Predicate::Any(_)
            | Predicate::Not(_)
            | Predicate::In(_)
            | Predicate::Answered(_)
    )
}
