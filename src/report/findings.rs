//! What was found: the strongest statements that the figures support, chosen by rule.

use std::cmp::Reverse;

use serde::Serialize;

use super::context::Context;
use super::evidence::{self, Evidence, Strength};
use super::headline::{change_claim, comparisons, kpis, none_differs};
use super::locale::capitalised;
use super::statement::{self, Statement};
use crate::figures::model::{
    AgainstBenchmark, BenchmarkedQuantity, Compare, CompareRow, Kpi, Section, Series, Standing,
    Tone, Verdict,
};

/// At most so many findings stand above the fold.
const SHOWN: usize = 3;
/// At most so many measures are named in one sentence.
const NAMED: usize = 3;

/// A statement with its evidence.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Finding {
    /// "1", in the page's digits.
    pub number: String,
    /// The claim.
    pub claim: String,
    /// Its interval and the figures behind it.
    pub rest: String,
    /// How strong the evidence is, and why.
    pub evidence: Evidence,
}

/// The kinds of findings; of two that are equally well supported the first kind comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    WidestGap,
    Change,
    AgainstThePattern,
    Benchmark,
    Pattern,
    OtherGaps,
    NothingDiffers,
}

struct Candidate {
    kind: Kind,
    claim: String,
    rest: String,
    evidence: Evidence,
}

/// The findings, strongest first. `None` where nothing was tested, and an empty list where
/// tests were made and nothing came of them.
pub fn findings(context: &Context) -> Option<Vec<Finding>> {
    let mut candidates = Vec::new();
    for compare in comparisons(context).into_iter().filter(|c| c.overlap == 0) {
        candidates.extend(gaps(context, compare));
        candidates.extend(against_the_pattern(context, compare));
        candidates.extend(pattern(context, compare));
        candidates.extend(nothing_differs(context, compare));
    }
    for kpi in kpis(context) {
        candidates.extend(change(context, kpi));
        candidates.extend(benchmark(context, kpi));
    }
    candidates.extend(trends(context));
    if candidates.is_empty() && context.figures.comparisons_made == 0 {
        return None;
    }
    // Other gaps only fill up. The sort is stable: within a kind the order is that of the page.
    candidates.sort_by_key(|c| {
        (
            c.kind == Kind::OtherGaps,
            Reverse(c.evidence.strength),
            c.kind,
        )
    });
    candidates.truncate(SHOWN);
    let numbered = candidates.into_iter().zip(1u64..);
    Some(
        numbered
            .map(|(candidate, number)| Finding {
                number: context.locale.integer(number),
                claim: finished(context, &candidate.claim, &candidate.rest),
                rest: candidate.rest,
                evidence: candidate.evidence,
            })
            .collect(),
    )
}

/// A claim with its full stop, unless brackets follow.
fn finished(context: &Context, claim: &str, rest: &str) -> String {
    let claim = capitalised(claim);
    if rest.starts_with('(') {
        claim
    } else {
        context.say("sentence", &[("claim", &claim)])
    }
}

/// The widest gap of a comparison, and those that come next.
fn gaps(context: &Context, compare: &Compare) -> Vec<Candidate> {
    let clear = compare.rows.iter().filter(|row| !is_against(compare, row));
    let mut told = clear.filter_map(|row| {
        let statement = statement::of_row(context, compare, row)?;
        let contrast = row.contrast.as_ref()?;
        let evidence = evidence::of_contrast(context, contrast, &row.left, &row.right);
        Some((row, statement, evidence))
    });
    let Some((_, widest, evidence)) = told.next() else {
        return Vec::new();
    };
    let mut candidates = vec![Candidate {
        kind: Kind::WidestGap,
        rest: behind(context, &widest),
        claim: widest.claim,
        evidence,
    }];
    let next: Vec<_> = told.take(NAMED).collect();
    if let Some((_, _, evidence)) = next.iter().min_by_key(|(.., evidence)| evidence.strength) {
        let gaps: Vec<String> = next
            .iter()
            .filter_map(|(row, ..)| {
                let difference = row.contrast.as_ref()?.difference?;
                let amount = context
                    .styles
                    .get(&row.metric)
                    .amount(&context.locale, difference);
                let metric = context.label(&row.metric);
                Some(context.say(
                    "metric_and_amount",
                    &[("metric", &metric), ("amount", &amount)],
                ))
            })
            .collect();
        candidates.push(Candidate {
            kind: Kind::OtherGaps,
            claim: context.say("claim_next_gaps", &[("gaps", &context.locale.list(&gaps))]),
            rest: String::new(),
            evidence: evidence.clone(),
        });
    }
    candidates
}

/// The interval and the values behind a claim.
fn behind(context: &Context, statement: &Statement) -> String {
    match &statement.interval {
        Some(interval) => context.say(
            "finding_rest",
            &[("interval", interval), ("values", &statement.values)],
        ),
        None => context.say("sentence", &[("claim", &statement.values)]),
    }
}

/// Whether a clear difference goes the other way than the groups' names promise.
fn is_against(compare: &Compare, row: &CompareRow) -> bool {
    better_group(compare, row).is_some_and(|better| {
        let other = if better.name == compare.left.name {
            &compare.right
        } else {
            &compare.left
        };
        better.tone != Tone::Good && other.tone == Tone::Good
    })
}

/// The group that does clearly better on a metric whose good direction is known.
fn better_group<'a>(
    compare: &'a Compare,
    row: &CompareRow,
) -> Option<&'a crate::figures::model::Group> {
    let contrast = row.contrast.as_ref()?;
    let left_is_higher = contrast.difference? > 0.0;
    if contrast.verdict != Verdict::Differs {
        return None;
    }
    let left_is_better = left_is_higher == row.metric.more_is_good?;
    Some(if left_is_better {
        &compare.left
    } else {
        &compare.right
    })
}

fn against_the_pattern(context: &Context, compare: &Compare) -> Option<Candidate> {
    let row = compare.rows.iter().find(|row| is_against(compare, row))?;
    let contrast = row.contrast.as_ref()?;
    let statement = statement::of_row(context, compare, row)?;
    Some(Candidate {
        kind: Kind::AgainstThePattern,
        claim: context.say("claim_against_pattern", &[("claim", &statement.claim)]),
        rest: behind(context, &statement),
        evidence: evidence::of_contrast(context, contrast, &row.left, &row.right),
    })
}

/// "Satisfied customers do better on 13 of 14 measures."
fn pattern(context: &Context, compare: &Compare) -> Option<Candidate> {
    let good = [&compare.left, &compare.right]
        .into_iter()
        .find(|group| group.tone == Tone::Good)?;
    let (better, other): (Vec<_>, Vec<_>) = compare
        .rows
        .iter()
        .partition(|row| better_group(compare, row).is_some_and(|group| group.name == good.name));
    if better.len() < 2 {
        return None;
    }
    let places = (
        context.locale.integer(better.len() as u64),
        context.locale.integer(compare.rows.len() as u64),
    );
    let claim = if other.is_empty() {
        context.say(
            "claim_better_on_all",
            &[("group", &context.group(good)), ("n", &places.1)],
        )
    } else {
        context.say(
            "claim_better_on",
            &[
                ("group", &context.group(good)),
                ("k", &places.0),
                ("n", &places.1),
            ],
        )
    };
    let (worse, rest): (Vec<_>, Vec<_>) =
        other.into_iter().partition(|row| is_against(compare, row));
    let unclear: Vec<&CompareRow> = rest
        .into_iter()
        .filter(|row| {
            row.contrast
                .as_ref()
                .is_some_and(|c| c.verdict == Verdict::NoClearDifference)
        })
        .collect();
    let sentences: Vec<String> = [("rest_worse_on", worse), ("rest_no_clear_on", unclear)]
        .into_iter()
        .filter(|(_, rows)| !rows.is_empty())
        .map(|(key, rows)| context.say(key, &[("metrics", &named(context, &rows))]))
        .collect();
    let mut strengths: Vec<Strength> = better
        .iter()
        .filter_map(|row| Some((row, row.contrast.as_ref()?)))
        .map(|(row, c)| evidence::strength(c.p_adjusted.or(c.p), &[&row.left, &row.right]))
        .collect();
    strengths.sort_unstable();
    // A pattern of many rows is as strong as the middle one of them.
    let strength = *strengths.get(strengths.len() / 2)?;
    let reason = context.say(
        "reason_of_comparisons",
        &[("k", &places.0), ("n", &places.1)],
    );
    Some(Candidate {
        kind: Kind::Pattern,
        claim,
        rest: sentences.join(" "),
        evidence: evidence::named(context, strength, reason),
    })
}

/// Names of measures; of many the first ones and how many more.
fn named(context: &Context, rows: &[&CompareRow]) -> String {
    let mut names: Vec<String> = rows.iter().map(|row| context.label(&row.metric)).collect();
    if names.len() > NAMED {
        let more = (names.len() - NAMED) as u64;
        names.truncate(NAMED);
        names.push(context.locale.say_count("and_more", more, &[]));
    }
    context.locale.list(&names)
}

/// No clear difference anywhere, and what such a base could have shown.
fn nothing_differs(context: &Context, compare: &Compare) -> Option<Candidate> {
    if !none_differs(compare) {
        return None;
    }
    let claim = context.say(
        "claim_no_difference",
        &[
            ("left", &context.group(&compare.left)),
            ("right", &context.group(&compare.right)),
        ],
    );
    let row = compare.rows.first()?;
    let contrast = row.contrast.as_ref()?;
    let rest = contrast.detectable.map(|detectable| {
        let style = context.styles.get(&row.metric);
        context.say(
            "rest_detectable",
            &[
                ("metric", &context.label(&row.metric)),
                ("amount", &style.amount(&context.locale, detectable)),
            ],
        )
    });
    Some(Candidate {
        kind: Kind::NothingDiffers,
        claim,
        rest: rest.unwrap_or_default(),
        evidence: Evidence {
            strength: Strength::Limited,
            ..evidence::of_contrast(context, contrast, &row.left, &row.right)
        },
    })
}

/// A key figure that changed.
fn change(context: &Context, kpi: &Kpi) -> Option<Candidate> {
    let claim = change_claim(context, kpi)?;
    let change = kpi.change.as_ref()?;
    let style = context.styles.get(&kpi.metric);
    let range = statement::size_interval(context, &style, &change.contrast);
    let values = context.say(
        "values_after",
        &[
            ("a", &context.value(&style, &change.current)),
            ("b", &context.value(&style, &change.previous)),
        ],
    );
    let rest = match range {
        Some(range) => context.say(
            "finding_rest",
            &[("interval", &context.ci(&range)), ("values", &values)],
        ),
        None => context.say("sentence", &[("claim", &values)]),
    };
    Some(Candidate {
        kind: Kind::Change,
        claim,
        rest,
        evidence: evidence::of_contrast(
            context,
            &change.contrast,
            &change.current,
            &change.previous,
        ),
    })
}

/// A key figure that stands clearly above or below a published one.
fn benchmark(context: &Context, kpi: &Kpi) -> Option<Candidate> {
    let against: &AgainstBenchmark = kpi.benchmark.as_ref()?;
    if against.with != BenchmarkedQuantity::Figure {
        return None;
    }
    let key = match against.standing {
        Standing::Above => "claim_above_benchmark",
        Standing::Below => "claim_below_benchmark",
        Standing::Level | Standing::Unknown => return None,
    };
    let (number, published) = context.benchmark(&against.benchmark)?;
    let style = context.styles.get(&kpi.metric);
    let claim = context.say(
        key,
        &[
            ("metric", &context.label(&kpi.metric)),
            ("value", &context.value(&style, &kpi.figure)),
            ("benchmark", &context.benchmark_value(published)),
        ],
    );
    let mut reasons = Vec::new();
    if let Some(n) = kpi.figure.n {
        reasons.push(context.say("n_equals", &[("n", &context.locale.integer(n))]));
    }
    reasons.extend(against.p.map(|p| context.p_value(p)));
    let strength = evidence::strength(against.p, &[&kpi.figure]);
    Some(Candidate {
        kind: Kind::Benchmark,
        claim,
        rest: context.say(
            "rest_source",
            &[
                ("label", &context.locale.data(&published.label)),
                ("number", &context.source_mark(number)),
            ],
        ),
        evidence: evidence::named(context, strength, evidence::joined(context, &reasons)),
    })
}

/// Metrics that changed clearly from the first period of a trend to the last.
fn trends(context: &Context) -> Vec<Candidate> {
    let sections = context.figures.sections.iter();
    let series = sections.filter_map(|section| match section {
        Section::Trend(trend) => Some(&trend.series),
        _ => None,
    });
    series
        .flatten()
        .filter_map(|series| trend(context, series))
        .collect()
}

fn trend(context: &Context, series: &Series) -> Option<Candidate> {
    let contrast = series.change.as_ref()?;
    let told = super::sections::trend::movement(context, series)?;
    let (first, last) = super::sections::trend::ends(series)?;
    let style = context.styles.get(&series.metric);
    let range = statement::size_interval(context, &style, contrast)?;
    Some(Candidate {
        kind: Kind::Change,
        claim: told,
        rest: context.say("finding_interval", &[("interval", &context.ci(&range))]),
        evidence: evidence::of_contrast(context, contrast, last, first),
    })
}
