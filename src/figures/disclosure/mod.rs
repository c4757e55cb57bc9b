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
//!    ([`groups`], [`indicator`], [`axes`]);
//! 2. in a row of groups the hidden ones must have ten answers between them, or else the total
//!    gives them away together; and a group must not leave one to nine answers of a larger one
//!    ([`near`]);
//! 3. what a hidden group answered must not be a combination of what is published
//!    ([`elimination`]). Where it is, the smallest of the groups that give it away is hidden too
//!    (secondary suppression), until nothing can be worked out any more.
//!
//! The search of step 3 takes the respondents apart by the question that makes the most groups,
//! that of the pages ([`parts`]): within each part ([`search`]), then across them ([`across`]).
//! Nothing falls out of the account: what would take too long to look at is hidden, and counted, so
//! that the run says it.
//!
//! A share of larger groups, such as how often a reason is given, has no small base, however few
//! are behind it; it is hidden only where it tells how many a group has that is hidden as a base.
//!
//! This covers sums, means, shares and scores, and counts of answers, for all groups made by the
//! answers to one question or by several (`and`, `or`, `not`) and by the options of choices, also where an answer that nobody
//! gave makes two groups complements. It does not cover bounds (that all of nine answers are
//! between 1 and 5), differences that show by comparing builds of different days, what somebody
//! knows of a respondent beforehand, and relations between two numbers (`a < b` beside `a < c`).
//!
//! The page, the JSON and the CSV files all see the same samples, so they hide the same.
//!
//! Reference: Hundepool et al., Statistical Disclosure Control, 2012, chapter 4.

mod account;
mod across;
mod axes;
mod elimination;
mod groups;
mod indicator;
mod near;
mod parts;
mod search;

use std::collections::HashSet;
use std::sync::Arc;

use crate::cells::invited::Reach;
use crate::cells::raking::RakingOutcome;
use crate::cells::result::Groups;
use crate::cells::{
    Cells, Clustered, Clusters, Commented, Comments, Crossed, Crosses, Listed, Place, Plan, Tallied,
};
use crate::language::query::Query;

use super::tallies::Tallies;

/// What a query publishes of its cells.
#[derive(Debug, Default)]
pub struct Published {
    /// All of it.
    pub plan: Plan,
    /// Those of its tallies that are shown as shares of larger groups alone: a small group of
    /// theirs is the base of no figure.
    pub shares: Vec<Tallied>,
}

/// The cells of a query, with those groups marked that must not be shown.
#[derive(Debug)]
pub struct Protected<'c> {
    cells: &'c Cells,
    published: Vec<Tallied>,
    /// The places that are hidden, of each tally.
    hidden: Vec<HashSet<Vec<Place>>>,
    /// How many groups are hidden since the search for combinations would have taken too long.
    pub unaccounted: usize,
}

impl<'c> Protected<'c> {
    /// Decides what to hide, where this is published.
    pub fn new(query: &Query, published: Published, cells: &'c Cells, as_of: Option<i32>) -> Self {
        let account::Hidden {
            places,
            unaccounted,
        } = account::hidden(query, &published, cells, as_of);
        Self {
            cells,
            published: published.plan.tallies,
            hidden: places,
            unaccounted,
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
        let mut tallies = self.published.iter().zip(&self.hidden);
        let known = tallies.find(|(known, _)| *known == tallied);
        known.is_some_and(|(_, hidden)| hidden.contains(place))
    }
}
