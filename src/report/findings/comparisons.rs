//! Findings from comparisons of groups.

use super::{Candidate, Kind};
use crate::figures::model::{Compare, Group, Tone, Verdict};
use crate::report::between::Between;
use crate::report::context::Context;
use crate::report::evidence::{self, Evidence, Strength};
use crate::report::headline::none_differs;
use crate::report::locale::capitalised;
use crate::report::statement::{self, Statement};

/// At most so many measures are named in one sentence.
const NAMED: usize = 3;

/// What a comparison has to say; nothing where it was refused.
pub fn candidates(context: &Context, compare: &Compare) -> Vec<Candidate> {
    if compare.refused.is_some() {
        return Vec::new();
    }
    let mut candidates = gaps(context, compare);
    candidates.extend(against_the_pattern(context, compare));
    candidates.extend(pattern(context, compare));
    candidates.extend(nothing_differs(context, compare));
    candidates
}

/// The widest gap of a comparison, and those that come next.
fn gaps(context: &Context, compare: &Compare) -> Vec<Candidate> {
    let rows = compare.rows.iter();
    let all = rows.filter_map(|row| Between::of_row(compare, row));
    let mut told = all
        .filter(|between| !breaks_pattern(compare, between))
        .filter_map(|between| {
            let statement = statement::of(context, &between)?;
            let contrast = between.contrast?;
            let evidence =
                evidence::of_contrast(context, contrast, between.left.1, between.right.1);
            Some((between, contrast.difference?, statement, evidence))
        });
    let Some((.., widest, evidence)) = told.next() else {
        return Vec::new();
    };
    let mut candidates = vec![Candidate {
        kind: Kind::WidestGap,
        rest: behind(context, &widest),
        claim: widest.claim,
        evidence,
    }];
    let next: Vec<_> = told.collect();
    candidates.extend(next_gaps(context, &next));
    candidates
}

/// "Higher among satisfied customers than among dissatisfied customers: …", for the next gaps
/// that go the same way as the first of them.
fn next_gaps(context: &Context, next: &[(Between, f64, Statement, Evidence)]) -> Option<Candidate> {
    let (first, direction, ..) = next.first()?;
    let (higher, other) = statement::higher_first(first, *direction);
    let same = next
        .iter()
        .filter(|(between, difference, ..)| {
            let (above, below) = statement::higher_first(between, *difference);
            above.name == higher.name && below.name == other.name
        })
        .take(NAMED);
    let (mut gaps, mut evidence): (Vec<String>, Option<&Evidence>) = (Vec::new(), None);
    for (row, difference, _, own) in same {
        let style = context.styles.get(row.metric);
        let amount = style.amount(&context.locale, *difference);
        let places = [("metric", context.label(row.metric)), ("amount", amount)];
        let places = places.each_ref().map(|(key, value)| (*key, value.as_str()));
        gaps.push(context.say("metric_and_amount", &places));
        if evidence.is_none_or(|weakest| own.strength < weakest.strength) {
            evidence = Some(own);
        }
    }
    let claim = context.say(
        "claim_next_gaps",
        &[
            ("a", &context.group(higher)),
            ("b", &context.group(other)),
            ("gaps", &context.locale.list(&gaps)),
        ],
    );
    Some(Candidate {
        kind: Kind::OtherGaps,
        claim,
        rest: String::new(),
        evidence: evidence?.clone(),
    })
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
fn is_against(between: &Between) -> bool {
    let (left, right) = (between.left.0, between.right.0);
    better_group(between).is_some_and(|better| {
        let other = if better.name == left.name {
            right
        } else {
            left
        };
        better.tone != Tone::Good && other.tone == Tone::Good
    })
}

/// The group that does clearly better on a metric whose good direction is known.
fn better_group<'a>(between: &Between<'a>) -> Option<&'a Group> {
    let contrast = between.contrast.filter(|_| between.matters())?;
    let left_is_higher = contrast.difference? > 0.0;
    let left_is_better = left_is_higher == between.metric.more_is_good?;
    Some(if left_is_better {
        between.left.0
    } else {
        between.right.0
    })
}

/// The rows of a comparison of two groups. Of more there is no pattern to tell.
fn of_two(compare: &Compare) -> impl Iterator<Item = Between<'_>> {
    let rows = compare.rows.iter().filter(|row| row.pairs.len() == 1);
    rows.filter_map(|row| Between::of_row(compare, row))
}

/// Whether a row goes against a pattern that is there: on most measures of the same kind, and
/// on two of them at least, the good group does better.
fn breaks_pattern(compare: &Compare, row: &Between) -> bool {
    let kind = |row: &Between| {
        let unit = std::mem::discriminant(&row.metric.unit);
        (unit, row.metric.bounds.is_some())
    };
    let alike = || of_two(compare).filter(|other| kind(other) == kind(row));
    let against = alike().filter(is_against).count();
    let clear = alike().filter(|row| better_group(row).is_some());
    let with = clear.count() - against;
    is_against(row) && with >= 2 && with > against
}

fn against_the_pattern(context: &Context, compare: &Compare) -> Option<Candidate> {
    let row = of_two(compare).find(|row| breaks_pattern(compare, row))?;
    let contrast = row.contrast?;
    let statement = statement::of(context, &row)?;
    Some(Candidate {
        kind: Kind::AgainstThePattern,
        claim: context.say("claim_against_pattern", &[("claim", &statement.claim)]),
        rest: behind(context, &statement),
        evidence: evidence::of_contrast(context, contrast, row.left.1, row.right.1),
    })
}

/// "Satisfied customers do better on 13 of 14 measures."
fn pattern(context: &Context, compare: &Compare) -> Option<Candidate> {
    let good = compare
        .groups
        .iter()
        .find(|group| group.tone == Tone::Good)?;
    let (better, other): (Vec<Between>, Vec<Between>) = of_two(compare)
        .partition(|row| better_group(row).is_some_and(|group| group.name == good.name));
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
            &[
                ("group", &capitalised(&context.group(good))),
                ("n", &places.1),
            ],
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
    let (worse, rest): (Vec<_>, Vec<_>) = other.into_iter().partition(is_against);
    let unclear: Vec<Between> = rest
        .into_iter()
        .filter(|row| {
            let contrast = row.contrast;
            contrast.is_some_and(|c| c.verdict == Verdict::NoClearDifference)
        })
        .collect();
    let sentences: Vec<String> = [("rest_worse_on", worse), ("rest_no_clear_on", unclear)]
        .into_iter()
        .filter(|(_, rows)| !rows.is_empty())
        .map(|(key, rows)| context.say(key, &[("metrics", &named(context, &rows))]))
        .collect();
    let mut strengths: Vec<Strength> = better
        .iter()
        .filter_map(|row| Some((row, row.contrast?)))
        .map(|(row, c)| evidence::strength(c.p_adjusted.or(c.p), &[row.left.1, row.right.1]))
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
fn named(context: &Context, rows: &[Between]) -> String {
    let mut names: Vec<String> = rows.iter().map(|row| context.quoted(row.metric)).collect();
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
    let (left, right) = context.first_and_last(&compare.groups);
    let places = [("left", left.as_str()), ("right", right.as_str())];
    let claim = context.say("claim_no_difference", &places);
    let row = Between::of_row(compare, compare.rows.first()?)?;
    let contrast = row.contrast?;
    let rest = contrast.detectable.map(|detectable| {
        let style = context.styles.get(row.metric);
        context.say(
            "rest_detectable",
            &[
                ("metric", &context.quoted(row.metric)),
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
            ..evidence::of_contrast(context, contrast, row.left.1, row.right.1)
        },
    })
}
