//! The one sentence, or two, that answers.

use super::context::Context;
use super::locale::capitalised;
use super::statement;
use super::style::Style;
use crate::figures::model::{
    Compare, Kpi, Section, Split, SplitPart, Summary, Tone, Unit, Verdict,
};

/// What the page says first.
pub fn headline(context: &Context) -> String {
    let mut sentences = Vec::new();
    let split = context.figures.split.as_ref();
    let part = split.and_then(best_part);
    sentences.extend(part.and_then(|part| share(context, part)));
    if sentences.is_empty() {
        sentences.extend(first_kpi(context));
    }
    let told = part.map(|part| part.name.as_str());
    sentences.extend(comparison(context, told).or_else(|| change(context)));
    if sentences.is_empty() {
        sentences.push(
            context
                .locale
                .say_count("headline_nothing", context.figures.base.n, &[]),
        );
    }
    sentences.join(" ")
}

fn best_part(split: &Split) -> Option<&SplitPart> {
    let good = split.parts.iter().find(|part| part.tone == Tone::Good);
    good.or(split.parts.first())
}

/// "68.1% of customers are satisfied."
fn share(context: &Context, part: &SplitPart) -> Option<String> {
    let share = Style::SHARE.value(&context.locale, part.share.estimate?);
    let known = format!("headline_share_{}", part.name);
    Some(
        context
            .locale
            .try_say(&known, &[("share", &share)])
            .unwrap_or_else(|| {
                let band = context.band(&part.name, "");
                context.say(
                    "headline_share_other",
                    &[("share", &share), ("band", &band)],
                )
            }),
    )
}

/// "Net promoter score: +26 (95% CI +23 to +28)."
fn first_kpi(context: &Context) -> Option<String> {
    let kpi = kpis(context)
        .into_iter()
        .find(|kpi| kpi.figure.estimate.is_some())?;
    let style = context.styles.get(&kpi.metric);
    let mut value = style.with_unit(&context.locale, kpi.figure.estimate?);
    if let Some(interval) = context.interval(&style, &kpi.figure) {
        value = context.say(
            "value_and_range",
            &[("value", &value), ("range", &interval)],
        );
    }
    let metric = context.title(&kpi.metric);
    Some(context.say("headline_kpi", &[("metric", &metric), ("value", &value)]))
}

/// What sets the groups of the first comparison apart most, or that nothing does. `told` is the
/// group that the sentence before was about.
fn comparison(context: &Context, told: Option<&str>) -> Option<String> {
    let compare = comparisons(context).into_iter().find(|c| c.overlap == 0)?;
    let claim = |row| {
        let statement = statement::of_row(context, compare, row)?;
        Some(context.say("sentence", &[("claim", &capitalised(&statement.claim))]))
    };
    let share = compare
        .rows
        .iter()
        .find(|row| row.metric.unit == Unit::Share);
    if let Some(sentence) = share.and_then(claim) {
        return Some(sentence);
    }
    if let Some(row) = compare.rows.first()
        && let Some(statement) = statement::of_row(context, compare, row)
    {
        if let Some(values) = statement::values_of(context, compare, row, told) {
            let metric = context.label(&row.metric);
            return Some(context.say(
                "headline_sets_apart",
                &[("metric", &metric), ("values", &values)],
            ));
        }
        return Some(context.say(
            "headline_widest_gap",
            &[
                ("left", &context.group(&compare.left)),
                ("right", &context.group(&compare.right)),
                ("metric", &context.label(&row.metric)),
                ("values", &statement.values),
            ],
        ));
    }
    none_differs(compare).then(|| {
        context.say(
            "headline_no_gap",
            &[
                ("left", &context.group(&compare.left)),
                ("right", &context.group(&compare.right)),
            ],
        )
    })
}

/// Whether a comparison was tested and shows nothing.
pub fn none_differs(compare: &Compare) -> bool {
    let mut tested = compare.rows.iter().filter_map(|row| row.contrast.as_ref());
    let verdicts: Vec<Verdict> = tested.by_ref().map(|contrast| contrast.verdict).collect();
    verdicts.contains(&Verdict::NoClearDifference) && !verdicts.contains(&Verdict::Differs)
}

/// "CSAT rose 2.3 percentage points on Q2 2026."
fn change(context: &Context) -> Option<String> {
    let claim = kpis(context)
        .into_iter()
        .find_map(|kpi| change_claim(context, kpi))?;
    Some(context.say("sentence", &[("claim", &capitalised(&claim))]))
}

/// What changed since the period before, where it changed clearly.
pub fn change_claim(context: &Context, kpi: &Kpi) -> Option<String> {
    let change = kpi.change.as_ref()?;
    if change.contrast.verdict != Verdict::Differs {
        return None;
    }
    let difference = change.contrast.difference?;
    let style = context.styles.get(&kpi.metric);
    let key = if difference > 0.0 {
        "claim_rose"
    } else {
        "claim_fell"
    };
    let previous = change
        .previous
        .period
        .as_deref()
        .unwrap_or(&change.contrast.right);
    Some(context.say(
        key,
        &[
            ("metric", &context.label(&kpi.metric)),
            ("amount", &style.amount(&context.locale, difference)),
            ("period", &context.locale.period(previous)),
        ],
    ))
}

/// The key figures of all summaries.
pub fn kpis<'a>(context: &Context<'a>) -> Vec<&'a Kpi> {
    summaries(context)
        .into_iter()
        .flat_map(|summary| &summary.kpis)
        .collect()
}

fn summaries<'a>(context: &Context<'a>) -> Vec<&'a Summary> {
    let sections = context.figures.sections.iter();
    sections
        .filter_map(|section| match section {
            Section::Summary(summary) => Some(summary),
            _ => None,
        })
        .collect()
}

/// The comparisons of two groups.
pub fn comparisons<'a>(context: &Context<'a>) -> Vec<&'a Compare> {
    let sections = context.figures.sections.iter();
    sections
        .filter_map(|section| match section {
            Section::Compare(compare) => Some(compare),
            _ => None,
        })
        .collect()
}
