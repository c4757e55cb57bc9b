//! Who answered of those who were asked, and whether the others are like them.

use crate::cells::Place;
use crate::cells::invited::Reached;
use crate::language::query::{Invited, Query};
use crate::statistics::Binary;
use crate::statistics::many_groups::contingency::Table;
use crate::statistics::many_groups::multiplicity::holm;
use crate::statistics::one_group::share;
use crate::statistics::rules::small_base::SUPPRESSED_BELOW;

use super::benchmarks::beside_share;
use super::context::Context;
use super::figure::{LEVEL, hide_in_row};
use super::model::{
    Absent, AgainstBenchmark, Figure, Nonresponse, ResponseBy, ResponseGroup, Unit,
};
use super::table::label;

/// Below this Cramér's V a difference is too small to lean figures by much: Cohen's small effect.
const SMALL_EFFECT: f64 = 0.1;

/// The section of all of it.
const SECTION: &str = "base";

/// How many were asked, and how many of them answered: by the number that the query gives, or one
/// by one.
pub fn reached(context: &Context<'_>, responses: u64) -> Option<Reached> {
    match context.query.source.invited.as_ref()? {
        Invited::Number(invited) => Some(Reached {
            invited: *invited,
            answered: responses,
        }),
        Invited::List { .. } | Invited::Rows { .. } => Some(context.tallies.reach()?.all),
    }
}

/// The share of those asked who answered. Weights say nothing about it.
pub fn rate(reached: Reached) -> Figure {
    let Reached { invited, answered } = reached;
    // More answers than invitations: the number given can't be that of those asked.
    let possible = answered <= invited && invited > 0;
    let estimate = share::estimate(&Binary::of(answered, invited), LEVEL);
    let interval = estimate.interval.filter(|_| possible);
    Figure {
        section: SECTION.to_owned(),
        metric: "response rate".to_owned(),
        by: None,
        segment: None,
        period: None,
        unit: Unit::Share,
        estimate: estimate.value.filter(|_| possible),
        low: interval.and_then(|interval| interval.low),
        high: interval.and_then(|interval| interval.high),
        level: LEVEL.get(),
        n: Some(invited),
        effective_n: Some(invited as f64),
        design_effect: Some(1.0),
        customers: None,
        missing: Some(0),
        method: estimate.method.name().to_owned(),
        small_base: false,
        absent: (!possible).then_some(Absent::Undefined),
        no_interval: None,
    }
}

/// The response rate beside a figure from elsewhere, where the query names one.
pub fn beside(query: &Query, reached: Reached) -> Option<AgainstBenchmark> {
    let id = query.source.response_benchmark?;
    let Reached { invited, answered } = reached;
    let possible = (SUPPRESSED_BELOW..=u64::MAX).contains(&invited) && answered <= invited;
    possible.then(|| beside_share(query, id, &Binary::of(answered, invited)))
}

/// The same by groups, each with a test of whether those who answered are like those who did not.
pub fn by_groups(context: &Context<'_>) -> Vec<ResponseBy> {
    let query = context.query;
    let Some(reach) = context.tallies.reach() else {
        return Vec::new();
    };
    let divisions = match &query.source.invited {
        Some(Invited::List { by }) => { by.iter() }
            .map(|column| (column.name.clone(), column.label.clone()))
            .collect(),
        Some(Invited::Rows { by, .. }) => { by.iter() }
            .map(|answer| {
                let answer = query.answer(*answer);
                (answer.name.clone(), answer.title())
            })
            .collect(),
        Some(Invited::Number(_)) | None => Vec::new(),
    };
    let tests: Vec<_> = reach
        .by
        .iter()
        .map(|groups| Differing::of(groups))
        .collect();
    let p: Vec<Option<f64>> = tests.iter().map(|test| Some(test.as_ref()?.p)).collect();
    let divisions = divisions.into_iter().zip(&reach.by).enumerate();
    divisions
        .zip(tests.iter().zip(holm(&p)))
        .map(
            |((number, ((name, label), groups)), (test, p_adjusted))| ResponseBy {
                groups: shown(query, number, &name, groups),
                name,
                label,
                test: test.as_ref().map(|test| test.name.to_owned()),
                p: test.as_ref().map(|test| test.p),
                p_adjusted,
                p_page: None,
                cramers_v: test.as_ref().and_then(|test| test.cramers_v),
                verdict: match (test, p_adjusted) {
                    (Some(test), Some(p)) if p < 1.0 - LEVEL.get() => {
                        if test.cramers_v.is_some_and(|v| v >= SMALL_EFFECT) {
                            Nonresponse::Differs
                        } else {
                            Nonresponse::DiffersLittle
                        }
                    }
                    (Some(_), Some(_)) => Nonresponse::NoClearDifference,
                    _ => Nonresponse::NotTested,
                },
            },
        )
        .collect()
}

/// A test of whether groups answered alike.
struct Differing {
    name: &'static str,
    p: f64,
    cramers_v: Option<f64>,
}

impl Differing {
    /// Those who answered beside those who did not, by group: all who were asked are known, so
    /// nothing is a sample but who of them answered.
    fn of(groups: &[(Place, Reached)]) -> Option<Self> {
        let cells: Vec<Vec<u64>> = groups
            .iter()
            .map(|(_, reached)| vec![reached.answered, reached.invited - reached.answered])
            .collect();
        let table = Table::new(&cells)?;
        let test = table.test().ok()?;
        Some(Self {
            name: test.method.name(),
            p: test.p,
            cramers_v: table.cramers_v().map(|(_, corrected)| corrected),
        })
    }
}

/// The groups with their rates; those of fewer than ten people are hidden, and what would give them
/// away.
fn shown(
    query: &Query,
    number: usize,
    name: &str,
    groups: &[(Place, Reached)],
) -> Vec<ResponseGroup> {
    let label_of = |place: &Place| match (&query.source.invited, place) {
        (Some(Invited::Rows { by, .. }), place) => by.get(number).map_or_else(String::new, |by| {
            label(query, *by, std::slice::from_ref(place))
        }),
        (_, Place::Label(text)) => text.clone(),
        _ => String::new(),
    };
    let total = |pick: fn(&Reached) -> u64| {
        groups
            .iter()
            .map(|(_, reached)| pick(reached))
            .sum::<u64>()
            .max(1) as f64
    };
    let (invited, answered) = (total(|one| one.invited), total(|one| one.answered));
    let bases: Vec<u64> = groups.iter().map(|(_, reached)| reached.invited).collect();
    let mut rates: Vec<Figure> = groups
        .iter()
        .map(|(place, reached)| Figure {
            by: Some(name.to_owned()),
            segment: Some(label_of(place)),
            ..rate(*reached)
        })
        .collect();
    hide_in_row(&mut rates, &bases);
    let groups = groups.iter().zip(rates);
    groups
        .map(|((place, reached), rate)| {
            let is_shown = rate.absent != Some(Absent::SmallBase);
            ResponseGroup {
                value: label_of(place),
                answered: is_shown.then_some(reached.answered),
                share_of_invited: is_shown.then(|| reached.invited as f64 / invited),
                share_of_answered: is_shown.then(|| reached.answered as f64 / answered),
                rate,
            }
        })
        .collect()
}
