//! The answers behind one figure: those that a metric looks at, in one group.

mod samples;

use crate::cells::{Cell, Content, Count, Dimension, Place, Sums, Tallied, Variable};
use crate::language::query::{Measure, Predicate, Quantity, Query, Reading};
use crate::statistics::clustered::{CustomerSums, many};
use crate::statistics::one_group::nps::Scores;
use crate::statistics::{Binary, Distribution, Method, Moments, Tally};

use super::clustering::{self, Clustering};
use super::tallies::Tallies;

pub use samples::Samples;

/// What a metric is computed from.
#[derive(Debug, Clone)]
pub struct Sample {
    /// The answers, with the variance that repeated customers give them.
    pub answers: Answers,
    /// Responses of the group without such an answer.
    pub missing: u64,
    /// Whether nothing of it may be shown: see [`disclosure`](super::disclosure).
    pub hidden: bool,
    /// Whose they are, where the query names the customer.
    clustering: Option<Clustered>,
}

/// Answers before their customers were allowed for, and those customers.
#[derive(Debug, Clone)]
struct Clustered {
    plain: Answers,
    clustering: Clustering,
}

/// Answers in the form that the metric's statistics want.
#[derive(Debug, Clone)]
pub enum Answers {
    /// Promoters, passives, detractors.
    Scores(Scores),
    /// Yes and no.
    Share(Binary),
    /// Numbers of which the mean, the deviation or the sum is wanted.
    Numbers(Option<Moments>),
    /// Values of which a quantile, the smallest or the largest is wanted.
    Values(Distribution),
    /// A number of responses: those that are counted, and those that could have been.
    Count(Binary),
    /// Of two metrics.
    Ratio(Box<Sample>, Box<Sample>),
}

impl Sample {
    fn new(plain: Answers, missing: u64, clustering: Option<Clustering>) -> Self {
        let clustering = clustering.filter(|_| !matches!(plain, Answers::Ratio(..)));
        match clustering {
            None => Self {
                answers: plain,
                missing,
                hidden: false,
                clustering: None,
            },
            Some(clustering) => Self {
                answers: clustering.apply(plain.clone()),
                missing,
                hidden: false,
                clustering: Some(Clustered { plain, clustering }),
            },
        }
    }

    /// Those who said something and those who did not, and whose answers they are.
    pub fn of_share(share: Binary, customers: Option<Clustering>) -> Self {
        Self::new(Answers::Share(share), 0, customers)
    }

    /// Of all respondents those for whom a predicate is true and those for whom it is not.
    pub fn of_predicate(query: &Query, tallies: &dyn Tallies, predicate: Predicate) -> Self {
        let measure = Measure::Share(predicate);
        let clusters = clustering::ask(query, tallies, &measure, None, &[Vec::new()]);
        let cell = tallies.total(Tallied {
            variable: variable(query, &measure),
            of: None,
            by: Vec::new(),
        });
        let at = clusters.map(|clusters| Clustering::at(&clusters, 0, &[]));
        Self::new(answers(&measure, &cell), cell.missing, at)
    }

    /// Both together, as if all customers were different.
    fn merge(&self, other: &Self) -> Self {
        let plain = self.plain().merge(other.plain());
        let missing = self.missing + other.missing;
        match &self.clustering {
            None => Self::new(plain, missing, None),
            Some(clustered) => Self {
                answers: plain.clone(),
                missing,
                hidden: false,
                clustering: Some(Clustered {
                    plain,
                    clustering: clustered.clustering.clone(),
                }),
            },
        }
    }

    /// The answers, whoever gave them.
    pub fn plain(&self) -> &Answers {
        self.clustering
            .as_ref()
            .map_or(&self.answers, |clustered| &clustered.plain)
    }

    /// Different customers behind the answers, where the query names the customer.
    pub fn customers(&self) -> Option<u64> {
        if let Answers::Ratio(one, other) = &self.answers {
            return Some(one.customers()?.min(other.customers()?));
        }
        let clustered = self.clustering.as_ref()?;
        Some(clustered.clustering.customers())
    }

    /// How many people the answers are known to come from: what small bases are judged by.
    pub fn people(&self) -> u64 {
        self.customers()
            .map_or(self.n(), |customers| customers.min(self.n()))
    }

    /// A method's name, which says so where customers are allowed for.
    pub fn name_of(&self, method: Method) -> String {
        if self.customers().is_some() {
            method.clustered_name()
        } else {
            method.name().to_owned()
        }
    }

    /// How many times as large the variance of its figure is because customers repeat.
    pub fn customer_effect(&self) -> f64 {
        let clustering = self.clustering.as_ref();
        clustering.map_or(1.0, |clustered| clustered.clustering.design_effect())
    }

    /// What the customers of two samples have in common; `None` where that is not known.
    pub fn with(&self, other: &Self) -> Option<CustomerSums> {
        let (one, two) = (self.clustering.as_ref()?, other.clustering.as_ref()?);
        one.clustering.with(&two.clustering)
    }

    /// What the customers of several samples have in common; `None` where that is not known.
    pub fn together(samples: &[&Self]) -> Option<many::Groups> {
        let clusterings = samples.iter().map(|sample| sample.clustering.as_ref());
        let clusterings = clusterings.map(|clustered| Some(&clustered?.clustering));
        clustering::together(&clusterings.collect::<Option<Vec<_>>>()?)
    }

    /// Numbers made of the answers, with the variances that their customers give them.
    pub fn clustered(&self, moments: Moments) -> Moments {
        match &self.clustering {
            Some(clustered) => clustered.clustering.moments(moments),
            None => moments,
        }
    }

    /// Number of answers.
    pub fn n(&self) -> u64 {
        self.answers.n()
    }
}

impl Answers {
    /// Both together.
    fn merge(&self, other: &Self) -> Self {
        use Answers::{Count, Numbers, Ratio, Scores, Share, Values};
        match (self, other) {
            (Scores(one), Scores(two)) => Scores(crate::statistics::one_group::nps::Scores {
                promoters: one.promoters.merge(two.promoters),
                passives: one.passives.merge(two.passives),
                detractors: one.detractors.merge(two.detractors),
            }),
            (Share(one), Share(two)) => Share(one.merge(two)),
            (Numbers(Some(one)), Numbers(Some(two))) => Numbers(one.merge(two)),
            (Numbers(one), Numbers(two)) => Numbers(one.or(*two)),
            (Values(one), Values(two)) => Values(one.merge(two)),
            (Count(one), Count(two)) => Count(one.merge(two)),
            (Ratio(one, under), Ratio(two, below)) => {
                Ratio(Box::new(one.merge(two)), Box::new(under.merge(below)))
            }
            // Samples of one metric are of one kind.
            (one, _) => one.clone(),
        }
    }

    /// The same with all variances so many times as large; numbers know theirs themselves.
    #[must_use]
    pub fn with_design_effect(self, effect: f64) -> Self {
        match self {
            Self::Scores(scores) => Self::Scores(scores.with_design_effect(effect)),
            Self::Share(share) => Self::Share(share.with_design_effect(effect)),
            Self::Values(values) => Self::Values(values.with_design_effect(effect)),
            other => other,
        }
    }

    /// Number of answers.
    pub fn n(&self) -> u64 {
        match self {
            Self::Scores(scores) => scores.total().n(),
            Self::Share(share) => share.total().n(),
            Self::Numbers(moments) => moments.as_ref().map_or(0, |moments| moments.tally().n()),
            Self::Values(values) => values.total().n(),
            Self::Count(answers) => answers.total().n(),
            Self::Ratio(one, other) => one.n().min(other.n()),
        }
    }
}

/// The variable that a measure is computed from.
pub fn variable(query: &Query, measure: &Measure) -> Variable {
    let on_scale = |quantity: &Quantity| match quantity {
        Quantity::Answer(answer) if matches!(query.answer(*answer).reading, Reading::Scale(_)) => {
            Some(Variable::Codes(*answer))
        }
        _ => None,
    };
    match measure {
        Measure::Nps(answer) => Variable::Codes(*answer),
        Measure::Share(predicate) | Measure::Count(Some(predicate)) => {
            Variable::Truth(predicate.clone())
        }
        Measure::Mean(quantity) | Measure::StandardDeviation(quantity) | Measure::Sum(quantity) => {
            on_scale(quantity).unwrap_or_else(|| Variable::Moments(quantity.clone()))
        }
        Measure::Quantile(quantity, _)
        | Measure::Minimum(quantity)
        | Measure::Maximum(quantity) => {
            on_scale(quantity).unwrap_or_else(|| Variable::Values(quantity.clone()))
        }
        // A ratio is computed from its metrics.
        Measure::Count(None) | Measure::Ratio(..) => Variable::Response,
    }
}

fn answers(measure: &Measure, cell: &Cell) -> Answers {
    match measure {
        Measure::Nps(_) => Answers::Scores(Scores::of_ratings(&distribution(cell))),
        Measure::Share(_) => Answers::Share(binary(cell)),
        Measure::Count(Some(_)) => Answers::Count(binary(cell)),
        Measure::Mean(_) | Measure::StandardDeviation(_) | Measure::Sum(_) => {
            Answers::Numbers(match &cell.content {
                Content::Histogram(_) => distribution(cell).moments(),
                Content::Sums(sums) => moments(sums),
            })
        }
        Measure::Quantile(..) | Measure::Minimum(_) | Measure::Maximum(_) => {
            Answers::Values(distribution(cell))
        }
        // Responses are counted as the value 1.
        Measure::Count(None) | Measure::Ratio(..) => Answers::Count(binary(cell)),
    }
}

/// A count as statistics have it.
pub fn tally(count: &Count) -> Tally {
    Tally::new(count.n, count.weight, count.weight_squared).unwrap_or(Tally::EMPTY)
}

/// A cell's histogram as statistics have it.
pub fn distribution(cell: &Cell) -> Distribution {
    match &cell.content {
        Content::Histogram(values) => {
            Distribution::new(values.iter().map(|(value, count)| (*value, tally(count))))
        }
        Content::Sums(_) => Distribution::new([]),
    }
}

/// A cell of a predicate.
pub fn binary(cell: &Cell) -> Binary {
    distribution(cell).split(|value| value == 1.0)
}

fn moments(sums: &Sums) -> Option<Moments> {
    Moments::new(
        tally(&sums.count),
        sums.mean,
        sums.squares,
        sums.cross,
        sums.linearised,
    )
}

/// The group of all who were asked, of which the group of an option is a part.
fn among_options(by: &[Dimension], place: &[Place]) -> Option<Vec<Place>> {
    let is_option = |dimension: &Dimension| matches!(dimension, Dimension::Option(_));
    let asked = by.iter().zip(place).map(|(dimension, place)| {
        if is_option(dimension) {
            Place::In
        } else {
            place.clone()
        }
    });
    let asked: Vec<Place> = asked.collect();
    (asked != place).then_some(asked)
}
