//! Units ranked by a metric: shares and scores drawn towards the common value, so that three
//! answers do not make a champion.

use crate::cells::Place;
use crate::language::query::{AnswerId, MetricId};
use crate::statistics::rules::small_base::SUPPRESSED_BELOW;
use crate::statistics::units::{Shrunk, beta_binomial, normal_normal, rank_ranges};
use crate::statistics::{Absent, Method};

use super::context::Context;
use super::contrast::{Sides, family, separate};
use super::figure::{LEVEL, POINTS, Spot, estimate, facts, figure, hide_in_row};
use super::model::{Absent as Hidden, Figure, Rank, RankedUnit, Ranking, RankingAbsent, Unit};
use super::sample::{Answers, Sample, Samples};
use super::table::{dimension, label};

/// Computes the section.
pub fn ranking(context: &Context<'_>, id: &str, by: AnswerId, metric: MetricId) -> Ranking {
    let Context { query, tallies, .. } = *context;
    let of = query.metric(metric);
    let answer = query.answer(by);
    let total = Samples::ask(query, tallies, metric, &[]);
    let samples = Samples::ask(query, tallies, metric, &[dimension(query, by)]);
    let places: Vec<&Vec<Place>> = samples.places().collect();
    let labels: Vec<String> = places.iter().map(|place| label(query, by, place)).collect();
    let mut figures: Vec<Figure> = places
        .iter()
        .zip(&labels)
        .map(|(place, label)| {
            let spot = Spot {
                by: Some(&answer.name),
                segment: Some(label),
                ..Spot::of(id)
            };
            figure(query, metric, samples.at(place), spot)
        })
        .collect();
    let people: Vec<u64> = places
        .iter()
        .map(|place| samples.at(place).people())
        .collect();
    hide_in_row(&mut figures, &people);
    let shown: Vec<usize> = (0..figures.len())
        .filter(|unit| figures[*unit].estimate.is_some() && people[*unit] >= SUPPRESSED_BELOW)
        .collect();
    let facts = facts(query, metric);
    let sign = if facts.more_is_good == Some(false) {
        -1.0
    } else {
        1.0
    };
    let of_shown: Vec<&Sample> = shown.iter().map(|unit| samples.at(places[*unit])).collect();
    let drawn = draw(of, &of_shown);
    let contrasts = family(
        shown
            .iter()
            .map(|unit| {
                let sides = Sides {
                    section: id.to_owned(),
                    metric: of.name.clone(),
                    by: Some(answer.name.clone()),
                    left: labels[*unit].clone(),
                    right: String::from("rest"),
                };
                let rest = samples.rest(places[*unit]);
                (sides, separate(of, samples.at(places[*unit]), &rest))
            })
            .collect(),
    );
    let differ = drawn.as_ref().is_ok_and(|drawn| drawn.differ);
    let ranks = drawn.as_ref().map(|drawn| {
        let better: Vec<(f64, f64)> = drawn
            .units
            .iter()
            .map(|unit| {
                (
                    sign * unit.value,
                    (unit.high - unit.low) / (2.0 * LEVEL.z()),
                )
            })
            .collect();
        rank_ranges(&better, LEVEL)
    });
    let mut units: Vec<RankedUnit> = shown
        .iter()
        .zip(contrasts)
        .enumerate()
        .map(|(index, (unit, against_rest))| RankedUnit {
            label: labels[*unit].clone(),
            drawn: drawn
                .as_ref()
                .ok()
                .map(|drawn| drawn_figure(&figures[*unit], &drawn.units[index], drawn.method)),
            rank: ranks.as_ref().ok().filter(|_| differ).map(|ranks| {
                let (rank, best, worst) = ranks[index];
                Rank { rank, best, worst }
            }),
            own: figures[*unit].clone(),
            against_rest,
        })
        .collect();
    let value = |unit: &RankedUnit| {
        let figure = unit.drawn.as_ref().filter(|_| differ).unwrap_or(&unit.own);
        sign * figure.estimate.unwrap_or(f64::NEG_INFINITY)
    };
    units.sort_by(|one, two| value(two).total_cmp(&value(one)));
    let hidden = figures
        .iter()
        .filter(|f| f.absent == Some(Hidden::SmallBase))
        .count();
    Ranking {
        id: id.to_owned(),
        by: answer.name.clone(),
        label: answer.title(),
        total: figure(query, metric, total.total(), Spot::of(id)),
        metric: facts,
        units,
        hidden: hidden as u64,
        differ,
        absent: drawn.err().map(|why| match why {
            Absent::TooFewAnswers => RankingAbsent::TooFewUnits,
            _ => RankingAbsent::NoSpread,
        }),
    }
}

struct Drawn {
    units: Vec<Shrunk>,
    differ: bool,
    method: Method,
}

/// Draws the units towards each other.
fn draw(metric: &crate::language::query::Metric, samples: &[&Sample]) -> Result<Drawn, Absent> {
    let shares: Option<Vec<_>> = samples
        .iter()
        .map(|sample| match &sample.answers {
            Answers::Share(share) => Some(*share),
            _ => None,
        })
        .collect();
    if let Some(shares) = shares.filter(|shares| !shares.is_empty()) {
        let found = beta_binomial::shrink(&shares, LEVEL)?;
        return Ok(Drawn {
            differ: found.prior.is_some(),
            units: found.units,
            method: Method::BetaBinomial,
        });
    }
    let estimates: Vec<(f64, f64)> = samples
        .iter()
        .map(|sample| {
            let found = estimate(&metric.measure, sample);
            (
                found.value.unwrap_or(f64::NAN),
                found.standard_error.unwrap_or(0.0),
            )
        })
        .collect();
    let found = normal_normal::shrink(&estimates, LEVEL)?;
    Ok(Drawn {
        differ: found.variance_between > 0.0,
        units: found.units,
        method: Method::PauleMandel,
    })
}

fn drawn_figure(own: &Figure, unit: &Shrunk, method: Method) -> Figure {
    let scale = if own.unit == Unit::Points {
        POINTS
    } else {
        1.0
    };
    Figure {
        by: own.by.as_ref().map(|by| format!("{by}, drawn together")),
        estimate: Some(unit.value * scale),
        low: Some(unit.low * scale),
        high: Some(unit.high * scale),
        no_interval: None,
        method: match own.customers {
            Some(_) => method.clustered_name(),
            None => method.name().to_owned(),
        },
        ..own.clone()
    }
}
