//! Findings from comparisons of two groups.

use super::{Candidate, Kind};
use crate::figures::model::{Compare, CompareRow, Group, Tone, Verdict};
use crate::report::context::Context;
use crate::report::evidence::{self, Evidence, Strength};
use crate::report::headline::none_differs;
use crate::report::locale::capitalised;
use crate::report::statement::{self, Statement};

/// At most so many measures are named in one sentence.
const NAMED: usize = 3;

/// What a comparison has to say; nothing where it was refused.
pub fn candidates(context: &Context, compare: &Compare) -> Vec<Candidate> {
    if compare.overlap > 0 {
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
    let with_the_pattern = |row: &&CompareRow| !breaks_pattern(compare, row);
    let clear = compare.rows.iter().filter(with_the_pattern);
    let mut told = clear.filter_map(|row| {
        let statement = statement::of_row(context, compare, row)?;
        let contrast = row.contrast.as_ref()?;
        let evidence = evidence::of_contrast(context, contrast, &row.left, &row.right);
        Some((row, contrast.difference?, statement, evidence))
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
    candidates.extend(next_gaps(context, compare, &next));
    candidates
}

/// "Higher among satisfied customers than among dissatisfied customers: …", for the next gaps
/// that go the same way as the first of them.
fn next_gaps(
    context: &Context,
    compare: &Compare,
    next: &[(&CompareRow, f64, Statement, Evidence)],
) -> Option<Candidate> {
    let (_, direction, ..) = next.first()?;
    let same = next
        .iter()
        .filter(|(_, difference, ..)| difference.signum() == direction.signum())
        .take(NAMED);
    let (mut gaps, mut evidence): (Vec<String>, Option<&Evidence>) = (Vec::new(), None);
    for (row, difference, _, own) in same {
        let style = context.styles.get(&row.metric);
        let amount = style.amount(&context.locale, *difference);
        let places = [("metric", context.label(&row.metric)), ("amount", amount)];
        let places = places.each_ref().map(|(key, value)| (*key, value.as_str()));
        gaps.push(context.say("metric_and_amount", &places));
        if evidence.is_none_or(|weakest| own.strength < weakest.strength) {
            evidence = Some(own);
        }
    }
    let (higher, other) = statement::higher_first(compare, *direction);
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
fn better_group<'a>(compare: &'a Compare, row: &CompareRow) -> Option<&'a Group> {
    let contrast = row.contrast.as_ref()?;
    let left_is_higher = contrast.difference? > 0.0;
    if !contrast.matters() {
        return None;
    }
    let left_is_better = left_is_higher == row.metric.more_is_good?;
    Some(if left_is_better {
        &compare.left
    } else {
        &compare.right
    })
}

/// Whether a row goes against a pattern that is there: on most measures of the same kind, and
/// on two of them at least, the good group does better.
fn breaks_pattern(compare: &Compare, row: &CompareRow) -> bool {
    let kind = |row: &CompareRow| {
        let unit = std::mem::discriminant(&row.metric.unit);
        (unit, row.metric.bounds.is_some())
    };
    let alike = || compare.rows.iter().filter(|other| kind(other) == kind(row));
    let against = alike().filter(|row| is_against(compare, row)).count();
    let clear = alike().filter(|row| better_group(compare, row).is_some());
    let with = clear.count() - against;
    is_against(compare, row) && with >= 2 && with > against
}

fn against_the_pattern(context: &Context, compare: &Compare) -> Option<Candidate> {
    let mut rows = compare.rows.iter();
    let row = rows.find(|row| breaks_pattern(compare, row))?;
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
    let mut names: Vec<String> = rows.iter().map(|row| context.quoted(&row.metric)).collect();
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
                ("metric", &context.quoted(&row.metric)),
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
