//! What the gap between two groups is worth.

use serde::Serialize;

use crate::figures::model::{Figure, Gain, Stake, Tone, Unit, Verdict};
use crate::report::axis::{Axis, Percent};
use crate::report::context::Context;
use crate::report::locale::capitalised;
use crate::report::sections::numbers::bracketed;
use crate::report::style::Style;

/// Fewer customers than this are written with a decimal.
const WHOLE_CUSTOMERS: f64 = 10.0;

/// Two groups, what sets them apart, and that times customers.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StakeView {
    /// Its id.
    pub id: String,
    /// Its name in the contents.
    pub name: String,
    /// Its finding.
    pub heading: String,
    /// What the bars show.
    pub caption: String,
    /// The groups.
    pub groups: Vec<StakeGroup>,
    /// "95% CI": the head of the column of intervals.
    pub interval_head: String,
    /// From the difference of one customer to that of many.
    pub steps: Vec<StakeStep>,
    /// Under which condition it would be so; none where there is nothing to be had.
    pub assumption: Option<String>,
    /// Base and test.
    pub notes: Vec<String>,
}

/// One group.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StakeGroup {
    /// Its name.
    pub name: String,
    /// "good", "neutral" or "bad".
    pub tone: &'static str,
    /// Its figure.
    pub value: String,
    /// The figure's interval, or why there is none.
    pub interval: Option<String>,
    /// The length of its bar, where all bars begin at 0.
    pub width: Option<Percent>,
    /// Start and width of its interval.
    pub stretch: Option<(Percent, Percent)>,
}

/// One line of the calculation.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StakeStep {
    /// For whom.
    pub name: String,
    /// How much.
    pub value: String,
    /// Its interval.
    pub interval: String,
    /// Whether it is what the query asks for.
    pub is_asked: bool,
}

/// The view of the section.
pub fn view(context: &Context, stake: &Stake) -> StakeView {
    StakeView {
        id: stake.id.clone(),
        name: context.say("nav_value", &[("metric", &context.title(&stake.metric))]),
        heading: capitalised(&heading(context, stake)),
        caption: context.say(
            "value_caption",
            &[("metric", &context.quoted(&stake.metric))],
        ),
        groups: groups(context, stake),
        interval_head: context.say("value_interval", &[("level", &context.level())]),
        steps: steps(context, stake),
        assumption: (!stake.gains.is_empty()).then(|| told(context, stake, "value_assumption")),
        notes: notes(context, stake),
    }
}

/// What moving customers would bring, where the groups clearly differ.
fn heading(context: &Context, stake: &Stake) -> String {
    let asked = stake.gains.iter().find(|gain| !gain.everybody);
    let verdict = stake.contrast.as_ref().map(|contrast| contrast.verdict);
    match (verdict, asked) {
        _ if stake.refused.is_some() => told(context, stake, "compare_refused"),
        (Some(Verdict::Differs), Some(gain)) => bracketed(
            context,
            finding(context, stake, gain),
            interval(context, stake, gain),
        ),
        (Some(Verdict::NoClearDifference), _) => told(context, stake, "value_no_difference"),
        _ => told(context, stake, "compare_too_few"),
    }
}

/// "If 500 dissatisfied customers came to be like satisfied customers: 21,400 euros more in …"
pub fn finding(context: &Context, stake: &Stake, gain: &Gain) -> String {
    let key = if gain.estimate < 0.0 {
        "value_less"
    } else {
        "value_more"
    };
    let style = style(stake, gain);
    let [from, to] = names(context, stake);
    let places = [
        ("from", from),
        ("to", to),
        ("amount", style.amount(&context.locale, gain.estimate)),
        ("metric", context.quoted(&stake.metric)),
    ];
    let places = places.each_ref().map(|(key, value)| (*key, value.as_str()));
    context.locale.say_count(key, gain.customers, &places)
}

/// The interval of what moving customers would bring, whose direction the words tell.
pub fn interval(context: &Context, stake: &Stake, gain: &Gain) -> Option<String> {
    let (low, high) = (gain.low?, gain.high?);
    let (low, high) = if gain.estimate < 0.0 {
        (-high, -low)
    } else {
        (low, high)
    };
    let range = style(stake, gain).bare_interval(&context.locale, low, Some(high))?;
    Some(context.ci(&range))
}

/// The names of the groups inside a sentence.
fn names(context: &Context, stake: &Stake) -> [String; 2] {
    let name = |at: usize| stake.groups.get(at).map(|group| context.group(group));
    [0, 1].map(|at| name(at).unwrap_or_default())
}

/// A sentence about the two groups.
fn told(context: &Context, stake: &Stake, key: &str) -> String {
    let [from, to] = names(context, stake);
    let metric = context.quoted(&stake.metric);
    let places = [
        ("left", from.as_str()),
        ("right", to.as_str()),
        ("metric", &metric),
    ];
    context.say(key, &places)
}

/// How what many customers bring is written: a share of them is a number of customers.
fn style(stake: &Stake, gain: &Gain) -> Style {
    let largest = gain
        .high
        .unwrap_or(gain.estimate)
        .abs()
        .max(gain.estimate.abs());
    match &stake.metric.unit {
        Unit::Share if largest >= WHOLE_CUSTOMERS => Style::new(&Unit::Count, false, largest),
        Unit::Share => Style::new(&Unit::Number(None), false, largest),
        unit => Style::new(unit, false, largest),
    }
}

fn groups(context: &Context, stake: &Stake) -> Vec<StakeGroup> {
    let style = context.styles.get(&stake.metric);
    let ends = |figure: &Figure| [figure.estimate, figure.low, figure.high];
    let values: Vec<f64> = { stake.figures.iter() }.flat_map(ends).flatten().collect();
    let axis = match stake.metric.bounds {
        Some((low, high)) => Some(Axis::fixed(low, high, 4)),
        // A bar tells a number by its length from 0.
        None => values.iter().all(|value| *value >= 0.0).then(|| {
            let highest = values.iter().copied().fold(0.0, f64::max);
            Axis::fixed(0.0, if highest > 0.0 { highest } else { 1.0 }, 4)
        }),
    };
    let width = |value: f64| axis.as_ref().map(|axis| axis.at(value));
    let group = |(group, figure): (&_, &Figure)| StakeGroup {
        name: context.group_label(group),
        tone: match group.tone {
            Tone::Good => "good",
            Tone::Neutral => "neutral",
            Tone::Bad => "bad",
        },
        value: context.value_in_words(&style, figure),
        interval: context
            .interval(&style, figure)
            .or_else(|| context.absence(figure)),
        width: figure.estimate.and_then(width),
        stretch: figure.low.zip(figure.high).and_then(|(low, high)| {
            let (low, high) = (width(low)?, width(high)?);
            Some((low, Percent(high.0 - low.0)))
        }),
    };
    stake.groups.iter().zip(&stake.figures).map(group).collect()
}

fn steps(context: &Context, stake: &Stake) -> Vec<StakeStep> {
    let locale = &context.locale;
    let mut steps = Vec::new();
    let Some(contrast) = stake.contrast.as_ref().filter(|_| !stake.gains.is_empty()) else {
        return steps;
    };
    let step = |name: String, style: &Style, value: [Option<f64>; 3], is_asked: bool| {
        let [value, low, high] = value;
        Some(StakeStep {
            name,
            value: style.difference(locale, value?),
            interval: style
                .difference_interval(locale, low, high)
                .unwrap_or_default(),
            is_asked,
        })
    };
    let of_one = context.styles.get(&stake.metric);
    let difference = [
        contrast.difference,
        contrast.difference_low,
        contrast.difference_high,
    ];
    let key = match stake.metric.unit {
        Unit::Share => "value_difference_points",
        _ => "value_difference",
    };
    steps.extend(step(
        with_unit(context, stake, context.say(key, &[])),
        &of_one,
        difference,
        false,
    ));
    let [from, _] = names(context, stake);
    for gain in &stake.gains {
        let key = if gain.everybody {
            "value_times_all"
        } else {
            "value_times"
        };
        let name = locale.say_count(key, gain.customers, &[("from", &from)]);
        let value = [Some(gain.estimate), gain.low, gain.high];
        let name = with_unit(context, stake, name);
        steps.extend(step(name, &style(stake, gain), value, !gain.everybody));
    }
    steps
}

/// "Difference for each customer (euros)".
fn with_unit(context: &Context, stake: &Stake, name: String) -> String {
    match context.unit(&stake.metric) {
        Some(unit) => context.say("with_codes", &[("name", &name), ("codes", &unit)]),
        None => name,
    }
}

fn notes(context: &Context, stake: &Stake) -> Vec<String> {
    let mut notes = Vec::new();
    if let Some(shared) = stake.refused {
        let [left, right] = names(context, stake);
        let places = [("left", left.as_str()), ("right", &right)];
        let told = context
            .locale
            .say_count("compare_overlap", shared.n, &places);
        notes.push(capitalised(&told));
    }
    let named = stake.groups.iter().zip(&stake.figures);
    let bases: Vec<String> = named
        .filter_map(|(group, figure)| {
            let n = context.base(figure)?;
            let places = [("group", context.group(group)), ("n", n)];
            let places = places.each_ref().map(|(key, value)| (*key, value.as_str()));
            Some(context.say("note_base_of_group", &places))
        })
        .collect();
    if !bases.is_empty() {
        let bases = bases.join(&context.say("reason_separator", &[]));
        notes.push(context.say("note_bases", &[("groups", &bases)]));
    }
    if let Some(contrast) = &stake.contrast
        && let (Some(test), Some(p)) = (&contrast.test, contrast.p)
    {
        let places = [
            ("test", context.locale.method(test)),
            ("p", context.p_value(contrast.p_page.unwrap_or(p))),
            ("method", context.locale.method(&contrast.method)),
        ];
        let places = places.each_ref().map(|(key, value)| (*key, value.as_str()));
        notes.push(context.say("value_test", &places));
    }
    notes
}
