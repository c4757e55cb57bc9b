//! Disclosure control: which groups of a query must not be shown, so that nobody can work out
//! what fewer than ten respondents answered.
//!
//! A group with one to nine answers is hidden (primary suppression). That alone does not do: the
//! total minus all others gives it back, and so may a figure elsewhere on the page, on another
//! page of the query, of a complement, of a segment made of the same answers, of a quarter beside
//! its months. So the whole query is looked at once, after the scan and before any figure is made:
//!
//! 1. every tally that a section asks for is taken as published, group by group, and each as a
//!    linear combination of indicator functions over what respondents may have answered
//!    ([`indicator`], [`axes`]);
//! 2. in a row of groups the hidden ones must have ten answers between them, or else the total
//!    gives them away together; and a group must not leave one to nine answers of a larger one;
//! 3. what a hidden group answered must not be a combination of what is published
//!    ([`elimination`]). Where it is, the smallest of the groups that give it away is hidden too
//!    (secondary suppression), until nothing can be worked out any more.
//!
//! This covers sums, means, shares and scores, and counts of answers, for all groups made by the
//! answers to one question or by several (`and`, `or`, `not`), also where an answer that nobody
//! gave makes two groups complements. It does not cover bounds (that all of nine answers are
//! between 1 and 5), differences that show by comparing builds of different days, what somebody
//! knows of a respondent beforehand, and relations between two numbers (`a < b` beside `a < c`).
//!
//! The page, the JSON and the CSV files all see the same samples, so they hide the same.
//!
//! Reference: Hundepool et al., Statistical Disclosure Control, 2012, chapter 4.

mod axes;
mod elimination;
mod indicator;
mod published;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::cells::invited::Reach;
use crate::cells::raking::RakingOutcome;
use crate::cells::result::Groups;
use crate::cells::{
    Cells, Clustered, Clusters, Commented, Comments, Crossed, Crosses, Listed, Place, Plan, Tallied,
};
use crate::language::query::Query;

use super::tallies::Tallies;

/// The cells of a query, with those groups marked that must not be shown.
#[derive(Debug)]
pub struct Protected<'c> {
    cells: &'c Cells,
    published: Plan,
    hidden: BTreeSet<(usize, Vec<Place>)>,
}

impl<'c> Protected<'c> {
    /// Decides what to hide, where these tallies are published.
    pub fn new(query: &Query, published: Plan, cells: &'c Cells, as_of: Option<i32>) -> Self {
        let hidden = published::hidden(query, &published, cells, as_of);
        Self {
            cells,
            published,
            hidden,
        }
    }

    /// The cells, for what is not shown by groups.
    pub fn cells(&self) -> &'c Cells {
        self.cells
    }
}

impl Tallies for Protected<'_> {
    fn groups(&self, tallied: Tallied) -> Groups {
        Tallies::groups(self.cells, tallied)
    }

    fn clusters(&self, clustered: Clustered) -> Arc<Clusters> {
        Tallies::clusters(self.cells, clustered)
    }

    fn raking(&self) -> Option<&RakingOutcome> {
        Tallies::raking(self.cells)
    }

    fn reach(&self) -> Option<&Reach> {
        Tallies::reach(self.cells)
    }

    fn crosses(&self, crossed: Crossed) -> Crosses {
        Tallies::crosses(self.cells, crossed)
    }

    fn list(&self, listed: Listed) -> Arc<[Vec<String>]> {
        Tallies::list(self.cells, listed)
    }

    fn comments(&self, commented: Commented) -> Arc<Comments> {
        Tallies::comments(self.cells, commented)
    }

    fn hides(&self, tallied: &Tallied, place: &[Place]) -> bool {
        let known = self.published.tallies.iter();
        let mut known = known.enumerate().filter(|(_, known)| *known == tallied);
        known
            .next()
            .is_some_and(|(index, _)| self.hidden.contains(&(index, place.to_vec())))
    }
}
