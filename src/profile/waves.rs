//! What some files ask otherwise than others: what their headers tell, and what shows in the
//! answers.

use std::collections::BTreeMap;

use crate::language::query::ScaleKind;
use crate::survey::Survey;
use crate::survey::files;
use crate::survey::ledger::{WaveChange, WaveChangeKind};
use crate::survey::waves::{Change, ChangeKind, Chosen, other_options, other_scale};
use crate::text::{fold, yes_no};

use super::meaning::Meaning;
use super::profile::ColumnProfile;
use super::scales::face;
use super::shape::number;
use super::tally::Seen;

/// The changes, in the order of the columns.
pub fn changes(survey: &Survey, columns: &[ColumnProfile]) -> Vec<WaveChange> {
    let file = |number: usize| files::name(&survey.files[number].path);
    let mut found: Vec<(usize, WaveChange)> = Vec::new();
    for told in &survey.changes {
        let Some(&at) = told.columns.first() else {
            continue;
        };
        // A column that the survey tool writes, or that holds nothing, is no question.
        if told.kind == ChangeKind::NeverAsked && !is_question(&columns[at].guess.meaning) {
            continue;
        }
        let change = of_header(told, &columns[at], &file);
        // A text that changed over several options is one change.
        let known = found.iter().any(|(_, known)| {
            (known.what, &known.before, &known.after)
                == (change.what, &change.before, &change.after)
                && change.what == WaveChangeKind::Wording
        });
        if !known {
            found.push((at, change));
        }
    }
    for (at, column) in columns.iter().enumerate() {
        if let Some((what, (before, old), (after, new))) = of_answers(column) {
            let change = WaveChange {
                name: column.name.clone(),
                column: column.name.clone(),
                what,
                before_file: file(before),
                before: old,
                after_file: file(after),
                after: new,
                files: 1,
                accepted: false,
            };
            found.push((at, change));
        }
    }
    found.sort_by_key(|(at, change)| (*at, change.what));
    found.into_iter().map(|(_, change)| change).collect()
}

fn is_question(meaning: &Meaning) -> bool {
    !matches!(
        meaning,
        Meaning::Empty | Meaning::Constant | Meaning::Technical | Meaning::Personal(_)
    )
}

fn of_header(told: &Change, column: &ColumnProfile, file: &dyn Fn(usize) -> String) -> WaveChange {
    WaveChange {
        name: column.name.clone(),
        column: column.name.clone(),
        what: match told.kind {
            ChangeKind::NeverAsked => WaveChangeKind::NeverAsked,
            ChangeKind::Wording => WaveChangeKind::Wording,
            ChangeKind::Options => WaveChangeKind::Options,
        },
        before_file: file(told.before.0),
        before: told.before.1.clone(),
        after_file: file(told.after.0),
        after: told.after.1.clone(),
        files: told.files as u64,
        accepted: false,
    }
}

/// What changed, with the earlier file and the later one and what each has.
type Told = (WaveChangeKind, (usize, String), (usize, String));

/// The first change that the answers of a column tell.
fn of_answers(column: &ColumnProfile) -> Option<Told> {
    let files: Vec<(usize, &Seen)> = column
        .seen
        .iter()
        .enumerate()
        .filter(|(_, seen)| !seen.values.is_empty())
        .collect();
    files.windows(2).find_map(|pair| {
        let [(before, old), (after, new)] = pair else {
            return None;
        };
        let (what, old, new) = match &column.guess.meaning {
            Meaning::Scale(_) => {
                let (old, new) = other_scale(&codes(column, old), &codes(column, new))?;
                let range = |[low, high]: [i16; 2]| format!("{low}..{high}");
                (WaveChangeKind::Scale, range(old), range(new))
            }
            Meaning::Choices(split) => {
                let old = chosen(column, old, Some(split));
                let (gone, new) = other_options(&old, &chosen(column, new, Some(split)))?;
                (WaveChangeKind::Options, gone.join(", "), new.join(", "))
            }
            // Texts that stand for points, or for what is good: what is asked, not who answers.
            Meaning::Category(bands) if !bands.is_empty() => other_texts(column, old, new)?,
            _ => return None,
        };
        Some((what, (*before, old), (*after, new)))
    })
}

fn other_texts(
    column: &ColumnProfile,
    old: &Seen,
    new: &Seen,
) -> Option<(WaveChangeKind, String, String)> {
    let old = chosen(column, old, None);
    let (gone, new) = other_options(&old, &chosen(column, new, None))?;
    Some((WaveChangeKind::Options, gone.join(", "), new.join(", ")))
}

/// The answers, without what means that there is none.
fn answers<'s>(
    column: &'s ColumnProfile,
    seen: &'s Seen,
) -> impl Iterator<Item = (&'s String, u64)> {
    let silent = |text: &String| {
        let mut silent = column.no_answer.iter().chain(&column.not_applicable);
        silent.any(|known| known == text)
    };
    let values = seen.values.iter().map(|(text, rows)| (text, *rows));
    values.filter(move |(text, _)| !silent(text))
}

fn codes(column: &ColumnProfile, seen: &Seen) -> Vec<(i16, u64)> {
    let mut codes: BTreeMap<i16, u64> = BTreeMap::new();
    for (text, rows) in answers(column, seen) {
        if let Some(code) = code(&column.guess.meaning, text) {
            *codes.entry(code).or_default() += rows;
        }
    }
    codes.into_iter().collect()
}

/// The code that a text stands for, as the query reads it.
fn code(meaning: &Meaning, text: &str) -> Option<i16> {
    let Meaning::Scale(scale) = meaning else {
        return None;
    };
    let folded = fold(text);
    let labelled = scale.labels.iter().find(|(_, label)| fold(label) == folded);
    let told = match scale.kind {
        ScaleKind::YesNo => yes_no(&folded).map(i16::from),
        ScaleKind::Smiley => face(&folded),
        _ => None,
    };
    let whole = || number(text).filter(|code| code.fract() == 0.0 && code.abs() < 1000.0);
    labelled
        .map(|(code, _)| *code)
        .or(told)
        .or_else(|| whole().map(|code| code as i16))
}

fn chosen(column: &ColumnProfile, seen: &Seen, split: Option<&str>) -> Chosen {
    let mut options: BTreeMap<String, (String, u64)> = BTreeMap::new();
    let mut asked = 0;
    for (text, rows) in answers(column, seen) {
        asked += rows;
        let whole = std::slice::from_ref(text);
        let parts: Vec<&str> = match split {
            Some(split) => text.split(split).collect(),
            None => whole.iter().map(String::as_str).collect(),
        };
        for option in parts
            .into_iter()
            .map(str::trim)
            .filter(|text| !text.is_empty())
        {
            let entry = options.entry(fold(option).into_owned());
            entry.or_insert_with(|| (option.to_owned(), 0)).1 += rows;
        }
    }
    Chosen {
        options: options.into_values().collect(),
        asked,
    }
}
