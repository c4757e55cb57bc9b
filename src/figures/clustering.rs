//! What repeated customers do to the figures.
//!
//! Where the query names the customer, a sample knows its group among the [`Clusters`]. The variance
//! of its figure, clustered by customer, over that of as many different customers is its design
//! effect; all methods rest on Σw², which it multiplies. Of two groups that share customers the
//! covariance does the same to the variance of their difference.

use std::collections::HashMap;
use std::sync::Arc;

use crate::cells::clusters::{ByCustomer, Clusters, InBoth};
use crate::cells::{Clustered, Dimension, Place, Score, Variable};
use crate::language::query::{Measure, Metric, Predicate, Query};
use crate::statistics::Moments;
use crate::statistics::clustered::CustomerSums;
use crate::statistics::clustered::many;

use super::figure::LEVEL;
use super::sample::{Answers, variable};
use super::tallies::Tallies;

/// Where a sample stands among the sums by customer.
#[derive(Debug, Clone)]
pub struct Clustering {
    clusters: Arc<Clusters>,
    group: Group,
}

/// One group of the clusters, or its others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Group {
    /// Nobody.
    Empty,
    One(usize),
    AllBut(Option<usize>),
    /// How much of a group, the second, another one is that is part of it; `None` for nothing.
    Share(Option<usize>, usize),
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

/// How many customers' answers an answer to a metric is worth at least, 0 to 1: as if those of one
/// told no more than one answer of all their weight. 1 where the query does not name the customer.
pub fn independence(query: &Query, tallies: &dyn Tallies, metric: &Metric) -> f64 {
    if query.source.customer.is_none() {
        return 1.0;
    }
    let clusters = tallies.clusters(Clustered {
        variable: variable(query, &metric.measure),
        score: Score::Value,
        of: metric.of.clone(),
        by: vec![Vec::new()],
        within: None,
    });
    let all = clusters.rest(None).own;
    let ([.., apart], [.., squares]) = (all.apart, all.products);
    if squares > 0.0 { apart / squares } else { 1.0 }
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

    /// The others: of an option those who were asked and did not choose it, else all groups but one.
    pub fn all_but(&self) -> Self {
        Self {
            clusters: Arc::clone(&self.clusters),
            group: match self.group {
                Group::One(index) => Group::AllBut(Some(index)),
                _ => Group::AllBut(None),
            },
        }
    }

    /// The share of a group that another one is, by their lists and places; `None` where nobody is
    /// in the whole.
    pub fn share(
        clusters: &Arc<Clusters>,
        part: (usize, &[Place]),
        whole: (usize, &[Place]),
    ) -> Option<Self> {
        let part = clusters.index(part.0, part.1);
        let whole = clusters.index(whole.0, whole.1)?;
        Some(Self {
            clusters: Arc::clone(clusters),
            group: Group::Share(part, whole),
        })
    }

    fn own(&self) -> ByCustomer {
        match self.group {
            Group::Empty => ByCustomer::default(),
            Group::One(index) => self.clusters.group(index),
            Group::AllBut(index) => self.clusters.rest(index).own,
            Group::Share(part, whole) => self.share_of(part, whole),
        }
    }

    /// The sums of a variable that is 1 in a part of a group and 0 in what is left of it: Σw over a
    /// customer's answers in the part takes the place of Σwy.
    fn share_of(&self, part: Option<usize>, whole: usize) -> ByCustomer {
        let all = self.clusters.group(whole);
        let own = part.map_or_else(ByCustomer::default, |part| self.clusters.group(part));
        let both = part.map_or(0.0, |part| self.weights_in_both(part, whole));
        let [.., squares] = own.apart;
        ByCustomer {
            sums: [own.sums[1], all.sums[1]],
            products: [own.products[2], both, all.products[2]],
            apart: [squares, squares, all.apart[2]],
            ..all
        }
    }

    /// ΣB₁B₂ over customers.
    fn weights_in_both(&self, one: usize, other: usize) -> f64 {
        if one == other {
            self.clusters.group(one).products[2]
        } else {
            self.clusters.both(one, other).products[3]
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
                let rest = self.clusters.rest(but);
                (rest.customers, rest.common)
            }
            (Group::Share(one, all), Group::Share(two, of)) if all != of => {
                let of_parts = |a: Option<usize>, b: Option<usize>| {
                    let (one, two) = (a?, b?);
                    Some(self.weights_in_both(one, two))
                };
                let weights = |a, b| of_parts(a, b).unwrap_or(0.0);
                let products = [
                    weights(one, two),
                    weights(one, Some(of)),
                    weights(Some(all), two),
                    weights(Some(all), Some(of)),
                ];
                let customers = self.clusters.both(all, of).customers;
                let both = InBoth {
                    customers,
                    products,
                };
                let sum = self.customers() + other.customers();
                (sum - both.customers, both)
            }
            _ => return None,
        };
        of_two(customers, self.own(), other.own(), both)
    }
}

/// The sums of the customers of any number of samples, who may stand in several; `None` where the
/// samples were not asked for together. Variances are those of parts of all that were.
pub fn together(all: &[&Clustering]) -> Option<many::Groups> {
    let clusters = &all.first()?.clusters;
    let mut places: HashMap<usize, usize> = HashMap::new();
    let mut groups = Vec::with_capacity(all.len());
    for (place, one) in all.iter().enumerate() {
        let is_same = Arc::ptr_eq(clusters, &one.clusters);
        let own = match one.group {
            Group::One(index) if is_same => {
                places.insert(index, place);
                one.own()
            }
            Group::Empty if is_same => ByCustomer::default(),
            _ => return None,
        };
        groups.push(many::Group {
            answers: own.answers,
            sums: own.sums,
            products: own.products,
        });
    }
    let pairs = clusters.pairs().filter_map(|(one, two, both)| {
        Some((*places.get(&one)?, *places.get(&two)?, both.products))
    });
    let distinct = places.len() == all.iter().filter(|one| one.group != Group::Empty).count();
    distinct.then(|| many::Groups {
        centre: clusters.centre,
        customers: clusters.customers,
        pairs: pairs.collect(),
        groups,
    })
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
