//! What is said of a series as a whole: its course, its control limits and the mix of its parts.

use crate::figures::model::{Control, Course, Mix, Series, Unit};
use crate::report::context::Context;
use crate::report::locale::granularity_of;
use crate::report::style::Style;

/// At most so many periods are named in a sentence.
const NAMED: usize = 4;

/// The sentences, in this order: course, limits, mix.
pub fn sentences(context: &Context, series: &Series) -> Vec<String> {
    let style = context.styles.get(&series.metric);
    let course = series.course.as_ref();
    let control = series.control.as_ref();
    let mix = series.mix.as_ref();
    [
        course.map(|course| of_course(context, &style, course, each(context, series))),
        control.map(|control| of_limits(context, control)),
        mix.map(|mix| of_mix(context, &style, &series.metric.unit, mix)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// "Over all 24 months it rises, by 0.4 percentage points a month (95% CI 0.2 to 0.6)."
fn of_course(context: &Context, style: &Style, course: &Course, each: String) -> String {
    let n = course.periods;
    if !course.clear {
        return context.locale.say_count("course_none", n, &[]);
    }
    let rises = course.z > 0.0;
    // Sen's slope is told where it goes the way of the test.
    let slope = course
        .slope
        .filter(|slope| (*slope > 0.0) == rises && *slope != 0.0);
    let Some(slope) = slope else {
        let key = if rises {
            "course_rises"
        } else {
            "course_falls"
        };
        return context.locale.say_count(key, n, &[]);
    };
    // The change of one period has a decimal more than the figure.
    let style = style.finer();
    let mut amount = style.amount(&context.locale, slope);
    if let (Some(low), Some(high)) = (course.slope_low, course.slope_high) {
        let (low, high) = if rises { (low, high) } else { (-high, -low) };
        if let Some(range) = style.bare_interval(&context.locale, low, Some(high)) {
            let places = [("value", amount.as_str()), ("range", &context.ci(&range))];
            amount = context.say("value_and_range", &places);
        }
    }
    let key = if rises {
        "course_rises_by"
    } else {
        "course_falls_by"
    };
    let places = [("each", each.as_str()), ("amount", amount.as_str())];
    context.locale.say_count(key, n, &places)
}

/// "a month".
fn each(context: &Context, series: &Series) -> String {
    let mut periods = series
        .points
        .iter()
        .filter_map(|point| point.period.as_deref());
    let granularity = periods.next().map_or("month", granularity_of);
    context.say(&format!("each_{granularity}"), &[])
}

/// Which periods lie outside the control limits.
fn of_limits(context: &Context, control: &Control) -> String {
    let out = || control.limits.iter().filter(|limits| limits.out);
    let n = out().count();
    if n == 0 {
        return context.say("limits_none_out", &[]);
    }
    let mut names: Vec<String> = out()
        .take(NAMED)
        .map(|limits| context.locale.period(&limits.period))
        .collect();
    if n > NAMED {
        let more = (n - NAMED) as u64;
        names.push(context.locale.say_count("and_more", more, &[]));
    }
    let periods = context.locale.list(&names);
    context
        .locale
        .say_count("limits_out", n as u64, &[("periods", &periods)])
}

/// "Of the change of +3.0, +1.0 comes from another mix of “Channel” and +2.0 from changes within."
fn of_mix(context: &Context, style: &Style, unit: &Unit, mix: &Mix) -> String {
    let label = context.locale.data(&mix.label);
    let field = context.say("quoted", &[("label", &label)]);
    let (Some(total), Some(of_mix), Some(of_parts)) = (mix.total, mix.of_mix, mix.of_parts) else {
        return context.say("mix_no_method", &[("field", &field)]);
    };
    let signed = |value| {
        let digits = style.difference(&context.locale, value);
        match unit {
            Unit::Share => context.say("points_short", &[("n", &digits)]),
            _ => digits,
        }
    };
    let split = context.say(
        "mix_split",
        &[
            ("field", &field),
            ("total", &signed(total)),
            ("mix", &signed(of_mix)),
            ("parts", &signed(of_parts)),
        ],
    );
    let left_out = (mix.left_out > 0).then(|| {
        context
            .locale
            .say_count("mix_left_out", mix.left_out, &[("field", &field)])
    });
    [Some(split), left_out]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
}
