//! Who is counted.

use std::path::Path;

use crate::cells::Tallied;
use crate::language::query::AnswerId;
use crate::survey::files;

use super::clustering;
use super::context::Context;
use super::model::{Base, RakedField, Raking};
use super::response;
use super::sample::distribution;

/// The respondents of a page, and how many of those asked they are.
pub fn base(context: &Context<'_>) -> Base {
    let responses = distribution(&context.tallies.total(Tallied::responses(Vec::new()))).total();
    // How many of those invited belong to one page of several is not known.
    let is_whole = context.of_all.is_none();
    let reached = is_whole
        .then(|| response::reached(context, responses.n()))
        .flatten();
    Base {
        n: responses.n(),
        weighted: context.query.source.is_weighted(),
        effective_n: responses.kish(),
        design_effect: responses.design_effect(),
        customers: clustering::customers(context.query, context.tallies),
        raking: raking(context),
        invited: reached.map(|reached| reached.invited),
        answered: reached.map(|reached| reached.answered),
        response_rate: reached.map(response::rate),
        response_benchmark: reached.and_then(|reached| response::beside(context.query, reached)),
        response_by: if is_whole {
            response::by_groups(context)
        } else {
            Vec::new()
        },
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
