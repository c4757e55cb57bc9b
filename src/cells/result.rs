//! The cells: what was counted, in an order that does not depend on the data's.

use std::sync::Arc;

use crate::survey::ledger::Ledger;

use super::clusters::Clusters;
use super::comments::Comments;
use super::crossing::Crosses;
use super::invited::Reach;
use super::period::Period;
use super::plan::{Clustered, Commented, Crossed, Listed, Tallied};
use super::raking::RakingOutcome;

/// The groups of a tally with their cells, ascending by place.
pub type Groups = Vec<(Vec<Place>, Cell)>;

/// What is kept of each page apart, ascending by the page's place; under `None` where a report has
/// one page only.
pub type Apart<T> = Vec<(Option<Place>, T)>;

/// Everything that the scan of a query gave. Small, whatever the size of the survey.
#[derive(Debug, Clone)]
pub struct Cells {
    /// For each tally of the plan its groups, ascending by place.
    tables: Vec<(Tallied, Groups)>,
    /// For each of the plan's sums by customer the groups with what they have in common.
    clusters: Vec<(Clustered, Apart<Arc<Clusters>>)>,
    /// For each of the plan's numbers side by side their products, apart for each group.
    crosses: Vec<(Crossed, Apart<Crosses>)>,
    /// For each of the plan's lists its rows, newest first. They are about persons: nothing of them
    /// goes into a page.
    pub lists: Vec<(Listed, Arc<[Vec<String>]>)>,
    /// For each of the plan's comments those that were kept, apart for each group.
    pub comments: Vec<(Commented, Apart<Arc<Comments>>)>,
    /// What was left out and why.
    pub ledger: Ledger,
    /// First and last day in the responses that count, from 1970-01-01, where the survey
    /// has dates.
    pub days: Option<(i32, i32)>,
    /// For each answer of the query the values of a category that stand in the data; `None`
    /// for answers that were not read.
    pub values_seen: Vec<Option<ValuesSeen>>,
    /// What raking the weights came to, where the query asks for it.
    pub raking: Option<RakingOutcome>,
    /// Who was asked and who answered, where the query tells it one by one.
    pub reach: Option<Reach>,
}

/// The values of a category that stand in the data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValuesSeen {
    /// As spelt there, sorted. All that the query names, and others.
    pub values: Vec<String>,
    /// Whether there are no others.
    pub complete: bool,
}

/// Where a group stands on one dimension.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// In the segment.
    In,
    /// The code of a scale, or the place of a number's band.
    Code(i16),
    /// The period.
    Period(Period),
    /// The value of a category.
    Label(String),
}

/// n, Σw and Σw² of one value in one group.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Count {
    /// Responses.
    pub n: u64,
    /// Sum of their weights.
    pub weight: f64,
    /// Sum of the squares of their weights.
    pub weight_squared: f64,
}

/// One variable in one group.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// What was counted.
    pub content: Content,
    /// Responses of the group that have no value.
    pub missing: u64,
}

/// The numbers of a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// Each value, ascending, with its count.
    Histogram(Vec<(f64, Count)>),
    /// Sums of a number.
    Sums(Sums),
}

/// Weighted sums of a number y, from which mean, variance and their errors follow.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Sums {
    /// n, Σw, Σw².
    pub count: Count,
    /// Σwy / Σw; 0 without responses.
    pub mean: f64,
    /// Σw(y - mean)², about the mean and without cancellation.
    pub squares: f64,
    /// Σw²(y - mean).
    pub cross: f64,
    /// Σw²(y - mean)².
    pub linearised: f64,
}

/// What was planned, of one page where it was kept apart; `None` if nobody is there.
fn of_page<'a, P: PartialEq, T>(
    all: &'a [(P, Apart<T>)],
    planned: &P,
    page: Option<&Place>,
) -> Option<&'a T> {
    let (_, apart) = all.iter().find(|(known, _)| known == planned)?;
    let at = apart.binary_search_by(|(known, _)| known.as_ref().cmp(&page));
    at.ok().map(|at| &apart[at].1)
}

impl Cells {
    /// Puts the results together. `tables` must be in the order of the plan.
    pub fn new(
        tables: Vec<(Tallied, Groups)>,
        clusters: Vec<(Clustered, Apart<Arc<Clusters>>)>,
        crosses: Vec<(Crossed, Apart<Crosses>)>,
        ledger: Ledger,
        days: Option<(i32, i32)>,
        values_seen: Vec<Option<ValuesSeen>>,
    ) -> Self {
        Self {
            tables,
            clusters,
            crosses,
            lists: Vec::new(),
            comments: Vec::new(),
            ledger,
            days,
            values_seen,
            raking: None,
            reach: None,
        }
    }

    /// The groups of a tally that have this place on its first dimension.
    pub fn groups_at(&self, tallied: &Tallied, first: &Place) -> &[(Vec<Place>, Cell)] {
        let groups = self.groups(tallied);
        let start = groups.partition_point(|(place, _)| place.first() < Some(first));
        let end = groups.partition_point(|(place, _)| place.first() <= Some(first));
        &groups[start..end]
    }

    /// The groups of a tally, ascending by place; none if it was not planned.
    pub fn groups(&self, tallied: &Tallied) -> &[(Vec<Place>, Cell)] {
        self.tables
            .iter()
            .find(|(known, _)| known == tallied)
            .map_or(&[], |(_, groups)| groups)
    }

    /// Whether a tally was planned.
    pub fn knows(&self, tallied: &Tallied) -> bool {
        self.tables.iter().any(|(known, _)| known == tallied)
    }

    /// Whether sums by customer were planned.
    pub fn knows_clusters(&self, clustered: &Clustered) -> bool {
        self.clusters.iter().any(|(known, _)| known == clustered)
    }

    /// Sums by customer, those of a group where they were made apart; `None` if nobody is there.
    pub fn clusters(
        &self,
        clustered: &Clustered,
        within: Option<&Place>,
    ) -> Option<&Arc<Clusters>> {
        of_page(&self.clusters, clustered, within)
    }

    /// All sums by customer, for a fingerprint of the data.
    pub fn all_clusters(&self) -> impl Iterator<Item = &Clusters> {
        let apart = self.clusters.iter().flat_map(|(_, apart)| apart);
        apart.map(|(_, clusters)| clusters.as_ref())
    }

    /// The products of numbers side by side, those of a group where they were made apart; `None` if
    /// nobody is there.
    pub fn crosses(&self, crossed: &Crossed, within: Option<&Place>) -> Option<&Crosses> {
        of_page(&self.crosses, crossed, within)
    }

    /// Whether numbers side by side were planned.
    pub fn knows_crosses(&self, crossed: &Crossed) -> bool {
        self.crosses.iter().any(|(known, _)| known == crossed)
    }

    /// Comments, those of a group where they were kept apart; `None` if nobody is there.
    pub fn comments(
        &self,
        commented: &Commented,
        within: Option<&Place>,
    ) -> Option<&Arc<Comments>> {
        of_page(&self.comments, commented, within)
    }

    /// All products of numbers, for a fingerprint of the data.
    pub fn all_crosses(&self) -> impl Iterator<Item = &Crosses> {
        let apart = self.crosses.iter().flat_map(|(_, apart)| apart);
        apart.map(|(_, crosses)| crosses)
    }

    /// All tables with their groups, for a fingerprint of the data.
    pub fn tables(&self) -> &[(Tallied, Groups)] {
        &self.tables
    }
}

impl Cell {
    /// Nobody.
    pub fn empty() -> Self {
        Self {
            content: Content::Histogram(Vec::new()),
            missing: 0,
        }
    }

    /// What is left without the responses of a part: of all who were asked those who did not choose
    /// an option.
    #[must_use]
    pub fn without(&self, part: &Self) -> Self {
        let content = match (&self.content, &part.content) {
            (Content::Histogram(all), Content::Histogram(part)) => {
                let of_part = |value: f64| {
                    let found = part.iter().find(|(known, _)| *known == value);
                    found.map_or_else(Count::default, |(_, count)| *count)
                };
                let rest = all
                    .iter()
                    .map(|(value, count)| (*value, count.without(of_part(*value))));
                Content::Histogram(rest.filter(|(_, count)| count.n > 0).collect())
            }
            (Content::Sums(all), Content::Sums(part)) => Content::Sums(all.without(part)),
            (all, _) => all.clone(),
        };
        Self {
            content,
            missing: self.missing.saturating_sub(part.missing),
        }
    }

    /// Responses with a value.
    pub fn n(&self) -> u64 {
        match &self.content {
            Content::Histogram(values) => values.iter().map(|(_, count)| count.n).sum(),
            Content::Sums(sums) => sums.count.n,
        }
    }
}

impl Count {
    fn without(self, part: Self) -> Self {
        let n = self.n.saturating_sub(part.n);
        if n == 0 {
            return Self::default();
        }
        Self {
            n,
            weight: (self.weight - part.weight).max(0.0),
            weight_squared: (self.weight_squared - part.weight_squared).max(0.0),
        }
    }
}

impl Sums {
    /// The sums about the mean of what is left, by shifting those of all and of the part to it.
    fn without(&self, part: &Self) -> Self {
        let count = self.count.without(part.count);
        if count.n == 0 || count.weight <= 0.0 {
            return Self::default();
        }
        let mean = (self.mean * self.count.weight - part.mean * part.count.weight) / count.weight;
        let (all, part) = (self.about(mean), part.about(mean));
        Self {
            count,
            mean,
            squares: (all.squares - part.squares).max(0.0),
            cross: all.cross - part.cross,
            linearised: (all.linearised - part.linearised).max(0.0),
        }
    }

    /// The same sums about another point than the mean.
    fn about(&self, point: f64) -> Self {
        let shift = self.mean - point;
        let squared = self.count.weight_squared;
        Self {
            squares: self.squares + self.count.weight * shift * shift,
            cross: self.cross + squared * shift,
            linearised: self.linearised + 2.0 * shift * self.cross + squared * shift * shift,
            ..*self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sums(values: &[(f64, f64)]) -> Sums {
        let weight: f64 = values.iter().map(|(_, w)| w).sum();
        let mean = values.iter().map(|(y, w)| y * w).sum::<f64>() / weight;
        Sums {
            count: Count {
                n: values.len() as u64,
                weight,
                weight_squared: values.iter().map(|(_, w)| w * w).sum(),
            },
            mean,
            squares: values.iter().map(|(y, w)| w * (y - mean).powi(2)).sum(),
            cross: values.iter().map(|(y, w)| w * w * (y - mean)).sum(),
            linearised: values.iter().map(|(y, w)| (w * (y - mean)).powi(2)).sum(),
        }
    }

    #[test]
    fn what_is_left_has_the_sums_of_what_is_left() {
        let part = [(3.0, 0.5), (8.0, 2.0)];
        let rest = [(1.0, 1.0), (4.0, 0.25), (7.0, 1.5)];
        let all: Vec<_> = part.iter().chain(&rest).copied().collect();
        let (left, expected) = (sums(&all).without(&sums(&part)), sums(&rest));
        assert_eq!(left.count.n, 3);
        for (one, other) in [
            (left.mean, expected.mean),
            (left.squares, expected.squares),
            (left.cross, expected.cross),
            (left.linearised, expected.linearised),
        ] {
            assert!((one - other).abs() < 1e-9, "{one} and {other}");
        }
        assert_eq!(sums(&all).without(&sums(&all)), Sums::default());
    }
}
