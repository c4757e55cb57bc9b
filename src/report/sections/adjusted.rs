//! What is left of a difference where other answers are held equal.

use super::compare::some;
use super::numbers::bracketed;
use crate::figures::model::{AbsentAdjustment, Adjusted, Compare, Contrast, Verdict};
use crate::report::between::Between;
use crate::report::context::Context;
use crate::report::style::Style;

/// What adjusting does to a difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// It stays clear.
    Stays,
    /// It is not clear any more.
    Goes,
    /// It is clear the other way round.
    Turns,
    /// It is clear only then.
    Appears,
    /// It is not clear either way.
    Unclear,
    /// It can't be told.
    Absent(AbsentAdjustment),
}

const TOLD: [(Outcome, &str); 8] = [
    (Outcome::Stays, "adjusted_stays"),
    (Outcome::Goes, "adjusted_goes"),
    (Outcome::Turns, "adjusted_turns"),
    (Outcome::Appears, "adjusted_appears"),
    (Outcome::Unclear, "adjusted_unclear"),
    (
        Outcome::Absent(AbsentAdjustment::NoMethod),
        "adjusted_no_method",
    ),
    (
        Outcome::Absent(AbsentAdjustment::NoCommonStratum),
        "adjusted_no_stratum",
    ),
    (
        Outcome::Absent(AbsentAdjustment::TooFew),
        "adjusted_too_few",
    ),
];

/// "+12.1 (+8.0 to +16.2) adjusted", for the cell of the gap.
pub fn beside(context: &Context, style: &Style, adjusted: &Adjusted) -> Option<String> {
    let contrast = adjusted.contrast.as_ref()?;
    let value = difference(context, style, contrast)?;
    Some(context.say("adjusted_gap", &[("gap", &value)]))
}

/// "+12.1 (+8.0 to +16.2)".
pub fn difference(context: &Context, style: &Style, contrast: &Contrast) -> Option<String> {
    let value = style.difference(&context.locale, contrast.difference?);
    let (low, high) = (contrast.difference_low, contrast.difference_high);
    let range = style.difference_interval(&context.locale, low, high);
    Some(bracketed(context, value, range))
}

/// Whether differences stay where other answers are held equal.
pub fn sentences(context: &Context, compare: &Compare) -> Vec<String> {
    let rows = compare.rows.iter();
    let outcomes: Vec<(Outcome, String)> = rows
        .filter_map(|row| Between::of_row(compare, row))
        .filter_map(|between| Some((outcome(&between)?, context.quoted(between.metric))))
        .collect();
    let fields = fields(context, compare);
    TOLD.iter()
        .filter_map(|(wanted, key)| {
            let of = outcomes.iter().filter(|(found, _)| found == wanted);
            let names: Vec<String> = of.map(|(_, name)| name.clone()).collect();
            let metrics = (!names.is_empty()).then(|| some(context, names))?;
            Some(context.say(key, &[("fields", &fields), ("metrics", &metrics)]))
        })
        .collect()
}

fn outcome(between: &Between) -> Option<Outcome> {
    let adjusted = between.adjusted?;
    if let Some(why) = adjusted.absent {
        return Some(Outcome::Absent(why));
    }
    let (raw, within) = (between.contrast?, adjusted.contrast.as_ref()?);
    let sign = |contrast: &Contrast| contrast.difference.map(f64::signum);
    Some(match (raw.verdict, within.verdict) {
        (_, Verdict::TooFew) => Outcome::Absent(AbsentAdjustment::TooFew),
        (Verdict::Differs, Verdict::Differs) if sign(raw) == sign(within) => Outcome::Stays,
        (Verdict::Differs, Verdict::Differs) => Outcome::Turns,
        (Verdict::Differs, _) => Outcome::Goes,
        (_, Verdict::Differs) => Outcome::Appears,
        _ => Outcome::Unclear,
    })
}

/// The questions that are held equal, in words.
pub fn fields(context: &Context, compare: &Compare) -> String {
    let quoted = |label: &String| {
        let label = context.locale.data(label);
        context.say("quoted", &[("label", &label)])
    };
    let fields: Vec<String> = compare.adjusted_for.iter().map(quoted).collect();
    context.locale.list(&fields)
}

/// How it was done, and who is left out.
pub fn note(context: &Context, compare: &Compare) -> Option<String> {
    let pairs = || compare.rows.iter().flat_map(|row| &row.pairs);
    let adjusted = || pairs().filter_map(|pair| pair.adjusted.as_ref());
    let all = || adjusted().filter(|adjusted| adjusted.contrast.is_some());
    let strata = all().map(|adjusted| adjusted.strata).max()?;
    let left_out = all().map(|adjusted| adjusted.left_out).max()?;
    let places = [
        ("fields", fields(context, compare)),
        ("strata", context.locale.integer(strata)),
    ];
    let places = places.each_ref().map(|(key, value)| (*key, value.as_str()));
    let how = context.say("note_adjusted", &places);
    let who = (left_out > 0).then(|| {
        context
            .locale
            .say_count("note_adjusted_left_out", left_out, &[])
    });
    Some(
        [Some(how), who]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" "),
    )
}
