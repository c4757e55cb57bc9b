//! The answers behind one figure: those that a metric looks at, in one group.

use std::collections::BTreeMap;

use crate::cells::{Cell, Content, Count, Dimension, Place, Sums, Tallied, Variable};
use crate::language::query::{Measure, MetricId, Quantity, Query, Reading};
use crate::statistics::one_group::nps::Scores;
use crate::statistics::{Binary, Distribution, Moments, Tally};

use super::tallies::Tallies;

/// What a metric is computed from.
#[derive(Debug, Clone)]
pub struct Sample {
    /// The answers.
    pub answers: Answers,
    /// Responses of the group without such an answer.
    pub missing: u64,
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

/// A metric in every group of some dimensions.
#[derive(Debug, Clone)]
pub struct Samples {
    groups: BTreeMap<Vec<Place>, Sample>,
    nobody: Sample,
}

impl Samples {
    /// Asks for what a metric is computed from, by these dimensions.
    pub fn ask(query: &Query, tallies: &dyn Tallies, metric: MetricId, by: &[Dimension]) -> Self {
        let metric_of = query.metric(metric);
        if let Measure::Ratio(numerator, denominator) = metric_of.measure {
            let numerator = Self::ask(query, tallies, numerator, by);
            let denominator = Self::ask(query, tallies, denominator, by);
            return Self::ratio(&numerator, &denominator);
        }
        let tallied = Tallied {
            variable: variable(query, &metric_of.measure),
            of: metric_of.of.clone(),
            by: by.to_vec(),
        };
        let sample = |cell: &Cell| Sample {
            answers: answers(&metric_of.measure, cell),
            missing: cell.missing,
        };
        Self {
            groups: tallies
                .groups(tallied)
                .iter()
                .map(|(place, cell)| (place.clone(), sample(cell)))
                .collect(),
            nobody: sample(&Cell::empty()),
        }
    }

    fn ratio(numerator: &Self, denominator: &Self) -> Self {
        let divide = |one: &Sample, other: &Sample| Sample {
            missing: one.missing.max(other.missing),
            answers: Answers::Ratio(Box::new(one.clone()), Box::new(other.clone())),
        };
        let places = numerator.groups.keys().chain(denominator.groups.keys());
        Self {
            groups: places
                .map(|place| {
                    (
                        place.clone(),
                        divide(numerator.at(place), denominator.at(place)),
                    )
                })
                .collect(),
            nobody: divide(&numerator.nobody, &denominator.nobody),
        }
    }

    /// The sample of one group.
    pub fn at(&self, place: &[Place]) -> &Sample {
        self.groups.get(place).unwrap_or(&self.nobody)
    }

    /// The sample of all respondents, if there are no dimensions.
    pub fn total(&self) -> &Sample {
        self.at(&[])
    }

    /// The places of the groups, ascending.
    pub fn places(&self) -> impl DoubleEndedIterator<Item = &Vec<Place>> {
        self.groups.keys()
    }

    /// The samples of all groups but one together.
    pub fn rest(&self, place: &[Place]) -> Sample {
        let others = self
            .groups
            .iter()
            .filter(|(other, _)| other.as_slice() != place);
        others.fold(self.nobody.clone(), |rest, (_, sample)| rest.merge(sample))
    }
}

impl Sample {
    /// Both together.
    fn merge(&self, other: &Self) -> Self {
        use Answers::{Count, Numbers, Ratio, Scores, Share, Values};
        let answers = match (&self.answers, &other.answers) {
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
        };
        Self {
            answers,
            missing: self.missing + other.missing,
        }
    }

    /// Number of answers.
    pub fn n(&self) -> u64 {
        match &self.answers {
            Answers::Scores(scores) => scores.total().n(),
            Answers::Share(share) => share.total().n(),
            Answers::Numbers(moments) => moments.as_ref().map_or(0, |moments| moments.tally().n()),
            Answers::Values(values) => values.total().n(),
            Answers::Count(answers) => answers.total().n(),
            Answers::Ratio(one, other) => one.n().min(other.n()),
        }
    }
}

/// The variable that a measure is computed from.
fn variable(query: &Query, measure: &Measure) -> Variable {
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
