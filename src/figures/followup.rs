//! Whom to turn to: a list of customers that is written to a file of its own.

use std::sync::Arc;

use crate::cells::{Dimension, Listed, Place, Tallied};
use crate::language::query::{ListedCell, Predicate, Report, Section, SegmentId};
use crate::statistics::rules::small_base::SUPPRESSED_BELOW;

use super::context::Context;
use super::model::Followup;
use super::tallies::Tallies;

/// A list of persons. It goes into a file for those who work with it and nowhere else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// The file's name.
    pub file: String,
    /// Names of the columns.
    pub head: Vec<String>,
    /// The rows, newest first, with a cell for each column.
    pub rows: Arc<[Vec<String>]>,
}

/// What the query says of a list.
pub struct Wanted<'q> {
    /// Whom to turn to.
    pub of: SegmentId,
    /// Those who agreed.
    pub condition: Option<&'q Predicate>,
    /// The list's file.
    pub file: &'q str,
    /// What it says of each.
    pub columns: &'q [(String, ListedCell)],
}

impl Wanted<'_> {
    fn predicate(&self) -> Predicate {
        let members = Predicate::In(self.of);
        match self.condition {
            Some(condition) => Predicate::All(vec![members, condition.clone()]),
            None => members,
        }
    }

    fn rows(&self, tallies: &dyn Tallies) -> Arc<[Vec<String>]> {
        tallies.list(Listed {
            of: self.predicate(),
            cells: self.columns.iter().map(|(_, cell)| *cell).collect(),
        })
    }
}

/// Computes the section: how many there are and how many are listed, and nothing of them.
pub fn followup(context: &Context<'_>, id: &str, wanted: &Wanted<'_>) -> Followup {
    let segment = context.query.segment(wanted.of);
    wanted.rows(context.tallies);
    Followup {
        id: id.to_owned(),
        of: (segment.name.clone(), segment.label.clone()),
        file: wanted.file.to_owned(),
        consent: wanted.condition.is_some(),
        members: count(context, Predicate::In(wanted.of)),
        listed: count(context, wanted.predicate()),
    }
}

/// How many responses there are for which it is true; `None` where that must not be shown.
fn count(context: &Context<'_>, predicate: Predicate) -> Option<u64> {
    let tallied = Tallied::responses(vec![Dimension::Where(predicate)]);
    // How many of a page's respondents are listed is a part of them and the base of no figure.
    let n = context.tallies.part(tallied.clone()).n();
    let hidden = context.tallies.hides(&tallied, &[Place::In]);
    (n == 0 || n >= SUPPRESSED_BELOW && !hidden).then_some(n)
}

/// The lists of a page.
pub fn lists(report: &Report, tallies: &dyn Tallies) -> Vec<List> {
    let sections = report.sections.iter();
    let wanted = sections.filter_map(|section| match section {
        Section::Followup {
            of,
            condition,
            file,
            columns,
            ..
        } => Some(Wanted {
            of: *of,
            condition: condition.as_ref(),
            file,
            columns,
        }),
        _ => None,
    });
    wanted
        .map(|wanted| List {
            file: wanted.file.to_owned(),
            head: wanted
                .columns
                .iter()
                .map(|(name, _)| name.clone())
                .collect(),
            rows: wanted.rows(tallies),
        })
        .collect()
}
