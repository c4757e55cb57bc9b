//! Two groups, metric by metric.

use serde::Serialize;

use super::forest::{self, Forest};
use super::numbers;
use super::{Numbers, sources};
use crate::figures::model::{Compare, CompareRow, Contrast, Verdict};
use crate::report::context::Context;
use crate::report::headline::none_differs;
use crate::report::locale::capitalised;
use crate::report::statement;

/// At most so many measures are named in a sentence.
const NAMED: usize = 4;

/// A comparison.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CompareView {
    /// Its id.
    pub id: String,
    /// Its name in the contents.
    pub name: String,
    /// Its finding.
    pub heading: String,
    /// What stands below the heading.
    pub paragraphs: Vec<String>,
    /// The group named first.
    pub left: GroupView,
    /// The other.
    pub right: GroupView,
    /// One figure for each unit and scale.
    pub figures: Vec<Forest>,
    /// Base, tests, sources.
    pub notes: Vec<String>,
    /// All numbers.
    pub numbers: Numbers,
}

/// A group of a comparison.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GroupView {
    /// Its name, cut where it is long.
    pub label: String,
    /// Its name with its base.
    pub legend: String,
    /// Its mark: "s" for the circle, "d" for the diamond.
    pub shape: &'static str,
}

/// The view of a comparison.
pub fn view(context: &Context, compare: &Compare) -> CompareView {
    let (left, right) = forest::shapes(compare);
    let group = |group: &crate::figures::model::Group, shape| GroupView {
        label: context.group_head(group),
        legend: context.say(
            "legend_group",
            &[
                ("group", &context.group_label(group)),
                ("n", &context.locale.integer(group.n)),
            ],
        ),
        shape,
    };
    let figures = forest::figures(context, compare);
    let places = both(context, compare);
    let places: Vec<(&str, &str)> = places
        .iter()
        .map(|(key, value)| (*key, value.as_str()))
        .collect();
    CompareView {
        id: compare.id.clone(),
        name: context.both_groups(&compare.left, &compare.right),
        heading: capitalised(&heading(context, compare, &places)),
        paragraphs: paragraphs(context, compare, &places),
        left: group(&compare.left, left),
        right: group(&compare.right, right),
        notes: notes(context, compare, &places),
        numbers: numbers::of_compare(context, compare),
        figures,
    }
}

fn both(context: &Context, compare: &Compare) -> [(&'static str, String); 2] {
    [
        ("left", context.group(&compare.left)),
        ("right", context.group(&compare.right)),
    ]
}

/// The section's finding.
fn heading(context: &Context, compare: &Compare, places: &[(&str, &str)]) -> String {
    if compare.overlap > 0 {
        return context.say("compare_refused", places);
    }
    let clear = compare
        .rows
        .iter()
        .find(|row| statement::of_row(context, compare, row).is_some());
    match clear {
        Some(row) => {
            let label = context.subject(&row.metric);
            let mut places = places.to_vec();
            places.push(("metric", &label));
            context.say("compare_heading", &places)
        }
        None if is_noise(compare) => context.say("compare_too_small", places),
        None if none_differs(compare) => context.say("compare_no_difference", places),
        None => context.say("compare_too_few", places),
    }
}

fn paragraphs(context: &Context, compare: &Compare, places: &[(&str, &str)]) -> Vec<String> {
    if compare.overlap > 0 {
        return vec![
            context
                .locale
                .say_count("compare_overlap", compare.overlap, places),
        ];
    }
    let verdict = |row: &&CompareRow, wanted| {
        let contrast = row.contrast.as_ref();
        contrast.is_some_and(|c| c.verdict == wanted)
    };
    let names = |wanted| -> Vec<String> {
        let rows = compare.rows.iter().filter(|row| verdict(row, wanted));
        rows.map(|row| context.quoted(&row.metric)).collect()
    };
    let clear = names(Verdict::Differs);
    let unclear = names(Verdict::NoClearDifference);
    let too_few = names(Verdict::TooFew);
    let mut sentences = Vec::new();
    sentences.extend(part_and_rest(context, compare));
    if !clear.is_empty() {
        let k = context.locale.integer(clear.len() as u64);
        let n = compare.rows.len() as u64;
        sentences.push(context.locale.say_count("compare_differ", n, &[("k", &k)]));
    }
    let noise: Vec<String> = compare
        .rows
        .iter()
        .filter(|row| row.contrast.as_ref().is_some_and(is_too_small))
        .map(|row| context.quoted(&row.metric))
        .collect();
    if !noise.is_empty() {
        sentences.push(context.say("compare_below_noise", &[("metrics", &some(context, noise))]));
    }
    if !unclear.is_empty() && !clear.is_empty() {
        sentences.push(context.say("rest_no_clear_on", &[("metrics", &some(context, unclear))]));
    }
    if !too_few.is_empty() {
        sentences.push(context.say(
            "compare_too_few_on",
            &[("metrics", &some(context, too_few))],
        ));
    }
    if compare.rows.len() > 1 {
        sentences.push(context.say("compare_how_to_read", &[]));
    }
    vec![sentences.join(" ")]
}

/// Whether a difference is clear, but not worth acting on.
fn is_too_small(contrast: &Contrast) -> bool {
    contrast.verdict == Verdict::Differs && contrast.below_noise
}

/// Whether all that differs clearly is not worth acting on.
fn is_noise(compare: &Compare) -> bool {
    let contrasts = || compare.rows.iter().filter_map(|row| row.contrast.as_ref());
    contrasts().any(is_too_small) && !contrasts().any(Contrast::matters)
}

/// That a part was named beside its whole, and is compared with the rest of it.
fn part_and_rest(context: &Context, compare: &Compare) -> Option<String> {
    let (part, whole) = match (compare.left.rest, compare.right.rest) {
        (false, true) => (&compare.left, &compare.right),
        (true, false) => (&compare.right, &compare.left),
        _ => return None,
    };
    let places = [
        ("part", context.group(part)),
        ("rest", context.group(whole)),
        ("whole", context.whole(whole)),
    ];
    let places = places.each_ref().map(|(key, value)| (*key, value.as_str()));
    Some(capitalised(&context.say("compare_part_and_rest", &places)))
}

fn some(context: &Context, mut names: Vec<String>) -> String {
    if names.len() > NAMED {
        let more = (names.len() - NAMED) as u64;
        names.truncate(NAMED);
        names.push(context.locale.say_count("and_more", more, &[]));
    }
    context.locale.list(&names)
}

/// Base, tests and sources.
fn notes(context: &Context, compare: &Compare, places: &[(&str, &str)]) -> Vec<String> {
    let mut notes = Vec::new();
    let (left, right) = (&compare.left, &compare.right);
    let bases = (
        context.locale.integer(left.n),
        context.locale.integer(right.n),
    );
    let mut all = places.to_vec();
    all.extend([("n_left", bases.0.as_str()), ("n_right", bases.1.as_str())]);
    notes.push(context.say("note_bases", &all));
    let unknown = left.unknown.max(right.unknown);
    if unknown > 0 {
        notes.push(context.locale.say_count("note_not_placed", unknown, &[]));
    }
    let tests = numbers::tests(context, compare);
    if !tests.is_empty() {
        let tests = context.locale.list(&tests);
        let rows = compare
            .rows
            .iter()
            .filter(|r| r.contrast.as_ref().is_some_and(|c| c.p_adjusted.is_some()));
        let rows = rows.count() as u64;
        notes.push(
            context
                .locale
                .say_count("note_tests", rows, &[("tests", &tests)]),
        );
    }
    notes.push(context.say("note_narrow", &[]));
    let mut cited: Vec<usize> = compare
        .rows
        .iter()
        .flat_map(|row| &row.against)
        .filter_map(|against| Some(context.benchmark(&against.benchmark)?.0))
        .collect();
    cited.sort_unstable();
    cited.dedup();
    for number in cited {
        let benchmark = &context.figures.benchmarks[number - 1];
        let source = sources::source(context, number, benchmark);
        notes.push(context.say("sentence", &[("claim", &source)]));
    }
    notes
}
