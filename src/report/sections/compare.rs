//! Groups against each other, metric by metric.

use serde::Serialize;

use super::adjusted;
use super::forest::{self, Forest};
use super::numbers;
use super::{Numbers, sources};
use crate::figures::model::{Compare, CompareRow, Contrast, Group, Overlap, Verdict};
use crate::report::between::Between;
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
    /// The groups in the query's order.
    pub groups: Vec<GroupView>,
    /// One figure for each unit and scale.
    pub figures: Vec<Forest>,
    /// Base, tests, sources.
    pub notes: Vec<String>,
    /// All numbers.
    pub numbers: Numbers,
    /// Of more than two groups: every two of them.
    pub pairs: Option<Numbers>,
}

/// A group of a comparison.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GroupView {
    /// Its name, cut where it is long.
    pub label: String,
    /// Its name with its base.
    pub legend: String,
    /// Its mark: "s" for the circle, "d" for the diamond, others for more groups.
    pub shape: &'static str,
}

/// The view of a comparison.
pub fn view(context: &Context, compare: &Compare) -> CompareView {
    let group = |(group, shape): (&Group, &'static str)| GroupView {
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
    let shapes = forest::shapes(&compare.groups);
    let groups = compare.groups.iter().zip(shapes);
    let are_many = compare.groups.len() > 2;
    CompareView {
        id: compare.id.clone(),
        name: context.all_groups(&compare.groups),
        heading: capitalised(&heading(context, compare)),
        paragraphs: paragraphs(context, compare),
        groups: groups.map(group).collect(),
        figures: forest::figures(context, compare),
        notes: notes(context, compare),
        numbers: if are_many {
            numbers::of_groups(context, compare)
        } else {
            numbers::of_pairs(context, compare)
        },
        pairs: are_many.then(|| numbers::of_pairs(context, compare)),
    }
}

/// The section's finding.
fn heading(context: &Context, compare: &Compare) -> String {
    if let Some(shared) = compare.refused {
        return of_shared(context, compare, &shared, |places| {
            context.say("compare_refused", places)
        });
    }
    let mut rows = compare.rows.iter();
    let clear = rows.find_map(|row| {
        let between = Between::of_row(compare, row)?;
        statement::of(context, &between).map(|_| between)
    });
    if let Some(between) = clear {
        return context.say(
            "compare_heading",
            &[
                ("metric", &context.subject(between.metric)),
                ("left", &context.group(between.left.0)),
                ("right", &context.group(between.right.0)),
            ],
        );
    }
    let (left, right) = context.first_and_last(&compare.groups);
    let places = [("left", left.as_str()), ("right", right.as_str())];
    if is_noise(compare) {
        context.say("compare_too_small", &places)
    } else if none_differs(compare) {
        context.say("compare_no_difference", &places)
    } else {
        context.say("compare_too_few", &places)
    }
}

/// What is said of two groups that share respondents.
fn of_shared(
    context: &Context,
    compare: &Compare,
    shared: &Overlap,
    say: impl Fn(&[(&str, &str)]) -> String,
) -> String {
    let name = |at: usize| {
        let group = compare.groups.get(at);
        group.map(|group| context.group(group)).unwrap_or_default()
    };
    let (left, right) = (name(shared.groups.0), name(shared.groups.1));
    say(&[("left", &left), ("right", &right)])
}

fn paragraphs(context: &Context, compare: &Compare) -> Vec<String> {
    if let Some(shared) = compare.refused {
        let told = of_shared(context, compare, &shared, |places| {
            let n = shared.n;
            capitalised(&context.locale.say_count("compare_overlap", n, places))
        });
        return vec![told];
    }
    let verdict = |row: &&CompareRow, wanted| {
        contrast_of(compare, row).is_some_and(|contrast| contrast.verdict == wanted)
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
        .filter(|row| contrast_of(compare, row).is_some_and(is_too_small))
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
    let nothing: Vec<String> = compare
        .rows
        .iter()
        .filter(|row| forest::is_nothing(row) && row.figures.iter().any(|f| f.estimate.is_some()))
        .map(|row| context.quoted(&row.metric))
        .collect();
    if !nothing.is_empty() {
        sentences.push(context.say("compare_all_zero", &[("metrics", &some(context, nothing))]));
    }
    if compare.groups.len() > 2 {
        sentences.push(context.say("compare_many_how", &[]));
    }
    if compare.rows.len() > 1 {
        sentences.push(context.say("compare_how_to_read", &[]));
    }
    let adjusted = adjusted::sentences(context, compare);
    [sentences, adjusted]
        .into_iter()
        .filter(|sentences| !sentences.is_empty())
        .map(|sentences| sentences.join(" "))
        .collect()
}

/// What a row is told by.
fn contrast_of<'a>(compare: &'a Compare, row: &'a CompareRow) -> Option<&'a Contrast> {
    Between::of_row(compare, row)?.contrast
}

/// Whether a difference is clear, but not worth acting on.
fn is_too_small(contrast: &Contrast) -> bool {
    contrast.verdict == Verdict::Differs && contrast.below_noise
}

/// Whether all that differs clearly is not worth acting on.
fn is_noise(compare: &Compare) -> bool {
    let pairs = || compare.rows.iter().flat_map(|row| &row.pairs);
    let contrasts = || pairs().filter_map(|pair| pair.contrast.as_ref());
    contrasts().any(is_too_small) && !contrasts().any(Contrast::matters)
}

/// That a part was named beside its whole, and is compared with the rest of it.
fn part_and_rest(context: &Context, compare: &Compare) -> Option<String> {
    let whole = compare.groups.iter().find(|group| group.rest)?;
    let part = compare.groups.iter().find(|group| !group.rest)?;
    let places = [
        ("part", context.group(part)),
        ("rest", context.group(whole)),
        ("whole", context.whole(whole)),
    ];
    let places = places.each_ref().map(|(key, value)| (*key, value.as_str()));
    Some(capitalised(&context.say("compare_part_and_rest", &places)))
}

/// Names of measures; of many the first ones and how many more.
pub fn some(context: &Context, mut names: Vec<String>) -> String {
    if names.len() > NAMED {
        let more = (names.len() - NAMED) as u64;
        names.truncate(NAMED);
        names.push(context.locale.say_count("and_more", more, &[]));
    }
    context.locale.list(&names)
}

/// Base, tests and sources.
fn notes(context: &Context, compare: &Compare) -> Vec<String> {
    let mut notes = Vec::new();
    let bases: Vec<String> = compare
        .groups
        .iter()
        .map(|group| {
            let places = [
                ("group", context.group(group)),
                ("n", context.locale.integer(group.n)),
            ];
            let places = places.each_ref().map(|(key, value)| (*key, value.as_str()));
            context.say("note_base_of_group", &places)
        })
        .collect();
    let bases = bases.join(&context.say("reason_separator", &[]));
    notes.push(context.say("note_bases", &[("groups", &bases)]));
    let unknown = compare.groups.iter().map(|group| group.unknown).max();
    let unknown = unknown.unwrap_or_default();
    if unknown > 0 {
        notes.push(context.locale.say_count("note_not_placed", unknown, &[]));
    }
    let tests = numbers::tests(context, compare);
    if !tests.is_empty() {
        let tests = context.locale.list(&tests);
        if compare.groups.len() > 2 {
            notes.push(context.say("note_tests_of_many", &[("tests", &tests)]));
        } else {
            let pairs = compare.rows.iter().flat_map(|row| &row.pairs);
            let contrasts = pairs.filter_map(|pair| pair.contrast.as_ref());
            let rows = contrasts.filter(|c| c.p_adjusted.is_some()).count() as u64;
            let places = [("tests", tests.as_str())];
            notes.push(context.locale.say_count("note_tests", rows, &places));
        }
    }
    notes.extend(adjusted::note(context, compare));
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
