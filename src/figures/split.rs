//! The bar above the fold: how all respondents divide by the question that matters.

use crate::cells::{Tallied, Variable};
use crate::language::query::{AnswerId, Band, Good, Measure, Predicate, Query, Reading, Scale, Section, SegmentId};
use crate::statistics::one_group::share;
use crate::statistics::rules::small_base::SUPPRESSED_BELOW;
use crate::statistics::{Binary, Distribution};

use super::context::Context;
use super::figure::{LEVEL, hidden};
use super::model::{Absent, Figure, Split, SplitPart, Tone, Unit};
use super::sample::distribution;

/// The split of a page; none where no question divides its respondents.
pub fn split(context: &Context<'_>) -> Option<Split> {
    let answer = question(context)?;
    let of = context.query.answer(answer);
    let Reading::Scale(scale) = &of.reading else {
        return None;
    };
    let cell = context.tallies.total(Tallied { variable: Variable::Codes(answer), of: None, by: Vec::new() });
    let codes = distribution(&cell);
    let mut bands: Vec<&Band> = scale.bands.iter().collect();
    bands.sort_by_key(|band| band.codes.first().copied());
    if scale.good != Good::Low {
        bands.reverse();
    }
    let last = bands.len().saturating_sub(1);
    let parts = bands
        .into_iter()
        .enumerate()
        .map(|(index, band)| SplitPart {
            name: band.name.clone(),
            codes: words(scale, band),
            tone: match index {
                0 => Tone::Good,
                index if index == last => Tone::Bad,
                _ => Tone::Neutral,
            },
            share: figure(&of.name, band, &codes, cell.missing),
        })
        .collect();
    Some(Split { question: of.label.clone().unwrap_or_else(|| of.header.clone()), parts })
}

/// The question: that of the first key figure or comparison that rests on a scale whose parts
/// have names.
fn question(context: &Context<'_>) -> Option<AnswerId> {
    let query = context.query;
    let banded = |answer: &AnswerId| match &query.answer(*answer).reading {
        Reading::Scale(scale) => covers(scale),
        _ => false,
    };
    let of_segment = |segment: SegmentId| scale_of(query, &query.segment(segment).predicate);
    let mut found = Vec::new();
    for section in &context.report.sections {
        match section {
            Section::Compare { left, right, .. } => found.extend([of_segment(*left), of_segment(*right)]),
            Section::Summary { metrics, .. } => {
                for metric in metrics {
                    found.push(match &query.metric(*metric).measure {
                        Measure::Share(predicate) => scale_of(query, predicate),
                        Measure::Nps(answer) => Some(*answer),
                        _ => None,
                    });
                }
            }
            _ => {}
        }
    }
    found.into_iter().flatten().find(banded)
}

/// Whether a scale's parts are at least two and hold every code once.
fn covers(scale: &Scale) -> bool {
    let parts = |code: i16| {
        scale.bands.iter().filter(|band| band.codes.iter().any(|&(low, high)| (low..=high).contains(&code))).count()
    };
    scale.bands.len() >= 2 && (scale.low..=scale.high).all(|code| parts(code) == 1)
}

fn scale_of(query: &Query, predicate: &Predicate) -> Option<AnswerId> {
    match predicate {
        Predicate::Codes { answer, .. } => Some(*answer),
        Predicate::In(segment) => scale_of(query, &query.segment(*segment).predicate),
        Predicate::Not(inner) => scale_of(query, inner),
        _ => None,
    }
}

fn answers(band: &Band, codes: &Distribution) -> Binary {
    codes.split(|code| band.codes.iter().any(|&(low, high)| f64::from(low) <= code && code <= f64::from(high)))
}

fn figure(question: &str, band: &Band, codes: &Distribution, missing: u64) -> Figure {
    let estimate = share::estimate(&answers(band, codes), LEVEL);
    let figure = Figure {
        section: "split".to_owned(),
        metric: question.to_owned(),
        segment: Some(band.name.clone()),
        period: None,
        unit: Unit::Share,
        estimate: estimate.value,
        low: estimate.interval.and_then(|interval| interval.low),
        high: estimate.interval.and_then(|interval| interval.high),
        level: LEVEL.get(),
        n: Some(estimate.n),
        effective_n: Some(estimate.effective_n),
        missing: Some(missing),
        method: estimate.method.name().to_owned(),
        small_base: false,
        absent: estimate.value.is_none().then_some(Absent::NoAnswers),
    };
    if (1..SUPPRESSED_BELOW).contains(&estimate.n) { hidden(figure) } else { figure }
}

/// A band's codes in words: "4–5". Nothing where each code has a name of its own.
fn words(scale: &Scale, band: &Band) -> String {
    if !scale.labels.is_empty() || scale.low == scale.high {
        return String::new();
    }
    let range = |&(low, high): &(i16, i16)| {
        if low == high { low.to_string() } else { format!("{low}–{high}") }
    };
    band.codes.iter().map(range).collect::<Vec<_>>().join(", ")
}
