//! The customer journey.

use crate::cells::{Dimension, Place};
use crate::language::query::{
    Benchmark, BenchmarkUnit, Granularity, JourneyGroup as Part, JourneyStage, JourneyTouchpoint,
    Metric,
};
use crate::statistics::many_groups::multiplicity::holm;

use super::benchmarks::beside_figure;
use super::context::Context;
use super::contrast::{Separation, Sides, family, separate};
use super::drivers::standing;
use super::figure::{LEVEL, Spot, facts_of, figure_of};
use super::model::{
    BenchmarkedQuantity, Journey, JourneyGroup, MetricFacts, Stage, Standing, Tone, Touchpoint,
};
use super::sample::{Sample, Samples};

/// What a section is made of.
pub struct Parts<'q> {
    /// What the page calls the question.
    pub question: &'q str,
    /// The good and the bad part of its scale.
    pub groups: &'q [Part],
    /// The stages.
    pub stages: &'q [JourneyStage],
    /// Compare the current period with the one before.
    pub versus: Option<Granularity>,
}

/// Computes the section.
pub fn journey(context: &Context<'_>, id: &str, parts: &Parts<'_>) -> Journey {
    let mut asked: Vec<Vec<Asked>> = parts
        .stages
        .iter()
        .map(|stage| {
            let touchpoints = stage.touchpoints.iter();
            touchpoints
                .map(|touchpoint| ask(context, id, parts, touchpoint))
                .collect()
        })
        .collect();
    let rated = || {
        asked
            .iter()
            .flatten()
            .filter(|one| !one.touchpoint.operational)
    };
    let facts: Vec<&MetricFacts> = rated()
        .filter_map(|one| one.touchpoint.metric.as_ref())
        .collect();
    let same = |one: &&MetricFacts| {
        facts.first().is_some_and(|first| {
            first.bounds == one.bounds && first.more_is_good == one.more_is_good
        })
    };
    let scale = facts
        .first()
        .and_then(|first| first.bounds)
        .filter(|_| facts.iter().all(same));
    let mean = mean_of(rated().map(|one| one.touchpoint.standing));
    if let Some(mean) = mean {
        mark_pain_points(&mut asked, mean);
    }
    let changes = family(
        asked
            .iter_mut()
            .flatten()
            .filter_map(|one| one.change.take())
            .collect(),
    );
    let mut changes = changes.into_iter();
    let periods = parts.versus.and_then(|versus| {
        let current = context.current(versus)?;
        let mut previous = current;
        previous.number -= 1;
        Some((current.to_string(), previous.to_string()))
    });
    let stages = parts.stages.iter().zip(asked);
    Journey {
        id: id.to_owned(),
        question: parts.question.to_owned(),
        groups: parts
            .groups
            .iter()
            .zip([Tone::Good, Tone::Bad])
            .map(|(part, tone)| JourneyGroup {
                name: part.name.clone(),
                tone,
            })
            .collect(),
        stages: stages
            .map(|(stage, asked)| {
                let touchpoints: Vec<Touchpoint> = asked
                    .into_iter()
                    .map(|mut one| {
                        if one.changes {
                            one.touchpoint.change = changes.next().flatten();
                        }
                        one.touchpoint
                    })
                    .collect();
                Stage {
                    name: stage.name.clone(),
                    goal: stage.goal.clone(),
                    question: stage.question.clone(),
                    lines: (0..parts.groups.len())
                        .map(|group| line(&touchpoints, group))
                        .collect(),
                    touchpoints,
                }
            })
            .collect(),
        scale,
        standing: mean,
        periods,
    }
}

/// A touchpoint with what is still to be corrected.
struct Asked {
    touchpoint: Touchpoint,
    metric: Option<Metric>,
    sample: Option<Sample>,
    /// Whether the periods are compared, and what separates them.
    changes: bool,
    change: Option<(Sides, Option<Separation>)>,
}

fn ask(context: &Context<'_>, id: &str, parts: &Parts<'_>, of: &JourneyTouchpoint) -> Asked {
    let Context { query, tallies, .. } = *context;
    let mut found = Asked {
        touchpoint: Touchpoint {
            label: of.label.clone(),
            ours: of.ours,
            operational: of.operational,
            metric: None,
            all: None,
            groups: Vec::new(),
            standing: None,
            against_journey: None,
            change: None,
        },
        metric: of.metric.clone(),
        sample: None,
        changes: false,
        change: None,
    };
    let Some(metric) = &of.metric else {
        return found;
    };
    let facts = facts_of(query, metric);
    let all = Samples::of_metric(query, tallies, metric, &[]);
    let figure = figure_of(query, metric, all.total(), Spot::of(id));
    found.touchpoint.groups = parts
        .groups
        .iter()
        .map(|part| {
            let by = [Dimension::Where(part.predicate.clone())];
            let samples = Samples::of_metric(query, tallies, metric, &by);
            let spot = Spot {
                segment: Some(&part.name),
                ..Spot::of(id)
            };
            figure_of(query, metric, samples.at(&[Place::In]), spot)
        })
        .collect();
    if !of.operational {
        found.touchpoint.standing = standing(&facts, &figure);
    }
    if let Some((versus, date)) = parts.versus.zip(query.source.date) {
        let by = [Dimension::Period(date, versus, context.calendar())];
        let samples = Samples::of_metric(query, tallies, metric, &by);
        if let Some(current) = context.current(versus) {
            let mut previous = current;
            previous.number -= 1;
            let sides = Sides {
                section: id.to_owned(),
                metric: metric.name.clone(),
                by: None,
                left: current.to_string(),
                right: previous.to_string(),
            };
            let [now, before] = [current, previous].map(|p| samples.at(&[Place::Period(p)]));
            found.changes = true;
            found.change = Some((sides, separate(metric, now, before)));
        }
    }
    found.touchpoint.metric = Some(facts);
    found.touchpoint.all = Some(figure);
    found.sample = Some(all.total().clone());
    found
}

/// Tests each rating against the journey's mean standing, put on the rating's own scale; the p
/// values are corrected by Holm over the touchpoints.
fn mark_pain_points(asked: &mut [Vec<Asked>], mean: f64) {
    let mut found = Vec::new();
    for one in asked.iter_mut().flatten() {
        let (Some(metric), Some(sample), Some(facts), Some(_)) = (
            &one.metric,
            &one.sample,
            &one.touchpoint.metric,
            one.touchpoint.standing,
        ) else {
            continue;
        };
        let Some((low, high)) = facts.bounds else {
            continue;
        };
        let way = if facts.more_is_good == Some(false) {
            1.0 - mean
        } else {
            mean
        };
        let journey = Benchmark {
            id: "journey".to_owned(),
            label: String::new(),
            value: low + way * (high - low),
            high: None,
            rounding: 0.0,
            unit: BenchmarkUnit::Other(String::new()),
            n: None,
            interval: None,
            source: String::new(),
            year: None,
        };
        let against = beside_figure(&journey, metric, sample, BenchmarkedQuantity::Figure);
        one.touchpoint.against_journey = Some(against);
        found.push(one.touchpoint.against_journey.as_mut());
    }
    let p: Vec<Option<f64>> = found
        .iter()
        .map(|one| one.as_ref().and_then(|a| a.p))
        .collect();
    for (against, p) in found.into_iter().flatten().zip(holm(&p)) {
        if p.is_none_or(|p| p >= LEVEL.alpha()) && against.standing != Standing::Unknown {
            against.standing = Standing::Level;
        }
    }
}

/// The mean standing of a stage's rated touchpoints in a group.
fn line(touchpoints: &[Touchpoint], group: usize) -> Option<f64> {
    let rated = touchpoints.iter().filter(|one| !one.operational);
    mean_of(rated.map(|one| standing(one.metric.as_ref()?, one.groups.get(group)?)))
}

fn mean_of(values: impl Iterator<Item = Option<f64>>) -> Option<f64> {
    let values: Vec<f64> = values.flatten().collect();
    let n = values.len() as f64;
    (n > 0.0).then(|| values.iter().sum::<f64>() / n)
}
