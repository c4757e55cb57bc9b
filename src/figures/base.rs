//! Who is counted.

use crate::cells::Tallied;
use crate::statistics::Binary;
use crate::statistics::one_group::share;

use super::clustering;
use super::context::Context;
use super::figure::LEVEL;
use super::model::{Absent, Base, Figure, Unit};
use super::sample::distribution;

/// The respondents of a page, and how many of those asked they are.
pub fn base(context: &Context<'_>) -> Base {
    let responses = distribution(&context.tallies.total(Tallied::responses(Vec::new()))).total();
    let invited = context.query.source.invited;
    Base {
        n: responses.n(),
        weighted: context.query.source.weight.is_some(),
        effective_n: responses.kish(),
        design_effect: responses.design_effect(),
        customers: clustering::customers(context.query, context.tallies),
        invited,
        response_rate: invited.map(|invited| response_rate(responses.n(), invited)),
    }
}

/// The share of those asked who answered. Weights say nothing about it.
fn response_rate(answered: u64, invited: u64) -> Figure {
    // More answers than invitations: the number given can't be that of those asked.
    let possible = answered <= invited && invited > 0;
    let estimate = share::estimate(&Binary::of(answered, invited), LEVEL);
    let interval = estimate.interval.filter(|_| possible);
    Figure {
        section: "base".to_owned(),
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
    }
}
