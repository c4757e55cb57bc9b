//! What a comparison says, in one sentence. Association only, never cause.

use super::context::Context;
use super::style::Style;
use crate::figures::model::{Compare, CompareRow, Contrast, Figure, Group, Unit, Verdict};

/// A comparison in words.
pub struct Statement {
    /// "“Left within a year” is 3.4 times as likely among dissatisfied customers as among …".
    pub claim: String,
    /// "95% CI 2.8 to 4.2", without the brackets.
    pub interval: Option<String>,
    /// "20.4% against 6.0%", in the order of the claim.
    pub values: String,
}

/// A row seen from the group with the higher figure.
struct Higher<'a> {
    group: &'a Group,
    other: &'a Group,
    swapped: bool,
}

/// What a row with a clear difference says; `None` for every other row.
pub fn of_row(context: &Context, compare: &Compare, row: &CompareRow) -> Option<Statement> {
    let contrast = row.contrast.as_ref()?;
    if contrast.verdict != Verdict::Differs {
        return None;
    }
    let difference = contrast.difference.filter(|d| *d != 0.0)?;
    let higher = if difference > 0.0 {
        Higher {
            group: &compare.left,
            other: &compare.right,
            swapped: false,
        }
    } else {
        Higher {
            group: &compare.right,
            other: &compare.left,
            swapped: true,
        }
    };
    let style = context.styles.get(&row.metric);
    let (first, second) = if higher.swapped {
        (&row.right, &row.left)
    } else {
        (&row.left, &row.right)
    };
    let values = values(context, &style, first, second);
    let (claim, range) = ratio(context, row, contrast, &higher)
        .unwrap_or_else(|| gap(context, row, contrast, &higher, &style, difference));
    Some(Statement {
        claim,
        interval: range.map(|range| context.ci(&range)),
        values,
    })
}

/// "4.18 against 2.68", the figure of the named group first; `None` where it is neither group.
pub fn values_of(
    context: &Context,
    compare: &Compare,
    row: &CompareRow,
    group: Option<&str>,
) -> Option<String> {
    let group = group?;
    let (own, other) = if group == compare.left.name {
        (&row.left, &row.right)
    } else if group == compare.right.name {
        (&row.right, &row.left)
    } else {
        return None;
    };
    let style = context.styles.get(&row.metric);
    Some(values(context, &style, own, other))
}

fn values(context: &Context, style: &Style, first: &Figure, second: &Figure) -> String {
    context.say(
        "values_against",
        &[
            ("a", &unit_value(context, style, first.estimate)),
            ("b", &unit_value(context, style, second.estimate)),
        ],
    )
}

fn unit_value(context: &Context, style: &Style, value: Option<f64>) -> String {
    value.map_or_else(
        || "–".to_owned(),
        |value| style.with_unit(&context.locale, value),
    )
}

/// "… is 3.4 times as likely among … as among …", for shares whose ratio is clearly not 1.
fn ratio(
    context: &Context,
    row: &CompareRow,
    contrast: &Contrast,
    higher: &Higher,
) -> Option<(String, Option<String>)> {
    if row.metric.unit != Unit::Share {
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
            ("metric", &context.label(&row.metric)),
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
    row: &CompareRow,
    contrast: &Contrast,
    higher: &Higher,
    style: &Style,
    difference: f64,
) -> (String, Option<String>) {
    let key = if row.metric.unit == Unit::Share {
        "claim_gap_share"
    } else {
        "claim_gap"
    };
    let claim = context.say(
        key,
        &[
            ("metric", &context.label(&row.metric)),
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
