//! Reasons, the most frequent first, and those that grow.

mod givers;

use std::collections::BTreeMap;

use crate::cells::{Cell, Dimension, Period, Place, Tallied};
use crate::language::query::{AnswerId, Granularity, Measure, Metric, Predicate, SegmentId};
use crate::statistics::rules::small_base::SUPPRESSED_BELOW;
use crate::statistics::{Binary, Tally};

use super::context::Context;
use super::contrast::{Sides, family, separate};
use super::figure::{Spot, figure_of};
use super::model::{Reason, ReasonQuestion, Reasons};
use super::sample::{Sample, distribution};
use super::table::dimension;
use givers::Givers;

/// Computes the section.
pub fn reasons(
    context: &Context<'_>,
    id: &str,
    of: Option<SegmentId>,
    from: &[AnswerId],
    versus: Option<Granularity>,
) -> Reasons {
    let segment = of.map(|of| context.query.segment(of));
    Reasons {
        id: id.to_owned(),
        of: segment.map(|segment| (segment.name.clone(), segment.label.clone())),
        questions: from
            .iter()
            .map(|answer| {
                Asked {
                    context,
                    id,
                    of,
                    answer: *answer,
                }
                .question(versus)
            })
            .collect(),
    }
}

/// A question, and who is asked.
struct Asked<'a> {
    context: &'a Context<'a>,
    id: &'a str,
    of: Option<SegmentId>,
    answer: AnswerId,
}

/// How often each reason is given, and by how many any is.
#[derive(Default)]
struct Counts {
    reasons: BTreeMap<String, Tally>,
    asked: Tally,
}

impl Asked<'_> {
    fn question(&self, versus: Option<Granularity>) -> ReasonQuestion {
        let Context { query, .. } = *self.context;
        let answer = query.answer(self.answer);
        let givers = self.givers(None);
        let all = self.counts(None).remove(&None).unwrap_or_default();
        let people = givers.as_ref().map_or(u64::MAX, Givers::customers);
        let shown = people.min(all.asked.n()) >= SUPPRESSED_BELOW;
        let metric = metric(&answer.name);
        let mentions: f64 = all.reasons.values().map(|tally| tally.weight()).sum();
        let mut rows: Vec<(f64, Reason)> = all
            .reasons
            .iter()
            .filter(|_| shown)
            .map(|(label, tally)| {
                let customers = givers.as_ref().and_then(|givers| givers.of(label, None));
                let sample = Sample::of_share(share(*tally, all.asked), customers);
                let spot = Spot {
                    by: Some(&answer.name),
                    segment: Some(label),
                    ..Spot::of(self.id)
                };
                let share = figure_of(query, &metric, &sample, spot);
                let reason = Reason {
                    label: label.clone(),
                    share,
                    cumulative: None,
                    change: None,
                };
                (tally.weight(), reason)
            })
            .collect();
        // The sort is stable: equals stand in the order of their names.
        rows.sort_by(|one, two| two.0.total_cmp(&one.0));
        let mut so_far = 0.0;
        for (weight, reason) in &mut rows {
            so_far += *weight;
            reason.cumulative = Some((so_far / mentions).min(1.0));
        }
        let mut question = ReasonQuestion {
            name: answer.name.clone(),
            label: answer.title(),
            several: matches!(
                answer.reading,
                crate::language::query::Reading::Choices { .. }
            ),
            n: shown.then(|| all.asked.n()),
            rows: rows.into_iter().map(|(_, reason)| reason).collect(),
            periods: None,
        };
        if let Some(versus) = versus {
            self.changes(versus, &mut question);
        }
        question
    }

    /// Holds the current period against the one before.
    fn changes(&self, versus: Granularity, question: &mut ReasonQuestion) {
        let mut by_period = self.counts(Some(versus));
        let givers = self.givers(Some(versus));
        let Some(current) = self.context.current(versus) else {
            return;
        };
        let mut previous = current;
        previous.number -= 1;
        let [now, before] = [current, previous].map(|period| {
            by_period
                .remove(&Some(Place::Period(period)))
                .unwrap_or_default()
        });
        let names = (current.to_string(), previous.to_string());
        let metric = metric(&question.name);
        let separations = question
            .rows
            .iter()
            .map(|reason| {
                let sides = Sides {
                    section: self.id.to_owned(),
                    metric: question.name.clone(),
                    by: Some(reason.label.clone()),
                    left: names.0.clone(),
                    right: names.1.clone(),
                };
                let sample = |counts: &Counts, period: Period| {
                    let given = counts.reasons.get(&reason.label).copied();
                    let customers = givers.as_ref();
                    let customers =
                        customers.and_then(|givers| givers.of(&reason.label, Some(period)));
                    let share = share(given.unwrap_or(Tally::EMPTY), counts.asked);
                    Sample::of_share(share, customers)
                };
                let both = [sample(&now, current), sample(&before, previous)];
                (sides, separate(&metric, &both[0], &both[1]))
            })
            .collect();
        for (reason, change) in question.rows.iter_mut().zip(family(separations)) {
            reason.change = change;
        }
        question.periods = Some(names);
    }

    /// The counts, by period if asked for.
    fn counts(&self, by: Option<Granularity>) -> BTreeMap<Option<Place>, Counts> {
        let Context { query, tallies, .. } = *self.context;
        let date = by.zip(query.source.date);
        let period = date.map(|(by, date)| Dimension::Period(date, by, self.context.calendar()));
        let mut found: BTreeMap<Option<Place>, Counts> = BTreeMap::new();
        if by.is_some() && period.is_none() {
            return found;
        }
        let mut dimensions = vec![dimension(query, self.answer)];
        dimensions.extend(period);
        let groups = tallies.groups(Tallied {
            of: self.of.map(Predicate::In),
            ..Tallied::responses(dimensions)
        });
        for (place, cell) in groups {
            let counts = found.entry(place.get(1).cloned()).or_default();
            let tally = total(&cell);
            match place.first() {
                Some(Place::Label(label)) => {
                    counts.reasons.insert(label.clone(), tally);
                    if !self.has_base_of_its_own() {
                        counts.asked = counts.asked.merge(tally);
                    }
                }
                Some(Place::In) => counts.asked = tally,
                _ => {}
            }
        }
        found
    }

    /// Of choices those who were asked are counted by themselves.
    fn has_base_of_its_own(&self) -> bool {
        let reading = &self.context.query.answer(self.answer).reading;
        matches!(reading, crate::language::query::Reading::Choices { .. })
    }

    fn givers(&self, by: Option<Granularity>) -> Option<Givers> {
        Givers::ask(self.context, self.of, self.answer, by)
    }
}

fn total(cell: &Cell) -> Tally {
    distribution(cell).total()
}

/// Those who gave a reason and the others of those asked.
fn share(given: Tally, asked: Tally) -> Binary {
    let rest = |all: f64, part: f64| (all - part).max(0.0);
    let no = Tally::new(
        asked.n().saturating_sub(given.n()),
        rest(asked.weight(), given.weight()),
        rest(asked.weight_squared(), given.weight_squared()),
    );
    Binary {
        yes: given,
        no: no.filter(|_| asked.n() > given.n()).unwrap_or(Tally::EMPTY),
    }
}

fn metric(question: &str) -> Metric {
    Metric::of_section(question, Measure::Share(Predicate::Any(Vec::new())))
}
