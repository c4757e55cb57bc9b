//! Who is counted.

use std::path::Path;

use crate::cells::Tallied;
use crate::language::query::AnswerId;
use crate::statistics::Binary;
use crate::statistics::one_group::share;
use crate::survey::files;

use super::clustering;
use super::context::Context;
use super::figure::LEVEL;
use super::model::{Absent, Base, Figure, RakedField, Raking, Unit};
use super::sample::distribution;

/// The respondents of a page, and how many of those asked they are.
pub fn base(context: &Context<'_>) -> Base {
    let responses = distribution(&context.tallies.total(Tallied::responses(Vec::new()))).total();
    // How many of those invited belong to one page of several is not known.
    let invited = context.query.source.invited;
    let invited = invited.filter(|_| context.of_all.is_none());
    Base {
        n: responses.n(),
        weighted: context.query.source.is_weighted(),
        effective_n: responses.kish(),
        design_effect: responses.design_effect(),
        customers: clustering::customers(context.query, context.tallies),
        raking: raking(context),
        invited,
        response_rate: invited.map(|invited| response_rate(responses.n(), invited)),
    }
}

fn raking(context: &Context<'_>) -> Option<Raking> {
    let Context { query, tallies, .. } = *context;
    let outcome = tallies.raking()?;
    let path = Path::new(&query.source.raking.as_ref()?.targets);
    let field = |&(answer, unanswered): &(AnswerId, u64)| {
        let of = query.answer(answer);
        RakedField {
            name: of.name.clone(),
            label: of.label.clone().unwrap_or_else(|| of.header.clone()),
            unanswered,
        }
    };
    Some(Raking {
        targets: files::name(path),
        fields: outcome.fields.iter().map(field).collect(),
        n: outcome.n,
        passes: outcome.passes,
        design_effect_before: outcome.design_effect_before,
        design_effect_untrimmed: outcome.design_effect_untrimmed,
        design_effect: outcome.design_effect,
        effective_n: outcome.effective_n,
        lower_bound: outcome.bounds.0,
        upper_bound: outcome.bounds.1,
        at_lower_bound: outcome.at_bounds.0,
        at_upper_bound: outcome.at_bounds.1,
    })
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
