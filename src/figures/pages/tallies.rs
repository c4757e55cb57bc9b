//! Tallies of one page of `for each`, so that no section needs to know of it.
//!
//! What a page asks for is asked for all pages at once, with the page as the first dimension; what
//! it is given are the groups of its own value.

use std::slice;
use std::sync::Arc;

use crate::cells::raking::RakingOutcome;
use crate::cells::result::Groups;
use crate::cells::{
    Clustered, Clusters, Commented, Comments, Crossed, Crosses, Dimension, Listed, Place, Tallied,
};
use crate::figures::disclosure::Protected;
use crate::figures::tallies::{Asked, Tallies};

/// Asks for all pages what one page asks for.
pub struct AskedForEach<'a> {
    /// What is asked for.
    pub asked: &'a Asked,
    /// What pages are made by.
    pub by: Dimension,
}

impl Tallies for AskedForEach<'_> {
    fn groups(&self, tallied: Tallied) -> Groups {
        self.asked.groups(for_each(&self.by, tallied))
    }

    fn unshown(&self, tallied: Tallied) -> Groups {
        self.asked.unshown(for_each(&self.by, tallied))
    }

    fn shares(&self, tallied: Tallied) -> Groups {
        self.asked.shares(for_each(&self.by, tallied))
    }

    fn clusters(&self, clustered: Clustered) -> Arc<Clusters> {
        self.asked.clusters(within(&self.by, clustered))
    }

    fn raking(&self) -> Option<&RakingOutcome> {
        None
    }

    fn crosses(&self, crossed: Crossed) -> Crosses {
        self.asked.crosses(side_by_side(&self.by, crossed))
    }

    /// One list for all pages: nobody is missed whose page is not shown.
    fn list(&self, listed: Listed) -> Arc<[Vec<String>]> {
        self.asked.list(listed)
    }

    fn comments(&self, commented: Commented) -> Arc<Comments> {
        self.asked.comments(of_each(&self.by, commented))
    }
}

/// The tallies of those with one value.
pub struct OfOnePage<'c> {
    /// Those of all.
    pub protected: &'c Protected<'c>,
    /// What pages are made by.
    pub by: Dimension,
    /// The page's value.
    pub value: Place,
}

impl Tallies for OfOnePage<'_> {
    fn groups(&self, tallied: Tallied) -> Groups {
        let cells = self.protected.cells();
        let tallied = for_each(&self.by, tallied);
        debug_assert!(cells.knows(&tallied), "not in the plan: {tallied:?}");
        let own = cells.groups_at(&tallied, &self.value).iter();
        own.map(|(place, cell)| (place[1..].to_vec(), cell.clone()))
            .collect()
    }

    fn hides(&self, tallied: &Tallied, place: &[Place]) -> bool {
        let tallied = for_each(&self.by, tallied.clone());
        let place = [slice::from_ref(&self.value), place].concat();
        self.protected.hides(&tallied, &place)
    }

    fn clusters(&self, clustered: Clustered) -> Arc<Clusters> {
        let cells = self.protected.cells();
        let clustered = within(&self.by, clustered);
        debug_assert!(cells.knows_clusters(&clustered), "not in the plan");
        let own = cells.clusters(&clustered, Some(&self.value));
        own.cloned().unwrap_or_default()
    }

    fn raking(&self) -> Option<&RakingOutcome> {
        self.protected.raking()
    }

    fn crosses(&self, crossed: Crossed) -> Crosses {
        let cells = self.protected.cells();
        let crossed = side_by_side(&self.by, crossed);
        debug_assert!(cells.knows_crosses(&crossed), "not in the plan");
        let own = cells.crosses(&crossed, Some(&self.value));
        own.cloned().unwrap_or_default()
    }

    fn list(&self, listed: Listed) -> Arc<[Vec<String>]> {
        self.protected.list(listed)
    }

    fn comments(&self, commented: Commented) -> Arc<Comments> {
        let cells = self.protected.cells();
        let own = cells.comments(&of_each(&self.by, commented), Some(&self.value));
        own.cloned().unwrap_or_default()
    }
}

fn for_each(by: &Dimension, mut tallied: Tallied) -> Tallied {
    tallied.by.insert(0, by.clone());
    tallied
}

fn of_each(by: &Dimension, commented: Commented) -> Commented {
    Commented {
        within: Some(by.clone()),
        ..commented
    }
}

fn within(by: &Dimension, clustered: Clustered) -> Clustered {
    Clustered {
        within: Some(by.clone()),
        ..clustered
    }
}

fn side_by_side(by: &Dimension, crossed: Crossed) -> Crossed {
    Crossed {
        within: Some(by.clone()),
        ..crossed
    }
}
