//! Reasons, the most frequent first, and those that grow.

mod by_group;
mod givers;
mod recurring;

use std::collections::{BTreeMap, BTreeSet};

use crate::cells::{Cell, Dimension, Period, Place, Tallied};
use crate::language::query::{
    AnswerId, ChoicesLayout, Granularity, Measure, Metric, Predicate, Reading, SegmentId,
};
use crate::statistics::rules::small_base::SUPPRESSED_BELOW;
use crate::statistics::{Binary, Tally};

use super::clustering;
use super::context::Context;
use super::contrast::{Sides, family, separate};
use super::figure::{Spot, figure_of, hidden};
use super::model::{Reason, ReasonQuestion, Reasons};
use super::sample::{Sample, distribution};
use super::table::dimension;
pub use givers::Givers;

/// Computes the section.
pub fn reasons(
    context: &Context<'_>,
    id: &str,
    of: Option<SegmentId>,
    from: &[AnswerId],
    by: Option<AnswerId>,
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
                .question(by, versus)
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
    /// Reasons of which nothing must be shown, since it would give away a small group elsewhere.
    hidden: BTreeSet<String>,
}

impl Asked<'_> {
    fn question(&self, by: Option<AnswerId>, versus: Option<Granularity>) -> ReasonQuestion {
        let Context { query, .. } = *self.context;
        let answer = query.answer(self.answer);
        let givers = self.givers(None);
        let all = self.counts(None).remove(&None).unwrap_or_default();
        let people = givers.as_ref().map_or(u64::MAX, Givers::customers);
        let shown = people.min(all.asked.n()) >= SUPPRESSED_BELOW;
        let first = self.first();
        let first_givers = first.as_ref().and_then(|_| {
            let parts = Dimension::First(self.answer);
            Givers::ask(self.context, self.of, self.answer, parts, None)
        });
        let again = recurring::ask(self);
        let metric = share_metric(&answer.name);
        let mentions: f64 = all.reasons.values().map(|tally| tally.weight()).sum();
        let mut rows: Vec<(f64, Reason)> = all
            .reasons
            .iter()
            .filter(|_| shown)
            .map(|(label, tally)| {
                let place = Place::Label(label.clone());
                let at = |givers: &Option<Givers>| givers.as_ref()?.of(&place, None);
                let sample = Sample::of_share(share(*tally, all.asked), at(&givers));
                let spot = Spot {
                    by: Some(&answer.name),
                    segment: Some(label),
                    ..Spot::of(self.id)
                };
                let figure_of = |metric: &Metric, sample: &Sample| {
                    let figure = figure_of(query, metric, sample, spot);
                    if all.hidden.contains(label) {
                        hidden(figure)
                    } else {
                        figure
                    }
                };
                let of_asked = figure_of(&metric, &sample);
                let named_first = first.as_ref().map(|first| {
                    let tally = first.reasons.get(label).copied().unwrap_or(Tally::EMPTY);
                    let metric = share_metric(&format!("{}, first", answer.name));
                    let mut sample = Sample::of_share(share(tally, all.asked), at(&first_givers));
                    sample.hidden = first.hidden.contains(label);
                    figure_of(&metric, &sample)
                });
                let again = again.as_ref().map(|again| {
                    let metric = share_metric(&format!("{}, again", answer.name));
                    let sample = again.get(label).copied().unwrap_or_default().sample();
                    figure_of(&metric, &sample)
                });
                let reason = Reason {
                    label: label.clone(),
                    share: of_asked,
                    cumulative: None,
                    change: None,
                    first: named_first,
                    again,
                    cells: Vec::new(),
                };
                (tally.weight(), reason)
            })
            .collect();
        // Stable sorts: equals stand in the order of their names, and so do, last, those that are
        // hidden.
        rows.sort_by(|one, two| two.0.total_cmp(&one.0));
        let (mut known, mut unknown): (Vec<_>, Vec<_>) = rows
            .into_iter()
            .partition(|(_, reason)| !all.hidden.contains(&reason.label));
        unknown.sort_by(|(_, one), (_, two)| one.label.cmp(&two.label));
        // What the others lack to the whole would tell of them.
        if unknown.is_empty() {
            let mut so_far = 0.0;
            for (weight, reason) in &mut known {
                so_far += *weight;
                reason.cumulative = Some((so_far / mentions).min(1.0));
            }
        }
        known.append(&mut unknown);
        let mut question = ReasonQuestion {
            name: answer.name.clone(),
            label: answer.title(),
            several: matches!(answer.reading, Reading::Choices { .. }),
            n: shown.then(|| all.asked.n()),
            rows: known.into_iter().map(|(_, reason)| reason).collect(),
            periods: None,
            by: None,
            unit: None,
            columns: Vec::new(),
        };
        if let Some(by) = by {
            by_group::fill(self, by, &mut question);
        }
        if let Some(versus) = versus {
            self.changes(versus, &mut question);
        }
        question
    }

    /// Holds the current period against the one before.
    fn changes(&self, versus: Granularity, question: &mut ReasonQuestion) {
        let mut by_period = self.counts(Some(versus));
        let all = self.counts(None).remove(&None).unwrap_or_default();
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
        let metric = share_metric(&question.name);
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
                    let place = Place::Label(reason.label.clone());
                    let customers = givers.as_ref();
                    let customers = customers
                        .and_then(|givers| givers.of(&place, Some(&Place::Period(period))));
                    let share = share(given.unwrap_or(Tally::EMPTY), counts.asked);
                    Sample::of_share(share, customers)
                };
                let both = [sample(&now, current), sample(&before, previous)];
                let hidden = [&all, &now, &before].map(|of| of.hidden.contains(&reason.label));
                let separation =
                    (hidden == [false; 3]).then(|| separate(&metric, &both[0], &both[1]));
                (sides, separation.flatten())
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
        let tallied = Tallied {
            of: self.of.map(Predicate::In),
            ..Tallied::responses(dimensions)
        };
        for (place, cell) in tallies.shares(tallied.clone()) {
            let counts = found.entry(place.get(1).cloned()).or_default();
            let tally = total(&cell);
            match place.first() {
                Some(Place::Label(label)) => {
                    counts.reasons.insert(label.clone(), tally);
                    if tallies.hides(&tallied, &place) {
                        counts.hidden.insert(label.clone());
                    }
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

    /// How many name each reason first, where the order tells something.
    fn first(&self) -> Option<Counts> {
        let Context { query, tallies, .. } = *self.context;
        let Reading::Choices(choices) = &query.answer(self.answer).reading else {
            return None;
        };
        if !matches!(choices.layout, ChoicesLayout::Joined { ordered: true, .. }) {
            return None;
        }
        let tallied = Tallied {
            of: self.of.map(Predicate::In),
            ..Tallied::responses(vec![Dimension::First(self.answer)])
        };
        let mut first = Counts::default();
        for (place, cell) in tallies.shares(tallied.clone()) {
            if let [Place::Label(label)] = &place[..] {
                first.reasons.insert(label.clone(), total(&cell));
                if tallies.hides(&tallied, &place) {
                    first.hidden.insert(label.clone());
                }
            }
        }
        Some(first)
    }

    /// Of choices those who were asked are counted by themselves.
    fn has_base_of_its_own(&self) -> bool {
        let reading = &self.context.query.answer(self.answer).reading;
        matches!(reading, Reading::Choices { .. })
    }

    fn givers(&self, by: Option<Granularity>) -> Option<Givers> {
        let Context { query, .. } = *self.context;
        let date = by.zip(query.source.date);
        let period = date.map(|(by, date)| Dimension::Period(date, by, self.context.calendar()));
        let parts = dimension(query, self.answer);
        Givers::ask(self.context, self.of, self.answer, parts, period.as_ref())
    }
}

/// How much repeated customers can add to a variance: as if those of one all said the same. An upper
/// bound, for where it is not looked at which of them gave which answer.
pub fn most_design_effect(context: &Context<'_>) -> f64 {
    let responses = Metric::of_section("responses", Measure::Count(None));
    1.0 / clustering::independence(context.query, context.tallies, &responses)
}

fn total(cell: &Cell) -> Tally {
    distribution(cell).total()
}

/// Those who gave a reason and the others of those asked.
pub fn share(given: Tally, asked: Tally) -> Binary {
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

/// The share of those asked that gives one answer to a question.
pub fn share_metric(question: &str) -> Metric {
    Metric::of_section(question, Measure::Share(Predicate::Any(Vec::new())))
}
