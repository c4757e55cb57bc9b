//! A metric in every group of some dimensions.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::cells::{Cell, Clusters, Dimension, Place, Tallied};
use crate::language::query::{Measure, Metric, MetricId, Query};

use super::{Answers, Sample, among_options, answers, variable};
use crate::figures::clustering::{self, Clustering};
use crate::figures::tallies::{Tallies, Unshown};

/// A metric in every group of some dimensions.
#[derive(Debug, Clone)]
pub struct Samples {
    groups: BTreeMap<Vec<Place>, Sample>,
    /// The others of each group, where groups share responses: options of one question.
    others: Option<BTreeMap<Vec<Place>, Sample>>,
    nobody: Sample,
}

impl Samples {
    /// Asks for what a metric is computed from, by these dimensions.
    pub fn ask(query: &Query, tallies: &dyn Tallies, metric: MetricId, by: &[Dimension]) -> Self {
        Self::of_metric(query, tallies, query.metric(metric), by)
    }

    /// The same of a metric that need not be one of the query's.
    pub fn of_metric(
        query: &Query,
        tallies: &dyn Tallies,
        metric: &Metric,
        by: &[Dimension],
    ) -> Self {
        let [samples] = Self::of_metric_together(query, tallies, metric, [by.to_vec()]);
        samples
    }

    /// The same by several lists of dimensions. Where the query names the customer, what samples
    /// asked for together have in common of customers is known, and [`separate`](crate::figures::contrast::separate)
    /// allows for it; samples that are to be compared should be asked for so.
    pub fn ask_together<const N: usize>(
        query: &Query,
        tallies: &dyn Tallies,
        metric: MetricId,
        by: [Vec<Dimension>; N],
    ) -> [Self; N] {
        Self::of_metric_together(query, tallies, query.metric(metric), by)
    }

    /// The same of a metric that need not be one of the query's.
    pub fn of_metric_together<const N: usize>(
        query: &Query,
        tallies: &dyn Tallies,
        metric: &Metric,
        by: [Vec<Dimension>; N],
    ) -> [Self; N] {
        let mut samples = Self::all_of_metric(query, tallies, metric, &by).into_iter();
        by.map(|by| match samples.next() {
            Some(samples) => samples,
            None => Self::of_list(query, tallies, metric, &by, None),
        })
    }

    /// [`Self::ask_together`] for any number of lists.
    pub fn ask_all(
        query: &Query,
        tallies: &dyn Tallies,
        metric: MetricId,
        by: &[Vec<Dimension>],
    ) -> Vec<Self> {
        Self::all_of_metric(query, tallies, query.metric(metric), by)
    }

    fn all_of_metric(
        query: &Query,
        tallies: &dyn Tallies,
        of: &Metric,
        by: &[Vec<Dimension>],
    ) -> Vec<Self> {
        if let Measure::Ratio(numerator, denominator) = of.measure {
            let numerators = Self::ask_all(query, tallies, numerator, by);
            let denominators = Self::ask_all(query, tallies, denominator, by);
            let pairs = numerators.iter().zip(&denominators);
            return pairs.map(|(one, other)| Self::ratio(one, other)).collect();
        }
        let clusters = clustering::ask(query, tallies, &of.measure, of.of.as_ref(), by);
        by.iter()
            .enumerate()
            .map(|(list, by)| {
                let clusters = clusters.as_ref().map(|clusters| (clusters, list));
                Self::of_list(query, tallies, of, by, clusters)
            })
            .collect()
    }

    /// The answers alone, whoever gave them: for strata, whose sums by customer are not needed
    /// where those of the groups are known.
    pub fn ask_answers(
        query: &Query,
        tallies: &dyn Tallies,
        metric: MetricId,
        by: &[Dimension],
    ) -> Self {
        Self::of_list(query, &Unshown(tallies), query.metric(metric), by, None)
    }

    fn of_list(
        query: &Query,
        tallies: &dyn Tallies,
        metric_of: &Metric,
        by: &[Dimension],
        clusters: Option<(&Arc<Clusters>, usize)>,
    ) -> Self {
        let tallied = Tallied {
            variable: variable(query, &metric_of.measure),
            of: metric_of.of.clone(),
            by: by.to_vec(),
        };
        let sample = |place: &[Place], cell: &Cell| {
            let at = clusters.map(|(clusters, list)| Clustering::at(clusters, list, place));
            Sample::new(answers(&metric_of.measure, cell), cell.missing, at)
        };
        let groups = tallies.groups(tallied.clone());
        let others = |(place, cell): &(Vec<Place>, Cell)| {
            let asked = among_options(by, place)?;
            let at = groups.iter().find(|(other, _)| *other == asked)?;
            let rest = at.1.without(cell);
            let of = answers(&metric_of.measure, &rest);
            let customers = clusters.map(|(clusters, list)| Clustering::at(clusters, list, place));
            let customers = customers.map(|own| own.all_but());
            Some((place.clone(), Sample::new(of, rest.missing, customers)))
        };
        Self {
            others: by
                .iter()
                .any(|dimension| matches!(dimension, Dimension::Option(_)))
                .then(|| groups.iter().filter_map(others).collect()),
            groups: groups
                .iter()
                .map(|(place, cell)| {
                    let hidden = tallies.hides(&tallied, place);
                    let sample = sample(place, cell);
                    (place.clone(), Sample { hidden, ..sample })
                })
                .collect(),
            nobody: sample(&[], &Cell::empty()),
        }
    }

    fn ratio(numerator: &Self, denominator: &Self) -> Self {
        let divide = |one: &Sample, other: &Sample| {
            let answers = Answers::Ratio(Box::new(one.clone()), Box::new(other.clone()));
            Sample {
                hidden: one.hidden || other.hidden,
                ..Sample::new(answers, one.missing.max(other.missing), None)
            }
        };
        let places = numerator.groups.keys().chain(denominator.groups.keys());
        let others = numerator.others.as_ref().zip(denominator.others.as_ref());
        let others = others.map(|(one, other)| {
            let nobody = (&numerator.nobody, &denominator.nobody);
            let at = |place: &Vec<Place>| {
                let (one, other) = (one.get(place), other.get(place));
                divide(one.unwrap_or(nobody.0), other.unwrap_or(nobody.1))
            };
            one.keys().map(|place| (place.clone(), at(place))).collect()
        });
        Self {
            others,
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

    /// The samples of all groups but one together; of an option, of those asked who did not choose
    /// it.
    pub fn rest(&self, place: &[Place]) -> Sample {
        if let Some(others) = &self.others {
            return others.get(place).unwrap_or(&self.nobody).clone();
        }
        let others = self
            .groups
            .iter()
            .filter(|(other, _)| other.as_slice() != place);
        let rest = others.fold(self.nobody.clone(), |rest, (_, sample)| rest.merge(sample));
        let one = self.at(place).clustering.as_ref();
        match (one, rest.clustering) {
            (Some(one), Some(rest_of)) => {
                let clustering = one.clustering.all_but();
                Sample::new(rest_of.plain, rest.missing, Some(clustering))
            }
            (_, clustering) => Sample { clustering, ..rest },
        }
    }
}
