//! The bar above the fold: how all respondents divide by the question that matters.

use crate::cells::{Dimension, Tallied, Variable};
use crate::language::query::{
    AnswerId, Good, Measure, Predicate, Query, Reading, Scale, Section, SegmentId,
};
use crate::statistics::Binary;
use crate::statistics::one_group::share;
use crate::statistics::rules::small_base::SUPPRESSED_BELOW;

use super::context::Context;
use super::figure::{LEVEL, design_effect, hidden};
use super::model::{Absent, Figure, Split, SplitPart, Tone, Unit};
use super::sample::{Answers, Sample, binary};

/// A part before it is counted.
struct Part {
    name: String,
    codes: String,
    predicate: Predicate,
}

/// The split of a page; none where nothing divides its respondents into parts that share nobody.
pub fn split(context: &Context<'_>) -> Option<Split> {
    match question(context) {
        Some(answer) => {
            let of = context.query.answer(answer);
            let question = of.label.clone().unwrap_or_else(|| of.header.clone());
            Some(count(context, question, parts(context.query, answer)))
        }
        None => of_segments(context),
    }
}

/// Counts the parts, from the best to the worst.
fn count(context: &Context<'_>, question: String, parts: Vec<Part>) -> Split {
    let last = parts.len().saturating_sub(1);
    let parts = parts
        .into_iter()
        .enumerate()
        .map(|(index, part)| {
            let sample = Sample::of_predicate(context.query, context.tallies, part.predicate);
            SplitPart {
                share: figure(&question, &part.name, &sample),
                name: part.name,
                codes: part.codes,
                tone: match index {
                    0 => Tone::Good,
                    index if index == last => Tone::Bad,
                    _ => Tone::Neutral,
                },
            }
        })
        .collect();
    Split { question, parts }
}

/// The two segments of the first comparison, if together they are all respondents.
fn of_segments(context: &Context<'_>) -> Option<Split> {
    let (left, right) = context
        .report
        .sections
        .iter()
        .find_map(|section| match section {
            Section::Compare { groups, .. } => match groups[..] {
                [left, right] => Some((left, right)),
                _ => None,
            },
            _ => None,
        })?;
    let inside = |segment| Predicate::In(segment);
    let both = context.tallies.total(Tallied {
        variable: Variable::Truth(inside(left)),
        of: None,
        by: vec![Dimension::Where(inside(right))],
    });
    let either = context.tallies.total(Tallied {
        variable: Variable::Truth(Predicate::Any(vec![inside(left), inside(right)])),
        of: None,
        by: Vec::new(),
    });
    let part = |segment: SegmentId| Part {
        name: context.query.segment(segment).label.clone(),
        codes: String::new(),
        predicate: inside(segment),
    };
    let split = count(context, String::new(), vec![part(left), part(right)]);
    (binary(&both).yes.is_empty() && binary(&either).no.is_empty()).then_some(split)
}

/// The question: that of the first key figure or comparison that rests on one whose parts have
/// names.
fn question(context: &Context<'_>) -> Option<AnswerId> {
    let query = context.query;
    let mut found = Vec::new();
    for section in &context.report.sections {
        match section {
            Section::Compare { groups, .. } => {
                let answer = |segment: &SegmentId| answer_of(query, &Predicate::In(*segment));
                found.extend(groups.iter().map(answer));
            }
            Section::Summary { metrics, .. } => {
                found.extend(
                    metrics
                        .iter()
                        .map(|metric| match &query.metric(*metric).measure {
                            Measure::Share(predicate) => answer_of(query, predicate),
                            Measure::Nps(answer) => Some(*answer),
                            _ => None,
                        }),
                );
            }
            _ => {}
        }
    }
    found
        .into_iter()
        .flatten()
        .find(|answer| match &query.answer(*answer).reading {
            Reading::Scale(scale) => covers(scale),
            Reading::Category(bands) => bands.len() >= 2,
            _ => false,
        })
}

/// The question that a predicate is about.
fn answer_of(query: &Query, predicate: &Predicate) -> Option<AnswerId> {
    match predicate {
        Predicate::Codes { answer, .. } | Predicate::OneOf { answer, .. } => Some(*answer),
        Predicate::In(segment) => answer_of(query, &query.segment(*segment).predicate),
        Predicate::Not(inner) => answer_of(query, inner),
        _ => None,
    }
}

/// Whether a scale's parts are at least two and hold every code once.
fn covers(scale: &Scale) -> bool {
    let parts = |code: i16| {
        let holds = |&(low, high): &(i16, i16)| (low..=high).contains(&code);
        scale
            .bands
            .iter()
            .filter(|band| band.codes.iter().any(holds))
            .count()
    };
    scale.bands.len() >= 2 && (scale.low..=scale.high).all(|code| parts(code) == 1)
}

/// The named parts of a question: of a scale from its good end, of a category as declared.
fn parts(query: &Query, answer: AnswerId) -> Vec<Part> {
    match &query.answer(answer).reading {
        Reading::Scale(scale) => {
            let mut bands: Vec<_> = scale.bands.iter().collect();
            bands.sort_by_key(|band| band.codes.first().copied());
            if scale.good != Good::Low {
                bands.reverse();
            }
            let part = |band: &crate::language::query::Band| Part {
                name: band.name.clone(),
                codes: words(scale, &band.codes),
                predicate: Predicate::Codes {
                    answer,
                    ranges: band.codes.clone(),
                },
            };
            bands.into_iter().map(part).collect()
        }
        Reading::Category(bands) => bands
            .iter()
            .map(|band| Part {
                name: band.name.clone(),
                codes: String::new(),
                predicate: Predicate::OneOf {
                    answer,
                    values: band.values.clone(),
                },
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// Codes in words: "4–5". Nothing where codes have texts of their own.
fn words(scale: &Scale, codes: &[(i16, i16)]) -> String {
    if !scale.labels.is_empty() {
        return String::new();
    }
    let range = |&(low, high): &(i16, i16)| {
        if low == high {
            low.to_string()
        } else {
            format!("{low}–{high}")
        }
    };
    codes.iter().map(range).collect::<Vec<_>>().join(", ")
}

fn figure(question: &str, part: &str, sample: &Sample) -> Figure {
    let answers = match &sample.answers {
        Answers::Share(answers) => *answers,
        _ => Binary::default(),
    };
    let estimate = share::estimate(&answers, LEVEL);
    let figure = Figure {
        section: "split".to_owned(),
        metric: question.to_owned(),
        by: None,
        segment: Some(part.to_owned()),
        period: None,
        unit: Unit::Share,
        estimate: estimate.value,
        low: estimate.interval.and_then(|interval| interval.low),
        high: estimate.interval.and_then(|interval| interval.high),
        level: LEVEL.get(),
        n: Some(estimate.n),
        effective_n: Some(estimate.effective_n),
        design_effect: design_effect(estimate.n, estimate.effective_n),
        customers: sample.customers(),
        missing: Some(sample.missing),
        method: sample.name_of(estimate.method),
        small_base: false,
        absent: estimate.value.is_none().then_some(Absent::NoAnswers),
        no_interval: None,
    };
    if (1..SUPPRESSED_BELOW).contains(&sample.people()) {
        hidden(figure)
    } else {
        figure
    }
}
