//! Where to act first: the parts of the experience with the widest gaps where the worse group
//! is badly off. A rule, not a judgement; the page says which.

use serde::Serialize;

use super::between::Between;
use super::context::Context;
use super::headline::comparisons;
use super::sections::drivers::{outcome, to_fix};
use super::walk;
use crate::figures::model::{Compare, Figure, Group, Tone, Unit};

/// At most so many places to act.
const SHOWN: usize = 3;

/// The box "where to act first".
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Act {
    /// What to look at, first things first.
    pub items: Vec<ActItem>,
    /// The rule and its caveat, or that nothing supports a choice.
    pub note: String,
}

/// One place to act.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ActItem {
    /// The measure.
    pub what: String,
    /// How badly off the worse group is.
    pub why: String,
}

/// Where to act first: the drivers that are important and poor, or else the widest gaps between a
/// good group and another; `None` where neither was looked at.
pub fn act(context: &Context) -> Option<Act> {
    by_drivers(context).or_else(|| by_gaps(context))
}

/// The most important of the drivers that are worse than the mean of all.
fn by_drivers(context: &Context) -> Option<Act> {
    let found = walk::drivers(context.figures);
    let drivers = found
        .into_iter()
        .find(|drivers| to_fix(drivers).next().is_some())?;
    let items = to_fix(drivers).take(SHOWN).filter_map(|driver| {
        let style = context.styles.get(&driver.metric);
        let share = driver.importance.estimate?;
        let best = driver.metric.bounds?.1;
        let places = [
            ("share", context.locale.percent(share, 0)),
            ("outcome", outcome(context, drivers)),
            ("value", context.value_in_words(&style, &driver.performance)),
            ("most", context.locale.number(best, 0)),
        ];
        let places = places.each_ref().map(|(key, value)| (*key, value.as_str()));
        Some(ActItem {
            what: context.title(&driver.metric),
            why: context.say("act_driver", &places),
        })
    });
    Some(Act {
        items: items.collect(),
        note: context.say("act_drivers_note", &[]),
    })
}

fn by_gaps(context: &Context) -> Option<Act> {
    let compare = comparisons(context)
        .into_iter()
        .find(|c| c.refused.is_none() && worse_group(c).is_some())?;
    let (worse, better) = worse_group(compare)?;
    let is_of_both = |between: &Between| {
        let names = [&between.left.0.name, &between.right.0.name];
        names.contains(&&worse.name) && names.contains(&&better.name)
    };
    let items: Vec<ActItem> = compare
        .rows
        .iter()
        .filter_map(|row| {
            let between = Between::all(compare, row).find(is_of_both)?;
            item(context, &between, worse, better)
        })
        .take(SHOWN)
        .collect();
    let key = if items.is_empty() {
        "act_nothing"
    } else {
        "act_note"
    };
    Some(Act {
        note: context.say(key, &[("group", &context.group(worse))]),
        items,
    })
}

/// The group that is not the good one, and the good one; of more than two the bad one.
fn worse_group(compare: &Compare) -> Option<(&Group, &Group)> {
    let of_tone = |tone| compare.groups.iter().find(|group| group.tone == tone);
    let better = of_tone(Tone::Good)?;
    let neutral = of_tone(Tone::Neutral).filter(|_| compare.groups.len() == 2);
    Some((of_tone(Tone::Bad).or(neutral)?, better))
}

fn item(context: &Context, row: &Between, worse: &Group, better: &Group) -> Option<ActItem> {
    let contrast = row.contrast?;
    let more_is_good = row.metric.more_is_good?;
    let (low, high): (&Figure, &Figure) = if worse.name == row.left.0.name {
        (row.left.1, row.right.1)
    } else {
        (row.right.1, row.left.1)
    };
    let (value, other) = (low.estimate?, high.estimate?);
    let is_worse = if more_is_good {
        value < other
    } else {
        value > other
    };
    let is_rated = matches!(row.metric.unit, Unit::Number(_));
    let on_sound_base = !low.small_base && !high.small_base;
    if !contrast.matters() || !is_worse || !is_rated || !on_sound_base {
        return None;
    }
    let style = context.styles.get(row.metric);
    let written = style.with_unit(&context.locale, value);
    let amount = style.amount(&context.locale, contrast.difference?);
    let better = context.group(better);
    let worse = context.group(worse);
    let mut places = vec![
        ("value", written.as_str()),
        ("amount", amount.as_str()),
        ("better", better.as_str()),
        ("worse", worse.as_str()),
    ];
    let best;
    let key = match row.metric.bounds {
        Some((least, most)) => {
            let middle = (least + most) / 2.0;
            if more_is_good && value >= middle || !more_is_good && value <= middle {
                return None;
            }
            best = context.locale.number(most, 0);
            places.push(("most", best.as_str()));
            if more_is_good {
                "act_on_scale_below"
            } else {
                "act_on_scale_above"
            }
        }
        None if more_is_good => "act_number_below",
        None => "act_number_above",
    };
    Some(ActItem {
        what: context.title(row.metric),
        why: context.say(key, &places),
    })
}
