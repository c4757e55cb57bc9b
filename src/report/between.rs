//! What a row of a comparison says of two groups.

use crate::figures::model::{
    Adjusted, Compare, CompareRow, Contrast, Figure, Group, MetricFacts, Pair,
};

/// Two groups on one metric: the only two, or of more the two that are told apart most clearly.
#[derive(Debug, Clone, Copy)]
pub struct Between<'a> {
    /// The metric.
    pub metric: &'a MetricFacts,
    /// The group named first, with its figure.
    pub left: (&'a Group, &'a Figure),
    /// The other.
    pub right: (&'a Group, &'a Figure),
    /// What separates them.
    pub contrast: Option<&'a Contrast>,
    /// The same within strata.
    pub adjusted: Option<&'a Adjusted>,
}

impl<'a> Between<'a> {
    /// The two groups that a row is told by: of those that differ by enough to matter the two that
    /// are furthest apart, or else the two with the smallest p value.
    pub fn of_row(compare: &'a Compare, row: &'a CompareRow) -> Option<Self> {
        let all = || Self::all(compare, row);
        let difference = |one: &Self| one.contrast.and_then(|c| c.difference).map(f64::abs);
        let p = |one: &Self| one.contrast.and_then(|c| c.p).unwrap_or(1.0);
        // The first of equal ones.
        let furthest = all().filter(Self::matters).reduce(|most, one| {
            if difference(&one) > difference(&most) {
                one
            } else {
                most
            }
        });
        furthest
            .or_else(|| all().reduce(|least, one| if p(&one) < p(&least) { one } else { least }))
    }

    /// Every two groups of a row, in order.
    pub fn all(compare: &'a Compare, row: &'a CompareRow) -> impl Iterator<Item = Self> {
        row.pairs
            .iter()
            .filter_map(|pair| Self::of_pair(compare, row, pair))
    }

    fn of_pair(compare: &'a Compare, row: &'a CompareRow, pair: &'a Pair) -> Option<Self> {
        let side = |at: usize| Some((compare.groups.get(at)?, row.figures.get(at)?));
        Some(Self {
            metric: &row.metric,
            left: side(pair.groups.0)?,
            right: side(pair.groups.1)?,
            contrast: pair.contrast.as_ref(),
            adjusted: pair.adjusted.as_ref(),
        })
    }

    /// Whether they differ clearly, and by enough to be worth acting on.
    pub fn matters(&self) -> bool {
        self.contrast.is_some_and(Contrast::matters)
    }
}
