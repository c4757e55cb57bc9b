//! What of a change comes of another make-up of the respondents: a figure that rises in every
//! channel can fall in total, where more of the answers come from the worst of them.

use std::collections::BTreeMap;

use crate::cells::{Dimension, Period, Place};
use crate::language::query::{AnswerId, Measure, MetricId};
use crate::statistics::adjustment::kitagawa::{self, Part};

use super::context::Context;
use super::figure::POINTS;
use super::model::Mix;
use super::sample::{Answers, Sample, Samples};
use super::table::dimension;

/// A metric by periods and the answers to a question.
pub struct Parts {
    answer: AnswerId,
    samples: Samples,
}

impl Parts {
    /// Asks for them, by the periods of a dimension.
    pub fn ask(
        context: &Context<'_>,
        metric: MetricId,
        periods: Dimension,
        answer: AnswerId,
    ) -> Self {
        let by = [periods, dimension(context.query, answer)];
        let samples = Samples::ask_answers(context.query, context.tallies, metric, &by);
        Self { answer, samples }
    }

    /// The split of the change from one period to another, which have so many answers together.
    pub fn split(
        &self,
        context: &Context<'_>,
        section: &str,
        metric: MetricId,
        (first, last): (Period, Period),
        answers: u64,
    ) -> Mix {
        let (of, field) = (
            context.query.metric(metric),
            context.query.answer(self.answer),
        );
        let [before, after] = [first, last].map(|period| self.at(period));
        let used = [&before, &after].map(|parts| parts.values().map(|s| s.n()).sum::<u64>());
        let split =
            parts(&of.measure, &before, &after).and_then(|parts| kitagawa::split(&parts).ok());
        Mix {
            section: section.to_owned(),
            metric: of.name.clone(),
            by: field.name.clone(),
            label: field.label.clone().unwrap_or_else(|| field.header.clone()),
            total: split.map(|split| split.total),
            of_mix: split.map(|split| split.mix),
            of_parts: split.map(|split| split.rate),
            left_out: answers.saturating_sub(used[0] + used[1]),
        }
    }

    /// The parts of a period that have answers.
    fn at(&self, period: Period) -> BTreeMap<&Place, &Sample> {
        self.samples
            .places()
            .filter_map(|place| match &place[..] {
                [Place::Period(here), part] if *here == period => {
                    Some((part, self.samples.at(place)))
                }
                _ => None,
            })
            .filter(|(_, sample)| sample.n() > 0)
            .collect()
    }
}

/// The parts at two times; `None` for figures that are no means.
fn parts(
    measure: &Measure,
    before: &BTreeMap<&Place, &Sample>,
    after: &BTreeMap<&Place, &Sample>,
) -> Option<Vec<Part>> {
    let all = |parts: &BTreeMap<&Place, &Sample>| {
        let weights = parts
            .values()
            .map(|sample| mean(measure, sample).map(|(weight, _)| weight));
        weights.sum::<Option<f64>>()
    };
    let (weight_before, weight_after) = (all(before)?, all(after)?);
    let mut places: Vec<&&Place> = before.keys().chain(after.keys()).collect();
    places.sort_unstable();
    places.dedup();
    let at = |parts: &BTreeMap<&Place, &Sample>, place: &Place| {
        let sample = parts.get(place)?;
        mean(measure, sample)
    };
    places
        .into_iter()
        .map(|place| {
            let (one, two) = (at(before, place), at(after, place));
            // A part that is there at one time only has no share at the other, and its own figure.
            let either = one.or(two)?.1;
            Some(Part {
                shares: (
                    one.map_or(0.0, |(weight, _)| weight / weight_before),
                    two.map_or(0.0, |(weight, _)| weight / weight_after),
                ),
                rates: (
                    one.map_or(either, |(_, rate)| rate),
                    two.map_or(either, |(_, rate)| rate),
                ),
            })
        })
        .collect()
}

/// The weight of a sample and its mean.
fn mean(measure: &Measure, sample: &Sample) -> Option<(f64, f64)> {
    match (&sample.answers, measure) {
        (Answers::Share(share), Measure::Share(_)) => {
            Some((share.total().weight(), share.shares()?.0))
        }
        (Answers::Scores(scores), _) => {
            let (promoters, detractors) = scores.shares()?;
            Some((scores.total().weight(), (promoters - detractors) * POINTS))
        }
        (Answers::Numbers(Some(moments)), Measure::Mean(_)) => {
            Some((moments.tally().weight(), moments.mean()))
        }
        _ => None,
    }
}
