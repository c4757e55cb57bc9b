//! Questions to which several answers can be given at once: a column with an option each, or
//! options joined in one cell.

use crate::profile::meaning::Meaning;
use crate::profile::{ColumnProfile, Profile};
use crate::text::fold;

use super::names;

/// At most so many such questions are taken, and so many options of each are measured.
const MOST: usize = 3;
/// As above.
const MOST_OPTIONS: usize = 4;

/// Fewer pieces side by side may be so by chance.
const FEWEST_CUT: u64 = 5;

/// A question with several answers.
#[derive(Debug, Clone)]
pub struct Several {
    /// Its columns, from left to right.
    pub columns: Vec<usize>,
    /// What it is called on the page.
    pub title: String,
    /// What stands between options in one cell.
    pub split: Option<&'static str>,
    /// The options of the columns, in their order; of joined cells only where some hold what stands
    /// between options.
    pub options: Vec<String>,
    /// The options that were chosen most, the first of them most often.
    pub top: Vec<String>,
}

/// The questions of a profile.
pub fn several(profile: &Profile) -> Vec<Several> {
    let columns = &profile.columns;
    let mut found = Vec::new();
    let mut first = 0;
    while first < columns.len() {
        let last = (first + 1..columns.len())
            .find(|at| !same_question(profile, first, *at))
            .unwrap_or(columns.len());
        if let Meaning::Choices(split) = &columns[first].guess.meaning {
            found.extend(joined(&columns[first], first, split));
            first += 1;
        } else {
            found.extend(apart(profile, first..last));
            first = last;
        }
    }
    found.truncate(MOST);
    found
}

/// Whether two columns are options of one question.
fn same_question(profile: &Profile, first: usize, other: usize) -> bool {
    let is_option = |at: usize| matches!(profile.columns[at].guess.meaning, Meaning::Option(_));
    if !is_option(first) || !is_option(other) {
        return false;
    }
    let block = |at: usize| {
        profile
            .blocks
            .iter()
            .position(|block| block.columns.contains(&at))
    };
    match (block(first), block(other)) {
        (Some(a), Some(b)) => a == b,
        (None, None) => {
            let stem = |at: usize| stem(&profile.columns[at].name);
            stem(first).is_some() && stem(first) == stem(other)
        }
        _ => false,
    }
}

/// `q4_0001` is one of the columns of `q4`.
fn stem(name: &str) -> Option<&str> {
    let stem = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let bare = stem.trim_end_matches(|c: char| !c.is_alphanumeric());
    (stem.len() < name.len() && bare.len() < stem.len() && !bare.is_empty()).then_some(bare)
}

fn apart(profile: &Profile, range: std::ops::Range<usize>) -> Option<Several> {
    let mut columns: Vec<usize> = Vec::new();
    let mut options: Vec<(String, u64)> = Vec::new();
    for at in range.clone() {
        let column = &profile.columns[at];
        let Meaning::Option(option) = &column.guess.meaning else {
            return None;
        };
        let option = option.split_whitespace().collect::<Vec<_>>().join(" ");
        let new = !options
            .iter()
            .any(|(known, _)| fold(known) == fold(&option));
        if names::column(&column.name).is_none() || !new || option.is_empty() {
            continue;
        }
        let chosen = column
            .all
            .iter()
            .flatten()
            .filter(|(text, _)| !crate::profile::is_not_chosen(text));
        options.push((option, chosen.map(|(_, rows)| rows).sum()));
        columns.push(at);
    }
    if columns.len() < 2 {
        return None;
    }
    let first = range.start;
    let block = profile
        .blocks
        .iter()
        .find(|block| block.columns.contains(&first));
    let name = block.map(|block| block.label.clone().unwrap_or_else(|| block.name.clone()));
    let title = name.or_else(|| stem(&profile.columns[first].name).map(str::to_owned))?;
    Some(Several {
        columns,
        title: names::label(&title),
        split: None,
        top: top(options.clone()),
        options: options.into_iter().map(|(option, _)| option).collect(),
    })
}

fn joined(column: &ColumnProfile, at: usize, split: &'static str) -> Option<Several> {
    names::column(&column.name)?;
    if split == "\n" || column.options.is_empty() {
        return None;
    }
    let title = column
        .label
        .clone()
        .unwrap_or_else(|| names::spoken(&column.name));
    let mut options: Vec<(String, u64)> = column
        .options
        .iter()
        .map(|option| (option.value.clone(), option.rows))
        .collect();
    let whole = join_again(column, split, &mut options);
    let split = match whole && every_blank(column, split) {
        true => ", ",
        false => split,
    };
    let mut names: Vec<String> = options.iter().map(|(option, _)| option.clone()).collect();
    names.sort();
    Some(Several {
        columns: vec![at],
        title: names::label(&title),
        split: Some(split),
        options: if whole { names } else { Vec::new() },
        top: top(options),
    })
}

/// Puts options together that were cut at a comma of their own: two pieces of which neither ever
/// stands without the other behind or before it. Gives whether there were any.
fn join_again(column: &ColumnProfile, split: &str, options: &mut Vec<(String, u64)>) -> bool {
    let Some(cells) = column.all.as_ref().filter(|_| split == ",") else {
        return false;
    };
    let mut found = false;
    loop {
        let beside = |one: &str, other: &str| -> u64 {
            let pair = format!("{one}, {other}");
            let holds = |cell: &str| {
                let cell = fold(cell);
                cell.match_indices(&*fold(&pair)).any(|(at, pair)| {
                    let ends = |rest: &str| rest.is_empty() || rest.starts_with(',');
                    let begins = |rest: &str| rest.is_empty() || rest.ends_with(", ");
                    begins(&cell[..at]) && ends(&cell[at + pair.len()..])
                })
            };
            let cells = cells.iter().filter(|(cell, _)| holds(cell));
            cells.map(|(_, rows)| rows).sum()
        };
        let cut = options.iter().enumerate().find_map(|(at, (one, rows))| {
            let mut others = options.iter().enumerate();
            let (after, _) = others.find(|(after, (other, chose))| {
                *after != at && chose == rows && *rows >= FEWEST_CUT && beside(one, other) == *rows
            })?;
            Some((at, after))
        });
        let Some((at, after)) = cut else {
            return found;
        };
        found = true;
        options[at].0 = format!("{}, {}", options[at].0, options[after].0);
        options.remove(after);
    }
}

/// Whether a blank stands behind every comma.
fn every_blank(column: &ColumnProfile, split: &str) -> bool {
    let mut cells = column.all.iter().flatten();
    cells.all(|(cell, _)| cell.matches(split).count() == cell.matches(", ").count())
}

fn top(mut options: Vec<(String, u64)>) -> Vec<String> {
    options.retain(|(_, rows)| *rows > 0);
    options.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    options
        .into_iter()
        .take(MOST_OPTIONS)
        .map(|(option, _)| option)
        .collect()
}
