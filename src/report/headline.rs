//! The one sentence, or two, that answers.

use super::between::Between;
use super::context::Context;
use super::locale::capitalised;
use super::statement;
use super::style::Style;
use super::walk;
use crate::figures::model::{Compare, Kpi, SplitPart, Tone, Unit, Verdict};

/// What the page says first: the first key figure, and what sets groups apart most or has
/// changed.
pub fn headline(context: &Context) -> String {
    let mut sentences = Vec::new();
    sentences.extend(answer(context));
    sentences.extend(
        widest_gap(context)
            .or_else(|| change(context))
            .or_else(|| no_gap(context))
            .or_else(|| nothing_clear(context)),
    );
    if sentences.is_empty() {
        sentences.push(
            context
                .locale
                .say_count("headline_nothing", context.figures.base.n, &[]),
        );
    }
    sentences.join(" ")
}

/// The first key figure in words; without key figures the best part of the bar.
fn answer(context: &Context) -> Option<String> {
    let first = kpis(context)
        .into_iter()
        .find(|kpi| kpi.figure.estimate.is_some());
    let Some(kpi) = first else {
        let split = context.figures.split.as_ref()?;
        let good = split.parts.iter().find(|part| part.tone == Tone::Good);
        return share_of_part(context, good.or(split.parts.first())?);
    };
    match kpi.metric.unit {
        Unit::Share => share(context, kpi),
        Unit::Points => score(context, kpi).or_else(|| plain(context, kpi)),
        _ => plain(context, kpi),
    }
}

/// The part of the bar that a key figure is the share of.
pub fn part_of<'a>(context: &Context<'a>, kpi: &Kpi) -> Option<&'a SplitPart> {
    let split = context.figures.split.as_ref()?;
    split.parts.iter().find(|part| {
        kpi.metric.unit == Unit::Share
            && kpi.figure.estimate.is_some()
            && part.share.estimate == kpi.figure.estimate
            && part.share.n == kpi.figure.n
    })
}

/// "68.1% of customers are satisfied.", or "Would buy again: 68.1% of respondents."
fn share(context: &Context, kpi: &Kpi) -> Option<String> {
    let share = Style::SHARE.value(&context.locale, kpi.figure.estimate?);
    let known = part_of(context, kpi).and_then(|part| known_share(context, part, &share));
    Some(known.unwrap_or_else(|| {
        // A share of some of them is no share of the respondents.
        let key = if kpi.metric.formula.contains(") of ") {
            "headline_share_of_some"
        } else {
            "headline_share_other"
        };
        let band = context.title(&kpi.metric);
        context.say(key, &[("share", &share), ("band", &band)])
    }))
}

fn share_of_part(context: &Context, part: &SplitPart) -> Option<String> {
    let share = Style::SHARE.value(&context.locale, part.share.estimate?);
    Some(known_share(context, part, &share).unwrap_or_else(|| {
        let band = context.band(&part.name, "");
        let places = [("share", share.as_str()), ("band", band.as_str())];
        context.say("headline_share_other", &places)
    }))
}

/// The sentence for a part that every survey has; a yes says nothing without its question.
fn known_share(context: &Context, part: &SplitPart, share: &str) -> Option<String> {
    let known = format!("headline_share_{}", part.name);
    let question = &context.figures.split.as_ref()?.question;
    let places = [("share", share), ("question", question.as_str())];
    context.locale.try_say(&known, &places)
}

/// "Net promoter score +12: 46% promoters, 34% detractors.", where the bar shows those two.
fn score(context: &Context, kpi: &Kpi) -> Option<String> {
    let parts = &context.figures.split.as_ref()?.parts;
    let part = |name: &str| parts.iter().find(|part| part.name == name)?.share.estimate;
    let (promoters, detractors) = (part("promoter")?, part("detractor")?);
    let value = kpi.figure.estimate?;
    if ((promoters - detractors) * 100.0 - value).abs() > 1e-6 {
        return None;
    }
    let share = |value| Style::SHARE.value(&context.locale, value);
    let style = context.styles.get(&kpi.metric);
    Some(context.say(
        "headline_score",
        &[
            ("metric", &context.title(&kpi.metric)),
            ("value", &style.value(&context.locale, value)),
            ("promoters", &share(promoters)),
            ("detractors", &share(detractors)),
        ],
    ))
}

/// "Waiting time: 5.8 minutes (95% CI 5.5 to 6.1)."
fn plain(context: &Context, kpi: &Kpi) -> Option<String> {
    let style = context.styles.get(&kpi.metric);
    let mut value = style.with_unit(&context.locale, kpi.figure.estimate?);
    if let Some(interval) = context.interval(&style, &kpi.figure) {
        let places = [("value", value.as_str()), ("range", interval.as_str())];
        value = context.say("value_and_range", &places);
    }
    let metric = context.title(&kpi.metric);
    Some(context.say("headline_kpi", &[("metric", &metric), ("value", &value)]))
}

/// What sets the groups of a comparison apart most.
fn widest_gap(context: &Context) -> Option<String> {
    let claim = comparisons(context).into_iter().find_map(|compare| {
        compare.rows.iter().find_map(|row| {
            let between = Between::of_row(compare, row)?;
            let statement = statement::of(context, &between)?;
            Some(if statement.is_ratio {
                statement.claim
            } else {
                statement::widest(context, &between)
            })
        })
    })?;
    Some(context.say("sentence", &[("claim", &capitalised(&claim))]))
}

/// That the groups of a comparison do not differ.
fn no_gap(context: &Context) -> Option<String> {
    let compare = comparisons(context)
        .into_iter()
        .find(|c| c.refused.is_none() && none_differs(c))?;
    let (left, right) = context.first_and_last(&compare.groups);
    Some(context.say("headline_no_gap", &[("left", &left), ("right", &right)]))
}

/// That nothing that the page tested is clear.
fn nothing_clear(context: &Context) -> Option<String> {
    let made = context.figures.comparisons_made as u64;
    let nothing = made > 0 && context.figures.comparisons_clear == 0;
    nothing.then(|| {
        context
            .locale
            .say_count("headline_nothing_clear", made, &[])
    })
}

/// Whether a comparison was tested and shows nothing.
pub fn none_differs(compare: &Compare) -> bool {
    let pairs = compare.rows.iter().flat_map(|row| &row.pairs);
    let contrasts = pairs.filter_map(|pair| pair.contrast.as_ref());
    let verdicts: Vec<Verdict> = contrasts.map(|contrast| contrast.verdict).collect();
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
    if !change.contrast.matters() {
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
            ("metric", &context.subject(&kpi.metric)),
            ("amount", &style.amount(&context.locale, difference)),
            ("period", &context.locale.period(previous)),
            (
                "now",
                &style.with_unit(&context.locale, change.current.estimate?),
            ),
            (
                "current",
                &context.locale.period(change.current.period.as_deref()?),
            ),
        ],
    ))
}

/// The key figures of all summaries.
pub fn kpis<'a>(context: &Context<'a>) -> Vec<&'a Kpi> {
    walk::summaries(context.figures)
        .flat_map(|summary| &summary.kpis)
        .collect()
}

/// The comparisons of groups.
pub fn comparisons<'a>(context: &Context<'a>) -> Vec<&'a Compare> {
    walk::comparisons(context.figures).collect()
}
