//! What a comparison says, in one sentence. Association only, never cause.

use super::between::Between;
use super::context::Context;
use super::locale::capitalised;
use super::style::Style;
use crate::figures::model::{Contrast, Group, MetricFacts, Unit};

/// A comparison in words.
pub struct Statement {
    /// "“Left within a year” is 3.4 times as likely among dissatisfied customers as among …".
    pub claim: String,
    /// Whether the claim says how many times, not by how much.
    pub is_ratio: bool,
    /// "95% CI 2.8 to 4.2", without the brackets.
    pub interval: Option<String>,
    /// "Dissatisfied: 20.4%; satisfied: 6.0%", in the order of the claim.
    pub values: String,
}

/// A row seen from the group with the higher figure.
struct Higher<'a> {
    group: &'a Group,
    other: &'a Group,
    swapped: bool,
}

/// What a row with a clear difference says; `None` for every other row.
pub fn of(context: &Context, between: &Between) -> Option<Statement> {
    let contrast = between.contrast?;
    if !contrast.matters() {
        return None;
    }
    let difference = contrast.difference.filter(|d| *d != 0.0)?;
    let swapped = difference < 0.0;
    let (group, other) = higher_first(between, difference);
    let higher = Higher {
        group,
        other,
        swapped,
    };
    let style = context.styles.get(between.metric);
    let values = values(context, &style, &higher, between);
    let ratio = ratio(context, between.metric, contrast, &higher);
    let is_ratio = ratio.is_some();
    let (claim, range) = ratio.unwrap_or_else(|| {
        gap(
            context,
            between.metric,
            contrast,
            &higher,
            &style,
            difference,
        )
    });
    Some(Statement {
        claim,
        is_ratio,
        interval: range.map(|range| context.ci(&range)),
        values,
    })
}

/// The group with the higher figure, and the other, by the sign of a difference.
pub fn higher_first<'a>(between: &Between<'a>, difference: f64) -> (&'a Group, &'a Group) {
    let (left, right) = (between.left.0, between.right.0);
    if difference > 0.0 {
        (left, right)
    } else {
        (right, left)
    }
}

/// What differs most, with whose figure is whose: "Online boarding differs most: 4.18 among
/// satisfied customers, 2.68 among dissatisfied customers".
pub fn widest(context: &Context, between: &Between) -> String {
    let style = context.styles.get(between.metric);
    let key = if between.metric.unit == Unit::Share {
        "claim_differs_most_share"
    } else {
        "claim_differs_most"
    };
    context.say(
        key,
        &[
            ("metric", &context.label(between.metric)),
            ("x", &context.value_in_words(&style, between.left.1)),
            ("a", &context.group(between.left.0)),
            ("y", &context.value_in_words(&style, between.right.1)),
            ("b", &context.group(between.right.0)),
        ],
    )
}

/// "Satisfied: 86.6%; dissatisfied: 28.6%", in the order of the claim.
fn values(context: &Context, style: &Style, higher: &Higher, between: &Between) -> String {
    let (first, second) = if higher.swapped {
        (between.right.1, between.left.1)
    } else {
        (between.left.1, between.right.1)
    };
    context.say(
        "values_of_groups",
        &[
            ("a", &capitalised(&context.group_name(higher.group))),
            ("x", &context.value_in_words(style, first)),
            ("b", &context.group_name(higher.other)),
            ("y", &context.value_in_words(style, second)),
        ],
    )
}

/// "… is 3.4 times as likely among … as among …", for shares whose ratio is clearly not 1.
fn ratio(
    context: &Context,
    metric: &MetricFacts,
    contrast: &Contrast,
    higher: &Higher,
) -> Option<(String, Option<String>)> {
    if metric.unit != Unit::Share {
        return None;
    }
    let (ratio, low, high) = if higher.swapped {
        let low = contrast.ratio_high.map_or(0.0, |high| 1.0 / high);
        let high = contrast.ratio_low.filter(|low| *low > 0.0);
        (1.0 / contrast.ratio?, low, high.map(|low| 1.0 / low))
    } else {
        (contrast.ratio?, contrast.ratio_low?, contrast.ratio_high)
    };
    if !ratio.is_finite() || low <= 1.0 {
        return None;
    }
    let style = Style::new(&Unit::Ratio, false, ratio);
    let digits = style.digits(&context.locale, ratio);
    let claim = context.say(
        "claim_ratio",
        &[
            ("metric", &context.label(metric)),
            ("n", &digits),
            ("a", &context.group(higher.group)),
            ("b", &context.group(higher.other)),
        ],
    );
    Some((claim, style.bare_interval(&context.locale, low, high)))
}

/// "… is 1.37 points higher among … than among …".
fn gap(
    context: &Context,
    metric: &MetricFacts,
    contrast: &Contrast,
    higher: &Higher,
    style: &Style,
    difference: f64,
) -> (String, Option<String>) {
    let key = if metric.unit == Unit::Share {
        "claim_gap_share"
    } else {
        "claim_gap"
    };
    let claim = context.say(
        key,
        &[
            ("metric", &context.label(metric)),
            ("amount", &style.amount(&context.locale, difference)),
            ("a", &context.group(higher.group)),
            ("b", &context.group(higher.other)),
        ],
    );
    (claim, size_interval(context, style, contrast))
}

/// The interval of a difference whose direction the words tell: "1.31 to 1.43", without signs.
pub fn size_interval(context: &Context, style: &Style, contrast: &Contrast) -> Option<String> {
    let (low, high) = (contrast.difference_low?, contrast.difference_high?);
    let (low, high) = if contrast.difference? < 0.0 {
        (-high, -low)
    } else {
        (low, high)
    };
    style.bare_interval(&context.locale, low, Some(high))
}
