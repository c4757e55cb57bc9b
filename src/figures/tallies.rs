//! Asking for tallies.
//!
//! A section of the page asks for the tallies that it is computed from. The first time
//! nobody knows them yet, and what was asked is the plan of the scan; the second time the
//! cells answer. So what is counted and what is used can't drift apart.

use std::cell::RefCell;
use std::sync::Arc;

use crate::cells::invited::Reach;
use crate::cells::raking::RakingOutcome;
use crate::cells::result::Groups;
use crate::cells::{
    Cell, Cells, Clustered, Clusters, Commented, Comments, Crossed, Crosses, Listed, Place, Plan,
    Tallied,
};

use super::disclosure::Published;

/// Somebody who can be asked for tallies.
///
/// What is asked for must not depend on what was answered before.
pub trait Tallies {
    /// The groups of a tally; none where nobody is in any.
    fn groups(&self, tallied: Tallied) -> Groups;

    /// The same of what only goes into figures of larger groups and is not shown itself.
    fn unshown(&self, tallied: Tallied) -> Groups {
        self.groups(tallied)
    }

    /// The same of what is shown as shares of larger groups: a small group is the base of no
    /// figure, and is hidden only where it gives away one that is.
    fn shares(&self, tallied: Tallied) -> Groups {
        self.groups(tallied)
    }

    /// Whether a group must not be shown, because it is small or would give away one that is. See
    /// [`disclosure`](super::disclosure).
    fn hides(&self, _tallied: &Tallied, _place: &[Place]) -> bool {
        false
    }

    /// Sums by customer.
    fn clusters(&self, clustered: Clustered) -> Arc<Clusters>;

    /// What raking the weights came to, once it is known.
    fn raking(&self) -> Option<&RakingOutcome>;

    /// Who was asked and who answered, once it is known and where the query tells it one by one.
    fn reach(&self) -> Option<&Reach> {
        None
    }

    /// Numbers of the same responses, side by side.
    fn crosses(&self, crossed: Crossed) -> Crosses;

    /// Rows to be written out, newest first. They are for a list, never for a page.
    fn list(&self, listed: Listed) -> Arc<[Vec<String>]>;

    /// Comments, without what tells who wrote them.
    fn comments(&self, commented: Commented) -> Arc<Comments>;

    /// The cell of a tally without dimensions.
    fn total(&self, tallied: Tallied) -> Cell {
        let groups = self.groups(tallied);
        groups
            .into_iter()
            .next()
            .map_or_else(Cell::empty, |(_, cell)| cell)
    }

    /// The cell of a group that is shown as a part of a larger one, see [`Tallies::shares`].
    fn part(&self, tallied: Tallied) -> Cell {
        let groups = self.shares(tallied);
        groups
            .into_iter()
            .next()
            .map_or_else(Cell::empty, |(_, cell)| cell)
    }
}

/// Knows nothing and remembers what it was asked.
#[derive(Debug, Default)]
pub struct Asked {
    plan: RefCell<Plan>,
    /// What was asked for as shares.
    shares: RefCell<Vec<Tallied>>,
    /// Whether it forgets what is not shown.
    only_shown: bool,
}

impl Asked {
    /// Remembers only what is shown.
    pub fn shown() -> Self {
        Self {
            only_shown: true,
            ..Self::default()
        }
    }

    /// Everything that was asked for.
    pub fn into_plan(self) -> Plan {
        self.into_published().plan
    }

    /// The same, with what of it is shown as shares alone.
    pub fn into_published(self) -> Published {
        let mut plan = self.plan.into_inner();
        let mut shares = self.shares.into_inner();
        shares.retain(|share| !plan.tallies.contains(share));
        for share in &shares {
            plan.want(share.clone());
        }
        Published { plan, shares }
    }
}

impl Tallies for Asked {
    fn groups(&self, tallied: Tallied) -> Groups {
        self.plan.borrow_mut().want(tallied);
        Groups::new()
    }

    fn unshown(&self, tallied: Tallied) -> Groups {
        if self.only_shown {
            Groups::new()
        } else {
            self.groups(tallied)
        }
    }

    fn shares(&self, tallied: Tallied) -> Groups {
        self.shares.borrow_mut().push(tallied);
        Groups::new()
    }

    fn clusters(&self, clustered: Clustered) -> Arc<Clusters> {
        self.plan.borrow_mut().want_clusters(clustered);
        Arc::default()
    }

    fn raking(&self) -> Option<&RakingOutcome> {
        None
    }

    fn crosses(&self, crossed: Crossed) -> Crosses {
        self.plan.borrow_mut().want_crosses(crossed);
        Crosses::default()
    }

    fn list(&self, listed: Listed) -> Arc<[Vec<String>]> {
        self.plan.borrow_mut().want_list(listed);
        Arc::default()
    }

    fn comments(&self, commented: Commented) -> Arc<Comments> {
        self.plan.borrow_mut().want_comments(commented);
        Arc::default()
    }
}

/// Answers for what only goes into figures of larger groups.
pub struct Unshown<'t>(pub &'t dyn Tallies);

impl Tallies for Unshown<'_> {
    fn groups(&self, tallied: Tallied) -> Groups {
        self.0.unshown(tallied)
    }

    fn clusters(&self, clustered: Clustered) -> Arc<Clusters> {
        self.0.clusters(clustered)
    }

    fn raking(&self) -> Option<&RakingOutcome> {
        self.0.raking()
    }

    fn reach(&self) -> Option<&Reach> {
        self.0.reach()
    }

    fn crosses(&self, crossed: Crossed) -> Crosses {
        self.0.crosses(crossed)
    }

    fn list(&self, listed: Listed) -> Arc<[Vec<String>]> {
        self.0.list(listed)
    }

    fn comments(&self, commented: Commented) -> Arc<Comments> {
        self.0.comments(commented)
    }
}

impl Tallies for Cells {
    fn groups(&self, tallied: Tallied) -> Groups {
        debug_assert!(self.knows(&tallied), "not in the plan: {tallied:?}");
        Self::groups(self, &tallied).to_vec()
    }

    fn clusters(&self, clustered: Clustered) -> Arc<Clusters> {
        debug_assert!(self.knows_clusters(&clustered), "not in the plan");
        let known = Self::clusters(self, &clustered, None);
        known.cloned().unwrap_or_default()
    }

    fn raking(&self) -> Option<&RakingOutcome> {
        self.raking.as_ref()
    }

    fn reach(&self) -> Option<&Reach> {
        self.reach.as_ref()
    }

    fn crosses(&self, crossed: Crossed) -> Crosses {
        debug_assert!(self.knows_crosses(&crossed), "not in the plan: {crossed:?}");
        let known = Self::crosses(self, &crossed, None);
        known.cloned().unwrap_or_default()
    }

    fn list(&self, listed: Listed) -> Arc<[Vec<String>]> {
        let known = self.lists.iter().find(|(known, _)| *known == listed);
        debug_assert!(known.is_some(), "not in the plan: {listed:?}");
        known.map(|(_, rows)| Arc::clone(rows)).unwrap_or_default()
    }

    fn comments(&self, commented: Commented) -> Arc<Comments> {
        let known = Self::comments(self, &commented, None);
        known.cloned().unwrap_or_default()
    }
}
