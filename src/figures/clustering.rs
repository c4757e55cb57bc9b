//! What repeated customers do to the figures.
//!
//! Where the query names the customer, a sample knows its group among the [`Clusters`]. The variance
//! of its figure, clustered by customer, over that of as many different customers is its design
//! effect; all methods rest on Σw², which it multiplies. Of two groups that share customers the
//! covariance does the same to the variance of their difference.

use std::sync::Arc;

use crate::cells::clusters::{ByCustomer, Clusters, InBoth};
use crate::cells::{Clustered, Dimension, Place, Score, Variable};
use crate::language::query::{Measure, Predicate, Query};
use crate::statistics::Moments;
use crate::statistics::clustered::CustomerSums;

use super::figure::LEVEL;
use super::sample::{Answers, variable};
use super::tallies::Tallies;

/// Where a sample stands among the sums by customer.
#[derive(Debug, Clone)]
pub struct Clustering {
    clusters: Arc<Clusters>,
    group: Group,
}

/// One group of the clusters, or all but one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Group {
    /// Nobody.
    Empty,
    One(usize),
    AllBut(Option<usize>),
}

/// Asks for the sums by customer that a measure's variance rests on; `None` where the query does
/// not name the customer or the measure has no variance.
pub fn ask(
    query: &Query,
    tallies: &dyn Tallies,
    measure: &Measure,
    of: Option<&Predicate>,
    by: &[Vec<Dimension>],
) -> Option<Arc<Clusters>> {
    query.source.customer.as_ref()?;
    let score = match measure {
        Measure::Nps(_) => Score::NetPromoter,
        Measure::Quantile(..) | Measure::Minimum(_) | Measure::Maximum(_) => Score::Rank,
        _ => Score::Value,
    };
    Some(tallies.clusters(Clustered {
        variable: variable(query, measure),
        score,
        of: of.cloned(),
        by: by.to_vec(),
        within: None,
    }))
}

/// The customers behind all responses; `None` where the query does not name the customer.
pub fn customers(query: &Query, tallies: &dyn Tallies) -> Option<u64> {
    query.source.customer.as_ref()?;
    let responses = Clustered {
        variable: Variable::Response,
        score: Score::Value,
        of: None,
        by: vec![Vec::new()],
        within: None,
    };
    Some(tallies.clusters(responses).customers)
}

impl Clustering {
    /// The group at a place of a list of dimensions.
    pub fn at(clusters: &Arc<Clusters>, list: usize, place: &[Place]) -> Self {
        Self {
            clusters: Arc::clone(clusters),
            group: clusters.index(list, place).map_or(Group::Empty, Group::One),
        }
    }

    /// All groups but one.
    pub fn all_but(&self) -> Self {
        Self {
            clusters: Arc::clone(&self.clusters),
            group: match self.group {
                Group::One(index) => Group::AllBut(Some(index)),
                _ => Group::AllBut(None),
            },
        }
    }

    fn own(&self) -> ByCustomer {
        match self.group {
            Group::Empty => ByCustomer::default(),
            Group::One(index) => self.clusters.group(index),
            Group::AllBut(index) => self.clusters.rest(index).0,
        }
    }

    /// Different customers in it.
    pub fn customers(&self) -> u64 {
        self.own().customers
    }

    /// The sums of its customers, and those as if every answer were another customer's.
    fn sums(&self) -> Option<(CustomerSums, CustomerSums)> {
        let own = self.own();
        let apart = ByCustomer {
            customers: own.answers,
            products: own.apart,
            ..own
        };
        Some((of_group(own)?, of_group(apart)?))
    }

    /// How many times as large the variance is because customers repeat, for methods that rest on
    /// normal quantiles.
    pub fn design_effect(&self) -> f64 {
        self.sums().map_or(1.0, |(sums, apart)| {
            sums.normal_design_effect(&apart, LEVEL)
        })
    }

    /// Numbers with the variances that their customers give them.
    pub fn moments(&self, moments: Moments) -> Moments {
        match self.sums() {
            Some((sums, apart)) => moments.of_customers(&sums, &apart, self.clusters.centre),
            None => moments,
        }
    }

    /// Answers with the variance that their customers give them.
    pub fn apply(&self, answers: Answers) -> Answers {
        if let Answers::Numbers(moments) = answers {
            return Answers::Numbers(moments.map(|moments| self.moments(moments)));
        }
        answers.with_design_effect(self.design_effect())
    }

    /// The sums of the customers of two samples, who may stand in both; `None` where the samples
    /// were not asked for together.
    pub fn with(&self, other: &Self) -> Option<CustomerSums> {
        if !Arc::ptr_eq(&self.clusters, &other.clusters) {
            return None;
        }
        let (customers, both) = match (self.group, other.group) {
            (Group::One(one), Group::One(two)) if one != two => {
                let both = self.clusters.both(one, two);
                let sum = self.customers() + other.customers();
                (sum - both.customers, both)
            }
            (Group::One(one), Group::AllBut(but)) if but == Some(one) => {
                (self.clusters.customers, self.clusters.rest(but).1)
            }
            _ => return None,
        };
        of_two(customers, self.own(), other.own(), both)
    }
}

fn of_group(group: ByCustomer) -> Option<CustomerSums> {
    of_two(
        group.customers,
        group,
        ByCustomer::default(),
        InBoth::default(),
    )
}

fn of_two(customers: u64, one: ByCustomer, two: ByCustomer, both: InBoth) -> Option<CustomerSums> {
    let ([aa, ab, bb], [cc, cd, dd]) = (one.products, two.products);
    let [ac, ad, bc, bd] = both.products;
    CustomerSums::of_sums(
        customers,
        [one.answers, two.answers],
        [one.sums[0], one.sums[1], two.sums[0], two.sums[1]],
        [
            [aa, ab, ac, ad],
            [ab, bb, bc, bd],
            [ac, bc, cc, cd],
            [ad, bd, cd, dd],
        ],
    )
}
